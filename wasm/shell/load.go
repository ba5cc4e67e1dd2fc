package shell

import (
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
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

const loadUsage = `Usage: load [-n REQUESTS] [-c CLIENTS] [--keepalive] [-q] URL

Sends requests and says how they were answered, and by which Pods.

  -n, --requests N   how many requests (default 200)
  -c, --clients N    how many clients ask at the same time (default 1)
  -k, --keepalive    each client keeps one connection open; without it every
                     request has a connection of its own
  -q, --quiet        print the Pods and the errors only
`

// loading is one load with what has come of it.
type loading struct {
	*process
	url     curlURL
	to      network.Target
	clients []int // the open connection of each, 0 for none
	keep    bool

	sent, failed int
	elapsed      api.Duration
	took         map[int]int // how many requests took so many nanoseconds
	statuses     map[string]int
	pods         map[string]int
	errors       map[string]int
}

// load sends many requests to a URL.
func load(p *process) int {
	spec := optionSpec{letters: "n:c:kqh", long: map[string]byte{"requests": 'n', "clients": 'c', "keepalive": 'k', "quiet": 'q', "help": 'h'}}
	opts, operands, ok := spec.parse(p)
	if !ok {
		return 1
	}
	if opts.has('h') {
		p.out(loadUsage)
		return 0
	}
	if len(operands) != 1 {
		p.usage("want one URL, such as http://node-1:30080/")
		return 1
	}
	requests, okN := loadNumber(opts, 'n', 200, 10_000_000)
	clients, okC := loadNumber(opts, 'c', 1, 1000)
	if !okN || !okC {
		p.usage("want -n from 1 to 10000000 and -c from 1 to 1000")
		return 1
	}
	l := &loading{process: p, clients: make([]int, min(clients, requests)), keep: opts.has('k'), took: map[int]int{},
		statuses: map[string]int{}, pods: map[string]int{}, errors: map[string]int{}}
	if why := l.aim(operands[0]); why != "" {
		p.errorf("%s", why)
		return 1
	}
	defer l.closeAll()
	l.run(requests)
	l.report(opts.has('q'))
	return statusOf(l.failed == 0)
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
		l.tick()
		var spent api.Duration
		n := min(size, left)
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
		l.elapsed += spent
		l.wait(spent)
	}
}

// connect sends n requests, each over a connection of its own, and returns how
// long they took together.
func (l *loading) connect(n int) (spent api.Duration) {
	if n <= 0 {
		return 0
	}
	events, err := l.do(cluster.Connect{From: l.place(), To: l.to, Path: l.url.path, Count: n})
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
		events, err := l.do(cluster.Connect{From: l.place(), To: l.to, Path: l.url.path, Keep: true})
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
	events, err := l.do(cluster.Send{Connection: id, Count: n, Path: l.url.path})
	if err != nil {
		return 0, 0
	}
	for _, e := range events {
		if e, ok := e.(cluster.Sent); ok && e.Open {
			return l.note(tallyOf(e.Path, n)), n
		}
	}
	return 0, 0
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
	took := min(t.Latency, loadTimeout)
	spent := took * api.Duration(t.Count)
	switch {
	case t.Result != network.Answered:
		l.failed += t.Count
		l.errors[strings.ToLower(sshFailure[t.Result])] += t.Count
		return spent
	case t.Status == 0:
		l.failed += t.Count
		l.errors["malformed HTTP response"] += t.Count
		return spent
	}
	l.took[int(took)] += t.Count
	l.statuses[itoa(int64(t.Status))] += t.Count
	if t.Pod != "" {
		l.pods[t.Pod] += t.Count
	}
	return spent
}

func (l *loading) closeAll() {
	for _, id := range l.clients {
		if id != 0 {
			l.do(cluster.Close{Connection: id}) //nolint:errcheck // the server may have closed it
		}
	}
}
