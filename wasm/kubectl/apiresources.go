package kubectl

func apiResourcesCommand() *command { return &command{name: "api-resources", group: other} }
