package endpointset

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
)

// The orders were made by pkg/api/v1/endpoints portsByHash.
func TestPortsOfASubsetComeInUpstreamsOrder(t *testing.T) {
	for _, row := range []struct{ ports, want string }{
		{"http/TCP/80 https/TCP/443", "http/TCP/80 https/TCP/443"},
		{"dns/UDP/53 dns-tcp/TCP/53 metrics/TCP/9153", "metrics/TCP/9153 dns-tcp/TCP/53 dns/UDP/53"},
		{"metrics/TCP/9090 http/TCP/8080", "http/TCP/8080 metrics/TCP/9090"},
		{"p0/UDP/8080 p1/TCP/8080", "p1/TCP/8080 p0/UDP/8080"},
		{"p0/TCP/80 p0/UDP/80", "p0/UDP/80 p0/TCP/80"},
		{"p1/UDP/53 p2/UDP/53/kubernetes.io/h2c", "p2/UDP/53/kubernetes.io/h2c p1/UDP/53"},
		{"/TCP/80 /TCP/81 /TCP/82", "/TCP/80 /TCP/82 /TCP/81"},
		{"a/TCP/80 a/TCP/80/http", "a/TCP/80/http a/TCP/80"},
		{"a/SCTP/80 b/SCTP/80 c/SCTP/80", "c/SCTP/80 a/SCTP/80 b/SCTP/80"},
	} {
		s := api.EndpointSubset{Addresses: []api.EndpointAddress{{IP: "10.0.0.1"}}}
		for _, p := range readPorts(row.ports) {
			s.Ports = append(s.Ports, api.EndpointsPort{Name: *p.Name, Protocol: *p.Protocol, Port: *p.Port, AppProtocol: p.AppProtocol})
		}
		var got []api.EndpointPort
		for _, p := range Repack([]api.EndpointSubset{s})[0].Ports {
			got = append(got, api.EndpointPort{Name: &p.Name, Protocol: &p.Protocol, Port: &p.Port, AppProtocol: p.AppProtocol})
		}
		if writePorts(got) != row.want {
			t.Errorf("got %q, want %q", writePorts(got), row.want)
		}
	}
}

// readSubset reads "IP IP/UID !IP : NUMBER NUMBER", where ! means not ready.
func readSubset(text string) (s api.EndpointSubset) {
	addresses, ports, _ := strings.Cut(text, ":")
	for _, word := range strings.Fields(addresses) {
		word, unready := strings.CutPrefix(word, "!")
		ip, uid, has := strings.Cut(word, "/")
		a := api.EndpointAddress{IP: ip}
		if has {
			a.TargetRef = &api.ObjectReference{UID: uid}
		}
		if unready {
			s.NotReadyAddresses = append(s.NotReadyAddresses, a)
		} else {
			s.Addresses = append(s.Addresses, a)
		}
	}
	for _, word := range strings.Fields(ports) {
		var n int32
		fmt.Sscan(word, &n)
		s.Ports = append(s.Ports, api.EndpointsPort{Port: n, Protocol: api.ProtocolTCP})
	}
	return s
}

func writeSubsets(list []api.EndpointSubset) string {
	var out []string
	for _, s := range list {
		var words []string
		for i, a := range append(slices.Clone(s.Addresses), s.NotReadyAddresses...) {
			word := a.IP
			if i >= len(s.Addresses) {
				word = "!" + word
			}
			if a.TargetRef != nil {
				word += "/" + a.TargetRef.UID
			}
			words = append(words, word)
		}
		words = append(words, ":")
		for _, p := range s.Ports {
			words = append(words, fmt.Sprint(p.Port))
		}
		out = append(out, strings.Join(words, " "))
	}
	return strings.Join(out, "; ")
}

func TestRepack(t *testing.T) {
	for _, row := range []struct{ name, subsets, want string }{
		{"ports of the same addresses share a subset", "10.0.0.1 10.0.0.2 : 80; 10.0.0.2 10.0.0.1 : 443", "10.0.0.1 10.0.0.2 : 80 443"},
		{"addresses of the same port do", "10.0.0.2 : 80; 10.0.0.1 : 80", "10.0.0.1 10.0.0.2 : 80"},
		{"those of other addresses do not", "10.0.0.1 : 80; 10.0.0.2 : 443", "10.0.0.1 : 80; 10.0.0.2 : 443"},
		{"nor where one is not ready", "10.0.0.1 : 443; !10.0.0.1 : 80", "!10.0.0.1 : 80; 10.0.0.1 : 443"},
		{"subsets are sorted by their first address", "10.0.0.2 : 80; 10.0.0.1 : 443", "10.0.0.1 : 443; 10.0.0.2 : 80"},
		{"a ready one is the first, and then they go by port", "10.0.0.3 !10.0.0.1 : 80; 10.0.0.2 : 90; !10.0.0.2 10.0.0.3 : 70", "10.0.0.2 : 90; 10.0.0.3 !10.0.0.2 : 70; 10.0.0.3 !10.0.0.1 : 80"},
		{"without one, the first that is not", "!10.0.0.2 : 80; !10.0.0.1 : 90", "!10.0.0.1 : 90; !10.0.0.2 : 80"},
		{"two Pods of one address are two", "10.0.0.1/b 10.0.0.1/a : 80; 10.0.0.1/a : 90", "10.0.0.1/a 10.0.0.1/b : 80; 10.0.0.1/a : 90"},
		{"and told from one", "10.0.0.1/a : 80; 10.0.0.1/b : 90; 10.0.0.1/a : 70", "10.0.0.1/a : 80 70; 10.0.0.1/b : 90"},
		{"addresses without a port are kept", "10.0.0.1 10.0.0.1 10.0.0.2:", "10.0.0.1 10.0.0.2 :"},
		{"and share no subset with those that have one", "10.0.0.1 :; 10.0.0.2 : 80", "10.0.0.1 :; 10.0.0.2 : 80"},
		{"ports without addresses are not, what follows is", ": 80; !10.0.0.1 : 80", "!10.0.0.1 : 80"},
		{"nothing is nothing", "", ""},
	} {
		var subsets []api.EndpointSubset
		for _, text := range strings.Split(row.subsets, ";") {
			subsets = append(subsets, readSubset(text))
		}
		if got := writeSubsets(Repack(subsets)); got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
	if Repack(nil) != nil {
		t.Error("no subsets are not nil")
	}
}

// Whatever comes in, the pairs of address and port are the same afterwards, one
// that is not ready somewhere is not, and no two subsets could be one.
func TestRepackKeepsThePairs(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 0))
		var subsets []api.EndpointSubset
		ready := map[string]bool{} // by "IP/UID PORT"
		for range r.IntN(5) {
			var words []string
			ports := []int{0, 80, 90, 100}[:r.IntN(4)]
			for range r.IntN(4) {
				word := fmt.Sprintf("10.0.0.%d/%d", r.IntN(3), r.IntN(2))
				is := r.IntN(3) > 0
				for _, p := range append(ports, -1)[:max(1, len(ports))] {
					k := fmt.Sprintf("%s %d", word, p)
					was, met := ready[k]
					ready[k] = is && (was || !met)
				}
				if !is {
					word = "!" + word
				}
				words = append(words, word)
			}
			subsets = append(subsets, readSubset(strings.Join(words, " ")+" : "+strings.Trim(fmt.Sprint(ports), "[]")))
		}
		got := Repack(subsets)
		seen := map[string]bool{}
		for _, s := range got {
			text := writeSubsets([]api.EndpointSubset{{Addresses: s.Addresses, NotReadyAddresses: s.NotReadyAddresses}})
			if seen[text] {
				t.Fatalf("seed %d: two subsets have the addresses %s", seed, text)
			}
			seen[text] = true
			ports := s.Ports
			if len(ports) == 0 {
				ports = []api.EndpointsPort{{Port: -1}}
			}
			for _, p := range ports {
				for i, a := range append(slices.Clone(s.Addresses), s.NotReadyAddresses...) {
					k := fmt.Sprintf("%s/%s %d", a.IP, a.TargetRef.UID, p.Port)
					if is, met := ready[k]; !met || is != (i < len(s.Addresses)) {
						t.Fatalf("seed %d: %s is ready: %t in\n%s, made of\n%s", seed, k, i < len(s.Addresses), writeSubsets(got), writeSubsets(subsets))
					}
					delete(ready, k)
				}
			}
		}
		if len(ready) > 0 {
			t.Fatalf("seed %d: lost %v in\n%s, made of\n%s", seed, ready, writeSubsets(got), writeSubsets(subsets))
		}
	}
}
