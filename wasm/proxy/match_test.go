package proxy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
)

// The corners of the matrix.
var (
	allModes   = []Mode{IPTables, NFTables, IPVS}
	allDoors   = []Door{ClusterIP, NodePort, ExternalIP, LoadBalancerIP}
	outerDoors = allDoors[1:]
	routed     = []Door{ExternalIP, LoadBalancerIP} // doors that are no address of the node
	allOrigins = []Origin{Elsewhere, FromPod, FromNode}

	someNear, someElsewhere, none, draining = "some here, some elsewhere", "some elsewhere only", "none", "draining ones only"
	allPlaces                               = []string{someNear, someElsewhere, none, draining}
)

// matrix says what becomes of a packet in each case; "any" stands for the
// endpoints of all nodes and "near" for those of this one. A Local policy is
// that of the door: internalTrafficPolicy for ClusterIPs.
var matrix = []struct {
	name      string
	modes     []Mode
	doors     []Door
	policy    string
	endpoints []string
	origins   []Origin
	want      string
}{
	{"without endpoints, everybody is refused at the node's own addresses", allModes, []Door{ClusterIP, NodePort}, "*", []string{none}, allOrigins, "reject"},
	{"without endpoints, who passes through the node is refused", allModes, routed, "*", []string{none}, []Origin{Elsewhere, FromPod}, "reject"},
	{"without endpoints, iptables' filter overlooks what leaves the node", []Mode{IPTables}, routed, "*", []string{none}, []Origin{FromNode}, "pass"},
	{"without endpoints, the other modes refuse the node as well", []Mode{NFTables, IPVS}, routed, "*", []string{none}, []Origin{FromNode}, "reject"},

	{"a Pod that asks a ClusterIP keeps its address", allModes, []Door{ClusterIP}, "Cluster", []string{someNear, someElsewhere, draining}, []Origin{FromPod}, "any"},
	{"who asks a ClusterIP and is no Pod is masqueraded", allModes, []Door{ClusterIP}, "Cluster", []string{someNear, someElsewhere, draining}, []Origin{Elsewhere, FromNode}, "any, masqueraded"},
	{"internalTrafficPolicy Local keeps a Pod on its node", allModes, []Door{ClusterIP}, "Local", []string{someNear, draining}, []Origin{FromPod}, "near"},
	{"internalTrafficPolicy Local keeps others on the node", allModes, []Door{ClusterIP}, "Local", []string{someNear, draining}, []Origin{Elsewhere, FromNode}, "near, masqueraded"},
	{"internalTrafficPolicy Local without a local endpoint says nothing", []Mode{IPTables, NFTables}, []Door{ClusterIP}, "Local", []string{someElsewhere}, allOrigins, "swallow"},
	{"IPVS falls back to other nodes, for a Pod", []Mode{IPVS}, []Door{ClusterIP}, "Local", []string{someElsewhere}, []Origin{FromPod}, "any"},
	{"IPVS falls back to other nodes, for others", []Mode{IPVS}, []Door{ClusterIP}, "Local", []string{someElsewhere}, []Origin{Elsewhere, FromNode}, "any, masqueraded"},

	{"externalTrafficPolicy Cluster masquerades everybody", allModes, outerDoors, "Cluster", []string{someNear, someElsewhere, draining}, allOrigins, "any, masqueraded"},
	{"externalTrafficPolicy Local keeps clients on the node, and their addresses", allModes, outerDoors, "Local", []string{someNear, draining}, []Origin{Elsewhere}, "near"},
	{"externalTrafficPolicy Local without a local endpoint says nothing to clients", []Mode{IPTables, NFTables}, outerDoors, "Local", []string{someElsewhere}, []Origin{Elsewhere}, "swallow"},
	{"externalTrafficPolicy Local lets a Pod go anywhere", []Mode{IPTables, NFTables}, outerDoors, "Local", []string{someNear, someElsewhere, draining}, []Origin{FromPod}, "any"},
	{"externalTrafficPolicy Local lets the node go anywhere, masqueraded", []Mode{IPTables, NFTables}, outerDoors, "Local", []string{someNear, someElsewhere, draining}, []Origin{FromNode}, "any, masqueraded"},
	{"externalTrafficPolicy Local keeps the cluster's own on the node in IPVS mode", []Mode{IPVS}, outerDoors, "Local", []string{someNear, draining}, []Origin{FromPod, FromNode}, "near"},
	{"IPVS falls back to other nodes, without masquerading, so that answers miss a client outside", []Mode{IPVS}, outerDoors, "Local", []string{someElsewhere}, allOrigins, "any"},
}

func TestEveryCellOfTheMatrix(t *testing.T) {
	cells := 0
	for _, mode := range allModes {
		for _, door := range allDoors {
			for _, policy := range []string{"Cluster", "Local"} {
				for _, endpoints := range allPlaces {
					rules := Build(Config{Mode: mode}, Node{Name: "node-1"}, []*api.Service{open("web", door, policy)}, endpointsThat(endpoints))
					for _, origin := range allOrigins {
						cells++
						cell := fmt.Sprintf("%s, %s, %s, endpoints: %s, origin %d", mode, door, policy, endpoints, origin)
						var rows []int
						for i, m := range matrix {
							if slices.Contains(m.modes, mode) && slices.Contains(m.doors, door) && (m.policy == "*" || m.policy == policy) &&
								slices.Contains(m.endpoints, endpoints) && slices.Contains(m.origins, origin) {
								rows = append(rows, i)
							}
						}
						if len(rows) != 1 {
							t.Fatalf("%s: %d rows of the matrix are about it, want one", cell, len(rows))
						}
						if got, want := becomes(rules, door, origin), expect(matrix[rows[0]].want, endpoints); got != want {
							t.Errorf("%s (%s): got %q, want %q", matrix[rows[0]].name, cell, got, want)
						}
					}
				}
			}
		}
	}
	if cells != 3*4*2*4*3 {
		t.Errorf("looked at %d cells", cells)
	}
}

// open makes a Service with all doors, whose policy for one is given.
func open(name string, door Door, policy string) *api.Service {
	s := service(name, "10.96.0.7", tcp("", 80, 30008))
	s.Spec.Type = api.ServiceTypeLoadBalancer
	s.Spec.ExternalIPs = []string{"198.51.100.1"}
	s.Status.LoadBalancer.Ingress = []api.LoadBalancerIngress{{IP: "203.0.113.1"}}
	if door == ClusterIP {
		s.Spec.InternalTrafficPolicy = &policy
	} else {
		s.Spec.ExternalTrafficPolicy = policy
	}
	return s
}

// endpointsThat makes endpoints: .2 and .3 on node-1, .12 on node-2.
func endpointsThat(are string) []*api.EndpointSlice {
	var s *api.EndpointSlice
	switch are {
	case someNear:
		s = slice("web", "a", on(80), "10.244.0.2", "10.244.1.12", "10.244.0.3!", "10.244.0.4~")
	case someElsewhere:
		s = slice("web", "a", on(80), "10.244.1.12", "10.244.0.3!", "10.244.0.4x")
	case draining:
		s = slice("web", "a", on(80), "10.244.0.2~", "10.244.1.12~", "10.244.0.3!", "10.244.0.4x")
	default:
		s = slice("web", "a", on(80), "10.244.0.3!", "10.244.0.4x")
	}
	for i := range s.Endpoints {
		node := "node-1"
		if strings.HasPrefix(s.Endpoints[i].Addresses[0], "10.244.1.") {
			node = "node-2"
		}
		s.Endpoints[i].NodeName = &node
	}
	return []*api.EndpointSlice{s}
}

// expect spells out what "any" and "near" are.
func expect(want, endpoints string) string {
	anyOf := "10.244.0.2:80 10.244.1.12:80"
	if endpoints == someElsewhere {
		anyOf = "10.244.1.12:80"
	}
	return strings.Replace(strings.Replace(want, "any", anyOf, 1), "near", "10.244.0.2:80", 1)
}

// ask is a packet to a door of the Service that open makes.
func ask(door Door, origin Origin) Packet {
	p := Packet{Source: "192.168.1.10", Origin: origin, IP: "10.96.0.7", Port: 80, Protocol: api.ProtocolTCP}
	switch origin {
	case FromPod:
		p.Source = "10.244.0.9"
	case FromNode:
		p.Source = "192.168.1.2"
	}
	switch door {
	case NodePort:
		p.IP, p.Port, p.ToNode = "192.168.1.2", 30008, true
	case ExternalIP:
		p.IP = "198.51.100.1"
	case LoadBalancerIP:
		p.IP = "203.0.113.1"
	}
	return p
}

func becomes(rules *Rules, door Door, origin Origin) string {
	return said(rules.Match(ask(door, origin)))
}

func said(v Verdict) string {
	switch v.Action {
	case Reject:
		return "reject"
	case Swallow:
		return "swallow"
	case Pass:
		return "pass"
	}
	out := written(v.Chain.Endpoints)
	if v.Masquerade {
		out += ", masqueraded"
	}
	return out
}
