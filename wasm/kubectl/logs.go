package kubectl

func logsCommand() *command { return &command{name: "logs", group: debugging} }
