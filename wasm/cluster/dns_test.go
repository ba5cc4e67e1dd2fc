package cluster_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/dns"
	"svclab/wasm/network"
)

var (
	onNode1 = network.Place{Kind: network.OnNode, Node: "node-1"}
	inWeb1  = network.Place{Kind: network.InPod, Namespace: "default", Pod: "web-1"}
)

func lookup(t *testing.T, c *cluster.Cluster, l cluster.Lookup) cluster.LookedUp {
	t.Helper()
	for _, e := range do(t, c, l) {
		if e, ok := e.(cluster.LookedUp); ok {
			return e
		}
	}
	t.Fatal("Lookup emitted no LookedUp event")
	return cluster.LookedUp{}
}

// outcome sums up a LookedUp as "RCODE answers" or the result of its path.
func outcome(e cluster.LookedUp) string {
	if e.Message == nil {
		return fmt.Sprintf("%s after %d ms", e.Path.Result, e.Latency/api.Millisecond)
	}
	text := string(e.Message.Rcode)
	for _, r := range e.Message.Answer {
		text += " " + r.Data
	}
	return text
}

const web = "web.default.svc.cluster.local"

func TestLookupsTakeTheWayOfTheirPackets(t *testing.T) {
	c := threePods(t, 3)
	ip := c.Services("default")[1].Spec.ClusterIP
	var coreDNS string
	for _, p := range c.Pods("kube-system") {
		coreDNS = p.Status.PodIP
	}
	for _, tt := range []struct {
		name   string
		lookup cluster.Lookup
		want   string
	}{
		{"a Pod asks CoreDNS", cluster.Lookup{From: inWeb1, Name: web, Type: "A"}, "NOERROR " + ip},
		{"over TCP too", cluster.Lookup{From: inWeb1, Name: web, Type: "A", TCP: true}, "NOERROR " + ip},
		{"a node asks the LAN's resolver", cluster.Lookup{From: onNode1, Name: web, Type: "A"}, "NXDOMAIN"},
		{"and CoreDNS when it is told to", cluster.Lookup{From: onNode1, Server: "10.96.0.10", Name: web, Type: "A"}, "NOERROR " + ip},
		{"or one of its Pods", cluster.Lookup{From: onNode1, Server: coreDNS, Name: web, Type: "A"}, "NOERROR " + ip},
		{"from outside nothing comes back", cluster.Lookup{From: outside, Server: "10.96.0.10", Name: web, Type: "A"}, "timed-out after 5000 ms"},
		{"however often one asks", cluster.Lookup{From: outside, Server: "10.96.0.10", Name: web, Type: "A", Tries: 3}, "timed-out after 15000 ms"},
		{"a web server answers no question", cluster.Lookup{From: onNode1, Server: ip, Name: web, Type: "A"}, "timed-out after 5000 ms"},
		{"a node is no server", cluster.Lookup{From: inWeb1, Server: "192.168.1.3", Name: web, Type: "A", Tries: 2}, "refused after 1 ms"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := outcome(lookup(t, c, tt.lookup)); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
	do(t, c, cluster.Create{Resource: "pods", Body: []byte(`{"apiVersion":"v1","kind":"Pod","metadata":{"name":"echo"},"spec":{"containers":[
		{"name":"c","image":"registry.k8s.io/e2e-test-images/agnhost:2.53","args":["netexec","--udp-port=53"]}]}}`)})
	do(t, c, cluster.Tick{By: 10 * api.Second})
	echo := c.Pods("default")[0].Status.PodIP
	if got, want := outcome(lookup(t, c, cluster.Lookup{From: inWeb1, Server: echo, Name: web, Type: "A"})), "timed-out after 5000 ms"; got != want {
		t.Errorf("another server on UDP port 53: got %s, want %s", got, want)
	}
	if p := lookup(t, c, cluster.Lookup{From: inWeb1, Name: web, Type: "A"}).Path; p.To.Protocol != api.ProtocolUDP || p.Result != network.Answered {
		t.Errorf("got %s by %s, want it answered by UDP", p.Result, p.To.Protocol)
	}
}

func TestBothCoreDNSPodsAreAsked(t *testing.T) {
	c := threePods(t, 3)
	asked := map[string]int{}
	for range 200 {
		_, pod := lookup(t, c, cluster.Lookup{From: inWeb1, Name: web, Type: "A"}).Path.Pod()
		asked[pod]++
	}
	if len(asked) != 2 {
		t.Fatalf("got %v, want both Pods", asked)
	}
	for pod, n := range asked {
		if n < 70 {
			t.Errorf("%s was asked %d times of 200", pod, n)
		}
	}
}

func TestCoreDNSHearsOfAServiceAMomentLater(t *testing.T) {
	c := threePods(t, 1)
	ask := cluster.Lookup{From: inWeb1, Name: "late.default.svc.cluster.local", Type: "A"}
	create(t, c, "services", `{"apiVersion":"v1","kind":"Service","metadata":{"name":"late"},"spec":{"clusterIP":"10.96.0.77","ports":[{"port":80}]}}`)
	if got := outcome(lookup(t, c, ask)); got != "NXDOMAIN" {
		t.Errorf("at once: got %s, want NXDOMAIN", got)
	}
	learned := ""
	for _, e := range do(t, c, cluster.Tick{By: 5 * api.Millisecond}) {
		if e, ok := e.(cluster.Learned); ok {
			o, _ := c.Get("services", "default", "late")
			learned += fmt.Sprintf("%s %s %s/%s %v", e.Change, e.Resource, e.Namespace, e.Name, e.Version == o.Meta().ResourceVersion)
		}
	}
	if learned != "ADDED services default/late true" {
		t.Errorf("CoreDNS learned %q, want the new Service", learned)
	}
	if got := outcome(lookup(t, c, ask)); got != "NOERROR 10.96.0.77" {
		t.Errorf("5 ms later: got %s, want its address", got)
	}
	do(t, c, cluster.Delete{Resource: "services", Name: "late"})
	if got := outcome(lookup(t, c, ask)); got != "NOERROR 10.96.0.77" {
		t.Errorf("just deleted: got %s, want its address still", got)
	}
	do(t, c, cluster.Tick{By: api.Second})
	if got := outcome(lookup(t, c, ask)); got != "NXDOMAIN" {
		t.Errorf("a second later: got %s, want NXDOMAIN", got)
	}
}

func TestALookupNeedsCoreDNSAndItsService(t *testing.T) {
	c := threePods(t, 1)
	ask := cluster.Lookup{From: inWeb1, Name: web, Type: "A", Tries: 2}
	do(t, c, cluster.Patch{Resource: "deployments", Namespace: "kube-system", Name: "coredns", Type: cluster.MergePatch, Body: []byte(`{"spec":{"replicas":0}}`)})
	do(t, c, cluster.Tick{By: 3 * api.Second})
	e := lookup(t, c, ask)
	if e.Message != nil || e.Path.Result != network.Refused || e.Latency > api.Second || e.Attempts != 2 {
		t.Errorf("without CoreDNS: got %s, want it refused at once, twice", outcome(e))
	}
	do(t, c, cluster.Delete{Resource: "services", Namespace: "kube-system", Name: "kube-dns"})
	do(t, c, cluster.Tick{By: 3 * api.Second})
	if got, want := outcome(lookup(t, c, ask)), "timed-out after 10000 ms"; got != want {
		t.Errorf("without kube-dns: got %s, want %s", got, want)
	}
}

func TestALookupThatCannotBeAskedChangesNothing(t *testing.T) {
	c := threePods(t, 1)
	before := c.Dump()
	for _, tt := range []struct {
		lookup cluster.Lookup
		want   string
	}{
		{cluster.Lookup{From: onNode1, Name: "a..b", Type: "A"}, `lookup of "a..b": empty label`},
		{cluster.Lookup{From: onNode1, Name: "a", Type: "a"}, "want a type such as A, in capitals"},
		{cluster.Lookup{From: onNode1, Name: "a", Type: "A", Server: "kube-dns"}, "want an IP address"},
		{cluster.Lookup{From: onNode1, Name: "a", Type: "A", Tries: -1}, "want 0 to 100"},
		{cluster.Lookup{From: network.Place{Kind: network.OnNode, Node: "node-9"}, Name: "a", Type: "A"}, `nodes "node-9" not found`},
		{cluster.Lookup{From: network.Place{Kind: network.InPod, Namespace: "default", Pod: "ghost"}, Name: "a", Type: "A"}, `pods "ghost" not found`},
	} {
		if _, err := c.Do(tt.lookup); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%+v: got %v, want %s", tt.lookup, err, tt.want)
		}
	}
	if c.Dump() != before {
		t.Error("a refused lookup changed the cluster")
	}
}

func randomLookup(r *rand.Rand) cluster.Lookup {
	return cluster.Lookup{From: []network.Place{outside, onNode1, inWeb1}[r.IntN(3)], Server: []string{"", "10.96.0.10"}[r.IntN(2)], Type: []string{"A", "AAAA", "SRV", "PTR"}[r.IntN(4)],
		Name: []string{fmt.Sprintf("svc-%d.default.svc.cluster.local", r.IntN(4)), "10.0.96.10.in-addr.arpa", "ext.example", "a..b"}[r.IntN(4)]}
}

func TestLookupsReplayAndForkLikeEveryCommand(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 9))
		c := cluster.New(cluster.Config{Nodes: 2, Seed: seed})
		var log strings.Builder
		write(&log, c.Boot())
		for range 80 {
			cmd := randomCommand(r, c)
			if r.IntN(2) == 0 {
				cmd = randomLookup(r)
			}
			events, _ := c.Do(cmd)
			write(&log, events)
		}
		if _, logAgain := again(t, c); log.String() != logAgain {
			t.Fatalf("seed %d: the replay differs:\n%s", seed, firstDifference(log.String(), logAgain))
		}
		fork := c.Fork()
		twin, err := cluster.Replay(c.Config(), c.History())
		if err != nil {
			t.Fatal(err)
		}
		for range 30 {
			fork.Do(randomCommand(r, fork)) //nolint:errcheck // a refused Command is as good as any here
			fork.Do(randomLookup(r))        //nolint:errcheck
		}
		for range 20 {
			l := randomLookup(r)
			a, _ := c.Do(l)
			b, _ := twin.Do(l)
			var left, right strings.Builder
			write(&left, a)
			write(&right, b)
			if left.String() != right.String() {
				t.Fatalf("seed %d: a fork changed what CoreDNS knows:\n%s", seed, firstDifference(left.String(), right.String()))
			}
		}
	}
}

func TestTheHostsFileIsAskedBeforeAnyServer(t *testing.T) {
	c := threePods(t, 1)
	pod := c.Pods("default")[0]
	for _, tt := range []struct {
		name string
		at   network.Place
		host string
		want string
	}{
		{"the learner's machine knows the nodes", outside, "node-2", "192.168.1.3"},
		{"so do nodes", onNode1, "node-3", "192.168.1.4"},
		{"a Pod does not", inWeb1, "node-2", ""},
		{"a Pod knows itself", inWeb1, "web-1", pod.Status.PodIP},
		{"nobody else does", onNode1, "web-1", ""},
		{"localhost is everywhere", inWeb1, "localhost", "127.0.0.1"},
		{"an address is itself", outside, "10.96.0.1", "10.96.0.1"},
		{"a Service is not in the file", inWeb1, "kubernetes.default", ""},
	} {
		if got, ok := c.HostsAddress(tt.at, tt.host); got != tt.want || ok != (tt.want != "") {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := c.ResolvConf(inWeb1).Nameservers[0]; got != "10.96.0.10" {
		t.Errorf("a Pod asks %s", got)
	}
	if got := c.ResolvConf(outside).Nameservers[0]; got != dns.LANResolver {
		t.Errorf("the learner's machine asks %s", got)
	}
}
