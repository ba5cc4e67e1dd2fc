package kubectl

func explainCommand() *command { return &command{name: "explain", group: intermediate} }
