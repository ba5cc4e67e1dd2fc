package ui

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/kubectl"
)

// objectView is an object made ready to be shown, until it is written again.
type objectView struct {
	stored  *Stored
	gone    bool
	tree    map[string]any
	changes []change        // of the last write
	since   map[string]bool // fields that are otherwise than when the learner looked away
	yaml    string
}

// change is a field that a write has changed. Its path has a slash between
// names and places in lists; what was not there is "".
type change struct{ path, was, now string }

// lookAtObject renews what the inspector shows. Nothing is done while nobody
// sees it.
func (m *Model) lookAtObject() {
	if m.lower != TabObjects || m.narrow() && m.tab != TabObjects {
		if m.objects.view != nil { // the learner looks away
			m.objects.look(m.objects.at)
		}
		return
	}
	if m.windowed() {
		m.find()
	} else {
		m.keepRows()
	}
	if m.objects.at != (Ref{}) {
		m.objects.renew(m.picture)
	}
	m.keepInspector()
}

func (o *objects) renew(p Picture) {
	s, gone := p.Stored(o.at), false
	if s == nil {
		s, gone = p.lately(o.at), true
	}
	switch v := o.view; {
	case s == nil:
		o.view = nil
	case v != nil && v.stored == s && v.gone == gone:
	case v != nil && v.stored.Object == s.Object && v.gone == gone: // an Event was reported
		next := *v
		next.stored = s
		o.view = &next
	default:
		o.view = newObjectView(s, gone, o.seen[o.at])
	}
}

func newObjectView(s *Stored, gone bool, seen api.Object) *objectView {
	v := &objectView{stored: s, gone: gone, tree: kubectl.Tree(s.Object), since: map[string]bool{}}
	if s.Was != nil && !gone {
		v.changes = differences("", kubectl.Tree(s.Was), v.tree, nil)
	}
	if seen != nil && seen != s.Object && seen.Meta().UID == s.Object.Meta().UID {
		for _, c := range differences("", kubectl.Tree(seen), v.tree, nil) {
			v.since[c.path] = true
		}
	}
	v.yaml = kubectl.YAML(v.tree)
	return v
}

// changed tells how a field, or one below it, has changed: by the last write,
// since the learner looked, or not.
func (v *objectView) changed(path string) (lately, since bool) {
	for _, c := range v.changes {
		lately = lately || below(c.path, path)
	}
	for p := range v.since {
		since = since || below(p, path)
	}
	return lately, since
}

func below(path, of string) bool {
	return strings.HasPrefix(path, of) && (len(path) == len(of) || path[len(of)] == '/')
}

// noise are fields that change with every write, or say the same in another way.
var noise = map[string]bool{"/metadata/resourceVersion": true, "/metadata/generation": true, "/metadata/managedFields": true,
	"/metadata/annotations/kubectl.kubernetes.io/last-applied-configuration": true}

// differences adds the fields in which b is otherwise than a.
func differences(path string, a, b any, out []change) []change {
	if noise[path] || strings.HasSuffix(path, "/lastHeartbeatTime") {
		return out
	}
	switch a := a.(type) {
	case map[string]any:
		if b, ok := b.(map[string]any); ok {
			for _, key := range unionKeys(a, b) {
				out = differences(path+"/"+key, a[key], b[key], out)
			}
			return out
		}
	case []any:
		if b, ok := b.([]any); ok {
			for i := range max(len(a), len(b)) {
				out = differences(path+"/"+strconv.Itoa(i), item(a, i), item(b, i), out)
			}
			return out
		}
	}
	if was, now := inLine(a), inLine(b); was != now {
		out = append(out, change{path, was, now})
	}
	return out
}

func item(list []any, i int) any {
	if i < len(list) {
		return list[i]
	}
	return nil
}

func unionKeys(a, b map[string]any) []string {
	var keys []string
	for k := range a {
		keys = append(keys, k)
	}
	for k := range b {
		if _, ok := a[k]; !ok {
			keys = append(keys, k)
		}
	}
	sort.Strings(keys)
	return keys
}

// inLine writes a value in a line: a list or a map by what it holds.
func inLine(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return strconv.Quote(v)
	case map[string]any, []any:
		text := strings.ReplaceAll(strings.TrimSpace(kubectl.YAML(v)), "\n", " ")
		text = strings.Join(strings.Fields(text), " ")
		if r := []rune(text); len(r) > 80 {
			text = string(r[:80]) + "…"
		}
		return text
	}
	return fmt.Sprint(v)
}

// dotted writes a path as kubectl explain and its errors do: spec.ports[0].port.
func dotted(path string) string {
	var b strings.Builder
	for _, name := range strings.Split(strings.TrimPrefix(path, "/"), "/") {
		if _, err := strconv.Atoi(name); err == nil {
			b.WriteString("[" + name + "]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(name)
	}
	return b.String()
}
