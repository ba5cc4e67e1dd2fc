package ui

import (
	"strings"

	"svclab/wasm/html"
	"svclab/wasm/lab"
)

// lowerBox holds the terminal, the editor and the events, one at a time.
func (m Model) lowerBox() html.Node {
	return html.Section(html.Class("lower"), html.Aria("label", m.T("lower.label")),
		html.Nav(html.Class("tabs wide"), html.Aria("label", m.T("lower.label")),
			m.lowerTab(TabTerminal, m.T("tab.terminal")),
			m.lowerTab(TabYAML, "YAML"),
			m.lowerTab(TabEvents, m.T("tab.events"))),
		m.terminalBox(), m.editorBox(), m.eventsBox())
}

func (m Model) lowerTab(t Tab, label string) html.Node {
	return html.Button(html.ID("lower-"+string(t)), html.Class("tab"), html.On("click", ShowTab{t}),
		html.If(m.lower == t, html.Aria("current", "true")), html.Text(label))
}

func (m Model) terminalBox() html.Node {
	if !m.started {
		return html.Div(html.Class("terminal"),
			html.Div(html.Class("loading"),
				html.P(html.Text(m.T("loading.text"))),
				html.Progress(html.ID("load"), html.A("max", "100"), html.Value("0"), html.Aria("label", m.T("loading.text"))),
				html.El("noscript", html.P(html.Text(m.T("loading.noscript"))))))
	}
	log := html.Pre(html.ID("terminal"), html.Class("log"), html.Role("log"), html.A("tabindex", "0"),
		html.Aria("label", m.T("terminal.log")), html.Each(m.lab.entries, entry))
	return html.Div(html.Class("terminal"), log, m.inputRow(), m.keyRow())
}

func entry(_ int, e lab.Entry) html.Node {
	out := e.Output
	if out != "" && !strings.HasSuffix(out, "\n") {
		out += "\n"
	}
	if e.Cut {
		out = "…" + out
	}
	return html.Span(html.Class("entry"),
		html.Span(html.Class("typed"), html.Span(html.Class("prompt"), html.Text(e.Prompt)), html.Text(e.Line+"\n")),
		html.If(out != "", html.Span(html.Class("printed"), html.Text(out))))
}

func (m Model) inputRow() html.Node {
	return html.Form(html.Class("input"), html.OnPrevent("submit", Submit{}),
		html.Label(html.For("line"), html.Class("prompt"), html.If(m.lab.busy, html.Class("busy")), html.Text(m.lab.prompt)),
		html.Field(html.ID("line"), html.Type("text"), html.Value(m.term.line), html.Aria("label", m.T("terminal.line")),
			html.A("autocapitalize", "off"), html.A("autocorrect", "off"), html.A("autocomplete", "off"), html.A("spellcheck", "false"),
			html.A("enterkeyhint", "send"),
			html.On("input", func(in html.Input) any { return Typed{in.Value} }),
			html.OnPrevent("keydown", terminalKey)),
		html.If(m.lab.busy, html.Span(html.Class("busy-mark"), html.Role("status"), html.Text(m.T("terminal.busy")))),
		html.If(m.lab.busy, html.Button(html.ID("stop"), html.Class("small stop"), html.On("click", Interrupt{}), html.Text(m.T("terminal.stop")))))
}

// keyRow has the keys that a phone's keyboard lacks.
func (m Model) keyRow() html.Node {
	key := func(label, name string, msg any) html.Node {
		return html.Button(html.Class("key"), html.On("click", msg), html.Aria("label", name), html.Text(label))
	}
	put := func(s string) html.Node { return key(s, s, Typed{m.term.line + s}) }
	return html.Div(html.Class("keys phone"),
		key("↑", m.T("key.up"), Recall{-1}), key("↓", m.T("key.down"), Recall{+1}),
		key("^C", m.T("key.interrupt"), Interrupt{}), key("^L", m.T("key.clear"), Clear{}),
		put("|"), put("/"), put("-"), put("$"))
}

func (m Model) editorBox() html.Node {
	file := m.file()
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
			html.Button(html.ID("apply"), html.Class("primary small"), html.Bool("disabled", !m.started || file == ""),
				html.On("click", Apply{}), html.Text(m.T("editor.apply")))),
		html.Textarea(html.ID("editor"), html.Class("editor"), html.Value(m.text()), html.Aria("label", m.T("editor.label", file)),
			html.A("aria-describedby", "editor-help"), html.A("wrap", "off"),
			html.A("autocapitalize", "off"), html.A("autocorrect", "off"), html.A("autocomplete", "off"), html.A("spellcheck", "false"),
			html.Bool("disabled", !m.started || file == ""),
			html.On("input", func(in html.Input) any { return Edit{in.Value} }),
			html.OnPrevent("keydown", editorKey(m.editor.letGo))),
		html.P(html.ID("editor-help"), html.Class("quiet editor-help"), html.Text(m.T("editor.help"))))
}
