package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/html"
	"svclab/wasm/manifest"
)

// MaxFile is how large a file the editor takes, in bytes. The API server reads
// three times as much; nobody writes as much by hand.
const MaxFile = 1 << 20

// writing is what the editor of manifests, once it has come, and the page know of
// each other beside the text.
type writing struct {
	ready  bool   // it has come
	shown  string // the text in the editor
	from   string // and what it is the text of
	put    int    // how often the page has put another text there
	caret  int    // in bytes of the text
	edited float64
	answer string // to the last question
	field  *manifest.Explained
	check  check
}

// What the editor of manifests says beside what its text field does.
type (
	// CodeReady says that the editor has come.
	CodeReady struct{}
	// Caret is where the caret stands now, in UTF-16 units.
	Caret struct{ At int }
	// Refused says that the text would have become too large, by its bytes.
	Refused struct{ Size int }
	// Ask is a question about a place, in UTF-16 units: how to "complete" the
	// word, or to "explain" the field.
	Ask struct {
		ID   int
		Kind string
		At   int
	}
)

func (m *Model) inCode(msg any) []Effect {
	c := &m.code
	switch msg := msg.(type) {
	case CodeReady:
		c.ready = true
	case Caret:
		c.caret = offset(m.editing(), msg.At)
	case Refused:
		m.tooLarge(msg.Size)
	case Ask:
		c.answer = m.answer(msg)
	}
	return m.inCheck(msg)
}

// tooLarge tells that a text was not taken.
func (m *Model) tooLarge(size int) {
	m.notice = notice{key: "yaml.large", args: []any{size >> 10, MaxFile >> 10}}
}

// editing returns the text that stands in the editor.
func (m *Model) editing() string {
	if m.edit != nil {
		return m.edit.text
	}
	return m.text()
}

// editingName tells one text of the editor from another.
func (m *Model) editingName() string {
	if m.edit != nil {
		return "edit " + m.edit.name
	}
	return m.file()
}

// putText notes when the text in the editor is no longer what was typed there,
// and what is known of the field at the caret.
func (m *Model) putText(msg any) {
	c := &m.code
	text, from := m.editing(), m.editingName()
	if text != c.shown || from != c.from {
		if _, typed := msg.(Edit); !typed || from != c.from {
			c.put++
		}
		if from != c.from {
			c.caret = 0
		}
		c.shown, c.from = text, from
		c.caret = min(c.caret, len(text))
		c.edited = m.clock.last
	} else if _, moved := msg.(Caret); !moved {
		return
	}
	c.field = nil
	if e, ok := m.explain(c.caret); ok {
		c.field = &e
	}
}

// explain returns what is known of the field at a place of the text.
func (m *Model) explain(at int) (manifest.Explained, bool) {
	if m.session == nil || !m.code.ready || len(m.code.shown) > maxChecked {
		return manifest.Explained{}, false
	}
	return manifest.Explain(m.session.Cluster(), m.lesson.Lang, m.code.shown, at)
}

// codeBox holds the text field. The editor of manifests, a script of its own that
// comes after the page, takes the field's place: it is told by attributes, and
// speaks by events and by what it puts into the field.
func (m Model) codeBox(field html.Node, name, help string, off bool) html.Node {
	return html.El("svclab-code", html.ID("code"), html.Lang(m.lesson.Lang),
		html.A("data-file", m.editingName()),
		html.If(m.editor.was != "", html.A("data-was", m.editor.was)),
		html.A("data-limit", strconv.Itoa(MaxFile)),
		html.A("data-label", m.T("editor.label", name)),
		html.A("data-help", help),
		html.Bool("data-off", off),
		html.If(m.code.answer != "", html.A("data-answer", m.code.answer)),
		html.A("data-text", m.editingName()+" "+strconv.Itoa(m.code.put)), // the others are known by then
		html.If(m.code.check.marks != "", html.A("data-problems", m.code.check.marks)),
		html.On("svclab-ready", CodeReady{}),
		html.On("svclab-caret", func(in html.Input) any { return Caret{whole(in.Value)} }),
		html.On("svclab-refused", func(in html.Input) any { return Refused{whole(in.Value)} }),
		html.On("svclab-ask", func(in html.Input) any {
			words := strings.Fields(in.Value)
			if len(words) != 3 {
				return nil
			}
			return Ask{whole(words[0]), words[1], whole(words[2])}
		}),
		field)
}

// whole reads a number that is not below 0.
func whole(s string) int {
	n, _ := strconv.Atoi(s)
	return max(0, n)
}
