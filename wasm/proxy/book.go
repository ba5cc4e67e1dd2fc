package proxy

import (
	"maps"
	"sort"
	"strings"

	"svclab/wasm/api"
)

// Book is what the rules of all nodes that have heard the same have in common:
// the ports of every Service, findable by name and by address. A Book is never
// changed; With makes the next one, which shares with it whatever stays. So a
// change costs about as much among 10,000 Services as among ten. nil has no ports.
type Book struct {
	config Config
	pages  [bookPages]*page
	sorted []*ServicePort // that Ports has worked out
}

// page is a part of a Book, chosen by a hash of what is looked for.
type page struct {
	services   map[serviceName][]*ServicePort
	byAddress  map[address][]door // the first has the address
	byNodePort map[nodePort][]*ServicePort
	clusterIPs map[string]int // how many ports each has
	bound      map[string]int // in IPVS mode, likewise for every address of a Service
}

const bookPages = 128

type serviceName struct{ namespace, name string }

type address struct {
	ip       string
	port     int32
	protocol api.Protocol
}

type nodePort struct {
	port     int32
	protocol api.Protocol
	v6       bool
}

// door is one address of a Service port.
type door struct {
	kind Door
	port *ServicePort
}

// Change is a Service whose ports are others now: none when it is gone.
type Change struct {
	Namespace, Name string
	Ports           []*ServicePort
}

// NewBook returns a Book of these ports.
func NewBook(config Config, ports []*ServicePort) *Book {
	of := map[serviceName][]*ServicePort{}
	for _, sp := range ports {
		n := serviceName{sp.Service.Namespace, sp.Service.Name}
		of[n] = append(of[n], sp)
	}
	changes := make([]Change, 0, len(of))
	for n, ports := range of {
		changes = append(changes, Change{n.namespace, n.name, ports})
	}
	return (&Book{config: config}).With(changes)
}

// With returns the Book that is made of b by changes.
func (b *Book) With(changes []Change) *Book {
	w := &writing{book: &Book{config: b.config, pages: b.pages}}
	for _, change := range changes {
		n := serviceName{change.Namespace, change.Name}
		for _, sp := range b.of(n) {
			w.strike(sp)
		}
		at := w.page(n.name)
		if delete(at.services, n); len(change.Ports) > 0 {
			at.services[n] = change.Ports
		}
		for _, sp := range change.Ports {
			w.enter(sp)
		}
	}
	return w.book
}

// writing is a Book that is being made: pages of its own may be changed.
type writing struct {
	book *Book
	own  [bookPages]bool
}

func pageOf(text string) int {
	h := uint32(2166136261)
	for i := range len(text) {
		h = (h ^ uint32(text[i])) * 16777619
	}
	return int(h % bookPages)
}

// page returns the page for a text, to be changed.
func (w *writing) page(text string) *page {
	n := pageOf(text)
	p := w.book.pages[n]
	switch {
	case p == nil:
		p = &page{map[serviceName][]*ServicePort{}, map[address][]door{}, map[nodePort][]*ServicePort{}, map[string]int{}, map[string]int{}}
	case !w.own[n]:
		p = &page{maps.Clone(p.services), maps.Clone(p.byAddress), maps.Clone(p.byNodePort), maps.Clone(p.clusterIPs), maps.Clone(p.bound)}
	}
	w.book.pages[n], w.own[n] = p, true
	return p
}

// nodePortPage is the text by which the page of a node port is found.
func nodePortPage(port int32) string { return string([]byte{byte(port), byte(port >> 8)}) }

// doors calls visit for every address of a port.
func (sp *ServicePort) doors(visit func(kind Door, ip string)) {
	visit(ClusterIP, sp.ClusterIP)
	for _, ip := range sp.ExternalIPs {
		visit(ExternalIP, ip)
	}
	for _, ip := range sp.LoadBalancerIPs {
		visit(LoadBalancerIP, ip)
	}
}

// enter makes a port findable. Where two want the same address, the first by
// name has it, and of one port the ClusterIP.
func (w *writing) enter(sp *ServicePort) {
	sp.doors(func(kind Door, ip string) {
		p, d := w.page(ip), door{kind, sp}
		key := address{ip, sp.Port, sp.Service.Protocol}
		doors := append(append([]door(nil), p.byAddress[key]...), d) // few want one address
		for i := len(doors) - 1; i > 0 && compareDoors(doors[i], doors[i-1]) < 0; i-- {
			doors[i], doors[i-1] = doors[i-1], doors[i]
		}
		p.byAddress[key] = doors
		if kind == ClusterIP {
			p.clusterIPs[ip]++
		} else if w.book.config.mode() == IPVS {
			p.bound[ip]++
		}
	})
	if sp.NodePort != 0 {
		p, key := w.page(nodePortPage(sp.NodePort)), nodePort{sp.NodePort, sp.Service.Protocol, sp.IPv6}
		ports := append(append([]*ServicePort(nil), p.byNodePort[key]...), sp)
		for i := len(ports) - 1; i > 0 && byService(ports[i], ports[i-1]) < 0; i-- {
			ports[i], ports[i-1] = ports[i-1], ports[i]
		}
		p.byNodePort[key] = ports
	}
}

// strike takes a port out again.
func (w *writing) strike(sp *ServicePort) {
	sp.doors(func(kind Door, ip string) {
		p, key := w.page(ip), address{ip, sp.Port, sp.Service.Protocol}
		var left []door
		for _, d := range p.byAddress[key] {
			if d.port != sp || d.kind != kind {
				left = append(left, d)
			}
		}
		if p.byAddress[key] = left; len(left) == 0 {
			delete(p.byAddress, key)
		}
		if kind == ClusterIP {
			less(p.clusterIPs, ip)
		} else if w.book.config.mode() == IPVS {
			less(p.bound, ip)
		}
	})
	if sp.NodePort != 0 {
		p, key := w.page(nodePortPage(sp.NodePort)), nodePort{sp.NodePort, sp.Service.Protocol, sp.IPv6}
		var left []*ServicePort
		for _, q := range p.byNodePort[key] {
			if q != sp {
				left = append(left, q)
			}
		}
		if p.byNodePort[key] = left; len(left) == 0 {
			delete(p.byNodePort, key)
		}
	}
}

func less(counts map[string]int, ip string) {
	if counts[ip]--; counts[ip] <= 0 {
		delete(counts, ip)
	}
}

// compareDoors says which of two doors at one address is asked first.
func compareDoors(a, b door) int {
	if d := byService(a.port, b.port); d != 0 {
		return d
	}
	return doorRank(a.kind) - doorRank(b.kind)
}

func doorRank(d Door) int {
	switch d {
	case ClusterIP:
		return 0
	case ExternalIP:
		return 1
	}
	return 2
}

// of returns the ports of a Service.
func (b *Book) of(n serviceName) []*ServicePort {
	if b == nil {
		return nil
	}
	if p := b.pages[pageOf(n.name)]; p != nil {
		return p.services[n]
	}
	return nil
}

// at finds the port behind an address that is no node's.
func (b *Book) at(ip string, port int32, protocol api.Protocol) (door, bool) {
	if b == nil {
		return door{}, false
	}
	p := b.pages[pageOf(ip)]
	if p == nil {
		return door{}, false
	}
	if doors := p.byAddress[address{ip, port, protocol}]; len(doors) > 0 {
		return doors[0], true
	}
	return door{}, false
}

func (b *Book) nodePort(port int32, protocol api.Protocol, v6 bool) *ServicePort {
	if b == nil {
		return nil
	}
	if p := b.pages[pageOf(nodePortPage(port))]; p != nil {
		if ports := p.byNodePort[nodePort{port, protocol, v6}]; len(ports) > 0 {
			return ports[0]
		}
	}
	return nil
}

// known reports whether an address is a ClusterIP, and whether it is another
// address of a Service that the nodes have taken for their own.
func (b *Book) known(ip string) (clusterIP, bound bool) {
	if b == nil {
		return false, false
	}
	p := b.pages[pageOf(ip)]
	return p != nil && p.clusterIPs[ip] > 0, p != nil && p.bound[ip] > 0
}

// Ports returns every port, sorted by namespace, Service, port, protocol and
// family. It is not to be changed.
func (b *Book) Ports() []*ServicePort {
	if b == nil {
		return nil
	}
	if b.sorted == nil {
		for _, p := range b.pages {
			if p == nil {
				continue
			}
			for _, ports := range p.services {
				b.sorted = append(b.sorted, ports...)
			}
		}
		sort.Slice(b.sorted, func(i, j int) bool { return byService(b.sorted[i], b.sorted[j]) < 0 })
	}
	return b.sorted
}

func byService(a, b *ServicePort) int {
	for _, d := range [...]int{
		strings.Compare(a.Service.Namespace, b.Service.Namespace),
		strings.Compare(a.Service.Name, b.Service.Name),
		strings.Compare(a.Service.Port, b.Service.Port),
		strings.Compare(string(a.Service.Protocol), string(b.Service.Protocol)),
	} {
		if d != 0 {
			return d
		}
	}
	switch {
	case a.IPv6 == b.IPv6:
		return 0
	case b.IPv6:
		return -1
	}
	return 1
}
