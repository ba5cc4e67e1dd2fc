package kubectl

import (
	"encoding/json"
	"strings"
	"testing"

	"svclab/wasm/api"
)

func TestRowsOfEvents(t *testing.T) {
	const older = `{"metadata":{"name":"web.1"},"involvedObject":{"kind":"Pod","name":"web","fieldPath":"spec.containers{c}"},"type":"Normal","reason":"Pulled",
		"message":" done\n","source":{"component":"kubelet","host":"node-1"},"reportingComponent":"kubelet","reportingInstance":"node-1",
		"firstTimestamp":"2026-01-01T00:00:00Z","lastTimestamp":"2026-01-01T00:01:55Z","count":3}`
	const newer = `{"metadata":{"name":"web.2"},"involvedObject":{"kind":"Node","name":"node-1"},"type":"Warning","reason":"Odd",
		"reportingComponent":"scheduler","reportingInstance":"scheduler-1","eventTime":"2026-01-01T00:00:00.500000Z"`
	const series = `,"series":{"count":4,"lastObservedTime":"2026-01-01T00:01:58.900000Z"}}`
	for _, tt := range []struct {
		name, event string
		wide        bool
		row, age    string
	}{
		{"an event that happened three times", older, false, "5s|Normal|Pulled|pod/web|done", "5s (x3 over 2m)"},
		{"the same, wide", older, true, "5s|Normal|Pulled|pod/web|spec.containers{c}|kubelet, node-1|done|2m|3|web.1", "5s (x3 over 2m)"},
		{"one of the newer recorder", newer + "}", true, "119s|Warning|Odd|node/node-1||scheduler, scheduler-1||119s|1|web.2", "119s"},
		{"a series", newer + series, true, "1s|Warning|Odd|node/node-1||scheduler, scheduler-1||119s|4|web.2", "1s (x4 over 119s)"},
		{"one without times about nothing", `{"involvedObject":{"kind":"Pod"}}`, true, "<unknown>|||pod||||<unknown>|1|", "<unknown>"},
	} {
		e := &api.Event{}
		if err := json.Unmarshal([]byte(tt.event), e); err != nil {
			t.Fatal(err)
		}
		now := api.Epoch.Add(2 * api.Minute)
		if got := strings.Join(eventRow(e, tableContext{now: now, wide: tt.wide}), "|"); got != tt.row {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.row)
		}
		if got := EventAge(now, e); got != tt.age {
			t.Errorf("%s: the age is %s, want %s", tt.name, got, tt.age)
		}
	}
}

func TestTheKindStandsBeforeTheNameOnly(t *testing.T) {
	e := &api.Event{ObjectMeta: api.ObjectMeta{Name: "web.1"}, Reason: "Pulled"}
	for _, tt := range []struct {
		wide bool
		want string
	}{{false, "<unknown>||Pulled||"}, {true, "<unknown>||Pulled|||||<unknown>|1|event/web.1"}} {
		o := tableOptions{tableContext: tableContext{now: api.Epoch, wide: tt.wide}, withKind: true}
		if got := strings.Join(o.cells(eventTable, eventsResource, e), "|"); got != tt.want {
			t.Errorf("wide %t: got %s, want %s", tt.wide, got, tt.want)
		}
	}
}

func TestThePodWhoseLogIsWorthMost(t *testing.T) {
	pod := func(text string) *api.Pod {
		p := &api.Pod{}
		if err := json.Unmarshal([]byte(text), p); err != nil {
			t.Fatal(err)
		}
		return p
	}
	ready := func(since string) string {
		return `{"spec":{"nodeName":"n"},"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True","lastTransitionTime":"` + since + `"}]}}`
	}
	for _, tt := range []struct{ name, first, second string }{
		{"a Pod with a node before one without", `{"spec":{"nodeName":"n"},"status":{"phase":"Pending"}}`, `{"status":{"phase":"Pending"}}`},
		{"one that runs before one that is pending", `{"spec":{"nodeName":"n"},"status":{"phase":"Running"}}`, `{"spec":{"nodeName":"n"},"status":{"phase":"Pending"}}`},
		{"a ready one before another", ready("2026-01-01T00:00:00Z"), `{"spec":{"nodeName":"n"},"status":{"phase":"Running"}}`},
		{"one that has been ready for longer", ready("2026-01-01T00:00:00Z"), ready("2026-01-01T00:00:09Z")},
		{"an older one", `{"metadata":{"creationTimestamp":"2026-01-01T00:00:00Z"}}`, `{"metadata":{"creationTimestamp":"2026-01-01T00:00:09Z"}}`},
	} {
		a, b := pod(tt.first), pod(tt.second)
		if !logsBefore(a, b) || logsBefore(b, a) {
			t.Errorf("%s: got %t and %t", tt.name, logsBefore(a, b), logsBefore(b, a))
		}
	}
}

func TestWhichPodsAnObjectSelects(t *testing.T) {
	for _, tt := range []struct{ name, kind, spec, want string }{
		{"a Service", "Service", `{"selector":{"b":"2","a":"1"}}`, "a=1,b=2"},
		{"one without a selector", "Service", `{}`, "invalid service 'web': Service is defined without a selector"},
	} {
		svc := &api.Service{}
		if err := json.Unmarshal([]byte(`{"spec":`+tt.spec+`}`), svc); err != nil {
			t.Fatal(err)
		}
		r, _ := api.ResourceForKind("v1", tt.kind)
		got, err := podSelectorOf(&info{resource: r, name: "web", object: svc})
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}
