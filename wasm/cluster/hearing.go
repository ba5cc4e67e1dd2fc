package cluster

import (
	"slices"
	"sort"

	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

// hearing is all that a kube-proxy has heard of Services and EndpointSlices. It is
// never changed, so that all nodes that have heard the same share it.
type hearing struct {
	services ordered[heard]     // by the Service's key, which may be one of slices alone
	owners   ordered[objectKey] // the Service of each slice

	book    *proxy.Book // that written has made
	config  proxy.Config
	before  *hearing    // one of which there was a book, with what has changed since
	changed []objectKey // of the Services
}

// heard is what a kube-proxy has heard of one Service.
type heard struct {
	service *api.Service // nil while only slices were heard of
	slices  []*api.EndpointSlice
	built   *built // of these, so that it is done once
}

// built is the ports of a Service, once somebody has built them.
type built struct {
	config proxy.Config
	ports  []*proxy.ServicePort
	done   bool
}

// news is a watch event on its way to nodes. It is never changed.
type news struct {
	change   Change
	resource string
	object   api.Object
	watch    int    // that brings it: see streamOf
	number   uint64 // among the news of its resource, from 1
	udp      bool   // it is about endpoints behind UDP ports
}

// extent says how much of each watch was heard: the number of the last news.
// Whoever has heard as much of Services and EndpointSlices has heard the same.
type extent [len(proxyWatches)]uint64

// shared leaves out the node itself.
func (e extent) shared() extent {
	e[streamOf("nodes")] = 0
	return e
}

// after returns what is known once more was heard.
func (h *hearing) after(more []*news) *hearing {
	next := &hearing{services: h.services.clone(), owners: h.owners.clone(), before: h}
	if h.book == nil {
		next.before, next.changed = h.before, slices.Clip(h.changed)
	}
	for _, n := range more {
		next.learn(n.change, n.object)
	}
	return next
}

func (h *hearing) learn(change Change, o api.Object) {
	switch o := o.(type) {
	case *api.Service:
		known, _ := h.services.get(keyOf(o))
		if known.service = o; change == Deleted {
			known.service = nil
		}
		h.keep(keyOf(o), known)
	case *api.EndpointSlice:
		h.learnSlice(change, o)
	}
}

func (h *hearing) learnSlice(change Change, s *api.EndpointSlice) {
	key, owner := keyOf(s), serviceOf(s)
	if before, ok := h.owners.get(key); ok && (before != owner || change == Deleted) {
		h.putSlice(before, key, nil)
		h.owners.remove(key)
	}
	if change != Deleted {
		h.putSlice(owner, key, s)
		h.owners.put(key, owner)
	}
}

// putSlice replaces a slice of a Service, or takes it away.
func (h *hearing) putSlice(owner, key objectKey, s *api.EndpointSlice) {
	known, _ := h.services.get(owner)
	known.slices = slices.Clone(known.slices)
	i := slices.IndexFunc(known.slices, func(s *api.EndpointSlice) bool { return keyOf(s) == key })
	switch {
	case s == nil && i >= 0:
		known.slices = slices.Delete(known.slices, i, i+1)
	case i >= 0:
		known.slices[i] = s
	case s != nil:
		known.slices = append(known.slices, s)
	}
	h.keep(owner, known)
}

// keep stores what is known of a Service, unless that is nothing.
func (h *hearing) keep(key objectKey, known heard) {
	h.changed = append(h.changed, key)
	if known.service == nil && len(known.slices) == 0 {
		h.services.remove(key)
		return
	}
	known.built = new(built)
	h.services.put(key, known)
}

// ports returns the ports of a Service.
func (h heard) ports(config proxy.Config) []*proxy.ServicePort {
	if h.service == nil {
		return nil
	}
	if !h.built.done || h.built.config != config {
		*h.built = built{config, proxy.BuildService(config, h.service, h.slices), true}
	}
	return h.built.ports
}

// written returns the book of the rules that are written by what was heard.
func (h *hearing) written(config proxy.Config) *proxy.Book {
	if h.book != nil && h.config == config {
		return h.book
	}
	var from *proxy.Book
	var keys []objectKey
	if h.before != nil && h.before.book != nil && h.before.config == config {
		from, keys = h.before.book, slices.Clone(h.changed)
	} else {
		from = proxy.NewBook(config, nil)
		h.services.in("", func(key objectKey, _ heard) { keys = append(keys, key) })
	}
	sort.Slice(keys, func(i, j int) bool { return compareKeys(keys[i], keys[j]) < 0 })
	var changes []proxy.Change
	for i, key := range keys {
		if i > 0 && key == keys[i-1] {
			continue
		}
		known, _ := h.services.get(key)
		changes = append(changes, proxy.Change{Namespace: key.namespace, Name: key.name, Ports: known.ports(config)})
	}
	h.book, h.config, h.before, h.changed = from.With(changes), config, nil, nil
	return h.book
}

// hearings are those of all nodes, each once, by how much was heard.
type hearings map[extent]*hearing

// mostHearings is how many are kept before those are dropped that no node has.
const mostHearings = 64

// told is the news that was sent to nodes, by watch: the last of it, and how much
// came before. News is never changed, and a list only at its end.
type told [len(proxyWatches)]struct {
	last   []*news
	before uint64
}

// extent is what a node has heard that starts now.
func (t *told) extent() (all extent) {
	for i := range t {
		all[i] = t[i].before + uint64(len(t[i].last))
	}
	return all
}

// leastNews is how much news is kept before what every node knows is dropped.
const leastNews = 256

// announce numbers a write and keeps it for the nodes to hear of.
func (c *Cluster) announce(w Written) *news {
	at := streamOf(w.Resource)
	t := &c.told[at]
	if len(t.last) >= leastNews && len(t.last) == cap(t.last) {
		known := t.before + uint64(len(t.last))
		for i := range c.proxies {
			if !c.machines[i].off {
				known = min(known, c.proxies[i].known[at])
			}
		}
		if at == streamOf("nodes") { // which a kube-proxy takes in as it hears it
			known = t.before + uint64(len(t.last))
		}
		t.last, t.before = append(make([]*news, 0, 2*cap(t.last)), t.last[known-t.before:]...), known
	}
	n := &news{w.Change, w.Resource, w.Object, at, t.before + uint64(len(t.last)) + 1, false}
	if s, ok := w.Object.(*api.EndpointSlice); ok {
		old, _ := w.Old.(*api.EndpointSlice)
		n.udp = hasUDP(s) || old != nil && hasUDP(old)
	}
	t.last = append(t.last, n)
	return n
}

func hasUDP(s *api.EndpointSlice) bool {
	return slices.ContainsFunc(s.Ports, func(p api.EndpointPort) bool { return p.Protocol != nil && *p.Protocol == api.ProtocolUDP })
}

// heardBy returns all that a node has heard.
func (c *Cluster) heardBy(p *kubeProxy) *hearing {
	at := p.extent.shared()
	if p.known.shared() == at {
		return p.hearing
	}
	h := c.hearings[at]
	if h == nil {
		var more []*news
		for i := range c.told {
			if t := &c.told[i]; at[i] > p.known[i] {
				more = append(more, t.last[p.known[i]-t.before:at[i]-t.before]...)
			}
		}
		h = p.hearing.after(more)
		c.keepHearing(at, h)
	}
	p.hearing, p.known = h, p.extent
	return h
}

func (c *Cluster) keepHearing(at extent, h *hearing) {
	if len(c.hearings) >= mostHearings {
		used := hearings{}
		for i := range c.proxies {
			used[c.proxies[i].known.shared()] = c.proxies[i].hearing
		}
		c.hearings = used
	}
	c.hearings[at] = h
}

// listed returns what a node knows that lists everything now.
func (c *Cluster) listed() *hearing {
	at := c.told.extent().shared()
	h := c.hearings[at]
	if h == nil {
		h = &hearing{}
		for _, resource := range []string{"services", "endpointslices"} {
			for _, o := range c.List(resource, "") {
				h.learn(Added, o)
			}
		}
		c.keepHearing(at, h)
	}
	return h
}
