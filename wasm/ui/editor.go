package ui

import (
	"fmt"
	"maps"
	"slices"

	"svclab/wasm/html"
)

// editor is the file being written. Its maps are never changed in place.
type editor struct {
	file     string
	drafts   map[string]string // texts that are not in the files yet
	replaced map[string]string // what OpenFile put another text in place of
	letGo    bool              // Escape was pressed: Tab moves on
	naming   bool              // the file that is shown gets another name
	name     string            // which, so far
	was      string            // the name before of the file that is shown
	deleted  *deleted          // the last file deleted, to be brought back
}

func (m *Model) inEditor(msg any) []Effect {
	if m.edit != nil {
		return m.inEdit(msg)
	}
	e := &m.editor
	switch msg := msg.(type) {
	case PickFile:
		e.file, e.naming, e.was = msg.Name, false, ""
		return []Effect{ScrollEffect{ID: "file-shown"}}
	case NewFile:
		e.file, e.naming, e.was = m.freeName(), false, ""
		e.drafts = with(e.drafts, e.file, "")
		return []Effect{ScrollEffect{ID: "file-shown"}, FocusEffect{ID: "editor"}}
	case Edit:
		if len(msg.Text) > MaxFile {
			m.tooLarge(len(msg.Text))
			return []Effect{FillEffect{"editor", m.text()}}
		}
		e.drafts = with(e.drafts, m.file(), msg.Text)
		e.letGo, m.dirty = false, true
	case Indent:
		return m.indent(msg)
	case LetGo:
		e.letGo = true
		m.live = m.T("yaml.let-go")
	case Revert:
		e.drafts = with(e.drafts, e.file, e.replaced[e.file])
		e.replaced = without(e.replaced, e.file)
	case Apply:
		m.editor.drafts = with(e.drafts, m.file(), m.text())
		effects := m.enter("kubectl apply -f " + m.file())
		if !m.narrow() { // the editor is gone, and a phone's keyboard stays away
			effects = append(effects, FocusEffect{ID: "line"})
		}
		return effects
	}
	return m.inFiles(msg)
}

func (m *Model) indent(msg Indent) []Effect {
	from, to := offset(msg.Text, msg.Start), offset(msg.Text, msg.End)
	m.editor.drafts = with(m.editor.drafts, m.file(), msg.Text[:from]+"  "+msg.Text[to:])
	m.dirty = true
	return []Effect{FocusEffect{ID: "editor", Caret: true, Start: msg.Start + 2, End: msg.Start + 2}}
}

// openFile shows a fence's manifest. A learner's own text of that name is set
// aside, not lost.
func (m *Model) openFile(name, text string) {
	m.show(TabYAML)
	m.editor.file, m.editor.naming, m.editor.was = name, false, ""
	if had := m.text(); had != text {
		if had != "" {
			m.editor.replaced = with(m.editor.replaced, name, had)
		}
		m.editor.drafts = with(m.editor.drafts, name, text)
	}
	m.dirty = true
}

// file returns the name of the file that is shown: the one chosen, else the
// first that the open step speaks of, else the first there is.
func (m *Model) file() string {
	if m.editor.file != "" {
		return m.editor.file
	}
	names := m.fileNames()
	for _, b := range m.blocks() {
		if b.Manifest != nil && slices.Contains(names, b.Manifest.File) {
			return b.Manifest.File
		}
	}
	if len(names) > 0 {
		return names[0]
	}
	return ""
}

// text returns the text of the file that is shown.
func (m *Model) text() string {
	name := m.file()
	if text, ok := m.editor.drafts[name]; ok {
		return text
	}
	for _, f := range m.lab.files {
		if f.Name == name {
			return f.Text
		}
	}
	return ""
}

// fileNames lists the files and drafts, sorted.
func (m *Model) fileNames() []string {
	names := slices.Collect(maps.Keys(m.editor.drafts))
	for _, f := range m.lab.files {
		if _, ok := m.editor.drafts[f.Name]; !ok {
			names = append(names, f.Name)
		}
	}
	slices.Sort(names)
	return names
}

func (m *Model) freeName() string {
	names := m.fileNames()
	for i := 1; ; i++ {
		if name := fmt.Sprintf("new-%d.yaml", i); !slices.Contains(names, name) {
			return name
		}
	}
}

// keepDrafts writes the drafts to the learner's files.
func (m *Model) keepDrafts() {
	if m.session == nil {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(m.editor.drafts)) {
		m.session.WriteFile(name, m.editor.drafts[name])
	}
	m.editor.drafts = nil
}

// editorKey says what a key means in the editor. Tab indents, unless Escape
// came before it: a keyboard must be able to leave.
func editorKey(letGo bool) func(html.Input) any {
	return func(in html.Input) any {
		switch {
		case in.Key == "Enter" && in.Ctrl:
			return Apply{}
		case in.Key == "Tab" && !in.Shift && !letGo:
			return Indent{in.Value, in.SelectionStart, in.SelectionEnd}
		case in.Key == "Escape":
			return LetGo{}
		}
		return nil
	}
}

func without(values map[string]string, key string) map[string]string {
	values = maps.Clone(values)
	delete(values, key)
	return values
}

// offset turns a position in UTF-16 units, as browsers count, into bytes.
func offset(s string, position int) int {
	n := 0
	for i, r := range s {
		if n >= position {
			return i
		}
		n += width16(r)
	}
	return len(s)
}

// units turns a position in bytes into UTF-16 units.
func units(s string, position int) int {
	n := 0
	for _, r := range s[:position] {
		n += width16(r)
	}
	return n
}

func width16(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}
