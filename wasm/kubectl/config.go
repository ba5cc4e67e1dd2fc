package kubectl

func configCommand() *command { return &command{name: "config", group: other} }
