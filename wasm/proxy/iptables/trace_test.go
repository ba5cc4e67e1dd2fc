package iptables

import (
	"net/netip"
	"strings"
	"testing"

	"svclab/wasm/proxy"
)

// tracer takes one packet through saved rules. At a rule that matches by
// chance it goes both ways, so that it finds every endpoint.
type tracer struct {
	t         *testing.T
	chains    map[string][]string // "nat KUBE-SERVICES": its rules
	packet    proxy.Packet
	masq      bool
	endpoints []string
	verdict   string
}

// chainsOf sorts saved rules by table and chain.
func chainsOf(saved string) map[string][]string {
	chains := map[string][]string{}
	table := ""
	for _, line := range strings.Split(saved, "\n") {
		switch {
		case strings.HasPrefix(line, "*"):
			table = line[1:]
		case strings.HasPrefix(line, "-A "):
			chain, rule, _ := strings.Cut(line[3:], " ")
			chains[table+" "+chain] = append(chains[table+" "+chain], rule)
		}
	}
	return chains
}

// run takes the packet through nat and then, if it still goes where it was
// sent, through the hooks of filter.
func (tr *tracer) run() {
	first, filters := "PREROUTING", []string{"FORWARD"}
	if tr.packet.ToNode {
		filters = []string{"INPUT"}
	}
	if tr.packet.Origin == proxy.FromNode {
		first, filters = "OUTPUT", []string{"OUTPUT"}
		if tr.packet.ToNode {
			filters = []string{"OUTPUT", "INPUT"}
		}
	}
	tr.walk("nat", first)
	for _, chain := range filters {
		if len(tr.endpoints) == 0 && tr.verdict == "" {
			tr.walk("filter", chain)
		}
	}
}

// walk reports whether the packet's way ends in a chain.
func (tr *tracer) walk(table, chain string) bool {
	for _, rule := range tr.chains[table+" "+chain] {
		matches, chance, target, to := tr.read(rule)
		if !matches {
			continue
		}
		switch target {
		case "":
		case "RETURN":
			return false
		case "DROP", "REJECT":
			tr.verdict = target
			return true
		case "DNAT":
			tr.endpoints = append(tr.endpoints, to)
			return true
		case "MARK":
			tr.masq = true
		default:
			if tr.walk(table, target) && !chance {
				return true
			}
		}
	}
	return false
}

// read takes a rule apart. chance tells that it matches only now and then.
func (tr *tracer) read(rule string) (matches, chance bool, target, to string) {
	matches = true
	not := false
	w := words(rule)
	for i := 0; i < len(w); i++ {
		arg := ""
		if i+1 < len(w) {
			arg = w[i+1]
		}
		holds := true
		switch w[i] {
		case "!":
			not = true
			continue
		case "--rsource", "--reap", "--set", "--random-fully":
			continue
		case "-m", "--comment", "--mode", "--seconds", "--name", "--mask", "--reject-with", "--set-xmark":
		case "-j":
			target = arg
		case "--to-destination":
			to = arg
		case "--probability":
			chance = true
		case "--rcheck": // nothing is remembered
			holds = false
			i--
		default:
			holds = tr.holds(w[i], arg)
		}
		matches = matches && holds != not
		not = false
		i++
	}
	return matches, chance, target, to
}

func (tr *tracer) holds(option, arg string) bool {
	p := tr.packet
	within := func(ip string) bool {
		return netip.MustParsePrefix(arg).Contains(netip.MustParseAddr(ip))
	}
	switch option {
	case "-s":
		return within(p.Source)
	case "-d":
		return within(p.IP)
	case "-p":
		return arg == strings.ToLower(string(p.Protocol))
	case "--dport":
		return arg == itoa(p.Port)
	case "--dst-type":
		return p.ToNode
	case "--src-type":
		return p.Origin == proxy.FromNode
	case "--ctstate":
		return arg == "NEW"
	case "--mark":
		return tr.masq
	}
	tr.t.Errorf("no idea what %s %s means", option, arg)
	return false
}

// words splits a rule at spaces that are not quoted.
func words(rule string) []string {
	var out []string
	for i, part := range strings.Split(rule, `"`) {
		if i%2 == 1 {
			out = append(out, part)
		} else {
			out = append(out, strings.Fields(part)...)
		}
	}
	return out
}
