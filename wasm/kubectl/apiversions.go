package kubectl

func apiVersionsCommand() *command { return &command{name: "api-versions", group: other} }
