package shell

import (
	"fmt"
	"net/netip"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
	"svclab/wasm/proxy"
)

// connect opens a connection, or takes one that is open.
func (t *transfer) connect() (network.Path, error) {
	key := fmt.Sprintf("%s://%s:%d", t.url.scheme, t.url.host, t.url.port)
	if path, ok, err := t.reuse(key); ok {
		return path, err
	}
	host, port := t.destination()
	ip, err := t.resolveHost(host, port)
	if err != nil {
		return network.Path{}, err
	}
	shown := network.Target{IP: ip, Port: port}
	t.verbose("*   Trying %s...\n", proxy.Endpoint{IP: ip, Port: port})
	if v6 := strings.Contains(ip, ":"); t.o.family == '4' && v6 || t.o.family == '6' && !v6 {
		return network.Path{}, t.fail(7, "Couldn't connect to server")
	}
	if t.o.interfaceName != "" && !t.hasInterface(t.o.interfaceName) {
		return network.Path{}, t.fail(45, "Couldn't bind to '%s'", t.o.interfaceName)
	}
	events, err := t.do(cluster.Connect{From: t.place(), To: shown, Keep: t.keep, Path: t.url.path, Method: t.o.requestMethod(), Agent: t.o.agent,
		Host: t.host(), Header: t.sent(), TLS: t.tls()})
	if err != nil {
		return network.Path{}, t.fail(7, "%s", err)
	}
	var made cluster.Connected
	for _, e := range events {
		if c, ok := e.(cluster.Connected); ok {
			made = c
		}
	}
	if made.Open {
		t.open[key] = curlConnection{made.ID, t.made}
		t.kept = append(t.kept, made.ID)
	}
	t.local, t.localPort = made.Path.SourceIP, made.Path.SourcePort
	if err := t.waitFor(made.Path); err != nil {
		return made.Path, err
	}
	t.verbose("* Connected to %s (%s) port %d\n", host, ip, port)
	t.made++
	t.connects++
	return made.Path, t.waitServed(made.Path)
}

// destination is where --connect-to sends the request instead.
func (t *transfer) destination() (host string, port int32) {
	host, port = t.url.host, t.url.port
	for _, rule := range t.o.connectTo {
		parts := splitCurl(rule, 4)
		if len(parts) != 4 || parts[0] != "" && parts[0] != host || parts[1] != "" && parts[1] != itoa(int64(port)) {
			continue
		}
		if parts[2] != "" {
			host = parts[2]
			t.verbose("* Connecting to hostname: %s\n", host)
		}
		if n, ok := parseInt(parts[3]); ok {
			port = int32(n)
			t.verbose("* Connecting to port: %d\n", port)
		}
		break
	}
	return host, port
}

// splitCurl takes HOST:PORT:… apart; addresses of IPv6 stand in brackets.
func splitCurl(s string, n int) []string {
	var parts []string
	for len(parts) < n-1 {
		at := strings.IndexByte(s, ':')
		if strings.HasPrefix(s, "[") {
			at = strings.IndexByte(s, ']') + 1
		}
		if at < 0 || at >= len(s) {
			break
		}
		parts, s = append(parts, strings.Trim(s[:at], "[]")), s[at+1:]
	}
	return append(parts, strings.Trim(s, "[]"))
}

// resolveHost finds an address of a host in the time that curl has.
func (t *transfer) resolveHost(host string, port int32) (ip string, err error) {
	for _, r := range t.o.resolves {
		if parts := splitCurl(r, 3); len(parts) == 3 && (parts[0] == host || parts[0] == "*") && parts[1] == itoa(int64(port)) {
			t.verbose("* Hostname %s was found in DNS cache\n", host)
			return parts[2], nil
		}
	}
	limit := t.o.maxTime
	if connect := t.o.connectTime; connect > 0 && (limit == 0 || connect < limit) {
		limit = connect
	}
	r := t.getaddrinfo(host, limit)
	t.lookup, t.total = r.took, t.total+r.took
	if t.o.family != 0 {
		r.ips = family(r.ips, options{t.o.family: {""}})
		if _, err := netip.ParseAddr(host); err == nil {
			r.ips = []string{host} // which is tried in vain
		}
	}
	switch {
	case r.timedOut:
		t.wait(curlLate)
		t.total += curlLate
		return "", t.fail(28, "Resolving timed out after %d milliseconds", t.total/api.Millisecond)
	case len(r.ips) == 0:
		return "", t.fail(6, "Could not resolve host: %s", host)
	}
	if _, err := netip.ParseAddr(host); err != nil {
		v4, v6 := family(r.ips, options{'4': {""}}), family(r.ips, options{'6': {""}})
		t.verbose("* Host %s:%d was resolved.\n* IPv6: %s\n* IPv4: %s\n", host, port, orNone(v6), orNone(v4))
	}
	return r.ips[0], nil
}

func orNone(ips []string) string {
	if len(ips) == 0 {
		return "(none)"
	}
	return strings.Join(ips, ", ")
}

// hasInterface reports that the place has an interface or an address of that name.
func (p *process) hasInterface(name string) bool {
	for _, i := range p.interfaces() {
		if own, _, _ := strings.Cut(i.name, "@"); own == name {
			return true
		}
		for _, a := range i.addresses {
			if a.ip == name {
				return true
			}
		}
	}
	return false
}

// reuse sends the request over an open connection; ok is false when there is
// none, or the server has closed it.
func (t *transfer) reuse(key string) (path network.Path, ok bool, late error) {
	c, ok := t.open[key]
	if !ok {
		return path, false, nil
	}
	events, err := t.do(cluster.Send{Connection: c.id, Path: t.url.path, Method: t.o.requestMethod(), Agent: t.o.agent, Host: t.host(), Header: t.sent()})
	for _, e := range events {
		if sent, is := e.(cluster.Sent); is && err == nil {
			path, ok = sent.Path, sent.Open || sent.Path.Reason == network.AppHangs
		}
	}
	if err != nil || !ok {
		t.verbose("* Connection %d seems to be dead\n* Closing connection\n", c.number)
		delete(t.open, key)
		return path, false, nil
	}
	t.number = c.number
	t.verbose("* Re-using existing connection with host %s\n", t.url.host)
	t.local, t.localPort, t.reused = path.SourceIP, path.SourcePort, true
	t.wait(path.Latency - path.Served)
	return path, true, t.waitServed(path)
}

// waitServed lets the time pass that the server takes for its answer, or as much
// of it as curl waits.
func (t *transfer) waitServed(path network.Path) error {
	spent := t.total + path.Latency - path.Served
	if max := t.o.maxTime; max > 0 && spent+path.Served > max {
		t.verbose("%s", t.request())
		t.wait(max + curlLate - spent)
		t.total = max + curlLate
		return t.fail(28, "Operation timed out after %d milliseconds with 0 bytes received", t.total/api.Millisecond)
	}
	if path.Served > 0 {
		t.wait(path.Served)
	}
	if path.Reason == network.AppHangs {
		t.total += path.Latency
		return t.fail(56, "Recv failure: Connection timed out")
	}
	return nil
}

// waitFor lets the time pass that a connection takes. curl has less patience
// than the kernel when it is told so.
func (t *transfer) waitFor(path network.Path) error {
	path.Latency -= path.Served
	if path.Reason == network.AppHangs {
		path.Result = network.Answered
	}
	if max := t.o.maxTime; max > 0 && path.Latency > max && (t.o.connectTime == 0 || max <= t.o.connectTime) {
		t.wait(max + curlLate)
		t.total = max + curlLate
		return t.fail(28, "Connection timed out after %d milliseconds", t.total/api.Millisecond)
	}
	if max := t.o.connectTime; max > 0 && path.Latency > max {
		t.wait(max + curlLate)
		return t.failConnect(28, max+curlLate, "Timeout was reached")
	}
	t.wait(path.Latency)
	switch result(path) {
	case network.Answered:
		return nil
	case network.TimedOut:
		return t.failConnect(28, path.Latency, "Couldn't connect to server")
	}
	t.verbose("* connect to %s port %d from %s port %d failed: %s\n", path.To.IP, path.To.Port, path.SourceIP, path.SourcePort, sshFailure[path.Result])
	return t.failConnect(7, path.Latency, "Couldn't connect to server")
}

func (t *transfer) failConnect(status int, after api.Duration, why string) error {
	t.total = after
	return t.fail(status, "Failed to connect to %s port %d after %d ms: %s", t.url.host, t.url.port, after/api.Millisecond, why)
}

func (t *transfer) fail(status int, format string, args ...any) error {
	err := curlError{status, fmt.Sprintf(format, args...)}
	t.verbose("* %s\n* Closing connection\n", err.text)
	return err
}
