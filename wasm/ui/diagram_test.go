package ui

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/html"
	"svclab/wasm/network"
)

// typed adds a Service of any type on port 80.
func (w *world) typed(name string, change func(*api.Service), pods ...string) {
	o := &api.Service{ObjectMeta: api.ObjectMeta{Namespace: "default", Name: name, ResourceVersion: "7"}}
	o.Spec = api.ServiceSpec{Type: api.ServiceTypeClusterIP, ClusterIP: "10.96.1.9", Selector: split("app=web"),
		Ports: []api.ServicePort{{Port: 80, TargetPort: api.FromInt(80)}}}
	change(o)
	w.written(cluster.Added, o)
	w.written(cluster.Added, w.slice(name, pods...))
}

func webs(nodes, pods int) (*world, []string) {
	w := &world{}
	w.nodes(nodes)
	var names []string
	for i := range pods {
		names = append(names, fmt.Sprintf("web-%03d", i+1))
		w.pod(names[i], fmt.Sprintf("node-%d", i%nodes+1), fmt.Sprintf("10.244.%d.%d", i%nodes, i/nodes+2), "app=web")
	}
	return w, names
}

func balanced(ip string) func(*api.Service) {
	return func(o *api.Service) {
		o.Spec.Type, o.Spec.Ports[0].NodePort, o.Spec.ExternalTrafficPolicy = api.ServiceTypeLoadBalancer, 30080, "Local"
		if ip != "" {
			o.Status.LoadBalancer.Ingress = []api.LoadBalancerIngress{{IP: ip}}
		}
	}
}

// drawings are the diagrams that are worth comparing line by line.
func drawings() map[string]*world {
	out := map[string]*world{}

	w, names := webs(3, 2)
	w.typed("web", balanced("203.0.113.1"), names...)
	w.Picture = w.Fold(cluster.Balanced{Instant: at(3), Change: cluster.Added, Namespace: "default", Name: "web", IP: "203.0.113.1", Nodes: []string{"node-1", "node-2"}})
	path := w.reach("web", "node-2", names[0])
	path.Hops = append([]network.Hop{path.Hops[0], {Kind: network.HopBalancer, Name: "203.0.113.1"}, path.Hops[1]}, path.Hops[3:]...)
	w.send(0, path)
	w.Picture = w.at(400)
	out["loadbalancer"] = w

	w, names = webs(2, 1)
	w.typed("web", balanced(""), names...)
	out["pending"] = w

	w, names = webs(2, 2)
	w.typed("heads", func(o *api.Service) { o.Spec.ClusterIP = api.ClusterIPNone }, names...)
	w.typed("db", func(o *api.Service) {
		o.Spec = api.ServiceSpec{Type: api.ServiceTypeExternalName, ExternalName: "db.example.com"}
	})
	out["names"] = w

	w, names = webs(2, 1)
	w.pod("tool", "node-2", "10.244.1.9", "run=tool")
	w.typed("web", func(o *api.Service) { o.Spec.SessionAffinity = "ClientIP" }, names...)
	w.send(0, network.Path{From: network.Place{Kind: network.InPod, Namespace: "default", Pod: "tool"}, Result: network.Refused, Reason: network.ContainerClosed,
		Hops: []network.Hop{{Kind: network.HopClient, Node: "node-2"}, {Kind: network.HopNode, Node: "node-2"}, {Kind: network.HopServicePort, Node: "node-2", Namespace: "default", Name: "web"},
			{Kind: network.HopDNAT, Node: "node-2", IP: "10.244.0.2", Port: 80}, {Kind: network.HopPod, Node: "node-1", Namespace: "default", Name: names[0]}}})
	w.Picture = w.at(900)
	out["from-a-pod"] = w

	w, _ = webs(1, 0)
	w.typed("outside", func(o *api.Service) { o.Spec.Selector = nil })
	port := int32(5432)
	w.written(cluster.Modified, &api.EndpointSlice{ObjectMeta: api.ObjectMeta{Namespace: "default", Name: "outside-x", Labels: map[string]string{api.LabelServiceName: "outside"}},
		Ports: []api.EndpointPort{{Port: &port}}, Endpoints: []api.Endpoint{{Addresses: []string{"192.168.1.50"}}}})
	out["by-hand"] = w

	out["troubles"] = troubles()
	w, names = webs(3, 100)
	w.typed("web", func(*api.Service) {}, names...)
	w.Picture = w.Fold(cluster.Tallied{Instant: at(5), First: 1, From: network.Place{Kind: network.OnNode, Node: "node-1"}, To: network.Target{IP: "10.96.1.9", Port: 80},
		Answers: []cluster.Tally{{Namespace: "default", Pod: names[0], Result: network.Answered, Count: 60}, {Namespace: "default", Pod: names[1], Result: network.Answered, Count: 40}}})
	out["hundred"] = w
	return out
}

// troubles has a Pod in each state, a node that is not ready, one that is off,
// and one that has not heard yet.
func troubles() *world {
	w, names := webs(3, 1)
	crash := newPod("crash", "node-2", "10.244.1.3", "app=wbe")
	crash.Status.Conditions[0].Status = "False"
	crash.Status.ContainerStatuses = []api.ContainerStatus{{RestartCount: 4, State: api.ContainerState{Waiting: &api.ContainerStateWaiting{Reason: "CrashLoopBackOff"}}}}
	w.written(cluster.Added, crash)
	ending := newPod("ending", "node-2", "10.244.1.4", "app=web")
	now := at(2).Time
	ending.DeletionTimestamp = &now
	w.written(cluster.Added, ending)
	other := newPod("away", "node-3", "10.244.2.4", "app=web")
	other.Namespace = "shop"
	w.written(cluster.Added, other)
	w.typed("web", func(*api.Service) {}, names...)
	slice := w.slice("web", names[0], "ending")
	slice.ResourceVersion = "8"
	w.Picture = w.settleRules()
	w.Picture = w.Fold(cluster.Written{Instant: at(3), Change: cluster.Modified, Resource: "endpointslices", Object: slice})
	sick := &api.Node{ObjectMeta: api.ObjectMeta{Name: "node-3"}}
	w.written(cluster.Modified, sick)
	w.Picture = w.Fold(cluster.Powered{Instant: at(4), Node: "node-3"})
	w.Picture = w.Fold(cluster.Heard{Instant: at(4), Node: "node-1", Resource: "endpointslices", Namespace: "default", Name: "web-x", Version: "8"})
	w.Picture = w.Fold(cluster.Synced{Instant: at(5), Node: "node-1"})
	return w
}

func TestDiagrams(t *testing.T) {
	for name, w := range drawings() {
		for _, page := range []struct {
			name  string
			width float64
			lang  string
		}{{"", 1280, "ko"}, {"-phone", 360, "en"}} {
			m := shown(page.lang, page.width, w)
			m.focus = everyService
			golden(t, "diagram-"+name+page.name, html.Indent(m.diagram()))
			l := w.placed(m.paneWidth())
			checkApart(t, name+page.name, &l)
		}
	}
}

// A narrow window has no room beside a cross for why a request failed: that
// stands below the diagram.
func TestAFailureIsToldWhereThereIsRoom(t *testing.T) {
	w := &world{}
	w.nodes(1)
	w.pod("myapp-pod", "node-1", "10.244.0.2", "app=myapp")
	w.send(0, outsidePod())
	w.Picture = w.at(900)
	for width, want := range map[float64]string{1280: ">응답 없음: 클러스터 안 주소<", 360: ">응답 없음<"} {
		m := shown("ko", width, w)
		if page := html.String(m.diagram()); !strings.Contains(page, want) {
			t.Errorf("at %v px the diagram does not say %s", width, want)
		}
	}
}

// A node's rules are older than the cluster until they have been written anew.
func TestANodeIsBehindUntilItsRulesAreWritten(t *testing.T) {
	w := threeNodes()
	slice := w.slice("web", "web-1")
	slice.ResourceVersion = "12"
	heard := cluster.Heard{Instant: at(3), Node: "node-1", Resource: "endpointslices", Namespace: "default", Name: "web-x", Version: "12"}
	w.Picture = w.settleRules()
	steps := []struct {
		name          string
		event         cluster.Event
		first, second string // what node-1 and node-2 know
	}{
		{"the slice is written, nobody has heard", cluster.Written{Instant: at(2), Change: cluster.Modified, Resource: "endpointslices", Object: slice}, "3 behind", "3 behind"},
		{"node-1 has heard", heard, "3 behind", "3 behind"},
		{"node-1 has written its rules", cluster.Synced{Instant: at(4), Node: "node-1"}, "1", "3 behind"},
		{"node-2 writes rules without the news", cluster.Synced{Instant: at(4), Node: "node-2"}, "1", "3 behind"},
		{"node-2 goes off", cluster.Powered{Instant: at(5), Node: "node-2"}, "1", "1"},
	}
	for _, s := range steps {
		w.Picture = w.Fold(s.event)
		for i, want := range []string{s.first, s.second} {
			n := w.Nodes.slice()[i]
			got := fmt.Sprint(takers(w.knows(*n, "default", "web")))
			if w.behind(n) {
				got += " behind"
			}
			if got != want {
				t.Errorf("%s: %s knows %s, want %s", s.name, n.Name, got, want)
			}
		}
	}
}

// settleRules lets all nodes know everything.
func (w *world) settleRules() Picture {
	w.news = nil
	return w.Picture
}

// Folding many events at once is the same as one by one, and changes no Picture
// that was there before.
func TestFoldAllIsFolding(t *testing.T) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 1))
	for range 50 {
		w, names := webs(3, 6)
		w.service("web", "10.106.1.12", 30008, "app=web", names...)
		before, text := w.Picture, podsText(w.Picture)
		var events []cluster.Event
		one := before
		for i := range 40 {
			var e cluster.Event = cluster.Connected{Instant: at(i), ID: i + 1, Path: w.reach("web", "node-1", names[r.IntN(len(names))])}
			if r.IntN(3) == 0 {
				e = cluster.Written{Instant: at(i), Change: cluster.Modified, Resource: "pods", Object: newPod(fmt.Sprintf("web-%03d", r.IntN(9)), "node-1", "", "app=web")}
			}
			events = append(events, e)
			one = one.Fold(e)
		}
		all := before.FoldAll(events)
		if podsText(all) != podsText(one) || !reflect.DeepEqual(all.Requests, one.Requests) || all.Happened != one.Happened {
			t.Fatalf("seed %d: folding at once made another Picture", seed)
		}
		if now := podsText(before); now != text {
			t.Fatalf("seed %d: the Picture before has changed", seed)
		}
	}
}

func TestACellIsItsPod(t *testing.T) {
	w, names := webs(3, 100)
	w.typed("web", func(*api.Service) {}, names...)
	m := shown("en", 1280, w)
	l := m.staged().l
	g := &l.lanes[1].groups[0]
	for k := range g.pods {
		at := g.cell(k)
		in := html.Input{X: (at.x - g.strip.x + 3) * 2, Y: (at.y - g.strip.y + 3) * 2, Width: g.strip.w * 2}
		want := l.pods[g.pods[k]].Name
		if got := m.cellAt(l, g, in); got != (Select{"pod", "default", want}) {
			t.Errorf("at twice the size, cell %d: got %v, want %s", k, got, want)
		}
		if found, place := l.group("default", want); found.name != g.name || place != k {
			t.Errorf("%s is in cell %d of %s, want %d", want, place, found.name, k)
		}
	}
	if got := m.cellAt(l, g, html.Input{X: g.strip.w - 2, Y: g.strip.h - 2, Width: g.strip.w}); got != nil && len(g.pods)%g.columns != 0 {
		t.Errorf("behind the last cell: got %v, want nothing", got)
	}
	m.selected = Select{"pod", "default", l.pods[g.pods[3]].Name}
	for key, want := range map[string]int{"ArrowRight": 4, "ArrowLeft": 2, "ArrowDown": 3 + g.columns, "Enter": 3} {
		if got := m.cellKey(l, g, key); got != (Select{"pod", "default", l.pods[g.pods[want]].Name}) {
			t.Errorf("%s goes to %v, want cell %d", key, got, want)
		}
	}
	if got := m.cellKey(l, g, "ArrowUp"); got != nil {
		t.Errorf("up from the first row: got %v, want nothing, so that the focus moves on", got)
	}
	if got := m.cellKey(l, g, "Tab"); got != nil {
		t.Errorf("Tab: got %v, want nothing", got)
	}
}

func TestZoomAndPan(t *testing.T) {
	p := play(t, "en", "")
	for _, step := range []struct {
		name  string
		msg   any
		scale float64
		whole bool
	}{
		{"+ makes it larger", zoomKey(html.Input{Key: "+"}), 1.25, false},
		{"- makes it as it was", zoomKey(html.Input{Key: "-"}), 1, false},
		{"0 shows all of it", zoomKey(html.Input{Key: "0"}), 0, true},
		{"the wheel with Ctrl makes it larger", zoomWheel(html.Input{Ctrl: true, Delta: -100, X: 5, Y: 5}), 1.25, false},
		{"it grows to four times only", ZoomBy{99, -1, -1}, 4, false},
		{"and shrinks to a third", ZoomBy{0.001, -1, -1}, 0.3, false},
		{"0 twice is the size as drawn", ZoomWhole{}, 0, true},
		{"again", ZoomWhole{}, 0, false},
	} {
		p.do(step.msg)
		if z := p.m.zoom; z.scale != step.scale || z.whole != step.whole {
			t.Errorf("%s: got %v, whole %v", step.name, z.scale, z.whole)
		}
	}
	if got := zoomWheel(html.Input{Delta: 100}); got != nil {
		t.Errorf("the wheel alone scrolls: got %v, want nothing", got)
	}
	p.effects = nil
	p.do(Grab{100, 100}, Drag{102, 100}, Drag{90, 95})
	if want := (PanEffect{ID: diagramPane, DX: 10, DY: 5}); p.effects[len(p.effects)-1] != Effect(want) && !hasEffect(p.effects, want) {
		t.Errorf("a drag: got %v, want %v", p.effects, want)
	}
	p.do(LetLoose{}, OpenBrowser{"node-1"})
	if p.m.web != nil {
		t.Error("the click that ends a drag opened a browser")
	}
	p.do(Grab{100, 100}, LetLoose{}, OpenBrowser{"node-1"})
	if p.m.web == nil {
		t.Error("a click without a drag opened nothing")
	}
}

func hasEffect(effects []Effect, want Effect) bool {
	for _, e := range effects {
		if e == want {
			return true
		}
	}
	return false
}

// What Update keeps for View is what View would work out afresh, at each moment.
func TestWhatIsKeptForTheViewIsWhatItWouldMake(t *testing.T) {
	p := play(t, "en", "")
	check := func(when string) {
		t.Helper()
		fresh := p.m
		fresh.stage = stage{}
		if a, b := html.Indent(p.m.diagram()), html.Indent(fresh.diagram()); a != b {
			t.Fatalf("%s, at %v: %s", when, p.m.lab.now, firstDifference(a, b))
		}
	}
	for _, line := range []string{
		"kubectl create deployment web --image=nginx --replicas=3; kubectl expose deployment web --port=80 --type=NodePort",
		"kubectl wait --for=condition=Ready pod -l app=web; sleep 1; for i in 1 2 3 4 5 6; do curl -s node-1:$(kubectl get svc web -o jsonpath='{.spec.ports[0].nodePort}'); done",
		"kubectl delete pod -l app=web --wait=false; kubectl delete service web", "kubectl expose deployment web --port=80", "kubectl scale deployment web --replicas=40", "sleep 3"} {
		p.do(Typed{line}, Submit{})
		for n := 0; n < 120 && (n < 25 || p.m.lab.busy); n++ {
			p.wait(0.05)
			check(line)
		}
	}
}
