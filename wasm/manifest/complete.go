package manifest

import (
	"sort"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/kubectl"
)

// Option is one way to go on.
type Option struct {
	Label  string
	Detail string // such as the type
	Text   string // what it is for
	Insert string // what is put in place of the word
}

// place is where in a text something is being written.
type place struct {
	root    *node  // of the whole document
	path    []step // of what the word would be in: a map, or the key of a value
	value   bool   // the word is a value
	word    int    // where it begins
	column  int
	item    bool   // a dash stands before it on its line
	version string // of the document
	kind    string
}

// Complete returns how the word before an offset can go on, and where it begins.
func Complete(c *cluster.Cluster, language, text string, offset int) (from int, options []Option) {
	offset = max(0, min(offset, len(text)))
	p, ok := placeOf(text, offset)
	if !ok {
		return offset, nil
	}
	w := wordsOf(language)
	word := text[p.word:offset]
	if p.value {
		options = p.values(c)
	} else {
		options = p.keys(c, w, language)
	}
	var fitting []Option
	for _, o := range options {
		if strings.Contains(strings.ToLower(o.Label), strings.ToLower(word)) && o.Label != word {
			fitting = append(fitting, o)
		}
	}
	return p.word, fitting
}

// placeOf reads the text up to the line of an offset, and what of that line
// stands before the word.
func placeOf(text string, offset int) (place, bool) {
	p := place{word: offset}
	start := strings.LastIndexByte(text[:offset], '\n') + 1
	for p.word > start && isWord(text[p.word-1]) {
		p.word--
	}
	before := text[start:p.word]
	if i := strings.Index(before, "#"); i == 0 || i > 0 && before[i-1] == ' ' {
		return p, false
	}
	docs := outline(text)
	d := documentAt(docs, offset)
	if start < d.from { // on the line that separates two
		return p, false
	}
	p.root = d.root
	p.version, p.kind = d.root.scalarAt("apiVersion"), d.root.scalarAt("kind")

	// What stands before the word decides: nothing but dashes before a key, a key
	// with its colon before a value.
	bare := strings.TrimLeft(before, " ")
	for strings.HasPrefix(bare, "- ") {
		p.item = true
		bare = strings.TrimLeft(bare[2:], " ")
	}
	p.column = len(before) - len(bare)
	probe := before
	switch name, width, isKey := key(strings.TrimRight(bare, " ")); {
	case bare == "":
		probe += "?:"
	case isKey && width == len(strings.TrimRight(bare, " ")) && name != "":
		p.value = true
	default:
		return p, false
	}
	cut := text[d.from:start] + probe
	o := &outliner{text: cut, doc: &document{to: len(cut), root: &node{}}}
	o.read()
	p.path = lastPath(o.doc.root)
	if len(p.path) == 0 {
		return p, false
	}
	if !p.value {
		if last := p.path[len(p.path)-1]; last.key != "?" {
			return p, false // inside a block of text
		}
		p.path = p.path[:len(p.path)-1]
	}
	return p, true
}

func isWord(b byte) bool {
	return b == '-' || b == '.' || b == '/' || b == '_' || b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z'
}

// lastPath returns the way to what was written last.
func lastPath(n *node) []step {
	var path []step
	for len(n.children) > 0 {
		i := len(n.children) - 1
		if n.isList {
			path = append(path, step{item: i})
		} else {
			path = append(path, step{n.children[i].key, -1})
		}
		n = n.children[i]
	}
	return path
}

// resource returns what the document is of.
func (p place) resource(c *cluster.Cluster) (api.Resource, bool) {
	r, ok := api.ResourceForKind(p.version, p.kind)
	return r, ok && c.Serves(r)
}

// keys lists the fields that can stand here and do not stand yet.
func (p place) keys(c *cluster.Cluster, w words, language string) []Option {
	there := map[string]bool{}
	if n, ok := p.root.find(p.path); ok {
		for _, each := range n.children {
			there[each.key] = true
		}
	}
	r, ok := p.resource(c)
	if !ok {
		if len(p.path) > 0 {
			return nil
		}
		r, _ = api.ResourceNamed("services") // what every kind has
	}
	if labels := p.labelKeys(c); labels != nil {
		var out []Option
		for _, k := range labels {
			if !there[k] {
				out = append(out, Option{Label: k, Insert: k + ": "})
			}
		}
		return out
	}
	above, known := kubectl.FieldAt(r, names(p.path))
	if len(p.path) > 0 && (!known || above.Map) {
		return nil
	}
	if last := len(p.path) - 1; above.List && (last < 0 || p.path[last].item < 0) {
		return nil // a dash is wanted first
	}
	var out []Option
	for _, f := range kubectl.FieldsAt(r, names(p.path)) {
		if there[f.Name] || len(p.path) == 0 && f.Name == "status" || readOnly[f.Name] && len(p.path) == 1 && p.path[0].key == "metadata" {
			continue
		}
		detail := f.Type
		if f.Required {
			detail += " *"
		}
		out = append(out, Option{f.Name, detail, told(f, w, language), p.begin(f)})
	}
	sort.SliceStable(out, func(i, j int) bool { return rank(out[i].Label) < rank(out[j].Label) })
	return out
}

// readOnly are what the server alone writes into metadata.
var readOnly = map[string]bool{"creationTimestamp": true, "deletionTimestamp": true, "deletionGracePeriodSeconds": true,
	"generation": true, "managedFields": true, "resourceVersion": true, "selfLink": true, "uid": true}

// first are the fields that are written most, in their order.
var first = []string{"apiVersion", "kind", "metadata", "spec", "name", "namespace", "labels", "type", "selector", "replicas", "template", "containers", "image", "ports", "port", "targetPort", "nodePort", "protocol"}

func rank(name string) int {
	for i, f := range first {
		if f == name {
			return i
		}
	}
	return len(first)
}

// begin writes a field with what has to follow its colon. What is nested goes
// two further in than the key stands.
func (p place) begin(f kubectl.Field) string {
	pad := "\n" + strings.Repeat(" ", p.column+2)
	switch {
	case f.List:
		return f.Name + ":" + pad + "- "
	case f.Nested:
		return f.Name + ":" + pad
	}
	return f.Name + ": "
}

// told is what a field is for, marked where it is not in the language.
func told(f kubectl.Field, w words, language string) string {
	text, asked := f.Text(language)
	if !asked && text != "" {
		text = w.english() + text
	}
	return text
}
