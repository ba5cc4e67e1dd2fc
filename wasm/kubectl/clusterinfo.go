package kubectl

func clusterInfoCommand() *command { return &command{name: "cluster-info", group: management} }
