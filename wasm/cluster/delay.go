package cluster

import (
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// Delay slows down the watches of a node's kube-proxy, or those of CoreDNS: what
// is written from now on arrives By later than it would. News of one resource
// stays in its order, and may be overtaken by that of another.
type Delay struct {
	Node     string       `json:"node,omitempty"`     // "" for CoreDNS
	Resource string       `json:"resource,omitempty"` // services, endpointslices, nodes, of CoreDNS namespaces; "" for all
	By       api.Duration `json:"by,omitempty"`       // an hour at most; 0 for as fast as usual
}

func (Delay) verb() string { return "delay" }

// stream is the watch of one resource, by a node's kube-proxy or, where the node
// is "", by CoreDNS.
type stream struct{ node, resource string }

var (
	proxyWatches = [3]string{"services", "endpointslices", "nodes"}
	dnsWatches   = []string{"services", "endpointslices", "namespaces"}
)

// streamOf is the place of a resource among what kube-proxy watches.
func streamOf(resource string) int { return slices.Index(proxyWatches[:], resource) }

// delay carries out a Delay.
func (c *Cluster) delay(cmd Delay) error {
	watches := proxyWatches[:]
	if cmd.Node == "" {
		watches = dnsWatches
	} else if c.proxyOn(cmd.Node) == nil {
		r, _ := api.ResourceNamed("nodes")
		return api.NotFound(r, cmd.Node)
	}
	if cmd.Resource != "" && !slices.Contains(watches, cmd.Resource) {
		return fmt.Errorf("delay of %q: want one of %s", cmd.Resource, strings.Join(watches, ", "))
	}
	if cmd.By < 0 || cmd.By > api.Hour {
		return fmt.Errorf("delay: want a time up to an hour, such as 500ms")
	}
	delays := map[stream]api.Duration{}
	for s, by := range c.delays {
		delays[s] = by
	}
	for _, resource := range watches {
		if cmd.Resource != "" && cmd.Resource != resource {
			continue
		}
		s := stream{cmd.Node, resource}
		if delays[s] = cmd.By; cmd.By == 0 {
			delete(delays, s)
		}
	}
	c.delays = delays
	return nil
}
