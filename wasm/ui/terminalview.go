package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/html"
)

func (m Model) terminalBox() html.Node {
	if !m.started {
		return html.Div(html.Class("terminal"),
			html.Div(html.Class("loading"),
				html.P(html.Text(m.T("loading.text"))),
				html.Progress(html.ID("load"), html.A("max", "100"), html.Value("0"), html.Aria("label", m.T("loading.text"))),
				html.El("noscript", html.P(html.Text(m.T("loading.noscript"))))))
	}
	// A reader is told in view.go what a command has printed, once and in
	// short; the log itself keeps quiet, or three hundred lines would be read.
	log := html.Pre(html.ID("terminal"), html.Class("log"), html.Role("log"), html.Aria("live", "off"), html.A("tabindex", "0"),
		html.Aria("label", m.T("terminal.log")))
	if m.firstPrinted > 0 {
		log.Children = append(log.Children, html.Span(html.Class("earlier"), html.Text(m.T("output.earlier", m.firstPrinted)+"\n")))
	}
	for _, p := range m.printed {
		log.Children = append(log.Children, p.node)
	}
	return html.Div(html.Class("terminal"), m.terminalBar(), log, m.offerBox(), m.inputRow(), m.keyRow())
}

// terminalBar has what concerns all of the terminal.
func (m Model) terminalBar() html.Node {
	return html.Div(html.Class("term-bar"),
		html.Button(html.ID("completion"), html.Class("small"), html.Flag("pressed", !m.term.plain), html.On("click", ToggleCompletion{}), html.Text(m.T("terminal.completion"))),
		html.Button(html.ID("copy-all"), html.Class("small"), html.On("click", CopyOutput{-1}), html.Text(m.T("terminal.copy"))),
		html.Button(html.ID("clear"), html.Class("small"), html.On("click", Clear{}), html.Text(m.T("terminal.clear"))))
}

func (m Model) inputRow() html.Node {
	t := m.term
	prompt := m.lab.prompt
	if t.search != nil {
		prompt = "(reverse-i-search) "
	}
	rows := 1 + strings.Count(t.line, "\n") + len(t.line)/160 // for browsers that do not grow a field themselves
	return html.Form(html.Class("input"), html.OnPrevent("submit", Submit{}),
		html.Label(html.For("line"), html.Class("prompt"), html.If(m.lab.busy, html.Class("busy")), html.Text(prompt)),
		html.Textarea(html.ID("line"), html.A("rows", strconv.Itoa(min(rows, 8))), html.Value(t.line), html.Aria("label", m.T("terminal.line")),
			html.A("autocapitalize", "off"), html.A("autocorrect", "off"), html.A("autocomplete", "off"), html.A("spellcheck", "false"),
			html.A("enterkeyhint", "send"), html.A("aria-describedby", "line-help"),
			html.If(t.offer != nil, html.Aria("controls", "offers")),
			html.If(t.offer != nil && t.offer.chosen >= 0, html.Aria("activedescendant", "offer-"+strconv.Itoa(t.chosen()))),
			html.On("input", func(in html.Input) any { return Typed{in.Value} }),
			html.OnPrevent("beforeinput", t.lineBreak), html.OnPrevent("keydown", t.key)),
		html.Span(html.ID("line-help"), html.Class("sr"), html.Text(m.T("terminal.help"))),
		m.foundBox(), m.pastMark(),
		html.If(m.lab.busy, html.Span(html.Class("busy-mark"), html.Role("status"), html.Text(m.busyText()))),
		html.If(m.lab.busy, html.Button(html.ID("stop"), html.Class("small stop"), html.On("click", Interrupt{}), html.Text(m.T("terminal.stop")))))
}

func (t terminal) chosen() int {
	if t.offer == nil {
		return -1
	}
	return t.offer.chosen
}

// foundBox is the line that Ctrl-R has found.
func (m Model) foundBox() html.Option {
	if m.term.search == nil {
		return nil
	}
	found := m.term.search.match(m.term.past)
	if found == "" && m.term.search.text != "" {
		found = m.T("search.none")
	}
	return html.Span(html.ID("found"), html.Class("found"), html.Role("status"), html.Text(found))
}

// offersShown is how many candidates stand in the list at once: as many as leave
// the line below them in sight.
func (m Model) offersShown() int {
	if !m.narrow() && m.height < 1080 {
		return 4
	}
	return 8
}

// offerBox is what Tab offers. It never scrolls: the list moves past instead.
func (m Model) offerBox() html.Option {
	if m.term.offer == nil {
		return nil
	}
	return m.openOfferBox()
}

func (m Model) openOfferBox() html.Option {
	o := m.term.offer
	shown := m.offersShown()
	first := max(0, min(o.chosen-shown/2, len(o.candidates)-shown))
	last := min(len(o.candidates), first+shown)
	list := html.Ul(html.ID("offers"), html.Role("listbox"), html.Aria("label", m.T("complete.many", len(o.candidates))))
	for i := first; i < last; i++ {
		c := o.candidates[i]
		list.Children = append(list.Children, html.Li(html.Key(strconv.Itoa(i)), html.ID("offer-"+strconv.Itoa(i)), html.Role("option"),
			html.Flag("selected", i == o.chosen), html.OnPrevent("mousedown", Stay{}), html.On("click", TakeOffer{i}),
			html.Span(html.Class("offer-text"), html.Text(c.Text)), html.Text(" "), html.Span(html.Class("offer-note"), html.Text(c.Note))))
	}
	return html.Div(html.Class("offers"), list,
		html.If(len(o.candidates) > last-first, html.P(html.Class("offer-more"), html.Text(m.T("complete.of", first+1, last, len(o.candidates))))))
}

// keyRow has the keys that a phone's keyboard lacks. They leave the focus to
// the line, so that the keyboard stays.
func (m Model) keyRow() html.Node {
	line := m.term.line
	key := func(label, name string, msg any) html.Node {
		return html.Button(html.Class("key"), html.OnPrevent("mousedown", Stay{}), html.On("click", msg), html.Aria("label", name), html.Text(label))
	}
	at := func(make func(start, end int) any) func(html.Input) any {
		return func(in html.Input) any {
			if in.Focus != "line" {
				end := units(line, len(line))
				return make(end, end)
			}
			return make(in.SelectionStart, in.SelectionEnd)
		}
	}
	edit := func(key, text string) func(html.Input) any {
		return at(func(start, end int) any { return EditKey{key, text, start, end} })
	}
	put := func(s, name string) html.Node { return key(s, name, edit("", s)) }
	return html.Div(html.Class("keys phone"), html.Role("group"), html.Aria("label", m.T("key.row")),
		key("Tab", m.T("key.tab"), at(func(_, end int) any { return m.tabKey(end) })),
		key("↑", m.T("key.up"), m.arrow(-1)), key("↓", m.T("key.down"), m.arrow(+1)),
		put("-", m.T("key.dash")), put("/", m.T("key.slash")), put("|", m.T("key.pipe")), put("$", m.T("key.dollar")),
		key("^C", m.T("key.interrupt"), Interrupt{}), // what follows is out of sight on the narrowest: a finger puts the caret too
		key("←", m.T("key.left"), edit("left", "")), key("→", m.T("key.right"), edit("right", "")))
}

// tabKey is Tab on a phone, where there is nothing to leave for.
func (m Model) tabKey(caret int) any {
	if m.term.offer != nil {
		return Choose{+1}
	}
	return Complete{caret}
}

// arrow goes through what is offered, or through the lines before.
func (m Model) arrow(by int) any {
	if m.term.offer != nil {
		return Choose{by}
	}
	return Recall{by}
}
