package torture

import (
	"fmt"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/controller/daemonset"
)

// follow keeps the objects as they were after each write of a Command, and says
// which write was wrong: a StatefulSet that keeps order makes a Pod only when
// those before it are Running and Ready.
func (i *invariants) follow(events []cluster.Event) string {
	for _, e := range events {
		w, ok := e.(cluster.Written)
		if !ok || w.Resource != "pods" && w.Resource != "statefulsets" {
			continue
		}
		key := w.Resource + "/" + w.Object.Meta().Namespace + "/" + w.Object.Meta().Name
		if w.Change == cluster.Deleted {
			delete(i.objects, key)
			continue
		}
		i.objects[key] = w.Object
		pod, ok := w.Object.(*api.Pod)
		if !ok || w.Change != cluster.Added {
			continue
		}
		ref := api.ControllerOf(&pod.ObjectMeta)
		if ref == nil || ref.Kind != "StatefulSet" {
			continue
		}
		set := i.objects["statefulsets/"+pod.Namespace+"/"+ref.Name].(*api.StatefulSet)
		for n := set.Start(); set.Spec.PodManagementPolicy == api.OrderedReady && n < ordinalOf(set, pod); n++ {
			i.looked["ordinals"]++
			before, ok := i.objects[fmt.Sprintf("pods/%s/%s-%d", pod.Namespace, set.Name, n)].(*api.Pod)
			if !ok || before.Status.Phase != api.PodRunning || !before.Ready() || before.DeletionTimestamp != nil {
				return fmt.Sprintf("%s is made before number %d is Running and Ready", pod.Name, n)
			}
		}
	}
	return ""
}

// ordinalOf reads the number of a Pod, -1 when its name is not the set's.
func ordinalOf(set *api.StatefulSet, p *api.Pod) int32 {
	digits, ok := strings.CutPrefix(p.Name, set.Name+"-")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil {
		return -1
	}
	return int32(n)
}

// setsAreWhatTheySay: the Pods of a StatefulSet have its names, each its own
// number, host name and Service, and the status counts them once the controller
// has looked. A DaemonSet has one Pod on each node that fits, two at most where
// it surges, and none where it is not wanted.
func (i *invariants) setsAreWhatTheySay() string {
	for _, o := range i.List("statefulsets", "") {
		set := o.(*api.StatefulSet)
		ready, all := int32(0), int32(0)
		for _, p := range i.Pods(set.Namespace) {
			if ref := api.ControllerOf(&p.ObjectMeta); ref == nil || ref.UID != set.UID {
				continue
			}
			if n := ordinalOf(set, p); n < 0 || p.Spec.Hostname != p.Name {
				return fmt.Sprintf("StatefulSet %s owns %s, whose host name is %s", set.Name, p.Name, p.Spec.Hostname)
			}
			all++
			if p.Status.Phase == api.PodRunning && p.Ready() {
				ready++
			}
		}
		if set.DeletionTimestamp == nil && !i.waits("statefulset-controller", set.Namespace, set.Name) && (set.Status.Replicas != all || set.Status.ReadyReplicas != ready) {
			return fmt.Sprintf("StatefulSet %s counts %d Pods, %d ready, want %d, %d", set.Name, set.Status.Replicas, set.Status.ReadyReplicas, all, ready)
		}
	}
	for _, o := range i.List("daemonsets", "") {
		d := o.(*api.DaemonSet)
		if d.DeletionTimestamp != nil || i.waits("daemonset-controller", d.Namespace, d.Name) {
			continue
		}
		if why := i.daemonsAreOnTheirNodes(d); why != "" {
			return why
		}
	}
	return ""
}

func (i *invariants) daemonsAreOnTheirNodes(d *api.DaemonSet) string {
	most := 1
	if u := d.Spec.UpdateStrategy.RollingUpdate; u != nil && u.MaxSurge.Of(1, true) > 0 {
		most = 2
	}
	for _, n := range i.Nodes() {
		active, bound, leaving := 0, 0, 0
		for _, p := range i.Pods(d.Namespace) {
			ref := api.ControllerOf(&p.ObjectMeta)
			if ref == nil || ref.UID != d.UID || daemonNode(p) != n.Name {
				continue
			}
			if p.DeletionTimestamp != nil {
				leaving++
				continue
			}
			active++
			if p.Spec.NodeName != "" {
				bound++
			}
		}
		run, stay := daemonset.Wants(d, n)
		switch i.looked["daemons"]++; {
		case active > most, !stay && bound > 0: // one that waits for a node stays until the set is looked at: upstream's syncNodeUpdate finds Pods by spec.nodeName
			return fmt.Sprintf("DaemonSet %s has %d Pods on %s; it may stay there: %t", d.Name, active, n.Name, stay)
		case run && active+leaving == 0:
			return fmt.Sprintf("DaemonSet %s has no Pod on %s", d.Name, n.Name)
		}
	}
	return ""
}

// daemonNode is the node that a Pod is on or was made for.
func daemonNode(p *api.Pod) string {
	if a := p.Spec.Affinity; p.Spec.NodeName == "" && a != nil {
		return a.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms[0].MatchFields[0].Values[0]
	}
	return p.Spec.NodeName
}

// setsAreSettled: when nothing happens any more, StatefulSets and DaemonSets have
// all their Pods available, except those that nobody replaces.
func (i *invariants) setsAreSettled() string {
	for _, o := range i.List("statefulsets", "") {
		set := o.(*api.StatefulSet)
		if n := *set.Spec.Replicas; !i.isStuck(set) && set.Status.AvailableReplicas != n {
			return fmt.Sprintf("StatefulSet %s has %d available replicas, want %d: %+v", set.Name, set.Status.AvailableReplicas, n, set.Status)
		}
	}
	for _, o := range i.List("daemonsets", "") {
		d := o.(*api.DaemonSet)
		if s := d.Status; int(s.DesiredNumberScheduled-s.NumberAvailable) > i.left(d) {
			return fmt.Sprintf("DaemonSet %s is not available everywhere: %+v", d.Name, s)
		}
	}
	for _, o := range i.List("controllerrevisions", "") {
		if ref := api.ControllerOf(o.Meta()); ref != nil && i.uid(ref.Kind, ref.Name) != ref.UID {
			return fmt.Sprintf("revision %s is left without its %s", o.Meta().Name, ref.Kind)
		}
	}
	return ""
}

func (i *invariants) uid(kind, name string) string {
	r, _ := api.ResourceForKind("apps/v1", kind)
	if o, err := i.Get(r.Name, "default", name); err == nil {
		return o.Meta().UID
	}
	return ""
}

// isStuck reports whether a StatefulSet waits for what does not come by itself:
// a name that another Pod has, or an image, in a Pod that no update reaches. In
// order, none is reached while one before it is not available; in parallel, an
// old one that serves nobody goes at once, down to the partition
// (pkg/controller/statefulset updateStatefulSetAfterInvariantEstablished). One too
// many stays while it waits for an image, and one before it does, too: in order, only
// the first that is not available may go so (processCondemned).
func (i *invariants) isStuck(set *api.StatefulSet) bool {
	for n := range *set.Spec.Replicas {
		o, err := i.Get("pods", set.Namespace, fmt.Sprintf("%s-%d", set.Name, set.Start()+n))
		if err != nil {
			continue
		}
		p, ref := o.(*api.Pod), api.ControllerOf(o.Meta())
		if ref == nil || ref.UID != set.UID {
			return true
		}
		u := set.Spec.UpdateStrategy.RollingUpdate
		reached := set.Spec.PodManagementPolicy == api.Parallel && u != nil && n >= *u.Partition && p.Labels[api.LabelRevisionHash] != set.Status.UpdateRevision
		if p.Spec.Containers[0].Image == missing && !reached {
			return true
		}
	}
	waiting := 0
	for _, p := range i.activePods(set.UID) {
		if n := ordinalOf(set, p) - set.Start(); (n < 0 || n >= *set.Spec.Replicas) && p.Spec.Containers[0].Image == missing {
			waiting++
		}
	}
	return set.Spec.PodManagementPolicy != api.Parallel && waiting > 1
}

// left counts the Pods of a DaemonSet that are not ready and that nobody
// replaces: of its template they are without their image, and with OnDelete
// old ones and adopted ones stay whatever becomes of them. Those of a set of the
// same name that is gone count as new ones when the numbers of the templates agree
// (pkg/controller/daemon/util IsPodUpdated).
func (i *invariants) left(d *api.DaemonSet) (n int) {
	var last *api.ControllerRevision
	for _, o := range i.List("controllerrevisions", d.Namespace) {
		if ref, r := api.ControllerOf(o.Meta()), o.(*api.ControllerRevision); ref != nil && ref.UID == d.UID && (last == nil || r.Revision > last.Revision) {
			last = r
		}
	}
	for _, p := range i.activePods(d.UID) {
		isNew := last != nil && p.Labels[api.LabelRevisionHash] == last.Labels[api.LabelRevisionHash] ||
			p.Labels[api.LabelTemplateGeneration] == d.Annotations[api.AnnotationTemplateGeneration]
		if !p.Ready() && (p.Spec.Containers[0].Image == missing && isNew || !isNew && d.Spec.UpdateStrategy.Type == api.StrategyOnDelete) {
			n++
		}
	}
	return n
}

// missing is an image that no registry has.
const missing = "svclab.invalid/x"

func (i *invariants) hasImage(uid, image string) bool {
	for _, p := range i.activePods(uid) {
		if p.Spec.Containers[0].Image == image {
			return true
		}
	}
	return false
}
