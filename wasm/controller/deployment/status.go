package deployment

import (
	"math"
	"slices"
	"strconv"

	"svclab/wasm/api"
)

// The reasons of the conditions. Models pkg/controller/deployment/util.
const (
	reasonUpdated    = "ReplicaSetUpdated"
	reasonCreated    = "NewReplicaSetCreated"
	reasonFound      = "FoundNewReplicaSet"
	reasonAvailable  = "NewReplicaSetAvailable"
	ReasonTimedOut   = "ProgressDeadlineExceeded"
	reasonPaused     = "DeploymentPaused"
	reasonResumed    = "DeploymentResumed"
	reasonEnough     = "MinimumReplicasAvailable"
	reasonNotEnough  = "MinimumReplicasUnavailable"
	enoughMessage    = "Deployment has minimum availability."
	notEnoughMessage = "Deployment does not have minimum availability."
)

// hasDeadline models HasProgressDeadline.
func hasDeadline(d *api.Deployment) bool {
	return d.Spec.ProgressDeadlineSeconds != nil && *d.Spec.ProgressDeadlineSeconds != math.MaxInt32
}

func condition(s *api.DeploymentStatus, kind string) *api.DeploymentCondition {
	for i := range s.Conditions {
		if s.Conditions[i].Type == kind {
			return &s.Conditions[i]
		}
	}
	return nil
}

// setCondition puts a condition last, unless its status and reason are as they
// were. Models SetDeploymentCondition.
func setCondition(s *api.DeploymentStatus, to api.DeploymentCondition) {
	if was := condition(s, to.Type); was != nil && was.Status == to.Status {
		if was.Reason == to.Reason {
			return
		}
		to.LastTransitionTime = was.LastTransitionTime
	}
	dropCondition(s, to.Type)
	s.Conditions = append(s.Conditions, to)
}

func dropCondition(s *api.DeploymentStatus, kind string) {
	s.Conditions = slices.DeleteFunc(s.Conditions, func(c api.DeploymentCondition) bool { return c.Type == kind })
}

func (l *look) conditionNow(kind, status, reason, message string) api.DeploymentCondition {
	return api.DeploymentCondition{Type: kind, Status: status, LastUpdateTime: l.Now, LastTransitionTime: l.Now, Reason: reason, Message: message}
}

func (l *look) progressing(status, reason, message string) {
	setCondition(&l.d.Status, l.conditionNow(api.DeploymentProgressing, status, reason, message))
}

// notePause models checkPausedConditions: a Deployment that is paused is not
// late.
func (l *look) notePause() {
	c := condition(&l.d.Status, api.DeploymentProgressing)
	if !hasDeadline(l.d) || c != nil && c.Reason == ReasonTimedOut {
		return
	}
	noted := c != nil && c.Reason == reasonPaused
	switch {
	case l.d.Spec.Paused && !noted:
		l.progressing("Unknown", reasonPaused, "Deployment is paused")
	case !l.d.Spec.Paused && noted:
		l.progressing("Unknown", reasonResumed, "Deployment is resumed")
	}
}

// count sums the sets up. Models calculateStatus.
func (l *look) count() api.DeploymentStatus {
	terminating := int32(0)
	s := api.DeploymentStatus{ObservedGeneration: l.d.Generation, CollisionCount: l.d.Status.CollisionCount, TerminatingReplicas: &terminating}
	for _, set := range l.sets {
		s.Replicas += set.Status.Replicas
		s.ReadyReplicas += set.Status.ReadyReplicas
		s.AvailableReplicas += set.Status.AvailableReplicas
		if n := set.Status.TerminatingReplicas; n != nil {
			terminating += *n
		}
	}
	if l.new != nil {
		s.UpdatedReplicas = l.new.Status.Replicas
	}
	s.UnavailableReplicas = max(0, replicas(l.sets)-s.AvailableReplicas)
	s.Conditions = slices.Clone(l.d.Status.Conditions)
	if _, unavailable := bounds(l.d); s.AvailableReplicas >= *l.d.Spec.Replicas-unavailable {
		setCondition(&s, l.conditionNow(api.DeploymentAvailable, "True", reasonEnough, enoughMessage))
	} else {
		setCondition(&s, l.conditionNow(api.DeploymentAvailable, "False", reasonNotEnough, notEnoughMessage))
	}
	return s
}

// complete models DeploymentComplete.
func complete(d *api.Deployment, s *api.DeploymentStatus) bool {
	n := *d.Spec.Replicas
	return s.UpdatedReplicas == n && s.Replicas == n && s.AvailableReplicas == n && s.ObservedGeneration >= d.Generation
}

// progress sums the sets up and says how the rollout goes. Models
// syncRolloutStatus.
func (l *look) progress() api.DeploymentStatus {
	s, was := l.count(), &l.d.Status
	current := condition(was, api.DeploymentProgressing)
	if !hasDeadline(l.d) {
		dropCondition(&s, api.DeploymentProgressing)
		return s
	}
	if s.Replicas == s.UpdatedReplicas && current != nil && current.Reason == reasonAvailable {
		return s
	}
	what := "Deployment " + strconv.Quote(l.d.Name)
	if l.new != nil {
		what = "ReplicaSet " + strconv.Quote(l.new.Name)
	}
	switch {
	case complete(l.d, &s):
		setCondition(&s, l.conditionNow(api.DeploymentProgressing, "True", reasonAvailable, what+" has successfully progressed."))
	case progressed(was, &s):
		c := l.conditionNow(api.DeploymentProgressing, "True", reasonUpdated, what+" is progressing.")
		if current != nil && current.Status == "True" {
			c.LastTransitionTime = current.LastTransitionTime
		}
		dropCondition(&s, api.DeploymentProgressing)
		setCondition(&s, c)
	case l.late(current):
		setCondition(&s, l.conditionNow(api.DeploymentProgressing, "False", ReasonTimedOut, what+" has timed out progressing."))
	}
	if sameStatus(&s, was) {
		l.lookAgain(current, &s)
	}
	return s
}

// progressed models DeploymentProgressing.
func progressed(was, is *api.DeploymentStatus) bool {
	return is.UpdatedReplicas > was.UpdatedReplicas || is.Replicas-is.UpdatedReplicas < was.Replicas-was.UpdatedReplicas ||
		is.ReadyReplicas > was.ReadyReplicas || is.AvailableReplicas > was.AvailableReplicas
}

// late models DeploymentTimedOut.
func (l *look) late(c *api.DeploymentCondition) bool {
	switch {
	case c == nil, c.Reason == reasonAvailable:
		return false
	case c.Reason == ReasonTimedOut:
		return true
	}
	return l.deadline(c) < l.Now
}

func (l *look) deadline(c *api.DeploymentCondition) api.Time {
	return c.LastUpdateTime.Add(api.Duration(*l.d.Spec.ProgressDeadlineSeconds) * api.Second)
}

// lookAgain plans a look for when the deadline has passed. Models
// requeueStuckDeployment.
func (l *look) lookAgain(c *api.DeploymentCondition, s *api.DeploymentStatus) {
	if c != nil && !complete(l.d, s) && c.Reason != ReasonTimedOut {
		l.plan.Again = max(0, l.deadline(c).Sub(l.Now)) + api.Second
	}
}

func sameStatus(a, b *api.DeploymentStatus) bool {
	return a.ObservedGeneration == b.ObservedGeneration && a.Replicas == b.Replicas && a.UpdatedReplicas == b.UpdatedReplicas &&
		a.ReadyReplicas == b.ReadyReplicas && a.AvailableReplicas == b.AvailableReplicas && a.UnavailableReplicas == b.UnavailableReplicas &&
		samePointer(a.TerminatingReplicas, b.TerminatingReplicas) && samePointer(a.CollisionCount, b.CollisionCount) &&
		slices.Equal(a.Conditions, b.Conditions)
}

func samePointer(a, b *int32) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
