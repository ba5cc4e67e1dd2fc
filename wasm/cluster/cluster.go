package cluster

import (
	"svclab/wasm/api"
	"svclab/wasm/network"
	"svclab/wasm/proxy"
)

// Config is what a cluster is made from. Equal Configs and equal histories
// make equal clusters.
type Config struct {
	Nodes int    `json:"nodes"` // at least 1
	Seed  uint64 `json:"seed"`
	Cloud bool   `json:"cloud,omitempty"` // hands out load balancers
}

// Cluster is a miniature Kubernetes.
type Cluster struct {
	config Config
}

// New switches on a cluster: its nodes are ready, its system objects are there.
func New(config Config) *Cluster { return &Cluster{config: config} }

// Do carries out a Command and returns what happened. It is the only way to
// change a Cluster. A Command that fails has changed nothing; its error is an
// *api.StatusError when the API server refused it.
func (c *Cluster) Do(cmd Command) ([]Event, error) { return nil, nil }

// Replay makes a cluster and carries out history again.
func Replay(config Config, history []Command) (*Cluster, error) { return New(config), nil }

// Fork returns an independent cluster with the same past and the same future.
func (c *Cluster) Fork() *Cluster { return c }

// Config returns what the cluster was made from.
func (c *Cluster) Config() Config { return c.config }

// History returns the Commands that succeeded, in order. Ticks in a row are one.
func (c *Cluster) History() []Command { return nil }

// Now returns the cluster's clock.
func (c *Cluster) Now() api.Time { return api.Epoch }

// Get returns the stored object, never to be changed, or an *api.StatusError
// with ReasonNotFound. The namespace of a resource without one is "".
func (c *Cluster) Get(resource, namespace, name string) (api.Object, error) {
	r, _ := api.ResourceNamed(resource)
	return nil, api.NotFound(r, name)
}

// List returns the stored objects of a resource, sorted by namespace and name;
// namespace "" means all. The objects are never to be changed.
func (c *Cluster) List(resource, namespace string) []api.Object { return nil }

// Rules returns what the node's kube-proxy has written, nil for an unknown node.
func (c *Cluster) Rules(node string) *proxy.Rules { return nil }

// Resolve turns a host name or an address literal into an address as seen from
// a place: the hosts file there knows the nodes. ok is false when nothing does.
func (c *Cluster) Resolve(from network.Place, host string) (ip string, ok bool) { return "", false }

// Dump writes every stored object as JSON, one a line, sorted by resource,
// namespace and name.
func (c *Cluster) Dump() string { return "" }
