package shell

import (
	"fmt"
	"slices"
	"strings"
)

// helpThemselves are the tools that answer --help with words of their own.
var helpThemselves = []string{"conntrack", "curl", "fault", "ip", "ip6tables", "ip6tables-save", "iptables", "iptables-save", "ipvsadm", "kube-proxy", "kubectl",
	"load", "nc", "nft", "node", "openssl", "ping", "ss", "wget"}

// usageOf answers --help, which every tool understands but kubectl, which has
// help of its own.
func usageOf(p *process) (text string, asked bool) {
	name := p.args[0]
	if _, tool := tools[name]; !tool || slices.Contains(helpThemselves, name) || len(p.args) != 2 || p.args[1] != "--help" {
		return "", false
	}
	for _, page := range pages(func(n string) bool { return n == name }) {
		return "Usage: " + strings.TrimSpace(name+" "+page.usage) + "\n", true
	}
	return "Usage: " + name + " [OPTION]... [FILE]...\n", true
}

// columns lays names out as ls does on a terminal of that width.
func columns(names []string, width int) string {
	if len(names) == 0 {
		return ""
	}
	rows := 1
	for ; rows < len(names); rows++ {
		if total, _ := columnWidths(names, rows); total <= width {
			break
		}
	}
	_, widths := columnWidths(names, rows)
	var b strings.Builder
	for row := range rows {
		for col := 0; col*rows+row < len(names); col++ {
			name := names[col*rows+row]
			if (col+1)*rows+row < len(names) {
				fmt.Fprintf(&b, "%-*s", widths[col], name)
			} else {
				b.WriteString(name)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func columnWidths(names []string, rows int) (total int, widths []int) {
	for i := 0; i < len(names); i += rows {
		longest := 0
		for _, name := range names[i:min(i+rows, len(names))] {
			longest = max(longest, len([]rune(name)))
		}
		last := i+rows >= len(names)
		if !last {
			longest += 2
		}
		widths = append(widths, longest)
		total += longest
	}
	return total, widths
}
