package network

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/api/apitest"
	"svclab/wasm/proxy"
	"svclab/wasm/route"
)

// tallied writes how connections ended, and who answered them.
func tallied(d *Decision) string {
	var out []string
	d.Endings(func(e Ending) {
		line := fmt.Sprintf("%d at %s/%s: %s %s %d in %dus, of which %dus served", e.Count, e.Namespace, e.Pod, e.Result, e.Reason, e.Status, e.Latency/api.Microsecond, e.Served/api.Microsecond)
		if e.Copy {
			line += ", a copy"
		}
		for _, a := range e.Answers {
			line += fmt.Sprintf("; %+v", a)
		}
		out = append(out, line)
	})
	sort.Strings(out)
	return strings.Join(out, "\n")
}

func TestATallyIsToldInFull(t *testing.T) {
	_, w := named(proxy.Config{})
	decide := func(r Request) *Decision {
		r.SourcePort = 50000
		d := Decide(w, r)
		for draw := range uint64(20) {
			d.Connect(draw * 0x9e3779b97f4a7c15)
		}
		return d
	}
	r := ask(t, "pod/tool", "10.96.0.7:80")
	r.Path, r.Header = "/clientip?x", []route.Field{{Name: "X-Forwarded-For", Value: "1.2.3.4"}}
	apitest.Same(t, tallied(decide(r)), `
		10 at default/web-1: answered  200 in 1200us, of which 0us served; {Node:node-1 UID:uid of web-1 Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:200 Size:6 Path:/clientip?x Forwarded:1.2.3.4 Upstream:}
		10 at default/web-2: answered  200 in 1700us, of which 0us served; {Node:node-2 UID:uid of web-2 Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:200 Size:6 Path:/clientip?x Forwarded:1.2.3.4 Upstream:}`)
	w.AppOf = func(pod *api.Pod, container string) App {
		if pod.Name == "web-1" {
			return App{Errors: 40, Slow: api.Second}
		}
		return App{}
	}
	apitest.Same(t, tallied(decide(r)), `
		10 at default/web-2: answered  200 in 1700us, of which 0us served; {Node:node-2 UID:uid of web-2 Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:200 Size:6 Path:/clientip?x Forwarded:1.2.3.4 Upstream:}
		4 at default/web-1: answered  500 in 1001200us, of which 1000000us served; {Node:node-1 UID:uid of web-1 Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:500 Size:22 Path:/clientip?x Forwarded:1.2.3.4 Upstream:}
		6 at default/web-1: answered  200 in 1001200us, of which 1000000us served; {Node:node-1 UID:uid of web-1 Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:200 Size:6 Path:/clientip?x Forwarded:1.2.3.4 Upstream:}`)
	w.AppOf = nil
	// A balancer spreads them over two nodes.
	apitest.Same(t, tallied(decide(ask(t, "outside", "203.0.113.9:80"))), `
		11 at /: timed-out unknown-address 0 in 127000000us, of which 0us served
		9 at /: timed-out unknown-address 0 in 127000000us, of which 0us served`)
	apitest.Same(t, tallied(decide(ask(t, "outside", "192.168.1.2:30011"))), `
		20 at /: no-route pod-gone 0 in 3001600us, of which 0us served`)
	if got := remembered(w); got != "" {
		t.Errorf("a tally leaves entries: %s", got)
	}

	w = proxyWorld()
	through := func(path string) *Decision {
		r := ask(t, "pod/tool", "10.244.1.9:80")
		r.Path, r.Host = path, "foo.com"
		d := decide(r)
		if d.By() != ByProxy {
			t.Errorf("%s: chosen by %q", path, d.By())
		}
		return d
	}
	apitest.Same(t, tallied(through("/split")), `
		16 at default/web-1: answered  200 in 2600us, of which 1300us served; {Node:node-2 UID: Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:200 Size:6 Path:/split Forwarded: Upstream:10.244.0.2:80}; {Node:node-1 UID: Container:main SeenIP:10.244.1.9 SeenPort:47108 Status:200 Size:6 Path:/split Forwarded:10.244.0.3 Upstream:}
		4 at default/web-2: answered  200 in 2100us, of which 800us served; {Node:node-2 UID: Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:200 Size:6 Path:/split Forwarded: Upstream:10.244.1.2:80}; {Node:node-2 UID: Container:main SeenIP:10.244.1.9 SeenPort:47108 Status:200 Size:6 Path:/split Forwarded:10.244.0.3 Upstream:}
		6 at default/web-2: answered  200 in 800us, of which 0us served, a copy; {Node:node-2 UID: Container:main SeenIP:10.244.1.9 SeenPort:47108 Status:200 Size:6 Path:/split Forwarded:10.244.0.3 Upstream:}`)
	apitest.Same(t, tallied(through("/some")), `
		1 at default/proxy: answered  502 in 9001900us, of which 9000600us served; {Node:node-2 UID: Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:502 Size:150 Path:/some Forwarded: Upstream:10.244.1.77:80}
		15 at default/web-1: answered  200 in 2600us, of which 1300us served; {Node:node-2 UID: Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:200 Size:6 Path:/some Forwarded: Upstream:10.244.0.2:80}; {Node:node-1 UID: Container:main SeenIP:10.244.1.9 SeenPort:47108 Status:200 Size:6 Path:/some Forwarded:10.244.0.3 Upstream:}
		2 at default/web-1: answered  200 in 3002800us, of which 3001500us served; {Node:node-2 UID: Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:200 Size:6 Path:/some Forwarded: Upstream:10.244.0.2:80}; {Node:node-1 UID: Container:main SeenIP:10.244.1.9 SeenPort:47108 Status:200 Size:6 Path:/some Forwarded:10.244.0.3 Upstream:}
		2 at default/web-1: answered  200 in 6003000us, of which 6001700us served; {Node:node-2 UID: Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:200 Size:6 Path:/some Forwarded: Upstream:10.244.0.2:80}; {Node:node-1 UID: Container:main SeenIP:10.244.1.9 SeenPort:47108 Status:200 Size:6 Path:/some Forwarded:10.244.0.3 Upstream:}`)
	apitest.Same(t, tallied(through("/none")), `
		20 at default/proxy: answered  503 in 1300us, of which 0us served; {Node:node-2 UID: Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:503 Size:190 Path:/none Forwarded: Upstream:}`)
	apitest.Same(t, tallied(through("/dead")), `
		20 at default/proxy: answered  502 in 9001900us, of which 9000600us served; {Node:node-2 UID: Container:main SeenIP:10.244.0.3 SeenPort:50000 Status:502 Size:150 Path:/dead Forwarded: Upstream:10.244.1.77:80}`)
}

func TestWhatChoosesForMany(t *testing.T) {
	for _, row := range []struct {
		config   proxy.Config
		affinity bool
		target   string
		want     Choice
	}{
		{proxy.Config{}, false, "10.96.0.7:80", ""}, {proxy.Config{}, true, "10.96.0.7:80", ByAffinity}, {proxy.Config{Mode: proxy.IPVS}, false, "10.96.0.7:80", ByScheduler},
		{proxy.Config{Mode: proxy.IPVS}, true, "10.96.0.7:80", ByAffinity}, {proxy.Config{Mode: proxy.NFTables}, false, "10.96.0.7:80", ""}, {proxy.Config{Mode: proxy.IPVS}, false, "10.244.0.2:80", ""},
	} {
		s := newSmall()
		s.config = row.config
		if row.affinity {
			s.svcs[0].Spec.SessionAffinity = api.SessionAffinityClientIP
		}
		w := s.world().remembering()
		w.Now = api.Epoch
		d := Decide(w, ask(t, "pod/tool", row.target))
		for draw := range uint64(40) {
			d.Connect(draw << 58)
		}
		if d.By() != row.want {
			t.Errorf("%+v, affinity %t: chosen by %q, want %q", row.config, row.affinity, d.By(), row.want)
		}
		pods := map[string]int{}
		d.Endings(func(e Ending) { pods[e.Pod] += e.Count })
		if row.affinity && (len(pods) != 1 || pods["web-1"]+pods["web-2"] != 40) {
			t.Errorf("%+v: a client is not kept: %v", row.config, pods)
		}
		p := Trace(w, ask(t, "pod/tool", row.target), 0)
		for _, h := range p.Hops {
			if h.Kind == HopDNAT && h.By != row.want {
				t.Errorf("%+v, affinity %t: a trace is chosen by %q, want %q", row.config, row.affinity, h.By, row.want)
			}
		}
	}
}

// agnhost tells headers and the client's address, whoami the latter.
func TestPagesThatTellOfTheClient(t *testing.T) {
	w := proxyWorld()
	s := newSmall()
	agnhost, whoami := s.pod("agnhost", "node-1", "10.244.0.20", "registry.k8s.io/e2e-test-images/agnhost:2.53"), s.pod("whoami", "node-1", "10.244.0.21", "traefik/whoami")
	agnhost.Spec.Containers[0].Args = []string{"netexec"}
	byIP := w.PodByIP
	w.PodByIP = func(ip string) *api.Pod {
		for _, p := range []*api.Pod{agnhost, whoami} {
			if p.Status.PodIP == ip {
				return p
			}
		}
		return byIP(ip)
	}
	table := w.RoutesOf(&api.Pod{ObjectMeta: api.ObjectMeta{Name: "proxy"}})
	entry := route.Entry{Match: route.Match{Type: route.Prefix, Path: "/"}, Rule: &route.Rule{Backends: []route.Backend{{Service: "agnhost", Weight: 1, Endpoints: []route.Endpoint{{IP: "10.244.0.20", Port: 8080}}}}}}
	for i := range table.Listeners {
		table.Listeners[i].Hosts = append(table.Listeners[i].Hosts, route.VirtualHost{Host: "tell.com", Entries: []route.Entry{entry}})
	}
	table.Sort()
	for _, row := range []struct{ name, target, path, host, want string }{
		{"whoami tells the client", "10.244.0.21:80", "/api", "", `200 {"hostname":"whoami","remoteAddr":"10.244.0.3:50000"}`},
		{"on one page", "10.244.0.21:80", "/", "", "200 whoami"},
		{"agnhost does, too", "10.244.0.20:8080", "/clientip", "", "200 10.244.0.3:50000"},
		{"a header that was sent", "10.244.0.20:8080", "/header?key=Mine", "", "200 yes"},
		{"one that was not", "10.244.0.20:8080", "/header?key=Other", "", "200"},
		{"whoami tells none", "10.244.0.21:80", "/header?key=Mine", "", "200 whoami"},
		{"a proxy is the client", "10.244.1.9:80", "/clientip", "tell.com", "200 10.244.1.9:PORT"},
		{"and hands headers on", "10.244.1.9:80", "/header?key=Mine", "tell.com", "200 yes"},
		{"with the client's address", "10.244.1.9:80", "/header?key=X-Real-IP", "tell.com", "200 10.244.0.3"},
		{"in several headers", "10.244.1.9:80", "/header?key=X-Forwarded-For", "tell.com", "200 10.244.0.3"},
		{"the host", "10.244.1.9:80", "/header?key=X-Forwarded-Host", "tell.com", "200 tell.com"},
		{"the port", "10.244.1.9:80", "/header?key=X-Forwarded-Port", "tell.com", "200 80"},
		{"and the scheme", "10.244.1.9:80", "/header?key=X-Forwarded-Proto", "tell.com", "200 http"},
		{"more than once", "10.244.1.9:80", "/header?key=X-Forwarded-Scheme", "tell.com", "200 http"},
		{"as nginx does", "10.244.1.9:80", "/header?key=X-Scheme", "tell.com", "200 http"},
		{"the proxy's own health", "10.244.1.9:10254", "/healthz", "", "200"},
		{"and no other page", "10.244.1.9:10254", "/", "", "404 404 page not found"},
	} {
		r := ask(t, "pod/tool", row.target)
		r.SourcePort, r.Path, r.Host, r.Header = 50000, row.path, row.host, []route.Field{{Name: "Mine", Value: "yes"}}
		p := Trace(w, r, 5)
		body := strings.TrimSpace(p.Body)
		if ip, port, ok := strings.Cut(body, ":"); ok && ip == "10.244.1.9" && port != "" {
			body = ip + ":PORT"
		}
		if got := strings.TrimSpace(fmt.Sprint(p.Status, " ", body)); got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
	// Over https the proxy says so.
	r := ask(t, "pod/tool", "10.244.1.9:443")
	r.Path, r.Host, r.TLS = "/header?key=X-Forwarded-Proto", "tell.com", &TLS{Insecure: true}
	if p := Trace(w, r, 5); p.Body != "https" {
		t.Errorf("over https: got %q", p.Body)
	}
}

func TestAnAppMisbehavesOverAnOpenConnection(t *testing.T) {
	_, w := named(proxy.Config{})
	c := Open(w, keep(t, "pod/tool", "10.244.1.2:80"), 0)
	plain := c.Path.Latency
	w.AppOf = func(*api.Pod, string) App { return App{Slow: 2 * api.Second, Unready: "/ready"} }
	for range 2 {
		c.Send(w, "/ready?x", 0)
		if c.Path.Status != 503 || c.Path.Body != "unready\n" || c.Path.Served != 2*api.Second || c.Path.Latency != plain+2*api.Second {
			t.Errorf("got %d %q in %d", c.Path.Status, c.Path.Body, c.Path.Latency)
		}
	}
	w.AppOf = func(*api.Pod, string) App { return App{Errors: 50} }
	same := 0
	for draw := range uint64(100) {
		draw *= 0x9e3779b97f4a7c15
		c.Send(w, "/", draw)
		if (c.Path.Status == 500) != c.ErrorOf(w, draw) {
			t.Errorf("draw %d: got %d, and it is an error: %t", draw, c.Path.Status, c.ErrorOf(w, draw))
		}
		if c.Path.Status == 500 {
			same++
			if c.Path.Body != "Internal Server Error\n" {
				t.Errorf("got %q", c.Path.Body)
			}
		}
	}
	if same < 30 || same > 70 {
		t.Errorf("%d of 100 failed", same)
	}
	w.AppOf = nil
	if c.ErrorOf(w, 0) {
		t.Error("where no app misbehaves one is wrong")
	}
	redis := Open(w, keep(t, "pod/tool", "10.244.1.3:6379"), 0)
	w.AppOf = func(*api.Pod, string) App { return App{Errors: 100} }
	if redis.ErrorOf(w, 0) {
		t.Error("what speaks no HTTP answers 500")
	}
	for errors, want := range map[int]bool{0: false, 100: true} {
		if got := (App{Errors: errors}).fails(12345); got != want {
			t.Errorf("%d of a hundred: fails %t", errors, got)
		}
	}
}
