package shell

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

const ncUsage = `usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]
	  [-m minttl] [-O length] [-P proxy_username] [-p source_port]
	  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]
	  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]
	  [destination] [port]
`

// nc opens a connection and says whether it could. With -z that is all;
// without, what stands on standard input is sent as an HTTP request. Its texts
// are those of OpenBSD's netcat.
func nc(p *process) int {
	spec := optionSpec{letters: "46nuvzw:lkhNq:i:p:", failed: func(p *process, format string, args ...any) {
		p.errorf(format, args...)
		p.write(2, ncUsage)
	}}
	opts, operands, ok := spec.parse(p)
	switch {
	case !ok:
		return 1
	case opts.has('h'):
		p.write(2, "OpenBSD netcat (Debian patchlevel 1.219-1)\n"+ncUsage)
		return 0
	case opts.has('l'):
		p.errorf("svclab's nc cannot listen: only containers and the nodes' daemons do")
		return 1
	case len(operands) == 1:
		p.errorf("missing port number")
		return 1
	case len(operands) < 2:
		p.write(2, ncUsage)
		return 1
	}
	patience := network.GivesUpAfter
	if opts.has('w') {
		n, ok := parseInt(opts.value('w'))
		if !ok || n < 0 {
			p.errorf("timeout invalid: %s", opts.value('w'))
			return 1
		}
		patience = api.Duration(n) * api.Second
	}
	own := int32(0)
	if opts.has('p') {
		from, to, why := portRange(opts.value('p'))
		if why == "" && from != to {
			why = "invalid: " + opts.value('p')
		}
		if own = from; why != "" {
			p.errorf("port number %s", why)
			return 1
		}
	}
	status := 1
	for _, operand := range operands[1:] {
		from, to, why := portRange(operand)
		if why != "" {
			p.errorf("port number %s", why)
			return 1
		}
		for port := from; port <= to; port++ {
			p.tick()
			done := p.ncOne(operands[0], port, own, patience, opts)
			if done < 0 {
				return 1
			}
			status = min(status, done)
		}
	}
	return status
}

// portRange reads 80, 80-90 or the name of a well-known service, and says what
// is wrong with it.
func portRange(s string) (from, to int32, why string) {
	for port, name := range wellKnown {
		if name == s {
			return port, port, ""
		}
	}
	first, last, ranged := strings.Cut(s, "-")
	if !ranged {
		last = first
	}
	var ports [2]int32
	for i, word := range []string{first, last} {
		n, err := strconv.ParseUint(word, 10, 63)
		switch {
		case err != nil:
			return 0, 0, "invalid: " + word
		case n > 65535:
			return 0, 0, "too large: " + word
		case n < 1:
			return 0, 0, "too small: " + word
		}
		ports[i] = int32(n)
	}
	return min(ports[0], ports[1]), max(ports[0], ports[1]), ""
}

// wellKnown are the names of /etc/services that matter here.
var wellKnown = map[int32]string{22: "ssh", 53: "domain", 80: "http", 443: "https", 3306: "mysql", 5432: "postgresql", 6379: "redis", 8080: "http-alt", 11211: "memcached"}

// ncOne tries one port, from one's own or, for 0, any. It returns the exit status,
// -1 when it makes no sense to try another.
func (p *process) ncOne(host string, port, own int32, patience api.Duration, opts options) int {
	var ips []string
	if _, err := netip.ParseAddr(host); err == nil || !opts.has('n') {
		ips = family(p.getaddrinfo(host, 0).ips, opts)
	}
	if len(ips) == 0 {
		p.errorf("getaddrinfo for host \"%s\" port %d: Name or service not known", host, port)
		return -1
	}
	protocol, kind := api.ProtocolTCP, "tcp"
	if opts.has('u') {
		protocol, kind = api.ProtocolUDP, "udp"
	}
	events, err := p.do(cluster.Connect{From: p.place(), SourcePort: own, To: network.Target{IP: ips[0], Port: port, Protocol: protocol}})
	if err != nil {
		p.errorf("%s", err)
		return -1
	}
	path := connectedPath(events)
	if path.Latency -= path.Served; path.Reason == network.AppHangs {
		path.Result = network.Answered // netcat only connects
	}
	named := host
	if host != ips[0] {
		named = host + " (" + ips[0] + ")"
	}
	if path.Latency > patience || path.Result == network.TimedOut && protocol == api.ProtocolTCP {
		p.wait(min(path.Latency, patience))
		why := "failed: Connection timed out"
		if path.Latency > patience {
			why = "timed out: Operation now in progress"
		}
		p.errorf("connect to %s port %d (%s) %s", named, port, kind, why)
		return 1
	}
	p.wait(path.Latency)
	if why := sshFailure[result(path)]; why != "" && protocol == api.ProtocolTCP {
		p.errorf("connect to %s port %d (%s) failed: %s", named, port, kind, why)
		return 1
	}
	if result(path) != network.Answered && path.Result != network.TimedOut {
		return 1 // a UDP port that is closed; netcat is silent
	}
	if opts.has('v') {
		service := wellKnown[port]
		if service == "" {
			service = "*"
		}
		p.write(2, fmt.Sprintf("Connection to %s %d port [%s/%s] succeeded!\n", named, port, kind, service))
	}
	if !opts.has('z') {
		p.converse(path)
	}
	return 0
}

// connectedPath finds the way of the connection that a Command has made.
func connectedPath(events []cluster.Event) network.Path {
	for _, e := range events {
		if c, ok := e.(cluster.Connected); ok {
			return c.Path
		}
	}
	return network.Path{}
}

// converse sends standard input over a connection and prints what comes back.
func (p *process) converse(path network.Path) {
	text := p.stdin().rest(p.thread)
	if strings.TrimSpace(text) == "" || path.Status == 0 {
		return
	}
	words := strings.Fields(text)
	if len(words) < 3 || !strings.HasPrefix(words[2], "HTTP/") {
		p.out("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request")
		return
	}
	p.out(httpHead(p.shell.Cluster.Now(), path.Status, len(path.Body), "text/plain; charset=utf-8", true) + path.Body)
}
