package kubectl

func topCommand() *command { return &command{name: "top", group: management} }
