package replicaset_test

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/controller/replicaset"
)

const now = api.Epoch

func set(replicas int32) *api.ReplicaSet {
	labels := map[string]string{"app": "web"}
	rs := &api.ReplicaSet{TypeMeta: api.TypeMeta{Kind: "ReplicaSet", APIVersion: "apps/v1"}}
	rs.Name, rs.Namespace, rs.UID, rs.Generation = "web", "default", "set", 1
	rs.Spec.Replicas, rs.Spec.Selector = &replicas, &api.LabelSelector{MatchLabels: labels}
	rs.Spec.Template.Labels = labels
	return rs
}

// pods makes Pods of marks behind their names: o for an orphan, s for one of
// another set, x for other labels, t for one on its way out, f for one that
// failed, u for one that is not ready, p for one that is Pending, n for one on
// no node; a number is for how many minutes it is ready.
func pods(marks ...string) []*api.Pod {
	var out []*api.Pod
	for i, mark := range marks {
		p := &api.Pod{}
		p.Name, p.Namespace, p.UID, p.Labels = mark, "default", fmt.Sprint("uid-", i), map[string]string{"app": "web"}
		p.Spec.NodeName, p.Status.Phase, p.CreationTimestamp = "node-1", api.PodRunning, now-api.Time(api.Hour)
		owner, ready, minutes := "set", "True", 10
		for _, r := range mark[1:] {
			switch r {
			case 'o':
				owner = ""
			case 's':
				owner = "other"
			case 'x':
				p.Labels = nil
			case 't':
				gone := now
				p.DeletionTimestamp = &gone
			case 'f':
				p.Status.Phase = api.PodFailed
			case 'u':
				ready = "False"
			case 'p':
				p.Status.Phase, ready = api.PodPending, "False"
			case 'n':
				p.Spec.NodeName, p.Status.Phase, ready = "", api.PodPending, "False"
			case '2':
				p.Spec.NodeName = "node-2"
			case '$':
				p.Annotations = map[string]string{api.AnnotationDeletionCost: "5"}
			case 'r':
				p.Status.ContainerStatuses = []api.ContainerStatus{{RestartCount: 3}}
			case 'y':
				minutes = 1
			}
		}
		if owner != "" {
			yes := true
			p.OwnerReferences = []api.OwnerReference{{Kind: "ReplicaSet", Name: "web", UID: owner, Controller: &yes}}
		}
		p.Status.Conditions = []api.PodCondition{{Type: api.PodReady, Status: ready, LastTransitionTime: now.Add(-api.Duration(minutes) * api.Minute)}}
		out = append(out, p)
	}
	return out
}

// text writes a plan: what is written and how many owners it has then, how many
// Pods are made, which go, and the status.
func text(p replicaset.Plan) string {
	var out []string
	for _, o := range p.Claimed {
		out = append(out, fmt.Sprintf("write %s/%d", o.Meta().Name, len(o.Meta().OwnerReferences)))
	}
	if p.Create > 0 {
		out = append(out, fmt.Sprint("create ", p.Create))
	}
	for _, pod := range p.Delete {
		out = append(out, "delete "+pod.Name)
	}
	if s := p.Status; s != nil {
		out = append(out, fmt.Sprintf("%d/%d/%d/%d/%d", s.Replicas, s.FullyLabeledReplicas, s.ReadyReplicas, s.AvailableReplicas, *s.TerminatingReplicas))
	}
	return strings.Join(out, " ")
}

func TestReconcile(t *testing.T) {
	for _, row := range []struct {
		name     string
		replicas int32
		pods     []*api.Pod
		want     string
	}{
		{"Pods that are missing are made", 3, pods("a"), "create 2 1/1/1/1/0"},
		{"no more than 500 at once", 700, nil, "create 500 0/0/0/0/0"},
		{"Pods that failed do not count", 1, pods("af"), "create 1 0/0/0/0/0"},
		{"Pods on their way out are replaced at once, and told of", 1, pods("at"), "create 1 0/0/0/0/1"},
		{"a Pod that is not ready counts, but not as ready", 2, pods("a", "bu"), "2/2/1/1/0"},
		{"an orphan is adopted", 1, pods("ao"), "write ao/1 1/1/1/1/0"},
		{"one that is too many, too, and then one goes", 1, pods("a", "bou"), "write bou/1 delete bou 2/2/1/1/0"},
		{"an orphan on its way out is left alone", 0, pods("aot"), "0/0/0/0/0"},
		{"what another set owns is left alone", 0, pods("as"), "0/0/0/0/0"},
		{"a Pod that no longer matches is released", 1, pods("ax"), "write ax/0 create 1 0/0/0/0/0"},
	} {
		rs := set(row.replicas)
		if got := text(replicaset.Reconcile(rs, row.pods, func() []*api.Pod { return row.pods }, now)); got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
}

// Two Pods, of which one has to go.
func TestWhichPodGoesFirst(t *testing.T) {
	for _, row := range []struct {
		name string
		pods []*api.Pod
		want string
	}{
		{"one on no node", pods("ap", "bn"), "bn"},
		{"one that is Pending", pods("au", "bp"), "bp"},
		{"one that is not ready", pods("a", "bu$"), "bu$"},
		{"the cheaper one", pods("a$", "b2"), "b2"},
		{"one on a crowded node", pods("a2", "by", "c2$"), "a2"},
		{"one that has been ready for a shorter time", pods("a", "by"), "by"},
		{"one that was restarted", pods("a", "br"), "br"},
		{"among equals the first by uid", pods("b", "a"), "b"},
	} {
		rs := set(int32(len(row.pods) - 1))
		if got := text(replicaset.Reconcile(rs, row.pods, func() []*api.Pod { return row.pods }, now)); !strings.HasPrefix(got, "delete "+row.want+" ") {
			t.Errorf("%s goes first: got %s", row.name, got)
		}
	}
}

func TestAvailabilityIsLookedAtAgain(t *testing.T) {
	rs := set(2)
	rs.Spec.MinReadySeconds = 90
	p := replicaset.Reconcile(rs, pods("a", "by"), nil, now)
	if got, want := text(p), "2/2/2/1/0"; got != want || p.Again != 30*api.Second {
		t.Errorf("got %s, again in %d, want %s and 30 s", got, p.Again, want)
	}
}

func TestNothingIsWrittenTwiceAndNothingGivenIsChanged(t *testing.T) {
	rs, all := set(1), pods("ao", "bx")
	p := replicaset.Reconcile(rs, all, func() []*api.Pod { return all }, now)
	if len(all[0].OwnerReferences) != 0 || len(all[1].OwnerReferences) != 1 || rs.Status.Replicas != 0 {
		t.Error("a Pod or the set that was given is changed")
	}
	rs.Status = *p.Status
	if got := text(replicaset.Reconcile(rs, []*api.Pod{p.Claimed[0]}, nil, now)); got != "" {
		t.Errorf("the second time: %s", got)
	}
	gone := now
	rs.DeletionTimestamp = &gone
	if got := text(replicaset.Reconcile(rs, pods("ao", "bx", "c", "d"), nil, now)); got != "2/2/2/2/0" {
		t.Errorf("a set on its way out only counts: got %s", got)
	}
}
