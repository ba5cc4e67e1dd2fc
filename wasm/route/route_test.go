package route

import (
	"fmt"
	"strings"
	"testing"
)

// table makes a sorted table of one listener from lines such as
// "foo.com Exact /a -> a" and "*.foo.com GET version=2 ?q=1 Prefix / -> b".
func table(lines ...string) *Table {
	t := &Table{Listeners: []Listener{{Port: 80, Protocol: HTTP}}}
	hosts := &t.Listeners[0].Hosts
	for n, line := range lines {
		words := strings.Fields(line)
		host := strings.TrimSuffix(words[0], "any")
		e := Entry{Origin: Origin{Kind: "Ingress", Namespace: "default", Name: "web", Rule: n}}
		for i := 1; i < len(words); i++ {
			switch w := words[i]; {
			case w == "->":
				e.Rule = &Rule{Backends: []Backend{{Service: words[i+1], Weight: 1, Endpoints: []Endpoint{{IP: "10.244.0.2", Port: 80}}}}}
				i++
			case w == "GET" || w == "POST":
				e.Match.Method = w
			case w[0] == '?':
				key, value, _ := strings.Cut(w[1:], "=")
				e.Match.Query = append(e.Match.Query, Field{key, value})
			case strings.Contains(w, "="):
				key, value, _ := strings.Cut(w, "=")
				e.Match.Header = append(e.Match.Header, Field{key, value})
			default:
				e.Match.Type, e.Match.Path = PathType(w), words[i+1]
				i++
			}
		}
		at := -1
		for i := range *hosts {
			if (*hosts)[i].Host == host {
				at = i
			}
		}
		if at < 0 {
			*hosts, at = append(*hosts, VirtualHost{Host: host, OneLabel: true}), len(*hosts)
		}
		(*hosts)[at].Entries = append((*hosts)[at].Entries, e)
	}
	t.Sort()
	return t
}

// took names the Service to which a request goes, or the status that answers it.
func took(t *Table, q Request) string {
	q.Port = 80
	f := t.Find(q)
	c := f.Choose(0)
	if c.Backend == nil {
		return fmt.Sprint(c.Status)
	}
	return c.Backend.Service
}

// The table of https://kubernetes.io/docs/concepts/services-networking/ingress/#examples:
// kind, paths, request paths, and the path that matches. The Service of each
// path is called after it.
func TestPathsMatchAsTheIngressDocumentationSays(t *testing.T) {
	for _, row := range []struct{ kind, paths, requests, match string }{
		{"Prefix", "/", "/ /anything /any/thing", "/"},
		{"Exact", "/foo", "/foo", "/foo"},
		{"Exact", "/foo", "/bar", "404"},
		{"Exact", "/foo", "/foo/", "404"},
		{"Exact", "/foo/", "/foo", "404"},
		{"Prefix", "/foo", "/foo /foo/", "/foo"},
		{"Prefix", "/foo/", "/foo /foo/", "/foo/"},
		{"Prefix", "/aaa/bb", "/aaa/bbb", "404"},
		{"Prefix", "/aaa/bbb", "/aaa/bbb", "/aaa/bbb"},
		{"Prefix", "/aaa/bbb/", "/aaa/bbb", "/aaa/bbb/"},
		{"Prefix", "/aaa/bbb", "/aaa/bbb/", "/aaa/bbb"},
		{"Prefix", "/aaa/bbb", "/aaa/bbb/ccc", "/aaa/bbb"},
		{"Prefix", "/aaa/bbb", "/aaa/bbbxyz", "404"},
		{"Prefix", "/ /aaa", "/aaa/ccc", "/aaa"},
		{"Prefix", "/ /aaa /aaa/bbb", "/aaa/bbb", "/aaa/bbb"},
		{"Prefix", "/ /aaa /aaa/bbb", "/ccc", "/"},
		{"Prefix", "/aaa", "/ccc", "404"},
	} {
		var lines []string
		for _, p := range strings.Fields(row.paths) {
			lines = append(lines, "any "+row.kind+" "+p+" -> "+p)
		}
		for _, path := range strings.Fields(row.requests) {
			if got := took(table(lines...), Request{Path: path + "?q=/x"}); got != row.match {
				t.Errorf("%s %s asked for %s: got %s, want %s", row.kind, row.paths, path, got, row.match)
			}
		}
	}
	mixed := table("any Prefix /foo -> prefix", "any Exact /foo -> exact")
	if got := took(mixed, Request{Path: "/foo"}); got != "exact" {
		t.Errorf("mixed: /foo goes to %s, want exact", got)
	}
}

// The table of https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards,
// and what Gateway API says of the same patterns.
func TestHostsMatchAsTheDocumentationSays(t *testing.T) {
	for _, row := range []struct {
		pattern, host    string
		ingress, gateway bool
	}{
		{"*.foo.com", "bar.foo.com", true, true},
		{"*.foo.com", "baz.bar.foo.com", false, true},
		{"*.foo.com", "foo.com", false, false},
		{"foo.com", "foo.com", true, true},
		{"foo.com", "bar.foo.com", false, false},
		{"", "foo.com", true, true},
		{"*.foo.com", ".foo.com", false, false},
	} {
		if got := MatchesHost(row.pattern, row.host, true); got != row.ingress {
			t.Errorf("Ingress %q, %q: got %t", row.pattern, row.host, got)
		}
		if got := MatchesHost(row.pattern, row.host, false); got != row.gateway {
			t.Errorf("Gateway %q, %q: got %t", row.pattern, row.host, got)
		}
	}
}

func TestPrecedence(t *testing.T) {
	hosts := table("any Prefix /b -> every", "*.foo.com Prefix / -> wild", "a.foo.com Prefix /a -> exact", "*.x.foo.com Prefix / -> longer")
	rules := table("any Prefix /a -> prefix", "any Exact /a -> exact", "any Prefix /a/b -> longer", "any Prefix /a/b GET -> method",
		"any Prefix /a/b GET v=1 -> header", "any Prefix /a/b GET v=1 w=2 -> headers", "any Prefix /a/b GET v=1 w=2 ?q=1 -> query", "any Prefix /a/b -> second",
		"any GET -> anywhere")
	v, w := Field{"V", "1"}, Field{"W", "2"}
	for _, row := range []struct {
		name  string
		table *Table
		q     Request
		want  string
	}{
		{"an exact host before a wildcard", hosts, Request{Host: "a.foo.com", Path: "/a"}, "exact"},
		{"with a port and in capitals", hosts, Request{Host: "A.Foo.com:8080", Path: "/a"}, "exact"},
		{"a host that matches keeps others out", hosts, Request{Host: "a.foo.com", Path: "/b"}, "404"},
		{"a wildcard before every host", hosts, Request{Host: "b.foo.com", Path: "/b"}, "wild"},
		{"the longer wildcard", hosts, Request{Host: "b.x.foo.com"}, "longer"},
		{"every host", hosts, Request{Host: "bar.com", Path: "/b"}, "every"},
		{"an exact path", rules, Request{Path: "/a"}, "exact"},
		{"a prefix", rules, Request{Path: "/a/c"}, "prefix"},
		{"the longest prefix, of two alike the first", rules, Request{Path: "/a/b", Method: "PUT"}, "longer"},
		{"a method", rules, Request{Path: "/a/b"}, "method"},
		{"a header", rules, Request{Path: "/a/b", Header: []Field{v}}, "header"},
		{"more headers", rules, Request{Path: "/a/b", Header: []Field{w, v}}, "headers"},
		{"a query parameter", rules, Request{Path: "/a/b?p=2&q=1", Header: []Field{w, v}}, "query"},
		{"no path asked for", rules, Request{Path: "/z"}, "anywhere"},
		{"nothing", rules, Request{Path: "/z", Method: "POST"}, "404"},
	} {
		if got := took(row.table, row.q); got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
	hosts.Listeners[0].FallThrough = true
	if got := took(hosts, Request{Host: "a.foo.com", Path: "/b"}); got != "wild" {
		t.Errorf("a listener that falls through: got %s, want wild", got)
	}
}

func TestLooksSayWhyARuleMatched(t *testing.T) {
	rules := table("any Prefix / -> root", "any Prefix /api -> api", "any Prefix /api v=2 -> two", "b.com Prefix /api -> other", "any Exact /api/x POST -> post")
	f := rules.Find(Request{Port: 80, Host: "a.com", Path: "/api/x"})
	var got []string
	for _, l := range f.Looks {
		got = append(got, strings.TrimSpace(l.Match+" "+string(l.Lack)+" "+l.What))
	}
	want := "Prefix /api host; Exact /api/x, POST method; Prefix /api, v: 2 header v; Prefix /api; Prefix / later"
	if strings.Join(got, "; ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), want)
	}
	if f.Entry == nil || f.Entry.Origin.Rule != 1 {
		t.Errorf("got %+v, want rule 1", f.Entry)
	}
}

// The table of HTTPPathModifier.replacePrefixMatch in Gateway API.
func TestPrefixesAreReplacedAsGatewayAPISays(t *testing.T) {
	for _, row := range []struct{ path, prefix, replace, want string }{
		{"/foo/bar", "/foo", "/xyz", "/xyz/bar"},
		{"/foo/bar", "/foo", "/xyz/", "/xyz/bar"},
		{"/foo/bar", "/foo/", "/xyz", "/xyz/bar"},
		{"/foo/bar", "/foo/", "/xyz/", "/xyz/bar"},
		{"/foo", "/foo", "/xyz", "/xyz"},
		{"/foo/", "/foo", "/xyz", "/xyz/"},
		{"/foo/bar", "/foo", "", "/bar"},
		{"/foo/", "/foo", "", "/"},
		{"/foo", "/foo", "", "/"},
		{"/foo/", "/foo", "/", "/"},
		{"/foo", "/foo", "/", "/"},
		{"/foo/bar?q=1", "/foo", "/xyz", "/xyz/bar?q=1"},
		{"/bar", "/", "/xyz", "/xyz/bar"},
	} {
		if got := (&PathChange{Value: row.replace}).apply(row.path, row.prefix); got != row.want {
			t.Errorf("%s, prefix %s, replaced by %q: got %s, want %s", row.path, row.prefix, row.replace, got, row.want)
		}
	}
	if got := (&PathChange{Full: true, Value: "/all"}).apply("/foo/bar?q=1", "/foo"); got != "/all?q=1" {
		t.Errorf("all of the path: got %s", got)
	}
}

func TestRedirects(t *testing.T) {
	q := Request{Host: "foo.com:8080", Path: "/a/b?q=1", Port: 8080}
	for _, row := range []struct {
		name string
		r    Redirect
		q    Request
		want string
	}{
		{"nothing but a status", Redirect{}, q, "http://foo.com:8080/a/b?q=1"},
		{"a scheme brings its port", Redirect{Scheme: "https"}, q, "https://foo.com/a/b?q=1"},
		{"a port", Redirect{Scheme: "https", Port: 8443}, q, "https://foo.com:8443/a/b?q=1"},
		{"a well-known port is not named", Redirect{Scheme: "https", Port: 443}, q, "https://foo.com/a/b?q=1"},
		{"a host", Redirect{Hostname: "bar.com"}, q, "http://bar.com:8080/a/b?q=1"},
		{"a listener on port 80", Redirect{Hostname: "bar.com"}, Request{Host: "foo.com", Port: 80}, "http://bar.com/"},
		{"a prefix", Redirect{Path: &PathChange{Value: "/z"}}, q, "http://foo.com:8080/z/b?q=1"},
		{"all of the path", Redirect{Path: &PathChange{Full: true, Value: "/z"}}, q, "http://foo.com:8080/z?q=1"},
	} {
		if got := row.r.location(row.q, "/a"); got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
}

func TestHeadersChange(t *testing.T) {
	in := []Field{{"A", "1"}, {"B", "2"}, {"a", "3"}}
	c := &HeaderChange{Set: []Field{{"A", "9"}}, Add: []Field{{"b", "3"}, {"C", "4"}}, Remove: []string{"D", "c"}}
	if got := fmt.Sprint(c.Apply(in)); got != "[{B 2,3} {A 9}]" {
		t.Errorf("got %s", got)
	}
	if fmt.Sprint(in) != "[{A 1} {B 2} {a 3}]" {
		t.Errorf("the request was changed: %v", in)
	}
}

// splitmix is a source of draws for tests.
type splitmix uint64

func (s *splitmix) next() uint64 { *s++; return mix(uint64(*s)*0x9e3779b97f4a7c15, 0) }

func TestWeightsPassAChiSquareTest(t *testing.T) {
	r := &Rule{Backends: []Backend{{Service: "a", Weight: 90}, {Service: "b", Weight: 10}, {Service: "none", Weight: 0}}}
	for i := range r.Backends {
		r.Backends[i].Endpoints = []Endpoint{{IP: "1"}, {IP: "2"}, {IP: "3"}}
	}
	counts, draws := map[string]float64{}, splitmix(7)
	const n = 100_000
	f := Found{Rule: r}
	for range n {
		c := f.Choose(draws.next())
		counts[c.Backend.Service+c.Endpoint.IP]++
	}
	chi := 0.0
	for _, row := range []struct {
		service string
		share   float64
	}{{"a", .9}, {"b", .1}} {
		for _, ip := range []string{"1", "2", "3"} {
			want := n * row.share / 3
			chi += (counts[row.service+ip] - want) * (counts[row.service+ip] - want) / want
		}
	}
	if chi > 20.5 || len(counts) != 6 { // five degrees of freedom, one in a thousand
		t.Errorf("chi-square %.1f, counts %v", chi, counts)
	}
}

func TestWhatAProxyAnswersItself(t *testing.T) {
	good := []Endpoint{{IP: "10.244.0.2", Port: 80}}
	for _, row := range []struct {
		name   string
		rule   *Rule
		status int
		why    Why
	}{
		{"no rule", nil, 404, NoRule},
		{"a rule without backends", &Rule{}, 500, NoBackend},
		{"all weights are 0", &Rule{Backends: []Backend{{Weight: 0, Endpoints: good}}}, 500, NoBackend},
		{"a backend that is not there", &Rule{Backends: []Backend{{Weight: 1, Invalid: "no such Service"}}}, 500, InvalidBackend},
		{"one for which another status is wanted", &Rule{Backends: []Backend{{Weight: 1, Invalid: "no", InvalidStatus: 503}}}, 503, InvalidBackend},
		{"no endpoints", &Rule{Backends: []Backend{{Weight: 1}}}, 503, NoEndpoint},
		{"a redirect", &Rule{Filters: Filters{Redirect: &Redirect{Status: 301}}}, 301, Redirected},
		{"a status", &Rule{Status: 418}, 418, Fixed},
		{"an endpoint", &Rule{Backends: []Backend{{Weight: 1, Endpoints: good}}}, 0, ""},
	} {
		f := Found{Rule: row.rule, Request: Request{Host: "foo.com"}}
		if c := f.Choose(1 << 63); c.Status != row.status || c.Why != row.why || (c.Endpoint != nil) != (row.status == 0) {
			t.Errorf("%s: got %d %s, want %d %s", row.name, c.Status, c.Why, row.status, row.why)
		}
	}
}

func TestMirrorsCopyAShare(t *testing.T) {
	to := Backend{Service: "copy", Endpoints: []Endpoint{{IP: "10.244.0.9", Port: 80}}}
	r := &Rule{Backends: []Backend{{Weight: 1, Endpoints: to.Endpoints}},
		Filters: Filters{Mirrors: []Mirror{{Backend: to}, {Backend: to, Numerator: 20, Denominator: 100}, {Backend: to, Denominator: 100}}}}
	f, n, draws := Found{Rule: r}, 0, splitmix(1)
	for range 10_000 {
		c := f.Choose(draws.next())
		n += len(c.Mirrors)
	}
	if n < 11_800 || n > 12_200 {
		t.Errorf("got %d copies of 10,000 requests, want 12,000", n)
	}
}

func TestCertificatesAreChosenByTheNameAskedFor(t *testing.T) {
	l := Listener{Certificates: []Certificate{{Name: "fake"}, {Name: "foo", Hosts: []string{"foo.com", "*.foo.com"}}, {Name: "bar", Hosts: []string{"bar.com"}}}}
	for name, want := range map[string]string{"foo.com": "foo", "a.foo.com": "foo", "a.b.foo.com": "fake", "bar.com": "bar", "": "fake", "baz.com": "fake"} {
		if got := l.Certificate(name); got.Name != want {
			t.Errorf("%q: got %s, want %s", name, got.Name, want)
		}
	}
}
