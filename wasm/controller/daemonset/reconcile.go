package daemonset

import (
	"sort"
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/controller/claim"
	"svclab/wasm/controller/workload"
)

// burst is how many Pods one look makes or deletes at most. Models BurstReplicas.
const burst = 250

// Plan is what one look at a DaemonSet leads to, to be carried out in the order
// of the fields.
type Plan struct {
	Revisions []*api.ControllerRevision // with new owners, labels or numbers; each comes once
	Create    *api.ControllerRevision   // nil for none
	Claimed   []*api.Pod                // those with the owners, or the revision, that they have now
	Events    []Event
	Pods      []*api.Pod // to be made, without a name
	Delete    []*api.Pod
	Forget    []*api.ControllerRevision // to be deleted
	Status    *api.DaemonSetStatus      // nil when it stays
	Again     api.Duration              // when to look again, 0 for when something happens
}

// Event is what the controller reports about the DaemonSet.
type Event struct{ Type, Reason, Message string }

// Known is what a look depends on besides the DaemonSet.
type Known struct {
	Nodes     []*api.Node                               // sorted by name
	Pods      []*api.Pod                                // what it owns, and orphans of its namespace that it may adopt
	Revisions []*api.ControllerRevision                 // the same
	Named     func(name string) *api.ControllerRevision // of its namespace, nil when there is none
	Now       api.Time
}

// look is one look under way.
type look struct {
	Known
	d           *api.DaemonSet
	tolerations []api.Toleration
	pods        []*api.Pod // those claimed
	byNode      map[string][]*api.Pod
	old         []*api.ControllerRevision
	hash        string // of the revision that Pods are to have
	plan        Plan
}

// Reconcile decides the next step. A DaemonSet on its way out is left alone.
// Models pkg/controller/daemon syncDaemonSet.
func Reconcile(d *api.DaemonSet, known Known) Plan {
	l := &look{Known: known, d: d, tolerations: tolerations(&d.Spec.Template.Spec), byNode: map[string][]*api.Pod{}}
	if d.DeletionTimestamp != nil {
		return l.plan
	}
	claimed := claim.Claim(d, d.Spec.Selector, l.Pods)
	l.pods, l.plan.Claimed = claimed.Mine, claimed.Written
	if !l.findRevisions() {
		return l.plan
	}
	for _, p := range l.pods {
		if node := target(p); node != "" && (!p.Ended() || p.DeletionTimestamp == nil) {
			l.byNode[node] = append(l.byNode[node], p)
		}
	}
	for _, pods := range l.byNode {
		sort.SliceStable(pods, func(i, j int) bool { return before(pods[i], pods[j]) })
	}
	l.manage()
	// What has been made or deleted is to be seen first.
	if len(l.plan.Pods)+len(l.plan.Delete) == 0 && d.Spec.UpdateStrategy.Type == api.StrategyRollingUpdate {
		l.roll()
	}
	l.cleanUp()
	l.count()
	return l.plan
}

// target returns the node on which a Pod is, or for which it was made. Models
// GetTargetNodeName.
func target(p *api.Pod) string {
	if p.Spec.NodeName != "" {
		return p.Spec.NodeName
	}
	a := p.Spec.Affinity
	if a == nil || a.NodeAffinity == nil || a.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution == nil {
		return ""
	}
	for _, t := range a.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms {
		for _, r := range t.MatchFields {
			if r.Key == api.FieldNodeName && r.Operator == api.OpIn && len(r.Values) == 1 {
				return r.Values[0]
			}
		}
	}
	return ""
}

// before orders the Pods of a node: those that are bound, then the oldest, come
// first. Models podByCreationTimestampAndPhase.
func before(a, b *api.Pod) bool {
	if x, y := a.Spec.NodeName != "", b.Spec.NodeName != ""; x != y {
		return x
	}
	if a.CreationTimestamp != b.CreationTimestamp {
		return a.CreationTimestamp < b.CreationTimestamp
	}
	return a.Name < b.Name
}

// makePod plans a Pod for a node. Models CreatePodTemplate and
// ReplaceDaemonSetPodNodeNameNodeAffinity.
func (l *look) makePod(node string) {
	if len(l.plan.Pods) == burst {
		return
	}
	pod := workload.PodFrom(l.d, &l.d.Spec.Template)
	pod.Spec.Tolerations = l.tolerations
	if pod.Labels == nil {
		pod.Labels = map[string]string{}
	}
	if n, ok := l.generation(); ok {
		pod.Labels[api.LabelTemplateGeneration] = n
	}
	pod.Labels[api.LabelRevisionHash] = l.hash
	a := pod.Spec.Affinity
	if a == nil {
		a = &api.Affinity{}
		pod.Spec.Affinity = a
	}
	if a.NodeAffinity == nil {
		a.NodeAffinity = &api.NodeAffinity{}
	}
	a.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution = &api.NodeSelector{NodeSelectorTerms: []api.NodeSelectorTerm{
		{MatchFields: []api.NodeSelectorRequirement{{Key: api.FieldNodeName, Operator: api.OpIn, Values: []string{node}}}}}}
	l.plan.Pods = append(l.plan.Pods, pod)
}

func (l *look) deletePod(p *api.Pod) {
	if len(l.plan.Delete) < burst {
		l.plan.Delete = append(l.plan.Delete, p)
	}
}

// generation returns how often the template has changed, as the server counts.
// Models GetTemplateGeneration.
func (l *look) generation() (string, bool) {
	n, err := strconv.ParseInt(l.d.Annotations[api.AnnotationTemplateGeneration], 10, 64)
	return strconv.FormatInt(n, 10), err == nil
}

// isNew models IsPodUpdated.
func (l *look) isNew(p *api.Pod) bool {
	n, ok := l.generation()
	return p.Labels[api.LabelRevisionHash] == l.hash || ok && p.Labels[api.LabelTemplateGeneration] == n
}

func (l *look) isAvailable(p *api.Pod) bool {
	return workload.Available(p, l.d.Spec.MinReadySeconds, l.Now)
}
