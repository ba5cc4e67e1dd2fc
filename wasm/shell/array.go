package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// maxIndex bounds arrays: what lies between two elements is there, and empty.
const maxIndex = 1 << 16

// everything reports that an index is @ or *, which stand for all elements.
func everything(index syntax.ArithmExpr) (which string, ok bool) {
	w, word := index.(*syntax.Word)
	if !word {
		return "", false
	}
	which = w.Lit()
	return which, which == "@" || which == "*"
}

// elements returns what is in an array. A plain variable is an array of one.
func (e *environment) elements(name string) []string {
	if name == "PIPESTATUS" {
		texts := make([]string, len(e.statuses))
		for i, s := range e.statuses {
			texts[i] = itoa(int64(s))
		}
		return texts
	}
	v, set := e.session().vars[name]
	if v.list == nil && set {
		return []string{v.value}
	}
	return v.list
}

// element returns one element; a negative index counts from the end.
func (e *environment) element(name string, index syntax.ArithmExpr) (value string, set bool) {
	all := e.elements(name)
	n := e.arithm(index)
	if n < 0 {
		n += int64(len(all))
	}
	if n < 0 || n >= int64(len(all)) {
		return "", false
	}
	return all[n], true
}

// assignArray carries out NAME=(…), NAME+=(…) and NAME[i]=….
func (e *environment) assignArray(a *syntax.Assign) bool {
	name := a.Name.Value
	v := e.session().vars[name]
	if v.readonly {
		return e.set(name, "") // says so
	}
	var list []string
	if a.Append || a.Index != nil {
		list = append(list, e.elements(name)...)
	}
	if a.Index != nil {
		value := e.literal(a.Value)
		n := e.index(name, a.Index, len(list))
		if a.Append && n < len(list) {
			value = list[n] + value
		}
		list = put(list, n, value)
	} else {
		for _, item := range a.Array.Elems {
			if item.Index == nil {
				list = append(list, e.fields([]*syntax.Word{item.Value})...)
			} else {
				list = put(list, e.index(name, item.Index, len(list)), e.literal(item.Value))
			}
			if len(list) > maxIndex {
				e.abandon(1, "bash: %s: more than %d elements\n", name, maxIndex)
			}
		}
	}
	total := 0
	for _, s := range list {
		total += len(s)
	}
	e.checkLength(total)
	v.list, v.value = list, ""
	if len(list) > 0 {
		v.value = list[0]
	} else {
		v.list = []string{}
	}
	e.session().vars[name] = v
	return true
}

func (e *environment) index(name string, x syntax.ArithmExpr, n int) int {
	i := e.arithm(x)
	if i < 0 {
		i += int64(n)
	}
	if i < 0 || i >= maxIndex {
		e.abandon(1, "bash: %s[%d]: bad array subscript\n", name, i)
	}
	return int(i)
}

func put(list []string, n int, value string) []string {
	for len(list) <= n {
		list = append(list, "")
	}
	list[n] = value
	return list
}

// readArray is mapfile: it reads lines into an array.
func readArray(p *process) int {
	opts, names, ok := optionSpec{letters: "td:n:"}.parse(p)
	if !ok {
		return 2
	}
	name := "MAPFILE"
	if len(names) > 0 {
		name = names[0]
	}
	list := []string{}
	for line, more := p.stdin().line(p.thread); more && len(list) < maxIndex; line, more = p.stdin().line(p.thread) {
		if opts.has('t') {
			line = strings.TrimSuffix(line, "\n")
		}
		list = append(list, line)
	}
	if !p.set(name, strings.Join(list[:min(1, len(list))], "")) {
		return 1
	}
	v := p.session().vars[name]
	v.list = list
	p.session().vars[name] = v
	return 0
}
