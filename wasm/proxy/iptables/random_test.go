package iptables

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

func itoa(n int32) string { return strconv.Itoa(int(n)) }

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// anyService makes a Service as the API server would let it be.
func anyService(r *rand.Rand, i int) *api.Service {
	s := &api.Service{ObjectMeta: api.ObjectMeta{Namespace: pick(r, "default", "prod"), Name: "svc-" + strconv.Itoa(i)}}
	s.Spec.Type = pick(r, api.ServiceTypeClusterIP, api.ServiceTypeNodePort, api.ServiceTypeLoadBalancer, api.ServiceTypeLoadBalancer)
	s.Spec.ClusterIP = fmt.Sprintf("10.96.1.%d", i)
	s.Spec.ClusterIPs = []string{s.Spec.ClusterIP, fmt.Sprintf("fd00:10:96::%x", i)}
	s.Spec.ExternalTrafficPolicy = pick(r, api.TrafficPolicyCluster, api.TrafficPolicyLocal)
	policy := pick(r, api.TrafficPolicyCluster, api.TrafficPolicyLocal)
	s.Spec.InternalTrafficPolicy = &policy
	s.Spec.SessionAffinity = pick(r, api.SessionAffinityNone, api.SessionAffinityClientIP)
	for k := range 1 + int32(r.IntN(2)) {
		p := api.ServicePort{Name: "p" + itoa(k), Port: 80 + k, Protocol: pick(r, api.ProtocolTCP, api.ProtocolUDP)}
		if s.Spec.Type != api.ServiceTypeClusterIP {
			p.NodePort = 30000 + 10*int32(i) + k
		}
		s.Spec.Ports = append(s.Spec.Ports, p)
	}
	if r.IntN(2) == 0 {
		s.Spec.ExternalIPs = []string{fmt.Sprintf("198.51.100.%d", i), fmt.Sprintf("2001:db8::%x", i)}
	}
	if s.Spec.Type == api.ServiceTypeLoadBalancer {
		s.Status.LoadBalancer.Ingress = []api.LoadBalancerIngress{{IP: fmt.Sprintf("203.0.113.%d", i)}, {IP: fmt.Sprintf("2001:db8:1::%x", i)}}
		s.Spec.LoadBalancerSourceRanges = pick(r, nil, []string{"192.168.1.0/24", "2001:db8:ff::/48"}, []string{"10.244.0.0/16", "fd00:10:244::/48"})
	}
	return s
}

func anySlice(r *rand.Rand, s *api.Service, k int) *api.EndpointSlice {
	slice := &api.EndpointSlice{ObjectMeta: api.ObjectMeta{Namespace: s.Namespace, Name: s.Name + strconv.Itoa(k), Labels: map[string]string{api.LabelServiceName: s.Name}}}
	slice.AddressType = pick(r, api.AddressTypeIPv4, api.AddressTypeIPv6)
	for i := range s.Spec.Ports {
		number := int32(8080)
		slice.Ports = append(slice.Ports, api.EndpointPort{Name: &s.Spec.Ports[i].Name, Protocol: &s.Spec.Ports[i].Protocol, Port: &number})
	}
	quality := r.IntN(3)
	for j := range r.IntN(3) {
		e := api.Endpoint{Addresses: []string{fmt.Sprintf("10.244.%d.%d", k, 2+j)}}
		if slice.AddressType == api.AddressTypeIPv6 {
			e.Addresses[0] = fmt.Sprintf("fd00:10:244:%x::%x", k, 2+j)
		}
		node := pick(r, "node-1", "node-2", "node-3")
		e.NodeName = &node
		yes, no := true, false
		switch quality {
		case 1:
			e.Conditions = api.EndpointConditions{Ready: &no, Serving: &yes, Terminating: &yes}
		case 2:
			e.Conditions = api.EndpointConditions{Ready: &no, Serving: &no, Terminating: &yes}
		}
		if r.IntN(3) > 0 {
			e.Hints = &api.EndpointHints{ForZones: []api.ForZone{{Name: pick(r, "zone-a", "zone-b")}}}
		}
		slice.Endpoints = append(slice.Endpoints, e)
	}
	return slice
}

// What Match says of a packet is what becomes of it in the rules that Save prints.
func TestThePrintedRulesDoWhatMatchSays(t *testing.T) {
	const seed = 21
	r := rand.New(rand.NewPCG(seed, 0))
	outcomes := map[string]int{}
	for round := range 250 {
		var services []*api.Service
		var slices []*api.EndpointSlice
		for i := range 1 + r.IntN(3) {
			s := anyService(r, i+1)
			services = append(services, s)
			for k := range r.IntN(4) {
				slices = append(slices, anySlice(r, s, 10*i+k))
			}
		}
		rules := proxy.Build(proxy.Config{}, node1, services, slices)
		for _, v6 := range []bool{false, true} {
			chains := chainsOf(Save(rules, "", v6, hostOf(v6), Print{}))
			for _, p := range packets(rules, v6) {
				tr := &tracer{t: t, chains: chains, packet: p}
				tr.run()
				got := outcome(rules.Match(p))
				want := strings.TrimSpace(strings.Join(tr.endpoints, " ") + tr.verdict)
				if tr.masq && len(tr.endpoints) > 0 {
					want += " masquerade"
				}
				outcomes[strings.TrimLeft(want, "[]:.0123456789abcdef ")]++
				if got != want {
					t.Fatalf("seed %d, round %d, %+v: Match says %q, the rules %q", seed, round, p, got, want)
				}
			}
		}
	}
	for _, o := range []string{"", "masquerade", "DROP", "REJECT"} {
		if outcomes[o] < 1000 {
			t.Errorf("seed %d: outcome %q came %d times, want 1000 or more", seed, o, outcomes[o])
		}
	}
}

func outcome(v proxy.Verdict) string {
	switch {
	case v.Action == proxy.Reject:
		return "REJECT"
	case v.Action == proxy.Swallow && v.Cause != proxy.NoSuchPort:
		return "DROP"
	case v.Action != proxy.Balance:
		return ""
	}
	var out []string
	for _, e := range v.Chain.Endpoints {
		out = append(out, e.String())
	}
	if v.Masquerade {
		out = append(out, "masquerade")
	}
	return strings.Join(out, " ")
}

// packets asks for every port at every address, and for one that is not there.
func packets(rules *proxy.Rules, v6 bool) []proxy.Packet {
	from := []proxy.Packet{{Source: "192.168.1.10"}, {Source: "198.18.0.1"}, {Source: "10.244.7.7", Origin: proxy.FromPod}, {Source: "192.168.1.2", Origin: proxy.FromNode}}
	node, loopback := "192.168.1.2", "127.0.0.1"
	if v6 {
		from = []proxy.Packet{{Source: "2001:db8:ff::1"}, {Source: "2001:db8:ee::1"}, {Source: "fd00:10:244:7::7", Origin: proxy.FromPod}, {Source: "fd00:10:1::2", Origin: proxy.FromNode}}
		node, loopback = "fd00:10:1::2", "::1"
	}
	var out []proxy.Packet
	ask := func(ip string, port int32, to proxy.Packet, p *proxy.Portal) {
		for _, f := range from {
			to.Source, to.Origin, to.IP, to.Port, to.Protocol = f.Source, f.Origin, ip, port, p.Service.Protocol
			out = append(out, to)
		}
	}
	for _, p := range rules.Portals() {
		if p.IPv6 != v6 {
			continue
		}
		for _, ip := range append(append([]string{p.ClusterIP}, p.ExternalIPs...), p.LoadBalancerIPs...) {
			ask(ip, p.Port, proxy.Packet{}, p)
			ask(ip, p.Port+7, proxy.Packet{}, p)
		}
		if p.NodePort != 0 {
			ask(node, p.NodePort, proxy.Packet{ToNode: true}, p)
			out = append(out, proxy.Packet{Source: loopback, Origin: proxy.FromNode, IP: loopback, Port: p.NodePort, Protocol: p.Service.Protocol, ToNode: true, Loopback: true})
			ask(p.ClusterIP, p.NodePort, proxy.Packet{}, p)
		}
	}
	return out
}
