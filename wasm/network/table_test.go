package network

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

// Models pkg/proxy/conntrack: flows to a Service that lead to no endpoint of it
// that serves are deleted.
func TestFlowsThatLeadToNoEndpointAreCleaned(t *testing.T) {
	s, _ := udp(proxy.Config{})
	rules := func() *proxy.Rules { return s.world().RulesOf("node-1") }
	flow := func(ip string, port int32, reply string, replyPort int32) Flow {
		return Flow{Protocol: api.ProtocolUDP, SourceIP: "10.244.0.3", SourcePort: 50000, IP: ip, Port: port, ReplyIP: reply, ReplyPort: replyPort, Expires: api.Epoch + 1}
	}
	serving := func(is bool) {
		ready := false
		s.slices[len(s.slices)-1].Endpoints[0].Conditions = api.EndpointConditions{Ready: &ready, Serving: &is, Terminating: &is}
	}
	tcp := flow("10.96.0.10", 53, "10.244.2.9", 53)
	tcp.Protocol = api.ProtocolTCP
	for _, row := range []struct {
		name   string
		flow   Flow
		change func()
		stays  bool
	}{
		{"it leads to an endpoint", flow("10.96.0.10", 53, "10.244.2.5", 53), func() {}, true},
		{"to another address", flow("10.96.0.10", 53, "10.244.2.9", 53), func() {}, false},
		{"to another port", flow("10.96.0.10", 53, "10.244.2.5", 54), func() {}, false},
		{"it was never rewritten", flow("10.96.0.10", 53, "10.96.0.10", 53), func() {}, false},
		{"it is of TCP", tcp, func() {}, true},
		{"the port is not the Service's", flow("10.96.0.10", 54, "10.244.2.9", 53), func() {}, true},
		{"the address is not", flow("10.96.0.11", 53, "10.244.2.9", 53), func() {}, true},
		{"by an external IP", flow("198.51.100.5", 53, "10.244.2.9", 53), func() {}, false},
		{"by that of the load balancer", flow("203.0.113.5", 53, "10.244.2.9", 53), func() {}, false},
		{"by the node port, whatever the address", flow("192.168.1.3", 30053, "10.244.2.9", 53), func() {}, false},
		{"by the node port to an endpoint", flow("192.168.1.3", 30053, "10.244.2.5", 53), func() {}, true},
		{"the endpoint still serves while it terminates", flow("10.96.0.10", 53, "10.244.2.5", 53), func() { serving(true) }, true},
		{"it does not serve any more", flow("10.96.0.10", 53, "10.244.2.5", 53), func() { serving(false) }, false},
		{"by the node port, when nobody serves", flow("192.168.1.3", 30053, "10.244.2.9", 53), func() { serving(false) }, true},
	} {
		s.slices[len(s.slices)-1].Endpoints[0].Conditions = api.EndpointConditions{}
		row.change()
		var live, ended Table
		live.put(api.Epoch, row.flow)
		ended.end(row.flow)
		copied := ended.Clone()
		for _, table := range []*Table{&live, &ended} {
			table.Clean(rules())
			if got := len(table.Flows(api.Epoch)) == 1; got != row.stays {
				t.Errorf("%s: it stays: %t", row.name, got)
			}
		}
		if len(copied.Flows(api.Epoch)) != 1 {
			t.Errorf("%s: a copy has lost it, too", row.name)
		}
	}
}

func TestATableIsListedInOrder(t *testing.T) {
	var table Table
	want := strings.Fields("TCP/10.0.0.1:1>10.0.0.9:80 TCP/10.0.0.1:2>10.0.0.8:80 TCP/10.0.0.1:2>10.0.0.9:79 TCP/10.0.0.1:2>10.0.0.9:80 TCP/10.0.0.2:1>10.0.0.8:80 UDP/10.0.0.0:1>10.0.0.1:1")
	for i := range want {
		f := Flow{Expires: 5}
		text := strings.NewReplacer("/", " ", ":", " ", ">", " ").Replace(want[(i*5+3)%len(want)])
		fmt.Sscan(text, &f.Protocol, &f.SourceIP, &f.SourcePort, &f.IP, &f.Port)
		if i%2 == 0 {
			table.put(0, f)
		} else {
			table.end(f)
		}
	}
	list := func(now api.Time) string {
		var out []string
		for _, f := range table.Flows(now) {
			out = append(out, fmt.Sprintf("%s/%s:%d>%s:%d", f.Protocol, f.SourceIP, f.SourcePort, f.IP, f.Port))
		}
		return strings.Join(out, " ")
	}
	if got := list(4); got != strings.Join(want, " ") {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := list(5); got != "" {
		t.Errorf("when their time has come: %s", got)
	}
	if n := table.Delete(5, []FlowID{{api.ProtocolTCP, "10.0.0.1", 1, "10.0.0.9", 80}}); n != 0 {
		t.Errorf("one that is forgotten is deleted %d times", n)
	}
}

// Of a port that is used again the newest flow is told.
func TestAPortThatIsUsedTwiceHasOneFlow(t *testing.T) {
	var table Table
	f := Flow{Protocol: api.ProtocolTCP, SourceIP: "10.0.0.1", SourcePort: 1, IP: "10.0.0.9", Port: 80, Expires: 10}
	for _, state := range []State{SynSent, TimeWait} {
		f.State = state
		table.end(f)
	}
	if got := table.Flows(0); len(got) != 1 || got[0].State != TimeWait {
		t.Errorf("got %v", got)
	}
	f.State = Established
	table.put(0, f)
	if got := table.Flows(0); len(got) != 1 || got[0].State != Established {
		t.Errorf("got %v", got)
	}
	table.end(f)
	if _, ok := table.find(0, f.ID()); ok {
		t.Error("one that has ended is still found")
	}
	if _, ok := (*Table)(nil).find(0, f.ID()); ok {
		t.Error("where nobody keeps a table, one is found")
	}
}

// What has expired is swept out when the table grows, and not before.
func TestATableIsSweptWhenItGrows(t *testing.T) {
	var table Table
	put := func(from, to int, now, expires api.Time) {
		for i := from; i < to; i++ {
			table.put(now, Flow{SourcePort: int32(i), Expires: expires})
		}
	}
	put(0, 500, 0, 10)
	put(500, 512, 0, 100)
	if len(table.live) != 512 {
		t.Errorf("%d flows are kept, want all 512", len(table.live))
	}
	clone := table.Clone()
	put(512, 513, 10, 100)
	if len(table.live) != 13 || len(clone.live) != 512 {
		t.Errorf("%d flows are left, want 13; and %d in the copy", len(table.live), len(clone.live))
	}
	put(1000, 1600, 20, 100) // more live ones than the table was swept at
	if len(table.live) != 613 {
		t.Errorf("%d live flows, want 613", len(table.live))
	}
	put(2000, 2000+1226-613, 100, 200) // twice as many as were left then, or fewer
	put(5000, 5001, 100, 200)
	if len(table.live) > 1227 || len(table.live) < 614 {
		t.Errorf("%d flows in the end", len(table.live))
	}
	for i := range 2 * endedMost {
		table.end(Flow{SourcePort: int32(i), Expires: 300})
	}
	if first := table.Flows(200)[0]; first.SourcePort != endedMost {
		t.Errorf("the oldest that is told of those that ended is %d", first.SourcePort)
	}
}

func TestStreamsOfUDPLiveLonger(t *testing.T) {
	for _, row := range []struct {
		name     string
		age      api.Duration
		replied  bool
		answered bool
		want     string
	}{
		{"the first packet", 0, false, false, "30 unreplied"},
		{"answered", 0, false, true, "30"},
		{"a second one soon after", 2 * api.Second, true, true, "30"},
		{"later", 2*api.Second + 1, true, true, "120 assured"},
		{"later, and not answered", 2*api.Second + 1, true, false, "120 assured"},
		{"later, and never answered", 2*api.Second + 1, false, false, "30 unreplied"},
	} {
		f := Flow{Protocol: api.ProtocolUDP, Unreplied: !row.replied, began: api.Epoch}
		now := api.Epoch.Add(row.age)
		f.refresh(now, row.answered)
		got := fmt.Sprint(int64(f.Expires.Sub(now) / api.Second))
		if f.Assured {
			got += " assured"
		}
		if f.Unreplied {
			got += " unreplied"
		}
		if got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
}

// The reference numbers are those of splitmix64 as published.
func TestNumbersAreMadeOfADrawAsSplitmixDoes(t *testing.T) {
	for state, want := range map[uint64]uint64{0: 0xe220a8397b1dcdaf, 0x9e3779b97f4a7c15: 0x6e789e6aa1b965f4, 1234567: 6457827717110365317} {
		if got := mix(state, mixNode); got != want {
			t.Errorf("%d: got %#x, want %#x", state, got, want)
		}
	}
	for _, row := range []struct {
		first, last int32
		number      uint64
		want        int32
	}{
		{1, 4, 0, 1}, {1, 4, 1<<62 - 1, 1}, {1, 4, 1 << 62, 2}, {1, 4, 1<<64 - 1, 4}, {7, 7, 1<<64 - 1, 7},
	} {
		if got := portBetween(row.first, row.last, row.number); got != row.want {
			t.Errorf("%d to %d, %#x: got %d, want %d", row.first, row.last, row.number, got, row.want)
		}
	}
	least, most := int32(1<<30), int32(0)
	for i := range uint64(300_000) {
		p := EphemeralPort(i * 0x9e3779b97f4a7c15)
		least, most = min(least, p), max(most, p)
	}
	if least != 32768 || most != 60999 {
		t.Errorf("kernels pick ports from %d to %d, want 32768 to 60999", least, most)
	}
}
