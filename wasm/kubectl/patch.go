package kubectl

func patchCommand() *command { return &command{name: "patch", group: advanced} }
