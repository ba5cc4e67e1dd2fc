package kubectl

func clusterInfoCommand() *command {
	return &command{
		name: "cluster-info", group: management, short: "Display cluster information",
		use: "cluster-info [flags]", run: runClusterInfo, subs: notHereYet("cluster-info", "dump"),
	}
}

// runClusterInfo models kubectl pkg/cmd/clusterinfo ClusterInfoOptions. The only
// add-on is DNS.
func runClusterInfo(p *process) error {
	if err := p.request("services"); err != nil {
		return err
	}
	server := p.config.server()
	p.printf("Kubernetes control plane is running at %s\n", server)
	for _, o := range p.env.Cluster.List("services", "kube-system") {
		if o.Meta().Labels["kubernetes.io/cluster-service"] == "true" {
			name := o.Meta().Labels["kubernetes.io/name"]
			p.printf("%s is running at %s/api/v1/namespaces/kube-system/services/%s:dns/proxy\n", name, server, o.Meta().Name)
		}
	}
	p.printf("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n")
	return nil
}
