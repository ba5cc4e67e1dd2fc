package cluster

import (
	"maps"
	"sort"
	"strings"

	"svclab/wasm/api"
)

// index finds names by a key, so that a controller need not walk everything.
type index struct{ names ordered[struct{}] }

// entry is where a name of a key stands: behind those of the same key that come
// before it.
func entry(key objectKey, name string) objectKey {
	return objectKey{key.namespace + "\x00" + key.name, name}
}

func (x *index) add(key objectKey, name string)  { x.names.put(entry(key, name), struct{}{}) }
func (x *index) drop(key objectKey, name string) { x.names.remove(entry(key, name)) }

// of returns the names of a key, sorted.
func (x *index) of(key objectKey) (names []string) {
	x.names.in(entry(key, "").namespace, func(at objectKey, _ struct{}) { names = append(names, at.name) })
	return names
}

// has reports that a key has names.
func (x *index) has(key objectKey) (some bool) {
	from := entry(key, "")
	x.names.from(from, func(at objectKey, _ struct{}) bool {
		some = at.namespace == from.namespace
		return false
	})
	return some
}

// indexes are what the controllers look things up in.
type indexes struct {
	services index // names by one pair of their selector: see selectorKey
	sets     index // what keeps Pods, as replicasets/NAME, by one pair of its selector: see setKey
	loose    index // ReplicaSets and ControllerRevisions without a controller, as resource/NAME, by namespace
	pods     index // names by each pair of their labels
	slices   index // names by the Service that their label names
	owned    index // what refers to an owner, as ownedName, by the owner's uid
	onNode   index // Pods, as namespace and name, by the node that they are bound to
}

func (x *indexes) clone() indexes {
	return indexes{index{x.services.names.clone()}, index{x.sets.names.clone()}, index{x.loose.names.clone()}, index{x.pods.names.clone()},
		index{x.slices.names.clone()}, index{x.owned.names.clone()}, index{x.onNode.names.clone()}}
}

// pairKey is where a label is looked up.
func pairKey(namespace, label, value string) objectKey {
	return objectKey{namespace, label + "=" + value}
}

// selectorKey returns the pair under which a Service is found: the first of its
// selector by name. Whatever the Service selects has this label.
func selectorKey(svc *api.Service) (key objectKey, ok bool) {
	return firstPair(svc.Namespace, svc.Spec.Selector), len(svc.Spec.Selector) > 0
}

func firstPair(namespace string, selector map[string]string) objectKey {
	first, found := "", false
	for label := range selector {
		if !found || label < first {
			first, found = label, true
		}
	}
	return pairKey(namespace, first, selector[first])
}

// indexService keeps a Service findable by its selector.
func (c *Cluster) indexService(w Written) {
	if old, ok := w.Old.(*api.Service); ok {
		if key, ok := selectorKey(old); ok {
			c.index.services.drop(key, old.Name)
		}
	}
	svc, _ := w.Object.(*api.Service)
	if key, ok := selectorKey(svc); ok && w.Change != Deleted {
		c.index.services.add(key, svc.Name)
	}
}

// indexLabels keeps a Pod findable by its labels and by its node.
func (c *Cluster) indexLabels(w Written, pod *api.Pod) {
	old, _ := w.Old.(*api.Pod)
	name := pod.Namespace + "\x00" + pod.Name
	if old != nil && (w.Change == Deleted || old.Spec.NodeName != pod.Spec.NodeName) {
		c.index.onNode.drop(objectKey{name: old.Spec.NodeName}, name)
	}
	if w.Change != Deleted && (old == nil || old.Spec.NodeName != pod.Spec.NodeName) {
		c.index.onNode.add(objectKey{name: pod.Spec.NodeName}, name)
	}
	if old != nil {
		if w.Change != Deleted && maps.Equal(old.Labels, pod.Labels) {
			return
		}
		for label, value := range old.Labels {
			c.index.pods.drop(pairKey(old.Namespace, label, value), old.Name)
		}
	}
	if w.Change == Deleted {
		return
	}
	for label, value := range pod.Labels {
		c.index.pods.add(pairKey(pod.Namespace, label, value), pod.Name)
	}
}

// podsOn returns the Pods of a node, sorted by namespace and name; "" means those
// that have none yet.
func (c *Cluster) podsOn(node string) (pods []*api.Pod) {
	for _, name := range c.index.onNode.of(objectKey{name: node}) {
		namespace, name, _ := strings.Cut(name, "\x00")
		pods = append(pods, c.podByName(namespace, name))
	}
	return pods
}

// selected returns the Pods that a Service selects, sorted by name.
func (c *Cluster) selected(svc *api.Service) []*api.Pod {
	key, ok := selectorKey(svc)
	if !ok {
		return nil
	}
	var pods []*api.Pod
	for _, name := range c.index.pods.of(key) {
		if pod := c.podByName(svc.Namespace, name); pod != nil && api.Selects(svc.Spec.Selector, pod.Labels) {
			pods = append(pods, pod)
		}
	}
	return pods
}

// selecting returns the names of the Services that select labels, sorted.
func (c *Cluster) selecting(namespace string, labels map[string]string) []string {
	var names []string
	for label, value := range labels {
		for _, name := range c.index.services.of(pairKey(namespace, label, value)) {
			if svc, ok := c.service(objectKey{namespace, name}); ok && api.Selects(svc.Spec.Selector, labels) {
				names = append(names, name)
			}
		}
	}
	sort.Strings(names)
	return names
}

// indexSlice keeps a slice findable by its Service.
func (c *Cluster) indexSlice(w Written, s *api.EndpointSlice) {
	if old, ok := w.Old.(*api.EndpointSlice); ok {
		c.index.slices.drop(serviceOf(old), old.Name)
	}
	if w.Change != Deleted {
		c.index.slices.add(serviceOf(s), s.Name)
	}
}

// slicesOf returns the slices that a Service has by their label, whoever wrote
// them, sorted by name.
func (c *Cluster) slicesOf(key objectKey) []*api.EndpointSlice {
	var out []*api.EndpointSlice
	for _, name := range c.index.slices.of(key) {
		if o, ok := c.store.get("endpointslices", objectKey{key.namespace, name}); ok {
			out = append(out, o.(*api.EndpointSlice))
		}
	}
	return out
}

// serviceOf returns the key of the Service that a slice belongs to by its label.
func serviceOf(s *api.EndpointSlice) objectKey {
	name := s.Labels[api.LabelServiceName]
	if name == "" {
		return objectKey{}
	}
	return objectKey{s.Namespace, name}
}
