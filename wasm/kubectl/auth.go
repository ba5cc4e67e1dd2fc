package kubectl

func authCommand() *command { return &command{name: "auth", group: debugging} }
