package shell

import (
	"strings"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"
)

// maxWords is the longest list of words that one command gets.
const maxWords = 1 << 18

// piece is text on its way through expansion. Quotes protect it from being
// split and from being read as a pattern.
type piece struct {
	text   string
	quoted bool
}

// expansion turns the parts of a word into fields, each a list of pieces.
type expansion struct {
	e      *environment
	split  bool // split what comes out of $… at IFS
	fields [][]piece
	field  []piece
	open   bool // field is a field, even if it is empty
}

// fields expands the words of a command: braces, parameters, splitting, globs.
func (e *environment) fields(words []*syntax.Word) []string {
	var out []string
	for _, word := range words {
		for _, w := range e.braces(word) {
			x := &expansion{e: e, split: true}
			x.word(w)
			x.flush()
			for _, f := range x.fields {
				out = append(out, e.glob(f)...)
			}
			if len(out) > maxWords {
				e.abandon(1, "bash: Argument list too long\n")
			}
		}
	}
	return out
}

// literal expands a word where it is neither split nor a pattern, as on the
// right of an assignment.
func (e *environment) literal(w *syntax.Word) string {
	if w == nil {
		return ""
	}
	return join(e.pieces(w))
}

// document expands the body of a here-document.
func (e *environment) document(w *syntax.Word) string {
	x := &expansion{e: e}
	x.parts(w.Parts, inDocument)
	return join(x.field)
}

// pattern expands a word to a pattern in which a backslash stands before all
// that was quoted.
func (e *environment) pattern(w *syntax.Word) string {
	if w == nil {
		return ""
	}
	return asPattern(e.pieces(w))
}

func (e *environment) pieces(w *syntax.Word) []piece {
	x := &expansion{e: e}
	x.word(w)
	return x.field
}

func join(pieces []piece) string {
	if len(pieces) == 1 {
		return pieces[0].text
	}
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.text)
	}
	return b.String()
}

func asPattern(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.quoted {
			b.WriteString(escapePattern(p.text))
		} else {
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// quoting is what surrounds a part of a word.
type quoting int

const (
	unquoted quoting = iota
	inQuotes
	inDocument
)

func (x *expansion) word(w *syntax.Word) {
	parts := w.Parts
	if len(parts) > 0 {
		if lit, ok := parts[0].(*syntax.Lit); ok {
			if rest, ok := x.tilde(lit.Value, len(parts) == 1); ok {
				x.literal(rest, unquoted)
				parts = parts[1:]
			}
		}
	}
	x.parts(parts, unquoted)
}

// tilde expands ~ at the beginning of a word.
func (x *expansion) tilde(s string, alone bool) (rest string, ok bool) {
	if s != "~" && !strings.HasPrefix(s, "~/") || s == "~" && !alone {
		return "", false
	}
	x.add(x.e.get("HOME"), true)
	return s[1:], true
}

func (x *expansion) parts(parts []syntax.WordPart, q quoting) {
	for _, part := range parts {
		switch part := part.(type) {
		case *syntax.Lit:
			x.literal(part.Value, q)
		case *syntax.SglQuoted:
			text := part.Value
			switch {
			case part.Dollar:
				text = unescapeANSI(text)
			case q != unquoted: // "${x:-'word'}" keeps them
				text = "'" + text + "'"
			}
			x.add(text, true)
		case *syntax.DblQuoted:
			x.doubleQuoted(part)
		case *syntax.ParamExp:
			x.param(part, q)
		case *syntax.CmdSubst:
			x.value(x.e.substitute(part), q)
		case *syntax.ArithmExp:
			x.value(itoa(x.e.arithm(part.X)), q)
		case *syntax.ExtGlob:
			x.e.abandon(2, "bash: the pattern %s%s) is not supported in this shell\n", part.Op, part.Pattern.Value)
		default:
			x.e.abandon(2, "bash: process substitution is not supported in this shell\n")
		}
	}
}

// doubleQuoted makes a field even of nothing, except of "$@" alone.
func (x *expansion) doubleQuoted(q *syntax.DblQuoted) {
	if len(q.Parts) == 1 {
		if p, ok := q.Parts[0].(*syntax.ParamExp); ok && p.Param != nil && !p.Length && (p.Param.Value == "@" || everyField(p)) {
			x.param(p, inQuotes)
			return
		}
	}
	x.add("", true)
	x.parts(q.Parts, inQuotes)
}

// everyField reports ${NAME[@]}.
func everyField(p *syntax.ParamExp) bool {
	which, _ := everything(p.Index)
	return which == "@"
}

// literal adds source text, in which backslashes quote.
func (x *expansion) literal(s string, q quoting) {
	for s != "" {
		i := strings.IndexByte(s, '\\')
		if i < 0 || i == len(s)-1 {
			x.add(s, q != unquoted)
			return
		}
		if i > 0 {
			x.add(s[:i], q != unquoted)
		}
		_, size := utf8.DecodeRuneInString(s[i+1:])
		next := s[i+1 : i+1+size]
		s = s[i+1+size:]
		switch {
		case next == "\n": // the line goes on
		case q == unquoted, strings.Contains("$`\\", next), next == `"` && q == inQuotes:
			x.add(next, true)
		default:
			x.add(`\`+next, true)
		}
	}
}

// add puts text at the end of the field.
func (x *expansion) add(text string, quoted bool) {
	x.open = x.open || quoted || text != ""
	if n := len(x.field); n > 0 && x.field[n-1].quoted == quoted {
		x.e.checkLength(len(x.field[n-1].text) + len(text))
		x.field[n-1].text += text
		return
	}
	x.field = append(x.field, piece{text, quoted})
}

// flush ends the field.
func (x *expansion) flush() {
	if x.open {
		x.fields = append(x.fields, x.field)
		x.field, x.open = nil, false
	}
}

// value adds what an expansion yields, split at IFS where it is not quoted.
func (x *expansion) value(s string, q quoting) {
	if q != unquoted {
		x.add(s, true)
		return
	}
	if !x.split {
		x.add(s, false)
		return
	}
	ifs := x.e.ifs()
	for s != "" {
		i := strings.IndexAny(s, ifs)
		if i < 0 {
			x.add(s, false)
			return
		}
		if i > 0 {
			x.add(s[:i], false)
		}
		hard := false
		s, hard = skipSeparator(s[i:], ifs)
		x.open = x.open || hard
		x.flush()
	}
}

// skipSeparator takes white space and at most one other separator from the
// beginning of s. A hard separator ends a field even when that is empty.
func skipSeparator(s, ifs string) (rest string, hard bool) {
	space := func(s string) string {
		for s != "" && strings.IndexByte(" \t\n", s[0]) >= 0 && strings.IndexByte(ifs, s[0]) >= 0 {
			s = s[1:]
		}
		return s
	}
	s = space(s)
	if s != "" && strings.IndexByte(ifs, s[0]) >= 0 {
		return space(s[1:]), true
	}
	return s, false
}

// ifs returns the separators, which unset IFS does not take away.
func (e *environment) ifs() string {
	if v, ok := e.session().vars["IFS"]; ok {
		return v.value
	}
	return " \t\n"
}

// substitute runs $(…) and returns what it prints, without the newlines at
// its end.
func (e *environment) substitute(c *syntax.CmdSubst) string {
	out := &capture{}
	sub := e.subshell(e.thread)
	sub.fd[1] = file{out: out}
	if text, ok := e.onlyInput(sub, c.Stmts); ok {
		return text
	}
	e.status = sub.isolated(func() { sub.stmts(c.Stmts) })
	e.block(func() bool { return out.writers == 0 }, never) // a job may still print into it
	e.substituted = true
	return strings.TrimRight(out.text.String(), "\n")
}

// onlyInput is $(< file), which reads the file.
func (e *environment) onlyInput(sub *environment, stmts []*syntax.Stmt) (string, bool) {
	if len(stmts) != 1 || stmts[0].Cmd != nil || len(stmts[0].Redirs) != 1 || stmts[0].Redirs[0].Op != syntax.RdrIn {
		return "", false
	}
	if !sub.redirect(stmts[0].Redirs) || sub.fd[0].in == nil {
		e.status = 1
		return "", true
	}
	e.status = 0
	return strings.TrimRight(sub.fd[0].in.rest(e.thread), "\n"), true
}
