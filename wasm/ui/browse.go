package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/html"
	"svclab/wasm/lab"
)

// browser is the browser of a node, as the notes' second detour has one.
type browser struct {
	node, url string
	page      *lab.Page
}

func (m *Model) inDiagram(msg any) []Effect {
	if m.zoom.dragged(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Send:
		m.send()
	case OpenBrowser:
		m.web = &browser{node: msg.Node, url: m.firstURL()}
		return []Effect{ScrollEffect{ID: "browser"}, FocusEffect{ID: "url"}}
	case CloseBrowser:
		node := ""
		if m.web != nil {
			node = m.web.node
		}
		m.web = nil
		return []Effect{FocusEffect{ID: "node-" + node}}
	case TypedURL:
		if m.web != nil {
			m.web = &browser{m.web.node, msg.URL, m.web.page}
		}
	case Visit:
		m.visit()
	case PowerNode:
		verb := "stop"
		if msg.On {
			verb = "start"
		}
		return m.enter("node " + verb + " " + msg.Node)
	case PinRequest:
		m.pinned = msg.ID
		if m.narrow() && msg.ID > 0 && m.tab != TabPicture {
			m.show(TabPicture)
		}
	case PinPod:
		if id := m.picture.toPod(msg.Namespace, msg.Name); id > 0 {
			m.pinned = id
		}
	case StepRequest:
		m.stepRequest(msg.By)
	case Select:
		return m.selectObject(msg)
	case FocusService:
		m.focus = msg.Namespace + "/" + msg.Name
	}
	return nil
}

// focusName turns a diagram fence's focus, svc/web or svc/NAMESPACE/web, into
// namespace/name.
func focusName(focus string) string {
	name, ok := strings.CutPrefix(focus, "svc/")
	if !ok {
		return ""
	}
	if !strings.Contains(name, "/") {
		name = "default/" + name
	}
	return name
}

// send types one request to the first node port there is.
func (m *Model) send() {
	node, some := m.picture.Nodes.first()
	for s := range m.picture.Services.each {
		for _, p := range openPorts(*s) {
			if some && (m.focus == "" || m.focus == s.Namespace+"/"+s.Name || m.picture.Services.n == 1) {
				m.notice, m.pinned = notice{}, 0
				m.enter("curl -s " + node.Name + ":" + strconv.Itoa(int(p.NodePort)))
				return
			}
		}
	}
	m.notice = notice{key: "send.none"}
	for s := range m.picture.Services.each {
		if s.Type == api.ServiceTypeClusterIP {
			m.notice = notice{key: "send.inside", args: []any{s.Name}}
		}
	}
}

// firstURL is what the notes have a learner type: the first Pod's address.
func (m *Model) firstURL() string {
	for b := range m.picture.Pods.each {
		if b.IP != "" {
			return "http://" + b.IP
		}
	}
	return "http://"
}

func (m *Model) visit() {
	if m.web == nil || m.session == nil {
		return
	}
	page := m.session.Open(m.web.node, m.web.url)
	m.web = &browser{m.web.node, m.web.url, &page}
	m.pinned, m.dirty = 0, true
}

func (m Model) browserBox() html.Node {
	if m.web == nil {
		return html.Div(html.Class("web"), html.A("hidden", ""))
	}
	return m.openBrowserBox()
}

func (m Model) openBrowserBox() html.Node {
	return html.Div(html.Class("web"), html.ID("browser"), html.Role("region"), html.Aria("label", m.T("web.title", m.web.node)),
		html.OnPrevent("keydown", closesOnEscape(CloseBrowser{})),
		html.Div(html.Class("row"), html.H2(html.Text(m.T("web.title", m.web.node))), html.Span(html.Class("grow")),
			html.Button(html.Class("small"), html.ID("browser-close"), html.On("click", CloseBrowser{}), html.Text(m.T("web.close")))),
		html.Form(html.Class("row"), html.OnPrevent("submit", Visit{}),
			html.Field(html.ID("url"), html.Class("mono grow"), html.Type("text"), html.A("inputmode", "url"), html.Value(m.web.url),
				html.Aria("label", m.T("web.address")), html.A("autocapitalize", "off"), html.A("autocorrect", "off"),
				html.A("autocomplete", "off"), html.A("spellcheck", "false"),
				html.On("input", func(in html.Input) any { return TypedURL{in.Value} })),
			html.El("button", html.Type("submit"), html.ID("visit"), html.Class("primary"), html.Text(m.T("web.open")))),
		m.webPage())
}

func (m Model) webPage() html.Node {
	switch p := m.web.page; {
	case p == nil:
		return html.P(html.Class("quiet"), html.Text(m.T("web.hint", m.web.node)))
	case p.OK:
		return html.Pre(html.Class("page"), html.ID("page"), html.A("tabindex", "0"), html.Text(p.Body))
	default:
		return html.Div(html.Class("page broken"), html.ID("page"), html.Role("status"),
			html.P(html.Strong(html.Text(m.T("web.failed")))), html.P(html.Text(p.URL)), html.P(html.Code(html.Text(p.Error))))
	}
}
