package manifest

import "strings"

// key reads the key at the start of a line: its name, and how wide it is with
// its colon.
func key(line string) (name string, width int, ok bool) {
	if line == "" {
		return "", 0, false
	}
	if q := line[0]; q == '"' || q == '\'' {
		end := strings.IndexByte(line[1:], q)
		if end < 0 {
			return "", 0, false
		}
		rest := line[end+2:]
		if !strings.HasPrefix(rest, ":") || len(rest) > 1 && rest[1] != ' ' {
			return "", 0, false
		}
		return line[1 : end+1], end + 3, true
	}
	if strings.IndexByte("{}[]#&*!|>%@`,", line[0]) >= 0 {
		return "", 0, false
	}
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ':':
			if i+1 == len(line) || line[i+1] == ' ' {
				return strings.TrimRight(line[:i], " "), i + 1, i > 0
			}
		case '#':
			if line[i-1] == ' ' {
				return "", 0, false
			}
		}
	}
	return "", 0, false
}

// scalar reads the value that begins at a place, of a key or an item that stands
// in a column. It returns where a value of several lines ends, else 0.
func (o *outliner) scalar(n *node, at int, rest string, column int) int {
	switch {
	case rest == "" || rest[0] == '#':
		n.from, n.to = n.keyTo, n.keyTo
		if n.key != "" {
			n.from, n.to = n.keyTo+1, n.keyTo+1
		}
		return 0
	case rest[0] == '|' || rest[0] == '>':
		n.from, n.value, n.quoted = at, rest, true
		n.to = o.blockEnd(at, column)
		return n.to
	case rest[0] == '{' || rest[0] == '[':
		f := &flow{o: o, at: at}
		f.value(n, 0)
		if !f.closed {
			o.problem(at, at+1, "open")
		}
		return lineEnd(o.text, min(f.at, o.doc.to))
	}
	plain := withoutComment(rest)
	if plain == "" { // a tab, and nothing else
		return 0
	}
	n.from, n.to = at, at+len(plain)
	n.value, n.quoted = unquoted(plain)
	if plain[0] != '"' && plain[0] != '\'' && (strings.Contains(plain, ": ") || strings.HasSuffix(plain, ":")) {
		i := strings.IndexByte(plain, ':')
		o.problem(at, at+i+1, "colon")
	}
	if q := plain[0]; (q == '"' || q == '\'') && !n.quoted && strings.Count(o.text[at:min(at+2000, o.doc.to)], string(q))%2 == 1 {
		o.problem(at, at+len(plain), "open")
	}
	return 0
}

// blockEnd returns where a value behind | or > ends: before the next line that is
// no further in than its key.
func (o *outliner) blockEnd(at, column int) int {
	end := lineEnd(o.text, at)
	for end < o.doc.to {
		next := lineEnd(o.text, end)
		line := strings.TrimRight(o.text[end:next], " \r\n")
		if in := len(line) - len(strings.TrimLeft(line, " ")); line != "" && in <= column {
			break
		}
		end = next
	}
	return end
}

// withoutComment drops a comment and the spaces at the end.
func withoutComment(s string) string {
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		if end := strings.IndexByte(s[1:], s[0]); end >= 0 {
			if i := strings.Index(s[end+2:], " #"); i >= 0 {
				s = s[:end+2+i]
			}
			return strings.TrimRight(s, " \t")
		}
	}
	if i := strings.Index(s, " #"); i >= 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " \t")
}

// unquoted returns the text of a scalar.
func unquoted(s string) (text string, quoted bool) {
	if n := len(s); n > 1 && (s[0] == '"' || s[0] == '\'') && s[n-1] == s[0] {
		return s[1 : n-1], true
	}
	return s, false
}

// flow reads values in braces and brackets.
type flow struct {
	o      *outliner
	at     int
	closed bool // the outermost one
}

// deepest bounds how deep braces may stand in each other.
const deepest = 50

// value reads what begins at the place into n.
func (f *flow) value(n *node, depth int) {
	text, end := f.o.text, f.o.doc.to
	if f.at >= end || depth > deepest {
		return
	}
	open := text[f.at]
	if open != '{' && open != '[' {
		n.from = f.at
		n.value, n.quoted = unquoted(f.plain(open))
		n.to = max(n.from, f.at)
		return
	}
	n.from, n.isMap, n.isList = f.at, open == '{', open == '['
	f.at++
	f.closed = false
	for f.skip(); f.at < end; f.skip() {
		switch text[f.at] {
		case '}', ']':
			f.at++
			n.to, f.closed = f.at, true
			return
		case ',':
			f.at++
			continue
		}
		child := &node{keyFrom: f.at, keyTo: f.at}
		before := f.at
		if n.isMap {
			child.key, _ = unquoted(f.plain(text[f.at]))
			child.keyTo = f.at
			child.from, child.to = f.at, f.at
			if f.at < end && text[f.at] == ':' {
				f.at++
				f.skip()
				child.from, child.to = f.at, f.at
				if f.at < end && text[f.at] != ',' && text[f.at] != '}' {
					f.value(child, depth+1)
				}
			}
		} else {
			f.value(child, depth+1)
		}
		n.children = append(n.children, child)
		if f.at == before {
			f.at++ // what cannot be read here
		}
	}
	n.to, f.closed = f.at, false
}

// plain reads up to what ends a key or a value, or a quoted text.
func (f *flow) plain(first byte) string {
	text, end, start := f.o.text, f.o.doc.to, f.at
	if first == '"' || first == '\'' {
		if i := strings.IndexByte(text[f.at+1:end], first); i >= 0 {
			f.at += i + 2
			return text[start:f.at]
		}
	}
	for f.at < end && strings.IndexByte(",{}[]\n", text[f.at]) < 0 && !(text[f.at] == ':' && (f.at+1 >= end || strings.IndexByte(" \n,}]", text[f.at+1]) >= 0)) {
		f.at++
	}
	s := strings.TrimRight(text[start:f.at], " ")
	return s
}

// skip goes over space, lines and comments.
func (f *flow) skip() {
	text, end := f.o.text, f.o.doc.to
	for f.at < end {
		switch text[f.at] {
		case ' ', '\n', '\r', '\t':
			f.at++
		case '#':
			f.at = min(lineEnd(text, f.at), end)
		default:
			return
		}
	}
}
