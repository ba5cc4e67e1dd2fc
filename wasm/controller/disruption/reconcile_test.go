package disruption

import (
	"fmt"
	"testing"

	"svclab/wasm/api"
)

// pods makes Pods of an owner, ready ones first.
func pods(owner string, ready, others int) (out []*api.Pod) {
	for i := range ready + others {
		p := &api.Pod{}
		p.Name = fmt.Sprint(owner, "-", i)
		if owner != "" {
			yes := true
			p.OwnerReferences = []api.OwnerReference{{Kind: "ReplicaSet", Name: owner, UID: owner, Controller: &yes}}
		}
		p.Status.Phase = api.PodRunning
		if i < ready {
			p.Status.Conditions = []api.PodCondition{{Type: api.PodReady, Status: "True"}}
		}
		out = append(out, p)
	}
	return out
}

func budget(least, most string) *api.PodDisruptionBudget {
	b := &api.PodDisruptionBudget{Spec: api.PodDisruptionBudgetSpec{Selector: &api.LabelSelector{MatchLabels: map[string]string{"app": "web"}}}}
	b.Generation = 3
	for _, f := range []struct {
		text string
		to   **api.IntOrString
	}{{least, &b.Spec.MinAvailable}, {most, &b.Spec.MaxUnavailable}} {
		var v api.IntOrString
		if f.text != "" && v.UnmarshalJSON([]byte(f.text)) == nil {
			*f.to = &v
		}
	}
	return b
}

func scales(owner *api.OwnerReference) (string, int32, bool, error) {
	switch owner.Name {
	case "four":
		return "4", 4, true, nil
	case "six":
		return "6", 6, true, nil
	case "daemon":
		return "", 0, false, fmt.Errorf("daemonsets.apps does not implement the scale subresource")
	}
	return "", 0, false, nil
}

func TestABudgetAllowsWhatIsHealthyBeyondWhatMustBe(t *testing.T) {
	for _, row := range []struct {
		name, least, most string
		pods              []*api.Pod
		want              string // allowed current/desired/expected reason
	}{
		{"a number counts the Pods that there are", "2", "", pods("four", 3, 1), "1 3/2/4 SufficientPods"},
		{"nothing to spare", "3", "", pods("four", 3, 0), "0 3/3/3 InsufficientPods"},
		{"fewer than wanted", "3", "", pods("four", 1, 2), "0 1/3/3 InsufficientPods"},
		{"a percentage is of what the owner wants, rounded up", `"30%"`, "", pods("four", 2, 0), "0 2/2/4 InsufficientPods"},
		{"half of four", `"50%"`, "", pods("four", 4, 0), "2 4/2/4 SufficientPods"},
		{"two owners are added up", `"50%"`, "", append(pods("four", 4, 0), pods("six", 6, 0)...), "5 10/5/10 SufficientPods"},
		{"so many may be missing", "", "1", pods("four", 4, 0), "1 4/3/4 SufficientPods"},
		{"one is missing already", "", "1", pods("four", 3, 0), "0 3/3/4 InsufficientPods"},
		{"a percentage may be missing, rounded up", "", `"30%"`, pods("four", 4, 0), "2 4/2/4 SufficientPods"},
		{"more than there are may be missing", "", "9", pods("four", 4, 0), "4 4/0/4 SufficientPods"},
		{"no Pods, nothing allowed", "0", "", nil, "0 0/0/0 InsufficientPods"},
		{"neither is said", "", "", pods("four", 4, 0), "0 4/0/0 InsufficientPods"},
		{"Pods of nobody count for nothing", "", "1", pods("", 2, 0), "0 2/0/0 InsufficientPods"},
		{"an owner without a scale", "", "1", pods("daemon", 2, 0), "0 0/0/0 SyncFailed"},
		{"an owner that is gone", "", "1", pods("gone", 2, 0), "0 0/0/0 SyncFailed"},
	} {
		s := Reconcile(budget(row.least, row.most), Known{Pods: row.pods, Scale: scales}).Status
		got := fmt.Sprintf("%d %d/%d/%d %s", s.DisruptionsAllowed, s.CurrentHealthy, s.DesiredHealthy, s.ExpectedPods, s.Conditions[0].Reason)
		if got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
}

func TestAnAllowedEvictionCountsUntilThePodIsSeenToGo(t *testing.T) {
	b, now := budget("1", ""), api.Epoch.Add(api.Minute)
	all := pods("four", 3, 0)
	b.Status.DisruptedPods = map[string]api.Time{"four-0": now, "four-1": now.Add(-deletionTimeout - 1), "four-2": now, "gone": now}
	all[2].DeletionTimestamp = &now
	plan := Reconcile(b, Known{Pods: all, Now: now, Scale: scales})
	s := plan.Status
	if len(s.DisruptedPods) != 1 || s.DisruptedPods["four-0"] != now {
		t.Errorf("got %v, want only the one that nobody has seen go", s.DisruptedPods)
	}
	if s.CurrentHealthy != 1 || s.DisruptionsAllowed != 0 {
		t.Errorf("got %d healthy, %d allowed, want 1 and 0", s.CurrentHealthy, s.DisruptionsAllowed)
	}
	if plan.Again != deletionTimeout+1 {
		t.Errorf("looks again after %d, want just past two minutes", plan.Again)
	}
	if len(plan.Events) != 1 || plan.Events[0].Reason != "NotDeleted" || plan.Events[0].About != all[1] {
		t.Errorf("got events %v, want NotDeleted of four-1", plan.Events)
	}
}

func TestItTellsWhatItCannotCount(t *testing.T) {
	for _, row := range []struct {
		name string
		pods []*api.Pod
		want string
	}{
		{"no Pods", nil, "NoPods No matching pods found"},
		{"Pods of nobody", pods("", 1, 0), "UnmanagedPods Pods selected by this PodDisruptionBudget (selector: &LabelSelector{MatchLabels:map[string]string{app: web,},MatchExpressions:[]LabelSelectorRequirement{},}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set \".spec.minAvailable\" field of the PDB to an integer value."},
		{"no scale", pods("daemon", 1, 0), "CalculateExpectedPodCountFailed Failed to calculate the number of expected pods: daemonsets.apps does not implement the scale subresource"},
		{"no owner", pods("gone", 1, 0), `CalculateExpectedPodCountFailed Failed to calculate the number of expected pods: found no controllers for pod "gone-0"`},
	} {
		events := Reconcile(budget("", "1"), Known{Pods: row.pods, Scale: scales}).Events
		if len(events) != 1 || events[0].Reason+" "+events[0].Message != row.want {
			t.Errorf("%s: got %v, want %s", row.name, events, row.want)
		}
	}
}
