package ui

import (
	"strings"

	"svclab/wasm/html"
	"svclab/wasm/manifest"
)

// maxChecked is how large a text is looked at while it is being written.
const maxChecked = 128 << 10

// typingPause is for how long nothing is typed before a text is looked at, in
// milliseconds of screen time.
const typingPause = 250

// check is what came of rehearsing the text in the editor.
type check struct {
	manifest.Checked
	done    bool
	of      string // the text
	lang    string
	at      float64 // when
	marks   string  // the problems as the editor takes them
	changes bool    // the changes are shown
}

// What a learner does with it.
type (
	// ToggleChanges shows what would change, or the text alone.
	ToggleChanges struct{}
	// GoToProblem moves the caret to a problem, counted from 0.
	GoToProblem struct{ At int }
)

func (m *Model) inCheck(msg any) []Effect {
	c := &m.code.check
	switch msg := msg.(type) {
	case Frame:
		if m.checkDue() {
			m.recheck()
		}
	case ToggleChanges:
		if c.changes = !c.changes; c.changes && m.session != nil {
			m.recheck()
		}
	case GoToProblem:
		if msg.At >= 0 && msg.At < len(c.Problems) && c.of == m.editing() {
			p := c.Problems[msg.At]
			return []Effect{FocusEffect{ID: "editor", Caret: true, Start: units(c.of, p.From), End: units(c.of, p.To)}}
		}
	}
	return nil
}

// checkDue reports whether the text is to be looked at: it, or the cluster, has
// changed and now rests.
func (m *Model) checkDue() bool {
	c := &m.code
	visible := m.tab == TabYAML || m.lower == TabYAML && !m.narrow()
	if !c.ready && !c.check.changes || !visible || m.session == nil || m.lab.busy || m.clock.last-c.edited < typingPause {
		return false
	}
	if !c.check.done || c.check.of != m.editing() || c.check.lang != m.lesson.Lang {
		return true
	}
	return m.clock.stirred > c.check.at && m.clock.last-m.clock.stirred > afterglow
}

// recheck rehearses the text. What is no manifest is left alone: a command may
// want anything edited.
func (m *Model) recheck() {
	c := &m.code.check
	text := m.editing()
	c.done, c.of, c.lang, c.at, c.Checked = true, text, m.lesson.Lang, m.clock.last, manifest.Checked{}
	if m.edit == nil && isManifest(m.file()) && len(text) <= maxChecked {
		c.Checked = m.session.Check(c.lang, text)
	}
	was := c.marks
	c.marks = ""
	if len(c.Problems) > 0 {
		var marks [][4]any
		for _, p := range c.Problems {
			marks = append(marks, [4]any{units(text, p.From), units(text, p.To), string(p.Severity), p.Text})
		}
		c.marks = asJSON(marks)
	}
	if c.marks != was {
		if n := len(c.Problems); n > 0 {
			m.live = m.T("yaml.problems", n) + " " + c.Problems[0].Text
		} else if was != "" {
			m.live = m.T("yaml.fine")
		}
	}
}

func isManifest(name string) bool {
	for _, end := range []string{".yaml", ".yml", ".json"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// fieldLine says what the field at the caret is, and what is wrong: nothing needs
// a pointer to hover.
func (m Model) fieldLine() html.Node {
	c := m.code
	line := html.P(html.ID("field"), html.Class("field-line"))
	switch {
	case len(m.editing()) > maxChecked:
		return with2(line, html.Span(html.Class("quiet"), html.Text(m.T("yaml.unchecked", maxChecked>>10))))
	case c.field == nil:
		return with2(line, html.Span(html.Class("quiet"), html.Text(m.T("yaml.no-field"))))
	}
	texts := fieldTexts(*c.field)
	return with2(line, html.Code(html.Text(texts[0])), html.Text(" "+strings.Join(texts[1:], " ")))
}

// problemList lists what is wrong, each to be gone to.
func (m Model) problemList() html.Node {
	c := m.code.check
	if len(c.Problems) == 0 || c.of != m.editing() {
		return html.Node{}
	}
	shown := c.Problems[:min(len(c.Problems), mostProblems)]
	return html.Ul(html.ID("problems"), html.Class("problems"), html.Aria("label", m.T("yaml.problems", len(c.Problems))),
		html.Each(shown, func(i int, p manifest.Problem) html.Node {
			line := 1 + strings.Count(c.of[:p.From], "\n")
			return html.Li(html.Class("problem "+string(p.Severity)),
				html.Button(html.Class("plain"), html.On("click", GoToProblem{i}),
					html.Strong(html.Text(m.T(severityKeys[p.Severity], line))), html.Text(" "+p.Text)))
		}))
}

var (
	severityKeys = map[manifest.Severity]string{manifest.Error: "yaml.error", manifest.Warning: "yaml.warning", manifest.Hint: "yaml.info"}
	changeKeys   = map[string]string{"created": "yaml.created", "configured": "yaml.configured", "unchanged": "yaml.unchanged", "refused": "yaml.refused"}
)

// mostProblems is how many problems are listed.
const mostProblems = 20

// changesBox shows what applying the text would change.
func (m Model) changesBox() html.Node {
	c := m.code.check
	if !c.changes {
		return html.Node{}
	}
	box := html.Section(html.ID("changes"), html.Class("changes"), html.Aria("label", m.T("yaml.changes")), html.A("tabindex", "0"))
	if len(c.Changes) == 0 {
		return with2(box, html.P(html.Class("quiet"), html.Text(m.T("yaml.no-change"))))
	}
	for _, change := range c.Changes {
		box = with2(box, html.H3(html.Code(html.Text(change.Name)), html.Text(" "), html.Span(html.Class("quiet"), html.Text(m.T(changeKeys[change.Kind])))))
		if change.Diff != "" {
			box = with2(box, diffBox(change.Diff))
		}
	}
	return box
}

// diffBox shows a unified diff: a sign, and a colour, tell what goes and comes.
func diffBox(diff string) html.Node {
	box := html.Pre(html.Class("diff"))
	for line := range strings.Lines(diff) {
		class := ""
		switch line[0] {
		case '+':
			class = "added"
		case '-':
			class = "removed"
		case '@':
			class = "quiet"
		}
		box = with2(box, html.Span(html.If(class != "", html.Class(class)), html.Text(line)))
	}
	return box
}
