package shell

import (
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// redirect changes e.fd, and returns false after an error, which it has printed.
func (e *environment) redirect(redirs []*syntax.Redirect) bool {
	for _, r := range redirs {
		if !e.redirectOne(r) {
			return false
		}
	}
	return true
}

func (e *environment) redirectOne(r *syntax.Redirect) bool {
	fd := 1
	switch r.Op {
	case syntax.RdrIn, syntax.RdrInOut, syntax.DplIn, syntax.Hdoc, syntax.DashHdoc, syntax.WordHdoc:
		fd = 0
	}
	if r.N != nil {
		n, err := strconv.Atoi(r.N.Value)
		if err != nil || n >= len(e.fd) {
			e.write(2, "bash: "+r.N.Value+": Bad file descriptor\n")
			return false
		}
		fd = n
	}
	switch r.Op {
	case syntax.Hdoc, syntax.DashHdoc:
		e.fd[fd] = file{in: &input{buf: e.hereDocument(r)}}
		return true
	case syntax.WordHdoc:
		e.fd[fd] = file{in: &input{buf: e.literal(r.Word) + "\n"}}
		return true
	}
	words := e.fields([]*syntax.Word{r.Word})
	if len(words) != 1 {
		e.write(2, "bash: "+sourceWord(r.Word)+": ambiguous redirect\n")
		return false
	}
	switch r.Op {
	case syntax.DplOut, syntax.DplIn:
		return e.duplicate(fd, words[0], r)
	case syntax.RdrIn, syntax.RdrInOut:
		return e.openInput(fd, words[0])
	case syntax.RdrAll, syntax.AppAll:
		ok := e.openOutput(1, words[0], r.Op == syntax.AppAll)
		e.fd[2] = e.fd[1]
		return ok
	default:
		return e.openOutput(fd, words[0], r.Op == syntax.AppOut)
	}
}

// duplicate is >&N, <&N, >&- and >&file.
func (e *environment) duplicate(fd int, word string, r *syntax.Redirect) bool {
	if word == "-" {
		e.fd[fd] = file{}
		return true
	}
	n, err := strconv.Atoi(word)
	if err != nil {
		if r.Op == syntax.DplIn || r.N != nil {
			e.write(2, "bash: "+word+": ambiguous redirect\n")
			return false
		}
		ok := e.openOutput(1, word, false)
		e.fd[2] = e.fd[1]
		return ok
	}
	if n < 0 || n >= len(e.fd) || e.fd[n] == (file{}) {
		e.write(2, "bash: "+word+": Bad file descriptor\n")
		return false
	}
	e.fd[fd] = e.fd[n]
	return true
}

func (e *environment) openInput(fd int, name string) bool {
	if name == "/dev/stdin" {
		e.fd[fd] = e.fd[0]
		return true
	}
	data, err := e.readFile(name)
	if err != nil {
		e.write(2, "bash: "+name+": "+reason(err)+"\n")
		return false
	}
	e.fd[fd] = file{in: &input{buf: string(data), regular: true}}
	return true
}

func (e *environment) openOutput(fd int, name string, add bool) bool {
	switch name {
	case "/dev/null":
		e.fd[fd] = file{out: nowhere{}}
		return true
	case "/dev/stdout":
		e.fd[fd] = e.fd[1]
		return true
	case "/dev/stderr":
		e.fd[fd] = e.fd[2]
		return true
	case "/dev/tty":
		e.fd[fd] = file{out: &terminal{}}
		return true
	}
	f, err := e.create(name, add)
	if err != nil {
		e.write(2, "bash: "+name+": "+reason(err)+"\n")
		return false
	}
	e.fd[fd] = file{out: f}
	return true
}

// hereDocument expands the body of << and <<-, unless its end word is quoted.
func (e *environment) hereDocument(r *syntax.Redirect) string {
	if r.Hdoc == nil {
		return ""
	}
	body := r.Hdoc
	if r.Op == syntax.DashHdoc {
		body = stripTabs(body)
	}
	if quotedDelimiter(r.Word) {
		return body.Lit()
	}
	return e.document(body)
}

// stripTabs takes the tabs from the beginning of each line.
func stripTabs(w *syntax.Word) *syntax.Word {
	stripped := &syntax.Word{}
	start := true
	for _, part := range w.Parts {
		lit, ok := part.(*syntax.Lit)
		if !ok {
			stripped.Parts = append(stripped.Parts, part)
			start = false
			continue
		}
		var b strings.Builder
		for line := range strings.Lines(lit.Value) {
			if start {
				line = strings.TrimLeft(line, "\t")
			}
			b.WriteString(line)
			start = strings.HasSuffix(line, "\n")
		}
		stripped.Parts = append(stripped.Parts, &syntax.Lit{Value: b.String()})
	}
	return stripped
}

func quotedDelimiter(w *syntax.Word) bool {
	for _, part := range w.Parts {
		lit, ok := part.(*syntax.Lit)
		if !ok || strings.Contains(lit.Value, `\`) {
			return true
		}
	}
	return false
}

// sourceWord writes a word as it stood in the source, where that is simple.
func sourceWord(w *syntax.Word) string {
	var b strings.Builder
	for _, part := range w.Parts {
		switch part := part.(type) {
		case *syntax.Lit:
			b.WriteString(part.Value)
		case *syntax.ParamExp:
			b.WriteString("$" + part.Param.Value)
		default:
			b.WriteString("…")
		}
	}
	return b.String()
}
