package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/html"
	"svclab/wasm/lab"
)

// How much of the terminal stands in the page.
const (
	mostEntries = 100
	foldAbove   = 60   // lines of one output that are shown whole
	foldedEnds  = 20   // lines that are shown of either end of a longer one
	mostLines   = 2000 // of one that is unfolded
	mostNames   = 400  // buttons in one output
)

// printout is an entry as it was drawn, kept for as long as nothing of it
// changes: most entries stay as they are from frame to frame.
type printout struct {
	entry lab.Entry
	open  bool
	last  bool
	names int
	pin   int // the request pinned, 0 for one that is none of this entry's
	node  html.Node
}

// printouts draws the latest entries, taking over from before what it can.
func (m *Model) printouts() {
	first := max(0, len(m.lab.entries)-mostEntries)
	out := make([]printout, 0, len(m.lab.entries)-first)
	for i, e := range m.lab.entries[first:] {
		at := first + i
		p := printout{entry: e, open: m.unfolded[at], last: at == len(m.lab.entries)-1, names: m.names.version, pin: m.pinOf(e)}
		if i < len(m.printed) && m.firstPrinted == first && p.like(m.printed[i]) {
			p.node = m.printed[i].node
		} else {
			p.node = m.entry(at, p)
		}
		out = append(out, p)
	}
	m.printed, m.firstPrinted = kept(m.printed, out, printout.same), first
}

func (p printout) like(q printout) bool {
	return p.entry == q.entry && p.open == q.open && p.last == q.last && p.names == q.names && p.pin == q.pin
}

// same reports whether two are one entry, drawn alike.
func (p printout) same(q printout) bool {
	return p.like(q) && first(p.node.Children) == first(q.node.Children)
}

// entry draws one line typed and what it printed.
func (m *Model) entry(at int, p printout) html.Node {
	e := p.entry
	line := strings.ReplaceAll(e.Line, "\n", "\n"+continuation)
	node := html.Span(html.Key(strconv.Itoa(at)), html.Class("entry"),
		html.Span(html.Class("typed"), html.Span(html.Class("prompt"), html.Text(e.Prompt)), html.Text(line+"\n")))
	if e.Output == "" {
		return node
	}
	out := e.Output
	if !strings.HasSuffix(out, "\n") {
		out += "\n"
	}
	l := linker{m: m, entry: e, reachable: p.last, pin: p.pin}
	head, hidden, tail := fold(out, p.open)
	rows := table(head)
	above, children := l.lines(head[:rows], 0), l.lines(head[rows:], rows)
	if e.Cut {
		above = append([]html.Node{html.Text(m.T("output.cut") + "\n…")}, above...)
	}
	if hidden > 0 {
		label := m.T("output.more", hidden)
		children = append(children, html.Button(html.Class("more"), html.On("click", Unfold{at}), html.Text("… "+label)), html.Text("\n"))
		children = append(children, l.lines(tail, len(out)-len(tail))...)
	} else if p.open {
		children = append(children, html.Button(html.Class("more"), html.On("click", Unfold{at}), html.Text(m.T("output.fold"))), html.Text("\n"))
	}
	copyIt := html.Button(html.Class("copy"), html.On("click", CopyOutput{at}), html.If(!p.last, html.A("tabindex", "-1")),
		html.Aria("label", m.T("output.copy", shortLine(e.Line))), html.A("title", m.T("output.copy", shortLine(e.Line))), copyIcon())
	if rows < len(head) {
		children = html.Nodes{html.Span(html.Class("columns"), html.If(p.last, html.A("tabindex", "0")), html.Nodes(children))}
	}
	return with2(node, html.Span(html.Class("printed"), copyIt, html.Nodes(above), html.Nodes(children)))
}

// fold parts a long output into its ends. What is unfolded is bounded too.
func fold(out string, open bool) (head string, hidden int, tail string) {
	lines := strings.Count(out, "\n") // out ends in one
	ends, above := foldedEnds, foldAbove
	if open {
		ends, above = mostLines/2, mostLines
	}
	if lines <= above {
		return out, 0, ""
	}
	first, last := 0, len(out)-1
	for range ends {
		first += strings.IndexByte(out[first:], '\n') + 1
		last = strings.LastIndexByte(out[:last], '\n')
	}
	return out[:first], lines - 2*ends, out[last+1:]
}

// table returns where the first table of an output begins, or its length when it
// has none: the rows of a table are not to be broken.
func table(out string) int {
	for at := 0; ; {
		head, below, _ := strings.Cut(out[at:], "\n")
		if below == "" {
			return len(out)
		}
		if heads(head) {
			return at
		}
		at += len(head) + 1
	}
}

// heads reports whether a line names the columns of a table, as kubectl prints
// them and as ss does.
func heads(line string) bool {
	return strings.HasPrefix(line, "State ") ||
		strings.Contains(line, "  ") && line[0] != ' ' && line == strings.ToUpper(line) && line != strings.ToLower(line)
}

func shortLine(line string) string {
	line, _, _ = strings.Cut(line, "\n")
	if r := []rune(line); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return line
}

func copyIcon() html.Node {
	return icon(html.Path(html.A("d", "M6 5.5V3h7v7h-2.5M3 6h7v7H3z"), html.Class("line")))
}

// outputOf returns what an entry printed, or with -1 all of the terminal.
func (m *Model) outputOf(at int) string {
	if at >= 0 && at < len(m.lab.entries) {
		return m.lab.entries[at].Output
	}
	var b strings.Builder
	for _, e := range m.lab.entries {
		b.WriteString(e.Prompt + strings.ReplaceAll(e.Line, "\n", "\n"+continuation) + "\n" + e.Output)
	}
	return b.String()
}
