package cluster_test

import (
	"fmt"
	"math/rand/v2"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/controller/endpointslice"
)

// randomNode does to nodes and namespaces what their owners do, and the plug.
func randomNode(r *rand.Rand) cluster.Command {
	node := fmt.Sprintf("node-%d", 1+r.IntN(3))
	spec := func(spec map[string]any) cluster.Command {
		return cluster.Patch{Resource: "nodes", Name: node, Type: cluster.MergePatch, Body: marshal(map[string]any{"spec": spec})}
	}
	switch r.IntN(12) {
	case 0, 1, 2, 3:
		return cluster.Power{Node: node, On: r.IntN(2) == 0}
	case 4, 5:
		return spec(map[string]any{"unschedulable": r.IntN(2) == 0})
	case 6, 7:
		if r.IntN(2) == 0 {
			return spec(map[string]any{"taints": nil})
		}
		effect := []string{api.NoSchedule, api.PreferNoSchedule, api.NoExecute}[r.IntN(3)]
		return spec(map[string]any{"taints": []any{map[string]any{"key": "k", "effect": effect}}})
	case 8:
		return cluster.Evict{Name: podName(r), GracePeriodSeconds: grace(r)}
	case 9:
		if r.IntN(4) == 0 {
			return cluster.Delete{Resource: "nodes", Name: node}
		}
		return cluster.Tick{By: api.Duration(r.IntN(90)) * api.Second}
	case 10:
		return cluster.Create{Resource: "namespaces", Body: []byte(`{"metadata":{"name":"shop"}}`)}
	}
	if r.IntN(3) == 0 {
		return cluster.Delete{Resource: "namespaces", Name: "shop"}
	}
	resource, body := "pods", randomPod(r)
	if r.IntN(3) == 0 {
		resource, body = "services", randomService(r)
	}
	return cluster.Create{Resource: resource, Namespace: "shop", Body: body}
}

// repair puts all nodes back into service.
func (i *invariants) repair() {
	for _, name := range i.Machines() {
		i.do(cluster.Power{Node: name, On: true})
		i.do(cluster.Patch{Resource: "nodes", Name: name, Type: cluster.MergePatch, Body: []byte(`{"spec":{"unschedulable":null,"taints":null}}`)})
	}
	i.do(cluster.Tick{By: api.Minute})
}

// do carries out a Command, and looks whether the scheduler puts a Pod where it
// must not.
func (i *invariants) do(cmd cluster.Command) string {
	events, _ := i.Do(cmd) // a refused Command must keep the invariants too
	why := i.follow(events)
	for _, e := range events {
		switch e := e.(type) {
		case cluster.Powered:
			delete(i.off, e.Node)
			if !e.Up {
				i.off[e.Node] = e.Time
			}
		case cluster.Written:
			switch o := e.Object.(type) {
			case *api.Node:
				i.nodes[o.Name] = o
			case *api.Pod:
				if old, ok := e.Old.(*api.Pod); ok && old.Spec.NodeName == "" && o.Spec.NodeName != "" && e.By == "scheduler" {
					i.bound++
					n := i.nodes[o.Spec.NodeName]
					if taint, off := api.KeepsOff(n.Spec.Taints, o.Spec.Tolerations); off || n.Spec.Unschedulable && !api.Tolerated(api.Taint{Key: api.TaintUnschedulable, Effect: api.NoSchedule}, o.Spec.Tolerations) {
						why = fmt.Sprintf("%s was put on %s, whose taint %+v it does not tolerate, unschedulable %t", o.Name, n.Name, taint, n.Spec.Unschedulable)
					}
				}
			}
		}
	}
	return why
}

// kept reports that a controller keeps a slice right, and by readiness.
func (i *invariants) kept(svc *api.Service, s *api.EndpointSlice) bool {
	return len(svc.Spec.Selector) > 0 && svc.Spec.Type != api.ServiceTypeExternalName && !svc.Spec.PublishNotReadyAddresses &&
		svc.DeletionTimestamp == nil && s.DeletionTimestamp == nil && s.Labels[api.LabelManagedBy] == endpointslice.ManagedBy
}

// deadNodesHaveNoEndpoints: a minute after a machine went off, no endpoint of a
// Pod on it is ready any more: its last heartbeat is seen within 5 s, 50 s after
// that it counts as lost, and that is seen within 5 s again. A second more is for
// the news to get about. A Node that was deleted meanwhile has nobody who would
// notice.
func (i *invariants) deadNodesHaveNoEndpoints() string {
	for _, s := range i.EndpointSlices("") {
		svc := s.Labels[api.LabelServiceName]
		for _, e := range s.Endpoints {
			if e.NodeName == nil || e.TargetRef == nil || e.Conditions.Ready == nil || !*e.Conditions.Ready {
				continue
			}
			off, dead := i.off[*e.NodeName]
			o, err := i.Get("services", s.Namespace, svc)
			if !dead || err != nil || !i.kept(o.(*api.Service), s) || i.Waits("endpointslice-controller", s.Namespace, svc) {
				continue
			}
			if n, err := i.Get("nodes", "", *e.NodeName); err != nil || n.Meta().CreationTimestamp > off {
				continue
			}
			if dark := i.Now().Sub(off); dark > api.Minute+api.Second {
				return fmt.Sprintf("%s lists %s as ready, on %s, which has been off for %d s", s.Name, e.TargetRef.Name, *e.NodeName, dark/api.Second)
			}
		}
	}
	return ""
}
