package network

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/api/apitest"
	"svclab/wasm/proxy"
)

// offNode switches a machine of the small world off.
func (w *World) offNode(name string) *World {
	w.IsOff = func(node string) bool { return node == name }
	return w
}

func TestAMachineThatIsOff(t *testing.T) {
	for _, row := range []struct{ name, off, from, to, want string }{
		{"nobody asks from it", "node-1", "node-1", "10.244.1.2:80", "timed-out node-off"},
		{"nor a Pod on it", "node-1", "pod/tool", "10.244.1.2:80", "timed-out node-off"},
		{"its address answers no ARP", "node-2", "outside", "192.168.1.3:22", "no-route node-off"},
		{"nor its node ports", "node-2", "outside", "192.168.1.3:30008", "no-route node-off"},
		{"asked from another node", "node-2", "node-1", "192.168.1.3:22", "no-route node-off"},
		{"a Pod on it cannot be handed anything", "node-2", "node-1", "10.244.1.2:80", "no-route node-off"},
		{"nor an address of its range that nobody has", "node-2", "node-1", "10.244.1.77:80", "no-route node-off"},
		{"nor by a Service", "node-2", "pod/tool", "10.96.0.12:6379", "no-route node-off"},
		{"the balancer hands it on to silence", "node-3", "outside", "203.0.113.9:80", "timed-out node-off"},
		{"the others are not off", "node-3", "outside", "192.168.1.3:22", "answered"},
	} {
		w := newSmall().world().offNode(row.off)
		if row.off == "node-3" {
			w.BalancerByIP = func(ip string) *Balancer { return &Balancer{IP: ip, Nodes: []string{"node-3"}} }
		}
		p := Trace(w, ask(t, row.from, row.to), firstHalf)
		_, pod := p.Pod()
		if got := strings.Join(strings.Fields(fmt.Sprint(p.Result, " ", pod, " ", p.Reason)), " "); got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
}

func TestPathsThatMeetNoPod(t *testing.T) {
	w := newSmall().world()
	from := func(place, target string) Path {
		r := ask(t, place, target)
		r.SourcePort = 50000
		return Trace(w, r, secondHalf)
	}
	apitest.Same(t, told(from("outside", "192.168.1.2:22")), `
		answered 192.168.1.10:50000 to 192.168.1.2:22 in 700us, of which 0us served, seen as 192.168.1.10:50000, TCP
		client   192.168.1.2:22
		node node-1 node-1 192.168.1.2:22
		targetPort node-1 sshd 192.168.1.2:22`)
	apitest.Same(t, told(from("pod/tool", "192.168.1.3:22")), `
		answered 10.244.0.3:50000 to 192.168.1.3:22 in 900us, of which 0us served, seen as 192.168.1.2:51558, TCP
		client node-1 default/tool 192.168.1.3:22
		node node-1 node-1 192.168.1.3:22
		snat node-1  192.168.1.2:51558 by POSTROUTING → MASQUERADE
		node node-2 node-2 192.168.1.3:22
		targetPort node-2 sshd 192.168.1.3:22`)
	apitest.Same(t, told(from("node-1", "10.244.1.77:80")), `
		no-route 192.168.1.2:50000 to 10.244.1.77:80 in 3000700us, of which 0us served, seen as 192.168.1.2:50000, unknown-address, TCP
		client node-1 node-1 10.244.1.77:80
		node node-1 node-1 10.244.1.77:80
		node node-2 node-2 10.244.1.77:80`)
	apitest.Same(t, told(from("outside", "10.96.0.7:80")), `
		timed-out 192.168.1.10:50000 to 10.96.0.7:80 in 127000000us, of which 0us served, seen as 192.168.1.10:50000, cluster-address-outside-cluster, TCP
		client   10.96.0.7:80`)
	apitest.Same(t, told(from("node-1", "10.96.0.7:81")), `
		timed-out 192.168.1.2:50000 to 10.96.0.7:81 in 127000000us, of which 0us served, seen as 192.168.1.2:50000, no-such-service-port, TCP
		client node-1 node-1 10.96.0.7:81
		node node-1 node-1 10.96.0.7:81`)
	apitest.Same(t, told(from("node-1", "10.96.9.9:80")), `
		timed-out 192.168.1.2:50000 to 10.96.9.9:80 in 127000000us, of which 0us served, seen as 192.168.1.2:50000, unknown-address, TCP
		client node-1 node-1 10.96.9.9:80
		node node-1 node-1 10.96.9.9:80`)
	apitest.Same(t, told(from("outside", "203.0.113.9:80")), `
		timed-out 192.168.1.10:50000 to 203.0.113.9:80 in 127000000us, of which 0us served, seen as 192.168.1.10:50000, unknown-address, TCP
		client   203.0.113.9:80
		balancer  203.0.113.9 203.0.113.9:80
		node node-1 node-1 203.0.113.9:80`)
	apitest.Same(t, told(from("pod/ghost", "10.96.0.7:80")), `
		no-route :0 to 10.96.0.7:80 in 3000000us, of which 0us served, seen as :0, unknown-address, TCP
		client   10.96.0.7:80`)
	apitest.Same(t, told(from("pod/tool", "203.0.113.9:80")), `
		timed-out 10.244.0.3:50000 to 203.0.113.9:80 in 127000000us, of which 0us served, seen as 192.168.1.2:51558, unknown-address, TCP
		client node-1 default/tool 203.0.113.9:80
		node node-1 node-1 203.0.113.9:80
		snat node-1  192.168.1.2:51558 by POSTROUTING → MASQUERADE
		balancer  203.0.113.9 203.0.113.9:80
		node node-1 node-1 203.0.113.9:80`)
	balancer := func(nodes ...string) func(ip string) *Balancer {
		return func(ip string) *Balancer {
			if ip != "203.0.113.9" {
				return nil
			}
			return &Balancer{IP: ip, Nodes: nodes}
		}
	}
	w.BalancerByIP = balancer()
	apitest.Same(t, told(from("outside", "203.0.113.9:80")), `
		timed-out 192.168.1.10:50000 to 203.0.113.9:80 in 127000000us, of which 0us served, seen as 192.168.1.10:50000, no-healthy-node, TCP
		client   203.0.113.9:80
		balancer  203.0.113.9 203.0.113.9:80`)
	w.offNode("node-3").BalancerByIP = balancer("node-3")
	apitest.Same(t, told(from("node-1", "203.0.113.9:80")), `
		timed-out 192.168.1.2:50000 to 203.0.113.9:80 in 127000000us, of which 0us served, seen as 192.168.1.2:50000, node-off, TCP
		client node-1 node-1 203.0.113.9:80
		node node-1 node-1 203.0.113.9:80
		balancer  203.0.113.9 203.0.113.9:80`)
	apitest.Same(t, told(from("outside", "192.168.1.4:22")), `
		no-route 192.168.1.10:50000 to 192.168.1.4:22 in 3000000us, of which 0us served, seen as 192.168.1.10:50000, node-off, TCP
		client   192.168.1.4:22`)
	apitest.Same(t, told(from("node-1", "10.244.2.5:53")), `
		no-route 192.168.1.2:50000 to 10.244.2.5:53 in 3000200us, of which 0us served, seen as 192.168.1.2:50000, node-off, TCP
		client node-1 node-1 10.244.2.5:53
		node node-1 node-1 10.244.2.5:53`)
}

func TestWhatTheProcessesOfANodeSay(t *testing.T) {
	s := newSmall()
	s.service("lb", "10.96.0.40", 80, 80, 30040, "web-1@10.244.0.2", "web-2@10.244.1.2")
	svc := s.svcs[len(s.svcs)-1]
	svc.Spec.Type, svc.Spec.ExternalTrafficPolicy, svc.Spec.HealthCheckNodePort = api.ServiceTypeLoadBalancer, api.TrafficPolicyLocal, 31000
	w := s.world()
	w.Now = api.Epoch
	now := `"2026-01-01T00:00:00Z"`
	health := func(n int) string {
		return fmt.Sprintf("{\n\t\"service\": {\n\t\t\"namespace\": \"default\",\n\t\t\"name\": \"lb\"\n\t},\n\t\"localEndpoints\": %d,\n\t\"serviceProxyHealthy\": true\n}", n)
	}
	for _, row := range []struct {
		name, to, path string
		want           string
	}{
		{"the kubelet wants TLS", "192.168.1.3:10250", "/healthz", "400 kubelet Client sent an HTTP request to an HTTPS server.\n"},
		{"so does the API server", "192.168.1.2:6443", "/", "400 kube-apiserver Client sent an HTTP request to an HTTPS server.\n"},
		{"which runs on one node", "192.168.1.3:6443", "/", "refused 0  "},
		{"sshd speaks no HTTP", "192.168.1.3:22", "/", "0 sshd "},
		{"kube-proxy is well", "192.168.1.3:10256", "/healthz?x", "200 kube-proxy " + `{"lastUpdated":` + now + `,"currentTime":` + now + `,"nodeEligible":true,"healthy":true,"status":{"IPv4":{"lastUpdated":` + now + `,"healthy":true}}}`},
		{"and lives", "192.168.1.3:10256", "/livez", "200 kube-proxy " + `{"lastUpdated":` + now + `,"currentTime":` + now + `,"healthy":true,"status":{"IPv4":{"lastUpdated":` + now + `,"healthy":true}}}`},
		{"and has no other page", "192.168.1.3:10256", "/", "404 kube-proxy 404 page not found\n"},
		{"it tells of a Service's endpoints on the node", "192.168.1.3:31000", "/anything", "200 kube-proxy " + health(1)},
		{"and where there are none", "192.168.1.4:31000", "/", "503 kube-proxy " + health(0)},
		{"what the kubelet tells its node alone", "192.168.1.3:10248", "/healthz", "refused 0  "},
		{"and kube-proxy", "192.168.1.3:10249", "/proxyMode", "refused 0  "},
		{"TCP only", "192.168.1.4:31000/UDP", "/", "refused 0  "},
	} {
		r := ask(t, "outside", row.to)
		r.Path = row.path
		c := Open(w, r, 0)
		p := c.Path
		name := ""
		if last := p.Hops[len(p.Hops)-1]; last.Kind == HopTargetPort {
			name = last.Name
		}
		got := fmt.Sprintf("%d %s %s", p.Status, name, p.Body)
		if p.Result != Answered {
			got = string(p.Result) + " " + got
		}
		if got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
		if c.Container() != "" || c.Answers() != nil {
			t.Errorf("%s: it is in a container: %s %v", row.name, c.Container(), c.Answers())
		}
	}
	w.RulesOf = func(string) *proxy.Rules { return nil }
	if p := Trace(w, ask(t, "outside", "192.168.1.3:10256"), 0); p.Result != Refused {
		t.Errorf("where no kube-proxy runs: %s", p.Result)
	}
}

func TestProbes(t *testing.T) {
	s := newSmall()
	s.pods["web-1"].UID = "u"
	for _, row := range []struct{ name, node, to, path, off, want string }{
		{"a page of a Pod on the node", "node-1", "10.244.0.2:80", "/x?y", "", "answered 200 from 10.244.0.1, web-1 in 600us"},
		{"a port alone", "node-1", "10.244.0.2:80", "", "", "answered 0 from 10.244.0.1, web-1 in 600us"},
		{"a port where nobody listens", "node-1", "10.244.0.2:81", "/", "", "refused nobody-listens 0 from 10.244.0.1, web-1 in 400us"},
		{"the node itself", "node-1", "192.168.1.2:10250", "/", "", "answered 400 from 10.244.0.1, in 200us"},
		{"its loopback", "node-1", "127.0.0.1:22", "", "", "answered 0 from 10.244.0.1, in 200us"},
		{"a port that nobody has there", "node-1", "127.0.0.1:23", "", "", "refused nobody-listens 0 from 10.244.0.1, in 0us"},
		{"another node", "node-1", "192.168.1.3:22", "", "", "answered 0 from 10.244.0.1, in 500us"},
		{"a ClusterIP: no rule is asked", "node-1", "10.96.0.7:80", "/", "", "timed-out unknown-address 0 from 10.244.0.1, in 127000000us"},
		{"a Pod that is gone", "node-1", "10.244.0.77:80", "/", "", "no-route unknown-address 0 from 10.244.0.1, in 3000000us"},
		{"a machine that is off", "node-1", "192.168.1.3:22", "", "node-2", "no-route node-off 0 from 10.244.0.1, in 3000000us"},
	} {
		w := s.world().remembering()
		w.offNode(row.off)
		p, answers := Probe(w, row.node, Target{IP: to(t, row.to).IP, Port: to(t, row.to).Port, Protocol: api.ProtocolTCP}, row.path, 5)
		_, pod := p.Pod()
		got := strings.Join(strings.Fields(fmt.Sprintf("%s %s %d from %s, %s in %dus", p.Result, p.Reason, p.Status, p.SeenIP, pod, p.Latency/api.Microsecond)), " ")
		if got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
		if first := p.Hops[0]; first.Kind != HopClient || first.Node != row.node || first.Name != row.node || first.IP != to(t, row.to).IP || first.Port != to(t, row.to).Port {
			t.Errorf("%s: it begins at %+v", row.name, first)
		}
		if p.From != (Place{Kind: OnNode, Node: row.node}) || p.SeenPort != EphemeralPort(5) {
			t.Errorf("%s: it comes from %+v, port %d", row.name, p.From, p.SeenPort)
		}
		if got := remembered(w); got != "" {
			t.Errorf("%s: the nodes remember %s", row.name, got)
		}
		var want []Answer
		if row.path != "" && pod == "web-1" && p.Result == Answered {
			want = []Answer{{Node: "node-1", UID: "u", Container: "main", SeenIP: "10.244.0.1", SeenPort: EphemeralPort(5), Status: 200, Size: len("web-1\n"), Path: row.path}}
		}
		if fmt.Sprint(answers) != fmt.Sprint(want) {
			t.Errorf("%s: answered by %v, want %v", row.name, answers, want)
		}
	}
}

// The kubelet knows of a process before the Pod's status says so.
func TestWhoKnowsOfAProcess(t *testing.T) {
	s := newSmall()
	started := api.Epoch.Add(-5 * api.Second)
	for _, row := range []struct {
		name   string
		status *api.ContainerState
		phase  api.PodPhase
		known  Running
		want   string
	}{
		{"it runs, as the status says", &api.ContainerState{Running: &api.ContainerStateRunning{StartedAt: started}}, api.PodRunning, UnknownProcess, "true -5"},
		{"it waits", &api.ContainerState{}, api.PodRunning, UnknownProcess, "false"},
		{"nobody has said anything, and the Pod runs", nil, api.PodRunning, UnknownProcess, "true"},
		{"and it does not", nil, api.PodPending, UnknownProcess, "false"},
		{"the kubelet has started it", &api.ContainerState{}, api.PodRunning, HasProcess, "true -1"},
		{"the kubelet has seen it end", &api.ContainerState{Running: &api.ContainerStateRunning{StartedAt: started}}, api.PodRunning, NoProcess, "false -1"},
	} {
		w, pod := s.world(), s.pods["web-1"]
		pod.Status.Phase, pod.Status.ContainerStatuses = row.phase, []api.ContainerStatus{{Name: "other", State: api.ContainerState{Running: &api.ContainerStateRunning{}}}}
		if row.status != nil {
			pod.Status.ContainerStatuses = append(pod.Status.ContainerStatuses, api.ContainerStatus{Name: "main", State: *row.status})
		}
		w.ProcessOf = func(*api.Pod, string) (api.Time, Running) { return api.Epoch.Add(-1 * api.Second), row.known }
		since, runs := w.process(pod, "main")
		got := fmt.Sprint(runs)
		if since != 0 {
			got += fmt.Sprint(" ", int64(since.Sub(api.Epoch)/api.Second))
		}
		if got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
}
