package shell

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"
)

// param expands $NAME and ${NAME…}.
func (x *expansion) param(p *syntax.ParamExp, q quoting) {
	e := x.e
	if p.Param == nil || p.Names != 0 {
		e.abandon(2, "bash: ${%s…}: bad substitution\n", paramName(p))
	}
	name := p.Param.Value
	if p.Index != nil {
		x.element(p, name, q)
		return
	}
	if name == "@" || name == "*" {
		x.list(p, name, e.params, q)
		return
	}
	if p.Excl {
		name = e.get(name)
	}
	value, set := e.lookupVar(name)
	x.one(p, name, value, set, q)
}

// one expands a parameter that has one value.
func (x *expansion) one(p *syntax.ParamExp, name, value string, set bool, q quoting) {
	e := x.e
	if !set && e.nounset && (p.Exp == nil || p.Exp.Word == nil) {
		if !e.interactive() {
			e.flow = flowExit
		}
		e.abandon(1, "bash: %s: unbound variable\n", name)
	}
	if p.Length {
		x.value(itoa(int64(utf8.RuneCountInString(value))), q)
		return
	}
	if p.Exp != nil && x.fallback(p, name, value, set, q) {
		return
	}
	x.value(e.modify(p, value), q)
}

func paramName(p *syntax.ParamExp) string {
	if p.Param == nil {
		return ""
	}
	return p.Param.Value
}

// element expands ${NAME[i]…}, and ${NAME[@]…} as $@ is.
func (x *expansion) element(p *syntax.ParamExp, name string, q quoting) {
	e := x.e
	if which, all := everything(p.Index); all {
		values := e.elements(name)
		if p.Excl {
			keys := make([]string, len(values))
			for i := range keys {
				keys[i] = itoa(int64(i))
			}
			values = keys
		}
		x.list(p, which, values, q)
		return
	}
	value, set := e.element(name, p.Index)
	x.one(p, name, value, set, q)
}

// list expands $@ and $*, or an array. "$@" is a field for each value.
func (x *expansion) list(p *syntax.ParamExp, name string, values []string, q quoting) {
	e := x.e
	if p.Length {
		x.value(itoa(int64(len(values))), q)
		return
	}
	if p.Exp != nil && x.fallback(p, name, strings.Join(values, " "), len(values) > 0, q) {
		return
	}
	if p.Slice != nil {
		if p.Index == nil {
			values = append([]string{e.name}, values...)
		}
		from, to := e.bounds(p.Slice, len(values))
		values = values[from:to]
	}
	if q != unquoted && name == "*" || !x.split {
		separator := " "
		if name == "*" {
			separator = e.ifs()[:min(1, len(e.ifs()))]
		}
		x.value(strings.Join(values, separator), q)
		return
	}
	for i, v := range values {
		if i > 0 {
			x.flush()
		}
		if p.Slice == nil {
			v = e.modify(p, v)
		}
		x.value(v, q)
	}
}

// fallback handles ${x:-word}, ${x:=word}, ${x:?word} and ${x:+word}. It
// reports whether it has expanded the parameter.
func (x *expansion) fallback(p *syntax.ParamExp, name, value string, set bool, q quoting) bool {
	e := x.e
	missing := !set
	switch p.Exp.Op {
	case syntax.AlternateUnsetOrNull, syntax.DefaultUnsetOrNull, syntax.ErrorUnsetOrNull, syntax.AssignUnsetOrNull:
		missing = value == ""
	}
	switch p.Exp.Op {
	case syntax.AlternateUnset, syntax.AlternateUnsetOrNull:
		if !missing {
			x.instead(p.Exp.Word, q)
		}
		return true
	case syntax.DefaultUnset, syntax.DefaultUnsetOrNull:
		if missing {
			x.instead(p.Exp.Word, q)
		}
		return missing
	case syntax.ErrorUnset, syntax.ErrorUnsetOrNull:
		if missing {
			text := e.literal(p.Exp.Word)
			if text == "" {
				text = "parameter null or not set"
			}
			e.abandon(1, "bash: %s: %s\n", name, text)
		}
	case syntax.AssignUnset, syntax.AssignUnsetOrNull:
		if !missing {
			return false
		}
		if !syntax.ValidName(name) {
			e.abandon(1, "bash: $%s: cannot assign in this way\n", name)
		}
		e.set(name, e.literal(p.Exp.Word))
		x.value(e.get(name), q)
		return true
	}
	return false
}

// instead expands the word of ${x:-word}, whose unquoted text is split too.
func (x *expansion) instead(w *syntax.Word, q quoting) {
	if w == nil {
		return
	}
	if q == unquoted {
		for _, part := range w.Parts {
			if lit, ok := part.(*syntax.Lit); ok && !strings.Contains(lit.Value, `\`) {
				x.value(lit.Value, q)
			} else {
				x.parts([]syntax.WordPart{part}, q)
			}
		}
		return
	}
	x.parts(w.Parts, q)
}

// modify applies the operators that change a value: # % / : ^ and ,.
func (e *environment) modify(p *syntax.ParamExp, value string) string {
	switch {
	case p.Slice != nil:
		runes := []rune(value)
		from, to := e.bounds(p.Slice, len(runes))
		return string(runes[from:to])
	case p.Repl != nil:
		return e.replace(p.Repl, value)
	case p.Exp == nil:
		return value
	}
	pat := compilePattern(e.pattern(p.Exp.Word))
	switch p.Exp.Op {
	case syntax.RemSmallPrefix:
		return value[max(0, pat.prefix(value, false)):]
	case syntax.RemLargePrefix:
		return value[max(0, pat.prefix(value, true)):]
	case syntax.RemSmallSuffix, syntax.RemLargeSuffix:
		if n := pat.suffix(value, p.Exp.Op == syntax.RemLargeSuffix); n >= 0 {
			return value[:n]
		}
		return value
	case syntax.UpperAll:
		return mapCase(value, pat, unicode.ToUpper, false)
	case syntax.UpperFirst:
		return mapCase(value, pat, unicode.ToUpper, true)
	case syntax.LowerAll:
		return mapCase(value, pat, unicode.ToLower, false)
	case syntax.LowerFirst:
		return mapCase(value, pat, unicode.ToLower, true)
	case syntax.OtherParamOps:
		if e.literal(p.Exp.Word) == "Q" {
			return quoteWord(value)
		}
		e.abandon(1, "bash: ${%s@…}: bad substitution\n", paramName(p))
	}
	return value
}

// mapCase changes the letters that match pat; an empty pattern is any letter.
func mapCase(s string, pat pattern, to func(rune) rune, first bool) string {
	var b strings.Builder
	for i, r := range s {
		if (!first || i == 0) && (len(pat) == 0 || pat.match(string(r))) {
			r = to(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// bounds evaluates ${x:offset:length} for n characters.
func (e *environment) bounds(s *syntax.Slice, n int) (from, to int) {
	limit := int64(n)
	start := int64(0)
	if s.Offset != nil {
		start = e.arithm(s.Offset)
	}
	if start < 0 {
		start += limit
	}
	if start < 0 || start > limit {
		return n, n
	}
	end := limit
	if s.Length != nil {
		if length := e.arithm(s.Length); length >= 0 {
			end = start + min(length, limit-start)
		} else if end = limit + length; end < start {
			e.abandon(1, "bash: %d: substring expression < 0\n", length)
		}
	}
	return int(start), int(end)
}

// replace is ${x/pattern/text}, with # and % to bind the pattern to an end.
func (e *environment) replace(r *syntax.Replace, value string) string {
	source := e.pattern(r.Orig)
	with := ""
	if r.With != nil {
		with = e.literal(r.With)
	}
	if source == "" {
		return value
	}
	if !r.All && source[0] == '#' {
		if n := compilePattern(source[1:]).prefix(value, true); n >= 0 {
			return with + value[n:]
		}
		return value
	}
	if !r.All && source[0] == '%' {
		if n := compilePattern(source[1:]).suffix(value, true); n >= 0 {
			return value[:n] + with
		}
		return value
	}
	return e.replaceInside(compilePattern(source), value, with, r.All)
}

func (e *environment) replaceInside(pat pattern, value, with string, all bool) string {
	var b strings.Builder
	for value != "" {
		n := pat.prefix(value, true)
		if n > 0 {
			b.WriteString(with)
			value = value[n:]
			if !all {
				break
			}
		} else {
			_, size := utf8.DecodeRuneInString(value)
			b.WriteString(value[:size])
			value = value[size:]
		}
		e.checkLength(b.Len())
	}
	return b.String() + value
}
