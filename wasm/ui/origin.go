package ui

import (
	"strings"

	"svclab/wasm/html"
	"svclab/wasm/lab"
)

// pinOf is the pinned request when an entry shows something of it, else 0.
func (m *Model) pinOf(e lab.Entry) int {
	if m.pinned == 0 || e.Origins == nil {
		return 0
	}
	for _, o := range *e.Origins {
		if o.Request == m.pinned {
			return m.pinned
		}
	}
	return 0
}

// lines parts an output into its lines, which begin at a byte of it. One that a
// request brought has a button that explains the request: a Pod's name in its
// first line, or else that line.
func (l *linker) lines(text string, at int) []html.Node {
	if l.entry.Origins == nil {
		return l.text(text)
	}
	var out []html.Node
	plain, last := 0, 0
	flush := func(end int) {
		if plain < end {
			l.request = 0
			out = append(out, l.text(text[plain:end])...)
		}
		plain = end
	}
	start := 0
	for line := range strings.Lines(text) {
		end := start + len(line)
		request := l.entry.Origins.At(at+start, at+end)
		if request > 0 && request != last && strings.TrimSpace(line) != "" && l.n < mostNames {
			flush(start)
			out = append(out, l.origin(line, request)...)
			plain = end
		}
		last, start = request, end
	}
	flush(len(text))
	return out
}

// origin is the first line that a request brought.
func (l *linker) origin(line string, request int) []html.Node {
	l.request = request
	nodes := l.text(line)
	l.request = 0
	for _, n := range nodes {
		if n.Tag != "" {
			for _, h := range n.Handlers {
				if h.Message == any(PinRequest{request}) {
					return nodes
				}
			}
		}
	}
	words := strings.TrimRight(line, "\n")
	l.n++
	return []html.Node{html.Button(html.Class("name origin"), html.On("click", PinRequest{request}), html.If(!l.reachable, html.A("tabindex", "-1")),
		html.If(request == l.pin, html.Aria("current", "true")), html.A("title", l.m.T("why.line", request)), html.Text(words)), html.Text("\n")}
}
