package shell

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/network"
)

const pingUsage = `Usage
  ping [options] <destination>

Options:
  <destination>      dns name or ip address
  -c <count>         stop after <count> replies
  -h                 print help and exit
  -i <interval>      seconds between sending each packet
  -n                 no dns name resolution
  -q                 quiet output
  -V                 print version and exit
  -w <deadline>      reply wait <deadline> in seconds
  -W <timeout>       time to wait for response
  -4                 use IPv4
  -6                 use IPv6
`

// pinging is one ping with its counts.
type pinging struct {
	*process
	host, ip                 string
	reverse                  string // who answers, once that has been looked up
	count                    int    // 0 for no end
	interval, patience, most api.Duration
	quiet                    bool

	sent, received, errors int
	began, last            api.Time  // when it began, and when something was sent or came last
	times                  []float64 // in ms
	coming                 []pingReply
	pipe                   int // how many were on their way at most
}

// pingReply is what will come of a request.
type pingReply struct {
	due  api.Time
	seq  int
	echo network.Echo
}

// ping sends echo requests until it has had enough, or Ctrl-C ends it. Its
// texts are those of iputils.
func ping(p *process) int {
	spec := optionSpec{letters: "c:i:W:w:q46nI:s:t:hVOv", failed: func(p *process, format string, args ...any) {
		p.errorf(format, args...)
		p.write(2, "\n"+pingUsage)
	}}
	opts, operands, ok := spec.parse(p)
	switch {
	case !ok:
		return 2
	case opts.has('h'):
		p.write(2, pingUsage)
		return 2
	case opts.has('V'):
		p.out("ping from iputils 20221126\n")
		return 0
	case len(operands) == 0:
		p.errorf("usage error: Destination address required")
		return 1
	}
	g := &pinging{process: p, host: operands[len(operands)-1], interval: api.Second, patience: 10 * api.Second, quiet: opts.has('q')}
	if why := g.read(opts); why != "" {
		p.errorf("%s", why)
		return 1
	}
	r := p.getaddrinfo(g.host, 0)
	if len(r.ips) > 0 && r.ips[0] == g.host && len(family(r.ips, opts)) == 0 {
		p.errorf("%s: Address family for hostname not supported", g.host)
		return 2
	}
	if r.ips = family(r.ips, opts); len(r.ips) == 0 {
		p.errorf("%s: Name or service not known", g.host)
		return 2
	}
	g.ip = r.ips[0]
	if r.name != "" {
		g.host = r.name // what the resolver calls it, as AI_CANONNAME
	}
	if e := p.shell.Cluster.Echo(p.place(), g.ip); e.Result == network.NoRoute && e.By == "" {
		p.errorf("connect: Network is unreachable")
		return 2
	}
	return g.run()
}

// family keeps the addresses of the family asked for by -4 or -6.
func family(ips []string, opts options) []string {
	var out []string
	for _, ip := range ips {
		v6 := strings.Contains(ip, ":")
		if !(opts.has('4') && v6) && !(opts.has('6') && !v6) {
			out = append(out, ip)
		}
	}
	return out
}

// read takes the numbers of the command line, and says which is none.
func (g *pinging) read(opts options) (why string) {
	if opts.has('c') {
		n, ok := parseInt(opts.value('c'))
		if !ok {
			return "invalid argument: '" + opts.value('c') + "'"
		}
		if n < 1 {
			return fmt.Sprintf("invalid argument: '%d': out of range: 1 <= value <= 9223372036854775807", n)
		}
		g.count = int(n)
	}
	for _, each := range []struct {
		letter byte
		to     *api.Duration
	}{{'i', &g.interval}, {'W', &g.patience}, {'w', &g.most}} {
		if !opts.has(each.letter) {
			continue
		}
		s, err := strconv.ParseFloat(opts.value(each.letter), 64)
		if err != nil || s < 0 || s > 1e6 || s != s {
			return "invalid argument: '" + opts.value(each.letter) + "'"
		}
		*each.to = api.Duration(s * float64(api.Second))
	}
	g.interval = max(g.interval, 2*api.Millisecond)
	return ""
}

// run sends requests. What it counted is printed also when Ctrl-C ends it.
func (g *pinging) run() (status int) {
	g.out(fmt.Sprintf("PING %s (%s) 56(84) bytes of data.\n", g.host, g.ip))
	now := g.shell.Cluster.Now
	g.began, g.last = now(), now()
	if g.fd[1].isTerminal() {
		g.shell.farewell = g.summary
		defer func() { g.shell.farewell = nil }()
	}
	next, end := now(), never
	if g.most > 0 {
		end = now().Add(g.most)
	}
	for now() < end && !(g.count > 0 && g.received+g.errors >= g.count) {
		g.tick()
		if all := g.count > 0 && g.sent >= g.count; !all && now() >= next {
			g.send()
			if next = now().Add(g.interval); g.sent == g.count {
				end = min(end, now().Add(g.patience)) // for the last reply
			}
			continue
		} else if all {
			next = end
		}
		due := min(next, end)
		if len(g.coming) > 0 {
			due = min(due, g.coming[0].due)
		}
		g.wait(due.Sub(now()))
		for len(g.coming) > 0 && g.coming[0].due <= now() {
			g.take(g.coming[0])
			g.coming = g.coming[1:]
		}
	}
	g.shell.farewell = nil
	g.out(g.summary())
	return statusOf(g.received > 0)
}

// send sends one request, and notes when something will come of it. A host that
// asks for an address in vain gives up all that waited for it at once.
func (g *pinging) send() {
	now := g.shell.Cluster.Now()
	e := g.shell.Cluster.Echo(g.place(), g.ip)
	g.sent, g.last = g.sent+1, now
	due := now.Add(e.Latency)
	switch n := len(g.coming); {
	case e.Result == network.TimedOut:
		return
	case e.Result == network.NoRoute && n > 0 && g.coming[n-1].echo.Result == network.NoRoute:
		due = g.coming[n-1].due
	}
	g.coming = append(g.coming, pingReply{due, g.sent, e})
}

// take prints what has come.
func (g *pinging) take(r pingReply) {
	g.last, g.pipe = r.due, max(g.pipe, g.sent-r.seq+1)
	says := ""
	switch r.echo.Result {
	case network.Answered:
		g.received++
		ms := float64(r.echo.Latency) / float64(api.Millisecond)
		g.times = append(g.times, ms)
		says = fmt.Sprintf("64 bytes from %s: icmp_seq=%d ttl=%d time=%s ms\n", g.named(), r.seq, r.echo.TTL, milliseconds(ms))
	default:
		g.errors++
		what := "Port"
		if r.echo.Result == network.NoRoute {
			what = "Host"
		}
		says = fmt.Sprintf("From %s icmp_seq=%d Destination %s Unreachable\n", r.echo.By, r.seq, what)
	}
	if !g.quiet {
		g.out(says)
	}
}

// named is how ping calls who answers, unless it was given an address: by the name
// that the resolver has for the address, if any.
func (g *pinging) named() string {
	if g.host == g.ip {
		return g.ip
	}
	if g.reverse == "" {
		g.reverse = g.ip
		if words := strings.Fields(g.getentHosts(g.ip)); len(words) > 1 {
			g.reverse = words[1] + " (" + g.ip + ")"
		}
	}
	return g.reverse
}

// milliseconds writes a time with three digits, as ping does.
func milliseconds(ms float64) string {
	switch {
	case ms >= 100:
		return strconv.FormatFloat(ms, 'f', 0, 64)
	case ms >= 10:
		return strconv.FormatFloat(ms, 'f', 1, 64)
	case ms >= 1:
		return strconv.FormatFloat(ms, 'f', 2, 64)
	}
	return strconv.FormatFloat(ms, 'f', 3, 64)
}

// summary is what ping says at its end.
func (g *pinging) summary() string {
	errors, end := "", "\n"
	if g.errors > 0 {
		errors = fmt.Sprintf("+%d errors, ", g.errors)
	}
	text := fmt.Sprintf("\n--- %s ping statistics ---\n%d packets transmitted, %d received, %s%s%% packet loss, time %dms\n", g.host, g.sent, g.received, errors,
		strconv.FormatFloat(100*float64(g.sent-g.received)/float64(g.sent), 'g', 6, 64), g.last.Sub(g.began)/api.Millisecond)
	if g.pipe > 1 {
		end = fmt.Sprintf("pipe %d\n", g.pipe)
	}
	if g.received == 0 {
		return text + end
	}
	least, most, sum, squares := g.times[0], g.times[0], 0.0, 0.0
	for _, t := range g.times {
		least, most, sum, squares = min(least, t), max(most, t), sum+t, squares+t*t
	}
	n := float64(len(g.times))
	mean := sum / n
	if end != "\n" {
		end = ", " + end
	}
	return text + fmt.Sprintf("rtt min/avg/max/mdev = %.3f/%.3f/%.3f/%.3f ms", least, mean, most, math.Sqrt(max(0, squares/n-mean*mean))) + end
}
