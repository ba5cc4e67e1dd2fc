package kubectl

func diffCommand() *command { return &command{name: "diff", group: advanced} }
