package kubectl

func scaleCommand() *command {
	return &command{name: "scale", group: deploy, instead: []string{"resize"}}
}
