package kubectl

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// watching is a get -w under way: what it prints of one resource.
type watching struct {
	*process
	of       listing
	name     string // "" for all that the listing names
	print    func(change cluster.Change, at api.Time, objects ...api.Object) error
	matching func(api.Object) bool
}

// getWatch prints what there is, then every write to it, until Ctrl-C. Models
// kubectl pkg/cmd/get GetOptions.watch.
func (p *process) getWatch(q query) error {
	s, err := p.find(q)
	if err != nil {
		return err
	}
	if severalTypes(s) {
		return errors.New("you may only specify a single resource type")
	}
	infos, err := p.infos(s, latest)
	if p.interrupted {
		return errInterrupted
	}
	if err != nil {
		if isNotFound(err) && p.flags.bool("ignore-not-found") {
			return nil
		}
		return err
	}
	w := &watching{process: p}
	if len(s.listed) > 0 {
		w.of = s.listed[0]
	} else {
		w.of = listing{resource: infos[0].resource, namespace: infos[0].namespace}
		w.name = infos[0].name
	}
	since := p.env.Cluster.Version()
	if err := w.prepare(); err != nil {
		return err
	}
	if !p.flags.bool("watch-only") {
		objects := make([]api.Object, len(infos))
		for i, each := range infos {
			objects[i] = each.object
		}
		if by := p.flags.string("sort-by"); by != "" && p.asTable() {
			objects, _ = p.sortObjects(objects, by)
		}
		if len(objects) > 0 {
			if err := w.print(cluster.Added, p.env.Cluster.Now(), objects...); err != nil {
				return fmt.Errorf("unable to output the provided object: %w", err)
			}
		}
	}
	if len(s.named) > 1 {
		return errors.New("you may only watch a single resource or type of resource at a time")
	}
	return w.follow(since)
}

func severalTypes(s *selection) bool {
	if len(s.listed) > 1 {
		return true
	}
	for _, i := range s.named {
		if i.resource.Name != s.named[0].resource.Name {
			return true
		}
	}
	return false
}

// prepare makes the printer, whose columns and separators go on through the
// whole watch.
func (w *watching) prepare() error {
	matching, _ := parseSelector(w.of.selector) // it was read before
	fields, _ := api.ParseFieldSelector(w.of.resource, w.of.fields)
	w.matching = func(o api.Object) bool {
		return (w.name == "" || o.Meta().Name == w.name) && matching.matches(o.Meta().Labels) && fields.Matches(o)
	}
	withEvents := w.flags.bool("output-watch-events")
	if w.asTable() {
		w.printRows(withEvents)
		return nil
	}
	print, err := w.printer(getFormats)
	format := w.flags.string("output")
	w.print = func(change cluster.Change, _ api.Time, objects ...api.Object) error {
		items := make([]any, len(objects))
		for i, o := range objects {
			items[i] = tree(o)
			if withEvents && format != "name" {
				items[i] = map[string]any{"type": string(change), "object": items[i]}
			}
		}
		if strings.HasPrefix(format, "custom-columns") { // a table, as wide as all of them need it
			return print(map[string]any{"items": items})
		}
		for i, o := range objects {
			if withEvents && format == "json" {
				w.printf("{\"type\":%q,\"object\":%s}\n", change, encode(tree(o)))
			} else if err := print(items[i].(map[string]any)); err != nil {
				return err
			}
		}
		return nil
	}
	return err
}

// printRows prints a row for each write, and those of what there is as one table.
func (w *watching) printRows(withEvents bool) {
	options := w.tableOptions()
	options.withNamespace = w.flags.bool("all-namespaces")
	t := options.table(w.of.resource.Name)
	lines := &rows{}
	headings := !options.noHeaders
	w.print = func(change cluster.Change, at api.Time, objects ...api.Object) error {
		var out [][]string
		add := func(event string, cells []string) {
			if withEvents {
				cells = append([]string{event}, cells...)
			}
			out = append(out, cells)
		}
		if headings {
			add("EVENT", options.headings(t))
		}
		headings = false
		options.now = at
		for _, o := range objects {
			add(fmt.Sprintf("%-8s", change), options.cells(t, w.of.resource, o))
		}
		lines.print(w.env.Stdout, out)
		return nil
	}
}

// follow prints what is written after a version. What a selector stops or
// starts to match was deleted or added as the watch sees it. Like kubectl, it
// ends without a word when it cannot print any more.
func (w *watching) follow(since uint64) error {
	for {
		if err := w.pass(pollEvery); err != nil || w.env.Wait == nil {
			return err
		}
		writes, ok := w.env.Cluster.WritesSince(w.of.resource.Name, since)
		if !ok {
			return &api.StatusError{Reason: "Expired", Message: "too old resource version: " + strconv.FormatUint(since, 10)}
		}
		since = w.env.Cluster.Version()
		for _, write := range writes {
			if w.of.namespace != "" && write.Object.Meta().Namespace != w.of.namespace {
				continue
			}
			change, object, seen := w.seen(write)
			if !seen {
				continue
			}
			if w.print(change, write.At(), object) != nil {
				return nil
			}
		}
	}
}

// seen says what a write is to the watch. Models apiserver
// pkg/storage/cacher convertToWatchEvent.
func (w *watching) seen(write cluster.Written) (cluster.Change, api.Object, bool) {
	now := write.Change != cluster.Deleted && w.matching(write.Object)
	before := write.Old != nil && w.matching(write.Old)
	switch {
	case now && before:
		return cluster.Modified, write.Object, true
	case now:
		return cluster.Added, write.Object, true
	case before:
		return cluster.Deleted, write.Old, true
	}
	return "", nil, false
}
