package torture

import (
	"fmt"
	"math/rand/v2"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// randomBudget makes, changes and deletes PodDisruptionBudgets, and evicts what
// they protect.
func randomBudget(r *rand.Rand, c *cluster.Cluster) cluster.Command {
	name := fmt.Sprintf("pdb-%d", r.IntN(2))
	spec := func() map[string]any {
		spec := map[string]any{[]string{"minAvailable", "maxUnavailable"}[r.IntN(2)]: []any{0, 1, 2, "50%", "100%", -1}[r.IntN(6)]}
		if r.IntN(8) > 0 {
			spec["selector"] = map[string]any{"matchLabels": map[string]any{"app": []string{"deploy-0", "deploy-1", "st-0", label(r)}[r.IntN(4)]}}
		}
		if r.IntN(3) == 0 {
			spec["unhealthyPodEvictionPolicy"] = []string{"AlwaysAllow", "IfHealthyBudget", "Typo"}[r.IntN(3)]
		}
		return spec
	}
	switch r.IntN(8) {
	case 0, 1:
		return cluster.Create{Resource: "poddisruptionbudgets", Body: marshal(map[string]any{"metadata": map[string]any{"name": name}, "spec": spec()})}
	case 2:
		return cluster.Patch{Resource: "poddisruptionbudgets", Name: name, Type: cluster.MergePatch,
			Body: marshal(map[string]any{"spec": map[string]any{"minAvailable": []any{nil, 1}[r.IntN(2)], "maxUnavailable": []any{nil, 1}[r.IntN(2)]}})}
	case 3:
		return cluster.Delete{Resource: "poddisruptionbudgets", Name: name}
	}
	pod := podName(r)
	if pods := c.Pods("default"); len(pods) > 0 {
		pod = pods[r.IntN(len(pods))].Name
	}
	return cluster.Evict{Name: pod, GracePeriodSeconds: grace(r), DryRun: r.IntN(8) == 0}
}

// randomDisruption stops and starts components of the control plane, some of them
// in the midst of a sync, and makes watches slow and fast again.
func randomDisruption(r *rand.Rand, c *cluster.Cluster) cluster.Command {
	if r.IntN(3) > 0 {
		names := c.Components()
		name := names[r.IntN(len(names))]
		if r.IntN(4) == 0 {
			name = cluster.ControllerManager
		}
		if !c.Runs(name) {
			return cluster.Component{Name: name, On: r.IntN(8) > 0}
		}
		cmd := cluster.Component{Name: name, Writes: []int{0, 1, 1, 2, 3, r.IntN(10)}[r.IntN(6)]}
		if r.IntN(8) == 0 {
			cmd.On = true
		}
		return cmd
	}
	node := []string{"", "node-1", "node-2", "node-3"}[r.IntN(4)]
	resource := []string{"", "services", "endpointslices", "nodes", "namespaces", "pods"}[r.IntN(6)]
	by := []api.Duration{0, 0, api.Millisecond, 100 * api.Millisecond, 5 * api.Second, api.Minute}[r.IntN(6)]
	return cluster.Delay{Node: node, Resource: resource, By: api.Duration(r.Int64N(int64(by) + 1))}
}

// randomLookup asks the cluster's DNS.
func randomLookup(r *rand.Rand) cluster.Command {
	return cluster.Lookup{From: randomPlace(r), Server: []string{"", "10.96.0.10"}[r.IntN(2)], Type: []string{"A", "AAAA", "SRV", "PTR"}[r.IntN(4)],
		Name: []string{serviceName(r) + ".default.svc.cluster.local", "10.0.96.10.in-addr.arpa", "ext.example", "a..b"}[r.IntN(4)], TCP: r.IntN(4) == 0}
}

// randomForget deletes what a node's kernel knows of some connections.
func randomForget(r *rand.Rand, c *cluster.Cluster) cluster.Command {
	cmd := cluster.Forget{Node: fmt.Sprintf("node-%d", 1+r.IntN(3))}
	for _, f := range c.Conntrack(cmd.Node) {
		if r.IntN(2) == 0 {
			cmd.Flows = append(cmd.Flows, f.ID())
		}
	}
	return cmd
}

// randomSubresource scales what has Pods as kubectl scale does, and writes statuses as
// only controllers should.
func randomSubresource(r *rand.Rand, c *cluster.Cluster) cluster.Command {
	resource := []string{"deployments", "replicasets", "statefulsets", "daemonsets"}[r.IntN(4)]
	objects := c.List(resource, "default")
	if len(objects) == 0 {
		return cluster.Tick{By: api.Second}
	}
	name := objects[r.IntN(len(objects))].Meta().Name
	replicas := map[string]any{"replicas": r.IntN(5) - 1}
	if r.IntN(4) > 0 {
		return cluster.Patch{Resource: resource, Name: name, Subresource: cluster.ScaleOfPods, Type: cluster.MergePatch, Body: marshal(map[string]any{"spec": replicas})}
	}
	return cluster.Patch{Resource: resource, Name: name, Subresource: cluster.Status, Type: cluster.MergePatch, Body: marshal(map[string]any{"status": replicas})}
}
