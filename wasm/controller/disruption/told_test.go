package disruption

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
)

func seconds(n int) api.Time { return api.Epoch.Add(api.Duration(n) * api.Second) }

func events(p Plan) string {
	var out []string
	for _, e := range p.Events {
		about := ""
		if e.About != nil {
			about = " of " + e.About.Name
		}
		out = append(out, e.Type+" "+e.Reason+about+": "+e.Message)
	}
	return strings.Join(out, "\n")
}

func conditions(s *api.PodDisruptionBudgetStatus) string {
	var out []string
	for _, c := range s.Conditions {
		out = append(out, fmt.Sprintf("%s=%s %s @%d since %d %s", c.Type, c.Status, c.Reason, c.ObservedGeneration, c.LastTransitionTime.Sub(api.Epoch)/api.Duration(api.Second), c.Message))
	}
	return strings.Join(out, "\n")
}

func TestWhatIsTold(t *testing.T) {
	const unmanaged = "Warning UnmanagedPods: Pods selected by this PodDisruptionBudget (selector: %s) were found to be unmanaged. As a result, the status of the PDB cannot be " +
		"calculated correctly, which may result in undefined behavior. To account for these pods please set \".spec.minAvailable\" field of the PDB to an integer value."
	rich := &api.LabelSelector{MatchLabels: map[string]string{"b": "2", "a": "1"}, MatchExpressions: []api.LabelSelectorRequirement{{Key: "c", Operator: "In", Values: []string{"x", "y"}}, {Key: "d", Operator: "Exists"}}}
	for _, row := range []struct {
		name, least, most string
		selector          *api.LabelSelector
		pods              []*api.Pod
		want, condition   string
	}{
		{"no Pods", "1", "", nil, nil, "Normal NoPods: No matching pods found", "DisruptionAllowed=False InsufficientPods @3 since 9 "},
		{"Pods without a controller", "", "1", &api.LabelSelector{MatchLabels: map[string]string{"app": "web"}}, pods("", 2, 0), fmt.Sprintf(unmanaged,
			"&LabelSelector{MatchLabels:map[string]string{app: web,},MatchExpressions:[]LabelSelectorRequirement{},}"), "DisruptionAllowed=False InsufficientPods @3 since 9 "},
		{"with a selector of expressions", `"50%"`, "", rich, append(pods("", 1, 0), pods("four", 4, 0)...), fmt.Sprintf(unmanaged,
			"&LabelSelector{MatchLabels:map[string]string{a: 1,b: 2,},MatchExpressions:[]LabelSelectorRequirement{LabelSelectorRequirement{Key:c,Operator:In,Values:[x y],},"+
				"LabelSelectorRequirement{Key:d,Operator:Exists,Values:[],},},}"), "DisruptionAllowed=True SufficientPods @3 since 9 "},
		{"without a selector", "", "1", nil, pods("", 1, 0), fmt.Sprintf(unmanaged, "nil"), "DisruptionAllowed=False InsufficientPods @3 since 9 "},
		{"Pods without a controller, where their number does not matter", "1", "", nil, pods("", 2, 0), "", "DisruptionAllowed=True SufficientPods @3 since 9 "},
		{"a controller that has no scale", "", "1", nil, pods("daemon", 1, 0), "Warning CalculateExpectedPodCountFailed: Failed to calculate the number of expected pods: daemonsets.apps does not implement the scale subresource",
			"DisruptionAllowed=False SyncFailed @0 since 9 daemonsets.apps does not implement the scale subresource"},
		{"one that is not there", `"50%"`, "", nil, pods("gone", 1, 0), `Warning CalculateExpectedPodCountFailed: Failed to calculate the number of expected pods: found no controllers for pod "gone-0"`,
			`DisruptionAllowed=False SyncFailed @0 since 9 found no controllers for pod "gone-0"`},
	} {
		b := budget(row.least, row.most)
		b.Spec.Selector = row.selector
		b.Status.DisruptionsAllowed = 7
		p := Reconcile(b, Known{Pods: row.pods, Now: seconds(9), Scale: scales})
		if got := events(p); got != row.want {
			t.Errorf("%s: told\n%s\nwant\n%s", row.name, got, row.want)
		}
		if got := conditions(p.Status); got != row.condition {
			t.Errorf("%s: got %s, want %s", row.name, got, row.condition)
		}
		if strings.Contains(row.condition, "SyncFailed") && p.Status.DisruptionsAllowed != 0 {
			t.Errorf("%s: %d may go", row.name, p.Status.DisruptionsAllowed)
		}
	}
}

// A condition keeps its time while its status is the same, and its place.
func TestAConditionChangesWithItsStatus(t *testing.T) {
	b := budget("1", "")
	b.Status.Conditions = []api.Condition{{Type: "Theirs", Status: "True"}}
	var got []string
	for i, ready := range []int{2, 3, 1, 2} {
		given := b.Status.Conditions
		p := Reconcile(b, Known{Pods: pods("six", ready, 0), Now: seconds(i), Scale: scales})
		if len(given) > 1 && given[1].ObservedGeneration != int64(i+2) {
			t.Errorf("what was given is changed: %+v", given)
		}
		b.Status = *p.Status
		b.Generation++
		got = append(got, strings.Join(strings.Split(conditions(&b.Status), "\n")[1:], ""))
	}
	want := "DisruptionAllowed=True SufficientPods @3 since 0 , DisruptionAllowed=True SufficientPods @4 since 0 , DisruptionAllowed=False InsufficientPods @5 since 2 , DisruptionAllowed=True SufficientPods @6 since 3 "
	if strings.Join(got, ", ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
	}
}

func TestPodsThatWereToGo(t *testing.T) {
	b := budget("1", "")
	b.Namespace = "default"
	all := pods("six", 5, 0)
	leaving := seconds(0)
	all[3].DeletionTimestamp = &leaving
	b.Status.DisruptedPods = map[string]api.Time{"six-0": seconds(100), "six-1": seconds(50), "six-2": seconds(-21), "six-3": seconds(90), "gone": seconds(90)}
	p := Reconcile(b, Known{Pods: all, Now: seconds(100), Scale: scales})
	if want := "Warning NotDeleted of six-2: Pod was expected by PDB default/default to be deleted but it wasn't"; events(p) != want { // upstream says the namespace twice, too
		t.Errorf("told %s, want %s", events(p), want)
	}
	if len(p.Status.DisruptedPods) != 2 || p.Status.DisruptedPods["six-0"] != seconds(100) || p.Status.DisruptedPods["six-1"] != seconds(50) {
		t.Errorf("kept %v", p.Status.DisruptedPods)
	}
	if p.Status.CurrentHealthy != 2 || p.Status.DisruptionsAllowed != 1 {
		t.Errorf("got %d healthy, %d may go", p.Status.CurrentHealthy, p.Status.DisruptionsAllowed)
	}
	if want := 70*api.Second + 1; p.Again != want {
		t.Errorf("it looks again in %d, want %d", p.Again, want)
	}
	b.Status.DisruptedPods = map[string]api.Time{"six-0": seconds(-20)}
	if p = Reconcile(b, Known{Pods: all, Now: seconds(100), Scale: scales}); len(p.Events) != 0 || p.Again != 1 {
		t.Errorf("in the last moment it is told %s, and looks again in %d", events(p), p.Again)
	}
}
