package cluster

// planMonitor asks the node lifecycle controller to look at the nodes.
func (c *Cluster) planMonitor() {}
