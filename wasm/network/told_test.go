package network

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/proxy"
)

// told writes all that a Path says.
func told(p Path) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s to %s in %dus, of which %dus served", p.Result, SocketText(p.SourceIP, p.SourcePort), SocketText(p.To.IP, p.To.Port), p.Latency/api.Microsecond, p.Served/api.Microsecond)
	fmt.Fprintf(&b, ", seen as %s", SocketText(p.SeenIP, p.SeenPort))
	for _, s := range []string{string(p.Reason), string(p.To.Protocol), string(p.TLSFailure)} {
		if s != "" {
			b.WriteString(", " + s)
		}
	}
	if p.Tracked {
		b.WriteString(", tracked")
	}
	if p.Forwarded {
		b.WriteString(", forwarded")
	}
	if p.Status != 0 {
		fmt.Fprintf(&b, "\n%d %q", p.Status, p.Body)
		for _, f := range p.Header {
			fmt.Fprintf(&b, " %s: %s", f.Name, f.Value)
		}
	}
	if p.Certificate != nil {
		b.WriteString("\ncertificate " + p.Certificate.Subject)
	}
	for _, h := range p.Hops {
		name := h.Name
		if h.Namespace != "" {
			name = h.Namespace + "/" + name
		}
		fmt.Fprintf(&b, "\n%s %s %s %s", h.Kind, h.Node, name, SocketText(h.IP, h.Port))
		if h.Rule != "" {
			b.WriteString(" by " + withoutHashes(h.Rule))
		}
		if h.By != "" {
			b.WriteString(" as " + string(h.By) + " has it")
		}
		for _, r := range h.Rolls {
			fmt.Fprintf(&b, " (%s %s %.2f drew %.2f %t)", r.Pod, r.IP, r.Probability, r.Drew, r.Matched)
			if len(r.Rule) != len("KUBE-SEP-")+16 {
				b.WriteString(" by no chain " + r.Rule)
			}
		}
		if h.HTTP != nil {
			d := *h.HTTP
			rule := "no rule"
			if d.Rule != nil {
				rule = d.Rule.Match
			}
			fmt.Fprintf(&b, "\n%s, one of %d", rule, len(d.Looks))
			d.Looks, d.Rule, d.Request.Header = nil, nil, nil
			routed, err := json.Marshal(d)
			if err != nil {
				return err.Error()
			}
			b.WriteString(": " + string(routed))
		}
	}
	return b.String()
}

// remembered lists what the nodes remember: a packet as it came, the answer that
// is expected, and the seconds that are left.
func remembered(w *World) string {
	var b strings.Builder
	for _, node := range []string{"node-1", "node-2", "node-3"} {
		for _, f := range w.table(node).Flows(w.Now) {
			fmt.Fprintf(&b, "%s %s %s > %s, answered %s > %s", node, f.Protocol, SocketText(f.SourceIP, f.SourcePort), SocketText(f.IP, f.Port),
				SocketText(f.ReplyIP, f.ReplyPort), SocketText(f.SeenIP, f.SeenPort))
			if f.State != "" {
				b.WriteString(" " + string(f.State))
			}
			if f.Unreplied {
				b.WriteString(" UNREPLIED")
			}
			if f.Assured {
				b.WriteString(" ASSURED")
			}
			fmt.Fprintf(&b, " %d\n", f.Expires.Sub(w.Now)/api.Second)
		}
	}
	return b.String()
}

// later lets seconds pass.
func (w *World) later(seconds int) *World {
	w.Now = w.Now.Add(api.Duration(seconds) * api.Second)
	return w
}

// named is the small world whose Pods have uids.
func named(config proxy.Config) (*small, *World) {
	s := newSmall()
	s.config = config
	for name, p := range s.pods {
		p.UID = "uid of " + name
	}
	w := s.world().remembering()
	w.Now = api.Epoch
	return s, w
}

// keep is a request over a connection that stays open, from port 50000.
func keep(t *testing.T, place, target string) Request {
	r := ask(t, place, target)
	r.Keep, r.SourcePort, r.Path = true, 50000, "/"
	return r
}
