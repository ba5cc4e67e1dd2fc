package scheduler_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/controller/scheduler"
)

// nodes makes nodes of marks behind their numbers: c for one that is cordoned, t
// for a NoSchedule taint, e for a NoExecute taint, p for a PreferNoSchedule
// taint, a or b for its zone.
func nodes(marks ...string) []*api.Node {
	var out []*api.Node
	for _, mark := range marks {
		n := &api.Node{}
		n.Name, n.Labels = "node-"+mark[:1], map[string]string{}
		for _, r := range mark[1:] {
			switch r {
			case 'c':
				n.Spec.Unschedulable = true
				n.Spec.Taints = append(n.Spec.Taints, api.Taint{Key: api.TaintUnschedulable, Effect: api.NoSchedule})
			case 't', 'e', 'p':
				effect := map[rune]string{'t': api.NoSchedule, 'e': api.NoExecute, 'p': api.PreferNoSchedule}[r]
				n.Spec.Taints = append(n.Spec.Taints, api.Taint{Key: "k", Effect: effect})
			default:
				n.Labels[api.LabelZone] = string(r)
			}
		}
		out = append(out, n)
	}
	return out
}

// pods makes Pods on nodes, each written as the node's number and the owner; t
// behind it is for one that is leaving.
func pods(where ...string) []*api.Pod {
	var out []*api.Pod
	for _, w := range where {
		p := &api.Pod{}
		p.Spec.NodeName = "node-" + w[:1]
		own(p, w[1:2])
		if strings.HasSuffix(w, "t") {
			at := api.Epoch
			p.DeletionTimestamp = &at
		}
		out = append(out, p)
	}
	return out
}

// candidates counts Pods where they are.
func candidates(pod *api.Pod, nodes []*api.Node, pods []*api.Pod) (out []scheduler.Candidate) {
	zones := map[string]int{}
	siblings := func(n *api.Node) (count int) {
		owner := api.ControllerOf(&pod.ObjectMeta)
		for _, p := range pods {
			if ref := api.ControllerOf(&p.ObjectMeta); owner != nil && ref.UID == owner.UID && p.DeletionTimestamp == nil && p.Spec.NodeName == n.Name {
				count++
			}
		}
		return count
	}
	for _, n := range nodes {
		zones[n.Labels[api.LabelZone]] += siblings(n)
	}
	for _, n := range nodes {
		c := scheduler.Candidate{Node: n, Siblings: siblings(n), Zone: zones[n.Labels[api.LabelZone]]}
		for _, p := range pods {
			if p.Spec.NodeName == n.Name {
				c.Pods, c.Namespace = c.Pods+1, c.Namespace+1
			}
		}
		out = append(out, c)
	}
	return out
}

func own(p *api.Pod, owner string) {
	yes := true
	p.OwnerReferences = []api.OwnerReference{{UID: owner, Controller: &yes}}
}

func TestWhichNodeAPodIsPutOn(t *testing.T) {
	all := []api.Toleration{{Operator: "Exists"}}
	for _, tt := range []struct {
		name        string
		nodes       []*api.Node
		pods        []*api.Pod
		tolerations []api.Toleration
		want        string
	}{
		{"the first by name, when nothing speaks against it", nodes("1", "2", "3"), nil, nil, "node-1"},
		{"the one with the fewest Pods of its controller", nodes("1", "2", "3"), pods("1x", "2x"), nil, "node-3"},
		{"Pods of others count less than its own", nodes("1", "2"), pods("1x", "2y", "2y"), nil, "node-2"},
		{"of others the fewest, too", nodes("1", "2"), pods("1y"), nil, "node-2"},
		{"one that is leaving does not count among its own", nodes("1", "2"), pods("1xt", "2x"), nil, "node-1"},
		{"zones are filled evenly before nodes", nodes("1a", "2b", "3a"), pods("1x"), nil, "node-2"},
		{"not one that is cordoned", nodes("1c", "2"), nil, nil, "node-2"},
		{"one that is cordoned for who tolerates it", nodes("1c", "2"), nil, all, "node-1"},
		{"not one with a NoSchedule taint", nodes("1t", "2"), nil, nil, "node-2"},
		{"nor with a NoExecute taint", nodes("1e", "2"), nil, nil, "node-2"},
		{"PreferNoSchedule speaks against it most", nodes("1p", "2"), pods("2x", "2x"), nil, "node-2"},
		{"and yet it is better than nothing", nodes("1p"), nil, nil, "node-1"},
		{"nothing fits", nodes("1c", "2t"), nil, nil, ""},
	} {
		pod := &api.Pod{}
		own(pod, "x")
		pod.Spec.Tolerations = tt.tolerations
		got := ""
		if n := scheduler.Choose(pod, scheduler.Feasible(pod, candidates(pod, tt.nodes, tt.pods))); n != nil {
			got = n.Name
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestAPreferredNodeIsTakenThoughItIsCrowded(t *testing.T) {
	pod := &api.Pod{}
	pod.Spec.Affinity = &api.Affinity{NodeAffinity: &api.NodeAffinity{PreferredDuringSchedulingIgnoredDuringExecution: []api.PreferredSchedulingTerm{
		{Weight: 10, Preference: api.NodeSelectorTerm{MatchExpressions: []api.NodeSelectorRequirement{{Key: api.LabelZone, Operator: api.OpIn, Values: []string{"b"}}}}}}}}
	if n := scheduler.Choose(pod, candidates(pod, nodes("1a", "2b"), pods("2y", "2y"))); n.Name != "node-2" {
		t.Errorf("got %s", n.Name)
	}
}

func TestWhyAPodFitsNowhere(t *testing.T) {
	named := &api.Affinity{NodeAffinity: &api.NodeAffinity{RequiredDuringSchedulingIgnoredDuringExecution: &api.NodeSelector{
		NodeSelectorTerms: []api.NodeSelectorTerm{{MatchFields: []api.NodeSelectorRequirement{{Key: api.FieldNodeName, Operator: api.OpIn, Values: []string{"node-1"}}}}}}}}
	after := func(n int) string {
		return fmt.Sprintf(" preemption: 0/%d nodes are available: %d Preemption is not helpful for scheduling.", n, n)
	}
	for _, tt := range []struct {
		name  string
		spec  api.PodSpec
		nodes []*api.Node
		want  string
		pods  []*api.Pod
	}{
		{"cordoned, tainted and not selected", api.PodSpec{NodeSelector: map[string]string{"a": "b"}}, nodes("1c", "2t", "3"),
			"0/3 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable." + after(3), nil},
		{"a DaemonSet's Pod whose node is tainted", api.PodSpec{Affinity: named}, nodes("1t", "2", "3"),
			"0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't satisfy plugin(s) [NodeAffinity]." + after(3), nil},
		{"there is no node", api.PodSpec{}, nil, "no nodes available to schedule pods", nil},
		{"one is full, one is cordoned", api.PodSpec{}, nodes("1", "2c"), "0/2 nodes are available: 1 Too many pods, 1 node(s) were unschedulable. preemption: " +
			"0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.",
			pods(slices.Repeat([]string{"1x"}, scheduler.MostPods)...)},
	} {
		if got := scheduler.FitError(&api.Pod{Spec: tt.spec}, candidates(&api.Pod{Spec: tt.spec}, tt.nodes, tt.pods)); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// The figures are those of numFeasibleNodesToFind in upstream's own test.
func TestHowManyNodesAreEnough(t *testing.T) {
	for nodes, want := range map[int]int{10: 10, 99: 99, 100: 100, 1000: 420, 5000: 500, 6000: 300} {
		if got := scheduler.Enough(nodes); got != want {
			t.Errorf("of %d nodes %d are enough, want %d", nodes, got, want)
		}
	}
}
