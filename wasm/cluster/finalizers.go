package cluster

import (
	"slices"

	"svclab/wasm/api"
)

// deleteObject carries out a deletion that needs no more grace. An object with
// finalizers stays, marked with the time, until an update empties their list;
// the others go at once. Models apiserver pkg/registry/generic/registry/store.go
// Delete with background propagation.
func (c *Cluster) deleteObject(by, resource string, key objectKey) {
	c.deleteWith(by, resource, key, Background)
}

// The finalizers of the garbage collector.
const (
	orphanFinalizer     = "orphan"
	foregroundFinalizer = "foregroundDeletion"
)

// deleteWith deletes with what is to become of the object's dependents: a
// finalizer says so to the garbage collector. Models store.go
// deletionFinalizersForGarbageCollection.
func (c *Cluster) deleteWith(by, resource string, key objectKey, p Propagation) {
	o, ok := c.store.get(resource, key)
	if !ok {
		return
	}
	next := o.DeepCopy()
	m := next.Meta()
	m.Finalizers = nil
	for _, f := range o.Meta().Finalizers {
		if f != orphanFinalizer && f != foregroundFinalizer {
			m.Finalizers = append(m.Finalizers, f)
		}
	}
	switch p {
	case Orphan:
		m.Finalizers = append(m.Finalizers, orphanFinalizer)
	case Foreground:
		m.Finalizers = append(m.Finalizers, foregroundFinalizer)
	}
	switch {
	case len(m.Finalizers) == 0:
		c.letGo(by, resource, o)
		return
	case m.DeletionTimestamp != nil && m.DeletionGracePeriodSeconds != nil && *m.DeletionGracePeriodSeconds == 0:
		if !slices.Equal(m.Finalizers, o.Meta().Finalizers) {
			c.write(by, resource, next)
		}
		return // it waits already
	case m.DeletionTimestamp == nil && m.Generation > 0:
		m.Generation++
	}
	now, none := c.now, int64(0)
	if m.DeletionTimestamp == nil || *m.DeletionTimestamp > now {
		m.DeletionTimestamp = &now
	}
	m.DeletionGracePeriodSeconds = &none
	if pod, ok := next.(*api.Pod); ok && pod.Status.Phase == api.PodRunning {
		c.endPod(pod)
	}
	c.write(by, resource, next)
}

// endPod marks a Pod whose containers ended while finalizers keep it.
func (c *Cluster) endPod(pod *api.Pod) {
	pod.Status.Phase = api.PodSucceeded
	for _, kind := range []string{api.PodReady, api.ContainersReady} {
		setCondition(pod, api.PodCondition{Type: kind, Status: "False", Reason: "PodCompleted", LastTransitionTime: c.now, ObservedGeneration: pod.Generation})
	}
}

// letGo removes an object, which is the last version of it, and gives back what
// it held.
func (c *Cluster) letGo(by, resource string, o api.Object) {
	if svc, ok := o.(*api.Service); ok && !c.halts.off[by] {
		c.release(svc)
	}
	c.remove(by, resource, keyOf(o))
}

// goes reports whether an update of old to o ends the object: it was deleted,
// and o lists no finalizer. Models store.go ShouldDeleteDuringUpdate.
func goes(o, old api.Object) bool {
	m := old.Meta()
	grace := m.DeletionGracePeriodSeconds
	if ns, ok := o.(*api.Namespace); ok && len(ns.Spec.Finalizers) > 0 {
		return false // its controller empties it first
	}
	return len(o.Meta().Finalizers) == 0 && m.DeletionTimestamp != nil && (grace == nil || *grace == 0)
}
