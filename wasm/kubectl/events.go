package kubectl

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

func eventsCommand() *command {
	return &command{
		name: "events", group: debugging, short: "List events",
		use: "events [(-o|--output=)FORMAT] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]",
		run: runEvents,
		flags: []flag{
			outputFlag, templateFlag, missingKeysFlag, managedFlag, allNamespacesFlag, chunkSizeFlag,
			{name: "watch", short: 'w', kind: boolFlag, bare: "true", usage: "After listing the requested events, watch for more events"},
			{name: "no-headers", kind: boolFlag, bare: "true", usage: "When using the default output format, don't print headers"},
			{name: "for", kind: stringFlag, usage: "Filter events to only those pertaining to the specified resource"},
			{name: "types", kind: sliceFlag, usage: "Output only events of given types"},
		},
	}
}

// eventFilter says which Events are asked for.
type eventFilter struct {
	namespace string // "" for all
	about     *info  // nil for whatever object
	types     []string
}

// runEvents models kubectl pkg/cmd/events EventsOptions.
func runEvents(p *process) error {
	f := eventFilter{namespace: p.namespace, types: p.flags.strings("types")}
	if p.flags.bool("all-namespaces") {
		f.namespace = ""
	}
	if object := p.flags.string("for"); object != "" {
		about, err := p.readEventObject(object)
		if err != nil {
			return err
		}
		f.about = about
	}
	print, err := p.eventPrinter()
	if err != nil {
		return err
	}
	for _, t := range f.types {
		if !strings.EqualFold(t, api.EventNormal) && !strings.EqualFold(t, api.EventWarning) {
			return errors.New("valid --types are Normal or Warning")
		}
	}
	objects, err := p.list(eventsResource, f.namespace, nil)
	if err != nil {
		return err
	}
	since := p.env.Cluster.Version()
	events := f.pick(objects)
	if p.flags.bool("watch") {
		return p.watchEvents(f, events, since, print)
	}
	if len(events) == 0 && f.namespace == "" {
		p.errorf("No events found.\n")
		return nil
	}
	if len(events) == 0 {
		p.errorf("No events found in %s namespace.\n", p.namespace)
		return nil
	}
	sort.SliceStable(events, func(i, j int) bool { return eventTime(events[i]) < eventTime(events[j]) })
	return print(events, true)
}

// readEventObject reads what --for says. Models decodeResourceTypeName.
func (p *process) readEventObject(arg string) (*info, error) {
	kind, name, found := strings.Cut(arg, "/")
	switch {
	case !found:
		return nil, errors.New("--for must be in resource/name form")
	case strings.Contains(name, "/"):
		return nil, errors.New("arguments in resource/name form may not have more than one slash")
	}
	r, err := p.resourceType(kind)
	if err != nil {
		p.errorf("%s\n", err) // as the API machinery words it, without "error: "
		return nil, errSilent
	}
	return &info{resource: r, name: name}, nil
}

func (f eventFilter) pick(objects []api.Object) []*api.Event {
	var out []*api.Event
	for _, o := range objects {
		if e := o.(*api.Event); f.matches(e) {
			out = append(out, e)
		}
	}
	return out
}

func (f eventFilter) matches(e *api.Event) bool {
	about := e.InvolvedObject
	if f.namespace != "" && e.Namespace != f.namespace || f.about != nil &&
		(about.Kind != f.about.resource.Kind || about.APIVersion != f.about.resource.APIVersion() || about.Name != f.about.name) {
		return false
	}
	for _, t := range f.types {
		if strings.EqualFold(t, e.EventType) {
			return true
		}
	}
	return len(f.types) == 0
}

// eventTime is when an Event happened last, as precisely as it says.
func eventTime(e *api.Event) api.Time {
	switch {
	case e.Series != nil:
		return api.Time(e.Series.LastObservedTime)
	case e.LastTimestamp != 0:
		return e.LastTimestamp - e.LastTimestamp%api.Time(api.Second)
	}
	return api.Time(e.EventTime)
}

// watchEvents prints each Event that there is, then each that is written, until
// Ctrl-C.
func (p *process) watchEvents(f eventFilter, events []*api.Event, since uint64, print func([]*api.Event, bool) error) error {
	for {
		for i := range events {
			if err := print(events[i:i+1], false); err != nil {
				return err
			}
		}
		if err := p.pass(pollEvery); err != nil || p.env.Wait == nil {
			return err
		}
		writes, ok := p.env.Cluster.WritesSince("events", since)
		if !ok {
			return fmt.Errorf("too old resource version: %d", since)
		}
		since = p.env.Cluster.Version()
		var objects []api.Object
		for _, w := range writes {
			if w.Change != cluster.Deleted {
				objects = append(objects, w.Object)
			}
		}
		events = f.pick(objects)
	}
}

// eventPrinter makes what prints Events, as a list or one alone: the columns of a
// table, or what -o says.
func (p *process) eventPrinter() (func(events []*api.Event, list bool) error, error) {
	if p.flags.string("output") != "" {
		print, err := p.printer(commonFormats)
		return func(events []*api.Event, list bool) error {
			if !list {
				return print(tree(events[0]))
			}
			items := make([]any, len(events))
			for i, e := range events {
				items[i] = tree(e)
			}
			return print(map[string]any{"kind": "EventList", "apiVersion": "v1", "metadata": map[string]any{}, "items": items})
		}, err
	}
	headings, w := !p.flags.bool("no-headers"), &rows{}
	return func(events []*api.Event, _ bool) error {
		w.print(p.env.Stdout, p.eventLines(events, headings))
		headings = false
		return nil
	}, nil
}

// eventLines are the cells of a table of events.
func (p *process) eventLines(events []*api.Event, headings bool) (lines [][]string) {
	everywhere := p.flags.bool("all-namespaces")
	row := func(namespace string, cells ...string) {
		if everywhere {
			cells = append([]string{namespace}, cells...)
		}
		lines = append(lines, cells)
	}
	if headings {
		row("NAMESPACE", "LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE")
	}
	for _, e := range events {
		row(e.Namespace, EventAge(p.env.Cluster.Now(), e), e.EventType, e.Reason,
			e.InvolvedObject.Kind+"/"+e.InvolvedObject.Name, strings.TrimSpace(e.Message))
	}
	return lines
}
