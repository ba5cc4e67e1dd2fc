package kubectl

func rolloutCommand() *command { return &command{name: "rollout", group: deploy} }
