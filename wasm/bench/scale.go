package bench

import (
	"runtime"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// perService is how many Pods a Service has in the clusters that are compared, as at
// Kubernetes' published limits.
const perService = cluster.MostPods / cluster.MostServices

// settled is the virtual time within which a Pod that was deleted has been replaced
// and every kube-proxy has written its rules.
const settled = 10 * api.Second

// changes replaces Pods one by one in a cluster of a size.
func (m *measuring) changes(row string, pods, nodes, times int) {
	c := cluster.New(cluster.Config{Nodes: nodes, Seed: 1, Load: cluster.Load{Services: max(pods/perService, 1), Pods: pods}})
	m.replace(row, c, times)
}

// replace deletes Pods, one by one, and lets time pass each time until its successor
// is ready and every kube-proxy has written its rules.
func (m *measuring) replace(row string, c *cluster.Cluster, times int) {
	load := c.Config().Load
	spent, written := int64(0), 0
	for i := range times {
		pod := m.victim(c, i)
		var events []cluster.Event
		spent += m.took(func() {
			m.do(c, cluster.Delete{Resource: "pods", Namespace: pod.Namespace, Name: pod.Name})
			events = m.do(c, cluster.Tick{By: settled})
		})
		if i == 0 {
			spent = 0 // each node's image, each block that is shared
		}
		n := m.replaced(c, pod, events)
		if i > 0 {
			written += n
		}
	}
	pods := 0
	for _, ns := range c.List("namespaces", "") {
		if name := ns.Meta().Name; name >= "load-" && name < "load." {
			pods += len(c.Pods(name))
		}
	}
	m.check(pods == load.Pods, "there are %d of %d Pods", pods, load.Pods)
	m.found(row, float64(spent)/float64(times-1)/1e3, Microseconds)
	m.found(row+".slice", float64(spent)/float64(written)/1e3, Microseconds)
}

// victim is a ready Pod of the first Services.
func (m *measuring) victim(c *cluster.Cluster, turn int) *api.Pod {
	pods := c.Pods("load-00")
	for i := range pods {
		if p := pods[(turn*perService+i)%len(pods)]; p.DeletionTimestamp == nil && p.Ready() {
			return p
		}
	}
	m.check(false, "no Pod of load-00 is ready")
	return nil
}

// replaced checks what came of the deletion of a Pod: it is gone, another is ready,
// and each node wrote its rules after it had heard of the last slice. It returns how
// many slices were written.
func (m *measuring) replaced(c *cluster.Cluster, pod *api.Pod, events []cluster.Event) (slices int) {
	_, err := c.Get("pods", pod.Namespace, pod.Name)
	m.check(err != nil, "%s is still there", pod.Name)
	successor, heard, synced := "", map[string]bool{}, map[string]bool{}
	for _, e := range events {
		switch e := e.(type) {
		case cluster.Written:
			if p, ok := e.Object.(*api.Pod); ok && p.Name != pod.Name && p.Ready() {
				successor = p.Name
			}
			if e.Resource == "endpointslices" {
				slices++
				clear(heard)
				clear(synced)
			}
		case cluster.Heard:
			for _, node := range append([]string{e.Node}, e.Others...) {
				heard[node] = true
			}
		case cluster.Synced:
			for _, node := range append([]string{e.Node}, e.Others...) {
				synced[node] = heard[node]
			}
		}
	}
	m.check(successor != "", "nothing has replaced %s", pod.Name)
	wrote := 0
	for _, yes := range synced {
		if yes {
			wrote++
		}
	}
	m.check(wrote == len(c.Nodes()), "%d of %d nodes have written their rules anew", wrote, len(c.Nodes()))
	return slices
}

// full switches on a cluster that carries a Load, copies it and replaces some Pods.
func (m *measuring) full(config cluster.Config, times int) {
	var c, fork *cluster.Cluster
	spent := m.took(func() { c = cluster.New(config) })
	m.check(len(c.Nodes()) == config.Nodes && c.Config().Load == config.Load, "%d nodes", len(c.Nodes()))
	m.found("full", float64(spent)/1e9, Seconds)
	m.memory("full")
	const forks = 10
	spent = m.took(func() {
		for range forks {
			fork = c.Fork()
		}
	})
	pod := m.victim(fork, 0)
	m.do(fork, cluster.Delete{Resource: "pods", Namespace: pod.Namespace, Name: pod.Name})
	m.check(m.victim(c, 0) == pod && m.victim(fork, 0) != pod, "what befalls a fork befalls its original")
	m.found("full.fork", float64(spent)/forks/1e6, Milliseconds)
	m.replace("change-150000", c, times)
	runtime.KeepAlive(c)
}
