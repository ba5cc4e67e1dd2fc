package cluster

import "svclab/wasm/api"

// Pods returns the Pods of a namespace; "" means all.
func (c *Cluster) Pods(namespace string) []*api.Pod { return list[*api.Pod](c, "pods", namespace) }

// Services returns the Services of a namespace; "" means all.
func (c *Cluster) Services(namespace string) []*api.Service {
	return list[*api.Service](c, "services", namespace)
}

// Nodes returns the nodes.
func (c *Cluster) Nodes() []*api.Node { return list[*api.Node](c, "nodes", "") }

// EndpointSlices returns the EndpointSlices of a namespace; "" means all.
func (c *Cluster) EndpointSlices(namespace string) []*api.EndpointSlice {
	return list[*api.EndpointSlice](c, "endpointslices", namespace)
}

func list[T api.Object](c *Cluster, resource, namespace string) []T {
	objects := c.List(resource, namespace)
	out := make([]T, len(objects))
	for i, o := range objects {
		out[i] = o.(T)
	}
	return out
}
