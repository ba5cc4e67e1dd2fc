package network

import (
	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/route"
)

// Ask is what an HTTP request says beside its path. The zero Ask is a GET for
// the address itself, without headers of its own.
type Ask struct {
	Method string        `json:"method,omitempty"` // GET when empty
	Host   string        `json:"host,omitempty"`   // as in the header Host; the target's address when empty
	Header []route.Field `json:"header,omitempty"` // the others
	TLS    *TLS          `json:"tls,omitempty"`    // nil for plain HTTP
}

// TLS is what a client asks of the server before it sends its request. There is
// no cryptography: a certificate is a name.
type TLS struct {
	ServerName string   `json:"serverName,omitempty"` // "" where the client knows an address alone
	Insecure   bool     `json:"insecure,omitempty"`   // any certificate will do
	Trusts     []string `json:"trusts,omitempty"`     // the identities of certificates that will do, and the subjects of issuers
}

// TLSFailure says why a client did not send its request, as a stable word.
type TLSFailure string

// Why a handshake fails.
const (
	SelfSigned    TLSFailure = "self-signed"
	UnknownIssuer TLSFailure = "unknown-issuer"
	Expired       TLSFailure = "expired"
	OtherName     TLSFailure = "other-name"     // the certificate is for other hosts
	NoTLS         TLSFailure = "no-tls"         // the server speaks plain HTTP
	NoCertificate TLSFailure = "no-certificate" // the server has none for that name, and hangs up
)

// refuses says why a client does not take a certificate.
func (t *TLS) refuses(c *route.Certificate, now api.Time) TLSFailure {
	switch {
	case c == nil:
		return NoCertificate
	case t.Insecure:
		return ""
	}
	known := false
	for _, s := range t.Trusts {
		known = known || s == c.Identity() || s == c.Issuer && c.Issuer != c.Subject
	}
	switch {
	case !known && c.Issuer == c.Subject:
		return SelfSigned
	case !known:
		return UnknownIssuer
	case c.NotAfter != 0 && now > c.NotAfter:
		return Expired
	case !c.For(t.ServerName):
		return OtherName
	}
	return ""
}

// Routed is what an HTTP proxy made of a request: the rule that it came to, and
// what became of it.
type Routed struct {
	Request route.Request `json:"request"` // as the proxy got it
	Looks   []route.Look  `json:"looks,omitempty"`
	Rule    *route.Look   `json:"rule,omitempty"` // the one that took it, nil for none
	Why     route.Why     `json:"why,omitempty"`  // for what the proxy answered itself
	Invalid string        `json:"invalid,omitempty"`

	Namespace string `json:"namespace,omitempty"` // of the backend
	Service   string `json:"service,omitempty"`
	Port      int32  `json:"port,omitempty"`
	Share     int32  `json:"share,omitempty"` // the backend's weight
	Shares    int32  `json:"shares,omitempty"`
	Endpoints int    `json:"endpoints,omitempty"` // from which one was drawn

	IP       string  `json:"ip,omitempty"` // of the endpoint
	ToPort   int32   `json:"toPort,omitempty"`
	Tried    []Tried `json:"tried,omitempty"` // endpoints that were asked in vain before
	Mirrors  []Tried `json:"mirrors,omitempty"`
	Location string  `json:"location,omitempty"` // of a redirect
}

// Tried is an endpoint to which a proxy has sent the request, and how that ended.
type Tried struct {
	IP     string `json:"ip"`
	Port   int32  `json:"port"`
	Result Result `json:"result"`
}

// Answer says who answered a request, and whom.
type Answer struct {
	Node, UID, Container string // uid of the Pod, "" when it was none
	SeenIP               string // the source as the end saw it
	SeenPort             int32  // likewise, of one of them
	Status               int
	Size                 int    // of the HTTP answer, in bytes
	Path                 string // as it was asked, "" for as the client asked
	Forwarded            string // what the header X-Forwarded-For said
	Upstream             string // whom a proxy asked, IP:PORT
}

// proxyAt returns the table of the HTTP proxy at an end; ok is false when there
// is no proxy.
func (w *World) proxyAt(e *end) (t *route.Table, ok bool) {
	if w.RoutesOf == nil || e.web == nil || e.pod == nil || e.result != Answered || e.port == image.HealthPort {
		return nil, false
	}
	if i, err := image.Lookup(e.web.Image); err != nil || !i.Proxy {
		return nil, false
	}
	if t = w.RoutesOf(e.pod); t == nil {
		t = new(route.Table)
	}
	return t, true
}

// own is how many hops a Path has before the first proxy sends the request on.
func (p *Path) own() int {
	for i := range p.Hops {
		if p.Hops[i].Kind == HopHTTP {
			return i
		}
	}
	return len(p.Hops)
}

// host is what the header Host says.
func (r *Request) host() string {
	if r.Host != "" {
		return r.Host
	}
	if r.To.Port == 80 || r.TLS != nil && r.To.Port == 443 {
		if api.IsIPv6(r.To.IP) {
			return "[" + r.To.IP + "]"
		}
		return r.To.IP
	}
	return SocketText(r.To.IP, r.To.Port)
}

func (r *Request) scheme() string {
	if r.TLS != nil {
		return "https"
	}
	return "http"
}

// Proxied reports that an HTTP proxy deals with each request anew.
func (c *Connection) Proxied() bool { return c.Path.own() < len(c.Path.Hops) }

// Answers lists the containers that saw the last request: the one that was
// asked and, where that is a proxy, those that it asked.
func (c *Connection) Answers() []Answer {
	if c.answers != nil {
		return c.answers
	}
	p := &c.Path
	last := len(p.Hops) - 1
	if p.Result != Answered || p.Hops[last].Kind != HopContainer {
		return nil
	}
	return []Answer{{Node: p.Hops[last].Node, UID: c.uid, Container: p.Hops[last].Name, SeenIP: p.SeenIP, SeenPort: p.SeenPort,
		Status: p.Status, Size: len(p.Body), Path: c.Request.Path, Forwarded: route.Value(c.Request.Header, "X-Forwarded-For")}}
}

// answerTo is who answers a request at an end, and whom, but not yet what.
func (e *end) answerTo(r *Request, seenIP string, seenPort int32) Answer {
	return Answer{Node: e.node, UID: uid(e.pod), Container: e.container, SeenIP: seenIP, SeenPort: seenPort,
		Path: r.Path, Forwarded: route.Value(r.Header, "X-Forwarded-For")}
}

// How long an HTTP proxy waits, by default, for a connection to a backend and
// for its answer. Models ingress-nginx's proxy-connect-timeout and
// proxy-read-timeout.
const (
	proxyConnects = 5 * api.Second
	proxyReads    = 60 * api.Second
)
