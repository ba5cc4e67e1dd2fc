package proxy

import (
	"net/netip"
	"sort"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// Endpoint is one place to which a Service port may send a connection.
type Endpoint struct {
	IP       string
	Port     int32
	NodeName string // "" for an address that is no Pod's
	PodName  string // the slice's targetRef, "" when it names no Pod

	Ready, Serving, Terminating bool
	Hints                       *api.EndpointHints // nil when there are none
}

// String writes the endpoint as iptables' --to-destination does: 10.244.0.2:80,
// [fd00:10:244::2]:80.
func (e Endpoint) String() string {
	port := ":" + strconv.Itoa(int(e.Port))
	if strings.Contains(e.IP, ":") {
		return "[" + e.IP + "]" + port
	}
	return e.IP + port
}

// draining reports that the endpoint terminates but still answers.
func (e *Endpoint) draining() bool { return e.Serving && e.Terminating }

// endpointsOf gathers the endpoints that listen on a Service port, sorted as
// text: 10.244.0.10:80 comes before 10.244.0.2:80. An address that comes twice
// counts once: the last wins, unless it terminates, for then its address may
// already be another Pod's. Models pkg/proxy/endpointslicecache.go addEndpoints
// and endpointsMapFromEndpointInfo.
func endpointsOf(name ServicePortName, mine []*api.EndpointSlice) []Endpoint {
	var all []Endpoint
	var written []string
	for _, s := range mine {
		port, ok := portNamed(s, name)
		if !ok {
			continue
		}
		for i := range s.Endpoints {
			if len(s.Endpoints[i].Addresses) > 0 {
				e := newEndpoint(&s.Endpoints[i], port)
				all, written = append(all, e), append(written, e.String())
			}
		}
	}
	sort.Stable(&byText{all, written})
	kept := all[:0]
	last := ""
	for i, e := range all {
		switch {
		case i == 0 || written[i] != last:
			kept = append(kept, e)
		case !e.Terminating:
			kept[len(kept)-1] = e
		}
		last = written[i]
	}
	return kept
}

// byText sorts endpoints by how rules write them.
type byText struct {
	endpoints []Endpoint
	written   []string
}

func (b *byText) Len() int           { return len(b.endpoints) }
func (b *byText) Less(i, j int) bool { return b.written[i] < b.written[j] }
func (b *byText) Swap(i, j int) {
	b.endpoints[i], b.endpoints[j] = b.endpoints[j], b.endpoints[i]
	b.written[i], b.written[j] = b.written[j], b.written[i]
}

func newEndpoint(e *api.Endpoint, port int32) Endpoint {
	n := Endpoint{IP: canonical(e.Addresses[0]), Port: port, Hints: e.Hints}
	if e.NodeName != nil {
		n.NodeName = *e.NodeName
	}
	if e.TargetRef != nil && e.TargetRef.Kind == "Pod" {
		n.PodName = e.TargetRef.Name
	}
	// What was not said is taken for good news.
	n.Ready = e.Conditions.Ready == nil || *e.Conditions.Ready
	n.Serving = e.Conditions.Serving == nil || *e.Conditions.Serving
	n.Terminating = e.Conditions.Terminating != nil && *e.Conditions.Terminating
	return n
}

// canonical writes an address the way packets are matched; what is no address
// stays as it is.
func canonical(ip string) string {
	if addr, err := netip.ParseAddr(ip); err == nil {
		return addr.String()
	}
	return ip
}

// portNamed finds the number that a Service port has in a slice.
func portNamed(s *api.EndpointSlice, name ServicePortName) (int32, bool) {
	for _, p := range s.Ports {
		if p.Port == nil || *p.Port == 0 {
			continue
		}
		var protocol api.Protocol
		if p.Protocol != nil {
			protocol = *p.Protocol
		}
		if orEmpty(p.Name) == name.Port && api.OrTCP(protocol) == name.Protocol {
			return *p.Port, true
		}
	}
	return 0, false
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
