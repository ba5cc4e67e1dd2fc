package torture

import (
	"fmt"
	"math/rand/v2"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
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
