package torture

import (
	"fmt"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/controller/endpointslice"
)

// do carries out a Command, and looks whether what was written on the way was
// right. A refused Command must keep the invariants too.
func (i *invariants) do(cmd cluster.Command) (*broken, error) {
	events, err := i.Do(cmd)
	if why := i.follow(events); why != "" {
		return &broken{"a StatefulSet keeps its order", why}, err
	}
	for _, e := range events {
		switch e := e.(type) {
		case cluster.Powered:
			delete(i.off, e.Node)
			if !e.Up {
				i.off[e.Node] = e.Time
			}
		case cluster.Switched:
			i.switched(e)
		case cluster.Written:
			i.counted(e)
			if why := i.scheduled(e); why != "" {
				return &broken{"the scheduler keeps to taints", why}, err
			}
		}
	}
	return nil, err
}

// switched: nodes that are off are noticed by who starts now, in its time; who
// dies in the midst of telling of one leaves it at that, as upstream.
func (i *invariants) switched(e cluster.Switched) {
	for node := range i.off {
		if i.off[node] = e.Time; !e.On {
			delete(i.off, node)
		}
	}
}

// scheduled says of a write of the scheduler that it put a Pod where it must not.
func (i *invariants) scheduled(w cluster.Written) string {
	switch o := w.Object.(type) {
	case *api.Node:
		i.nodes[o.Name] = o
	case *api.Pod:
		if old, ok := w.Old.(*api.Pod); ok && old.Spec.NodeName == "" && o.Spec.NodeName != "" && w.By == "scheduler" {
			i.looked["bindings"]++
			n := i.nodes[o.Spec.NodeName]
			if taint, off := api.KeepsOff(n.Spec.Taints, o.Spec.Tolerations); off || n.Spec.Unschedulable && !api.Tolerated(api.Taint{Key: api.TaintUnschedulable, Effect: api.NoSchedule}, o.Spec.Tolerations) {
				return fmt.Sprintf("%s was put on %s, whose taint %+v it does not tolerate, unschedulable %t", o.Name, n.Name, taint, n.Spec.Unschedulable)
			}
		}
	}
	return ""
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
			dead = dead && i.Runs("node-lifecycle-controller")
			o, err := i.Get("services", s.Namespace, svc)
			if !dead || err != nil || !i.kept(o.(*api.Service), s) || i.waits("endpointslice-controller", s.Namespace, svc) {
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
