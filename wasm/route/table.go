package route

import "svclab/wasm/api"

// Table is everything that a proxy knows of where requests go.
type Table struct {
	Listeners []Listener

	// Default takes what no rule takes. Without one the answer is 404.
	Default *Rule
	// Server is what the proxy calls itself in its own pages, such as nginx.
	Server string
	// Tries is how many endpoints are asked before the proxy gives up on those
	// that cannot be reached; one when it is 0.
	Tries int
	// Forwards says that the proxy tells backends of the client in
	// X-Forwarded-For and its like.
	Forwards bool
}

// Protocol is what a Listener speaks.
type Protocol string

// What listeners speak. A connection to an HTTPS one is ended by the proxy.
const (
	HTTP  Protocol = "HTTP"
	HTTPS Protocol = "HTTPS"
)

// Listener is a port of the proxy, for all hosts or some.
type Listener struct {
	Origin   Origin // of what asked for it
	Section  string // its name there, such as https
	Port     int32
	Protocol Protocol
	Hostname string // "" for all, example.com, or *.example.com for any number of labels

	// Certificates are those of HTTPS. The first whose hosts match the name that
	// the client asks for is shown, or else the first of all.
	Certificates []Certificate

	Hosts []VirtualHost
	// FallThrough says that a request which no entry of the most specific host
	// takes may be taken by one of a less specific host.
	FallThrough bool
}

// Certificate is a lesson certificate: a name and no cryptography.
type Certificate struct {
	Name    string   `json:"name"`             // of the Secret, as NAMESPACE/NAME, or what it is called without one
	Subject string   `json:"subject"`          // such as CN=example.com
	Issuer  string   `json:"issuer,omitempty"` // the subject again when it is self-signed
	Hosts   []string `json:"hosts,omitempty"`  // for which it is good; wildcards stand for one label. Without any it is its subject's common name
	Key     string   `json:"key,omitempty"`    // the number of its key

	NotBefore, NotAfter api.Time `json:"-"` // 0 for no end
}

// VirtualHost holds what is routed for one host.
type VirtualHost struct {
	Host     string // "" for every host, example.com or *.example.com
	OneLabel bool   // the wildcard stands for one label, as in an Ingress; else for one or more
	Entries  []Entry
}

// Entry is one match of a rule.
type Entry struct {
	Origin Origin
	Match  Match
	Rule   *Rule
}

// Origin says where something stands, so that people find it.
type Origin struct {
	Kind      string   `json:"kind"` // such as Ingress
	Namespace string   `json:"namespace"`
	Name      string   `json:"name"`
	Rule      int      `json:"rule"`  // index among spec.rules
	Match     int      `json:"match"` // index among the rule's matches or paths
	Created   api.Time `json:"created"`
}

// PathType says how a path is compared.
type PathType string

// The ways to compare paths. Prefix goes by elements: /foo matches /foo/bar and
// not /foobar. ByCharacter matches both, as nginx's plain location does. "" is
// a match that asks for no path.
const (
	AnyPath     PathType = ""
	Exact       PathType = "Exact"
	Prefix      PathType = "Prefix"
	ByCharacter PathType = "ByCharacter"
)

// Match is what a request must have, all of it.
type Match struct {
	Type   PathType
	Path   string
	Method string // "" for any
	Header []Field
	Query  []Field
}

// Field is a header or a query parameter.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Rule is what is done with a request.
type Rule struct {
	Filters  Filters
	Backends []Backend

	// Timeout is how long the client waits for an answer, BackendTimeout how long
	// the proxy waits for each backend; 0 for the proxy's own.
	Timeout        api.Duration
	BackendTimeout api.Duration

	// Status answers at once, without a backend; 0 for none.
	Status int
}

// Backend is a port of a Service with its share of the requests.
type Backend struct {
	Namespace string
	Service   string
	Port      int32
	Weight    int32

	// Invalid says why nothing can be sent there, such as a Service that is not
	// there: requests that it draws are answered with InvalidStatus.
	Invalid       string
	InvalidStatus int // 500 when it is 0

	Endpoints []Endpoint // those that take requests
	Filters   Filters    // for what is sent there alone
}

// Endpoint is where a request can be sent.
type Endpoint struct {
	IP   string
	Port int32
	Pod  string // "" for none
}

// Sort puts all in the order of precedence. It has to be called after the Table
// is filled.
func (t *Table) Sort() {
	sortListeners(t.Listeners)
	for i := range t.Listeners {
		l := &t.Listeners[i]
		sortHosts(l.Hosts)
		for j := range l.Hosts {
			sortEntries(l.Hosts[j].Entries)
		}
	}
}
