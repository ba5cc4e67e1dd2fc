package network

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

func TestHowConnectionsEnd(t *testing.T) {
	w := newSmall().world()
	for _, tt := range []struct{ name, from, to, want string }{
		{"a node port answers from outside", "outside", "192.168.1.2:30008", "answered web-1"},
		{"a node port answers at a node without a Pod of the Service", "outside", "192.168.1.4:30008", "answered web-1"},
		{"a Pod address asked for from outside vanishes", "outside", "10.244.0.2:80", "timed-out pod-address-outside-cluster"},
		{"so does one that no Pod has", "outside", "10.244.0.77:80", "timed-out pod-address-outside-cluster"},
		{"a ClusterIP asked for from outside vanishes", "outside", "10.96.0.7:80", "timed-out cluster-address-outside-cluster"},
		{"so does one that no Service has", "outside", "10.111.0.7:80", "timed-out cluster-address-outside-cluster"},
		{"nobody in the LAN has the address", "outside", "192.168.1.77:80", "no-route unknown-address"},
		{"nobody in the world has the address", "outside", "203.0.113.7:80", "timed-out unknown-address"},
		{"no browser can open a node's port 80", "outside", "192.168.1.2:80", "refused nobody-listens"},
		{"a node port that no Service has", "outside", "192.168.1.2:30099", "refused nobody-listens"},
		{"a node port for UDP that only TCP has", "outside", "192.168.1.2:30008/UDP", "refused nobody-listens"},
		{"a node's sshd answers", "outside", "192.168.1.2:22", "answered"},
		{"a node's kubelet answers", "outside", "192.168.1.4:10250", "answered"},
		{"the API server answers where it runs", "outside", "192.168.1.2:6443", "answered"},
		{"and nowhere else", "outside", "192.168.1.3:6443", "refused nobody-listens"},
		{"the learner's own machine listens on nothing", "outside", "192.168.1.10:80", "refused nobody-listens"},
		{"nor does its loopback", "outside", "127.0.0.1:80", "refused nobody-listens"},
		{"a Service without endpoints rejects at its node port", "outside", "192.168.1.2:30010", "refused no-endpoints"},
		{"and at its ClusterIP", "node-1", "10.96.0.9:80", "refused no-endpoints"},
		{"a wrong targetPort is refused by the Pod", "outside", "192.168.1.2:30009", "refused web-1 target-port-closed"},
		{"a Pod that is gone leaves an address without an owner", "outside", "192.168.1.2:30011", "no-route pod-gone"},
		{"a Pod that went with its node leaves nothing", "node-1", "10.96.0.15:80", "timed-out pod-gone"},
		{"an endpoint written by hand leads out of the cluster", "node-1", "10.96.0.13:80", "timed-out unknown-address"},
		{"a crashed container does not listen", "node-1", "10.96.0.14:80", "refused crashed target-port-closed"},
		{"a ClusterIP answers on a node", "node-3", "10.96.0.7:80", "answered web-1"},
		{"a ClusterIP answers in a Pod", "pod/tool", "10.96.0.7:80", "answered web-1"},
		{"a port that the ClusterIP lacks vanishes", "node-1", "10.96.0.7:81", "timed-out no-such-service-port"},
		{"a ClusterIP that nobody has vanishes", "node-1", "10.96.9.9:80", "timed-out unknown-address"},
		{"a node reaches a Pod of another", "node-1", "10.244.1.2:80", "answered web-2"},
		{"a Pod reaches a Pod of another node", "pod/tool", "10.244.1.2:80", "answered web-2"},
		{"a Pod's closed port is refused", "node-1", "10.244.0.2:8081", "refused web-1 nobody-listens"},
		{"a Pod's TCP port is closed to UDP", "node-1", "10.244.0.2:80/UDP", "refused web-1 nobody-listens"},
		{"a Pod address that nobody has", "node-1", "10.244.1.77:80", "no-route unknown-address"},
		{"a Pod address of a node that is not there", "node-1", "10.244.9.9:80", "timed-out unknown-address"},
		{"a Pod reaches itself", "pod/web-1", "10.244.0.2:80", "answered web-1"},
		{"a Pod reaches itself by loopback", "pod/web-1", "127.0.0.1:80", "answered web-1"},
		{"a Pod without a server does not", "pod/tool", "127.0.0.1:80", "refused tool nobody-listens"},
		{"a Pod reaches itself through its Service", "pod/web-1", "10.96.0.7:80", "answered web-1"},
		{"a Pod reaches any node's node port", "pod/tool", "192.168.1.4:30008", "answered web-1"},
		{"a node reaches another's node port", "node-3", "192.168.1.3:30008", "answered web-1"},
		{"a node reaches its own node port", "node-3", "192.168.1.4:30008", "answered web-1"},
		{"and by loopback, as kube-proxy allows in iptables mode", "node-3", "127.0.0.1:30008", "answered web-1"},
		{"a node's loopback has its daemons", "node-3", "127.0.0.1:22", "answered"},
		{"nobody in the LAN, asked from a Pod", "pod/tool", "192.168.1.77:80", "no-route unknown-address"},
		{"the learner's machine refuses", "pod/tool", "192.168.1.10:80", "refused nobody-listens"},
		{"redis answers", "node-1", "10.96.0.12:6379", "answered cache"},
		{"the API server answers by its Service", "pod/tool", "10.96.0.1:443", "answered"},
		{"a Pod that has run to its end is gone", "node-1", "10.244.2.3:80", "no-route unknown-address"},
		{"a container that has not started does not listen", "node-1", "10.244.2.4:80", "refused young nobody-listens"},
		{"CoreDNS listens to UDP too", "pod/tool", "10.244.2.5:53/UDP", "answered dns"},
		{"a Pod without an address asks nothing", "pod/bare", "10.96.0.7:80", "no-route unknown-address"},
		{"a Pod that is not there asks nothing", "pod/ghost", "10.96.0.7:80", "no-route unknown-address"},
		{"a node that is not there asks nothing", "node-9", "10.96.0.7:80", "no-route unknown-address"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := Trace(w, ask(t, tt.from, tt.to), firstHalf)
			_, pod := p.Pod()
			got := strings.Join(strings.Fields(fmt.Sprint(p.Result, " ", pod, " ", p.Reason)), " ")
			if got != tt.want {
				t.Errorf("got %q, want %q\n%s", got, tt.want, written(p))
			}
		})
	}
}

// written writes a Path's hops one a line: kind, node, name, address, rule.
func written(p Path) string {
	var b strings.Builder
	for _, h := range p.Hops {
		line := fmt.Sprintf("%s on %s: %s %s:%d %s", h.Kind, h.Node, h.Name, h.IP, h.Port, h.Rule)
		if h.Kind == HopSNAT { // whose port is anything
			line = fmt.Sprintf("%s on %s: %s %s", h.Kind, h.Node, h.IP, h.Rule)
		}
		b.WriteString(strings.Join(strings.Fields(line), " ") + "\n")
	}
	return b.String()
}

func TestHops(t *testing.T) {
	w := newSmall().world()
	for _, tt := range []struct {
		name, from, to string
		draw           uint64
		want           string
	}{
		{"from outside through a node port to a Pod on another node", "outside", "192.168.1.2:30008", secondHalf, `
client on : 192.168.1.2:30008
node on node-1: node-1 192.168.1.2:30008
nodePort on node-1: 192.168.1.2:30008 KUBE-SERVICES → KUBE-NODEPORTS
servicePort on node-1: web 192.168.1.2:80 KUBE-EXT-… → KUBE-SVC-…
dnat on node-1: web-2 10.244.1.2:80 KUBE-SEP-…
snat on node-1: 192.168.1.2 KUBE-MARK-MASQ → KUBE-POSTROUTING
node on node-2: node-2 10.244.1.2:80
pod on node-2: web-2 10.244.1.2:80
targetPort on node-2: web-2 10.244.1.2:80
container on node-2: main 10.244.1.2:80`},
		{"from outside through a node port to a Pod on that node", "outside", "192.168.1.2:30008", firstHalf, `
client on : 192.168.1.2:30008
node on node-1: node-1 192.168.1.2:30008
nodePort on node-1: 192.168.1.2:30008 KUBE-SERVICES → KUBE-NODEPORTS
servicePort on node-1: web 192.168.1.2:80 KUBE-EXT-… → KUBE-SVC-…
dnat on node-1: web-1 10.244.0.2:80 KUBE-SEP-…
snat on node-1: 10.244.0.1 KUBE-MARK-MASQ → KUBE-POSTROUTING
pod on node-1: web-1 10.244.0.2:80
targetPort on node-1: web-1 10.244.0.2:80
container on node-1: main 10.244.0.2:80`},
		{"from a Pod to a ClusterIP", "pod/tool", "10.96.0.7:80", secondHalf, `
client on node-1: tool 10.96.0.7:80
node on node-1: node-1 10.96.0.7:80
servicePort on node-1: web 10.96.0.7:80 KUBE-SERVICES → KUBE-SVC-…
dnat on node-1: web-2 10.244.1.2:80 KUBE-SEP-…
node on node-2: node-2 10.244.1.2:80
pod on node-2: web-2 10.244.1.2:80
targetPort on node-2: web-2 10.244.1.2:80
container on node-2: main 10.244.1.2:80`},
		{"from a node to a Pod of its own", "node-1", "10.244.0.2:80", 0, `
client on node-1: node-1 10.244.0.2:80
node on node-1: node-1 10.244.0.2:80
pod on node-1: web-1 10.244.0.2:80
targetPort on node-1: web-1 10.244.0.2:80
container on node-1: main 10.244.0.2:80`},
		{"from a node to another's node port", "node-3", "192.168.1.2:30008", firstHalf, `
client on node-3: node-3 192.168.1.2:30008
node on node-3: node-3 192.168.1.2:30008
node on node-1: node-1 192.168.1.2:30008
nodePort on node-1: 192.168.1.2:30008 KUBE-SERVICES → KUBE-NODEPORTS
servicePort on node-1: web 192.168.1.2:80 KUBE-EXT-… → KUBE-SVC-…
dnat on node-1: web-1 10.244.0.2:80 KUBE-SEP-…
snat on node-1: 10.244.0.1 KUBE-MARK-MASQ → KUBE-POSTROUTING
pod on node-1: web-1 10.244.0.2:80
targetPort on node-1: web-1 10.244.0.2:80
container on node-1: main 10.244.0.2:80`},
		{"from a node to its own node port", "node-1", "192.168.1.2:30008", firstHalf, `
client on node-1: node-1 192.168.1.2:30008
node on node-1: node-1 192.168.1.2:30008
nodePort on node-1: 192.168.1.2:30008 KUBE-SERVICES → KUBE-NODEPORTS
servicePort on node-1: web 192.168.1.2:80 KUBE-EXT-… → KUBE-SVC-…
dnat on node-1: web-1 10.244.0.2:80 KUBE-SEP-…
snat on node-1: 10.244.0.1 KUBE-MARK-MASQ → KUBE-POSTROUTING
pod on node-1: web-1 10.244.0.2:80
targetPort on node-1: web-1 10.244.0.2:80
container on node-1: main 10.244.0.2:80`},
		{"a Pod that talks to itself leaves its namespace for nobody", "pod/web-1", "10.244.0.2:80", 0, `
client on node-1: web-1 10.244.0.2:80
pod on node-1: web-1 10.244.0.2:80
targetPort on node-1: web-1 10.244.0.2:80
container on node-1: main 10.244.0.2:80`},
		{"a Service without endpoints rejects in the rules", "outside", "192.168.1.2:30010", 0, `
client on : 192.168.1.2:30010
node on node-1: node-1 192.168.1.2:30010
nodePort on node-1: 192.168.1.2:30010 KUBE-EXTERNAL-SERVICES
servicePort on node-1: empty 192.168.1.2:80 REJECT`},
		{"a wrong targetPort is seen at the Pod", "outside", "192.168.1.3:30009", 0, `
client on : 192.168.1.3:30009
node on node-2: node-2 192.168.1.3:30009
nodePort on node-2: 192.168.1.3:30009 KUBE-SERVICES → KUBE-NODEPORTS
servicePort on node-2: wrong 192.168.1.3:80 KUBE-EXT-… → KUBE-SVC-…
dnat on node-2: web-1 10.244.0.2:8081 KUBE-SEP-…
snat on node-2: 192.168.1.3 KUBE-MARK-MASQ → KUBE-POSTROUTING
node on node-1: node-1 10.244.0.2:8081
pod on node-1: web-1 10.244.0.2:8081
targetPort on node-1: web-1 10.244.0.2:8081`},
		{"a Pod that is gone is missed on its node", "outside", "192.168.1.2:30011", 0, `
client on : 192.168.1.2:30011
node on node-1: node-1 192.168.1.2:30011
nodePort on node-1: 192.168.1.2:30011 KUBE-SERVICES → KUBE-NODEPORTS
servicePort on node-1: stale 192.168.1.2:80 KUBE-EXT-… → KUBE-SVC-…
dnat on node-1: web-9 10.244.1.9:80 KUBE-SEP-…
snat on node-1: 192.168.1.2 KUBE-MARK-MASQ → KUBE-POSTROUTING
node on node-2: node-2 10.244.1.9:80`},
		{"packets from outside to a Pod address go nowhere", "outside", "10.244.0.2:80", 0, `
client on : 10.244.0.2:80`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := withoutHashes(written(Trace(w, ask(t, tt.from, tt.to), tt.draw)))
			want := tt.want[1:] + "\n"
			if got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

// withoutHashes writes KUBE-SVC-… for KUBE-SVC-QUMPV5Z3SF2IMFUJ.
func withoutHashes(s string) string {
	for _, kind := range []string{"KUBE-SVC-", "KUBE-EXT-", "KUBE-SEP-", "KUBE-FW-"} {
		parts := strings.Split(s, kind)
		for i := 1; i < len(parts); i++ {
			parts[i] = "…" + parts[i][16:]
		}
		s = strings.Join(parts, kind)
	}
	return s
}

func TestRulesBearTheirChainsNames(t *testing.T) {
	w := newSmall().world()
	c := w.RulesOf("node-1").NodePort(30008, api.ProtocolTCP, false)
	rules := map[HopKind]string{}
	for _, h := range Trace(w, ask(t, "outside", "192.168.1.2:30008"), secondHalf).Hops {
		rules[h.Kind] = h.Rule
	}
	for kind, want := range map[HopKind]string{
		HopNodePort: "KUBE-SERVICES → KUBE-NODEPORTS", HopServicePort: c.External() + " → " + c.Cluster.Name, HopDNAT: c.Cluster.EndpointChain(1), HopPod: "",
	} {
		if rules[kind] != want {
			t.Errorf("%s: got %q, want %q", kind, rules[kind], want)
		}
	}
}

func TestTheRollsOfAPath(t *testing.T) {
	p := Trace(newSmall().world(), ask(t, "outside", "192.168.1.2:30008"), secondHalf+secondHalf/2)
	var got string
	for _, h := range p.Hops {
		for _, r := range h.Rolls {
			got += fmt.Sprintf("%s %s %.2f %.2f %t; ", r.Pod, r.IP, r.Probability, r.Drew, r.Matched)
		}
	}
	if want := "web-1 10.244.0.2 0.50 0.75 false; web-2 10.244.1.2 1.00 0.50 true; "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhatTheClientReads(t *testing.T) {
	w := newSmall().world()
	for _, tt := range []struct {
		name, from, to string
		status         int
		body, source   string
	}{
		{"a web Pod says its name", "outside", "192.168.1.2:30008", 200, "web-1\n", "192.168.1.10"},
		{"redis speaks no HTTP", "node-2", "10.96.0.12:6379", 0, "", "192.168.1.3"},
		{"CoreDNS's health check has no page", "node-1", "10.244.2.5:8080", 404, "404 page not found\n", "192.168.1.2"},
		{"the kubelet wants TLS", "pod/tool", "192.168.1.2:10250", 400, notTLS, "10.244.0.3"},
		{"sshd speaks no HTTP", "outside", "192.168.1.2:22", 0, "", "192.168.1.10"},
		{"who is refused reads nothing", "outside", "192.168.1.2:80", 0, "", "192.168.1.10"},
	} {
		p := Trace(w, ask(t, tt.from, tt.to), firstHalf)
		if p.Status != tt.status || p.Body != tt.body || p.SourceIP != tt.source {
			t.Errorf("%s: got %d %q from %s, want %d %q from %s", tt.name, p.Status, p.Body, p.SourceIP, tt.status, tt.body, tt.source)
		}
	}
}

func TestLatency(t *testing.T) {
	w := newSmall().world()
	for _, tt := range []struct {
		name, from, to string
		draw           uint64
		want           api.Duration
	}{
		{"two wires and six hops", "outside", "192.168.1.2:30008", secondHalf, 2*acrossWire + 6*withinHost},
		{"one wire and six hops", "outside", "192.168.1.2:30008", firstHalf, 1*acrossWire + 6*withinHost},
		{"no wire at all", "pod/web-1", "10.244.0.2:80", 0, 3 * withinHost},
		{"refused at the door", "outside", "192.168.1.2:80", 0, acrossWire},
		{"three seconds of ARP in the LAN", "outside", "192.168.1.77:80", 0, unreachableAfter},
		{"three seconds of ARP on the Pod's node", "outside", "192.168.1.2:30011", 0, unreachableAfter + 2*acrossWire + 3*withinHost},
		{"until the kernel gives up", "outside", "10.244.0.2:80", 0, GivesUpAfter},
	} {
		if got := Trace(w, ask(t, tt.from, tt.to), tt.draw).Latency; got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestEachNodeGoesByItsOwnNews(t *testing.T) {
	s := newSmall()
	w := s.world()
	all := w.RulesOf("node-1")
	s.slices[0].Endpoints = s.slices[0].Endpoints[:1]
	late := proxy.Build(proxy.Config{}, proxy.Node{}, s.svcs, s.slices)
	w.RulesOf = func(node string) *proxy.Rules {
		if node == "node-2" {
			return late
		}
		return all
	}
	for _, tt := range []struct{ name, from, to, want string }{
		{"node-1 has heard of web-2", "outside", "192.168.1.2:30008", "web-2"},
		{"node-2 has not", "outside", "192.168.1.3:30008", "web-1"},
		{"a Pod's own node counts for a ClusterIP: node-1", "pod/tool", "10.96.0.7:80", "web-2"},
		{"a Pod's own node counts for a ClusterIP: node-2", "pod/cache", "10.96.0.7:80", "web-1"},
		{"the node addressed counts for a node port", "pod/tool", "192.168.1.3:30008", "web-1"},
	} {
		if _, got := Trace(w, ask(t, tt.from, tt.to), secondHalf).Pod(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}
