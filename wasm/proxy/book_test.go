package proxy

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"svclab/wasm/api"
)

// A Book that came about by many changes finds what one finds that is made at
// once, and the Books on the way stay as they were.
func TestABookIsTheSameHoweverItCameAbout(t *testing.T) {
	for _, mode := range []Mode{IPTables, IPVS} {
		r := rand.New(rand.NewPCG(1, 5))
		config := Config{Mode: mode}
		now := map[string][]*ServicePort{}
		book := NewBook(config, nil)
		type past struct {
			book *Book
			text string
		}
		var pasts []past
		found := 0
		for step := range 800 {
			name := fmt.Sprintf("svc-%d", r.IntN(12))
			now[name] = randomPorts(r, config, name)
			book = book.With([]Change{{"default", name, now[name]}})
			var all []*ServicePort
			for _, ports := range now {
				all = append(all, ports...)
			}
			got, want := textOf(book, &found), textOf(NewBook(config, all), new(int))
			if got != want {
				t.Fatalf("%s, step %d:\n%swant\n%s", mode, step, got, want)
			}
			if step%100 == 0 {
				pasts = append(pasts, past{book, got})
			}
		}
		for n, p := range pasts {
			if got := textOf(&Book{config: config, pages: p.book.pages}, &found); got != p.text {
				t.Errorf("%s: Book %d has changed", mode, n)
			}
		}
		if found < 1_000 {
			t.Errorf("%s: only %d doors were found", mode, found)
		}
	}
}

// randomPorts makes a Service of addresses that others want too.
func randomPorts(r *rand.Rand, config Config, name string) []*ServicePort {
	svc := service(name, fmt.Sprintf("10.96.0.%d", r.IntN(6)), tcp("a", int32(80+r.IntN(2)), int32(30000+r.IntN(4))), tcp("b", 90, 0))
	svc.Spec.Type = api.ServiceTypeNodePort
	for n := range r.IntN(3) {
		svc.Spec.ExternalIPs = append(svc.Spec.ExternalIPs, fmt.Sprintf("10.96.0.%d", n+r.IntN(4)))
	}
	if r.IntN(4) == 0 {
		svc.Spec.ClusterIP = api.ClusterIPNone // which has no ports
	}
	return BuildService(config, svc, nil)
}

// textOf asks a Book for all that it could have.
func textOf(b *Book, found *int) string {
	text := ""
	for n := range 10 {
		ip := fmt.Sprintf("10.96.0.%d", n)
		cluster, bound := b.known(ip)
		text += fmt.Sprintln(ip, cluster, bound)
		for _, port := range []int32{80, 81, 90} {
			if d, ok := b.at(ip, port, api.ProtocolTCP); ok {
				text += fmt.Sprintln(ip, port, d.kind, d.port.Service)
				*found++
			}
		}
	}
	for port := int32(30000); port < 30004; port++ {
		if sp := b.nodePort(port, api.ProtocolTCP, false); sp != nil {
			text += fmt.Sprintln(port, sp.Service)
		}
	}
	for _, sp := range b.Ports() {
		text += fmt.Sprintln(sp.Service, sp.ClusterIP, slices.Contains(b.of(serviceName{"default", sp.Service.Name}), sp))
	}
	return text
}
