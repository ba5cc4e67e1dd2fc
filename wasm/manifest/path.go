package manifest

import (
	"strconv"
	"strings"
)

// step is a part of the way down to a node: a key of a map, or a place in a list.
type step struct {
	key  string
	item int // -1 for a key
}

// steps reads a path as the API server writes it: spec.ports[0].port,
// metadata.annotations[app.kubernetes.io/name].
func steps(path string) []step {
	var out []step
	for path != "" {
		if path[0] == '[' {
			end := strings.IndexByte(path, ']')
			if end < 0 {
				return out
			}
			inside := strings.Trim(path[1:end], `"`)
			if n, err := strconv.Atoi(inside); err == nil {
				out = append(out, step{item: n})
			} else {
				out = append(out, step{inside, -1})
			}
			path = strings.TrimPrefix(path[end+1:], ".")
			continue
		}
		end := strings.IndexAny(path, ".[")
		if end < 0 {
			end = len(path)
		}
		out = append(out, step{path[:end], -1})
		path = strings.TrimPrefix(path[end:], ".")
	}
	return out
}

// write writes a path back.
func write(path []step) string {
	var b strings.Builder
	for _, s := range path {
		switch {
		case s.item >= 0:
			b.WriteString("[" + strconv.Itoa(s.item) + "]")
		case b.Len() > 0:
			b.WriteString("." + s.key)
		default:
			b.WriteString(s.key)
		}
	}
	return b.String()
}

// names leaves out the places in lists, as the schema knows none.
func names(path []step) []string {
	var out []string
	for _, s := range path {
		if s.item < 0 {
			out = append(out, s.key)
		}
	}
	return out
}

// child returns what a step leads to, nil when nothing is there.
func (n *node) child(s step) *node {
	if s.item >= 0 {
		if n.isList && s.item < len(n.children) {
			return n.children[s.item]
		}
		return nil
	}
	for i := len(n.children) - 1; i >= 0; i-- { // the last of two counts
		if !n.isList && n.children[i].key == s.key {
			return n.children[i]
		}
	}
	return nil
}

// find follows a path as far as it leads.
func (n *node) find(path []step) (deepest *node, all bool) {
	for _, s := range path {
		next := n.child(s)
		if next == nil {
			return n, false
		}
		n = next
	}
	return n, true
}

// spread lists what names lead to, through every item of every list.
func (n *node) spread(path []string) []*node {
	if n.isList {
		var all []*node
		for _, c := range n.children {
			all = append(all, c.spread(path)...)
		}
		if len(path) > 0 || len(all) > 0 {
			return all
		}
	}
	if len(path) == 0 {
		return []*node{n}
	}
	if next := n.child(step{path[0], -1}); next != nil {
		return next.spread(path[1:])
	}
	return nil
}

// at returns the way to the innermost node at a place, and whether the place is
// on its key.
func (n *node) at(offset int) (path []step, found *node, onKey bool) {
	found = n
	for {
		next := -1
		for i, c := range found.children {
			if c.keyFrom <= offset && offset <= max(c.to, c.keyTo) {
				next = i
			}
		}
		if next < 0 {
			return path, found, false
		}
		c := found.children[next]
		if found.isList {
			path = append(path, step{item: next})
		} else {
			path = append(path, step{c.key, -1})
		}
		found = c
		if offset <= c.keyTo && (c.key != "" || len(c.children) == 0) {
			return path, found, true
		}
	}
}

// scalarAt returns the scalar that names lead to, "" when there is none.
func (n *node) scalarAt(path ...string) string {
	for _, name := range path {
		if n = n.child(step{name, -1}); n == nil {
			return ""
		}
	}
	return n.value
}

// documentAt returns the document in which a place is.
func documentAt(docs []*document, offset int) *document {
	for _, d := range docs {
		if offset <= d.to {
			return d
		}
	}
	return docs[len(docs)-1]
}
