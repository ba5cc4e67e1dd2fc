package cluster

import (
	"cmp"
	"sort"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// objectKey names an object within its resource.
type objectKey struct{ namespace, name string }

func keyOf(o api.Object) objectKey { return objectKey{o.Meta().Namespace, o.Meta().Name} }

// String writes the key as upstream's workqueues do: namespace/name.
func (k objectKey) String() string {
	if k.namespace == "" {
		return k.name
	}
	return k.namespace + "/" + k.name
}

// sortedKeys returns the keys of a map in order of namespace and name. It uses
// package sort, because slices sorts each type with a copy of its own code, and
// a copy costs a learner 2 KB.
func sortedKeys[T any](m map[objectKey]T) []objectKey {
	keys := make([]objectKey, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		return cmp.Or(strings.Compare(keys[i].namespace, keys[j].namespace), strings.Compare(keys[i].name, keys[j].name)) < 0
	})
	return keys
}

// table holds the objects of one resource.
type table = ordered[api.Object]

// store holds every object. Stored objects are never changed, so that a copy
// of the store may share them.
type store struct {
	tables map[string]*table
	rv     uint64 // of the last write
}

func newStore() store {
	s := store{tables: map[string]*table{}}
	for _, r := range api.Resources() {
		s.tables[r.Name] = new(table)
	}
	return s
}

func (s store) clone() store {
	tables := make(map[string]*table, len(s.tables))
	for name, t := range s.tables {
		copied := t.clone()
		tables[name] = &copied
	}
	return store{tables: tables, rv: s.rv}
}

func (s store) get(resource string, key objectKey) (api.Object, bool) {
	return s.tables[resource].get(key)
}

// put stores o under a new resourceVersion and returns what it replaces. It
// takes o over: nobody may change it afterwards.
func (s *store) put(resource string, o api.Object) (old api.Object) {
	s.rv++
	o.Meta().ResourceVersion = strconv.FormatUint(s.rv, 10)
	old, _ = s.tables[resource].put(keyOf(o), o)
	return old
}

func (s *store) remove(resource string, key objectKey) {
	s.rv++
	s.tables[resource].remove(key)
}

// Get returns the stored object, never to be changed, or an *api.StatusError
// with ReasonNotFound. The namespace of a resource without one is "".
func (c *Cluster) Get(resource, namespace, name string) (api.Object, error) {
	r, ok := api.ResourceNamed(resource)
	if !ok || !c.Serves(r) {
		return nil, unknownResource(resource)
	}
	if !r.Namespaced {
		namespace = ""
	}
	c.settle(r.Name)
	o, ok := c.store.get(r.Name, objectKey{namespace, name})
	if !ok {
		return nil, api.NotFound(r, name)
	}
	return o, nil
}

// List returns the stored objects of a resource, sorted by namespace and name;
// namespace "" means all. The objects are never to be changed.
func (c *Cluster) List(resource, namespace string) []api.Object {
	t, ok := c.store.tables[resource]
	if !ok {
		return nil
	}
	c.settle(resource)
	var out []api.Object
	if r, _ := api.ResourceNamed(resource); !r.Namespaced {
		namespace = ""
	}
	if namespace == "" {
		out = make([]api.Object, 0, t.size)
	}
	t.in(namespace, func(_ objectKey, o api.Object) { out = append(out, o) })
	return out
}

func unknownResource(name string) *api.StatusError {
	return &api.StatusError{Reason: api.ReasonNotFound, Message: "the server could not find the requested resource: " + name}
}

// write stores o in the name of by, and tells every watch of it.
func (c *Cluster) write(by, resource string, o api.Object) {
	if c.halts.off[by] {
		return // it stopped in the midst of a sync
	}
	if ns := o.Meta().Namespace; ns != "" && c.ending(ns) {
		if _, ok := c.store.get(resource, keyOf(o)); !ok {
			return // what a controller makes is refused there like anything else
		}
	}
	old := c.store.put(resource, o)
	change := Modified
	if old == nil {
		change = Added
	}
	w := Written{Instant: Instant{c.now}, By: by, Change: change, Resource: resource, Object: o, Old: old}
	if by == user {
		w.Sent = c.body
	}
	c.written(w)
	c.wrote(by)
}

// rehearse tells what a dry run would have written.
func (c *Cluster) rehearse(change Change, resource string, o, old api.Object) {
	c.emit(Rehearsed{Written{Instant{c.now}, user, change, resource, o, old, nil, 0}})
}

// remove deletes an object in the name of by, and tells every watch of it.
func (c *Cluster) remove(by, resource string, key objectKey) {
	old, ok := c.store.get(resource, key)
	if !ok || c.halts.off[by] {
		return
	}
	c.store.remove(resource, key)
	c.written(Written{Instant{c.now}, by, Deleted, resource, old, old, nil, 0})
	c.wrote(by)
}
