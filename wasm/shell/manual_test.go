package shell

import (
	"slices"
	"strings"
	"testing"
)

func TestTheManualHasEveryCommand(t *testing.T) {
	known := map[string]bool{}
	for _, page := range pages(func(string) bool { return true }) {
		if known[page.name] || page.english == "" || page.korean == "" || !strings.Contains("kntfjs", page.subject) || len(page.subject) != 1 {
			t.Errorf("%+v is there twice or lacks a part", page)
		}
		known[page.name] = true
	}
	same := []string{":", ".", "[", "true", "false", "logout", "return", "break", "continue", "builtin", "hash", "readarray", "egrep", "fgrep", "ip6tables-save", "sh"}
	for _, table := range []map[string]program{builtins, tools} {
		for name := range table {
			if !known[name] && !slices.Contains(same, name) {
				t.Errorf("%s is not in the manual", name)
			}
		}
	}
}

func TestHelpAndHints(t *testing.T) {
	for _, row := range []struct{ name, lang, line, want string }{
		{"man in English", "en", "man sort", "sort [-nrukh] [-t SEP] [-k KEY] [FILE]...\n    sorts lines\n"},
		{"man in Korean", "ko", "man sort", "sort [-nrukh] [-t SEP] [-k KEY] [FILE]...\n    줄을 정렬합니다\n"},
		{"help of a command", "", "help cd", "cd [~]\n    goes to the home folder, the only one\n"},
		{"no such page", "en", "man nope; help nope; man", "No manual entry for nope\nbash: help: no help topics match `nope'.\nWhat manual page do you want?\nFor example, try 'man man'.\n"},
		{"a usage", "ko", "column --help", "Usage: column [-t] [-s SEP] [FILE]...\n"},
		{"letters changed places", "en", "kubetcl", "bash: kubetcl: command not found\ndid you mean kubectl?\n"},
		{"in Korean", "ko", "gerp x", "bash: gerp: command not found\n혹시 grep 명령을 찾으셨나요?\n"},
		{"nothing is near", "en", "frobnicate; q", "bash: frobnicate: command not found\nbash: q: command not found\n"},
		{"not where it is not seen", "en", "kubetcl 2>&1 | cat", "bash: kubetcl: command not found\n"},
		{"jq", "en", "jq .", "bash: jq: command not found\nkubectl picks fields by itself: kubectl get pods -o jsonpath='{.items[*].metadata.name}'\n"},
		{"a program that only nodes have", "en", "nft list ruleset", "bash: nft: command not found\nsvclab: only nodes have nft: ssh node-1 goes to one\n"},
		{"in Korean too", "ko", "conntrack -L", "bash: conntrack: command not found\nsvclab: conntrack 명령은 노드에만 있습니다. ssh node-1로 접속하세요\n"},
		{"another", "en", "ps auxw", "bash: ps: command not found\nss -lntp shows something like it here\n"},
		{"a program that is nowhere", "en", "netstat -lnt", "bash: netstat: command not found\nss -lnt shows something like it here\n"},
		{"what the power switch wants, in Korean", "ko", "node stop", "node: list, stop NODE, start NODE 가운데 하나를 써야 합니다. 예: node stop node-2\nTry 'node --help' for more information.\n"},
		{"in Korean as well", "ko", "traceroute web", "bash: traceroute: command not found\n여기서는 ip route get 명령으로 비슷한 것을 볼 수 있습니다\n"},
		{"on a node too", "en", "ssh node-1 'kubectls'", "bash: kubectls: command not found\ndid you mean kubectl?\n"},
	} {
		s := newTestShell(nil)
		s.Interactive, s.Language = true, row.lang
		if got := play(s, row.line); got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
	s := newTestShell(nil)
	if got := play(s, "kubetcl"); got != "bash: kubetcl: command not found\n" {
		t.Errorf("a script is given a hint: %q", got)
	}
	if got := play(s, "help"); !strings.Contains(got, "\nTime and jobs\n") || !strings.Contains(got, "kubectl") || strings.Contains(got, "iptables-save") {
		t.Errorf("help prints %q", got)
	}
}
