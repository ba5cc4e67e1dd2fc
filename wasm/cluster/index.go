package cluster

import (
	"maps"
	"sort"

	"svclab/wasm/api"
)

// index finds names by a key, so that a controller need not walk everything.
// Its lists are sorted and never changed in place: a copy of the map is a copy
// of the index.
type index map[objectKey][]string

func (x index) add(key objectKey, name string) {
	names := x[key]
	at := sort.SearchStrings(names, name)
	if at < len(names) && names[at] == name {
		return
	}
	longer := make([]string, 0, len(names)+1)
	longer = append(append(longer, names[:at]...), name)
	x[key] = append(longer, names[at:]...)
}

func (x index) drop(key objectKey, name string) {
	names := x[key]
	at := sort.SearchStrings(names, name)
	switch {
	case at == len(names) || names[at] != name:
	case len(names) == 1:
		delete(x, key)
	default:
		shorter := make([]string, 0, len(names)-1)
		x[key] = append(append(shorter, names[:at]...), names[at+1:]...)
	}
}

// indexes are what the controllers look things up in.
type indexes struct {
	services index // names by one pair of their selector: see selectorKey
	sets     index // what keeps Pods, as replicasets/NAME, by one pair of its selector: see setKey
	loose    index // ReplicaSets and ControllerRevisions without a controller, as resource/NAME, by namespace
	pods     index // names by a pair of their labels that some Service or set has there
	slices   index // names by the Service that their label names
	owned    index // what refers to an owner, as ownedName, by the owner's uid
}

func newIndexes() indexes { return indexes{index{}, index{}, index{}, index{}, index{}, index{}} }

func (x indexes) clone() indexes {
	return indexes{maps.Clone(x.services), maps.Clone(x.sets), maps.Clone(x.loose), maps.Clone(x.pods), maps.Clone(x.slices), maps.Clone(x.owned)}
}

// selects reports whether somebody looks for Pods under a pair.
func (x indexes) selects(key objectKey) bool { return x.services[key] != nil || x.sets[key] != nil }

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

// indexService keeps a Service findable by its selector. The first Service of a
// pair makes the list of the Pods that have it, the last takes it away.
func (c *Cluster) indexService(w Written) {
	if old, ok := w.Old.(*api.Service); ok {
		if key, ok := selectorKey(old); ok {
			c.forget(c.index.services, key, old.Name)
		}
	}
	svc, _ := w.Object.(*api.Service)
	key, ok := selectorKey(svc)
	if !ok || w.Change == Deleted {
		return
	}
	c.seek(c.index.services, key, svc.Name)
}

// seek notes in x that name looks for Pods under a pair, and finds them when
// nobody else does.
func (c *Cluster) seek(x index, key objectKey, name string) {
	if !c.index.selects(key) {
		c.findPods(key.namespace, key)
	}
	x.add(key, name)
}

// forget notes in x that name no longer looks for Pods under a pair.
func (c *Cluster) forget(x index, key objectKey, name string) {
	x.drop(key, name)
	if !c.index.selects(key) {
		delete(c.index.pods, key)
	}
}

func (c *Cluster) findPods(namespace string, key objectKey) {
	var names []string
	for _, pod := range c.Pods(namespace) {
		for label, value := range pod.Labels {
			if pairKey(namespace, label, value) == key {
				names = append(names, pod.Name)
			}
		}
	}
	if names != nil {
		c.index.pods[key] = names
	}
}

// indexLabels keeps a Pod findable by the labels that Services ask for.
func (c *Cluster) indexLabels(w Written, pod *api.Pod) {
	if old, ok := w.Old.(*api.Pod); ok {
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
		if key := pairKey(pod.Namespace, label, value); c.index.selects(key) {
			c.index.pods.add(key, pod.Name)
		}
	}
}

// selected returns the Pods that a Service selects, sorted by name.
func (c *Cluster) selected(svc *api.Service) []*api.Pod {
	key, ok := selectorKey(svc)
	if !ok {
		return nil
	}
	var pods []*api.Pod
	for _, name := range c.index.pods[key] {
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
		for _, name := range c.index.services[pairKey(namespace, label, value)] {
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
	for _, name := range c.index.slices[key] {
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
