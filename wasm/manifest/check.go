package manifest

import (
	"fmt"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/kubectl"
	"svclab/wasm/linediff"
	"svclab/wasm/nearest"
)

// Severity says how bad a Problem is.
type Severity string

// The severities. A Hint is of nothing that the server would mind.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Hint    Severity = "info"
)

// Problem is something to say about a place of a text.
type Problem struct {
	From, To int // in bytes; never an empty place, except in an empty text
	Severity Severity
	Text     string

	what string // a fault of the text itself, before it has words
}

// Checked is what there is to say of a text.
type Checked struct {
	Problems []Problem
	Changes  []Change
}

// Change is what applying a text would do to one object.
type Change struct {
	Name string // such as service/web
	Kind string // created, configured, unchanged or refused
	Diff string // as diff -u writes it, without its head; "" for unchanged
}

// Check rehearses the apply of a text on env's Cluster, which ought to be a fork,
// in a language: "ko", or English.
func Check(env kubectl.Env, language, text string) Checked {
	c := &checker{text: text, docs: outline(text), words: wordsOf(language), cluster: env.Cluster}
	rehearsed, err := kubectl.Rehearse(env, []byte(text))
	var out Checked
	done := 0
	for _, r := range rehearsed {
		d := c.docOf(r.Line)
		done = max(done, d.content)
		c.judge(d, r)
		if r.Name != "" {
			out.Changes = append(out.Changes, changeOf(r))
		}
	}
	if err != nil {
		c.syntax(err, done)
	}
	for _, d := range c.docs {
		for _, p := range d.problems {
			if p.what == "twice" && err == nil && len(c.problems) < mostProblems {
				p.Text = c.words.twice
				c.problems = append(c.problems, p)
			}
		}
		if !c.wrong(d) {
			c.hints(d)
		}
	}
	out.Problems = c.problems
	return out
}

// wrong tells whether a document has an error.
func (c *checker) wrong(d *document) bool {
	for _, p := range c.problems {
		if p.Severity == Error && p.From >= d.from && p.From <= d.to {
			return true
		}
	}
	return false
}

func changeOf(r kubectl.Rehearsed) Change {
	c := Change{Name: r.Name, Kind: "configured"}
	switch {
	case r.Err != nil:
		c.Kind = "refused"
	case r.Live == r.Merged:
		c.Kind = "unchanged"
	case r.Live == "":
		c.Kind = "created"
	}
	if r.Err == nil {
		c.Diff = linediff.Compare(r.Live, r.Merged)
	}
	return c
}

type checker struct {
	text     string
	docs     []*document
	words    words
	cluster  *cluster.Cluster
	problems []Problem
}

// docOf returns the document whose content begins on a line.
func (c *checker) docOf(line int) *document {
	for _, d := range c.docs {
		if d.content == line {
			return d
		}
	}
	best := c.docs[0]
	for _, d := range c.docs {
		if d.line <= line {
			best = d
		}
	}
	return best
}

// mostProblems is how many are found. Who has more does not need them all.
const mostProblems = 100

// say notes a problem. An empty place grows to what can be underlined.
func (c *checker) say(severity Severity, from, to int, text string) {
	if len(c.problems) >= mostProblems {
		return
	}
	from = max(0, min(from, len(c.text)))
	to = max(from, min(to, len(c.text)))
	if from == to {
		to = lineEnd(c.text, from)
		to = from + len(strings.TrimRight(c.text[from:to], " \r\n"))
	}
	if from == to { // at the end of a line: what stands before it
		start := strings.LastIndexByte(c.text[:from], '\n') + 1
		if begin := start + len(c.text[start:from]) - len(strings.TrimLeft(c.text[start:from], " ")); begin < from {
			from = begin
		}
	}
	for _, p := range c.problems {
		if p.From == from && p.To == to && p.Text == text {
			return
		}
	}
	c.problems = append(c.problems, Problem{From: from, To: to, Severity: severity, Text: text})
}

// judge finds the places of what the server says of a document.
func (c *checker) judge(d *document, r kubectl.Rehearsed) {
	root, prefix := d.root, ""
	if r.Item >= 0 {
		prefix = "items[" + strconv.Itoa(r.Item) + "]."
	}
	for _, w := range r.Warnings {
		path, _, _ := strings.Cut(w, ":")
		if strings.ContainsRune(path, ' ') {
			path = "kind"
		}
		c.sayAt(Warning, root, prefix+path, w)
	}
	if r.Err == nil {
		return
	}
	status, refused := r.Err.(*api.StatusError)
	switch {
	case refused && len(status.Causes) > 0:
		for _, cause := range status.Causes {
			c.sayAt(Error, root, prefix+cause.Field, cause.Field+": "+cause.ErrorBody())
		}
	case refused:
		c.message(root, prefix, r.Resource, status.Message)
	default:
		c.message(root, prefix, r.Resource, r.Err.Error())
	}
}

// sayAt underlines the value of a field, or the key of the innermost that there
// is when the field is missing.
func (c *checker) sayAt(severity Severity, root *node, path, text string) {
	way := steps(path)
	n, all := root.find(way)
	switch {
	case all && len(n.children) == 0 && n.to > n.from:
		c.say(severity, n.from, n.to, text)
	case n == root && len(n.children) > 0:
		c.say(severity, n.children[0].keyFrom, n.children[0].keyTo, text)
	case n.key == "" && len(n.children) > 0 && n.children[0].keyTo > n.children[0].keyFrom: // an item's dash is small
		c.say(severity, n.children[0].keyFrom, n.children[0].keyTo, text)
	case n.keyTo > n.keyFrom:
		c.say(severity, n.keyFrom, n.keyTo, text)
	default:
		c.say(severity, n.from, min(n.to, lineEnd(c.text, n.from)), text)
	}
}

// message finds the place that the words of a refusal name.
func (c *checker) message(root *node, prefix, resource, text string) {
	shown := text
	for _, cut := range []string{"strict decoding error: ", ": json: "} {
		if i := strings.Index(shown, cut); i >= 0 {
			shown = strings.TrimPrefix(shown[i:], ": ")
		}
	}
	_, strict, isStrict := strings.Cut(text, "strict decoding error: ")
	_, field, isType := strings.Cut(text, " into Go struct field ")
	switch {
	case isStrict:
		for _, each := range strings.Split(strict, `", `) {
			each = strings.TrimSuffix(each, `"`)
			what, path, _ := strings.Cut(each, ` "`)
			c.unknown(root, prefix, resource, what, path)
		}
	case isType:
		c.wrongType(root, field, shown)
	case strings.HasPrefix(text, "resource mapping not found"):
		c.unknownKind(root)
	case strings.HasPrefix(text, "apiVersion "):
		c.sayAt(Error, root, "apiVersion", text)
	case strings.HasPrefix(text, "kind "):
		c.sayAt(Error, root, "kind", text)
	case strings.HasPrefix(text, "namespaces "):
		c.sayAt(Error, root, prefix+"metadata.namespace", shown)
	case strings.HasPrefix(text, "resource name may not be empty"):
		c.sayAt(Error, root, prefix+"metadata.name", shown)
	default:
		c.sayAt(Error, root, prefix+"kind", shown)
	}
}

// unknown speaks of a field that the kind does not have.
func (c *checker) unknown(root *node, prefix, resource, what, path string) {
	way := steps(prefix + path)
	text := what + ` "` + path + `"`
	if len(way) == 0 {
		c.sayAt(Error, root, "kind", text)
		return
	}
	last := way[len(way)-1]
	if r, ok := api.ResourceNamed(resource); ok && last.item < 0 {
		above := names(steps(path))
		var known []string
		for _, f := range kubectl.FieldsAt(r, above[:max(0, len(above)-1)]) {
			known = append(known, f.Name)
		}
		if near := near(last.key, known); near != "" {
			text += c.words.mean(near)
		}
	}
	n, all := root.find(way)
	if !all {
		c.sayAt(Error, root, prefix+path, text)
		return
	}
	c.say(Error, n.keyFrom, n.keyTo, text)
}

// near returns the nearest of words, also one that differs by its capitals alone.
func near(word string, words []string) string {
	for _, w := range words {
		if strings.EqualFold(w, word) {
			return w
		}
	}
	return nearest.Of(word, words, 1+len(word)/4)
}

// wrongType finds which of several fields of a path has a value of another type.
func (c *checker) wrongType(root *node, field, text string) {
	path, want, _ := strings.Cut(field, " of type ")
	_, path, _ = strings.Cut(path, ".")
	found := root.spread(strings.Split(path, "."))
	if len(found) == 1 && found[0].isMap && !strings.HasPrefix(want, "[") {
		found = append(found[0].children, found...) // the values of a map such as labels
	}
	for _, n := range found {
		if !fits(n, want) {
			if len(n.children) > 0 && n.keyTo > n.keyFrom {
				c.say(Error, n.keyFrom, n.keyTo, text)
			} else {
				c.say(Error, n.from, min(n.to, lineEnd(c.text, n.from)), text)
			}
			return
		}
	}
	c.sayAt(Error, root, path, text)
}

// fits tells whether a value may be of a type of Go's.
func fits(n *node, want string) bool {
	compound := n.isMap || n.isList
	switch {
	case strings.HasPrefix(want, "[]"):
		return n.isList
	case strings.HasPrefix(want, "map["):
		return n.isMap
	case strings.HasPrefix(want, "int"):
		_, err := strconv.Atoi(n.value)
		return !compound && !n.quoted && err == nil
	case want == "bool":
		return !compound && !n.quoted && (n.value == "true" || n.value == "false")
	case want == "string":
		_, err := strconv.ParseFloat(n.value, 64)
		return !compound && (n.quoted || err != nil && n.value != "true" && n.value != "false")
	}
	return n.isMap // a struct
}

// unknownKind says which kinds there are instead.
func (c *checker) unknownKind(root *node) {
	version, kind := root.scalarAt("apiVersion"), root.scalarAt("kind")
	var kinds []string
	for _, r := range api.Resources() {
		if !c.cluster.Serves(r) {
			continue
		}
		if r.Kind == kind {
			c.sayAt(Error, root, "apiVersion", fmt.Sprintf("no matches for kind %q in version %q", kind, version)+c.words.mean(r.APIVersion()))
			return
		}
		kinds = append(kinds, r.Kind)
	}
	text := fmt.Sprintf("no matches for kind %q in version %q", kind, version)
	if near := near(kind, kinds); near != "" {
		text += c.words.mean(near)
	}
	c.sayAt(Error, root, "kind", text)
}

// syntax finds what the YAML reader could not read, in the first document behind
// those that it could.
func (c *checker) syntax(err error, done int) {
	text := strings.TrimPrefix(err.Error(), "error converting YAML to JSON: ")
	d := c.docs[len(c.docs)-1]
	for _, each := range c.docs {
		if each.content > done {
			d = each
			break
		}
	}
	for _, p := range d.problems {
		if p.what != "twice" {
			c.say(Error, p.From, p.To, c.words.fault(p.what)+" ("+text+")")
			return
		}
	}
	from := d.from
	if _, rest, ok := strings.Cut(text, "line "); ok {
		digits, _, _ := strings.Cut(rest, ":")
		if n, err := strconv.Atoi(digits); err == nil {
			for ; n > 1 && from < len(c.text); n-- {
				from = lineEnd(c.text, from)
			}
		}
	}
	c.say(Error, from+len(c.text[from:])-len(strings.TrimLeft(c.text[from:], " ")), from, text)
}
