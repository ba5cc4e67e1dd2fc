package iptables

import (
	"fmt"
	"strings"

	"svclab/wasm/proxy"
)

// Chain is one chain of a table.
type Chain struct {
	Name    string
	BuiltIn bool
	Rules   []string // as -A CHAIN would take them, without those words
}

// Chains returns the chains of a table in the order in which they are printed,
// or the one that is named; ok is false when there is none of that name.
func Chains(rules *proxy.Rules, table, only string, v6 bool, host Host) (chains []Chain, ok bool) {
	w := write(rules, v6, host)
	t := w.table(table)
	for _, each := range tables {
		if each.name != table {
			continue
		}
		for _, hook := range strings.Fields(each.hooks) {
			chains = append(chains, Chain{hook, true, t[hook]})
		}
	}
	for _, name := range t.own() {
		chains = append(chains, Chain{name, false, t[name]})
	}
	if only == "" {
		return chains, true
	}
	for _, c := range chains {
		if c.Name == only {
			return []Chain{c}, true
		}
	}
	return nil, false
}

// Listing is how iptables -L prints rules.
type Listing struct {
	Numeric, Counters, LineNumbers bool
	V6                             bool
	References                     map[string]int // how many rules jump to a chain
	// PortName returns what /etc/services calls a port, "" for nothing. It is
	// asked unless Numeric is set, and may be nil.
	PortName func(port string) string
}

// Print prints a chain as iptables -L does. Models iptables/iptables.c
// print_header and print_rule4.
func (l Listing) Print(c Chain) string {
	var b strings.Builder
	counts := ""
	if l.Counters {
		counts = " 0 packets, 0 bytes"
	}
	if c.BuiltIn {
		fmt.Fprintf(&b, "Chain %s (policy ACCEPT%s)\n", c.Name, counts)
	} else {
		fmt.Fprintf(&b, "Chain %s (%d references)\n", c.Name, l.References[c.Name])
	}
	if l.LineNumbers {
		b.WriteString("num  ")
	}
	if l.Counters {
		b.WriteString(" pkts bytes ")
	}
	b.WriteString("target     prot opt ")
	if l.Counters {
		b.WriteString("in     out     ")
	}
	b.WriteString("source               destination         \n")
	for i, rule := range c.Rules {
		if l.LineNumbers {
			fmt.Fprintf(&b, "%-4d ", i+1)
		}
		b.WriteString(l.row(rule))
	}
	return b.String()
}

// row prints one rule.
func (l Listing) row(rule string) string {
	r := readRule(rule)
	anywhere, every, any := "anywhere", "all", "any"
	if l.Numeric {
		anywhere, every, any = "0.0.0.0/0", "0", "*"
		if l.V6 {
			anywhere = "::/0"
		}
	}
	protocol := r.protocol
	switch {
	case protocol == "":
		protocol = every
	case l.Numeric:
		protocol = map[string]string{"tcp": "6", "udp": "17", "sctp": "132"}[protocol]
	}
	line := fmt.Sprintf("%-9s  %-4s --  ", r.target, protocol)
	if l.Counters {
		line = "    0     0 " + line + fmt.Sprintf("%-6s %-6s  ", any, any)
	}
	line = line[:len(line)-1] + address(r.source, anywhere) + " " + address(r.destination, anywhere) + " "
	for _, m := range r.matches {
		if before, port, ok := strings.Cut(m, " dpt:"); ok && !l.Numeric && l.PortName != nil {
			if name := l.PortName(port); name != "" {
				m = before + " dpt:" + name
			}
		}
		line += " " + m
	}
	return line + "\n"
}

// address prints an address with the mark of inversion, or a blank, before it.
func address(a, anywhere string) string {
	mark := " "
	if rest, not := strings.CutPrefix(a, "!"); not {
		mark, a = "!", rest
	}
	switch {
	case a == "":
		a = anywhere
	case a == "127.0.0.0/8" && anywhere == "anywhere":
		a = "loopback/8" // as /etc/networks calls it
	}
	return fmt.Sprintf("%s%-19s", mark, strings.TrimSuffix(strings.TrimSuffix(a, "/32"), "/128"))
}

// readRule takes the text of a rule apart.
func readRule(rule string) (r ruleParts) {
	w := splitRule(rule)
	not := ""
	next := func() string {
		if len(w) == 0 {
			return ""
		}
		word := w[0]
		w = w[1:]
		return word
	}
	for len(w) > 0 {
		option := next()
		if option == "!" {
			not = "!"
			continue
		}
		r.take(option, not, next)
		not = ""
	}
	return r
}

// ruleParts is a rule as -L shows it.
type ruleParts struct {
	target, protocol, source, destination string
	matches                               []string
}

func (r *ruleParts) match(text string) { r.matches = append(r.matches, text) }

// take reads one option, with its value from next.
func (r *ruleParts) take(option, not string, next func() string) {
	negated := ""
	if not != "" {
		negated = "! "
	}
	switch option {
	case "-m":
		if name := next(); name == r.protocol {
			r.match(name)
		}
	case "-g":
		next()
	case "--nfacct-name":
		r.match("nfacct-name  " + next())
	case "-j":
		r.target = next()
	case "-p":
		r.protocol = next()
	case "-s":
		r.source = not + next()
	case "-d":
		r.destination = not + next()
	case "--comment":
		r.match("/* " + next() + " */")
	case "--dport":
		r.matches[len(r.matches)-1] += " dpt:" + next()
	case "--ctstate":
		r.match(negated + "ctstate " + next())
	case "--mark":
		r.match("mark match " + negated + next())
	case "--dst-type", "--src-type":
		r.match("ADDRTYPE match " + option[2:] + " " + next())
	case "--mode":
		r.match("statistic mode " + next())
	case "--probability":
		r.matches[len(r.matches)-1] += " probability " + next()
	case "--rcheck":
		r.match("recent: CHECK")
	case "--set":
		r.match("recent: SET")
	case "--seconds":
		r.matches[len(r.matches)-1] += " seconds: " + next()
	case "--reap":
		r.matches[len(r.matches)-1] += " reap"
	case "--name":
		r.matches[len(r.matches)-1] += " name: " + next()
	case "--mask":
		r.matches[len(r.matches)-1] += " side: source mask: " + next()
	case "--rsource":
	case "--to-destination":
		r.match("to:" + next())
	case "--set-xmark":
		value, mask, _ := strings.Cut(next(), "/")
		how := "or"
		if mask == "0x0" {
			how = "xor"
		}
		r.match("MARK " + how + " " + value)
	case "--random-fully":
		r.match("random-fully")
	case "--match-set":
		set := next()
		r.match(negated + "match-set " + set + " " + next())
	default: // --reject-with, --vaddr and the like are shown as they are written
		r.match(strings.TrimPrefix(option, "--") + " " + next())
	}
}

// splitRule splits a rule at blanks; what is in quotes stays together.
func splitRule(rule string) []string {
	var out []string
	for rule != "" {
		word, rest := "", ""
		if quoted, ok := strings.CutPrefix(rule, `"`); ok {
			word, rest, _ = strings.Cut(quoted, `"`)
			rest = strings.TrimPrefix(rest, " ")
		} else {
			word, rest, _ = strings.Cut(rule, " ")
		}
		if word != "" {
			out = append(out, word)
		}
		rule = rest
	}
	return out
}

// References counts the rules of a table that jump to each chain.
func References(rules *proxy.Rules, table string, v6 bool, host Host) map[string]int {
	all, _ := Chains(rules, table, "", v6, host)
	return references(all)
}

func references(all []Chain) map[string]int {
	counts := map[string]int{}
	for _, c := range all {
		for _, rule := range c.Rules {
			counts[readRule(rule).target]++
		}
	}
	return counts
}
