package ui

import (
	"fmt"
	"strings"

	"svclab/wasm/html"
)

// What a learner does after a crash.
type (
	// Revive makes the page anew from the last good moment. Only the browser
	// carries it out, with Revived.
	Revive struct{}
	// DownloadWork hands out the learner's work as a file.
	DownloadWork struct{}
	// CopyReport puts what a bug report needs on the clipboard.
	CopyReport struct{ Reason string }
)

// lastLines is how many commands a crash shows.
const lastLines = 5

// Crashed shows that Update or View panicked, with the ways out. The messages of
// its buttons are safe to Update the same Model with.
func Crashed(m Model, reason string) html.Node {
	lines := m.lastLines()
	link := html.Option(html.P(html.Class("quiet"), html.Text(m.T("crash.noIssues"))))
	if m.issues != "" {
		link = html.P(html.Link(html.ID("crash-issue"), html.Href(m.issues+"?body="+escaped(m.report(reason))), html.A("rel", "noreferrer"), html.Text(m.T("crash.issue"))))
	}
	return html.Div(html.ID("app"), html.Class("app crashed"), html.Lang(m.lesson.Lang), html.If(m.theme != "", html.A("data-theme", m.theme)),
		html.Main(html.Class("crash"),
			html.H1(html.ID("crash-title"), html.A("tabindex", "-1"), html.Text(m.T("crash.title"))),
			html.P(html.Text(m.T("crash.text"))),
			html.Pre(html.A("tabindex", "0"), html.Text(reason)),
			html.If(len(lines) > 0, html.Nodes{html.H2(html.Text(m.T("crash.lines"))),
				html.Pre(html.A("tabindex", "0"), html.ID("crash-lines"), html.Text(strings.Join(lines, "\n")))}),
			html.P(html.Class("row"),
				html.Button(html.ID("crash-revive"), html.Class("primary"), html.On("click", Revive{}), html.Text(m.T("crash.revive"))),
				html.Button(html.ID("crash-reload"), html.On("click", Reload{}), html.Text(m.T("crash.reload"))),
				html.Button(html.ID("crash-download"), html.On("click", DownloadWork{}), html.Text(m.T("crash.download")))),
			html.Details(html.Class("fold"), html.ID("crash-over"), html.Summary(html.Text(m.T("crash.over"))),
				html.Div(html.Class("fold-body"), html.P(html.Text(m.T("menu.sure"))),
					html.Button(html.ID("crash-over-yes"), html.On("click", StartOver{}), html.Text(m.T("crash.over"))))),
			html.H2(html.Text(m.T("crash.report"))), link,
			html.Pre(html.A("tabindex", "0"), html.ID("crash-report"), html.Text(m.report(reason))),
			html.Button(html.ID("crash-copy"), html.On("click", CopyReport{reason}), html.Text(m.T("notice.copy"))),
		))
}

// lastLines are the latest lines typed.
func (m Model) lastLines() []string {
	var out []string
	for _, e := range m.lab.entries[max(0, len(m.lab.entries)-lastLines):] {
		out = append(out, "$ "+e.Line)
	}
	return out
}

// report is what a bug report begins with. It holds no link: a Session that
// crashed is not asked for one.
func (m Model) report(reason string) string {
	return fmt.Sprintf("lesson: %s (%s), step %d, clock %s\nreason: %s\n\n%s\n", m.lesson.ID, m.lesson.Lang, m.lab.step+1, clockText(m.lab.now), reason, strings.Join(m.lastLines(), "\n"))
}

// escaped writes a text for the query of an address.
func escaped(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '.', c == '_':
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// inCrash answers the buttons of Crashed, without asking more of the engine than
// what it has kept. answered is false for all other messages.
func (m Model) inCrash(msg any) (effects []Effect, answered bool) {
	switch msg := msg.(type) {
	case Reload:
		return []Effect{ReloadEffect{}}, true
	case StartOver:
		return []Effect{MoveStoredEffect{Key(m.lesson), Key(m.lesson) + ":before"}, ReloadEffect{}}, true
	case DownloadWork:
		return []Effect{DownloadEffect{"svclab-" + m.lesson.ID + ".txt", m.rescued(false)}}, true
	case CopyReport:
		return []Effect{CopyEffect{m.report(msg.Reason)}}, true
	}
	return nil, false
}

// Revived makes the page anew from the work in a Model whose successor broke:
// every Command is carried out again, and if that breaks too, all but the last.
// With neither, it opens what was stored.
func Revived(m Model, stored string, o Options) (Model, []Effect) {
	o.Fragment = ""
	for _, last := range []bool{false, true} {
		text := m.rescued(last)
		n, effects := New(m.written, []byte(text), o)
		if text != "" && n.damaged == "" {
			n.notice, n.dirty, n.share.visits, n.issues = notice{key: "crash.revived"}, true, m.share.visits, m.issues
			return n, effects
		}
	}
	return New(m.written, []byte(stored), o)
}
