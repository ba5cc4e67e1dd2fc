package kubectl

func replaceCommand() *command { return &command{name: "replace", group: advanced} }
