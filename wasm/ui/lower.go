package ui

import "svclab/wasm/html"

func (m Model) editorBox() html.Node {
	if e := m.edit; e != nil {
		return html.Div(html.Class("editor-box"), m.editHead(),
			m.codeBox(m.editorField(e.name, e.text, false, editKey(m.editor.letGo)), e.name, m.T("edit.help"), false),
			html.P(html.ID("editor-help"), html.Class("quiet editor-help"), html.Text(m.T("edit.help"))))
	}
	file := m.file()
	off := !m.started || file == ""
	names := m.fileNames()
	return html.Div(html.Class("editor-box"),
		html.Div(html.Class("files"),
			html.Each(names, func(_ int, name string) html.Node {
				return html.Button(html.Key(name), html.Class("file"), html.On("click", PickFile{name}),
					html.If(name == file, html.Aria("current", "true")), html.Text(name))
			}),
			html.Button(html.Class("file"), html.ID("new-file"), m.off(), html.On("click", NewFile{}), html.Text(m.T("editor.new"))),
			html.Span(html.Class("grow")),
			html.If(m.editor.replaced[file] != "", html.Button(html.Class("small"), html.On("click", Revert{}), html.Text(m.T("editor.revert")))),
			html.Button(html.ID("apply"), html.Class("primary small"), html.Bool("disabled", off),
				html.On("click", Apply{}), html.Text(m.T("editor.apply")))),
		m.codeBox(m.editorField(file, m.text(), off, editorKey(m.editor.letGo)), file, m.T("editor.help"), off),
		html.P(html.ID("editor-help"), html.Class("quiet editor-help"), html.Text(m.T("editor.help"))))
}

func (m Model) editorField(name, text string, off bool, key func(html.Input) any) html.Node {
	return html.Textarea(html.ID("editor"), html.Class("editor"), html.Value(text), html.Aria("label", m.T("editor.label", name)),
		html.A("aria-describedby", "editor-help"), html.A("wrap", "off"),
		html.A("autocapitalize", "off"), html.A("autocorrect", "off"), html.A("autocomplete", "off"), html.A("spellcheck", "false"),
		html.Bool("disabled", off),
		html.On("input", func(in html.Input) any { return Edit{in.Value} }),
		html.OnPrevent("keydown", key))
}
