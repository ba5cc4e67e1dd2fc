package kubectl

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
)

var eventTable = table{[]column{{"LAST SEEN", false}, {"TYPE", false}, {"REASON", false}, {"OBJECT", false}, {"SUBOBJECT", true}, {"SOURCE", true},
	{"MESSAGE", false}, {"FIRST SEEN", true}, {"COUNT", true}, {"NAME", true}}, eventRow}

// eventRow models pkg/printers/internalversion printEvent.
func eventRow(o api.Object, t tableContext) []string {
	e := o.(*api.Event)
	first := since(t.now, e.FirstTimestamp)
	if e.FirstTimestamp == 0 {
		first = sinceMicro(t.now, e.EventTime)
	}
	last, count := first, max(1, e.Count)
	if e.LastTimestamp != 0 {
		last = since(t.now, e.LastTimestamp)
	}
	if e.Series != nil {
		last, count = sinceMicro(t.now, e.Series.LastObservedTime), e.Series.Count
	}
	about := strings.ToLower(e.InvolvedObject.Kind)
	if e.InvolvedObject.Name != "" {
		about += "/" + e.InvolvedObject.Name
	}
	message := strings.TrimSpace(e.Message)
	if !t.wide {
		return []string{last, e.EventType, e.Reason, about, message}
	}
	return []string{last, e.EventType, e.Reason, about, e.InvolvedObject.FieldPath, eventSource(e), message, first, strconv.Itoa(int(count)), e.Name}
}

// eventSource says who reported an Event, and from where.
func eventSource(e *api.Event) string {
	source, host := EventFrom(e), e.Source.Host
	if host == "" {
		host = e.ReportingInstance
	}
	if host != "" {
		source += ", " + host
	}
	return source
}

func EventFrom(e *api.Event) string {
	if e.Source.Component != "" {
		return e.Source.Component
	}
	return e.ReportingController
}

// sinceMicro is since for a time that keeps its microseconds.
func sinceMicro(now api.Time, t api.MicroTime) string {
	if t == 0 {
		return "<unknown>"
	}
	return humanDuration(now.Sub(api.Time(t)))
}

// EventAge says when an Event happened, and how often since when: 5s (x3 over
// 2m). Models kubectl pkg/cmd/events getInterval.
func EventAge(now api.Time, e *api.Event) string {
	first := sinceMicro(now, e.EventTime)
	if e.EventTime == 0 {
		first = since(now, e.FirstTimestamp)
	}
	switch {
	case e.Series != nil:
		return sinceMicro(now, e.Series.LastObservedTime) + " (x" + strconv.Itoa(int(e.Series.Count)) + " over " + first + ")"
	case e.Count > 1:
		return since(now, e.LastTimestamp) + " (x" + strconv.Itoa(int(e.Count)) + " over " + first + ")"
	}
	return first
}
