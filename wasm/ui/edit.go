package ui

import "svclab/wasm/html"

// edit is a text that a command, such as kubectl edit, wants edited.
type edit struct {
	name, text string
	was        Tab // where to go back to
}

// heedEdit opens the editor when a command asks for one, and closes it when
// the command has ended without.
func (m *Model) heedEdit() []Effect {
	if m.session == nil {
		return nil
	}
	name, text, waits := m.session.Editing()
	switch {
	case waits && m.edit == nil:
		m.edit = &edit{name, text, m.tab}
		m.editor.letGo = false
		m.show(TabYAML)
		return []Effect{FocusEffect{ID: "editor", Caret: true}}
	case !waits && m.edit != nil:
		was := m.edit.was
		m.edit = nil
		m.show(TabTerminal)
		if was == TabPicture || was == TabRead {
			m.tab = was
		}
		return []Effect{FocusEffect{ID: "line"}, ScrollEffect{ID: "terminal", End: true}}
	}
	return nil
}

// inEdit takes messages of the editor while a command waits for it.
func (m *Model) inEdit(msg any) []Effect {
	e := *m.edit
	switch msg := msg.(type) {
	case Edit:
		if len(msg.Text) > MaxFile {
			m.tooLarge(len(msg.Text))
			return []Effect{FillEffect{"editor", e.text}}
		}
		e.text, m.editor.letGo = msg.Text, false
	case Indent:
		from, to := offset(msg.Text, msg.Start), offset(msg.Text, msg.End)
		e.text = msg.Text[:from] + "  " + msg.Text[to:]
		m.edit = &e
		return []Effect{FocusEffect{ID: "editor", Caret: true, Start: msg.Start + 2, End: msg.Start + 2}}
	case LetGo:
		m.editor.letGo = true
	case CloseEdit:
		m.session.Edited(e.text, msg.Save)
		m.session.Advance(0)
	}
	m.edit = &e
	return nil
}

// editHead is what stands above the text while a command waits for it.
func (m Model) editHead() html.Node {
	return html.Div(html.Class("files"), html.Role("group"), html.Aria("label", m.T("edit.waits", m.edit.name)),
		html.Span(html.Text(m.T("edit.waits", m.edit.name))), html.Span(html.Class("grow")),
		html.Button(html.ID("edit-cancel"), html.Class("small"), html.On("click", CloseEdit{false}), html.Text(m.T("edit.cancel"))),
		html.Button(html.ID("edit-save"), html.Class("primary small"), html.On("click", CloseEdit{true}), html.Text(m.T("edit.save"))))
}

// editKey says what a key means in the editor while a command waits: Escape
// twice closes it without saving.
func editKey(letGo bool) func(html.Input) any {
	return func(in html.Input) any {
		switch {
		case in.Key == "Enter" && in.Ctrl:
			return CloseEdit{true}
		case in.Key == "Escape" && letGo:
			return CloseEdit{false}
		}
		return editorKey(letGo)(in)
	}
}
