package ui

import (
	"slices"
	"strings"

	"svclab/wasm/html"
)

// deleted is a file that can be brought back.
type deleted struct{ name, text string }

// What a learner does with files.
type (
	// NameFile begins to rename the file that is shown.
	NameFile struct{}
	// NamedSoFar is the new name as it is now.
	NamedSoFar struct{ Name string }
	// RenameFile gives it that name, or keeps the old one.
	RenameFile struct{ Keep bool }
	// DeleteFile deletes the file that is shown.
	DeleteFile struct{}
	// RestoreFile brings the last one back.
	RestoreFile struct{}
)

func (m *Model) inFiles(msg any) []Effect {
	e := &m.editor
	switch msg := msg.(type) {
	case NameFile:
		e.naming, e.name = true, m.file()
		return []Effect{FocusEffect{ID: "file-name", Caret: true, End: len(strings.TrimSuffix(e.name, ".yaml"))}}
	case NamedSoFar:
		e.name = msg.Name
	case RenameFile:
		return m.renameFile(msg.Keep)
	case DeleteFile:
		m.deleteFile()
		return []Effect{FocusEffect{ID: "file-restore"}}
	case RestoreFile:
		if d := e.deleted; d != nil {
			name := d.name
			if slices.Contains(m.fileNames(), name) {
				name = m.freeName()
			}
			m.putFile(name, d.text)
			e.file, e.was, e.deleted = name, "", nil
		}
		return []Effect{ScrollEffect{ID: "file-shown"}, FocusEffect{ID: "editor"}}
	}
	return nil
}

// putFile keeps a file that was there already under another name or before.
func (m *Model) putFile(name, text string) {
	if m.session != nil {
		m.session.WriteFile(name, text)
	}
	m.editor.drafts = with(m.editor.drafts, name, text)
	m.dirty = true
}

// dropFile takes a file away, with what was written to it.
func (m *Model) dropFile(name string) {
	m.editor.drafts = without(m.editor.drafts, name)
	m.editor.replaced = without(m.editor.replaced, name)
	if m.session != nil {
		m.session.RemoveFile(name)
	}
	m.dirty = true
}

func (m *Model) deleteFile() {
	name := m.file()
	if name == "" {
		return
	}
	m.editor.deleted = &deleted{name, m.text()}
	m.dropFile(name)
	m.editor.file, m.editor.was, m.editor.naming = "", "", false
	m.live = m.T("file.deleted", name)
}

// renameFile gives the file that is shown another name, or says why it cannot.
func (m *Model) renameFile(keep bool) []Effect {
	e := &m.editor
	name, old := strings.TrimSpace(e.name), m.file()
	switch {
	case !keep || name == old || !e.naming:
	case !goodName(name):
		m.notice = notice{key: "file.bad", args: []any{name}}
		return []Effect{FocusEffect{ID: "file-name"}}
	case slices.Contains(m.fileNames(), name):
		m.notice = notice{key: "file.taken", args: []any{name}}
		return []Effect{FocusEffect{ID: "file-name"}}
	default:
		text, replaced := m.text(), e.replaced[old]
		m.dropFile(old)
		m.putFile(name, text)
		if replaced != "" {
			e.replaced = with(e.replaced, name, replaced)
		}
		e.file, e.was = name, old
		if m.notice.key == "file.bad" || m.notice.key == "file.taken" {
			m.notice = notice{}
		}
	}
	e.naming = false
	return []Effect{ScrollEffect{ID: "file-shown"}, FocusEffect{ID: "editor"}}
}

// goodName tells whether a file can have a name: the shell must be able to read
// it without quotes.
func goodName(name string) bool {
	if name == "" || len(name) > 100 || name[0] == '-' || name[0] == '.' {
		return false
	}
	for _, r := range name {
		if r < 128 && !strings.ContainsRune("-._", r) && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z') {
			return false
		}
	}
	return true
}

// editorBox is the pane of the editor: files as tabs, the text, and what there is
// to say of it.
func (m Model) editorBox() html.Node {
	if e := m.edit; e != nil {
		return html.Div(html.Class("editor-box"), m.editHead(),
			html.Div(html.Class("editor-panes"),
				m.codeBox(m.editorField(e.name, e.text, false, editKey(m.editor.letGo)), e.name, m.T("edit.help"), false)),
			html.P(html.ID("editor-help"), html.Class("quiet editor-help"), html.Text(m.T("edit.help"))))
	}
	file := m.file()
	off := !m.started || file == ""
	ready := m.code.ready && !off
	return html.Div(html.Class("editor-box"),
		html.Div(html.Class("files"), m.fileTabs(file), m.fileTools(file, off)),
		m.deletedBar(),
		html.Div(html.Class("editor-panes"),
			m.codeBox(m.editorField(file, m.text(), off, editorKey(m.editor.letGo)), file, m.T("editor.help"), off),
			m.changesBox()),
		html.If(ready, m.problemList()),
		html.If(ready, m.fieldLine()),
		html.P(html.ID("editor-help"), html.Class("quiet editor-help"), html.Text(m.T("editor.help"))))
}

// fileTabs are the files there are; the one shown may be getting another name.
func (m Model) fileTabs(file string) html.Node {
	return html.Div(html.ID("files"), html.Class("file-tabs"), html.Role("group"), html.Aria("label", m.T("file.tabs")),
		html.Each(m.fileNames(), func(_ int, name string) html.Node {
			if name == file && m.editor.naming {
				return m.nameField(name)
			}
			unapplied := m.unapplied(name)
			return html.Button(html.Key(name), html.Class("file"), html.On("click", PickFile{name}),
				html.If(name == file, html.Aria("current", "true")), html.If(name == file, html.ID("file-shown")), html.Text(name),
				html.If(unapplied, html.Class("unapplied")), html.If(unapplied, html.A("title", m.T("file.unapplied"))))
		}),
		html.Button(html.Class("file"), html.ID("new-file"), m.off(), html.On("click", NewFile{}), html.Text("+ "+m.T("editor.new"))))
}

// unapplied reports whether a file has been changed since it was last kept.
func (m Model) unapplied(name string) bool {
	text, draft := m.editor.drafts[name]
	if !draft {
		return false
	}
	for _, f := range m.lab.files {
		if f.Name == name {
			return f.Text != text
		}
	}
	return text != ""
}

func (m Model) nameField(name string) html.Node {
	return html.Form(html.Key(name), html.Class("row"), html.OnPrevent("submit", RenameFile{true}),
		html.Field(html.ID("file-name"), html.Class("file-name"), html.Type("text"), html.Value(m.editor.name), html.Aria("label", m.T("file.name", name)),
			html.A("autocapitalize", "off"), html.A("autocomplete", "off"), html.A("spellcheck", "false"),
			html.On("input", func(in html.Input) any { return NamedSoFar{in.Value} }),
			html.OnPrevent("keydown", func(in html.Input) any {
				if in.Key == "Escape" {
					return RenameFile{false}
				}
				return nil
			})),
		html.Button(html.Type("submit"), html.Class("small"), html.Text(m.T("file.keep"))),
		html.Button(html.Class("small"), html.On("click", RenameFile{false}), html.Text(m.T("file.cancel"))))
}

// fileTools are what can be done with the file that is shown.
func (m Model) fileTools(file string, off bool) html.Node {
	return html.Div(html.Class("file-tools"),
		html.If(m.editor.replaced[file] != "", html.Button(html.Class("small"), html.On("click", Revert{}), html.Text(m.T("editor.revert")))),
		html.Button(html.ID("file-rename"), html.Class("small"), html.Bool("disabled", off), html.On("click", NameFile{}), html.Text(m.T("file.rename"))),
		html.Button(html.ID("file-delete"), html.Class("small"), html.Bool("disabled", off), html.On("click", DeleteFile{}), html.Text(m.T("file.delete"))),
		html.Button(html.ID("show-changes"), html.Class("small"), html.Bool("disabled", off), html.Flag("pressed", m.code.check.changes),
			html.On("click", ToggleChanges{}), html.Text(m.T("yaml.changes"))),
		html.Button(html.ID("apply"), html.Class("primary small"), html.Bool("disabled", off),
			html.On("click", Apply{}), html.Text(m.T("editor.apply"))))
}

// deletedBar brings back what was deleted last.
func (m Model) deletedBar() html.Node {
	d := m.editor.deleted
	if d == nil {
		return html.Node{}
	}
	return html.Div(html.Class("deleted row"), html.Span(html.Class("grow"), html.Text(m.T("file.deleted", d.name))),
		html.Button(html.ID("file-restore"), html.Class("small"), html.On("click", RestoreFile{}), html.Text(m.T("file.restore"))))
}

func (m Model) editorField(name, text string, off bool, key func(html.Input) any) html.Node {
	return html.Textarea(html.ID("editor"), html.Class("editor"), html.Value(text), html.Aria("label", m.T("editor.label", name)),
		html.A("aria-describedby", "editor-help"), html.A("wrap", "off"),
		html.A("autocapitalize", "off"), html.A("autocorrect", "off"), html.A("autocomplete", "off"), html.A("spellcheck", "false"),
		html.Bool("disabled", off),
		html.On("input", func(in html.Input) any { return Edit{in.Value} }),
		html.OnPrevent("keydown", key))
}
