package kubectl

func optionsCommand() *command { return &command{name: "options", group: other} }
