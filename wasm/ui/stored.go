package ui

import (
	"slices"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/kubectl"
)

// Ref names an object: by the plural of its resource, such as services.
type Ref struct{ Resource, Namespace, Name string }

// Stored is an object that the API server holds, with what is known of how it
// came to be so. It is never changed.
type Stored struct {
	Ref
	Object api.Object
	Was    api.Object // before the last write, nil for a new one
	By     string     // who wrote it last
	At     api.Time   // when
	Own    bool       // the learner made it, by a request
	asked  []string   // what of the server's allocations was asked for
	events chain[*api.Event]
}

// mostEvents is how many Events of one object are kept at least.
const mostEvents = 40

// shelf holds the objects of one resource, sorted by namespace and name.
type shelf struct {
	resource string
	objects  list[*Stored]
}

func (s *Stored) spot() spot { return spot{a: s.Namespace, b: s.Name} }

// store folds a write. Events of the API are told with the objects that they
// are about.
func (p Picture) store(e cluster.Written) Picture {
	if o, ok := e.Object.(*api.Event); ok {
		return p.report(o)
	}
	m := e.Object.Meta()
	next := &Stored{Ref: Ref{e.Resource, m.Namespace, m.Name}, Object: e.Object, Was: e.Old, By: e.By, At: e.Time, Own: e.Sent != nil}
	if e.Change == cluster.Deleted {
		p.gone = p.gone.add(next, mostGone)
		return p.shelve(next, true)
	}
	if was := p.Stored(next.Ref); was != nil {
		next.Own, next.asked, next.events = was.Own, was.asked, was.events
	}
	if e.Sent != nil && slices.Contains(withAllocations, e.Resource) {
		next.asked = kubectl.Asked(e.Sent, e.Old, next.asked)
	}
	return p.shelve(next, false)
}

// withAllocations are the resources of which the server fills in fields of its
// own choice.
var withAllocations = []string{"services", "pods"}

// mostGone is how many deleted objects are remembered.
const mostGone = 20

// shelve puts an object in its place, or takes it away.
func (p Picture) shelve(s *Stored, away bool) Picture {
	i := slices.IndexFunc(p.shelves, func(h shelf) bool { return h.resource == s.Resource })
	p.shelves = slices.Clone(p.shelves)
	if i < 0 {
		i = len(p.shelves)
		p.shelves = append(p.shelves, shelf{resource: s.Resource})
	}
	h := &p.shelves[i]
	if away {
		h.objects = h.objects.drop(s.spot(), p.own)
	} else {
		h.objects = h.objects.put(s, p.own)
	}
	return p
}

// all returns the objects of a resource.
func (p Picture) all(resource string) list[*Stored] {
	for _, h := range p.shelves {
		if h.resource == resource {
			return h.objects
		}
	}
	return list[*Stored]{}
}

// Stored returns an object, nil when there is none.
func (p Picture) Stored(r Ref) *Stored {
	s, _ := p.all(r.Resource).find(spot{a: r.Namespace, b: r.Name})
	return s
}

// lately returns an object that was deleted not long ago, as it was last.
func (p Picture) lately(r Ref) *Stored {
	for l := p.gone.last; l != nil; l = l.prev {
		if l.value.Ref == r {
			return l.value
		}
	}
	return nil
}

// report keeps an Event with the object that it is about.
func (p Picture) report(e *api.Event) Picture {
	about := e.InvolvedObject
	r, ok := api.ResourceNamed(strings.ToLower(about.Kind))
	if !ok {
		return p
	}
	ref := Ref{r.Name, about.Namespace, about.Name}
	if !r.Namespaced {
		ref.Namespace = ""
	}
	s := p.Stored(ref)
	if s == nil {
		return p
	}
	next := *s
	next.events = s.events.add(e, mostEvents)
	return p.shelve(&next, false)
}

// Events returns the Events about the object that describe would list, the
// latest last: of those of one name the one that was written last.
func (s *Stored) Events(now api.Time) []*api.Event {
	var out []*api.Event
	for l := s.events.last; l != nil; l = l.prev {
		e := l.value
		known := slices.ContainsFunc(out, func(o *api.Event) bool { return o.Name == e.Name })
		mine := e.InvolvedObject.UID == s.Object.Meta().UID || e.InvolvedObject.UID == s.Name
		if !known && mine && now.Sub(lastSeen(e)) < eventLife {
			out = append(out, e)
		}
	}
	slices.Reverse(out)
	return out
}

// eventLife is for how long the API server keeps an Event.
const eventLife = api.Hour

func lastSeen(e *api.Event) api.Time {
	switch {
	case e.Series != nil:
		return api.Time(e.Series.LastObservedTime)
	case e.LastTimestamp != 0:
		return e.LastTimestamp
	}
	return api.Time(e.EventTime)
}
