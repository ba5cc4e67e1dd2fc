package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/html"
	"svclab/wasm/kubectl"
)

// inspector shows the object that is selected, or the export.
func (m Model) inspector() html.Node {
	if look := m.paneLook(); m.objects.pane.look == look {
		return m.objects.pane.node
	}
	return m.drawInspector()
}

// drawnPane is the inspector as it was drawn, kept from frame to frame for as
// long as nothing of it changes.
type drawnPane struct {
	look paneLook
	node html.Node
}

// paneLook is all on which the inspector depends: the objects of the picture
// are the same while it has the same list of shelves, and ages are told by the
// second.
type paneLook struct {
	shelves     *shelf
	view        *objectView
	file        *manifestFile
	at          Ref
	second      api.Time
	part        objectPart
	asked       string
	folds       int
	back, ahead int
	lang        string
}

func (m Model) paneLook() paneLook {
	o := m.objects
	look := paneLook{nil, o.view, o.file, o.at, m.now() / api.Time(api.Second), o.part, o.asked, o.folds, len(o.back), len(o.ahead), m.lesson.Lang}
	if len(m.picture.shelves) > 0 {
		look.shelves = &m.picture.shelves[0]
	}
	return look
}

// keepInspector draws the inspector if it has changed, so that View need not.
func (m *Model) keepInspector() {
	if look := m.paneLook(); m.objects.pane.look != look {
		m.objects.pane = drawnPane{look, m.drawInspector()}
	}
}

func (m Model) drawInspector() html.Node {
	o := m.objects
	box := html.Div(html.Class("inspector"), html.OnPrevent("keydown", paneKey))
	switch {
	case o.file != nil:
		box.Children = m.exportPane()
	case o.at == (Ref{}):
		box.Children = html.Nodes{html.P(html.Class("quiet inspector-empty"), html.Text(m.T("objects.empty")))}
	case o.view == nil:
		box.Children = append(html.Nodes{m.inspectorHead()}, html.P(html.Class("quiet"), html.Text(m.T("objects.nowhere"))))
	default:
		box.Children = append(html.Nodes{m.inspectorHead(), m.lastWrite(o.view), m.actions(o.view.stored, o.view.gone), m.parts(o.view)}, m.partBody(o.view)...)
	}
	return box
}

// inspectorHead names the object and leads back through what was looked at.
func (m Model) inspectorHead() html.Node {
	o := m.objects
	walk := func(id, key string, by int, far int, d string) html.Node {
		return html.Button(html.ID(id), html.Class("icon"), html.Bool("disabled", far == 0), html.On("click", WalkObjects{by}),
			html.Aria("label", m.T(key)), html.A("title", m.T(key)), icon(html.Path(html.A("d", d), html.Class("line"))))
	}
	return html.Div(html.Class("inspector-head"),
		html.Button(html.ID("object-list-back"), html.Class("small phone-only"), html.On("click", CloseObject{}), html.Text(m.T("objects.list"))),
		walk("object-back", "objects.back", -1, len(o.back), "M10 3L5 8l5 5"),
		walk("object-ahead", "objects.ahead", 1, len(o.ahead), "M6 3l5 5-5 5"),
		html.H2(html.ID("inspector-title"), html.A("tabindex", "-1"), html.Span(html.Class("quiet"), html.Text(kindOf(o.at.Resource)+" ")), html.Text(o.at.Name)),
		html.If(o.at.Namespace != "", html.Span(html.Class("quiet mono"), html.Text(o.at.Namespace))))
}

// lastWrite says who wrote the object last, and whether that was just now.
func (m Model) lastWrite(v *objectView) html.Node {
	s := v.stored
	line := html.P(html.ID("object-written"), html.Class("object-written"))
	add := func(o ...html.Node) { line.Children = append(line.Children, o...) }
	age := m.ago(s.At)
	switch {
	case v.gone:
		add(endMark(), html.Strong(html.Text(m.T("objects.gone"))), html.Text(" "+m.T("objects.goneBy", m.writer(s.By), age)))
		return line
	case s.Object.Meta().DeletionTimestamp != nil:
		add(endMark(), html.Strong(html.Text(m.T("objects.ending"))), html.Text(" "))
	case m.justWritten(s):
		add(changeMark(m.T("objects.just")), html.Text(" "))
	case len(v.since) > 0:
		add(changeMark(m.T("objects.since")), html.Text(" "))
	}
	if s.Was == nil {
		add(html.Text(m.T("objects.madeBy", m.writer(s.By), age)))
	} else {
		add(html.Text(m.T("objects.writtenBy", m.writer(s.By), age)))
	}
	return line
}

// ago says how long ago something was, as the tables do; in Korean with units of
// its own.
func (m Model) ago(t api.Time) string {
	age := kubectl.Age(m.now(), t)
	if m.lesson.Lang == "ko" {
		age = strings.TrimSpace(strings.NewReplacer("d", "일 ", "h", "시간 ", "m", "분 ", "s", "초").Replace(age))
	}
	return age
}

// writer names who wrote: the learner is not called a user.
func (m Model) writer(by string) string {
	switch by {
	case "user":
		return m.T("objects.you")
	case "":
		return m.T("objects.someone")
	}
	return by
}

// actions are commands, each as the line that the learner then enters.
func (m Model) actions(s *Stored, gone bool) html.Node {
	box := html.Div(html.Class("object-actions"), html.Role("group"), html.Aria("label", m.T("objects.actions")))
	if gone {
		return box
	}
	r, _ := api.ResourceNamed(s.Resource)
	tail := ""
	if s.Namespace != "" && s.Namespace != "default" {
		tail = " -n " + s.Namespace
	}
	add := func(line string) {
		box.Children = append(box.Children, html.Button(html.Key(line), html.Class("small mono"), html.On("click", Prepare{line}),
			html.Aria("label", m.T("objects.prepare", line)), html.A("title", line), html.Text(strings.Fields(line)[1])))
	}
	add("kubectl describe " + r.Singular + " " + s.Name + tail)
	switch s.Resource {
	case "deployments", "replicasets", "statefulsets":
		if scale, ok := api.ScaleOf(s.Object); ok {
			add("kubectl scale " + r.Singular + " " + s.Name + tail + " --replicas=" + strconv.Itoa(int(scale.Spec.Replicas)+1))
		}
		add("kubectl logs " + r.Singular + "/" + s.Name + tail)
	case "pods":
		add("kubectl logs " + s.Name + tail)
	}
	add("kubectl label " + r.Singular + " " + s.Name + tail + " ")
	add("kubectl edit " + r.Singular + " " + s.Name + tail)
	add("kubectl delete " + r.Singular + " " + s.Name + tail)
	if editable(s) {
		box.Children = append(box.Children, html.Button(html.ID("object-edit"), html.Class("small"), html.On("click", EditObject{}), html.Text(m.T("objects.edit"))))
	}
	return box
}

// parts are the tabs of the inspector.
func (m Model) parts(v *objectView) html.Node {
	at := m.openPart()
	events := m.T("part.events")
	if n := len(v.stored.Events(m.now())); n > 0 {
		events += " " + strconv.Itoa(n)
	}
	tab := func(p objectPart, label string) html.Node {
		return html.Button(html.ID("part-"+string(p)), html.Class("tab"), html.On("click", ShowPart{p}), html.If(p == at, html.Aria("current", "true")), html.Text(label))
	}
	return html.Nav(html.Class("parts"), html.Aria("label", m.T("part.label")),
		tab(partSummary, m.T("part.summary")), tab(partFields, m.T("part.fields")), tab(partYAML, "YAML"), tab(partEvents, events))
}

func (m Model) openPart() objectPart {
	if m.objects.part == "" {
		return partSummary
	}
	return m.objects.part
}

func (m Model) partBody(v *objectView) html.Nodes {
	switch m.openPart() {
	case partFields:
		return m.fieldsPart(v)
	case partYAML:
		return m.yamlPart(v)
	case partEvents:
		return html.Nodes{m.objectEvents(v)}
	}
	return m.summaryPart(v)
}

// yamlPart is what get -o yaml prints, without the copy that apply keeps of
// what it was given unless that is asked for.
func (m Model) yamlPart(v *objectView) html.Nodes {
	text, folded := v.yaml, false
	if !m.objects.folded["yaml"] {
		text, folded = withoutLastApplied(text)
	}
	open := m.objects.folded["yaml"]
	return html.Nodes{
		html.Div(html.Class("row object-row-tools"),
			html.Button(html.ID("object-copy"), html.Class("small"), html.On("click", CopyObject{}), html.Text(m.T("objects.copy"))),
			html.If(folded || open, html.Button(html.Class("small"), html.Flag("pressed", open), html.On("click", ToggleField{"yaml"}), html.Text(m.T("objects.noise"))))),
		html.Pre(html.ID("object-yaml"), html.Class("object-yaml"), html.A("tabindex", "0"), html.Role("region"), html.Aria("label", "YAML"), html.Text(text))}
}

// withoutLastApplied takes the annotation out of written YAML, which may go on
// for several lines that are further in.
func withoutLastApplied(text string) (string, bool) {
	const key = "    kubectl.kubernetes.io/last-applied-configuration:"
	at := strings.Index(text, key)
	if at < 0 {
		return text, false
	}
	end := at
	for {
		next := strings.IndexByte(text[end:], '\n')
		if next < 0 {
			return text[:at], true
		}
		if end += next + 1; !strings.HasPrefix(text[end:], "     ") {
			return text[:at] + text[end:], true
		}
	}
}

// objectEvents lists the Events about the object, as describe does.
func (m Model) objectEvents(v *objectView) html.Node {
	all := v.stored.Events(m.now())
	if len(all) == 0 {
		return html.P(html.Class("quiet"), html.Text(m.T("objects.noEvents")))
	}
	return html.Ol(html.ID("object-events"), html.Class("object-events"), html.Each(all, func(_ int, e *api.Event) html.Node {
		message := strings.TrimSpace(e.Message)
		if e.InvolvedObject.FieldPath != "" {
			message = e.InvolvedObject.FieldPath + ": " + message
		}
		warns := e.EventType == api.EventWarning
		return html.Li(html.Key(e.Name), html.If(warns, html.Class("warns")),
			html.If(warns, warnMark()), html.If(!warns, icon()),
			html.Strong(html.Text(e.Reason)), html.Text(" "),
			html.Span(html.Class("quiet"), html.Text(e.EventType+" · "+kubectl.EventAge(m.now(), e)+" · "+kubectl.EventFrom(e))),
			html.Div(html.Text(message)))
	}))
}

func warnMark() html.Node {
	return icon(html.Class("mark-warn"), html.Path(html.A("d", "M8 2.5L14 13H2zM8 6.5v3m0 1.6v.4"), html.Class("line")))
}
