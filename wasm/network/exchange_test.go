package network

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/api/apitest"
	"svclab/wasm/route"
)

func TestAPathThroughAProxyIsToldInFull(t *testing.T) {
	w := proxyWorld()
	w.Now = api.Epoch
	ask := func(port int32, path string, tls *TLS) Connection {
		return Open(w, Request{From: from("pod/tool"), To: Target{IP: "10.244.1.9", Port: port}, SourcePort: 50000, Path: path,
			Ask: Ask{Host: "foo.com", TLS: tls, Method: "POST", Header: []route.Field{{Name: "X-Forwarded-For", Value: "1.2.3.4"}, {Name: "A", Value: "b"}}}}, 5)
	}
	c := ask(80, "/split/x?q=1", nil)
	apitest.Same(t, told(c.Path), `
		answered 10.244.0.3:50000 to 10.244.1.9:80 in 2600us, of which 1300us served, seen as 10.244.0.3:50000, TCP
		200 "web-1\n"
		client node-1 default/tool 10.244.1.9:80
		node node-1 node-1 10.244.1.9:80
		node node-2 node-2 10.244.1.9:80
		pod node-2 default/proxy 10.244.1.9:80
		targetPort node-2 default/proxy 10.244.1.9:80
		container node-2 default/main 10.244.1.9:80
		http node-2 default/proxy 10.244.1.9:80 as proxy has it
		Prefix /split, one of 9: {"request":{"scheme":"http","host":"foo.com","method":"POST","path":"/split/x?q=1","port":80},"service":"split","share":90,"shares":100,"endpoints":1,"ip":"10.244.0.2","toPort":80,"mirrors":[{"ip":"10.244.1.2","port":80,"result":"answered"}]}
		node node-2 node-2 10.244.0.2:80
		node node-1 node-1 10.244.0.2:80
		pod node-1 default/web-1 10.244.0.2:80
		targetPort node-1 default/web-1 10.244.0.2:80
		container node-1 default/main 10.244.0.2:80`)
	apitest.Same(t, answered(c.Answers()), `
		{Node:node-2 UID: Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:200 Size:6 Path:/split/x?q=1 Forwarded:1.2.3.4 Upstream:10.244.0.2:80}
		{Node:node-1 UID: Container:main SeenIP:10.244.1.9 SeenPort:33025 Status:200 Size:6 Path:/split/x?q=1 Forwarded:10.244.0.3 Upstream}
		{Node:node-2 UID: Container:main SeenIP:10.244.1.9 SeenPort:50177 Status:200 Size:6 Path:/split/x?q=1 Forwarded:10.244.0.3 Upstream}`)
	c = ask(443, "/some", &TLS{ServerName: "foo.com", Insecure: true})
	apitest.Same(t, told(c.Path), `
		answered 10.244.0.3:50000 to 10.244.1.9:443 in 6003000us, of which 6001700us served, seen as 10.244.0.3:50000, TCP
		200 "web-1\n"
		certificate CN=foo.com
		client node-1 default/tool 10.244.1.9:443
		node node-1 node-1 10.244.1.9:443
		node node-2 node-2 10.244.1.9:443
		pod node-2 default/proxy 10.244.1.9:443
		targetPort node-2 default/proxy 10.244.1.9:443
		container node-2 default/main 10.244.1.9:443
		http node-2 default/proxy 10.244.1.9:443 as proxy has it
		Prefix /some, one of 9: {"request":{"scheme":"https","host":"foo.com","method":"POST","path":"/some","port":443,"serverName":"foo.com"},"service":"some","share":1,"shares":1,"endpoints":2,"ip":"10.244.0.2","toPort":80,"tried":[{"ip":"10.244.1.77","port":80,"result":"no-route"},{"ip":"10.244.1.77","port":80,"result":"no-route"}]}
		node node-2 node-2 10.244.0.2:80
		node node-1 node-1 10.244.0.2:80
		pod node-1 default/web-1 10.244.0.2:80
		targetPort node-1 default/web-1 10.244.0.2:80
		container node-1 default/main 10.244.0.2:80`)
	apitest.Same(t, answered(c.Answers()), `
		{Node:node-2 UID: Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:200 Size:6 Path:/some Forwarded:1.2.3.4 Upstream:10.244.0.2:80}
		{Node:node-1 UID: Container:main SeenIP:10.244.1.9 SeenPort:45284 Status:200 Size:6 Path:/some Forwarded:10.244.0.3 Upstream}`)
	c = ask(80, "/old/x?y", nil)
	apitest.Same(t, told(c.Path), `
		answered 10.244.0.3:50000 to 10.244.1.9:80 in 1300us, of which 0us served, seen as 10.244.0.3:50000, TCP
		302 "<html>\r\n<head><title>302 Found</title></head>\r\n<body>\r\n<center><h1>302 Found</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n" Content-Type: text/html Location: http://foo.com/new?y
		client node-1 default/tool 10.244.1.9:80
		node node-1 node-1 10.244.1.9:80
		node node-2 node-2 10.244.1.9:80
		pod node-2 default/proxy 10.244.1.9:80
		targetPort node-2 default/proxy 10.244.1.9:80
		container node-2 default/main 10.244.1.9:80
		http node-2 default/proxy 10.244.1.9:80 as proxy has it
		Prefix /old, one of 9: {"request":{"scheme":"http","host":"foo.com","method":"POST","path":"/old/x?y","port":80},"why":"redirected","location":"http://foo.com/new?y"}`)
	apitest.Same(t, answered(c.Answers()), `
		{Node:node-2 UID: Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:302 Size:138 Path:/old/x?y Forwarded:1.2.3.4 Upstream}`)
	c = ask(80, "/none", nil)
	apitest.Same(t, told(c.Path), `
		answered 10.244.0.3:50000 to 10.244.1.9:80 in 1300us, of which 0us served, seen as 10.244.0.3:50000, TCP
		503 "<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n<body>\r\n<center><h1>503 Service Temporarily Unavailable</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n" Content-Type: text/html
		client node-1 default/tool 10.244.1.9:80
		node node-1 node-1 10.244.1.9:80
		node node-2 node-2 10.244.1.9:80
		pod node-2 default/proxy 10.244.1.9:80
		targetPort node-2 default/proxy 10.244.1.9:80
		container node-2 default/main 10.244.1.9:80
		http node-2 default/proxy 10.244.1.9:80 as proxy has it
		Prefix /none, one of 9: {"request":{"scheme":"http","host":"foo.com","method":"POST","path":"/none","port":80},"why":"no-endpoint","service":"none","share":1,"shares":1}`)
	c = ask(80, "/dead", nil)
	apitest.Same(t, told(c.Path), `
		answered 10.244.0.3:50000 to 10.244.1.9:80 in 9001900us, of which 9000600us served, seen as 10.244.0.3:50000, TCP
		502 "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n" Content-Type: text/html
		client node-1 default/tool 10.244.1.9:80
		node node-1 node-1 10.244.1.9:80
		node node-2 node-2 10.244.1.9:80
		pod node-2 default/proxy 10.244.1.9:80
		targetPort node-2 default/proxy 10.244.1.9:80
		container node-2 default/main 10.244.1.9:80
		http node-2 default/proxy 10.244.1.9:80 as proxy has it
		Prefix /dead, one of 9: {"request":{"scheme":"http","host":"foo.com","method":"POST","path":"/dead","port":80},"service":"dead","share":1,"shares":1,"endpoints":1,"ip":"10.244.1.77","toPort":80,"tried":[{"ip":"10.244.1.77","port":80,"result":"no-route"},{"ip":"10.244.1.77","port":80,"result":"no-route"}]}
		node node-2 node-2 10.244.1.77:80`)
	apitest.Same(t, answered(c.Answers()), `
		{Node:node-2 UID: Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:502 Size:150 Path:/dead Forwarded:1.2.3.4 Upstream:10.244.1.77:80}`)
	c = ask(443, "/split", nil)
	apitest.Same(t, told(c.Path), `
		answered 10.244.0.3:50000 to 10.244.1.9:443 in 1300us, of which 0us served, seen as 10.244.0.3:50000, TCP
		400 "<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>The plain HTTP request was sent to HTTPS port</center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n" Content-Type: text/html
		client node-1 default/tool 10.244.1.9:443
		node node-1 node-1 10.244.1.9:443
		node node-2 node-2 10.244.1.9:443
		pod node-2 default/proxy 10.244.1.9:443
		targetPort node-2 default/proxy 10.244.1.9:443
		container node-2 default/main 10.244.1.9:443`)
	apitest.Same(t, answered(c.Answers()), `
		{Node:node-2 UID: Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:400 Size:248 Path:/split Forwarded:1.2.3.4 Upstream}`)
	c = ask(443, "/split", &TLS{ServerName: "bar.com"})
	apitest.Same(t, told(c.Path), `
		answered 10.244.0.3:50000 to 10.244.1.9:443 in 1300us, of which 0us served, seen as 10.244.0.3:50000, TCP, self-signed
		certificate CN=fake
		client node-1 default/tool 10.244.1.9:443
		node node-1 node-1 10.244.1.9:443
		node node-2 node-2 10.244.1.9:443
		pod node-2 default/proxy 10.244.1.9:443
		targetPort node-2 default/proxy 10.244.1.9:443
		container node-2 default/main 10.244.1.9:443`)
	if c.Answers() == nil || len(c.Answers()) != 0 {
		t.Errorf("no request was sent, and %v answered it", c.Answers())
	}
}

// answered lists who answered.
func answered(answers []Answer) string {
	var out []string
	for _, a := range answers {
		out = append(out, strings.ReplaceAll(fmt.Sprintf("%+v", a), ":}", "}"))
	}
	return strings.Join(out, "\n")
}

// What a proxy's table may say: copies, other headers, less patience.
func TestCopiesAndHeaders(t *testing.T) {
	w := proxyWorld()
	table := w.RoutesOf(&api.Pod{ObjectMeta: api.ObjectMeta{Name: "proxy"}})
	r := Request{From: from("outside"), To: Target{IP: "192.168.1.3", Port: 30080}, Path: "/split", SourcePort: 50000, Ask: Ask{Host: "foo.com"}}
	var copied, single string
	for draw := uint64(1); copied == "" || single == ""; draw += 0x9e3779b97f4a7c15 {
		c := Open(w, r, draw)
		h := c.Path.Hops[c.Path.own()].HTTP
		text := fmt.Sprint(len(c.Answers()), h.Mirrors)
		if len(h.Mirrors) > 0 {
			copied = text
		} else {
			single = text
		}
	}
	if copied != "3 [{10.244.1.2 80 answered}]" || single != "2 []" {
		t.Errorf("with a copy %s, without %s", copied, single)
	}
	table.Forwards = false
	for i := range table.Listeners[0].Hosts[0].Entries {
		e := &table.Listeners[0].Hosts[0].Entries[i]
		e.Rule.Filters.Response = &route.HeaderChange{Set: []route.Field{{Name: "X-Seen", Value: "yes"}}}
		e.Rule.Timeout = api.Second
	}
	for path, want := range map[string]string{"/split": "200 [{X-Seen yes}] 0", "/old": "302 Content-Type X-Seen 0", "/lost": "504 3000"} {
		r.Path = path
		p := Trace(w, r, 5)
		got := fmt.Sprint(p.Status, " ", p.Header, " ", p.Served/api.Millisecond)
		for _, word := range strings.Fields(want) {
			if !strings.Contains(got, strings.Trim(word, "[]{}")) {
				t.Errorf("%s: got %s, want %s", path, got, want)
			}
		}
	}
	r.Path = "/split"
	if c := Open(w, r, 5); c.Answers()[1].Forwarded != "" {
		t.Errorf("a proxy that forwards nothing said %s", c.Answers()[1].Forwarded)
	}
}

func TestHowLongAProxyWaits(t *testing.T) {
	for _, row := range []struct {
		name     string
		path     Path
		patience api.Duration
		want     string
		again    bool
	}{
		{"an answer", Path{Result: Answered, Status: 200, Latency: 700, Served: 200}, 0, "0 after 700", false},
		{"one that is no HTTP", Path{Result: Answered, Latency: 700}, 0, "502 after 700", false},
		{"one in the last moment", Path{Result: Answered, Status: 200, Latency: proxyReads + 500, Served: proxyReads}, 0, "0 after 60000000500", false},
		{"one a moment later", Path{Result: Answered, Status: 200, Latency: proxyReads + 501, Served: proxyReads + 1}, 0, "504 after 60000000500", false},
		{"one that the rule has no patience for", Path{Result: Answered, Status: 200, Latency: 700, Served: 200}, 100, "504 after 600", false},
		{"none at all", Path{Result: TimedOut, Reason: AppHangs, Latency: HangsFor + 500, Served: HangsFor}, 0, "504 after 60000000500", false},
		{"nobody there", Path{Result: TimedOut, Latency: GivesUpAfter}, 0, "504 after 5000000000", true},
		{"nobody there, with less patience", Path{Result: TimedOut, Latency: GivesUpAfter}, api.Second, "504 after 1000000000", true},
		{"more patience is none for connecting", Path{Result: TimedOut, Latency: GivesUpAfter}, api.Minute, "504 after 5000000000", true},
		{"refused", Path{Result: Refused, Latency: 700}, 0, "502 after 700", true},
		{"no route, in the last moment", Path{Result: NoRoute, Latency: proxyConnects}, 0, "502 after 5000000000", true},
		{"no route, too late", Path{Result: NoRoute, Latency: proxyConnects + 1}, 0, "504 after 5000000000", true},
	} {
		status, took := (&exchange{}).outcome(&row.path, row.patience)
		if got := fmt.Sprintf("%d after %d", status, took); got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
		if retried(&row.path) != row.again {
			t.Errorf("%s: another endpoint is asked: %t", row.name, !row.again)
		}
	}
}

func TestWhichCertificatesAClientTakes(t *testing.T) {
	own := &route.Certificate{Name: "own", Subject: "CN=foo.com", Issuer: "CN=foo.com", Hosts: []string{"foo.com"}}
	signed := &route.Certificate{Name: "signed", Subject: "CN=foo.com", Issuer: "CN=authority", Hosts: []string{"foo.com"}, NotAfter: api.Epoch}
	for _, row := range []struct {
		name string
		tls  TLS
		c    *route.Certificate
		now  api.Time
		want TLSFailure
	}{
		{"there is none", TLS{ServerName: "foo.com", Insecure: true}, nil, 0, NoCertificate},
		{"any will do", TLS{ServerName: "bar.com", Insecure: true}, own, 0, ""},
		{"nobody vouches for it", TLS{ServerName: "foo.com"}, own, 0, SelfSigned},
		{"its subject is no issuer that one can trust", TLS{ServerName: "foo.com", Trusts: []string{"CN=bar.com"}}, own, 0, SelfSigned},
		{"it is trusted itself", TLS{ServerName: "foo.com", Trusts: []string{"CN=bar.com", own.Identity(), "CN=x"}}, own, 0, ""},
		{"its issuer is not known", TLS{ServerName: "foo.com", Trusts: []string{"CN=other"}}, signed, 0, UnknownIssuer},
		{"its issuer is trusted", TLS{ServerName: "foo.com", Trusts: []string{"CN=authority"}}, signed, api.Epoch, ""},
		{"it has expired", TLS{ServerName: "foo.com", Trusts: []string{"CN=authority"}}, signed, api.Epoch + 1, Expired},
		{"it is for another host", TLS{ServerName: "bar.com", Trusts: []string{"CN=authority"}}, signed, 0, OtherName},
		{"an address is no host", TLS{Trusts: []string{"CN=authority"}}, signed, 0, OtherName},
	} {
		if got := row.tls.refuses(row.c, row.now); got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}

func TestTheHeaderHost(t *testing.T) {
	for _, row := range []struct {
		r    Request
		want string
	}{
		{Request{To: Target{IP: "10.0.0.1", Port: 80}}, "http 10.0.0.1"},
		{Request{To: Target{IP: "10.0.0.1", Port: 8080}}, "http 10.0.0.1:8080"},
		{Request{To: Target{IP: "10.0.0.1", Port: 443}}, "http 10.0.0.1:443"},
		{Request{To: Target{IP: "fd00::1", Port: 80}}, "http [fd00::1]"},
		{Request{To: Target{IP: "fd00::1", Port: 81}}, "http [fd00::1]:81"},
		{Request{To: Target{IP: "10.0.0.1", Port: 443}, Ask: Ask{TLS: &TLS{}}}, "https 10.0.0.1"},
		{Request{To: Target{IP: "10.0.0.1", Port: 8443}, Ask: Ask{TLS: &TLS{}}}, "https 10.0.0.1:8443"},
		{Request{To: Target{IP: "10.0.0.1", Port: 81}, Ask: Ask{Host: "foo.com"}}, "http foo.com"},
	} {
		if got := row.r.scheme() + " " + row.r.host(); got != row.want {
			t.Errorf("%+v: got %s, want %s", row.r.To, got, row.want)
		}
	}
	for _, row := range []struct {
		u    URL
		want string
	}{
		{URL{Scheme: "http", Host: "web", Port: 80}, "web"},
		{URL{Scheme: "http", Host: "web", Port: 443}, "web:443"},
		{URL{Scheme: "https", Host: "web", Port: 443}, "web"},
		{URL{Scheme: "https", Host: "web", Port: 80}, "web:80"},
		{URL{Scheme: "http", Host: "fd00::1", Port: 80}, "[fd00::1]"},
		{URL{Scheme: "http", Host: "fd00::1", Port: 8080}, "[fd00::1]:8080"},
	} {
		if got := row.u.Authority(); got != row.want {
			t.Errorf("%+v: got %s, want %s", row.u, got, row.want)
		}
	}
}

// A client that names a host is shown the certificate of the listener for it.
func TestTheListenerForAName(t *testing.T) {
	w := proxyWorld()
	table := w.RoutesOf(&api.Pod{ObjectMeta: api.ObjectMeta{Name: "proxy"}})
	host := table.Listeners[0].Hosts
	certificate := func(name string) []route.Certificate {
		return []route.Certificate{{Name: name, Subject: "CN=" + name, Issuer: "CN=" + name, Hosts: []string{name}}}
	}
	table.Listeners = []route.Listener{
		{Port: 443, Protocol: route.HTTPS, Hostname: "a.com", Hosts: host, Certificates: certificate("a.com")},
		{Port: 443, Protocol: route.HTTPS, Hostname: "b.com", Hosts: host, Certificates: certificate("b.com")},
		{Port: 444, Protocol: route.HTTPS, Hostname: "c.com", Hosts: host, Certificates: certificate("c.com")},
	}
	for name, want := range map[string]string{"a.com": "CN=a.com 200 ", "b.com": "CN=b.com 200 ", "c.com": "none 0 no-certificate", "": "CN=a.com 200 "} {
		p := Trace(w, Request{From: from("outside"), To: Target{IP: "192.168.1.2", Port: 30443}, Path: "/split", Ask: Ask{Host: name, TLS: &TLS{ServerName: name, Insecure: true}}}, 5)
		subject := "none"
		if p.Certificate != nil {
			subject = p.Certificate.Subject
		}
		if got := fmt.Sprint(subject, " ", p.Status, " ", p.TLSFailure); got != want && !(name == "" && strings.HasPrefix(got, "CN=")) {
			t.Errorf("%q: got %s, want %s", name, got, want)
		}
	}
}
