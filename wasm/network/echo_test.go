package network

import (
	"fmt"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

func TestPings(t *testing.T) {
	s := newSmall()
	for _, tt := range []struct {
		name, from, to string
		mode           proxy.Mode
		want           string
	}{
		{"a node answers", "outside", "192.168.1.3", proxy.IPTables, "answered 192.168.1.3 ttl 64"},
		{"nobody in the LAN has the address", "outside", "192.168.1.77", proxy.IPTables, "no-route 192.168.1.10"},
		{"a Pod cannot be reached from outside", "outside", "10.244.0.2", proxy.IPTables, "timed-out"},
		{"a ClusterIP cannot either", "outside", "10.96.0.7", proxy.IPVS, "timed-out"},
		{"a Pod of the same node", "pod/web-2", "10.244.1.1", proxy.IPTables, "answered 10.244.1.1 ttl 64"},
		{"a Pod of another node is two hops away", "pod/web-1", "10.244.1.2", proxy.IPTables, "answered 10.244.1.2 ttl 62"},
		{"a node to a Pod of its own", "node-1", "10.244.0.2", proxy.IPTables, "answered 10.244.0.2 ttl 64"},
		{"a node to a Pod of another", "node-1", "10.244.1.2", proxy.IPTables, "answered 10.244.1.2 ttl 63"},
		{"a Pod address that nobody has", "node-1", "10.244.1.77", proxy.IPTables, "no-route 10.244.1.1"},
		{"a ClusterIP is nobody's in iptables mode", "node-1", "10.96.0.7", proxy.IPTables, "timed-out"},
		{"a ClusterIP is the node's own in ipvs mode, behind a filter", "node-1", "10.96.0.7", proxy.IPVS, "refused 10.96.0.7"},
		{"a ClusterIP is rejected in nftables mode", "pod/web-1", "10.96.0.7", proxy.NFTables, "refused 10.244.0.1"},
		{"a ClusterIP that no Service has", "node-1", "10.96.9.9", proxy.IPVS, "timed-out"},
		{"loopback", "pod/web-1", "127.0.0.1", proxy.IPTables, "answered 127.0.0.1 ttl 64"},
		{"no address of the family", "outside", "fd00::1", proxy.IPTables, "no-route"},
		{"a Pod that is not there", "pod/ghost", "192.168.1.2", proxy.IPTables, "no-route"},
		{"the client's own address", "pod/web-1", "10.244.0.2", proxy.IPTables, "answered 10.244.0.2 ttl 64"},
		{"a neighbour on the same bridge", "pod/tool", "10.244.0.2", proxy.IPTables, "answered 10.244.0.2 ttl 64"},
		{"its own node", "pod/tool", "192.168.1.2", proxy.IPTables, "answered 192.168.1.2 ttl 64"},
		{"another node, from a Pod", "pod/tool", "192.168.1.3", proxy.IPTables, "answered 192.168.1.3 ttl 63"},
		{"another node, from a node", "node-1", "192.168.1.3", proxy.IPTables, "answered 192.168.1.3 ttl 64"},
		{"the learner's machine, from a Pod", "pod/tool", "192.168.1.10", proxy.IPTables, "answered 192.168.1.10 ttl 63"},
		{"nobody in the LAN, from a Pod", "pod/tool", "192.168.1.77", proxy.IPTables, "no-route 192.168.1.2"},
		{"a Pod that has run to its end", "node-1", "10.244.2.3", proxy.IPTables, "no-route 10.244.2.1"},
		{"a Pod address of a node that is not there", "node-1", "10.244.9.9", proxy.IPTables, "timed-out"},
		{"the internet", "pod/tool", "8.8.8.8", proxy.IPTables, "timed-out"},
		{"a node's bridge, from outside", "outside", "10.244.0.1", proxy.IPTables, "timed-out"},
		{"a ClusterIP is rejected by a node in nftables mode", "node-2", "10.96.0.7", proxy.NFTables, "refused 192.168.1.3"},
	} {
		s.config = proxy.Config{Mode: tt.mode}
		e := s.world().Echo(ask(t, tt.from, "192.168.1.2:1").From, tt.to)
		got := string(e.Result)
		if e.By != "" {
			got += " " + e.By
		}
		if e.Result == Answered {
			got += fmt.Sprint(" ttl ", e.TTL)
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestHowLongPingsTake(t *testing.T) {
	w := newSmall().world()
	for _, row := range []struct {
		name, from, to, off string
		want                string
	}{
		{"the client itself", "pod/web-1", "127.0.0.1", "", "answered 50us"},
		{"a neighbour on the bridge", "pod/tool", "10.244.0.2", "", "answered 200us"},
		{"a Pod of another node", "pod/tool", "10.244.1.2", "", "answered 700us"},
		{"another node", "pod/tool", "192.168.1.3", "", "answered 500us"},
		{"from outside", "outside", "192.168.1.3", "", "answered 500us"},
		{"nobody in the LAN", "outside", "192.168.1.77", "", "no-route 3000000us"},
		{"nobody in the LAN, from a node", "node-1", "192.168.1.77", "", "no-route 3000000us"},
		{"a Pod address that nobody has", "node-1", "10.244.1.77", "", "no-route 3000000us"},
		{"a node that is off, from outside", "outside", "192.168.1.3", "node-2", "no-route 3000000us"},
		{"a node that is off, from a node", "node-1", "192.168.1.3", "node-2", "no-route 3000000us"},
		{"a Pod on it", "pod/tool", "10.244.1.2", "node-2", "no-route 3000000us"},
		{"from the one that is off", "pod/web-2", "10.244.0.2", "node-2", "timed-out 0us"},
	} {
		e := w.offNode(row.off).Echo(from(row.from), row.to)
		if got := fmt.Sprintf("%s %dus", e.Result, e.Latency/api.Microsecond); got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
		if e.Result == NoRoute && e.TTL != 64 {
			t.Errorf("%s: the complaint has a TTL of %d", row.name, e.TTL)
		}
	}
}
