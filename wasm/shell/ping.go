package shell

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/network"
)

const pingUsage = `Usage: ping [-c COUNT] [-i INTERVAL] [-W TIMEOUT] [-w DEADLINE] [-q] [-4 | -6] DESTINATION
`

// pinging is one ping with its counts.
type pinging struct {
	*process
	host, ip                 string
	count                    int // 0 for no end
	interval, patience, most api.Duration
	quiet                    bool

	sent, received, errors int
	began                  api.Time
	times                  []float64 // in ms
}

// ping sends echo requests until it has had enough, or Ctrl-C ends it. Its
// texts are those of iputils.
func ping(p *process) int {
	spec := optionSpec{letters: "c:i:W:w:q46nI:s:t:h", failed: func(p *process, format string, args ...any) {
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
	if r.ips = family(r.ips, opts); len(r.ips) == 0 {
		p.errorf("%s: Name or service not known", g.host)
		return 2
	}
	g.ip = r.ips[0]
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
			return "bad timing interval: " + opts.value(each.letter)
		}
		*each.to = api.Duration(s * float64(api.Second))
	}
	g.interval = max(g.interval, 2*api.Millisecond)
	return ""
}

// run sends requests. What it counted is printed also when Ctrl-C ends it.
func (g *pinging) run() (status int) {
	g.out(fmt.Sprintf("PING %s (%s) 56(84) bytes of data.\n", g.host, g.ip))
	g.began = g.shell.Cluster.Now()
	for {
		g.tick()
		g.sent++
		took := g.once()
		last := g.count > 0 && g.sent >= g.count
		if last || g.most > 0 && g.shell.Cluster.Now().Sub(g.began)+g.interval >= g.most {
			break
		}
		g.wait(g.interval - min(took, g.interval))
	}
	g.summary()
	return statusOf(g.received > 0)
}

// once sends one request and returns how long it was waited for.
func (g *pinging) once() (took api.Duration) {
	e := g.shell.Cluster.Echo(g.place(), g.ip)
	says := ""
	switch e.Result {
	case network.Answered:
		g.received++
		ms := float64(e.Latency) / float64(api.Millisecond)
		g.times = append(g.times, ms)
		took = e.Latency
		says = fmt.Sprintf("64 bytes from %s: icmp_seq=%d ttl=%d time=%s ms\n", g.named(), g.sent, e.TTL, milliseconds(ms))
	case network.Refused, network.NoRoute:
		g.errors++
		took = e.Latency
		says = fmt.Sprintf("From %s icmp_seq=%d Destination %s Unreachable\n", e.By, g.sent, map[network.Result]string{network.Refused: "Port", network.NoRoute: "Host"}[e.Result])
	case network.TimedOut:
		if g.count > 0 && g.sent >= g.count {
			took = g.patience
		}
	}
	g.wait(took)
	if !g.quiet {
		g.out(says)
	}
	return took
}

// named is how ping calls who answers: with the address behind a name.
func (g *pinging) named() string {
	if g.host == g.ip {
		return g.ip
	}
	return g.host + " (" + g.ip + ")"
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

func (g *pinging) summary() {
	errors := ""
	if g.errors > 0 {
		errors = fmt.Sprintf("+%d errors, ", g.errors)
	}
	g.out(fmt.Sprintf("\n--- %s ping statistics ---\n%d packets transmitted, %d received, %s%s%% packet loss, time %dms\n", g.host, g.sent, g.received, errors,
		strconv.FormatFloat(100*float64(g.sent-g.received)/float64(g.sent), 'g', 6, 64), g.shell.Cluster.Now().Sub(g.began)/api.Millisecond))
	if g.received == 0 {
		g.out("\n")
		return
	}
	least, most, sum, squares := g.times[0], g.times[0], 0.0, 0.0
	for _, t := range g.times {
		least, most, sum, squares = min(least, t), max(most, t), sum+t, squares+t*t
	}
	n := float64(len(g.times))
	mean := sum / n
	g.out(fmt.Sprintf("rtt min/avg/max/mdev = %.3f/%.3f/%.3f/%.3f ms\n", least, mean, most, math.Sqrt(max(0, squares/n-mean*mean))))
}
