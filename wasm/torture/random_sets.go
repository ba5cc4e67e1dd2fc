package torture

import (
	"fmt"
	"math/rand/v2"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// randomSet makes, changes and deletes StatefulSets and DaemonSets, and what they
// own.
func randomSet(r *rand.Rand, c *cluster.Cluster) cluster.Command {
	resource := []string{"statefulsets", "daemonsets"}[r.IntN(2)]
	name := fmt.Sprintf("%s-%d", resource[:2], r.IntN(2))
	change := func(spec map[string]any) cluster.Command {
		return cluster.Patch{Resource: resource, Name: name, Type: cluster.StrategicPatch, Body: marshal(map[string]any{"spec": spec})}
	}
	image := []string{"nginx", "nginx:1.29", "nginx:1.28", "svclab.invalid/x"}[r.IntN(4)]
	switch r.IntN(10) {
	case 0, 1:
		return cluster.Create{Resource: resource, Body: randomSetBody(r, resource, name, image)}
	case 2, 3:
		if resource == "daemonsets" {
			zone := []any{nil, "zone-a", "zone-b"}[r.IntN(3)]
			return change(map[string]any{"template": map[string]any{"spec": map[string]any{"nodeSelector": map[string]any{api.LabelZone: zone}}}})
		}
		return change(map[string]any{"replicas": r.IntN(4)})
	case 4, 5:
		return change(map[string]any{"template": map[string]any{"spec": map[string]any{"containers": []any{map[string]any{"name": "c", "image": image}}}}})
	case 6:
		return change(map[string]any{"updateStrategy": randomStrategy(r, resource)})
	case 7:
		return cluster.Delete{Resource: resource, Name: name, Propagation: []cluster.Propagation{"", cluster.Foreground, cluster.Orphan}[r.IntN(3)]}
	}
	objects := c.List([]string{"controllerrevisions", "pods", "pods"}[r.IntN(3)], "default")
	if len(objects) == 0 {
		return cluster.Step{}
	}
	o := objects[r.IntN(len(objects))]
	if o.Type().Kind == "Pod" && r.IntN(3) == 0 {
		return cluster.Patch{Resource: "pods", Name: o.Meta().Name, Type: cluster.MergePatch,
			Body: marshal(map[string]any{"metadata": map[string]any{"labels": map[string]any{"app": []string{name, label(r)}[r.IntN(2)]}}})}
	}
	kind, _ := api.ResourceForKind(o.Type().APIVersion, o.Type().Kind)
	return cluster.Delete{Resource: kind.Name, Name: o.Meta().Name}
}

func randomSetBody(r *rand.Rand, resource, name, image string) []byte {
	labels := map[string]any{"app": name}
	spec := map[string]any{"selector": map[string]any{"matchLabels": labels}, "minReadySeconds": r.IntN(2), "revisionHistoryLimit": r.IntN(3),
		"updateStrategy": randomStrategy(r, resource),
		"template":       map[string]any{"metadata": map[string]any{"labels": labels}, "spec": map[string]any{"containers": []any{map[string]any{"name": "c", "image": image}}}}}
	if resource == "statefulsets" {
		spec["serviceName"], spec["replicas"] = serviceName(r), r.IntN(4)
		spec["podManagementPolicy"] = []string{api.OrderedReady, api.Parallel}[r.IntN(2)]
		spec["ordinals"] = map[string]any{"start": r.IntN(2)}
	}
	return marshal(map[string]any{"metadata": map[string]any{"name": name}, "spec": spec})
}

func randomStrategy(r *rand.Rand, resource string) map[string]any {
	if r.IntN(4) == 0 {
		return map[string]any{"type": api.StrategyOnDelete, "rollingUpdate": nil}
	}
	bounds := map[string]any{"partition": r.IntN(2), "maxUnavailable": 1 + r.IntN(2)}
	if resource == "daemonsets" {
		surge := r.IntN(2)
		bounds = map[string]any{"maxSurge": surge, "maxUnavailable": 1 - surge}
	}
	return map[string]any{"type": api.StrategyRollingUpdate, "rollingUpdate": bounds}
}
