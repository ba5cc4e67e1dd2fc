package cluster

// logLength is how many writes are kept at least. A reader that is further
// behind has to list anew. Models apiserver pkg/storage/cacher watchCache.
const logLength = 1000

// log keeps a write for those who watch. Forks share what is kept, so the old
// part is left alone when it is dropped.
func (c *Cluster) log(w Written) {
	if len(c.writes) == 2*logLength {
		c.writes = append(make([]Written, 0, 2*logLength), c.writes[logLength:]...)
	}
	c.writes = append(c.writes, w)
}

// Version returns the resourceVersion of the last write, from which a watch
// goes on.
func (c *Cluster) Version() uint64 { return c.store.rv }

// WritesSince returns the writes to a resource after a version, oldest first.
// ok is false when they are not kept any more. Each write has made the next
// version, so a version is a place in the log.
func (c *Cluster) WritesSince(resource string, version uint64) (writes []Written, ok bool) {
	if version >= c.store.rv {
		return nil, true
	}
	missed := c.store.rv - version
	if missed > uint64(len(c.writes)) {
		return nil, false
	}
	for _, w := range c.writes[len(c.writes)-int(missed):] {
		if w.Resource == resource {
			if w.Object == nil { // Events are made when they are asked for
				w.Object = c.recorded.find(w.version)
				if w.Change == Modified {
					w.Old = w.Object
				}
			}
			writes = append(writes, w)
		}
	}
	return writes, true
}
