package shell

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/network"
)

// socket is one that listens.
type socket struct {
	protocol, address, process string
	port                       int32
	backlog                    int
}

// ss lists the sockets that listen at the place. No node port is among them:
// no process listens on one, kube-proxy's rules take its packets.
func ss(p *process) int {
	spec := optionSpec{letters: "lntupaHh46eois", long: map[string]byte{"listening": 'l', "numeric": 'n', "tcp": 't', "udp": 'u', "processes": 'p', "all": 'a', "no-header": 'H', "help": 'h'},
		failed: func(p *process, format string, args ...any) { p.errorf(format, args...) }}
	opts, _, ok := spec.parse(p)
	switch {
	case !ok:
		return 255
	case opts.has('h'):
		p.out("Usage: ss -l [-n] [-t] [-u] [-p] [-H]\n")
		return 0
	case !opts.has('l') && !opts.has('a'):
		p.errorf("svclab shows listening sockets only (-l): see the connections of a node with conntrack -L")
		return 1
	}
	both := opts.has('t') == opts.has('u')
	var rows [][]string
	for _, s := range p.sockets() {
		if !both && opts.has('u') != (s.protocol == "udp") {
			continue
		}
		rows = append(rows, s.row(opts, both))
	}
	p.out(socketTable(rows, opts, both))
	return 0
}

func (s socket) row(opts options, both bool) []string {
	state := "LISTEN"
	if s.protocol == "udp" {
		state = "UNCONN"
	}
	port := itoa(int64(s.port))
	if name := wellKnown[s.port]; name != "" && !opts.has('n') {
		port = name
	}
	peer := "0.0.0.0"
	if s.address == "*" {
		peer = "*"
	}
	row := []string{state, "0", itoa(int64(s.backlog)), s.address, port, peer, "*", ""}
	if both {
		row = append([]string{s.protocol}, row...)
	}
	if opts.has('p') && s.process != "" {
		row[len(row)-1] = "users:((\"" + s.process + "\",pid=" + itoa(int64(700+s.port%1000)) + ",fd=3))"
	}
	return row
}

// socketTable lines the columns up as ss does: addresses to the right, ports
// to the left of their colon.
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
			case i == first+1:
				fmt.Fprintf(&b, "%-*s ", widths[i], cell)
			case i == first+3:
				fmt.Fprintf(&b, "%-*s", widths[i], cell)
			case i > first+3:
				b.WriteString(cell)
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
	c, place := p.shell.Cluster, p.place()
	switch place.Kind {
	case network.OnNode:
		out = append(out, socket{"tcp", "0.0.0.0", "sshd", 22, 128}, socket{"tcp", "127.0.0.1", "kube-proxy", 10249, 4096},
			socket{"tcp", "127.0.0.1", "kubelet", 10248, 4096}, socket{"tcp", "*", "kubelet", 10250, 4096}, socket{"tcp", "*", "kube-proxy", 10256, 4096})
		if place.Node == "node-1" {
			out = append(out, socket{"tcp", "*", "kube-apiserver", 6443, 4096})
		}
		for _, portal := range c.Rules(place.Node).Portals() {
			if portal.HealthCheckNodePort != 0 {
				out = append(out, socket{"tcp", "*", "kube-proxy", portal.HealthCheckNodePort, 4096})
			}
		}
	case network.InPod:
		for _, pod := range c.Pods(place.Namespace) {
			if pod.Name != place.Pod {
				continue
			}
			for i := range pod.Spec.Containers {
				for _, l := range image.Listens(&pod.Spec.Containers[i]) {
					backlog := 511
					if l.Protocol == api.ProtocolUDP {
						backlog = 0
					}
					out = append(out, socket{strings.ToLower(string(l.Protocol)), "0.0.0.0", pod.Spec.Containers[i].Name, l.Number, backlog})
				}
			}
		}
	default:
		out = append(out, socket{"tcp", "0.0.0.0", "sshd", 22, 128})
	}
	return out
}
