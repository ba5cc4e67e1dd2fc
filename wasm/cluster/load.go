package cluster

import (
	"fmt"
	"maps"
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/kubelet"
)

// Load is what a cluster has been running for a day when it is switched on: so many
// Pods behind so many Services, spread over all nodes. In namespaces load-00,
// load-01, … are up to 200 Services each, app-000, app-001, … with the Deployment of
// the same name. The first of each namespace has a node port, 30100, 30101, …
type Load struct {
	Services int `json:"services"`
	Pods     int `json:"pods"`
}

// The most that Kubernetes is meant for, by its own published limits.
const (
	MostNodes    = 5_000
	MostPods     = 150_000
	MostServices = 10_000
)

const (
	loadPerNamespace = 200
	loadPerNode      = 100 // Pods; a node takes 110, and others want places too
	loadedFor        = 24 * api.Hour
)

// Check says what is wrong with a Load for so many nodes, "" for nothing.
func (l Load) Check(nodes int) string {
	switch {
	case l == Load{}:
		return ""
	case l.Services < 1 || l.Services > MostServices:
		return fmt.Sprintf("%d Services: want 1 to %d", l.Services, MostServices)
	case l.Pods < l.Services || l.Pods > MostPods:
		return fmt.Sprintf("%d Pods: want %d to %d, one or more for each Service", l.Pods, l.Services, MostPods)
	case l.Pods > nodes*loadPerNode:
		return fmt.Sprintf("%d Pods: want %d at most, %d on each of %d nodes", l.Pods, nodes*loadPerNode, loadPerNode, nodes)
	}
	return ""
}

// loading is a Load that is being put in place. The controllers decide what there
// is to be, as always; but nobody waits, hears or reports anything, and what is
// alike in many Pods they share.
type loading struct {
	next  int      // counts Pods
	first *api.Pod // of the ReplicaSet whose Pods are made
	run   *podRun  // what its kubelet knows of it
	zones []labels // of its Pods, one for each zone
}

type labels = map[string]string

// installLoad puts the Load in place.
func (c *Cluster) installLoad() {
	load := c.config.Load
	if load.Check(len(c.machines)) != "" || load == (Load{}) {
		return
	}
	c.tick(c.now.Add(api.Second)) // until all have heard of what there is
	c.loading = &loading{}
	for i := range load.Services {
		pods := load.Pods*(i+1)/load.Services - load.Pods*i/load.Services
		c.installApp(i, int32(pods))
	}
	c.loading = nil
	c.hearLoad()
	for _, r := range api.Resources() {
		c.store.tables[r.Name].in("", func(key objectKey, o api.Object) {
			if key.namespace >= "load-" && key.namespace < "load." {
				c.emit(Written{Instant: Instant{c.now}, By: bootstrapper, Change: Added, Resource: r.Name, Object: o})
			}
		})
	}
}

// installApp makes a Service, and the Deployment of its Pods.
func (c *Cluster) installApp(i int, pods int32) {
	key := objectKey{fmt.Sprintf("load-%02d", i/loadPerNamespace), fmt.Sprintf("app-%03d", i%loadPerNamespace)}
	selector := labels{"app": key.name}
	svc := &api.Service{TypeMeta: api.TypeMeta{Kind: "Service", APIVersion: "v1"}}
	svc.Name, svc.Namespace = key.name, key.namespace
	svc.Spec.Selector, svc.Spec.Ports = selector, []api.ServicePort{{Port: 80}}
	if i%loadPerNamespace == 0 {
		ns := &api.Namespace{TypeMeta: api.TypeMeta{Kind: "Namespace", APIVersion: "v1"}}
		ns.Name = key.namespace
		c.install("namespaces", ns)
		svc.Spec.Type, svc.Spec.Ports[0].NodePort = api.ServiceTypeNodePort, int32(30100+i/loadPerNamespace)
	}
	c.install("services", svc)

	d := &api.Deployment{TypeMeta: api.TypeMeta{Kind: "Deployment", APIVersion: "apps/v1"}}
	d.Name, d.Namespace = key.name, key.namespace
	d.Spec.Replicas, d.Spec.Selector = &pods, &api.LabelSelector{MatchLabels: selector}
	d.Spec.Template.Labels = selector
	d.Spec.Template.Spec.Containers = []api.Container{{Name: "web", Image: "nginx", Ports: []api.ContainerPort{{ContainerPort: 80}}}}
	c.install("deployments", d)
	c.syncDeployment(key)
	for _, dep := range c.dependents(d.UID) {
		for before := uint64(0); before != c.store.rv; { // until it has nothing left to do
			before = c.store.rv
			c.syncReplicaSet(keyOf(dep.Object))
		}
	}
	c.syncDeployment(key)
	c.syncEndpointSlices(key)
	c.syncEndpoints(key)
}

// loaded keeps what is found by an object of the Load.
func (c *Cluster) loaded(w Written) {
	switch o := w.Object.(type) {
	case *api.Pod:
		c.indexPod(w, o)
		c.indexLabels(w, o)
		c.count(w, o)
	case *api.Namespace:
		c.dns.zone.Learn(o, false, c.now)
	case *api.Service:
		c.servicesNow = nil
		c.indexService(w)
		c.dns.zone.Learn(o, false, c.now)
	case *api.EndpointSlice:
		c.indexSlice(w, o)
		c.dns.zone.Learn(o, false, c.now)
	case *api.ReplicaSet:
		c.index.sets.add(setKey(o), "replicasets/"+o.Name)
	}
	m := w.Object.Meta()
	for _, owner := range m.OwnerReferences {
		c.index.owned.add(objectKey{name: owner.UID}, ownedName(w.Resource, m))
	}
}

// hearLoad lets every kube-proxy know all there is, and write its rules.
func (c *Cluster) hearLoad() {
	c.hearings = hearings{}
	all, at := c.listed(), c.told.extent()
	book := all.written(c.proxyConfig)
	for i := range c.proxies {
		p := &c.proxies[i]
		p.hearing, p.known, p.extent, p.written, p.rules = all, at, at, book, nil
	}
}

// place gives the next Pod of the Load to a node, by turns.
func (c *Cluster) place(pod *api.Pod) (*api.Node, *nodeKubelet) {
	name := nodeName(c.loading.next % len(c.machines))
	c.loading.next++
	node := c.node(name)
	c.bind(pod, node)
	setHost(pod, node)
	return node, c.kubeletFor(name)
}

// loadFirst runs the first Pod of a ReplicaSet: it is on a node, has its addresses,
// and its containers have started.
func (c *Cluster) loadFirst(pod *api.Pod) {
	started := c.now
	pod.Status.StartTime = &started
	node, k := c.place(pod)
	all := kubelet.All(&pod.Spec)
	run := &podRun{owner: k.token, sandbox: true, ips: k.assign(node.Spec.PodCIDRs, pod.UID), ctrs: make([]ctrRun, len(all))}
	known := kubelet.Pod{Sandbox: true, IPs: run.ips, Containers: make([]kubelet.Container, len(all))}
	for i, ctr := range all {
		k.pulled[ctr.Image] = true
		known.Containers[i] = kubelet.Container{State: kubelet.Running, Image: ctr.Image, ImageID: imageID(ctr.Image),
			ID: containerID(pod.UID, ctr.Name, 0), Started: c.now, IsStarted: true, IsReady: true}
		run.ctrs[i] = ctrRun{Container: known.Containers[i], turn: 1, starts: 1, process: image.Start(ctr), born: c.born(pod, ctr)}
	}
	k.runs[pod.UID] = run
	pod.Status = kubelet.Status(pod, &known, c.now)
	c.loading.first, c.loading.run, c.loading.zones = pod, run, []labels{pod.Labels}
}

// loadAnother makes another Pod as the first of its ReplicaSet, and shares with it
// what is alike. It does nothing when there is none yet.
func (c *Cluster) loadAnother(rs *api.ReplicaSet) bool {
	l := c.loading
	if l.first == nil || api.ControllerOf(&l.first.ObjectMeta).UID != rs.UID {
		return false
	}
	pod := *l.first
	c.namePod(&pod)
	pod.UID = c.uid()
	pod.Labels = maps.Clone(rs.Spec.Template.Labels)
	conditions := pod.Status.Conditions
	pod.Status.Conditions = slices.Clone(conditions) // which bind looks at
	node, k := c.place(&pod)
	pod.Status.Conditions = conditions
	at := slices.IndexFunc(l.zones, func(other labels) bool { return maps.Equal(other, pod.Labels) })
	if at < 0 {
		at, l.zones = len(l.zones), append(l.zones, pod.Labels)
	}
	pod.Labels = l.zones[at]
	run := &podRun{owner: k.token, sandbox: true, ips: k.assign(node.Spec.PodCIDRs, pod.UID), ctrs: slices.Clone(l.run.ctrs)}
	pod.Status.PodIP, pod.Status.PodIPs = run.ips[0].IP, run.ips
	pod.Status.ContainerStatuses = slices.Clone(pod.Status.ContainerStatuses)
	for i := range run.ctrs {
		s := &pod.Status.ContainerStatuses[i]
		k.pulled[pod.Spec.Containers[i].Image] = true
		s.ContainerID = containerID(pod.UID, s.Name, 0)
		run.ctrs[i].ID = s.ContainerID
	}
	k.runs[pod.UID] = run
	c.write(replicaSetController, "pods", &pod)
	return true
}
