package route

import "strings"

// Lack says what a request lacks for an entry, as a stable word for programs.
type Lack string

// Why an entry does not take a request. Later is one that would, but comes
// after the one that does.
const (
	Nothing    Lack = ""
	LackHost   Lack = "host"
	LackPath   Lack = "path"
	LackMethod Lack = "method"
	LackHeader Lack = "header"
	LackQuery  Lack = "query"
	Later      Lack = "later"
)

// Look is one entry that was considered, in the order of precedence.
type Look struct {
	Origin Origin `json:"origin"`
	Host   string `json:"host,omitempty"`
	Match  string `json:"match"`          // as people read it: Prefix /foo
	Lack   Lack   `json:"lack,omitempty"` // "" for the one that took the request
	What   string `json:"what,omitempty"` // the header or parameter
}

// Found is the rule that a request comes to. It changes nothing: Choose draws.
type Found struct {
	Request  Request
	Listener *Listener // nil when none takes the port and host
	Host     string    // of the virtual host that matched, "" for every host
	Entry    *Entry    // nil when no rule took it
	Rule     *Rule     // of the entry, or the table's default; nil for neither
	Looks    []Look

	table *Table
}

// Find looks for the rule that takes a request.
func (t *Table) Find(q Request) Found {
	f := Found{Request: q, table: t, Rule: t.Default}
	f.Listener = t.Listener(q.Port, q.host())
	if f.Listener == nil {
		return f
	}
	matched := false // a host was, and others are not asked any more
	for i := range f.Listener.Hosts {
		h := &f.Listener.Hosts[i]
		ours := MatchesHost(h.Host, q.host(), h.OneLabel) && (!matched || f.Listener.FallThrough)
		f.look(h, ours)
		if ours && !matched {
			matched, f.Host = true, h.Host
		}
	}
	return f
}

// Listener returns the one of a port that is the most specific for a host.
func (t *Table) Listener(port int32, host string) *Listener {
	for i := range t.Listeners {
		if l := &t.Listeners[i]; l.Port == port && MatchesHost(l.Hostname, host, false) {
			return l
		}
	}
	return nil
}

// looksMost is how many entries are told of, so that a table of thousands does
// not make every path as long.
const looksMost = 64

// look considers the entries of a virtual host.
func (f *Found) look(h *VirtualHost, ours bool) {
	for i := range h.Entries {
		e := &h.Entries[i]
		lack, what := LackHost, ""
		if ours {
			lack, what = e.Match.lacks(&f.Request)
		}
		switch {
		case lack != Nothing:
		case f.Entry != nil:
			lack = Later
		default:
			f.Entry, f.Rule, f.Host = e, e.Rule, h.Host
		}
		if lack == Nothing || len(f.Looks) < looksMost {
			f.Looks = append(f.Looks, Look{e.Origin, h.Host, e.Match.String(), lack, what})
		}
	}
}

// lacks says what a request has not that the match asks for.
func (m *Match) lacks(q *Request) (lack Lack, what string) {
	if !matchesPath(m.Type, m.Path, q.path()) {
		return LackPath, ""
	}
	if m.Method != "" && m.Method != q.method() {
		return LackMethod, ""
	}
	for _, h := range m.Header {
		if value, ok := q.header(h.Name); !ok || value != h.Value {
			return LackHeader, h.Name
		}
	}
	for _, p := range m.Query {
		if value, ok := q.query(p.Name); !ok || value != p.Value {
			return LackQuery, p.Name
		}
	}
	return Nothing, ""
}

// String writes a match as people read it: Prefix /foo, GET, version: 2, ?a=b.
func (m *Match) String() string {
	var parts []string
	if m.Type != AnyPath {
		kind := string(m.Type)
		if m.Type == ByCharacter {
			kind = "ImplementationSpecific"
		}
		parts = append(parts, kind+" "+m.Path)
	}
	if m.Method != "" {
		parts = append(parts, m.Method)
	}
	for _, h := range m.Header {
		parts = append(parts, h.Name+": "+h.Value)
	}
	for _, p := range m.Query {
		parts = append(parts, "?"+p.Name+"="+p.Value)
	}
	return strings.Join(parts, ", ")
}

// Certificate returns the one that is shown to a client which asks for a name,
// nil when the listener has none.
func (l *Listener) Certificate(name string) *Certificate {
	for i := range l.Certificates {
		if l.Certificates[i].For(name) {
			return &l.Certificates[i]
		}
	}
	if len(l.Certificates) > 0 {
		return &l.Certificates[0]
	}
	return nil
}

// Identity tells the certificate from others with its subject, such as the one that
// it replaced.
func (c *Certificate) Identity() string {
	if c.Key == "" {
		return c.Subject
	}
	return c.Subject + "#" + c.Key
}

// For reports that the certificate is good for a host.
func (c *Certificate) For(host string) bool {
	hosts := c.Hosts
	if _, name, ok := strings.Cut(c.Subject, "CN="); ok && len(hosts) == 0 {
		name, _, _ = strings.Cut(name, ";")
		hosts = []string{name}
	}
	for _, h := range hosts {
		if h != "" && MatchesHost(h, hostOf(host), true) {
			return true
		}
	}
	return false
}
