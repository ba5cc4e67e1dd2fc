package lab

import (
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// Page is what a node's browser shows.
type Page struct {
	URL   string
	OK    bool
	Body  string // what the server answered
	Error string // what the browser says, such as ERR_CONNECTION_REFUSED
}

// Open fetches a URL with the browser of a node, such as http://10.244.0.2.
// The browser knows at once what curl would wait for. In the past, the Session
// goes on from there.
func (s *Session) Open(node, url string) Page {
	page := Page{URL: url}
	from := network.Place{Kind: network.OnNode, Node: node}
	u, err := network.ParseURL(url)
	switch {
	case err != nil:
		page.Error = "ERR_INVALID_URL"
		return page
	case u.Scheme != "http":
		page.Error = "ERR_UNKNOWN_URL_SCHEME"
		return page
	}
	s.GoOn()
	ip, ok := s.cluster.HostsAddress(from, u.Host)
	if !ok {
		page.Error = "ERR_NAME_NOT_RESOLVED"
		return page
	}
	if s.running == nil {
		s.began(url, true)
		defer s.endLine()
	}
	events, err := s.cluster.Do(cluster.Connect{From: from, To: network.Target{IP: ip, Port: u.Port}, Path: u.Path, Host: u.Authority()})
	if err != nil {
		page.Error = "ERR_FAILED"
		return page
	}
	s.happened(events)
	for _, e := range events {
		if e, ok := e.(cluster.Connected); ok {
			page.show(e.Path)
		}
	}
	return page
}

// browserErrors are Chromium's words for the ways in which a connection fails.
var browserErrors = map[network.Result]string{
	network.Refused:  "ERR_CONNECTION_REFUSED",
	network.TimedOut: "ERR_CONNECTION_TIMED_OUT",
	network.NoRoute:  "ERR_ADDRESS_UNREACHABLE",
}

func (p *Page) show(path network.Path) {
	p.Body = path.Body
	p.OK = path.Result == network.Answered && path.Status != 0
	switch {
	case p.OK:
	case path.Result == network.Answered:
		p.Error = "ERR_INVALID_HTTP_RESPONSE"
	default:
		p.Error = browserErrors[path.Result]
	}
}
