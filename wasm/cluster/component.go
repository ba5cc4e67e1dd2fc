package cluster

import (
	"container/heap"
	"fmt"
	"maps"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/controller/endpointset"
	mirroring "svclab/wasm/controller/endpointslicemirroring"
	"svclab/wasm/controller/nodelifecycle"
)

// Component stops a component of the control plane, or starts it again. One that
// stops in the midst of a sync leaves it as far as it was; one that starts knows
// nothing but what it lists.
type Component struct {
	Name   string `json:"name"` // see Components
	On     bool   `json:"on,omitempty"`
	Writes int    `json:"writes,omitempty"` // how many more it makes before it stops, 1,000 at most; 0 for none
}

func (Component) verb() string { return "component" }

// The programs of the control plane that can be stopped.
const (
	ControllerManager      = "kube-controller-manager"
	CloudControllerManager = "cloud-controller-manager"
	Scheduler              = "kube-scheduler"
)

// component is a part of a program of the control plane.
type component struct {
	name    string // as --controllers of kube-controller-manager has it
	by      string // under which it writes
	program string // that it runs in
}

// components are all of them, in the order in which they start.
var components = []component{
	{"namespace-controller", namespaceController, ControllerManager},
	{"garbage-collector-controller", garbageCollector, ControllerManager},
	{"endpoints-controller", endpointsController, ControllerManager},
	{"endpointslice-controller", endpointSliceController, ControllerManager},
	{"endpointslice-mirroring-controller", mirroringController, ControllerManager},
	{"deployment-controller", deploymentController, ControllerManager},
	{"replicaset-controller", replicaSetController, ControllerManager},
	{"statefulset-controller", statefulSetController, ControllerManager},
	{"daemonset-controller", daemonSetController, ControllerManager},
	{"disruption-controller", disruptionController, ControllerManager},
	{"node-lifecycle-controller", nodeController, ControllerManager},
	{"taint-eviction-controller", taintEviction, ControllerManager},
	{"pod-garbage-collector-controller", podGC, ControllerManager},
	{"gateway-controller", gatewayController, gatewayController},
	{CloudControllerManager, serviceController, CloudControllerManager},
	{Scheduler, scheduler, Scheduler},
}

// halts says which components do not run, by the names under which they write,
// and which Components stop after so many more writes. The maps are never changed
// in place.
type halts struct {
	off   map[string]bool
	dying map[string]int
}

// Components returns the names of what Component can stop: programs, and the
// controllers within kube-controller-manager.
func (c *Cluster) Components() []string {
	names := []string{ControllerManager}
	for _, p := range components {
		if c.has(p) {
			names = append(names, p.name)
		}
	}
	return names
}

func (c *Cluster) has(p component) bool {
	return (p.by != serviceController || c.cloud != nil) && (p.by != gatewayController || c.config.Gateway)
}

// parts are the components that a name stands for.
func (c *Cluster) parts(name string) (parts []component) {
	for _, p := range components {
		if (p.name == name || p.program == name) && c.has(p) {
			parts = append(parts, p)
		}
	}
	return parts
}

// Runs reports that a component runs, of a program each part of it.
func (c *Cluster) Runs(name string) bool {
	parts := c.parts(name)
	for _, p := range parts {
		if c.halts.off[p.by] {
			return false
		}
	}
	return len(parts) > 0
}

// component carries out a Component.
func (c *Cluster) component(cmd Component) error {
	parts, off := c.parts(cmd.Name), 0
	for _, p := range parts {
		if c.halts.off[p.by] {
			off++
		}
	}
	_, dying := c.halts.dying[cmd.Name]
	switch {
	case len(parts) == 0:
		return fmt.Errorf("component %q: want one of %s", cmd.Name, strings.Join(c.Components(), ", "))
	case cmd.Writes < 0 || cmd.Writes > 1000:
		return fmt.Errorf("component %s: %d writes: want 0 to 1000", cmd.Name, cmd.Writes)
	case cmd.On && cmd.Writes > 0:
		return fmt.Errorf("component %s: only one that stops makes a number of writes", cmd.Name)
	case cmd.On && off == 0 && !dying:
		return fmt.Errorf("%s runs already", cmd.Name)
	case !cmd.On && off == len(parts):
		return fmt.Errorf("%s is stopped already", cmd.Name)
	case cmd.Writes > 0:
		c.halts.dying = with(c.halts.dying, cmd.Name, cmd.Writes)
	case cmd.On:
		c.halts.dying = with(c.halts.dying, cmd.Name, 0)
		for _, p := range parts {
			if c.halts.off[p.by] {
				c.begin(p)
			}
		}
		c.emit(Switched{Instant{c.now}, cmd.Name, true})
	default:
		c.halt(cmd.Name)
	}
	return nil
}

// with returns a copy of m in which name has n, or is not there for 0.
func with(m map[string]int, name string, n int) map[string]int {
	out := map[string]int{}
	for k, v := range m {
		out[k] = v
	}
	if out[name] = n; n == 0 {
		delete(out, name)
	}
	return out
}

// halt stops a component: what was planned for it is forgotten, and nothing that
// it still wants to write is written.
func (c *Cluster) halt(name string) {
	off := map[string]bool{}
	for by := range c.halts.off {
		off[by] = true
	}
	for _, p := range c.parts(name) {
		off[p.by] = true
	}
	c.halts = halts{off, with(c.halts.dying, name, 0)}
	kept := c.queue[:0]
	for _, it := range c.queue {
		if !off[it.controller()] {
			kept = append(kept, it)
		}
	}
	c.queue = kept
	heap.Init(&c.queue)
	c.emit(Switched{Instant{c.now}, name, false})
}

// wrote counts the writes of a component that is to stop.
func (c *Cluster) wrote(by string) {
	if len(c.halts.dying) == 0 {
		return
	}
	for _, p := range components {
		if p.by != by {
			continue
		}
		c.countDown(p.name)
		if p.program != p.name {
			c.countDown(p.program)
		}
	}
}

func (c *Cluster) countDown(name string) {
	switch left := c.halts.dying[name]; left {
	case 0:
	case 1:
		c.halt(name)
	default:
		c.halts.dying = with(c.halts.dying, name, left-1)
	}
}

// controller says who does an item, "" when it is none of the control plane.
func (it item) controller() string {
	switch it.work {
	case workSync:
		return it.who
	case workSchedule:
		return scheduler
	case workMonitor, workTainting:
		return nodeController
	case workTaintedNode, workTaintedPod, workEvict:
		return taintEviction
	case workPodGC:
		return podGC
	}
	return ""
}

// begin starts a component, which lists all that it watches: to it, everything is
// new.
func (c *Cluster) begin(p component) {
	off := map[string]bool{}
	for by := range c.halts.off {
		off[by] = by != p.by
	}
	delete(off, p.by)
	c.halts.off = off
	c.forgetWork(p.by)
	enqueue := func(resource string) {
		for _, o := range c.List(resource, "") {
			c.enqueue(p.by, keyOf(o))
		}
	}
	switch p.by {
	case namespaceController:
		for _, o := range c.List("namespaces", "") {
			c.namespaceWritten(Written{Change: Added}, o.(*api.Namespace))
		}
	case garbageCollector:
		for _, r := range api.Resources() {
			for _, o := range c.List(r.Name, "") {
				c.collectLost(r.Name, o.Meta())
			}
		}
	case endpointsController: // also those that are left over: models checkLeftoverEndpoints
		enqueue("services")
		enqueue("endpoints")
	case endpointSliceController:
		enqueue("services")
	case mirroringController:
		for _, o := range c.List("endpoints", "") {
			if e := o.(*api.Endpoints); mirroring.ShouldMirror(e) {
				c.enqueue(p.by, keyOf(e))
			}
		}
		for _, svc := range c.Services("") {
			if len(svc.Spec.Selector) == 0 {
				c.enqueue(p.by, keyOf(svc))
			}
		}
	case deploymentController:
		enqueue("deployments")
	case replicaSetController:
		enqueue("replicasets")
	case statefulSetController:
		enqueue("statefulsets")
	case daemonSetController:
		enqueue("daemonsets")
	case disruptionController:
		enqueue("poddisruptionbudgets")
	case nodeController: // a lease counts from when it is first seen
		c.lifecycle, c.monitoring, c.tainting = nodelifecycle.Restart(roundUp(c.now+1, nodelifecycle.MonitorPeriod)), false, 0
		c.planMonitor()
		enqueue("nodes")
	case taintEviction: // whoever is tolerated for a time has all of it again
		c.evictions = map[objectKey]eviction{}
		for _, n := range c.Nodes() {
			c.taintsWritten(Written{Change: Added}, n)
		}
	case podGC:
		c.missing, c.collecting = map[string]api.Time{}, false
		c.planPodGC()
	case gatewayController:
		c.enqueue(p.by, everything)
	case serviceController:
		for _, svc := range c.Services("") {
			if c.concernsCloud(Written{Change: Added}, svc) {
				c.enqueue(p.by, keyOf(svc))
			}
		}
	case scheduler:
		c.unscheduled = map[objectKey]unscheduled{}
		for _, pod := range c.Pods("") {
			if pod.DeletionTimestamp == nil {
				c.queuePod(Written{Change: Added}, pod)
			}
		}
	}
}

// forgetWork empties a controller's workqueue, and what it has noted of its keys.
func (c *Cluster) forgetWork(by string) {
	maps.DeleteFunc(c.waiting, func(k syncKey, _ bool) bool { return k.controller == by })
	maps.DeleteFunc(c.failures, func(k syncKey, _ int) bool { return k.controller == by })
	maps.DeleteFunc(c.triggers, func(k syncKey, _ endpointset.Triggers) bool { return k.controller == by })
}
