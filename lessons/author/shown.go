package author

import (
	"fmt"
	"slices"
	"strings"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/wasm/nearest"

	"sigs.k8s.io/yaml"
)

// drawn begins what is another word each time a lesson is drawn.
const drawn = "{{"

// manifest must be YAML, since the editor and kubectl say less about it than the
// line in the lesson.
func (p *proofreader) manifest(b lesson.Block) {
	if strings.Contains(b.Manifest.Text, drawn) {
		return // it is read when it has been drawn
	}
	var document strings.Builder
	first := b.Line + 1
	check := func() {
		var object any
		if err := yaml.Unmarshal([]byte(document.String()), &object); err != nil {
			at, why := markdown.YAMLProblem(err)
			p.problem(first+at-1, fmt.Sprintf("%s is no YAML: %s", b.Manifest.File, why), `mend it, or mark it "broken" and show the error`)
		}
	}
	line := first
	for text := range strings.Lines(b.Manifest.Text) {
		line++
		if text == "---\n" {
			check()
			document.Reset()
			first = line
			continue
		}
		document.WriteString(text)
	}
	check()
}

// looksAt are the kinds at which the diagram looks: it keeps to one Service, and
// marks a Pod or a node.
var looksAt = []string{"svc", "pod", "node"}

// always are the Services that every cluster has.
var always = []string{"default/kubernetes", "kube-system/kube-dns"}

// focus must be something that the lesson brings about: its name stands in a
// fence or a file. A lesson that goes on from another may find it there.
func (p *proofreader) focus(b lesson.Block, fences []markdown.Fence) {
	focus := b.Diagram.Focus
	if focus == "" || strings.Contains(focus, drawn) {
		return
	}
	kind, name, _ := strings.Cut(focus, "/")
	if !slices.Contains(looksAt, kind) || name == "" {
		p.problem(b.Line, fmt.Sprintf("focus=%s: the diagram does not look at that", focus), "want a Service, a Pod or a node, such as focus=svc/web, focus=pod/NAMESPACE/web-1 or focus=node/node-2")
		return
	}
	if p.lesson.Start != "empty" || slices.Contains(always, name) || slices.Contains(always, "default/"+name) {
		return
	}
	name = name[strings.LastIndexByte(name, '/')+1:]
	if kind == "node" {
		p.node(b.Line, focus, name)
		return
	}
	names := map[string]bool{}
	for _, f := range fences {
		if !strings.HasPrefix(f.Info, "diagram") {
			addNames(names, f.Text)
		}
	}
	for _, f := range p.lesson.Files {
		addNames(names, f.Text)
	}
	if !names[name] {
		hint := "name what a manifest or a command of this lesson makes"
		if near := nearest.Of(name, sorted(names), max(1, len(name)/3)); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		p.problem(b.Line, fmt.Sprintf("focus=%s: nothing in this lesson is called %q", focus, name), hint)
	}
}

func (p *proofreader) node(line int, focus, name string) {
	for n := range p.lesson.Cluster.Nodes {
		if name == fmt.Sprintf("node-%d", n+1) {
			return
		}
	}
	p.problem(line, fmt.Sprintf("focus=%s: the cluster has %d nodes", focus, p.lesson.Cluster.Nodes), "such as focus=node/node-1")
}

// addNames adds all that could be the name of an object.
func addNames(names map[string]bool, text string) {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789-.", r)
	}) {
		names[strings.Trim(word, "-.")] = true
	}
}

func sorted(set map[string]bool) []string {
	var all []string
	for s := range set {
		all = append(all, s)
	}
	slices.Sort(all)
	return all
}
