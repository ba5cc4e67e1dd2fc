package shell

import (
	"math"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
	"svclab/wasm/route"
)

// loadTimeout is for how long a request is waited for.
const loadTimeout = 20 * api.Second

// Into how many bursts a load is cut at least and at most, between which time
// passes in the cluster; each burst costs a Command, with --keepalive one for
// each client.
const (
	burstsLeast = 10
	burstsMost  = 100
	burstsSum   = 1000 // clients times bursts
)

const loadUsage = `Usage: load [-n REQUESTS] [-c CLIENTS] [-q RATE] [-z DURATION] [--keepalive] URL

Sends requests and says how they were answered, and by which Pods.

  -n, --requests N   how many requests (default 200)
  -c, --clients N    how many clients ask at the same time (default 1)
  -q RATE            how many requests a client sends in a second at most
  -z DURATION        for how long to send, such as 10s or 2m, instead of -n
  -t SECONDS         for how long to wait for an answer (default 20)
  -k, --keepalive    each client keeps one connection open; without it every
                     request has a connection of its own
  -m METHOD, -H 'NAME: VALUE'
                     what an HTTP proxy may route by; Host: names the host
      --quiet        print the Pods and the errors only
`

// loading is one load with what has come of it.
type loading struct {
	*process
	url     curlURL
	to      network.Target
	clients []int // the open connection of each, 0 for none
	keep    bool
	method  string
	host    string
	header  []route.Field
	rate    float64 // requests a second of a client at most, 0 for no limit
	timeout api.Duration

	sent, failed int
	turn         int // of spread
	bytes        int
	elapsed      api.Duration
	took         map[int]int // how many requests took so many nanoseconds
	statuses     map[string]int
	pods         map[string]int
	errors       map[string]int
}

// load sends many requests to a URL.
func load(p *process) int {
	spec := optionSpec{letters: "n:c:kq:z:t:m:H:dQh", long: map[string]byte{"requests": 'n', "clients": 'c', "keepalive": 'k', "quiet": 'Q', "help": 'h', "disable-keepalive": 'd'}}
	for i, a := range p.args { // as Go's flags are written
		if a == "-disable-keepalive" {
			p.args[i] = "-" + a
		}
	}
	opts, operands, ok := spec.parse(p)
	if !ok {
		return 1
	}
	if opts.has('h') {
		p.out(loadUsage)
		return 0
	}
	if len(operands) != 1 {
		p.usage("%s", p.shell.say("want one URL, such as http://node-1:30080/",
			"URL을 하나만 써야 합니다. 예: http://node-1:30080/"))
		return 1
	}
	requests, okN := loadNumber(opts, 'n', 200, 10_000_000)
	clients, okC := loadNumber(opts, 'c', 1, 1000)
	seconds, okT := loadNumber(opts, 't', int(loadTimeout/api.Second), 3600)
	if !okN || !okC || !okT {
		p.usage("%s", p.shell.say("want -n from 1 to 10000000, -c from 1 to 1000 and -t from 1 to 3600",
			"-n은 1~10000000, -c는 1~1000, -t는 1~3600 범위여야 합니다"))
		return 1
	}
	if !opts.has('z') {
		clients = min(clients, requests)
	}
	l := &loading{process: p, clients: make([]int, clients), keep: opts.has('k') && !opts.has('d'), timeout: api.Duration(seconds) * api.Second,
		took: map[int]int{}, statuses: map[string]int{}, pods: map[string]int{}, errors: map[string]int{}}
	var until api.Duration
	if opts.has('q') {
		l.rate, _ = strconv.ParseFloat(opts.value('q'), 64)
		ok = l.rate > 0 && l.rate <= 1e6
	}
	if opts.has('z') && ok {
		until, ok = parseMillis(opts.value('z'))
		ok = ok && until > 0 && until <= api.Hour
	}
	if !ok {
		p.usage("%s", p.shell.say("want a rate such as -q 10, and a duration of an hour at most, such as -z 30s",
			"-q 10처럼 초당 요청 수를, -z 30s처럼 한 시간 이하의 시간을 써야 합니다"))
		return 1
	}
	if why := l.aim(operands[0]); why != "" {
		p.errorf("%s", why)
		return 1
	}
	l.say(opts)
	defer l.closeAll()
	if until > 0 {
		l.runFor(until)
	} else {
		l.run(requests)
	}
	l.request = 0 // it is about all of them
	l.report(opts.has('Q'))
	return statusOf(l.failed == 0)
}

// say takes what the requests say to whom they reach.
func (l *loading) say(opts options) {
	l.method, l.host = opts.value('m'), l.url.authority()
	for _, h := range opts['H'] {
		name, value, ok := strings.Cut(h, ":")
		switch value = strings.TrimSpace(value); {
		case ok && strings.EqualFold(name, "host"):
			l.host = value
		case ok:
			l.header = append(l.header, route.Field{Name: name, Value: value})
		}
	}
}

func loadNumber(opts options, letter byte, otherwise, most int) (int, bool) {
	if !opts.has(letter) {
		return otherwise, true
	}
	n, ok := parseInt(opts.value(letter))
	return int(n), ok && n >= 1 && n <= int64(most)
}

// aim finds out where the requests go, and says why they cannot.
func (l *loading) aim(address string) (why string) {
	var err error
	if l.url, err = parseURL(address); err != nil {
		return err.Error()
	}
	if l.url.scheme != "http" {
		return l.url.scheme + ": want http"
	}
	ip, ok := l.resolve(l.url.host)
	if !ok {
		return "could not resolve host: " + l.url.host
	}
	l.to = network.Target{IP: ip, Port: l.url.port}
	return ""
}

// run sends the requests in bursts, in which every client has its share.
func (l *loading) run(requests int) {
	c := len(l.clients)
	bursts := min(max(burstsSum/c, burstsLeast), burstsMost)
	size := c * max(1, requests/(c*bursts))
	for left := requests; left > 0; left -= size {
		l.burst(min(size, left))
	}
}

// runFor sends requests for some time, in bursts that take about a fiftieth of it.
func (l *loading) runFor(until api.Duration) {
	c := len(l.clients)
	for size := c; l.elapsed < until && l.sent < loadMost; {
		took := max(l.burst(size), api.Microsecond)
		share := min(until/50, until-l.elapsed)
		if l.rate > 0 {
			share = min(share, steadily)
		}
		size = min(c*max(1, int(api.Duration(size/c)*share/took)), max(c, 20*size), loadMost-l.sent)
	}
}

// steadily is for how long a load of a given rate sends at once.
const steadily = api.Second

// loadMost is how many requests one load sends at most.
const loadMost = 10_000_000

// burst sends n requests, and lets the time pass that they take.
func (l *loading) burst(n int) (spent api.Duration) {
	l.tick()
	c := len(l.clients)
	if l.keep {
		for i := range l.clients {
			share := n / c
			if i < n%c {
				share++
			}
			spent += l.over(i, share)
		}
	} else {
		spent = l.connect(n)
	}
	spent /= api.Duration(c)
	if l.rate > 0 {
		spent = max(spent, api.Duration(float64(n)/float64(c)/l.rate*float64(api.Second)))
	}
	l.elapsed += spent
	l.wait(spent)
	return spent
}

// connect sends n requests, each over a connection of its own, and returns how
// long they took together.
func (l *loading) connect(n int) (spent api.Duration) {
	if n <= 0 {
		return 0
	}
	events, err := l.do(cluster.Connect{From: l.place(), To: l.to, Path: l.url.path, Method: l.method, Host: l.host, Header: l.header, Count: n})
	if err != nil {
		l.failed += n
		l.errors[err.Error()] += n
		return 0
	}
	for _, e := range events {
		switch e := e.(type) {
		case cluster.Connected:
			spent += l.note(tallyOf(e.Path, 1))
		case cluster.Tallied:
			for _, t := range e.Answers {
				spent += l.note(t)
			}
		}
	}
	return spent
}

// over sends n requests of a client over its connection, which is made first
// when there is none.
func (l *loading) over(client, n int) (spent api.Duration) {
	for n > 0 {
		if id := l.clients[client]; id != 0 {
			took, done := l.send(id, n)
			if spent, n = spent+took, n-done; n > 0 {
				l.clients[client] = 0 // the server has closed it
			}
			continue
		}
		events, err := l.do(cluster.Connect{From: l.place(), To: l.to, Path: l.url.path, Method: l.method, Host: l.host, Header: l.header, Keep: true})
		if err != nil {
			return spent + l.connect(n)
		}
		for _, e := range events {
			if e, ok := e.(cluster.Connected); ok {
				spent += l.note(tallyOf(e.Path, 1))
				if e.Open {
					l.clients[client] = e.ID
				}
			}
		}
		if n--; l.clients[client] == 0 {
			return spent + l.connect(n) // it cannot be kept
		}
	}
	return spent
}

// send sends n requests over an open connection, and returns how many were
// answered: all or none.
func (l *loading) send(id, n int) (spent api.Duration, done int) {
	events, err := l.do(cluster.Send{Connection: id, Count: n, Path: l.url.path, Method: l.method, Host: l.host, Header: l.header})
	if err != nil {
		return 0, 0
	}
	for _, e := range events {
		e, ok := e.(cluster.Sent)
		if !ok || !e.Open {
			continue
		}
		if n := e.Count - e.Others; n > 0 {
			spent += l.note(tallyOf(e.Path, n))
		}
		if other := tallyOf(e.Path, e.Others); e.Others > 0 {
			if other.Status = 500; e.Path.Status == 500 {
				other.Status = 200
			}
			spent += l.note(other)
		}
		done += e.Count
	}
	return spent, done
}

func tallyOf(p network.Path, n int) cluster.Tally {
	t := cluster.Tally{Result: p.Result, Reason: p.Reason, Status: p.Status, Latency: p.Latency, Count: n}
	t.Namespace, t.Pod = p.Pod()
	return t
}

// note counts requests that ended alike, and returns how long they took
// together.
func (l *loading) note(t cluster.Tally) api.Duration {
	l.sent += t.Count
	took := min(t.Latency, l.timeout)
	spent := took * api.Duration(t.Count)
	switch {
	case t.Reason == network.AppHangs, t.Result == network.Answered && t.Latency > l.timeout:
		l.failed += t.Count
		l.errors["no answer in time"] += t.Count
		return spent
	case t.Result != network.Answered:
		l.failed += t.Count
		l.errors[strings.ToLower(sshFailure[t.Result])] += t.Count
		return spent
	case t.Status == 0:
		l.failed += t.Count
		l.errors["malformed HTTP response"] += t.Count
		return spent
	}
	l.statuses[itoa(int64(t.Status))] += t.Count
	if t.Pod != "" {
		l.pods[t.Pod] += t.Count
		l.bytes += t.Count * (len(t.Pod) + 1)
	}
	return l.spread(took, t.Count)
}

// spread counts n answers that took the same way. The way always takes as long;
// the server takes a time that is distributed exponentially. No dice are rolled
// for it: the golden section parts what is left most evenly, one answer after
// the other.
func (l *loading) spread(way api.Duration, n int) (spent api.Duration) {
	shares := min(n, spreadShares)
	for i := range shares {
		count := n/shares + (n%shares+i)/shares
		l.turn++
		_, chance := math.Modf(float64(l.turn) * goldenSection)
		took := way + api.Duration(-math.Log(1-chance)*float64(serverTime))
		took -= took % (10 * api.Microsecond)
		l.took[int(took)] += count
		spent += took * api.Duration(count)
	}
	return spent
}

const (
	spreadShares  = 40 // into how many a burst is parted at most
	goldenSection = 0.6180339887498949
	serverTime    = 250 * api.Microsecond // that a small web server takes, on average
)

func (l *loading) closeAll() {
	for _, id := range l.clients {
		if id != 0 {
			l.do(cluster.Close{Connection: id}) //nolint:errcheck // the server may have closed it
		}
	}
}
