package kubectl

import (
	"sort"
	"strings"

	"svclab/wasm/api"
)

var eventsResource, _ = api.ResourceNamed("events")

// eventsOf fetches the Events about an object. Models kubectl pkg/describe
// searchEvents; those of a Pod are found whatever kind they say, those of a node
// also under its name in place of its uid.
func (p *process) eventsOf(o api.Object) ([]*api.Event, error) {
	m := o.Meta()
	all, err := p.list(eventsResource, m.Namespace, nil)
	if err != nil {
		return nil, err
	}
	_, isPod := o.(*api.Pod)
	_, isNode := o.(*api.Node)
	var out []*api.Event
	for _, each := range all {
		e := each.(*api.Event)
		about := e.InvolvedObject
		if about.Name == m.Name && about.Namespace == m.Namespace && (isPod || about.Kind == o.Type().Kind) &&
			(about.UID == m.UID || isNode && about.UID == m.Name) {
			out = append(out, e)
		}
	}
	return out, nil
}

// events closes a description, in the order of their last whole second. Models
// kubectl pkg/describe DescribeEvents.
func (d *description) events(events []*api.Event) {
	if len(events) == 0 {
		d.line(0, "Events:\t<none>")
		return
	}
	sort.SliceStable(events, func(i, j int) bool {
		return events[i].LastTimestamp/api.Time(api.Second) < events[j].LastTimestamp/api.Time(api.Second)
	})
	d.tabs.Flush()
	d.line(0, "Events:\n  Type\tReason\tAge\tFrom\tMessage")
	d.line(1, "----\t------\t----\t----\t-------")
	for _, e := range events {
		message := strings.TrimSpace(e.Message)
		if e.InvolvedObject.FieldPath != "" {
			message = e.InvolvedObject.FieldPath + ": " + message
		}
		d.line(1, "%s\t%s\t%s\t%s\t%s", e.EventType, e.Reason, EventAge(d.now, e), EventFrom(e), message)
	}
}
