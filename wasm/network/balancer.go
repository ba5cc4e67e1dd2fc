package network

// Balancer is a load balancer of the cloud, outside the cluster: it takes what
// comes for its address and hands it, with that address still on it, to one of
// the nodes.
type Balancer struct {
	IP    string
	Nodes []string // the nodes that pass the health check, sorted by name
}
