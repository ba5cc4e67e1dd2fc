package ui

import (
	"maps"
	"strings"

	"svclab/wasm/cluster"
	"svclab/wasm/html"
	"svclab/wasm/lab"
)

// names is what stands in the cluster under each name and address, as the
// messages that select it. byKind has TYPE/NAME.
type names struct {
	plain   map[string]Select
	others  map[string]Ref // objects that the diagram has no box for
	version int
}

// named renews the names after events that may have changed them.
func (m *Model) named(events []cluster.Event) {
	stale := m.names.plain == nil
	for _, e := range events {
		_, written := e.(cluster.Written)
		stale = stale || written
	}
	if stale {
		m.rename()
	}
}

// rename makes the names anew. In a vast cluster each is looked up where it stands.
func (m *Model) rename() {
	if m.picture.vast() {
		if m.names.plain == nil || len(m.names.plain) > 0 {
			m.names = names{plain: map[string]Select{}, version: m.names.version + 1}
		}
		return
	}
	plain := map[string]Select{}
	put := func(kinds, namespace, name string, addresses ...string) {
		s := Select{kinds[:strings.IndexByte(kinds, ' ')], namespace, name}
		for _, text := range append(addresses, name) {
			if text != "" && text != "None" {
				plain[text] = s
			}
		}
		for _, kind := range strings.Fields(kinds) {
			plain[kind+"/"+name] = s
		}
	}
	for n := range m.picture.Nodes.each {
		put("node nodes no", "", n.Name, n.IP)
	}
	for s := range m.picture.Services.each {
		put("service services svc", s.Namespace, s.Name, s.ClusterIP)
	}
	for p := range m.picture.Pods.each {
		put("pod pods po", p.Namespace, p.Name, p.IP)
	}
	others := m.picture.otherNames()
	if !maps.Equal(plain, m.names.plain) || !maps.Equal(others, m.names.others) {
		m.names = names{plain, others, m.names.version + 1}
	}
}

// linker turns names in an output into buttons, and what a program proposes
// instead of a wrong word.
type linker struct {
	m         *Model
	entry     lab.Entry
	reachable bool // by Tab; older ones by pointer only, or Tab would go on for ever
	n         int
	request   int // that brought the line, 0 for none
	pin       int // the request that is pinned
}

// text parts a text into plain text and buttons.
func (l *linker) text(s string) []html.Node {
	var out []html.Node
	plain := 0
	for i := 0; i < len(s) && l.n < mostNames; {
		if !nameByte(s[i]) {
			i++
			continue
		}
		end := i
		for end < len(s) && nameByte(s[end]) {
			end++
		}
		if scheme := strings.Index(s[i:end], "://"); scheme > 0 {
			i += scheme + 3
			continue
		}
		word := strings.TrimRight(s[i:end], ".-/:")
		end = i + len(word)
		name := word
		if at := strings.LastIndexByte(word, ':'); at > 0 {
			name = word[:at] // an address with its port
		}
		msg := l.meaning(name, s[:i])
		if msg == nil && name != word {
			msg = l.meaning(word, s[:i])
			name = word
		}
		pod, isPod := msg.(Select)
		if isPod = isPod && pod.Kind == "pod" && l.request > 0; isPod {
			msg = PinRequest{l.request}
		}
		if msg != nil {
			if plain < i {
				out = append(out, html.Text(s[plain:i]))
			}
			out = append(out, html.Button(html.Class("name"), html.On("click", msg), html.If(!l.reachable, html.A("tabindex", "-1")),
				html.If(isPod && l.request == l.pin, html.Aria("current", "true")), html.Text(name)))
			plain = i + len(name)
			l.n++
		}
		i = max(end, i+1)
	}
	if plain < len(s) {
		out = append(out, html.Text(s[plain:]))
	}
	return out
}

// nameByte reports whether a name or an address can hold a byte.
func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '/' || c == ':'
}

// meaning is what a click on a word does, nil for nothing. In a table of
// Services, a name that a Pod has too is the Service's.
func (l *linker) meaning(word, before string) any {
	if line := l.proposed(word, before); line != "" {
		return PutLine{line}
	}
	if r, ok := l.m.names.other(word, l.entry.Line); ok {
		return ShowObject{r}
	}
	s, ok := l.m.names.plain[word]
	if !ok && l.m.picture.vast() {
		return l.m.vastMeaning(word, before, l.entry.Line)
	}
	if !ok {
		return nil
	}
	if s.Kind == "pod" && (strings.Contains(l.entry.Line, " svc") || strings.Contains(l.entry.Line, " service") || strings.Contains(l.entry.Line, " ep") || strings.Contains(l.entry.Line, " endpoints")) {
		if service, ok := l.m.names.plain["service/"+word]; ok {
			return service
		}
	}
	return s
}

// proposed is the line with the word that was meant in the place of the wrong
// one, when a program asks whether that was meant.
func (l *linker) proposed(word, before string) string {
	last := before[strings.LastIndexByte(before, '\n')+1:]
	asked := last == "did you mean " || last == "혹시 " // bash's hint
	question := strings.LastIndex(before, "id you mean")
	if !asked && (question < 0 || strings.Contains(before[question:], "\n\n")) {
		return ""
	}
	if !asked && last != "\t" && !strings.HasSuffix(before, "'") && !strings.HasSuffix(before, "\"") && !strings.HasSuffix(before, "`") {
		return ""
	}
	wrong := ""
	for _, quote := range []string{"unknown command \"", "bash: "} {
		if _, rest, ok := strings.Cut(l.entry.Output, quote); ok {
			wrong = rest[:max(0, strings.IndexAny(rest, "\":"))]
			break
		}
	}
	if wrong == "" || !strings.Contains(l.entry.Line, wrong) {
		return ""
	}
	return strings.Replace(l.entry.Line, wrong, word, 1)
}
