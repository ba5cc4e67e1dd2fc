package ui

import (
	"maps"
	"slices"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// wrote is the moment of a write, with the earlier write to which its writer
// answers.
func (s moments) wrote(e cluster.Written) Moment {
	o := e.Object.Meta()
	k := Moment{At: e.Time, Kind: Wrote, Lane: laneOf(e.By), Change: e.Change, Resource: e.Resource,
		Namespace: o.Namespace, Name: o.Name, Version: o.ResourceVersion, Owner: ownerOf(o)}
	ours := !systemNamespace(o.Namespace)
	switch o := e.Object.(type) {
	case *api.Pod:
		k.Turn = turnOf(e, o)
		k.Service = ours && k.Turn > TurnBound
	case *api.Service:
		k.Service = ours && !isAPIServer(o.Namespace, o.Name)
	case *api.EndpointSlice:
		k.Service = ours && !isAPIServer(o.Namespace, o.Labels[api.LabelServiceName])
	}
	if k.Lane.Part != Learner {
		k.Cause = s.because(e, k)
	}
	return k
}

// ownerOf writes an object's controller as replicasets/web-5fc9f4bf66.
func ownerOf(o *api.ObjectMeta) string {
	for _, r := range o.OwnerReferences {
		if r.Controller != nil && *r.Controller {
			return strings.ToLower(r.Kind) + "s/" + r.Name
		}
	}
	return ""
}

// turnOf tells what a write makes of a Pod: of several things the last in its life.
func turnOf(e cluster.Written, o *api.Pod) Turn {
	old, _ := e.Old.(*api.Pod)
	if old == nil {
		old = &api.Pod{}
	}
	switch {
	case e.Change == cluster.Deleted:
		return TurnGone
	case o.DeletionTimestamp != nil && old.DeletionTimestamp == nil:
		return TurnTerminating
	case o.Ready() && !old.Ready():
		return TurnReady
	case old.Ready() && !o.Ready():
		return TurnUnready
	case o.Spec.NodeName != old.Spec.NodeName:
		return TurnBound
	case e.Old != nil && !maps.Equal(o.Labels, old.Labels):
		return TurnRelabelled
	}
	return NoTurn
}

// because finds the write to which another one answers: an EndpointSlice to the
// Pods that changed in it or to its Service, a new object to its controller, a
// controller's word on its object to the latest that it made, and all else to
// the write before of the same object.
func (s moments) because(e cluster.Written, k Moment) int {
	slice, isSlice := e.Object.(*api.EndpointSlice)
	var pods []string
	service := ""
	if isSlice {
		old, _ := e.Old.(*api.EndpointSlice)
		pods, service = changedPods(old, slice, e.Change), slice.Labels[api.LabelServiceName]
	}
	self := k.Resource + "/" + k.Name
	return s.latest(func(c Moment) bool {
		switch {
		case c.Kind != Wrote || c.Namespace != k.Namespace:
			return false
		case isSlice:
			return c.Resource == "pods" && slices.Contains(pods, c.Name) || c.Resource == "services" && c.Name == service
		case k.Change == cluster.Added && k.Owner != "":
			return c.Resource+"/"+c.Name == k.Owner
		case k.Lane.Part == EndpointControllers:
			return c.Resource == "services" && c.Name == k.Name && k.Change == cluster.Added
		case c.Resource+"/"+c.Name == self:
			return k.Lane.Part == Kubelet || c.Lane != k.Lane
		}
		return c.Owner == self
	})
}

// changedPods names the Pods whose endpoints differ between two states of a slice.
func changedPods(old, now *api.EndpointSlice, change cluster.Change) []string {
	was, is := map[string]api.EndpointConditions{}, map[string]api.EndpointConditions{}
	if old != nil {
		was = conditionsOf(old)
	}
	if change != cluster.Deleted {
		is = conditionsOf(now)
	}
	var out []string
	for pod, c := range is {
		if before, had := was[pod]; !had || !sameConditions(before, c) {
			out = append(out, pod)
		}
	}
	for pod := range was {
		if _, has := is[pod]; !has {
			out = append(out, pod)
		}
	}
	return out
}

func conditionsOf(s *api.EndpointSlice) map[string]api.EndpointConditions {
	out := map[string]api.EndpointConditions{}
	for _, ep := range s.Endpoints {
		if ep.TargetRef != nil && ep.TargetRef.Kind == "Pod" {
			out[ep.TargetRef.Name] = ep.Conditions
		}
	}
	return out
}

func sameConditions(a, b api.EndpointConditions) bool {
	same := func(a, b *bool) bool { return a == b || a != nil && b != nil && *a == *b }
	return same(a.Ready, b.Ready) && same(a.Serving, b.Serving) && same(a.Terminating, b.Terminating)
}
