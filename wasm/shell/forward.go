package shell

import (
	"errors"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/kubectl"
	"svclab/wasm/network"
)

// forwarding is one kubectl port-forward that runs, with its listeners on the
// learner's machine. They close when it ends, however it ends.
type forwarding struct {
	listeners []kubectl.Listener
	accepted  []kubectl.Accepted // that it has not heard of yet
}

// heardMost is how many connections of one Command port-forward tells of.
const heardMost = 100

// lowestPort is the first for which one need not be root.
const lowestPort = 1024

// What the kernel says against a listener.
var (
	errInUse     = errors.New("bind: address already in use")
	errNotOurs   = errors.New("bind: cannot assign requested address")
	errPrivilege = errors.New("bind: permission denied")
)

// listen opens a listener, at a port that is free when none is asked for.
func (p *process) listen(f *forwarding, l kubectl.Listener) (int32, error) {
	s := p.shell
	switch {
	case !strings.HasPrefix(l.IP, "127.") && l.IP != "::1" && !anyAddress(l.IP) && l.IP != network.LearnerIP:
		return 0, errNotOurs
	case l.Port != 0 && l.Port < lowestPort:
		return 0, errPrivilege
	case l.Port == 0:
		l.Port = network.EphemeralPort(uint64(s.Cluster.Now()))
		for s.inUse(l) {
			l.Port++
		}
	case s.inUse(l):
		return 0, errInUse
	}
	if len(f.listeners) == 0 {
		s.forwards = append(s.forwards, f)
	}
	f.listeners = append(f.listeners, l)
	return l.Port, nil
}

func anyAddress(ip string) bool { return ip == "0.0.0.0" || ip == "::" }

// inUse reports that somebody listens where a listener would.
func (s *Shell) inUse(l kubectl.Listener) bool {
	for _, f := range s.forwards {
		for _, o := range f.listeners {
			family := strings.Contains(o.IP, ":") == strings.Contains(l.IP, ":")
			if o.Port == l.Port && family && (o.IP == l.IP || anyAddress(o.IP) || anyAddress(l.IP)) {
				return true
			}
		}
	}
	return false
}

// stopListening closes the listeners of a port-forward.
func (s *Shell) stopListening(f *forwarding) {
	for i, other := range s.forwards {
		if other == f {
			s.forwards = append(s.forwards[:i:i], s.forwards[i+1:]...)
			return
		}
	}
}

// accept waits for a connection, or until some time has passed.
func (p *process) accept(f *forwarding, patience api.Duration) (a kubectl.Accepted, ok bool) {
	if len(f.accepted) == 0 {
		p.tick()
		p.block(func() bool { return len(f.accepted) > 0 }, p.now().Add(patience))
	}
	if len(f.accepted) == 0 {
		return a, false
	}
	a, f.accepted = f.accepted[0], f.accepted[1:]
	return a, true
}

// forwarded says where a connection of the learner's machine to itself goes
// when a port-forward listens there.
func (s *Shell) forwarded(c cluster.Connect) (cluster.Connect, *forwarding, kubectl.Listener) {
	if c.From.Kind != network.Outside || c.To.Protocol == api.ProtocolUDP {
		return c, nil, kubectl.Listener{}
	}
	for _, f := range s.forwards {
		for _, l := range f.listeners {
			own := c.To.IP == network.LearnerIP || strings.HasPrefix(c.To.IP, "127.")
			if l.Port == c.To.Port && (l.IP == c.To.IP || l.IP == "0.0.0.0" && own || l.IP == "::" && c.To.IP == "::1") {
				to := l.Forward
				c.Forward = &to
				return c, f, l
			}
		}
	}
	return c, nil, kubectl.Listener{}
}

// result is how a client sees a connection end: kubectl takes any, and closes
// those of which the kubelet can make nothing.
func result(path network.Path) network.Result {
	if path.Forwarded {
		return network.Answered
	}
	return path.Result
}

// heard tells a port-forward of the connections that were made to it.
func (f *forwarding) heard(l kubectl.Listener, events []cluster.Event) {
	add := func(r network.Result, n int) {
		for range min(n, heardMost) {
			f.accepted = append(f.accepted, kubectl.Accepted{Listener: l, Failed: r != network.Answered})
		}
	}
	for _, e := range events {
		switch e := e.(type) {
		case cluster.Connected:
			add(e.Path.Result, 1)
		case cluster.Tallied:
			for _, t := range e.Answers {
				add(t.Result, t.Count)
			}
		}
	}
}
