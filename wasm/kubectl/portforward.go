package kubectl

func portForwardCommand() *command { return &command{name: "port-forward", group: debugging} }
