package kubectl

func setCommand() *command { return &command{name: "set", group: beginner} }
