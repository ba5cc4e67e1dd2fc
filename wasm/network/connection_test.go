package network

import (
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/api/apitest"
	"svclab/wasm/proxy"
)

func TestAnOpenConnectionIsRemembered(t *testing.T) {
	_, w := named(proxy.Config{})
	c := Open(w, keep(t, "outside", "192.168.1.2:30008"), secondHalf)
	if !c.IsOpen() || c.UID() != "uid of web-2" || c.Container() != "main" || c.Proxied() {
		t.Errorf("open %t, to %s in %s", c.IsOpen(), c.UID(), c.Container())
	}
	apitest.Same(t, told(c.Path), `
		answered 192.168.1.10:50000 to 192.168.1.2:30008 in 2200us, of which 0us served, seen as 192.168.1.2:51558, TCP
		200 "web-2\n"
		client   192.168.1.2:30008
		node node-1 node-1 192.168.1.2:30008
		nodePort node-1  192.168.1.2:30008 by KUBE-SERVICES → KUBE-NODEPORTS
		servicePort node-1 default/web 192.168.1.2:80 by KUBE-EXT-… → KUBE-SVC-…
		dnat node-1 default/web-2 10.244.1.2:80 by KUBE-SEP-… (web-1 10.244.0.2 0.50 drew 0.50 false) (web-2 10.244.1.2 1.00 drew 0.00 true)
		snat node-1  192.168.1.2:51558 by KUBE-MARK-MASQ → KUBE-POSTROUTING
		node node-2 node-2 10.244.1.2:80
		pod node-2 default/web-2 10.244.1.2:80
		targetPort node-2 default/web-2 10.244.1.2:80
		container node-2 default/main 10.244.1.2:80`)
	apitest.Same(t, remembered(w), `
		node-1 TCP 192.168.1.10:50000 > 192.168.1.2:30008, answered 10.244.1.2:80 > 192.168.1.2:51558 ESTABLISHED ASSURED 86400`)
	w.later(100)
	first := c
	c.Send(w, "/again?x", 7)
	apitest.Same(t, told(c.Path), `
		answered 192.168.1.10:50000 to 192.168.1.2:30008 in 2200us, of which 0us served, seen as 192.168.1.2:51558, TCP, tracked
		200 "web-2\n"
		client   192.168.1.2:30008
		node node-1 node-1 192.168.1.2:30008
		nodePort node-1  192.168.1.2:30008
		servicePort node-1 default/web 192.168.1.2:80
		dnat node-1 default/web-2 10.244.1.2:80 by conntrack as conntrack has it
		snat node-1  192.168.1.2:51558 by conntrack
		node node-2 node-2 10.244.1.2:80
		pod node-2 default/web-2 10.244.1.2:80
		targetPort node-2 default/web-2 10.244.1.2:80
		container node-2 default/main 10.244.1.2:80`)
	apitest.Same(t, remembered(w), `
		node-1 TCP 192.168.1.10:50000 > 192.168.1.2:30008, answered 10.244.1.2:80 > 192.168.1.2:51558 ESTABLISHED ASSURED 86400`)
	if first.Path.Tracked || first.Path.Hops[2].Rule == "" {
		t.Error("the copy of before is changed")
	}
	c.Close(w)
	apitest.Same(t, remembered(w), `
		node-1 TCP 192.168.1.10:50000 > 192.168.1.2:30008, answered 10.244.1.2:80 > 192.168.1.2:51558 TIME_WAIT ASSURED 120`)
	if got := remembered(w.later(120)); got != "" {
		t.Errorf("two minutes later: %s", got)
	}
}

func TestAConnectionWhoseServerGoes(t *testing.T) {
	for _, row := range []struct {
		name string
		goes func(s *small)
	}{
		{"it is deleted", func(s *small) { delete(s.pods, "web-2") }},
		{"it has run to its end", func(s *small) { s.pods["web-2"].Status.Phase = api.PodSucceeded }},
		{"it is another of the same name", func(s *small) { s.pods["web-2"].UID = "another" }},
		{"its process does not run", func(s *small) {
			s.pods["web-2"].Status.ContainerStatuses = []api.ContainerStatus{{Name: "main"}}
		}},
	} {
		s, w := named(proxy.Config{})
		c := Open(w, keep(t, "pod/tool", "10.96.0.7:80"), secondHalf)
		row.goes(s)
		c.Send(w, "/", 0)
		if c.IsOpen() || c.Path.Result != Refused || c.Path.Reason != ConnectionClosed || c.Path.Status != 0 || c.Path.Body != "" {
			t.Errorf("%s: open %t, %s %s %d", row.name, c.IsOpen(), c.Path.Result, c.Path.Reason, c.Path.Status)
		}
		if last := c.Path.Hops[len(c.Path.Hops)-1]; last.Kind != HopTargetPort {
			t.Errorf("%s: it still gets to %s", row.name, last.Kind)
		}
		if got := remembered(w); !strings.HasSuffix(got, " CLOSE ASSURED 10\n") || strings.Count(got, "\n") != 1 {
			t.Errorf("%s: the nodes remember %s", row.name, got)
		}
	}
}

func TestAServerClosesFirst(t *testing.T) {
	s, w := named(proxy.Config{})
	c := Open(w, keep(t, "pod/tool", "10.96.0.7:80"), secondHalf)
	delete(s.pods, "web-2")
	c.ServerClosed(w)
	apitest.Same(t, remembered(w), `
		node-1 TCP 10.244.0.3:50000 > 10.96.0.7:80, answered 10.244.1.2:80 > 10.244.0.3:50000 CLOSE_WAIT ASSURED 3600`)
	w.later(10)
	c.Send(w, "/", 0)
	apitest.Same(t, remembered(w), `
		node-1 TCP 10.244.0.3:50000 > 10.96.0.7:80, answered 10.244.1.2:80 > 10.244.0.3:50000 CLOSE ASSURED 10`)
}

func TestAConnectionThatIsOfNoUseAnyMore(t *testing.T) {
	_, w := named(proxy.Config{})
	open := func() Connection { return Open(w, keep(t, "outside", "192.168.1.2:30008"), secondHalf) }

	c := open()
	flows := w.table("node-1").Flows(w.Now)
	if n := w.table("node-1").Delete(w.Now, []FlowID{flows[0].ID(), flows[0].ID(), {}}); n != 1 {
		t.Errorf("%d flows deleted, want 1", n)
	}
	c.Send(w, "/", 0)
	if c.Path.Result != Refused || c.Path.Reason != ConnectionForgotten {
		t.Errorf("what no node remembers: %s %s", c.Path.Result, c.Path.Reason)
	}

	c = open()
	c.Send(w.later(86400), "/", 0)
	if c.Path.Reason != ConnectionForgotten {
		t.Errorf("after a day: %s %s", c.Path.Result, c.Path.Reason)
	}
	c = open()
	c.Send(w.later(86399), "/", 0)
	c.Send(w.later(86399), "/", 0)
	if !c.IsOpen() {
		t.Errorf("each packet gives it a day: %s %s", c.Path.Result, c.Path.Reason)
	}

	c.Reset()
	c.Send(w, "/", 0)
	if c.Path.Result != Refused || c.Path.Reason != ConnectionClosed {
		t.Errorf("reset: %s %s", c.Path.Result, c.Path.Reason)
	}

	for _, off := range []string{"node-1", "node-2"} {
		w.IsOff = nil
		c = open()
		w.IsOff = func(node string) bool { return node == off }
		c.Send(w, "/", 0)
		if c.Path.Result != TimedOut || c.Path.Reason != NodeOff || c.Path.Latency != 924600*api.Millisecond || c.IsOpen() {
			t.Errorf("%s is off: %s %s after %d", off, c.Path.Result, c.Path.Reason, c.Path.Latency)
		}
	}
	w.IsOff = func(node string) bool { return node == "node-3" }
	if c = open(); true {
		c.Send(w, "/", 0)
	}
	if !c.IsOpen() || !c.EndsOn("node-2") || c.EndsOn("node-1") {
		t.Errorf("a machine that is not on the way is off: %s %s", c.Path.Result, c.Path.Reason)
	}
}

// A connection that is closed once it is answered, or never is.
func TestWhatIsLeftOfAConnection(t *testing.T) {
	for _, row := range []struct{ name, place, target, want string }{
		{"answered", "node-1", "10.96.0.12:6379", "node-1 TCP 192.168.1.2:50000 > 10.96.0.12:6379, answered 10.244.1.3:6379 > 192.168.1.2:15542 TIME_WAIT ASSURED 120"},
		{"refused by the Pod: the reset takes it along", "node-1", "10.96.0.8:80", ""},
		{"swallowed somewhere", "node-1", "10.96.0.13:80", "node-1 TCP 192.168.1.2:50000 > 10.96.0.13:80, answered 192.0.2.41:80 > 192.168.1.2:15542 SYN_SENT UNREPLIED 120"},
		{"rejected by a rule", "node-1", "10.96.0.9:80", ""},
		{"to a port that a ClusterIP lacks", "node-1", "10.96.0.7:81", "node-1 TCP 192.168.1.2:50000 > 10.96.0.7:81, answered 10.96.0.7:81 > 192.168.1.2:50000 SYN_SENT UNREPLIED 120"},
		{"a UDP packet that is answered", "pod/tool", "10.244.2.5:53/UDP", "node-1 UDP 10.244.0.3:50000 > 10.244.2.5:53, answered 10.244.2.5:53 > 10.244.0.3:50000 30"},
		{"a UDP packet that is refused", "pod/tool", "10.244.2.5:54/UDP", "node-1 UDP 10.244.0.3:50000 > 10.244.2.5:54, answered 10.244.2.5:54 > 10.244.0.3:50000 UNREPLIED 30"},
		{"a node's own daemon", "outside", "192.168.1.2:22", "node-1 TCP 192.168.1.10:50000 > 192.168.1.2:22, answered 192.168.1.2:22 > 192.168.1.10:50000 TIME_WAIT ASSURED 120"},
	} {
		_, w := named(proxy.Config{})
		r := keep(t, row.place, row.target)
		r.Keep = false
		c := Open(w, r, firstHalf)
		if c.IsOpen() {
			t.Errorf("%s: it is open", row.name)
		}
		if got := strings.TrimSpace(remembered(w)); got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}

// udp is the small world with a Service of CoreDNS.
func udp(config proxy.Config) (*small, *World) {
	s := newSmall()
	s.config = config
	s.service("dns", "10.96.0.10", 53, 53, 30053, "dns@10.244.2.5")
	svc, list := s.svcs[len(s.svcs)-1], s.slices[len(s.slices)-1]
	protocol := api.ProtocolUDP
	svc.Spec.Ports[0].Protocol, list.Ports[0].Protocol = protocol, &protocol
	svc.Spec.ExternalIPs = []string{"198.51.100.5"}
	svc.Status.LoadBalancer.Ingress = []api.LoadBalancerIngress{{IP: "203.0.113.5"}}
	w := s.world().remembering()
	w.Now = api.Epoch
	return s, w
}

func TestUDPPacketsOfAFlowAskNoRule(t *testing.T) {
	s, w := udp(proxy.Config{})
	r := ask(t, "pod/tool", "192.168.1.3:30053/UDP")
	r.SourcePort = 50000
	send := func() Path {
		c := Open(w, r, secondHalf)
		return c.Path
	}
	apitest.Same(t, told(send()), `
		answered 10.244.0.3:50000 to 192.168.1.3:30053 in 2400us, of which 0us served, seen as 192.168.1.3:51558, UDP
		client node-1 default/tool 192.168.1.3:30053
		node node-1 node-1 192.168.1.3:30053
		snat node-1  192.168.1.2:51558 by POSTROUTING → MASQUERADE
		node node-2 node-2 192.168.1.3:30053
		nodePort node-2  192.168.1.3:30053 by KUBE-SERVICES → KUBE-NODEPORTS
		servicePort node-2 default/dns 192.168.1.3:53 by KUBE-EXT-… → KUBE-SVC-…
		dnat node-2 default/dns 10.244.2.5:53 by KUBE-SEP-… (dns 10.244.2.5 1.00 drew 0.50 true)
		snat node-2  192.168.1.3:51558 by KUBE-MARK-MASQ → KUBE-POSTROUTING
		node node-3 node-3 10.244.2.5:53
		pod node-3 default/dns 10.244.2.5:53
		targetPort node-3 default/dns 10.244.2.5:53
		container node-3 default/main 10.244.2.5:53`)
	apitest.Same(t, remembered(w), `
		node-1 UDP 10.244.0.3:50000 > 192.168.1.3:30053, answered 192.168.1.3:30053 > 192.168.1.2:51558 30
		node-2 UDP 192.168.1.2:51558 > 192.168.1.3:30053, answered 10.244.2.5:53 > 192.168.1.3:51558 30`)
	w.later(2)
	apitest.Same(t, told(send()), `
		answered 10.244.0.3:50000 to 192.168.1.3:30053 in 2000us, of which 0us served, seen as 192.168.1.3:51558, UDP, tracked
		client node-1 default/tool 192.168.1.3:30053
		node node-1 node-1 192.168.1.3:30053
		snat node-1  192.168.1.2:51558 by conntrack
		node node-2 node-2 192.168.1.3:30053
		dnat node-2 default/dns 10.244.2.5:53 by conntrack as conntrack has it
		snat node-2  192.168.1.3:51558 by conntrack
		node node-3 node-3 10.244.2.5:53
		pod node-3 default/dns 10.244.2.5:53
		targetPort node-3 default/dns 10.244.2.5:53
		container node-3 default/main 10.244.2.5:53`)
	apitest.Same(t, remembered(w), `
		node-1 UDP 10.244.0.3:50000 > 192.168.1.3:30053, answered 192.168.1.3:30053 > 192.168.1.2:51558 30
		node-2 UDP 192.168.1.2:51558 > 192.168.1.3:30053, answered 10.244.2.5:53 > 192.168.1.3:51558 30`)
	w.later(1)
	send()
	apitest.Same(t, remembered(w), `
		node-1 UDP 10.244.0.3:50000 > 192.168.1.3:30053, answered 192.168.1.3:30053 > 192.168.1.2:51558 ASSURED 120
		node-2 UDP 192.168.1.2:51558 > 192.168.1.3:30053, answered 10.244.2.5:53 > 192.168.1.3:51558 ASSURED 120`)
	// The Pod is no more, and the flow still leads to its address.
	delete(s.pods, "dns")
	w.later(100)
	apitest.Same(t, told(send()), `
		no-route 10.244.0.3:50000 to 192.168.1.3:30053 in 3001400us, of which 0us served, seen as 192.168.1.3:51558, unknown-address, UDP, tracked
		client node-1 default/tool 192.168.1.3:30053
		node node-1 node-1 192.168.1.3:30053
		snat node-1  192.168.1.2:51558 by conntrack
		node node-2 node-2 192.168.1.3:30053
		dnat node-2  10.244.2.5:53 by conntrack as conntrack has it
		snat node-2  192.168.1.3:51558 by conntrack
		node node-3 node-3 10.244.2.5:53`)
	w.later(120)
	if p := send(); p.Tracked || p.Reason != PodGone {
		t.Errorf("once it is forgotten: tracked %t, %s", p.Tracked, p.Reason)
	}
}

func TestAUDPFlowWithoutAService(t *testing.T) {
	_, w := udp(proxy.Config{})
	r := ask(t, "pod/tool", "10.244.2.5:53/UDP")
	r.Keep = true
	c := Open(w, r, 5)
	if !c.IsOpen() || c.Path.Tracked {
		t.Errorf("open %t, tracked %t", c.IsOpen(), c.Path.Tracked)
	}
	port := c.Request.SourcePort
	w.later(3)
	c.Send(w, "", 9)
	if !c.IsOpen() || !c.Path.Tracked || c.Path.SourcePort != port || c.Path.Result != Answered {
		t.Errorf("open %t, tracked %t, from %d and %d: %s", c.IsOpen(), c.Path.Tracked, port, c.Path.SourcePort, c.Path.Result)
	}
	for _, h := range c.Path.Hops {
		if h.Kind == HopDNAT || h.Kind == HopServicePort {
			t.Errorf("it meets %+v", h)
		}
	}
	c.Close(w)
	if got := remembered(w); !strings.Contains(got, " ASSURED 120\n") {
		t.Errorf("a closed socket tells no node: %s", got)
	}
	r.To.Port = 54
	if c = Open(w, r, 5); !c.IsOpen() || c.Path.Result != Refused {
		t.Errorf("a refused packet leaves the socket open: %t, %s", c.IsOpen(), c.Path.Result)
	}
	r.From.Pod = "ghost"
	if c = Open(w, r, 5); c.IsOpen() {
		t.Error("a Pod that is not there has a socket")
	}
}

func TestIPVSForgetsSooner(t *testing.T) {
	_, w := named(proxy.Config{Mode: proxy.IPVS})
	c := Open(w, keep(t, "pod/tool", "10.96.0.7:80"), 0)
	d := Open(w, keep(t, "node-3", "10.244.1.2:80"), 0)
	apitest.Same(t, remembered(w), `
		node-1 TCP 10.244.0.3:50000 > 10.96.0.7:80, answered 10.244.0.2:80 > 10.244.0.3:50000 ESTABLISHED ASSURED 900
		node-3 TCP 192.168.1.4:50000 > 10.244.1.2:80, answered 10.244.1.2:80 > 192.168.1.4:50000 ESTABLISHED ASSURED 86400`)
	for _, node := range []string{"node-1", "node-3"} {
		w.table(node).Break()
	}
	c.Send(w, "/", 0)
	d.Send(w, "/", 0)
	if c.IsOpen() || c.Path.Reason != ConnectionForgotten || !d.IsOpen() {
		t.Errorf("when IPVS goes: %s %s, and what it did not carry: %s", c.Path.Result, c.Path.Reason, d.Path.Result)
	}
	c = Open(w, keep(t, "pod/tool", "10.96.0.7:80"), 0)
	if c.Send(w.later(899), "/", 0); !c.IsOpen() {
		t.Errorf("before 15 minutes: %s", c.Path.Reason)
	}
	if c.Send(w.later(900), "/", 0); c.IsOpen() {
		t.Error("after 15 minutes it is open")
	}
	_, w = udp(proxy.Config{Mode: proxy.IPVS})
	r := ask(t, "pod/tool", "10.96.0.10:53/UDP")
	r.SourcePort = 50000
	Trace(w, r, 0)
	if got := remembered(w); !strings.HasSuffix(got, " 300\n") {
		t.Errorf("UDP: %s", got)
	}
}

// With lc the Pod with the fewest open connections is next.
func TestOpenConnectionsCountForLeastConnections(t *testing.T) {
	_, w := named(proxy.Config{Mode: proxy.IPVS, Scheduler: proxy.LeastConnections})
	opened := func(port int32) Connection {
		r := keep(t, "node-3", "10.96.0.7:80")
		r.SourcePort = port
		return Open(w, r, 0)
	}
	a, b := opened(1), opened(2)
	if a.UID() == b.UID() {
		t.Fatalf("two connections at %s", a.UID())
	}
	for i := range int32(4) {
		b.Close(w)
		if b = opened(3 + i); b.UID() == a.UID() {
			t.Errorf("the next one goes to %s, which has one", b.UID())
		}
	}
	// One that is answered and closed at once does not count.
	short := keep(t, "node-3", "10.96.0.7:80")
	short.Keep = false
	b.Close(w)
	for range 3 {
		p := Trace(w, short, 0)
		if _, pod := p.Pod(); "uid of "+pod == a.UID() {
			t.Errorf("one that is closed at once goes to %s", pod)
		}
	}
	for _, h := range a.Path.Hops {
		if h.Kind == HopDNAT && h.By != ByScheduler {
			t.Errorf("the endpoint was chosen by %q", h.By)
		}
	}
}

// An answer that would leave past the node that rewrote the request is lost.
func TestAnAnswerThatGoesAstray(t *testing.T) {
	s := newSmall()
	s.config = proxy.Config{Mode: proxy.IPVS}
	s.service("here", "10.96.0.41", 80, 80, 30041, "web-1@10.244.0.2", "web-2@10.244.1.2")
	s.svcs[len(s.svcs)-1].Spec.ExternalTrafficPolicy = api.TrafficPolicyLocal
	w := s.world().remembering()
	for _, row := range []struct{ name, place, target, want string }{
		{"the node asked has an endpoint", "outside", "192.168.1.2:30041", "answered web-1 192.168.1.10"},
		{"it has none, and IPVS sends it to another's", "outside", "192.168.1.4:30041", "timed-out web-1 answer-goes-astray 192.168.1.10"},
		{"another node has one, too", "outside", "192.168.1.3:30041", "answered web-2 192.168.1.10"},
		{"from that node itself the answer comes back", "node-3", "192.168.1.4:30041", "answered web-2 192.168.1.4"},
	} {
		if got := summed(Trace(w, ask(t, row.place, row.target), 0)); got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
}
