package cluster

import (
	"slices"
	"strings"

	"svclab/wasm/api"
)

// The garbage collector deletes what has lost its owner: an object with
// ownerReferences goes when none of its owners is there any more, whoever wrote
// it, and keeps the others when one of them goes. An object without
// ownerReferences is never collected. An owner whose finalizer says so goes only
// after its dependents, or after they have been cut loose. Models
// pkg/controller/garbagecollector/garbagecollector.go.

// ownersWritten keeps what is owned findable by its owners' uids, and asks the
// garbage collector to look when an owner goes, was never there, or waits for
// its dependents.
func (c *Cluster) ownersWritten(w Written) {
	m := w.Object.Meta()
	name := ownedName(w.Resource, m)
	if w.Old != nil {
		for _, o := range w.Old.Meta().OwnerReferences {
			c.index.owned.drop(objectKey{name: o.UID}, name)
		}
	}
	if w.Change == Deleted {
		if c.index.owned.has(objectKey{name: m.UID}) {
			c.collectLater(item{uid: m.UID})
		}
		for _, o := range m.OwnerReferences {
			if resource, owner := c.owner(m.Namespace, o); owner != nil {
				c.collectBefore(resource, owner.Meta())
			}
		}
		return
	}
	for _, o := range m.OwnerReferences {
		c.index.owned.add(objectKey{name: o.UID}, name)
	}
	c.collectLost(w.Resource, m)
}

// collectLost asks the garbage collector to look at the dependents of an owner
// that an object names and that is not there, and at the object when it waits for
// its own.
func (c *Cluster) collectLost(resource string, m *api.ObjectMeta) {
	for _, o := range m.OwnerReferences {
		if c.lostOwner(m.Namespace, o) {
			c.collectLater(item{uid: o.UID})
		}
	}
	c.collectBefore(resource, m)
}

func (c *Cluster) collectLater(it item) {
	it.work, it.who = workSync, garbageCollector
	c.after(syncDelay, it)
}

// collectBefore asks the garbage collector to look at the dependents of an owner
// that waits for it.
func (c *Cluster) collectBefore(resource string, m *api.ObjectMeta) {
	if m.DeletionTimestamp != nil && (slices.Contains(m.Finalizers, orphanFinalizer) || slices.Contains(m.Finalizers, foregroundFinalizer)) {
		c.collectLater(item{uid: m.UID, key: objectKey{m.Namespace, resource + "/" + m.Name}})
	}
}

// ownedName names an object in the index of what is owned.
func ownedName(resource string, m *api.ObjectMeta) string {
	return resource + "/" + m.Namespace + "/" + m.Name
}

// owner returns the object that a reference of an object in namespace is to, nil
// when it is not there.
func (c *Cluster) owner(namespace string, ref api.OwnerReference) (resource string, o api.Object) {
	r, ok := api.ResourceForKind(ref.APIVersion, ref.Kind)
	if !ok {
		return "", nil
	}
	if !r.Namespaced {
		namespace = ""
	}
	if o, ok := c.store.get(r.Name, objectKey{namespace, ref.Name}); ok && o.Meta().UID == ref.UID {
		return r.Name, o
	}
	return r.Name, nil
}

// lostOwner reports whether an owner is not there, or another of its name is. Of
// a kind that is not served nobody can tell. An owner in another namespace does
// not count.
func (c *Cluster) lostOwner(namespace string, ref api.OwnerReference) bool {
	resource, o := c.owner(namespace, ref)
	return resource != "" && o == nil
}

// dependent is what an owner owns.
type dependent struct {
	api.Object
	resource string
}

func (c *Cluster) dependents(uid string) []dependent {
	var out []dependent
	for _, name := range c.index.owned.of(objectKey{name: uid}) {
		parts := strings.SplitN(name, "/", 3)
		if o, ok := c.store.get(parts[0], objectKey{parts[1], parts[2]}); ok {
			out = append(out, dependent{o, parts[0]})
		}
	}
	return out
}

// collect looks at all that the owner with the item's uid owned, or at an owner
// that waits for what it owns.
func (c *Cluster) collect(it item) {
	if resource, name, ok := strings.Cut(it.key.name, "/"); ok {
		if o, ok := c.store.get(resource, objectKey{it.key.namespace, name}); ok && o.Meta().UID == it.uid {
			c.collectFor(resource, o)
		}
		return
	}
	for _, d := range c.dependents(it.uid) {
		c.collectOne(d, "")
	}
}

// collectOne deletes an object that has no owner left, counting one that waits
// for it as none, and takes references to those that are gone out of the others.
// Models attemptToDeleteItem.
func (c *Cluster) collectOne(d dependent, waiting string) {
	m := d.Meta()
	var kept []api.OwnerReference
	for _, ref := range m.OwnerReferences {
		if !c.lostOwner(m.Namespace, ref) && ref.UID != waiting {
			kept = append(kept, ref)
		}
	}
	switch {
	case len(kept) == len(m.OwnerReferences):
	case len(kept) > 0:
		c.setOwners(d, kept)
	case d.resource == "pods":
		c.deletePod(garbageCollector, d.Object.(*api.Pod), nil)
	default:
		p := Background
		for _, f := range m.Finalizers {
			switch f {
			case orphanFinalizer:
				p = Orphan
			case foregroundFinalizer:
				p = Foreground
			}
		}
		if ref := m.OwnerReferences[0]; ref.UID == waiting && !c.lostOwner(m.Namespace, ref) && c.index.owned.has(objectKey{name: m.UID}) {
			p = Foreground
		}
		c.deleteWith(garbageCollector, d.resource, keyOf(d), p)
	}
}

func (c *Cluster) setOwners(d dependent, owners []api.OwnerReference) {
	next := d.DeepCopy()
	next.Meta().OwnerReferences = owners
	c.write(garbageCollector, d.resource, next)
}

// collectFor does what the finalizers of an owner on its way out ask for: its
// dependents lose it, or those that block it go first. Then the finalizer goes,
// and with the last one the owner. Models orphanDependents and
// processDeletingDependentsItem.
func (c *Cluster) collectFor(resource string, owner api.Object) {
	m := owner.Meta()
	finalizer := foregroundFinalizer
	if slices.Contains(m.Finalizers, orphanFinalizer) {
		finalizer = orphanFinalizer
	}
	blocked := false
	for _, d := range c.dependents(m.UID) {
		var others []api.OwnerReference
		blocks := false
		for _, ref := range d.Meta().OwnerReferences {
			if ref.UID != m.UID {
				others = append(others, ref)
			} else {
				blocks = ref.BlockOwnerDeletion != nil && *ref.BlockOwnerDeletion
			}
		}
		switch {
		case finalizer == orphanFinalizer:
			c.setOwners(d, others)
		case blocks:
			blocked = true
			if d.Meta().DeletionTimestamp == nil {
				c.collectOne(d, m.UID)
			}
		}
	}
	at := slices.Index(m.Finalizers, finalizer)
	if blocked || at < 0 {
		return
	}
	next := owner.DeepCopy()
	next.Meta().Finalizers = slices.Delete(next.Meta().Finalizers, at, at+1)
	if goes(next, owner) {
		c.letGo(garbageCollector, resource, owner)
		return
	}
	c.write(garbageCollector, resource, next)
}
