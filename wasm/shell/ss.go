package shell

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/network"
)

// socket is one that listens, or one end of a connection.
type socket struct {
	protocol, state, address, process string
	port                              int32
	backlog                           int
	peer                              string // "" of one that listens
	peerPort                          int32
	pid, fd                           int64
}

const ssUsage = `Usage: ss [ OPTIONS ]
   -h, --help          this message
   -n, --numeric       don't resolve service names
   -a, --all           display all sockets
   -l, --listening     display listening sockets
   -p, --processes     show process using socket
   -t, --tcp           display only TCP sockets
   -u, --udp           display only UDP sockets
   -4, --ipv4          display only IP version 4 sockets
   -6, --ipv6          display only IP version 6 sockets
   -H, --no-header     Suppress header line
`

// ss lists the sockets of the place: those that listen with -l, connections
// without, both with -a. No node port is among them: no process listens on one,
// kube-proxy's rules take its packets.
func ss(p *process) int {
	spec := optionSpec{letters: "lntupaHh46eoim", long: map[string]byte{"listening": 'l', "numeric": 'n', "tcp": 't', "udp": 'u', "processes": 'p', "all": 'a', "no-header": 'H',
		"help": 'h', "ipv4": '4', "ipv6": '6'},
		failed: func(p *process, format string, args ...any) { p.errorf(format, args...); p.write(2, ssUsage) }}
	opts, filter, ok := spec.parse(p)
	switch {
	case !ok:
		return 255
	case opts.has('h'):
		p.out(ssUsage)
		return 0
	case len(filter) > 0:
		p.errorf("svclab's ss has no filters: leave out %q", strings.Join(filter, " "))
		return 1
	}
	both := opts.has('t') == opts.has('u')
	var rows [][]string
	pids, holds := map[string]int64{}, map[string]int64{} // by process
	for _, s := range append(p.connections(), p.sockets()...) {
		if pids[s.process] == 0 {
			if pids[s.process] = 1; p.place().Kind != network.InPod {
				pids[s.process] = int64(700 + s.port%1000)
			}
		}
		s.pid, s.fd = pids[s.process], 3+holds[s.process]
		holds[s.process]++
		listens := s.peer == ""
		switch {
		case !both && opts.has('u') != (s.protocol == "udp"):
		case !opts.has('a') && (opts.has('l') != listens || s.state == "TIME-WAIT"):
		case opts.has('4') && strings.Contains(s.address, ":"), opts.has('6') && strings.Contains(s.address, "."):
		default:
			rows = append(rows, s.row(opts, both))
		}
	}
	p.out(socketTable(rows, opts, both))
	return 0
}

func (s socket) row(opts options, both bool) []string {
	name := func(port int32) string {
		if known := wellKnown[port]; known != "" && !opts.has('n') {
			return known
		}
		return itoa(int64(port))
	}
	peer, peerPort := "0.0.0.0", "*"
	switch {
	case s.peer != "":
		peer, peerPort = s.peer, name(s.peerPort)
	case strings.Contains(s.address, ":"):
		peer = "[::]"
	case s.address == "*":
		peer = "*"
	}
	row := []string{s.state, "0", itoa(int64(s.backlog)), s.address, name(s.port), peer, peerPort, ""}
	if both {
		row = append([]string{s.protocol}, row...)
	}
	if opts.has('p') && s.process != "" {
		row[len(row)-1] = "users:((\"" + s.process + "\",pid=" + itoa(s.pid) + ",fd=" + itoa(s.fd) + "))"
	}
	return row
}

// socketTable lines the columns up as ss does where its output is no terminal:
// addresses to the right, ports to the left of their colon.
func socketTable(rows [][]string, opts options, both bool) string {
	heads := []string{"State", "Recv-Q", "Send-Q", "Local Address", "Port", "Peer Address", "Port", "Process"}
	if both {
		heads = append([]string{"Netid"}, heads...)
	}
	widths := make([]int, len(heads))
	for _, row := range append([][]string{heads}, rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	first := len(heads) - 5 // the column of the local address
	if !opts.has('H') {
		rows = append([][]string{heads}, rows...)
	}
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			switch {
			case i == first || i == first+2:
				fmt.Fprintf(&b, "%*s:", widths[i], cell)
			case i > first+2:
				fmt.Fprintf(&b, "%-*s", widths[i], cell)
			default:
				fmt.Fprintf(&b, "%-*s ", widths[i], cell)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// sockets lists what listens at the place.
func (p *process) sockets() (out []socket) {
	tcp := func(address, process string, port int32, backlog int) {
		out = append(out, socket{protocol: "tcp", state: "LISTEN", address: address, process: process, port: port, backlog: backlog})
	}
	c, place := p.shell.Cluster, p.place()
	switch place.Kind {
	case network.OnNode:
		tcp("0.0.0.0", "sshd", 22, 128)
		tcp("127.0.0.1", "kubelet", 10248, 4096)
		tcp("127.0.0.1", "kube-proxy", 10249, 4096)
		tcp("*", "kubelet", 10250, 4096)
		tcp("*", "kube-proxy", 10256, 4096)
		if place.Node == c.Nodes()[0].Name {
			tcp("*", "kube-apiserver", 6443, 4096)
		}
		for _, portal := range c.Rules(place.Node).Portals() {
			if portal.HealthCheckNodePort != 0 {
				tcp("*", "kube-proxy", portal.HealthCheckNodePort, 4096)
			}
		}
	case network.InPod:
		for _, pod := range c.Pods(place.Namespace) {
			if pod.Name == place.Pod {
				out = podSockets(pod)
			}
		}
	default: // kubectl port-forward
		for _, f := range p.shell.forwards {
			for _, l := range f.listeners {
				address := l.IP
				if strings.Contains(address, ":") {
					address = "[" + address + "]"
				}
				tcp(address, "kubectl", l.Port, 4096)
			}
		}
	}
	return out
}

// podSockets lists what the running containers of a Pod listen on.
func podSockets(pod *api.Pod) (out []socket) {
	for i := range pod.Spec.Containers {
		c := &pod.Spec.Containers[i]
		runs := pod.Status.Phase == api.PodRunning
		for _, s := range pod.Status.ContainerStatuses {
			runs = runs && (s.Name != c.Name || s.State.Running != nil)
		}
		if !runs {
			continue
		}
		process := c.Name
		if known, err := image.Lookup(c.Image); err == nil && known.Known {
			process = known.Name[strings.LastIndexByte(known.Name, '/')+1:]
		}
		for _, l := range image.Listens(c) {
			s := socket{protocol: "tcp", state: "LISTEN", address: "0.0.0.0", process: process, port: l.Number, backlog: 511}
			if l.Protocol == api.ProtocolUDP {
				s.protocol, s.state, s.backlog = "udp", "UNCONN", 0
			}
			out = append(out, s)
		}
	}
	return out
}

// socketStates are the words of ss for conntrack's, at the end that has asked.
var socketStates = map[network.State]string{network.Established: "ESTAB", network.TimeWait: "TIME-WAIT", network.CloseWait: "CLOSE-WAIT", network.SynSent: "SYN-SENT"}

// connections lists the TCP connections of which the place is an end, as far as
// a node's conntrack table knows of them.
func (p *process) connections() (out []socket) {
	own := map[string]bool{}
	for _, i := range p.interfaces() {
		for _, a := range i.addresses {
			own[a.ip] = i.name != "kube-ipvs0" && i.name != "lo"
		}
	}
	seen := map[string]bool{}
	add := func(state, ip string, port int32, peer string, peerPort int32) {
		s := socket{protocol: "tcp", state: state, address: ip, port: port, peer: peer, peerPort: peerPort}
		if key := fmt.Sprint(s); state != "" && own[ip] && !seen[key] { // two nodes may know of one
			seen[key] = true
			out = append(out, s)
		}
	}
	home := p.place().Node
	for _, pod := range p.shell.Cluster.Pods(p.place().Namespace) {
		if p.place().Kind == network.InPod && pod.Name == p.place().Pod {
			home = pod.Spec.NodeName
		}
	}
	for _, n := range p.shell.Cluster.Nodes() {
		for _, f := range p.shell.Cluster.Conntrack(n.Name) {
			if f.Protocol == api.ProtocolUDP {
				continue
			}
			if n.Name == home { // to others the address may be that of a masquerade
				add(socketStates[f.State], f.SourceIP, f.SourcePort, f.IP, f.Port)
			}
			if f.State == network.Established { // the other end's; whoever closes last forgets at once
				add("ESTAB", f.ReplyIP, f.ReplyPort, f.SeenIP, f.SeenPort)
			}
		}
	}
	return out
}
