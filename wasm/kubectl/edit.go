package kubectl

func editCommand() *command { return &command{name: "edit", group: intermediate} }
