package iptables

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// Each rule of a node is printed as iptables -L prints it, from the text that
// iptables-save gives of the same rule.
func TestRulesAreListedAsIptablesDoes(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/list.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.Files {
		files[f.Name] = string(f.Data)
	}
	for _, tt := range []struct {
		want, table, only string
		l                 Listing
	}{
		{"nat -n", "nat", "", Listing{Numeric: true}},
		{"nat names", "nat", "", Listing{}},
		{"filter -n", "filter", "", Listing{Numeric: true}},
		{"KUBE-SERVICES -n -v --line-numbers", "nat", "KUBE-SERVICES", Listing{Numeric: true, Counters: true, LineNumbers: true}},
	} {
		var chains []Chain
		at := map[string]int{}
		for line := range strings.Lines(files[tt.table]) {
			line = strings.TrimSuffix(line, "\n")
			if name, own := strings.CutPrefix(line, ":"); own {
				name, policy, _ := strings.Cut(name, " ")
				at[name] = len(chains)
				chains = append(chains, Chain{Name: name, BuiltIn: strings.HasPrefix(policy, "ACCEPT")})
			} else if rule, ok := strings.CutPrefix(line, "-A "); ok {
				name, rest, _ := strings.Cut(rule, " ")
				chains[at[name]].Rules = append(chains[at[name]].Rules, rest)
			}
		}
		tt.l.PortName = func(port string) string { return map[string]string{"53": "domain", "80": "http", "443": "https"}[port] }
		tt.l.References = references(chains)
		var got []string
		for _, c := range chains {
			if tt.only == "" || c.Name == tt.only {
				got = append(got, tt.l.Print(c))
			}
		}
		want := strings.SplitAfter(files[tt.want], "\n")
		for i, line := range strings.SplitAfter(strings.Join(got, "\n"), "\n") {
			if i >= len(want) || counts(line) != counts(want[i]) {
				t.Errorf("%s, line %d: got\n%swant\n%s", tt.want, i+1, line, want[min(i, len(want)-1)])
			}
		}
	}
}

// counts blanks what a kernel counts, which here is always nothing.
func counts(line string) string {
	if len(line) > 15 && strings.Contains("0123456789 ", line[:1]) {
		return line[15:]
	}
	return line
}
