package nodelifecycle_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/controller/nodelifecycle"
)

// world is a cluster without anything but nodes, their leases and Pods. Its log
// has a line for each write and each Event.
type world struct {
	t       *testing.T
	nodes   []*api.Node
	down    map[string]bool
	renewed map[string]api.Time // the last lease of those that are down
	pods    []*api.Pod
	state   nodelifecycle.State
	now     api.Time
	again   bool     // what the last look asked for
	written []string // nodes whose taints NoSchedule are yet to follow
	log     []string
}

// ready makes a node that has been well since the Epoch.
func ready(name, zone string) *api.Node {
	n := &api.Node{}
	n.Name, n.CreationTimestamp = name, api.Epoch
	n.Labels = map[string]string{api.LabelZone: zone}
	n.Status.Conditions = []api.NodeCondition{
		{Type: "MemoryPressure", Status: "False", Reason: "KubeletHasSufficientMemory"}, {Type: "DiskPressure", Status: "False"},
		{Type: "PIDPressure", Status: "False"}, {Type: "Ready", Status: "True", Reason: "KubeletReady"}}
	return n
}

// zones makes as many nodes as each zone is to have: a-1, a-2, …, b-1, ….
func zones(sizes ...int) (nodes []*api.Node) {
	for z, size := range sizes {
		zone := string(rune('a' + z))
		for i := range size {
			nodes = append(nodes, ready(fmt.Sprintf("%s-%d", zone, i+1), "zone-"+zone))
		}
	}
	return nodes
}

func start(t *testing.T, nodes ...*api.Node) *world {
	return &world{t: t, nodes: nodes, down: map[string]bool{}, renewed: map[string]api.Time{}, state: nodelifecycle.NewState(nodes), now: api.Epoch}
}

func (w *world) say(format string, args ...any) {
	w.log = append(w.log, fmt.Sprintf("%.1f  ", float64(w.now.Sub(api.Epoch))/float64(api.Second))+fmt.Sprintf(format, args...))
}

func (w *world) node(name string) *api.Node {
	if at := slices.IndexFunc(w.nodes, func(n *api.Node) bool { return n.Name == name }); at >= 0 {
		return w.nodes[at]
	}
	return nil
}

// stop switches nodes off: their leases are renewed no more.
func (w *world) stop(names ...string) {
	for _, name := range names {
		w.down[name], w.renewed[name] = true, w.now
	}
}

// recover switches nodes on: their kubelets report that they are well.
func (w *world) recover(names ...string) {
	for _, name := range names {
		delete(w.down, name)
		n := w.node(name).DeepCopy().(*api.Node)
		for i := range n.Status.Conditions {
			n.Status.Conditions[i].Status = "False"
			if n.Status.Conditions[i].Type == "Ready" {
				n.Status.Conditions[i].Status = "True"
			}
		}
		w.write(n)
	}
}

// write puts a node in its place.
func (w *world) write(n *api.Node) {
	at := slices.IndexFunc(w.nodes, func(o *api.Node) bool { return o.Name == n.Name })
	w.nodes = slices.Clone(w.nodes)
	w.nodes[at], w.written = n, append(w.written, n.Name)
	w.say("%s", state(n))
}

// settle writes the taints NoSchedule that follow from what was written.
func (w *world) settle() {
	for len(w.written) > 0 {
		name := w.written[0]
		w.written = w.written[1:]
		for _, next := range nodelifecycle.NoScheduleTaints(w.node(name), w.now) {
			w.write(next)
		}
	}
}

// state is a node in a line: the condition Ready, what else is not as it should
// be, and the taints with the second at which each was set.
func state(n *api.Node) string {
	var conditions, taints []string
	for _, c := range n.Status.Conditions {
		if c.Type == "Ready" || c.Status != "False" {
			conditions = append(conditions, c.Type+"="+c.Status)
		}
	}
	for _, t := range n.Spec.Taints {
		text := strings.TrimPrefix(t.Key, "node.kubernetes.io/") + ":" + t.Effect
		if t.TimeAdded != nil {
			text += fmt.Sprintf("@%g", float64(t.TimeAdded.Sub(api.Epoch))/float64(api.Second))
		}
		taints = append(taints, text)
	}
	all := strings.Replace(strings.Join(conditions, " "), "MemoryPressure=Unknown DiskPressure=Unknown PIDPressure=Unknown Ready=Unknown", "all=Unknown", 1)
	return n.Name + " " + all + " [" + strings.Join(taints, " ") + "]"
}

func (w *world) carryOut(steps []nodelifecycle.Step) {
	for _, s := range steps {
		if s.Node != nil {
			w.write(s.Node)
		}
		if s.Pod != nil {
			at := slices.IndexFunc(w.pods, func(p *api.Pod) bool { return p.Name == s.Pod.Name })
			w.pods = slices.Clone(w.pods)
			w.pods[at] = s.Pod
			c := s.Pod.Status.Conditions[len(s.Pod.Status.Conditions)-1]
			w.say("%s %s=%s since %v", s.Pod.Name, c.Type, c.Status, c.LastTransitionTime.Sub(api.Epoch)/api.Duration(api.Second))
		}
		if s.Event != "" {
			about := "pod"
			if s.About != nil {
				about = s.About.Name
			}
			w.say("%s %s: %s", about, s.Event, s.Message)
		}
	}
	w.settle()
}

// until runs the controller up to a second: a look every 5 s, an eviction when
// one is due.
func (w *world) until(second int) *world {
	for end := api.Epoch.Add(api.Duration(second) * api.Second); w.now < end; {
		w.settle()
		w.now = w.now.Add(nodelifecycle.EvictPeriod)
		if w.now.Sub(api.Epoch)%nodelifecycle.MonitorPeriod == 0 {
			w.look()
		}
		if at, ok := w.state.NextEviction(); ok && at <= w.now {
			var steps []nodelifecycle.Step
			steps, w.state = w.state.Clone().Evict(w.node, w.now)
			w.carryOut(steps)
		}
	}
	return w
}

func (w *world) look() {
	given := w.nodes
	written := func() string {
		if len(given) > 6 {
			return "" // a few are enough to see it
		}
		b, err := json.Marshal([]any{given, w.pods})
		if err != nil {
			w.t.Fatal(err)
		}
		return string(b)
	}
	before := written()
	steps, next, again := w.state.Clone().Monitor(nodelifecycle.Known{Nodes: slices.Clone(w.nodes), Now: w.now,
		Renewed: func(name string) (api.Time, bool) {
			if w.down[name] {
				return w.renewed[name], false
			}
			return w.now, true
		},
		Pods: func(node string) []*api.Pod {
			return slices.DeleteFunc(slices.Clone(w.pods), func(p *api.Pod) bool { return p.Spec.NodeName != node })
		}})
	if after := written(); after != before {
		w.t.Errorf("a node or Pod that was given is changed: %s, was %s", after, before)
	}
	w.state, w.again = next, again
	w.carryOut(steps)
}

// expect compares what has been logged since the last time.
func (w *world) expect(want string) {
	w.t.Helper()
	got := strings.Join(w.log, "\n\t\t")
	if strings.TrimSpace(got) != strings.TrimSpace(want) {
		w.t.Errorf("got\n\t\t%s\nwant%s", got, want)
	}
	w.log = nil
}

// evicted returns when each node was tainted NoExecute, in order.
func (w *world) evicted() string {
	var out []string
	for _, line := range w.log {
		at, what, _ := strings.Cut(strings.TrimSpace(line), "  ")
		name, _, _ := strings.Cut(what, " ")
		if strings.HasSuffix(line, "NoExecute@"+strings.TrimSuffix(at, ".0")+"]") {
			out = append(out, at+" "+name)
		}
	}
	w.log = nil
	return strings.ReplaceAll(strings.Join(out, ", "), ".0", "")
}

func pod(name, node string, ready string) *api.Pod {
	p := &api.Pod{}
	p.Name, p.Spec.NodeName = name, node
	p.Status.Conditions = []api.PodCondition{{Type: "PodScheduled", Status: "True"}, {Type: api.PodReady, Status: ready}}
	return p
}

func TestANodeThatFallsSilentAndComesBack(t *testing.T) {
	w := start(t, zones(3)...)
	w.pods = []*api.Pod{pod("on-it", "a-2", "True"), pod("unready", "a-2", "False"), pod("elsewhere", "a-1", "True")}
	w.until(10)
	if w.again {
		t.Error("a look finds nothing to wait for and asks for the next")
	}
	w.stop("a-2")
	w.until(55).expect("")
	if !w.again {
		t.Error("a look finds an old lease and does not ask for the next")
	}
	w.until(120).expect(`
		60.0  a-2 all=Unknown []
		60.0  a-2 NodeNotReady: Node a-2 status is now: NodeNotReady
		60.0  on-it Ready=False since 60
		60.0  pod NodeNotReady: Node is not ready
		60.0  a-2 all=Unknown [unreachable:NoSchedule@60]
		60.0  a-2 all=Unknown [unreachable:NoSchedule@60 unreachable:NoExecute@60]`)
	if w.again {
		t.Error("all is said, and it asks for the next look")
	}
	for _, c := range w.node("a-2").Status.Conditions {
		if c.Reason != "NodeStatusUnknown" || c.Message != "Kubelet stopped posting node status." || c.LastTransitionTime.Sub(api.Epoch) != 60*api.Second {
			t.Errorf("the condition %s says %+v", c.Type, c)
		}
	}
	w.recover("a-2")
	w.until(300).expect(`
		120.0  a-2 Ready=True [unreachable:NoSchedule@60 unreachable:NoExecute@60]
		120.0  a-2 Ready=True [unreachable:NoExecute@60]
		125.0  a-2 Ready=True []`)
}

// The kubelet is there and says that it is not ready; then it falls silent.
func TestANodeThatSaysThatItIsNotReady(t *testing.T) {
	w := start(t, zones(3)...)
	n := w.node("a-3").DeepCopy().(*api.Node)
	n.Status.Conditions[0].Status, n.Status.Conditions[3].Status = "True", "False"
	w.until(2).write(n)
	w.until(7).stop("a-3")
	w.until(60)
	w.recover("a-3")
	w.until(70).expect(`
		2.0  a-3 MemoryPressure=True Ready=False []
		2.0  a-3 MemoryPressure=True Ready=False [not-ready:NoSchedule@2 memory-pressure:NoSchedule@2]
		5.0  a-3 MemoryPressure=True Ready=False [not-ready:NoSchedule@2 memory-pressure:NoSchedule@2 not-ready:NoExecute@5]
		60.0  a-3 all=Unknown [not-ready:NoSchedule@2 memory-pressure:NoSchedule@2 not-ready:NoExecute@5]
		60.0  a-3 all=Unknown [not-ready:NoSchedule@2 memory-pressure:NoSchedule@2 not-ready:NoExecute@5 unreachable:NoExecute@60]
		60.0  a-3 all=Unknown [not-ready:NoSchedule@2 memory-pressure:NoSchedule@2 unreachable:NoExecute@60]
		60.0  a-3 all=Unknown [not-ready:NoSchedule@2 memory-pressure:NoSchedule@2 unreachable:NoExecute@60 unreachable:NoSchedule@60]
		60.0  a-3 all=Unknown [unreachable:NoExecute@60 unreachable:NoSchedule@60]
		60.0  a-3 Ready=True [unreachable:NoExecute@60 unreachable:NoSchedule@60]
		60.0  a-3 Ready=True [unreachable:NoExecute@60]
		65.0  a-3 Ready=True []`)
}

func TestNodesThatCome(t *testing.T) {
	w := start(t, zones(2)...)
	fresh, early := ready("new", "zone-b"), &api.Node{}
	fresh.Spec.Taints = []api.Taint{{Key: api.TaintUnreachable, Effect: api.NoExecute}, {Key: api.TaintNotReady, Effect: api.NoExecute}, {Key: "mine", Effect: api.NoExecute}}
	early.Name, early.CreationTimestamp = "early", api.Epoch.Add(12*api.Second)
	w.until(12)
	w.nodes = append(slices.Clone(w.nodes), fresh, early)
	w.stop("early")
	w.renewed["early"] = 0 // it never renewed any
	w.until(100)
	for _, c := range w.node("early").Status.Conditions {
		if c.Reason != "NodeStatusNeverUpdated" || c.Message != "Kubelet never posted node status." ||
			c.LastHeartbeatTime != w.node("early").CreationTimestamp || c.LastTransitionTime.Sub(api.Epoch) != 75*api.Second {
			t.Errorf("the condition %s says %+v", c.Type, c)
		}
	}
	w.nodes = w.nodes[1:3]
	w.until(110).expect(`
		15.0  new RegisteredNode: Node new event: Registered Node new in Controller
		15.0  new Ready=True [not-ready:NoExecute mine:NoExecute]
		15.0  new Ready=True [mine:NoExecute]
		15.0  early RegisteredNode: Node early event: Registered Node early in Controller
		75.0  early Ready=Unknown MemoryPressure=Unknown DiskPressure=Unknown PIDPressure=Unknown []
		75.0  early Ready=Unknown MemoryPressure=Unknown DiskPressure=Unknown PIDPressure=Unknown [unreachable:NoSchedule@75]
		75.0  early Ready=Unknown MemoryPressure=Unknown DiskPressure=Unknown PIDPressure=Unknown [unreachable:NoSchedule@75 unreachable:NoExecute@75]
		105.0  a-1 RemovingNode: Node a-1 event: Removing Node a-1 from Controller
		105.0  early RemovingNode: Node early event: Removing Node early from Controller`)
}

func TestEvictionsTakeTurns(t *testing.T) {
	many := func(n int) string {
		var names []string
		for i := range n {
			names = append(names, fmt.Sprintf("a-%d", i+1))
		}
		return strings.Join(names, " ")
	}
	for _, row := range []struct {
		name  string
		sizes []int
		stop  string
		until int
		want  string
	}{
		{"one node of a zone every 10 s, each zone by itself", []int{5, 5}, "a-1 a-2 b-3 b-4", 150, "60 a-1, 60 b-3, 70 a-2, 70 b-4"},
		{"a zone that is wholly gone is emptied as fast", []int{3, 3}, "b-1 b-2 b-3", 150, "60 b-1, 70 b-2, 80 b-3"},
		{"one with more than 55 % gone, and more than two, is not", []int{5, 3}, many(3), 150, ""},
		{"two of three are too few to say so", []int{3, 3}, "a-1 a-2", 150, "60 a-1, 70 a-2"},
		{"54.5 % are not enough", []int{11, 3}, many(6), 120, "60 a-1, 70 a-2, 80 a-3, 90 a-4, 100 a-5, 110 a-6"},
		{"55 % are", []int{20, 3}, many(11), 150, ""},
		{"a zone of 50 nodes is small", []int{50, 3}, many(30), 300, ""},
		{"a larger one goes on, ten times slower", []int{51, 3}, many(30), 300, "60 a-1, 160 a-2, 260 a-3"},
		{"none when no zone has a node left", []int{3, 1}, many(3) + " b-1", 250, ""},
	} {
		w := start(t, zones(row.sizes...)...)
		w.until(10).stop(strings.Fields(row.stop)...)
		if got := w.until(row.until).evicted(); got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}

// Three of five are silent, and none is evicted; when one is back, two of five are
// too few for that, and those that waited are.
func TestAZoneThatIsHalfGoneIsEmptiedWhenItRecovers(t *testing.T) {
	w := start(t, zones(5, 1)...)
	w.until(10).stop("a-1", "a-2", "a-3")
	if got := w.until(200).evicted(); got != "" {
		t.Errorf("evicted %s", got)
	}
	w.recover("a-2")
	if got := w.until(300).evicted(); got != "215 a-1, 225 a-3" {
		t.Errorf("evicted %s", got)
	}
}

// When nothing is heard of any node, it is the control plane that is cut off: what
// was tainted is freed. When one node is heard of again, the others get their whole
// grace once more.
func TestWhenAllNodesAreSilentNothingIsEvicted(t *testing.T) {
	w := start(t, zones(2, 2)...)
	w.until(10).stop("a-1")
	w.until(100).stop("a-2", "b-1", "b-2")
	w.until(300)
	w.recover("b-2")
	w.until(420).expect(`
		60.0  a-1 all=Unknown []
		60.0  a-1 NodeNotReady: Node a-1 status is now: NodeNotReady
		60.0  a-1 all=Unknown [unreachable:NoSchedule@60]
		60.0  a-1 all=Unknown [unreachable:NoSchedule@60 unreachable:NoExecute@60]
		150.0  a-2 all=Unknown []
		150.0  a-2 NodeNotReady: Node a-2 status is now: NodeNotReady
		150.0  b-1 all=Unknown []
		150.0  b-1 NodeNotReady: Node b-1 status is now: NodeNotReady
		150.0  b-2 all=Unknown []
		150.0  b-2 NodeNotReady: Node b-2 status is now: NodeNotReady
		150.0  a-1 all=Unknown [unreachable:NoSchedule@60]
		150.0  a-2 all=Unknown [unreachable:NoSchedule@150]
		150.0  b-1 all=Unknown [unreachable:NoSchedule@150]
		150.0  b-2 all=Unknown [unreachable:NoSchedule@150]
		300.0  b-2 Ready=True [unreachable:NoSchedule@150]
		300.0  b-2 Ready=True []
		315.0  a-1 all=Unknown [unreachable:NoSchedule@60 unreachable:NoExecute@315]
		315.0  b-1 all=Unknown [unreachable:NoSchedule@150 unreachable:NoExecute@315]
		325.0  a-2 all=Unknown [unreachable:NoSchedule@150 unreachable:NoExecute@325]`)
}

func TestExcludedNodesDoNotCountForTheirZone(t *testing.T) {
	nodes := zones(4, 2)
	for _, n := range append(slices.Clone(nodes[:2]), nodes[4:]...) {
		n.Labels["node.kubernetes.io/exclude-disruption"] = ""
	}
	w := start(t, nodes...)
	w.until(10).stop("a-1", "a-2", "a-3", "b-2") // of those that count, one of two
	if got := w.until(150).evicted(); got != "60 a-1, 60 b-2, 70 a-2, 80 a-3" {
		t.Errorf("evicted %s", got)
	}
}

// Zones of two regions are two zones, whatever their names.
func TestZonesOfTwoRegionsAreApart(t *testing.T) {
	nodes := zones(4)
	nodes[2].Labels["topology.kubernetes.io/region"] = "north"
	nodes[3].Labels["topology.kubernetes.io/region"] = "north"
	w := start(t, nodes...)
	w.until(10).stop("a-1", "a-3")
	if got := w.until(150).evicted(); got != "60 a-1, 60 a-3" {
		t.Errorf("evicted %s", got)
	}
}

// A node that is deleted, or well again, when its turn comes takes no turn's effect.
func TestWhoIsWellOrGoneIsPassedOver(t *testing.T) {
	w := start(t, zones(6, 1)...)
	w.until(10).stop("a-1", "a-2", "a-3")
	w.until(60)
	w.recover("a-2")
	w.until(62)
	w.nodes = slices.DeleteFunc(slices.Clone(w.nodes), func(n *api.Node) bool { return n.Name == "a-3" })
	w.until(64).stop("a-4")
	if got := w.until(200).evicted(); got != "60 a-1, 115 a-4" {
		t.Errorf("evicted %s", got)
	}
	if at, ok := w.state.NextEviction(); ok {
		t.Errorf("none waits, but the next turn is at %v", at)
	}
}

func TestTheNextEvictionIsThatOfTheFirstZone(t *testing.T) {
	w := start(t, zones(3, 3)...)
	w.until(10).stop("a-1", "a-2")
	w.until(13).stop("b-1", "b-2")
	w.until(66)
	if at, ok := w.state.NextEviction(); !ok || at.Sub(api.Epoch) != 70*api.Second {
		t.Errorf("got %v, %v, want 70 s", at.Sub(api.Epoch), ok)
	}
}

func TestAStateIsNotChangedThroughItsClone(t *testing.T) {
	w := start(t, zones(3, 3)...)
	w.until(10).stop("a-1", "a-2")
	for w.now < api.Epoch.Add(60*api.Second) {
		w.now = w.now.Add(5 * api.Second)
		w.look()
	}
	before := w.state
	for range 2 {
		steps, _ := before.Clone().Evict(w.node, w.now)
		if len(steps) != 1 || steps[0].Node.Name != "a-1" {
			t.Errorf("got %v, want a-1 tainted both times", steps)
		}
	}
	k := nodelifecycle.Known{Now: w.now, Renewed: func(string) (api.Time, bool) { return w.now, true }}
	for range 2 {
		if steps, _, _ := before.Clone().Monitor(k); len(steps) != 6 {
			t.Errorf("got %v, want six nodes removed both times", steps)
		}
	}
}

func TestTaintsNoScheduleAreThoseOfTheConditions(t *testing.T) {
	for _, row := range []struct {
		name, conditions, taints string
		cordoned                 bool
		want                     string // each write
	}{
		{"a node that is well has none", "Ready=True", "", false, ""},
		{"not ready", "Ready=False", "", false, "[not-ready]"},
		{"not heard of", "Ready=Unknown", "", false, "[unreachable]"},
		{"each pressure", "MemoryPressure=True DiskPressure=True PIDPressure=True NetworkUnavailable=True", "", false,
			"[memory-pressure disk-pressure network-unavailable pid-pressure]"},
		{"a pressure that nobody knows is none", "Ready=True MemoryPressure=Unknown", "", false, ""},
		{"cordoned", "Ready=True", "", true, "[unschedulable]"},
		{"and not any more", "Ready=True", "unschedulable", false, "[]"},
		{"what is there stays", "Ready=False", "not-ready", true, "[not-ready unschedulable]"},
		{"first what is new, then without what is over", "Ready=Unknown", "disk-pressure not-ready mine", false, "[disk-pressure not-ready mine unreachable] [mine unreachable]"},
	} {
		n := &api.Node{}
		for _, c := range strings.Fields(row.conditions) {
			kind, status, _ := strings.Cut(c, "=")
			n.Status.Conditions = append(n.Status.Conditions, api.NodeCondition{Type: kind, Status: status})
		}
		for _, key := range strings.Fields(row.taints) {
			n.Spec.Taints = append(n.Spec.Taints, api.Taint{Key: "node.kubernetes.io/" + key, Effect: api.NoSchedule})
		}
		n.Spec.Unschedulable = row.cordoned
		given := len(n.Spec.Taints)
		var got []string
		for _, w := range nodelifecycle.NoScheduleTaints(n, 7) {
			var keys []string
			for _, taint := range w.Spec.Taints {
				keys = append(keys, strings.TrimPrefix(taint.Key, "node.kubernetes.io/"))
				if taint.Effect != api.NoSchedule {
					t.Errorf("%s: the taint %s has the effect %s", row.name, taint.Key, taint.Effect)
				}
			}
			got = append(got, "["+strings.Join(keys, " ")+"]")
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
		if len(n.Spec.Taints) != given {
			t.Errorf("%s: the node that was given is changed", row.name)
		}
	}
}
