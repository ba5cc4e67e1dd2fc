package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/html"
	"svclab/wasm/lab"
	"svclab/wasm/network"
)

// TabTraffic is the tab of traffic.
const TabTraffic Tab = "traffic"

// trafficState is what the page has chosen to send, and compared.
type trafficState struct {
	from, to string
	count    int                // of the row's one button, 0 is 1
	mark     map[string]counted // from where it counts; never changed in place
	until    api.Duration       // for how long the steady load lasts
	rate     string             // of a steady load
	spreads  []lab.Spread       // compared, nil for none
	compared string             // what was
}

type (
	// SendMany sends requests to what is chosen.
	SendMany struct{ Count int }
	// PickFrom and PickTo choose from where and to what.
	PickFrom struct{ From string }
	PickTo   struct{ To string }
	// PickCount chooses how many the row's button sends.
	PickCount struct{ Count string }
	// PickRate chooses how many requests a second a steady load sends.
	PickRate struct{ Rate string }
	// SteadyLoad starts a steady load, or stops it.
	SteadyLoad struct{ On bool }
	// MarkTraffic counts from here.
	MarkTraffic struct{}
	// CompareSpreads sends the same requests by chance, in turn and with affinity.
	CompareSpreads struct{}
)

// steadyFor is for how long a steady load lasts unless it is stopped.
const steadyFor = 10 * api.Minute

func (m *Model) inTraffic(msg any) []Effect {
	t := &m.traffic
	switch msg := msg.(type) {
	case PickFrom:
		t.from = msg.From
	case PickTo:
		t.to = msg.To
	case PickCount:
		t.count, _ = strconv.Atoi(msg.Count)
	case PickRate:
		t.rate = msg.Rate
	case SendMany:
		return m.sendMany(msg.Count)
	case SteadyLoad:
		return m.steady(msg.On)
	case MarkTraffic:
		t.mark = map[string]counted{}
		for at := range m.picture.asked.each {
			b, _ := m.picture.pod(at.namespace, at.name)
			t.mark[b.Namespace+"/"+b.Name] = counted{b.Namespace, b.Name, b.Requests, b.Mean, b.Variance}
		}
	case CompareSpreads:
		m.compare()
	}
	return nil
}

// sendMany types the line that sends so many requests.
func (m *Model) sendMany(count int) []Effect {
	target, ok := m.target()
	if !ok {
		return m.inDiagram(Send{}) // which says what is missing
	}
	m.notice, m.pinned = notice{}, 0
	tab := m.tab
	line := "curl -s " + target.url
	if count > 1 {
		line = "load -n " + strconv.Itoa(count) + " --quiet " + target.url
	}
	effects := m.enter(m.away(line))
	m.show(tab)
	return effects
}

// steady starts a load in the background, or ends it.
func (m *Model) steady(on bool) []Effect {
	target, ok := m.target()
	if !ok {
		return nil
	}
	tab := m.tab
	line := "kill %load"
	m.traffic.until = 0
	if on {
		m.traffic.until = m.lab.now + steadyFor
		line = m.away("load -q "+m.rate()+" -z 10m --quiet "+target.url) + " &"
	}
	if !on && m.traffic.from != "" {
		line = "kill %%"
	}
	effects := m.enter(line)
	m.show(tab)
	return effects
}

func (m Model) rate() string {
	if m.traffic.rate == "" {
		return "5"
	}
	return m.traffic.rate
}

func (m Model) steadyRuns() bool { return m.lab.now < m.traffic.until }

// away is a line that runs where the requests come from.
func (m Model) away(line string) string {
	kind, name, _ := strings.Cut(m.traffic.from, "/")
	switch kind {
	case "node":
		return "ssh " + name + " " + line
	case "pod":
		return "kubectl exec " + name + " -- " + line
	}
	return line
}

// door is an address to which requests can be sent.
type doorway struct {
	url     string // as curl takes it
	service string
	ip      string
	port    int32
}

// target is what is chosen to be sent to: the first one unless another is.
func (m Model) target() (doorway, bool) {
	all := m.doorways()
	if d, ok := find(all, func(d doorway) bool { return d.url == m.traffic.to }); ok {
		return d, true
	}
	if d, ok := find(all, func(d doorway) bool { return d.service == m.focus }); ok {
		return d, true
	}
	if len(all) == 0 {
		return doorway{}, false
	}
	return all[0], true
}

// mostDoorways is how many addresses are offered, and mostNodePorts how many of
// them are nodes'.
const (
	mostDoorways  = 60
	mostNodePorts = 40
)

// doorways are the addresses of Services that work from where the requests come.
// Where there are many, those of the Service in focus come first.
func (m Model) doorways() []doorway {
	if !m.picture.vast() {
		return m.doorwaysOf(nil, m.picture.Services.each)
	}
	s, _ := m.focused()
	out := m.doorwaysOf(nil, func(yield func(*ServiceBox) bool) { yield(&s) })
	return m.doorwaysOf(out, func(yield func(*ServiceBox) bool) {
		for each := range m.picture.Services.each {
			if each.spot() != s.spot() && !yield(each) {
				return
			}
		}
	})
}

// doorwaysOf adds the addresses of Services.
func (m Model) doorwaysOf(out []doorway, services func(yield func(*ServiceBox) bool)) []doorway {
	outside := m.traffic.from == ""
	for s := range services {
		if m.picture.vast() && len(out) >= mostDoorways {
			break
		}
		name := s.Namespace + "/" + s.Name
		for _, p := range s.Ports {
			port := ":" + strconv.Itoa(int(p.Port))
			if p.Port == 80 {
				port = ""
			}
			if p.Protocol == api.ProtocolUDP {
				continue
			}
			if strings.HasPrefix(m.traffic.from, "pod/") {
				host := s.Name
				if s.Namespace != home {
					host += "." + s.Namespace
				}
				out = append(out, doorway{host + port, name, s.ClusterIP, p.Port})
			}
			if !outside && !s.headless() && s.ClusterIP != "" {
				out = append(out, doorway{s.ClusterIP + port, name, s.ClusterIP, p.Port})
			}
			for _, ip := range s.Addresses {
				out = append(out, doorway{ip + port, name, ip, p.Port})
			}
			for n := range m.picture.Nodes.each {
				if p.NodePort == 0 || len(out) >= mostNodePorts || m.picture.vast() && n.number > 3 {
					break
				}
				out = append(out, doorway{n.Name + ":" + strconv.Itoa(int(p.NodePort)), name, n.IP, p.NodePort})
			}
		}
	}
	return out
}

// origins are the places from which requests can come: outside, a node, a Pod.
func (m Model) origins() []string {
	const most = 12
	out := []string{""}
	for n := range m.picture.Nodes.each {
		if len(out) == most {
			break
		}
		if !n.Off {
			out = append(out, "node/"+n.Name)
		}
	}
	for b := range m.picture.Pods.since(spot{a: home}) {
		if len(out) == 2*most || b.Namespace != home {
			break
		}
		if b.Ready {
			out = append(out, "pod/"+b.Name)
		}
	}
	return out
}

// compare runs the same requests on copies of the cluster.
func (m *Model) compare() {
	target, ok := m.target()
	if !ok || m.session == nil {
		return
	}
	from := network.Place{Kind: network.Outside}
	switch kind, name, _ := strings.Cut(m.traffic.from, "/"); kind {
	case "node":
		from = network.Place{Kind: network.OnNode, Node: name}
	case "pod":
		from = network.Place{Kind: network.InPod, Namespace: home, Pod: name}
	}
	namespace, name, _ := strings.Cut(target.service, "/")
	m.traffic.spreads = m.session.Compare(namespace, name, cluster.Connect{From: from, To: network.Target{IP: target.ip, Port: target.port}, Count: compared})
	m.traffic.compared = target.url
}

// compared is how many requests are compared.
const compared = 1000

var sendCounts = []int{1, 10, 100, 10_000}

// times says how many requests.
func (m Model) times(n int) string {
	if n == 1 {
		return m.T("traffic.one")
	}
	return m.T("traffic.times", thousands(n))
}

// sendControl is the one button that sends, with how many.
func (m Model) sendControl() html.Node {
	choice := html.El("select", html.ID("send-count"), html.Class("send-count"), m.off(), html.Aria("label", m.T("traffic.howMany")), html.Value(strconv.Itoa(max(1, m.traffic.count))),
		html.On("change", func(in html.Input) any { return PickCount{in.Value} }))
	for _, n := range sendCounts {
		choice.Children = append(choice.Children, html.El("option", html.Value(strconv.Itoa(n)), html.If(n == max(1, m.traffic.count), html.A("selected", "")), html.Text(m.times(n))))
	}
	var send any = Send{}
	if m.traffic.count > 1 {
		send = SendMany{m.traffic.count}
	}
	return html.Div(html.Class("send-control"), choice,
		html.Button(html.ID("send"), html.Class("primary"), m.off(), html.On("click", send), html.Text(m.T("send.label"))))
}

// trafficBox sends requests and shows how they were spread and how they fared.
func (m Model) trafficBox() html.Node {
	box := html.Div(html.Class("traffic"), html.Role("region"), html.Aria("label", m.T("tab.traffic")), html.A("tabindex", "0"))
	if m.tab != TabTraffic && m.lower != TabTraffic {
		return box // nobody sees it
	}
	return with2(box, m.sendBox(), m.spreadBox(), m.compareBox(), m.pulseBox())
}

func (m Model) sendBox() html.Node {
	target, ok := m.target()
	from := html.El("select", html.ID("traffic-from"), m.off(), html.Value(m.traffic.from), html.On("change", func(in html.Input) any { return PickFrom{in.Value} }))
	for _, o := range m.origins() {
		words := strings.Replace(o, "pod/", "Pod ", 1)
		words = strings.TrimPrefix(words, "node/")
		if o == "" {
			words = m.T("traffic.outside")
		}
		from.Children = append(from.Children, html.El("option", html.Value(o), html.If(o == m.traffic.from, html.A("selected", "")), html.Text(words)))
	}
	to := html.El("select", html.ID("traffic-to"), html.Bool("disabled", !m.started || !ok), html.Value(target.url), html.On("change", func(in html.Input) any { return PickTo{in.Value} }))
	for _, d := range m.doorways() {
		to.Children = append(to.Children, html.El("option", html.Value(d.url), html.If(d.url == target.url, html.A("selected", "")), html.Text(d.url+" ("+strings.TrimPrefix(d.service, home+"/")+")")))
	}
	row := html.Div(html.Class("row"), html.Role("group"), html.Aria("label", m.T("send.label")))
	for _, n := range sendCounts {
		row.Children = append(row.Children, html.Button(html.ID("send-"+strconv.Itoa(n)), html.Class("small"), html.Bool("disabled", !m.started || !ok), html.On("click", SendMany{n}), html.Text(m.times(n))))
	}
	rate := html.El("select", html.ID("traffic-rate"), m.off(), html.Value(m.rate()), html.Aria("label", m.T("traffic.rate")), html.On("change", func(in html.Input) any { return PickRate{in.Value} }))
	for _, r := range []string{"1", "5", "20", "100"} {
		rate.Children = append(rate.Children, html.El("option", html.Value(r), html.If(r == m.rate(), html.A("selected", "")), html.Text(m.T("traffic.perSecond", r))))
	}
	words := m.T("traffic.start")
	if m.steadyRuns() {
		words = m.T("traffic.stop")
	}
	row = with2(row, html.Span(html.Class("traffic-steady row"), rate,
		html.Button(html.ID("steady"), html.Class("small"), html.Bool("disabled", !m.started || !ok), html.On("click", SteadyLoad{!m.steadyRuns()}), html.Text(words))))
	return html.Section(html.Class("traffic-part"), html.Aria("label", m.T("send.label")),
		html.Div(html.Class("row"), html.Label(html.For("traffic-from"), html.Text(m.T("traffic.from"))), from,
			html.Label(html.For("traffic-to"), html.Text(m.T("traffic.to"))), to),
		row, html.If(!ok, html.P(html.Class("quiet"), html.Text(m.T("send.none")))))
}
