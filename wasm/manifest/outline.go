package manifest

import "strings"

// node is a value in a text: a map, a list or a scalar.
type node struct {
	key            string // in a map
	keyFrom, keyTo int    // of the key, the dash of an item, or the start of the document
	from, to       int    // of the value
	value          string // of a scalar, without its quotes
	quoted         bool
	isMap, isList  bool
	children       []*node
}

// document is one of the documents of a text.
type document struct {
	from, to int // without the separators
	line     int // on which it starts, from 1
	content  int // the line on which it has something to say, 0 for none
	root     *node
	problems []Problem // that only the text shows
}

// level is a map or a list that goes on.
type level struct {
	column int
	list   bool
	node   *node
}

// outliner reads a text by its lines.
type outliner struct {
	text   string
	doc    *document
	levels []level
}

// outline reads all documents of a text.
func outline(text string) []*document {
	var docs []*document
	start, line := 0, 1
	number := 1
	end := func(to int) {
		o := &outliner{text: text, doc: &document{from: start, to: to, line: line, root: &node{keyFrom: start, keyTo: start, from: start, to: start}}}
		o.read()
		docs = append(docs, o.doc)
	}
	for at := 0; at < len(text); number++ {
		next := lineEnd(text, at)
		if rest, ok := strings.CutPrefix(text[at:next], "---"); ok && at > start {
			if rest = strings.TrimSpace(rest); rest == "" || rest[0] == '#' {
				end(at)
				start, line = next, number+1
			}
		}
		at = next
	}
	end(len(text))
	return docs
}

// lineEnd returns where the next line begins.
func lineEnd(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(text)
}

// read goes through the lines of a document.
func (o *outliner) read() {
	d := o.doc
	o.levels = []level{{-1, false, d.root}}
	number := d.line
	for at := d.from; at < d.to; {
		next := min(lineEnd(o.text, at), d.to)
		line := strings.TrimRight(o.text[at:next], "\r\n")
		trimmed := strings.TrimLeft(line, " ")
		if trimmed != "" && trimmed[0] != '#' && !strings.HasPrefix(line, "---") {
			if d.content == 0 && strings.TrimSpace(line) != "" {
				d.content = number
			}
			if after := o.line(at, line); after > next {
				next = min(after, d.to)
			}
		}
		number += strings.Count(o.text[at:next], "\n")
		at = next
	}
	settle(d.root)
}

// line reads one line, and returns where a value of several lines ends, 0 when
// there is none.
func (o *outliner) line(at int, line string) int {
	column := len(line) - len(strings.TrimLeft(line, " "))
	if column < len(line) && line[column] == '\t' {
		o.problem(at, at+column+1, "tab")
		return 0
	}
	for column < len(line) && line[column] == '-' && (column+1 == len(line) || line[column+1] == ' ') {
		item := &node{keyFrom: at + column, keyTo: at + column + 1, from: at + column + 1, to: at + column + 1}
		o.add(column, true, item)
		column++
		for column < len(line) && line[column] == ' ' {
			column++
		}
		if column == len(line) || line[column] == '#' {
			return 0
		}
		if _, _, ok := key(line[column:]); !ok {
			return o.scalar(item, at+column, line[column:], column)
		}
	}
	name, width, ok := key(line[column:])
	if !ok {
		o.goOn(at, line, column)
		return 0
	}
	n := &node{key: name, keyFrom: at + column, keyTo: at + column + strings.LastIndexByte(line[column:column+width], ':')}
	n.from, n.to = n.keyTo, n.keyTo
	o.add(column, false, n)
	rest := line[column+width:]
	pad := len(rest) - len(strings.TrimLeft(rest, " "))
	return o.scalar(n, at+column+width+pad, rest[pad:], column)
}

// goOn takes a line that neither has a key nor begins an item for more of the
// value before it.
func (o *outliner) goOn(at int, line string, column int) {
	top := o.levels[len(o.levels)-1].node
	if len(top.children) > 0 {
		top = top.children[len(top.children)-1]
	}
	if top.isMap || top.isList {
		return
	}
	rest := withoutComment(line[column:])
	if top.value == "" {
		top.from = at + column
		if text, quoted := unquoted(rest); text != "" || quoted {
			top.value, top.quoted = text, quoted
		}
	}
	top.to = at + column + len(rest)
}

// add puts a key or an item where its column says.
func (o *outliner) add(column int, list bool, n *node) {
	last := func() *level { return &o.levels[len(o.levels)-1] }
	popped := false
	for last().column > column || last().column == column && last().list && !list {
		o.levels = o.levels[:len(o.levels)-1]
		popped = true
	}
	if l := last(); l.column != column || l.list != list {
		under := l.node
		if len(under.children) > 0 && l.column >= 0 {
			under = under.children[len(under.children)-1]
		}
		if popped && l.column < column && !under.isList && under.isMap || len(under.children) > 0 && under.isList != list {
			o.problem(n.keyFrom, n.keyTo, "indent")
		} else if under.value != "" && l.column >= 0 {
			o.problem(n.keyFrom, n.keyTo, "indent")
		}
		under.isList, under.isMap = list, !list
		o.levels = append(o.levels, level{column, list, under})
	}
	under := last().node
	if !list && len(under.children) < mostSiblings {
		for _, each := range under.children {
			if each.key == n.key {
				o.problem(n.keyFrom, n.keyTo, "twice")
				break
			}
		}
	}
	under.children = append(under.children, n)
}

// mostSiblings is how many keys of a map are compared with each other: a text of
// a million lines must not take a million times as long as one of a thousand.
const mostSiblings = 300

func (o *outliner) problem(from, to int, what string) {
	severity := Error
	if what == "twice" {
		severity = Warning
	}
	o.doc.problems = append(o.doc.problems, Problem{From: from, To: to, Severity: severity, what: what})
}

// settle makes maps and lists as wide as what is in them.
func settle(n *node) {
	for _, c := range n.children {
		settle(c)
	}
	if count := len(n.children); count > 0 && n.value == "" {
		n.from, n.to = n.children[0].keyFrom, max(n.children[count-1].to, n.children[count-1].keyTo)
	}
}
