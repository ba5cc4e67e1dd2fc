package ui

import (
	"slices"
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/html"
)

// timeRow is the row of time: back and forward, play, one step, how fast, the
// whole history to be pulled through, the clock, and sending.
func (m *Model) timeRow() html.Node {
	return html.Div(html.Class("clock row"), html.Role("group"), html.Aria("label", m.T("time.label")),
		m.part("time-keys", Model.timeKeys),
		html.Div(html.Class("time-line"), m.timelinePart(), m.timeSlider(), m.part("time-help", Model.timeHelp)),
		html.Span(html.ID("clock"), html.Class("mono time"), html.A("title", m.T("clock.title")), html.Text(clockText(m.lab.now))),
		m.branchesButton(),
		m.part("send", Model.sendControl))
}

func (m Model) timeKeys() html.Node {
	return html.Div(html.Class("time-keys"), m.undoButton(), m.redoButton(), m.playButton(), m.stepButton(), m.speedChoice())
}

// timeButton is a button with a drawing and a name, which keeps its place when
// there is nothing for it to do.
func (m Model) timeButton(id, name string, can bool, msg any, drawing html.Node) html.Node {
	return html.Button(html.ID(id), html.Class("icon"), html.On("click", msg), html.Bool("disabled", !m.started || !can),
		html.Aria("label", name), html.A("title", name), drawing)
}

func (m Model) undoButton() html.Node {
	name := m.T("time.undo")
	if m.time.canUndo {
		name = m.T("time.undoLine", shortLine(m.time.undo))
	}
	return m.timeButton("undo", name, m.time.canUndo, Undo{}, stroke("M6.5 3L3 6.5 6.5 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6"))
}

func (m Model) redoButton() html.Node {
	name := m.T("time.redo")
	if m.time.canRedo && m.time.redo != "" {
		name = m.T("time.redoLine", shortLine(m.time.redo))
	}
	return m.timeButton("redo", name, m.time.canRedo, Redo{}, stroke("M9.5 3L13 6.5 9.5 10M13 6.5H6.5a3.5 3.5 0 0 0 0 7H10"))
}

func (m Model) playButton() html.Node {
	if m.time.paused {
		return m.timeButton("play", m.T("time.play"), true, TogglePlay{}, icon(html.Path(html.A("d", "M4 2.5l9 5.5-9 5.5z"), html.Class("solid"))))
	}
	return m.timeButton("play", m.T("time.pause"), true, TogglePlay{}, icon(html.Path(html.A("d", "M4 3h3v10H4zM9 3h3v10H9z"), html.Class("solid"))))
}

func (m Model) stepButton() html.Node {
	return html.Button(html.ID("step"), html.Class("step-key"), m.off(), html.On("click", StepTime{1}),
		html.A("title", m.T("time.stepTitle")), html.Text(m.T("time.step")))
}

// stroke is a drawing of one line.
func stroke(d string) html.Node { return icon(html.Path(html.A("d", d), html.Class("line"))) }

func (m Model) speedChoice() html.Node {
	all := speeds
	if !slices.Contains(all, m.clock.speed) {
		all = append(slices.Clone(all), m.clock.speed)
		slices.Sort(all)
	}
	return html.El("select", html.ID("speed"), html.Class("speed"), m.off(), html.Aria("label", m.T("clock.speed")),
		html.On("change", func(in html.Input) any { return SetSpeed{speedOf(in.Value)} }),
		html.Each(all, func(_ int, speed float64) html.Node {
			return html.El("option", html.Value(speedText(speed)), html.Bool("selected", speed == m.clock.speed), html.Text(speedText(speed)+"×"))
		}))
}

// timeSlider is what the history is pulled through with: a slider as browsers
// know it, so that fingers, keys and screen readers do too.
func (m Model) timeSlider() html.Node {
	return html.Field(html.ID("timeline"), html.Class("slider"), html.Type("range"), html.A("min", "0"), html.A("max", strconv.Itoa(sliderEnd)), html.A("step", "1"), html.A("autocomplete", "off"),
		html.Value(strconv.Itoa(m.slider())), m.off(), html.Aria("label", m.T("time.slider")), html.Aria("valuetext", m.momentText()), html.A("aria-describedby", "time-help"),
		html.On("input", func(in html.Input) any {
			to, err := strconv.Atoi(in.Value)
			if err != nil {
				return nil
			}
			return Scrub{to}
		}),
		html.OnPrevent("keydown", sliderKey))
}

// timeHelp tells whoever hears the page which keys the slider has.
func (m Model) timeHelp() html.Node {
	text := ""
	for _, k := range timeShortcuts[sliderShortcuts:] {
		text += k.keys + ": " + m.T(k.words) + ". "
	}
	return html.Span(html.ID("time-help"), html.Class("sr"), html.Text(text))
}

// momentText says in words which moment is looked at, and what happened last.
func (m Model) momentText() string {
	now := m.lab.now
	text := m.T("time.now", now/api.Minute, now/api.Second%60)
	if m.time.past {
		text = m.T("time.at", now/api.Minute, now/api.Second%60, now/api.Millisecond%1000)
	}
	if log := m.picture.log.tail(1); len(log) > 0 && (m.time.past || m.time.paused) {
		text += ". " + m.sentence(log[0])
	}
	return text
}

// timelinePart is the drawing, which goes on with the clock four times a second.
func (m *Model) timelinePart() html.Node {
	end := m.time.end
	if !m.time.paused && !m.time.past {
		end -= end % (api.Second / 4)
	}
	at := [3]int{int(end), m.slider(), int(m.time.ticks.apart)}
	return m.once("ticks", look{at: at, one: first(m.time.ticks.learner)}, func() html.Node { return m.timelineDrawing(end) })
}

// timelineDrawing marks what happened when: tall with a flag what the learner
// did, half as tall requests, small what changed in the cluster.
func (m *Model) timelineDrawing(end api.Duration) html.Node {
	s := m.time.ticks.scale(end)
	const y, length = 16.0, float64(sliderEnd)
	here := html.Number(float64(m.slider()))
	marks := func(class string, list []api.Duration, shape string) html.Node {
		var d []byte
		last := -1
		for _, at := range list {
			if x := int(s.place(at) * length); x != last && at <= end {
				d = append(append(strconv.AppendInt(append(d, 'M'), int64(x), 10), ' '), shape...)
				last = x
			}
		}
		return html.Path(html.Class(class), html.A("d", string(d)))
	}
	return html.SVG(html.Class("ticks"), html.A("viewBox", "0 0 "+strconv.Itoa(sliderEnd)+" 32"), html.A("preserveAspectRatio", "none"), html.Hidden(),
		html.Path(html.Class("rail"), html.A("d", "M0 "+html.Number(y)+"H"+strconv.Itoa(sliderEnd))),
		html.Path(html.Class("rail done"), html.A("d", "M0 "+html.Number(y)+"H"+here)),
		marks("tick cluster", m.time.ticks.cluster, "13v6"), marks("tick traffic", m.time.ticks.traffic, "9v14"), marks("tick learner", m.time.ticks.learner, "27v-22h10"))
}

// pastBar says that a moment before the end is looked at, with the ways out.
func (m Model) pastBar() html.Node {
	bar := html.Div(html.Class("past"), html.ID("past"), html.Bool("hidden", !m.time.past),
		html.Span(html.Role("status"), html.Class("past-text"), html.If(m.time.past, html.Text(m.T("time.past")))))
	if m.time.past {
		bar.Children = append(bar.Children, html.Span(html.Class("mono"), html.Text(clockText(m.lab.now))), html.Span(html.Class("grow")),
			html.Button(html.ID("to-now"), html.Class("small"), html.On("click", ToNow{}), html.Text(m.T("time.toNow"))),
			html.Button(html.ID("go-on"), html.Class("primary small"), html.On("click", GoOn{}), html.Text(m.T("time.goOn"))))
	}
	return bar
}

// pastMark says beside the terminal's line what comes of typing one.
func (m Model) pastMark() html.Option {
	return html.If(m.time.past, html.Span(html.Class("past-mark"), html.Text(m.T("time.typed"))))
}

// busyText says what the running line waits for.
func (m Model) busyText() string {
	if m.time.paused {
		return m.T("time.stands")
	}
	return m.T("terminal.busy")
}
