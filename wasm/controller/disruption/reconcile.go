package disruption

import (
	"fmt"
	"maps"
	"slices"

	"svclab/wasm/api"
)

// deletionTimeout is how long a Pod whose eviction was allowed counts as gone
// before anybody has seen it go.
const deletionTimeout = 2 * api.Minute

// Event is something to be told. About is the Pod that it is about, nil for the
// budget.
type Event struct {
	About                 *api.Pod
	Type, Reason, Message string
}

// Plan is what the controller decides.
type Plan struct {
	Status *api.PodDisruptionBudgetStatus // nil when it stays
	Events []Event
	Again  api.Duration // when to look again, 0 for when something happens
}

// Known is what a look depends on besides the budget.
type Known struct {
	Pods []*api.Pod // that its selector matches
	Now  api.Time
	// Scale returns the outermost owner that a Pod's controller leads to and how
	// many Pods it wants; ok is false where there is none.
	Scale func(owner *api.OwnerReference) (uid string, replicas int32, ok bool, err error)
}

// Reconcile counts the Pods of a budget. Models trySync and, where that fails,
// failSafe.
func Reconcile(b *api.PodDisruptionBudget, k Known) Plan {
	var plan Plan
	if len(k.Pods) == 0 {
		plan.tell(nil, api.EventNormal, "NoPods", "No matching pods found")
	}
	next := b.DeepCopy().(*api.PodDisruptionBudget).Status
	expected, desired, alone, err := expect(&b.Spec, k)
	if err != nil {
		plan.tell(nil, api.EventWarning, "CalculateExpectedPodCountFailed", "Failed to calculate the number of expected pods: "+err.Error())
		next.DisruptionsAllowed = 0
		setCondition(&next, "False", "SyncFailed", err.Error(), k.Now)
		plan.Status = &next
		return plan
	}
	if alone {
		plan.tell(nil, api.EventWarning, "UnmanagedPods", "Pods selected by this PodDisruptionBudget (selector: "+goSelector(b.Spec.Selector)+") were found "+
			"to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. "+
			`To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`)
	}
	next.DisruptedPods = plan.disrupted(b, k)
	next.CurrentHealthy = healthy(k, next.DisruptedPods)
	next.DesiredHealthy, next.ExpectedPods, next.ObservedGeneration = desired, expected, b.Generation
	next.DisruptionsAllowed = max(0, next.CurrentHealthy-desired)
	if expected <= 0 {
		next.DisruptionsAllowed = 0
	}
	UpdateCondition(&next, k.Now)
	plan.Status = &next
	return plan
}

func (p *Plan) tell(about *api.Pod, kind, reason, message string) {
	p.Events = append(p.Events, Event{about, kind, reason, message})
}

// expect counts how many Pods there are to be, and how many of them healthy;
// alone says that some of them have no controller. Models getExpectedPodCount.
func expect(s *api.PodDisruptionBudgetSpec, k Known) (expected, desired int32, alone bool, err error) {
	switch {
	case s.MaxUnavailable != nil:
		expected, alone, err = scale(k)
		return expected, max(0, expected-s.MaxUnavailable.Of(expected, true)), alone, err
	case s.MinAvailable != nil && s.MinAvailable.IsString:
		expected, alone, err = scale(k)
		return expected, s.MinAvailable.Of(expected, true), alone, err
	case s.MinAvailable != nil:
		return int32(len(k.Pods)), s.MinAvailable.IntVal, false, nil
	}
	return 0, 0, false, nil
}

// scale adds up what the controllers of the Pods want, each of them once. Models
// getExpectedScale.
func scale(k Known) (total int32, alone bool, err error) {
	seen := map[string]bool{}
	for _, pod := range k.Pods {
		owner := api.ControllerOf(&pod.ObjectMeta)
		if owner == nil {
			alone = true
			continue
		}
		uid, n, ok, err := k.Scale(owner)
		if err == nil && !ok {
			err = fmt.Errorf("found no controllers for pod %q", pod.Name)
		}
		if err != nil {
			return 0, alone, err
		}
		if !seen[uid] {
			seen[uid] = true
			total += n
		}
	}
	return total, alone, nil
}

// disrupted keeps of the Pods whose eviction was allowed those that nobody has
// seen go. Models buildDisruptedPodMap.
func (p *Plan) disrupted(b *api.PodDisruptionBudget, k Known) map[string]api.Time {
	var kept map[string]api.Time
	for _, pod := range k.Pods {
		at, ok := b.Status.DisruptedPods[pod.Name]
		if !ok || pod.DeletionTimestamp != nil {
			continue
		}
		end := at.Add(deletionTimeout)
		if end < k.Now {
			p.tell(pod, api.EventWarning, "NotDeleted", "Pod was expected by PDB "+b.Namespace+"/"+b.Namespace+" to be deleted but it wasn't")
			continue
		}
		if left := end.Sub(k.Now) + 1; p.Again == 0 || left < p.Again {
			p.Again = left
		}
		if kept == nil {
			kept = map[string]api.Time{}
		}
		kept[pod.Name] = at
	}
	return kept
}

// healthy models countHealthyPods.
func healthy(k Known, disrupted map[string]api.Time) (n int32) {
	for _, pod := range k.Pods {
		if _, gone := disrupted[pod.Name]; !gone && pod.DeletionTimestamp == nil && pod.Ready() {
			n++
		}
	}
	return n
}

// UpdateCondition says of a status whether it allows anything. Models
// component-helpers apps/poddisruptionbudget UpdateDisruptionAllowedCondition.
func UpdateCondition(s *api.PodDisruptionBudgetStatus, now api.Time) {
	if s.DisruptionsAllowed > 0 {
		setCondition(s, "True", "SufficientPods", "", now)
	} else {
		setCondition(s, "False", "InsufficientPods", "", now)
	}
}

// setCondition models apimachinery pkg/api/meta SetStatusCondition.
func setCondition(s *api.PodDisruptionBudgetStatus, status, reason, message string, now api.Time) {
	is := api.Condition{Type: "DisruptionAllowed", Status: status, ObservedGeneration: s.ObservedGeneration, LastTransitionTime: now, Reason: reason, Message: message}
	for i, was := range s.Conditions {
		if was.Type == is.Type {
			if was.Status == is.Status {
				is.LastTransitionTime = was.LastTransitionTime
			}
			s.Conditions = slices.Clone(s.Conditions)
			s.Conditions[i] = is
			return
		}
	}
	s.Conditions = append(slices.Clip(s.Conditions), is)
}

// goSelector writes a selector as upstream's type does.
func goSelector(s *api.LabelSelector) string {
	if s == nil {
		return "nil"
	}
	out := "&LabelSelector{MatchLabels:map[string]string{"
	for _, key := range slices.Sorted(maps.Keys(s.MatchLabels)) {
		out += key + ": " + s.MatchLabels[key] + ","
	}
	out += "},MatchExpressions:[]LabelSelectorRequirement{"
	for _, r := range s.MatchExpressions {
		out += fmt.Sprintf("LabelSelectorRequirement{Key:%v,Operator:%v,Values:%v,},", r.Key, r.Operator, r.Values)
	}
	return out + "},}"
}
