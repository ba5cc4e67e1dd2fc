package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/browser/patch"
	"svclab/wasm/cluster"
	"svclab/wasm/html"
)

// vastWorld is a cluster in which each of the Services leads to as many Pods, dealt
// to the nodes in turn.
func vastWorld(nodes, services, each int) *world {
	w := &world{}
	var events []cluster.Event
	add := func(o api.Object, resource string) {
		o.Meta().ResourceVersion = "1"
		events = append(events, cluster.Written{Instant: at(1), Change: cluster.Added, Resource: resource, Object: o})
	}
	port := int32(80)
	yes := true
	for s := range services {
		namespace, name := fmt.Sprintf("team-%02d", s%20), fmt.Sprintf("app-%d", s)
		svc := &api.Service{ObjectMeta: api.ObjectMeta{Namespace: namespace, Name: name}}
		svc.Spec = api.ServiceSpec{Type: api.ServiceTypeNodePort, ClusterIP: fmt.Sprintf("10.96.%d.%d", s/250, s%250+1), Selector: map[string]string{"app": name},
			Ports: []api.ServicePort{{Port: 80, TargetPort: api.FromInt(80), NodePort: int32(30000 + s)}}}
		slice := &api.EndpointSlice{ObjectMeta: api.ObjectMeta{Namespace: namespace, Name: name + "-x", Labels: map[string]string{api.LabelServiceName: name}}, Ports: []api.EndpointPort{{Port: &port}}}
		for k := range each {
			n := (s*each + k*7) % nodes
			pod := newPod(fmt.Sprintf("%s-%05d", name, k), fmt.Sprintf("node-%d", n+1), fmt.Sprintf("10.%d.%d.%d", 128+n/250, n%250, s*each/nodes+k+1), "app="+name)
			pod.Namespace = namespace
			add(pod, "pods")
			slice.Endpoints = append(slice.Endpoints, api.Endpoint{Addresses: []string{pod.Status.PodIP}, Conditions: api.EndpointConditions{Ready: &yes}, TargetRef: &api.ObjectReference{Kind: "Pod", Name: pod.Name}})
		}
		add(svc, "services")
		add(slice, "endpointslices")
	}
	for i := range nodes {
		o := &api.Node{ObjectMeta: api.ObjectMeta{Name: fmt.Sprintf("node-%d", i+1), Labels: map[string]string{api.LabelZone: "zone-" + string(rune('a'+i%3))}}}
		o.Status.Addresses = []api.NodeAddress{{Type: "InternalIP", Address: fmt.Sprintf("172.16.%d.%d", i/250, i%250+1)}}
		o.Status.Conditions = []api.NodeCondition{{Type: "Ready", Status: "True"}}
		add(o, "nodes")
	}
	w.Picture = w.FoldAll(events) // the nodes join last, and know all of it
	return w
}

func count(n html.Node) int {
	n = n.Open()
	all := 1
	for _, c := range n.Children {
		all += count(c)
	}
	return all
}

func BenchmarkVast(b *testing.B) {
	w := vastWorld(5000, 10_000, 15)
	m := shown("en", 1280, w)
	m.turn = new(int)
	m.stage = m.staged()
	b.Logf("%d nodes in the page", count(View(m)))
	t := patch.New()
	t.Patch(View(m))
	b.Run("fold", func(b *testing.B) {
		for b.Loop() {
			vastWorld(5000, 10_000, 15)
		}
	})
	b.Run("frame", func(b *testing.B) {
		for b.Loop() {
			t.Patch(View(m))
		}
	})
	b.Run("turn", func(b *testing.B) {
		for b.Loop() {
			m.turn = new(int)
			t.Patch(View(m))
		}
	})
	b.Run("pod", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			pod := newPod("app-7-00003", "node-1", "10.1.2.3", "app=app-7")
			pod.Namespace = "team-07"
			m.picture = m.picture.FoldAll([]cluster.Event{cluster.Written{Instant: at(2), Change: cluster.Modified, Resource: "pods", Object: pod}})
			m.stage = m.staged()
			t.Patch(View(m))
		}
	})
}

// Objects that were there before the lesson began are taken in together, and make
// the lists that they make one by one.
func TestALoadIsTakenInAsOneByOne(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 30, Seed: 3, Load: cluster.Load{Services: 60, Pods: 900}})
	boot := c.Boot()
	end := 0
	for i := range boot {
		end = max(end, loadEnd(boot[i:]))
	}
	if end < leastLoad {
		t.Fatalf("%d objects stand in a row, want %d at least", end, leastLoad)
	}
	all, one := Picture{}.FoldAll(boot), Picture{}
	for _, e := range boot {
		one = one.Fold(e)
	}
	for name, d := range map[string]string{"nodes": differs(all.Nodes, one.Nodes), "Pods": differs(all.Pods, one.Pods), "Services": differs(all.Services, one.Services),
		"slices": differs(all.Slices, one.Slices), "places": differs(all.placed, one.placed), "objects": differs(all.shelves, one.shelves), "system": differs(all.System.Pods, one.System.Pods)} {
		if d != "" {
			t.Errorf("the %s are others: %s", name, d)
		}
	}
}

// A vast cluster takes no more of the page than one that is hardly so, and the map
// has every node once.
func TestAVastClusterTakesNoMoreRoom(t *testing.T) {
	for _, width := range []float64{390, 1280} {
		var rooms []int
		for _, nodes := range []int{60, 2000} {
			w := vastWorld(nodes, 100, nodes/20)
			m := shown("en", width, w)
			m.show(TabObjects)
			m.lookAtObject()
			m.selected = Select{"node", "", "node-17"}
			m.stage = m.staged()
			view := View(m)
			rooms = append(rooms, count(view))
			a := m.stage.atlas
			seen := map[string]bool{}
			for k, n := range a.nodes {
				at := a.grid.cell(k)
				if seen[n.Name] = true; a.grid.at(at.x+1, at.y+1) != k {
					t.Fatalf("width %v: %s is not where it is drawn", width, n.Name)
				}
			}
			if len(seen) != nodes {
				t.Errorf("width %v: %d nodes are on the map, want %d", width, len(seen), nodes)
			}
			if _, ok := m.stage.l.lane("node-17"); !ok || m.stage.l.lanes[len(m.stage.l.lanes)-1].node.Name != restNode {
				t.Errorf("width %v: the node that is looked at has no lane, or the others have none", width)
			}
		}
		if rooms[1] > rooms[0]*2 || rooms[1] > 4000 {
			t.Errorf("width %v: %d elements for 60 nodes, %d for 2,000", width, rooms[0], rooms[1])
		}
	}
}

// The arrows come to every node of the map, and to none outside.
func TestTheArrowsWalkOverTheMap(t *testing.T) {
	w := vastWorld(61, 20, 3)
	m := shown("en", 390, w)
	m.stage = m.staged()
	a := m.stage.atlas
	for k := range a.nodes {
		for key, back := range map[string]string{"ArrowRight": "ArrowLeft", "ArrowLeft": "ArrowRight"} {
			if to := a.grid.step(k, key); to >= 0 && to < len(a.nodes) && a.grid.step(to, back) != k {
				t.Errorf("%s from %d leads to %d, from where %s does not lead back", key, k, to, back)
			}
		}
		for _, key := range []string{"ArrowUp", "ArrowDown"} {
			if to := a.grid.step(k, key); to >= len(a.nodes) || to == k {
				t.Errorf("%s from %d leads to %d of %d", key, k, to, len(a.nodes))
			}
		}
	}
	if first, last := a.grid.step(5, "Home"), a.grid.step(5, "End"); first != 0 || last != len(a.nodes)-1 {
		t.Errorf("Home and End lead to %d and %d", first, last)
	}
}

// Of a long list only the rows in sight are in the page, wherever it is scrolled
// to; keys come to its ends, and a filter and a namespace leave what they should.
func TestALongListHasTheRowsInSight(t *testing.T) {
	w := vastWorld(60, 400, 5)
	m := shown("en", 1280, w)
	m.show(TabObjects)
	rows := func() (names []string) {
		m.lookAtObject()
		var walk func(n html.Node)
		walk = func(n html.Node) {
			n = n.Open()
			for _, a := range n.Attrs {
				if name, ok := strings.CutPrefix(a.Value, "object-pods/"); ok && a.Name == "id" {
					names = append(names, name)
				}
			}
			for _, c := range n.Children {
				walk(c)
			}
		}
		walk(m.objectList())
		return names
	}
	m.objects.shut = map[string]bool{"services": true, "endpointslices": true}
	m.objects.sight = 300
	all := m.picture.Pods.slice()
	for _, k := range []int{0, 700, 1990} {
		m, _ = Update(m, ScrollObjects{Top: 3*groupHead + float64(k)*rowHigh, Height: 300})
		got := rows()
		want := all[k].Namespace + "/" + all[k].Name
		if !slices.Contains(got, want) || len(got) > 40 {
			t.Errorf("scrolled to the %dth Pod, %d rows are there, from %s; want %s among them", k, len(got), got[0], want)
		}
	}
	m.stepWindow(1 << 30)
	if at := m.objects.at.Name; at != "node-9" {
		t.Errorf("End leads to %s, want node-9, the last by name", at)
	}
	m.stepWindow(-1 << 30)
	if at, first := m.objects.at.Name, all[0].Name; at != first {
		t.Errorf("Home leads to %s, want %s", at, first)
	}
	m.objects.filter = "app-33"
	if got := rows(); len(got) == 0 || !strings.Contains(got[0], "app-33") {
		t.Errorf("found are %v", got)
	}
	m.objects.filter, m.objects.namespace = "", "team-07"
	m.objects.top = 3 * groupHead
	if got := rows(); len(got) == 0 || !strings.HasPrefix(got[0], "team-07/") {
		t.Errorf("in team-07 are %v", got)
	}
}
