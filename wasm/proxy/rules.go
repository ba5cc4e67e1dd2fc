package proxy

import (
	"cmp"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// ServicePortName names one port of one Service.
type ServicePortName struct {
	Namespace, Name string
	Port            string // the port's name, "" when it has none
	Protocol        api.Protocol
}

// String writes the name as kube-proxy's comments do: default/web:http, or
// default/web for a port without a name.
func (n ServicePortName) String() string {
	s := n.Namespace + "/" + n.Name
	if n.Port != "" {
		s += ":" + n.Port
	}
	return s
}

// Rules is everything one node's kube-proxy has written.
// The zero value and nil have no rules.
type Rules struct {
	chains     []*Chain
	byCluster  map[address]*Chain
	byNodePort map[nodePort]*Chain
	clusterIPs map[string]bool
}

type address struct {
	ip       string
	port     int32
	protocol api.Protocol
}

type nodePort struct {
	port     int32
	protocol api.Protocol
}

// Build writes the rules of a node that has heard of these Services and slices.
func Build(services []*api.Service, endpointSlices []*api.EndpointSlice) *Rules {
	type name struct{ namespace, name string }
	of := make(map[name][]*api.EndpointSlice, len(services))
	for _, s := range endpointSlices {
		n := name{s.Namespace, s.Labels[api.LabelServiceName]}
		of[n] = append(of[n], s)
	}
	chains := make([]*Chain, 0, len(services))
	for _, svc := range services {
		chains = append(chains, BuildService(svc, of[name{svc.Namespace, svc.Name}])...)
	}
	return Assemble(chains)
}

// Assemble makes rules of the chains of any number of Services, which it
// shares. Where two want the same address, the first by name has it.
func Assemble(chains []*Chain) *Rules {
	r := &Rules{
		chains:     slices.SortedFunc(slices.Values(chains), byService),
		byCluster:  make(map[address]*Chain, len(chains)),
		byNodePort: map[nodePort]*Chain{},
		clusterIPs: make(map[string]bool, len(chains)),
	}
	for _, c := range slices.Backward(r.chains) {
		protocol := c.Service.Protocol
		r.byCluster[address{c.ClusterIP, c.Port, protocol}] = c
		r.clusterIPs[c.ClusterIP] = true
		if c.NodePort != 0 {
			r.byNodePort[nodePort{c.NodePort, protocol}] = c
		}
	}
	return r
}

func byService(a, b *Chain) int {
	return cmp.Or(
		strings.Compare(a.Service.Namespace, b.Service.Namespace),
		strings.Compare(a.Service.Name, b.Service.Name),
		strings.Compare(a.Service.Port, b.Service.Port),
		strings.Compare(string(a.Service.Protocol), string(b.Service.Protocol)),
	)
}

// Chains returns every Chain, sorted by namespace, Service, port and protocol.
// The caller must not change it.
func (r *Rules) Chains() []*Chain {
	if r == nil {
		return nil
	}
	return r.chains
}

// ClusterIP finds the Chain behind a port of a ClusterIP, nil when there is none.
func (r *Rules) ClusterIP(ip string, port int32, p api.Protocol) *Chain {
	if r == nil {
		return nil
	}
	return r.byCluster[address{ip, port, p}]
}

// KnowsClusterIP reports whether some Service has the address, whatever its ports.
func (r *Rules) KnowsClusterIP(ip string) bool {
	return r != nil && r.clusterIPs[ip]
}

// NodePort finds the Chain behind a node port, nil when there is none.
func (r *Rules) NodePort(port int32, p api.Protocol) *Chain {
	if r == nil {
		return nil
	}
	return r.byNodePort[nodePort{port, p}]
}
