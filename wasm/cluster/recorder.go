package cluster

import (
	"hash/fnv"
	"slices"
	"sort"
	"strconv"

	"svclab/wasm/api"
)

// eventTTL is how long an Event is kept after it was written. Models the API
// server's --event-ttl.
const eventTTL = api.Hour

// eventsMost bounds the Events that are kept, so that a cluster of 150,000 Pods
// does not drown in them.
const eventsMost = 50_000

// recorder is who reports Events. Recorders are shared and never changed.
type recorder struct {
	component, host string
	action          string // set by those that use the newer recorder of client-go, tools/events
}

// by is the name under which a recorder's component writes.
func (r *recorder) by() string {
	switch r.component {
	case "default-scheduler":
		return scheduler
	case "controllermanager":
		return disruptionController
	case fromSlices.component:
		return endpointSliceController
	}
	return r.component
}

// The recorders that are not on every node.
var (
	fromScheduler         = &recorder{component: "default-scheduler", host: "default-scheduler-" + controlPlane, action: "Binding"}
	fromUnschedulable     = &recorder{component: "default-scheduler", host: "default-scheduler-" + controlPlane, action: "Scheduling"}
	fromServiceController = &recorder{component: "service-controller"}
	fromSets              = &recorder{component: "replicaset-controller"}
	fromDeployments       = &recorder{component: "deployment-controller"}
	fromStatefulSets      = &recorder{component: "statefulset-controller"}
	fromDaemonSets        = &recorder{component: "daemonset-controller"}
	fromSlices            = &recorder{component: "endpoint-slice-controller"}
	fromNodeController    = &recorder{component: "node-controller"}
	fromTaintEviction     = &recorder{component: taintEviction}
	fromLab               = &recorder{component: "svclab"} // what no real cluster would say
)

// record is one write of an Event: short, because a cluster makes many that
// nobody ever asks for. It is made into an object when somebody does.
type record struct {
	from        *recorder
	about       api.ObjectReference
	container   string // "" when it is about the whole object
	init        bool   // it is an init container
	kind        string // Normal or Warning
	reason      string
	message     string
	stamp       api.Time // in its name, another for each Event
	first, last api.Time
	count       int32
	version     uint64 // resourceVersion
}

// recorded holds the Events that were written. A record is never changed, so
// that a copied list belongs wholly to the copy.
type recorded struct {
	list    []*record // those written last, in order
	settled int       // how many of them are among the objects
	leases  []lease   // of those that are, in order
	stamp   api.Time  // of the Event made last
	seen    correlator
}

// lease says until when an object among the Events lives.
type lease struct {
	expires api.Time
	key     objectKey
	version string
}

func (r recorded) clone() recorded {
	r.list, r.leases = slices.Clip(r.list), slices.Clip(r.leases)
	r.seen = r.seen.clone()
	return r
}

// record reports an Event about an object, as client-go's recorders do: kind is
// api.EventNormal or api.EventWarning.
func (c *Cluster) record(from *recorder, o api.Object, kind, reason, message string) {
	c.recordOf(from, o, "", kind, reason, message)
}

// recordOf reports an Event about a container of a Pod.
func (c *Cluster) recordOf(from *recorder, o api.Object, container, kind, reason, message string) {
	c.recordIn(from, o, container, false, kind, reason, message)
}

// recordIn reports an Event about a container of a Pod, which may be one of its
// init containers.
func (c *Cluster) recordIn(from *recorder, o api.Object, container string, init bool, kind, reason, message string) {
	m, t := o.Meta(), o.Type()
	c.keepRecord(record{from: from, container: container, init: init, kind: kind, reason: reason, message: message, about: api.ObjectReference{
		Kind: t.Kind, APIVersion: t.APIVersion, Namespace: m.Namespace, Name: m.Name, UID: m.UID, ResourceVersion: m.ResourceVersion}})
}

// keepRecord writes an Event, or counts one up that tells the same. Models
// client-go tools/record recordToSink.
func (c *Cluster) keepRecord(r record) {
	if c.ending(orDefault(r.about.Namespace)) {
		return // an Event is an object like others
	}
	if c.loading != nil {
		return // what happened a day ago has expired
	}
	if c.halts.off[r.from.by()] {
		return // by who has stopped in the midst of a sync
	}
	e := &c.recorded
	e.stamp = max(c.now, e.stamp+1)
	r.stamp, r.first, r.last, r.count = e.stamp, c.now, c.now, 1
	e.seen.correlate(&r)
	c.store.rv++
	r.version = c.store.rv
	if len(e.list) >= 2*eventsMost {
		e.list, e.settled = append([]*record(nil), e.list[eventsMost:]...), max(0, e.settled-eventsMost)
	}
	e.list = append(e.list, &r)
	c.emit(Recorded{Instant{c.now}, &r})
	c.log(Written{Instant: Instant{c.now}, By: r.from.component, Change: r.change(), Resource: "events", version: r.version})
}

func (r *record) change() Change {
	if r.count > 1 {
		return Modified
	}
	return Added
}

// find makes the Event that was written as a version.
func (e *recorded) find(version uint64) api.Object {
	at := sort.Search(len(e.list), func(i int) bool { return e.list[i].version >= version })
	return e.list[at].event()
}

// settle readies the objects of a resource to be looked at.
func (c *Cluster) settle(resource string) {
	if resource == "events" {
		c.settleEvents()
	}
}

// settleEvents puts among the objects what was recorded, and takes out what has
// expired. Whoever reads or writes Events calls it first, and nobody can tell
// when it was called last.
func (c *Cluster) settleEvents() {
	e, t := &c.recorded, c.store.tables["events"]
	for _, r := range e.list[max(e.settled, len(e.list)-eventsMost):] {
		if c.now < r.last.Add(eventTTL) {
			o := r.event()
			t.put(keyOf(o), o)
			e.leases = append(e.leases, lease{r.last.Add(eventTTL), keyOf(o), o.ResourceVersion})
		}
	}
	e.settled = len(e.list)
	for len(e.leases) > 0 && (e.leases[0].expires <= c.now || len(e.leases) > eventsMost) {
		l := e.leases[0]
		e.leases = e.leases[1:]
		if o, ok := t.get(l.key); ok && o.Meta().ResourceVersion == l.version {
			t.remove(l.key)
		}
	}
}

// leaseEvent lets an Event that somebody wrote expire as others do.
func (c *Cluster) leaseEvent(w Written) {
	c.recorded.leases = append(c.recorded.leases, lease{c.now.Add(eventTTL), keyOf(w.Object), w.Object.Meta().ResourceVersion})
}

// event makes the object. Models client-go tools/record makeEvent and, for those
// with an action, tools/events.
func (r record) event() *api.Event {
	e := &api.Event{TypeMeta: api.TypeMeta{Kind: "Event", APIVersion: "v1"}, InvolvedObject: r.about,
		Reason: r.reason, Message: r.message, EventType: r.kind, ReportingController: r.from.component, ReportingInstance: r.from.host}
	e.Name = r.about.Name + "." + strconv.FormatInt(int64(r.stamp), 16)
	e.Namespace = orDefault(r.about.Namespace)
	e.CreationTimestamp, e.ResourceVersion = r.first, strconv.FormatUint(r.version, 10)
	e.UID = uidFor(e.Namespace + "/" + e.Name)
	if r.container != "" {
		e.InvolvedObject.FieldPath = "spec.containers{" + r.container + "}"
		if r.init {
			e.InvolvedObject.FieldPath = "spec.initContainers{" + r.container + "}"
		}
	}
	if r.from.action == "" {
		e.Source = api.EventSource{Component: r.from.component, Host: r.from.host}
		e.FirstTimestamp, e.LastTimestamp, e.Count = r.first, r.last, r.count
		return e
	}
	e.EventTime, e.Action = api.MicroTime(r.first), r.from.action
	if r.count > 1 {
		e.Series = &api.EventSeries{Count: r.count, LastObservedTime: api.MicroTime(r.last)}
	}
	return e
}

// uidFor makes a uid of a name without throwing the cluster's dice, so that
// nothing else depends on how much is recorded.
func uidFor(name string) string {
	h := fnv.New128a()
	h.Write([]byte(name))
	var half [2]uint64
	for i, b := range h.Sum(nil) {
		half[i/8] = half[i/8]<<8 | uint64(b)
	}
	return uuid(half[0], half[1])
}
