package replicaset

import (
	"svclab/wasm/api"
	"svclab/wasm/controller/claim"
	"svclab/wasm/controller/workload"
)

// burst is how many Pods one look makes or deletes at most. Models
// BurstReplicas.
const burst = 500

// Plan is what one look at a ReplicaSet leads to, to be carried out in the order
// of the fields.
type Plan struct {
	Claimed []*api.Pod            // those with the owners that they have now
	Create  int                   // how many Pods to make
	Delete  []*api.Pod            // Pods to delete
	Status  *api.ReplicaSetStatus // nil when it stays
	Again   api.Duration          // when to look again, 0 for when something happens
}

// Reconcile compares the Pods of a ReplicaSet with what it asks for. pods are
// those that it owns and the orphans of its namespace, sorted by name; related
// returns the Pods of all ReplicaSets with the same controller, by which those
// on crowded nodes go first. Models pkg/controller/replicaset syncReplicaSet.
func Reconcile(rs *api.ReplicaSet, pods []*api.Pod, related func() []*api.Pod, now api.Time) Plan {
	var active []*api.Pod
	terminating := int32(0)
	for _, p := range pods {
		switch {
		case p.Ended():
		case p.DeletionTimestamp == nil:
			active = append(active, p)
		case owns(rs, p) && rs.Spec.Selector.Matches(p.Labels):
			terminating++
		}
	}
	claimed := claim.Claim(rs, rs.Spec.Selector, active)
	mine, plan := claimed.Mine, Plan{Claimed: claimed.Written}
	if diff := len(mine) - int(*rs.Spec.Replicas); rs.DeletionTimestamp != nil {
	} else if diff < 0 {
		plan.Create = min(-diff, burst)
	} else if diff > 0 {
		plan.Delete = toDelete(mine, related, min(diff, burst), now)
	}
	status := count(rs, mine, terminating, now)
	if !sameStatus(&status, &rs.Status) || rs.Generation != rs.Status.ObservedGeneration {
		status.ObservedGeneration = rs.Generation
		plan.Status = &status
	}
	if status.ReadyReplicas != status.AvailableReplicas {
		plan.Again = workload.NextCheck(mine, rs.Spec.MinReadySeconds, now)
	}
	return plan
}

func owns(rs *api.ReplicaSet, p *api.Pod) bool {
	ref := api.ControllerOf(&p.ObjectMeta)
	return ref != nil && ref.UID == rs.UID
}

// count models calculateStatus.
func count(rs *api.ReplicaSet, pods []*api.Pod, terminating int32, now api.Time) api.ReplicaSetStatus {
	s := rs.Status
	s.Replicas, s.FullyLabeledReplicas, s.ReadyReplicas, s.AvailableReplicas = int32(len(pods)), 0, 0, 0
	s.TerminatingReplicas = &terminating
	for _, p := range pods {
		if api.Selects(rs.Spec.Template.Labels, p.Labels) {
			s.FullyLabeledReplicas++
		}
		if p.Ready() {
			s.ReadyReplicas++
			if workload.Available(p, rs.Spec.MinReadySeconds, now) {
				s.AvailableReplicas++
			}
		}
	}
	return s
}

func sameStatus(a, b *api.ReplicaSetStatus) bool {
	return a.Replicas == b.Replicas && a.FullyLabeledReplicas == b.FullyLabeledReplicas && a.ReadyReplicas == b.ReadyReplicas &&
		a.AvailableReplicas == b.AvailableReplicas && b.TerminatingReplicas != nil && *a.TerminatingReplicas == *b.TerminatingReplicas
}
