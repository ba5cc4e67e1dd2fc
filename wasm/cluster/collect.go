package cluster

import (
	"strings"

	"svclab/wasm/api"
)

// The garbage collector deletes what has lost its owner: an object with
// ownerReferences goes when none of its owners is there any more, whoever wrote
// it, and keeps the others when one of them goes. An object without
// ownerReferences is never collected. Models
// pkg/controller/garbagecollector/garbagecollector.go attemptToDeleteItem with
// background propagation.

// ownersWritten keeps what is owned findable by its owners' uids, and asks the
// garbage collector to look when an owner goes, or was never there.
func (c *Cluster) ownersWritten(w Written) {
	m := w.Object.Meta()
	name := ownedName(w.Resource, m)
	if w.Old != nil {
		for _, o := range w.Old.Meta().OwnerReferences {
			c.index.owned.drop(objectKey{name: o.UID}, name)
		}
	}
	if w.Change == Deleted {
		if c.index.owned[objectKey{name: m.UID}] != nil {
			c.collectLater(m.UID)
		}
		return
	}
	for _, o := range m.OwnerReferences {
		c.index.owned.add(objectKey{name: o.UID}, name)
		if c.lostOwner(m.Namespace, o) {
			c.collectLater(o.UID)
		}
	}
}

func (c *Cluster) collectLater(uid string) {
	c.after(syncDelay, item{work: workSync, who: garbageCollector, uid: uid})
}

// ownedName names an object in the index of what is owned.
func ownedName(resource string, m *api.ObjectMeta) string {
	return resource + "/" + m.Namespace + "/" + m.Name
}

// lostOwner reports whether an owner is not there, or another of its name is. Of
// a kind that is not served nobody can tell. An owner in another namespace does
// not count.
func (c *Cluster) lostOwner(namespace string, owner api.OwnerReference) bool {
	for _, r := range api.Resources() {
		if r.Kind == owner.Kind && r.APIVersion() == owner.APIVersion {
			if !r.Namespaced {
				namespace = ""
			}
			o, ok := c.store.get(r.Name, objectKey{namespace, owner.Name})
			return !ok || o.Meta().UID != owner.UID
		}
	}
	return false
}

// collect looks at all that the owner with that uid owned.
func (c *Cluster) collect(uid string) {
	for _, name := range c.index.owned[objectKey{name: uid}] {
		parts := strings.SplitN(name, "/", 3)
		resource, key := parts[0], objectKey{parts[1], parts[2]}
		o, ok := c.store.get(resource, key)
		if !ok {
			continue
		}
		owners := o.Meta().OwnerReferences
		var kept []api.OwnerReference
		for _, owner := range owners {
			if !c.lostOwner(key.namespace, owner) {
				kept = append(kept, owner)
			}
		}
		switch {
		case len(kept) == len(owners):
		case len(kept) == 0:
			c.deleteObject(garbageCollector, resource, key)
		default:
			next := o.DeepCopy()
			next.Meta().OwnerReferences = kept
			c.write(garbageCollector, resource, next)
		}
	}
}
