package ui

import (
	"strconv"

	"svclab/wasm/html"
)

// MaxFile is how large a file the editor takes, in bytes. The API server reads
// three times as much; nobody writes as much by hand.
const MaxFile = 1 << 20

// manifest is what the editor of manifests, once it has come, and the page know of
// each other beside the text.
type manifest struct {
	shown string // the text in the editor
	from  string // and what it is the text of
	put   int    // how often the page has put another text there
	caret int    // in bytes of the text
}

// What the editor of manifests says beside what its text field does.
type (
	// Caret is where the caret stands now, in UTF-16 units.
	Caret struct{ At int }
	// Refused says that the text would have become too large, by its bytes.
	Refused struct{ Size int }
)

func (m *Model) inCode(msg any) []Effect {
	switch msg := msg.(type) {
	case Caret:
		m.code.caret = offset(m.editing(), msg.At)
	case Refused:
		m.tooLarge(msg.Size)
	}
	return nil
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

// putText notes when the text in the editor is no longer what was typed there.
func (m *Model) putText(msg any) {
	c := &m.code
	text, from := m.editing(), m.editingName()
	if text == c.shown && from == c.from {
		return
	}
	if _, typed := msg.(Edit); !typed || from != c.from {
		c.put++
	}
	if from != c.from {
		c.caret = 0
	}
	c.shown, c.from = text, from
	c.caret = min(c.caret, len(text))
}

// codeBox holds the text field. The editor of manifests, a script of its own that
// comes after the page, takes the field's place: it is told by attributes, and
// speaks by events and by what it puts into the field.
func (m Model) codeBox(field html.Node, name, help string, off bool) html.Node {
	return html.El("svclab-code", html.ID("code"), html.Lang(m.lesson.Lang),
		html.A("data-file", m.editingName()),
		html.A("data-limit", strconv.Itoa(MaxFile)),
		html.A("data-label", m.T("editor.label", name)),
		html.A("data-help", help),
		html.Bool("data-off", off),
		html.A("data-text", strconv.Itoa(m.code.put)), // the last: the others are known then
		html.On("svclab-caret", func(in html.Input) any {
			at, _ := strconv.Atoi(in.Value)
			return Caret{at}
		}),
		html.On("svclab-refused", func(in html.Input) any {
			size, _ := strconv.Atoi(in.Value)
			return Refused{size}
		}),
		field)
}
