package torture

import (
	"fmt"
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/proxy"
)

// settle lifts all disruptions and lets an hour pass.
func (i *invariants) settle() *broken {
	for _, name := range i.Components() {
		i.do(cluster.Component{Name: name, On: true})
	}
	i.do(cluster.Delay{})
	for _, name := range i.Machines() {
		i.do(cluster.Delay{Node: name})
		i.do(cluster.Power{Node: name, On: true})
		i.do(cluster.Patch{Resource: "nodes", Name: name, Type: cluster.MergePatch, Body: []byte(`{"spec":{"unschedulable":null,"taints":null}}`)})
	}
	for _, by := range []api.Duration{api.Minute, api.Hour} {
		if b, _ := i.do(cluster.Tick{By: by}); b != nil {
			return b
		}
		for _, rules := range [][]rule{always, often} {
			if b := i.check(rules); b != nil {
				return b
			}
		}
	}
	// A container that crashes again and again makes news now and then for ever: the
	// look is between two of them.
	for n := 0; n < 100 && !i.quiet(); n++ {
		if b, _ := i.do(cluster.Tick{By: 100 * api.Millisecond}); b != nil {
			return b
		}
	}
	return i.check(settled)
}

// quiet reports that no node has anything to hear of, or to write.
func (i *invariants) quiet() bool {
	for _, name := range i.Machines() {
		if _, _, current, fresh := i.HeardBy(name); !current || !fresh {
			return false
		}
	}
	return true
}

// allIsKnown: once nothing happens any more, no news is on its way, and the rules
// of each node are those that a kube-proxy would make that starts now.
func (i *invariants) allIsKnown() string {
	for _, name := range i.Machines() {
		services, heard, current, fresh := i.HeardBy(name)
		if !current || !fresh {
			return fmt.Sprintf("%s has still to hear of something, or to write its rules", name)
		}
		if got, want := versions(services, heard), versions(i.Services(""), i.EndpointSlices("")); got != want {
			return fmt.Sprintf("%s has heard of %s, want %s", name, got, want)
		}
		rules := i.Rules(name)
		i.looked["rules at rest"]++
		if want := proxy.Build(i.ProxyConfig(), rules.Node, i.Services(""), i.EndpointSlices("")); written(rules) != written(want) {
			return fmt.Sprintf("%s has the rules\n%swant\n%s", name, written(rules), written(want))
		}
	}
	return ""
}

// freshControllersAgree: controllers that start now and list everything anew find
// nothing to write: those that were there have left nothing undone. What happens in
// the same moment without them is no business of theirs.
func (i *invariants) freshControllersAgree() string {
	control, fresh := i.Fork(), i.Fork()
	for _, on := range []bool{false, true} {
		for _, name := range i.Components() {
			fresh.Do(cluster.Component{Name: name, On: on}) //nolint:errcheck // parts of a program that is stopped are stopped already
		}
	}
	for _, c := range []*cluster.Cluster{control, fresh} {
		c.Do(cluster.Tick{By: 100 * api.Millisecond}) //nolint:errcheck // time that runs forwards is never refused
	}
	for _, r := range api.Resources() {
		if r.Name == "events" || r.Name == "poddisruptionbudgets" { // for those see budgetsCountRight
			continue
		}
		// A Pod that has ended on a node that was not there is replaced when its DaemonSet
		// is looked at for another reason (pkg/controller/daemon syncNodeUpdate).
		replaced := map[string]bool{}
		is := map[string]api.Object{}
		for _, o := range fresh.List(r.Name, "") {
			is[o.Meta().Namespace+"/"+o.Meta().Name] = o
		}
		for _, was := range control.List(r.Name, "") {
			i.looked["objects at rest"]++
			name := was.Meta().Namespace + "/" + was.Meta().Name
			o, there := is[name]
			delete(is, name)
			switch {
			case i.leftOver(r.Name, was):
			case !there && r.Name == "pods" && was.(*api.Pod).Ended():
				replaced[ownerOf(was)] = true
			case !there:
				return fmt.Sprintf("fresh controllers delete %s %s", r.Name, name)
			case was != o && i.text(was) != i.text(o):
				return fmt.Sprintf("%s were\n%s\nand a fresh controller makes of them\n%s", r.Name, i.text(was), i.text(o))
			}
		}
		for name, o := range is {
			if ref := api.ControllerOf(o.Meta()); r.Name == "controllerrevisions" && ref != nil && ref.Kind == "StatefulSet" {
				continue // which do not watch theirs
			}
			if r.Name == "controllerrevisions" && i.borrowed(o.(*api.ControllerRevision)) {
				continue
			}
			if r.Name != "pods" || !replaced[ownerOf(o)] {
				return fmt.Sprintf("fresh controllers make %s %s", r.Name, name)
			}
		}
	}
	return ""
}

// borrowed reports that a DaemonSet had what it takes for its revision, but of the
// DaemonSet of its name before it: it went with that one, and nobody told the new one
// (pkg/controller/daemon snapshot, deleteHistory).
func (i *invariants) borrowed(r *api.ControllerRevision) bool {
	for _, p := range i.activePods(ownerOf(r)) {
		if p.Labels[api.LabelRevisionHash] == r.Labels[api.LabelRevisionHash] {
			return true
		}
	}
	return false
}

// leftOver reports that only an Endpoints controller that starts looks at an object:
// Endpoints without a Service, and those that somebody has written by hand
// (pkg/controller/endpoint checkLeftoverEndpoints; it watches only deletions).
func (i *invariants) leftOver(resource string, o api.Object) bool {
	_, err := i.Get("services", o.Meta().Namespace, o.Meta().Name)
	return resource == "endpoints" && (err != nil || o.Meta().Labels["endpoints.kubernetes.io/managed-by"] == "")
}

// text is an object without what nobody keeps right: its version, when its last change
// was triggered, which a controller that starts has forgotten, the zones of endpoints,
// which are looked at when their Service is for another reason, and endpoints whose
// Pod has ended without having been ready (endpointslice/util podEndpointsChanged).
func (i *invariants) text(o api.Object) string {
	o = o.DeepCopy()
	m := o.Meta()
	m.ResourceVersion, m.Generation = "", 0
	delete(m.Annotations, "endpoints.kubernetes.io/last-change-trigger-time")
	switch o := o.(type) {
	case *api.EndpointSlice:
		o.Endpoints = slices.DeleteFunc(o.Endpoints, func(e api.Endpoint) bool { return i.hasEnded(e.TargetRef) })
		for n := range o.Endpoints {
			o.Endpoints[n].Zone, o.Endpoints[n].Hints = nil, nil
		}
		if len(o.Endpoints) == 0 {
			o.Endpoints, o.Ports = nil, nil // a placeholder, or about to be one
		}
	case *api.DaemonSet: // is not looked at for a node that comes back with its Pod (pkg/controller/daemon syncNodeUpdate)
		o.Status = api.DaemonSetStatus{}
	case *api.StatefulSet: // does not watch its revisions, which somebody may have deleted
		o.Status.CurrentRevision, o.Status.UpdateRevision, o.Status.CurrentReplicas, o.Status.UpdatedReplicas = "", "", 0, 0
	case *api.Endpoints:
		for n := range o.Subsets {
			o.Subsets[n].NotReadyAddresses = slices.DeleteFunc(o.Subsets[n].NotReadyAddresses, func(a api.EndpointAddress) bool { return i.hasEnded(a.TargetRef) })
		}
		o.Subsets = slices.DeleteFunc(o.Subsets, func(s api.EndpointSubset) bool { return len(s.Addresses)+len(s.NotReadyAddresses) == 0 })
	}
	return string(marshal(o))
}

// hasEnded reports that a Pod has come to its end.
func (i *invariants) hasEnded(ref *api.ObjectReference) bool {
	if ref == nil {
		return false
	}
	o, err := i.Get("pods", ref.Namespace, ref.Name)
	if err != nil {
		return false
	}
	return o.(*api.Pod).Ended()
}

// ownerOf is the uid of an object's controller.
func ownerOf(o api.Object) string {
	if ref := api.ControllerOf(o.Meta()); ref != nil {
		return ref.UID
	}
	return ""
}
