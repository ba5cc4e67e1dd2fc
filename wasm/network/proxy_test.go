package network

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/route"
)

// proxyWorld is the small world with an ingress controller at 10.244.1.9, node
// port 30080 for http and 30443 for https. Its table sends
//
//	/split   to web-1 (90) and web-2 (10), with a copy to web-2
//	/dead    to an address that nobody has, where it tries three times
//	/some    to web-1 or that address
//	/closed  to a port of web-1 where nobody listens
//	/redis   to redis
//	/none    to a Service without endpoints
//	/old     to /new, by a redirect
//	/loop    to itself
//	/lost    out of the cluster
func proxyWorld() *World {
	s := newSmall()
	p := s.pod("proxy", "node-2", "10.244.1.9", "registry.k8s.io/ingress-nginx/controller:v1.13.0")
	p.Status.PodIPs = []api.PodIP{{IP: "10.244.1.9"}}
	s.service("proxy", "10.96.0.80", 80, 80, 30080, "proxy@10.244.1.9")
	s.service("secure", "10.96.0.81", 443, 443, 30443, "proxy@10.244.1.9")
	end := func(addresses ...string) (out []route.Endpoint) {
		for _, a := range addresses {
			ip, port, _ := strings.Cut(a, ":")
			n := int32(80)
			if port != "" {
				fmt.Sscan(port, &n)
			}
			out = append(out, route.Endpoint{IP: ip, Port: n})
		}
		return out
	}
	to := func(path string, weight int32, ends ...string) route.Entry {
		return route.Entry{Match: route.Match{Type: route.Prefix, Path: path},
			Rule: &route.Rule{Backends: []route.Backend{{Service: path[1:], Weight: weight, Endpoints: end(ends...)}}}}
	}
	split := to("/split", 90, "10.244.0.2")
	split.Rule.Backends = append(split.Rule.Backends, route.Backend{Service: "ten", Weight: 10, Endpoints: end("10.244.1.2")})
	split.Rule.Filters.Mirrors = []route.Mirror{{Backend: route.Backend{Service: "copy", Endpoints: end("10.244.1.2")}, Numerator: 1, Denominator: 2}}
	old := to("/old", 1)
	old.Rule.Filters.Redirect = &route.Redirect{Path: &route.PathChange{Full: true, Value: "/new"}}
	host := route.VirtualHost{Entries: []route.Entry{split, to("/dead", 1, "10.244.1.77"), to("/some", 1, "10.244.0.2", "10.244.1.77"),
		to("/closed", 1, "10.244.0.2:81"), to("/redis", 1, "10.244.1.3:6379"), to("/none", 1), old, to("/loop", 1, "10.244.1.9"), to("/lost", 1, "192.0.2.41")}}
	fake := route.Certificate{Name: "fake", Subject: "CN=fake", Issuer: "CN=fake"}
	table := &route.Table{Server: "nginx", Tries: 3, Forwards: true, Listeners: []route.Listener{
		{Port: 80, Protocol: route.HTTP, Hosts: []route.VirtualHost{host}},
		{Port: 443, Protocol: route.HTTPS, Hosts: []route.VirtualHost{host}, Certificates: []route.Certificate{fake,
			{Name: "foo", Subject: "CN=foo.com", Issuer: "CN=foo.com", Hosts: []string{"foo.com"}}}}}}
	table.Sort()
	w := s.world()
	w.RoutesOf = func(pod *api.Pod) *route.Table {
		if pod.Name == "proxy" {
			return table
		}
		return nil
	}
	return w
}

// stations writes hops as kind@node.
func stations(hops []Hop) string {
	var out []string
	for _, h := range hops {
		out = append(out, string(h.Kind)+"@"+h.Node)
	}
	return strings.Join(out, " ")
}

func TestARequestGoesThroughAProxy(t *testing.T) {
	w := proxyWorld()
	p := Trace(w, Request{From: Place{Kind: Outside}, To: Target{IP: "192.168.1.2", Port: 30080}, Path: "/split/x?q=1", Ask: Ask{Host: "foo.com"}}, 5)
	_, pod := p.Pod()
	want := "client@ node@node-1 nodePort@node-1 servicePort@node-1 dnat@node-1 snat@node-1 node@node-2 pod@node-2 targetPort@node-2 container@node-2 " +
		"http@node-2 node@node-2 node@node-1 pod@node-1 targetPort@node-1 container@node-1"
	if got := stations(p.Hops); got != want || pod != "web-1" || p.Body != "web-1\n" {
		t.Errorf("got %s to %s: %q\nwant %s", got, pod, p.Body, want)
	}
	d := p.Hops[10].HTTP
	if d == nil || d.Rule == nil || d.Rule.Match != "Prefix /split" || d.Share != 90 || d.Shares != 100 || d.Service != "split" {
		t.Errorf("the decision: got %+v", d)
	}
}

func TestWhatAProxyMakesOfItsBackends(t *testing.T) {
	w := proxyWorld()
	foo := &TLS{ServerName: "foo.com", Trusts: []string{"CN=foo.com"}}
	for _, row := range []struct {
		name, path string
		port       int32
		tls        *TLS
		want       string
	}{
		{"a rule and an endpoint", "/split", 30080, nil, "200 web-1"},
		{"no rule", "/x", 30080, nil, "404 proxy"},
		{"nobody has the address", "/dead", 30080, nil, "502 proxy"},
		{"nobody answers", "/lost", 30080, nil, "504 proxy"},
		{"another is tried", "/some", 30080, nil, "200 web-1"},
		{"a closed port", "/closed", 30080, nil, "502 web-1"},
		{"what speaks no HTTP", "/redis", 30080, nil, "502 cache"},
		{"no endpoints", "/none", 30080, nil, "503 proxy"},
		{"a redirect", "/old", 30080, nil, "302 proxy"},
		{"a loop ends", "/loop", 30080, nil, "500 proxy"},
		{"HTTP where TLS is spoken", "/split", 30443, nil, "400 proxy"},
		{"TLS where HTTP is spoken", "/split", 30080, foo, "400 no-tls proxy"},
		{"a certificate that is trusted", "/split", 30443, foo, "200 web-1"},
		{"one that is not", "/split", 30443, &TLS{ServerName: "foo.com"}, "0 self-signed proxy"},
		{"one for another name", "/split", 30443, &TLS{ServerName: "bar.com", Trusts: []string{"CN=fake"}}, "0 other-name proxy"},
		{"a client that takes any", "/split", 30443, &TLS{ServerName: "bar.com", Insecure: true}, "200 web-1"},
	} {
		p := Trace(w, Request{From: Place{Kind: Outside}, To: Target{IP: "192.168.1.2", Port: row.port}, Path: row.path, Ask: Ask{Host: "foo.com", TLS: row.tls}}, 5)
		_, pod := p.Pod()
		if got := strings.Join(strings.Fields(fmt.Sprint(p.Status, " ", p.TLSFailure, " ", pod)), " "); got != row.want || p.Result != Answered {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
}

func TestATallyAgreesWithTracesThroughAProxy(t *testing.T) {
	const seed = 5
	r := rand.New(rand.NewPCG(seed, 0))
	w := proxyWorld()
	for _, path := range strings.Fields("/split /dead /some /closed /redis /none /old /loop /lost /x") {
		for _, x := range strings.Fields("192.168.1.2:30080 192.168.1.3:30443 10.96.0.80:80 10.244.1.9:10254") {
			traced, tallied := map[string]int{}, map[string]int{}
			q := ask(t, "outside", x)
			if strings.HasPrefix(x, "10.") {
				q = ask(t, "pod/tool", x)
			}
			q.Path, q.Host = path, "foo.com"
			one, many := w.remembering(), w.remembering()
			d, copies := Decide(many, q), 0
			for range 60 {
				draw := r.Uint64()
				made := Open(one, q, draw)
				p := &made.Path
				ns, pod := p.Pod()
				answers := made.Answers()
				if n := p.own(); n < len(p.Hops) && len(p.Hops[n].HTTP.Mirrors) > 0 {
					copies++
					answers = answers[:2]
				}
				traced[ending(Ending{Namespace: ns, Pod: pod, Result: p.Result, Reason: p.Reason, Status: p.Status, Latency: p.Latency, Answers: firstAnswer(answers)})]++
				d.Connect(draw)
			}
			d.Endings(func(e Ending) {
				if e.Copy {
					copies -= e.Count
					return
				}
				e.Answers = firstAnswer(e.Answers)
				tallied[ending(e)] += e.Count
			})
			if fmt.Sprint(traced) != fmt.Sprint(tallied) || copies != 0 {
				t.Fatalf("seed %d, %s at %s, %d copies:\na tally says %v\ntraces       %v", seed, path, x, copies, tallied, traced)
			}
		}
	}
}

// firstAnswer is the answer of whom the client asked.
func firstAnswer(answers []Answer) []Answer {
	if len(answers) > 0 {
		answers = answers[:1]
	}
	return answers
}

func TestAnOpenConnectionIsRoutedAnewByAProxy(t *testing.T) {
	w := proxyWorld()
	w = w.remembering()
	c := Open(w, Request{From: Place{Kind: Outside}, To: Target{IP: "192.168.1.2", Port: 30080}, Path: "/split", Keep: true}, 5)
	pods := map[string]int{}
	for draw := range uint64(200) {
		if c.Send(w, "/split", draw*0x9e3779b97f4a7c15); !c.IsOpen() {
			t.Fatalf("the connection is closed: %+v", c.Path)
		}
		_, pod := c.Path.Pod()
		pods[pod]++
	}
	if pods["web-1"] < 160 || pods["web-2"] < 5 {
		t.Errorf("got %v, want about 180 and 20", pods)
	}
	c.Send(w, "/none", 1)
	if _, pod := c.Path.Pod(); c.Path.Status != 503 || pod != "proxy" || c.Path.Reason != NoReason {
		t.Errorf("got %d from %s", c.Path.Status, pod)
	}
}
