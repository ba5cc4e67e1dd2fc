package site

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"svclab/lessons/lesson"
)

// command is a command of a lesson, as the lesson writes it, and what it does.
type command struct{ text, about string }

// longest is how many letters of a line stand on a sheet; of a longer one stands
// the command itself, without what feeds it and what reads it.
const longest = 90

// commandsOf returns the commands that a lesson shows, each kind once.
func commandsOf(l *lesson.Lesson) []command {
	var all []command
	seen := map[string]bool{}
	add := func(line string) {
		kind, text := kindOf(line)
		if kind != nil && !seen[kind.words] && !strings.Contains(text, "{{") {
			seen[kind.words] = true
			all = append(all, command{text, kind.in(l.Lang)})
		}
	}
	for _, step := range l.Steps {
		for _, b := range step.Blocks {
			if b.Run != nil {
				for _, line := range b.Run.Lines {
					add(line)
				}
			}
			if b.Solution != nil {
				for _, line := range b.Solution.Lines {
					add(line.Text)
				}
			}
		}
	}
	return all
}

// kindOf finds the command in a line that the table below explains best, and how
// the line is shown.
func kindOf(line string) (kind *commandKind, text string) {
	file, err := syntax.NewParser().Parse(strings.NewReader(line), "")
	if err != nil {
		return nil, ""
	}
	syntax.Walk(file, func(node syntax.Node) bool {
		call, ok := node.(*syntax.CallExpr)
		if !ok || kind != nil || len(call.Args) == 0 {
			return kind == nil
		}
		var words []string
		for _, arg := range call.Args {
			if word := arg.Lit(); word != "" && !strings.HasPrefix(word, "-") {
				words = append(words, word)
			}
		}
		if kind = explained(words); kind != nil {
			text = line[call.Pos().Offset():call.End().Offset()]
		}
		return kind == nil
	})
	if whole := strings.TrimSpace(line); kind != nil && len(whole) <= longest && !strings.Contains(whole, "\n") {
		text = whole
	}
	return kind, text
}

// explained returns the longest row of the table with which the words begin. Of a
// command on a node it is the row of that command, where it has one.
func explained(words []string) *commandKind {
	if len(words) > 2 && words[0] == "ssh" {
		if kind := explained(words[2:]); kind != nil {
			return kind
		}
	}
	var best *commandKind
	for i := range commandKinds {
		k := &commandKinds[i]
		want := strings.Fields(k.words)
		if len(want) > len(words) || best != nil && len(k.words) <= len(best.words) {
			continue
		}
		fits := true
		for n, w := range want {
			fits = fits && matchesWord(words[n], w)
		}
		if fits {
			best = k
		}
	}
	return best
}

// matchesWord lets a resource be written as kubectl lets it: svc, service and
// service/web are services.
func matchesWord(word, want string) bool {
	name, _, _ := strings.Cut(word, "/")
	name, _, _ = strings.Cut(name, ",")
	if short, ok := resourceNames[name]; ok {
		name = short
	}
	return name == want
}

var resourceNames = map[string]string{
	"po": "pods", "pod": "pods", "svc": "services", "service": "services", "ep": "endpoints", "endpointslice": "endpointslices",
	"deploy": "deployments", "deployment": "deployments", "rs": "replicasets", "replicaset": "replicasets", "node": "nodes", "no": "nodes",
	"ing": "ingresses", "ingress": "ingresses", "gateway": "gateways", "httproute": "httproutes", "ns": "namespaces", "namespace": "namespaces",
	"statefulset": "statefulsets", "sts": "statefulsets",
}
