package kubectl

func exposeCommand() *command { return &command{name: "expose", group: beginner} }
