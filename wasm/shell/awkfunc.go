package shell

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"
)

// call is the functions.
func (r *awkRun) call(n *awkNode) awkValue {
	arg := func(i int) awkValue { return r.eval(n.kids[i]) }
	text := func(i int) string { return r.str(arg(i)) }
	switch n.text {
	case "length":
		if len(n.kids) == 0 {
			return awkNum(float64(utf8.RuneCountInString(r.record)))
		}
		if name := n.kids[0]; name.op == "name" && r.arrays[name.text] != nil {
			return awkNum(float64(len(r.arrays[name.text])))
		}
		return awkNum(float64(utf8.RuneCountInString(text(0))))
	case "substr":
		runes := []rune(text(0))
		from, to := math.Round(arg(1).number()), float64(len(runes))+1
		if len(n.kids) > 2 {
			to = min(to, from+math.Round(arg(2).number()))
		}
		if from = max(1, from); !(from < to) {
			return awkStr("")
		}
		return awkStr(string(runes[int(from)-1 : int(to)-1]))
	case "index":
		s := text(0)
		i := strings.Index(s, text(1))
		return awkNum(float64(utf8.RuneCountInString(s[:max(i, 0)])) + float64(truth(i >= 0)))
	case "split":
		separator := r.str(r.vars["FS"])
		s := text(0)
		parts := []string(nil)
		if len(n.kids) > 2 && n.kids[2].op == "re" {
			if s != "" {
				parts = n.kids[2].re.Split(s, -1)
			}
		} else {
			if len(n.kids) > 2 {
				separator = text(2)
			}
			parts = r.split(s, separator)
		}
		r.arrays[n.kids[1].text] = nil
		a := r.array(n.kids[1].text)
		for i, part := range parts {
			a[itoa(int64(i+1))] = awkInput(part)
		}
		return awkNum(float64(len(parts)))
	case "sub", "gsub":
		return r.substituted(n)
	case "match":
		re := n.kids[1].re
		s := text(0)
		if re == nil {
			re = r.regex(text(1))
		}
		start, length := 0, -1
		if at := re.FindStringIndex(s); at != nil {
			start, length = utf8.RuneCountInString(s[:at[0]])+1, utf8.RuneCountInString(s[at[0]:at[1]])
		}
		r.vars["RSTART"], r.vars["RLENGTH"] = awkNum(float64(start)), awkNum(float64(length))
		return awkNum(float64(start))
	case "toupper":
		return awkStr(strings.ToUpper(text(0)))
	case "tolower":
		return awkStr(strings.ToLower(text(0)))
	case "sprintf":
		return awkStr(r.format(n.kids))
	case "int":
		return awkNum(math.Trunc(arg(0).number()))
	case "sqrt":
		return awkNum(math.Sqrt(arg(0).number()))
	case "rand":
		return awkNum(float64(r.p.dice()) / 32768)
	}
	return awkNum(0) // srand
}

// substituted is sub and gsub.
func (r *awkRun) substituted(n *awkNode) awkValue {
	target := &awkNode{op: "$", kids: []*awkNode{{op: "num"}}}
	if len(n.kids) > 2 {
		target = n.kids[2]
	}
	re := n.kids[0].re
	if re == nil {
		re = r.regex(r.str(r.eval(n.kids[0])))
	}
	with, s := r.str(r.eval(n.kids[1])), r.str(r.eval(target))
	most := 1
	if n.text == "gsub" {
		most = -1
	}
	var b strings.Builder
	at, count := 0, 0
	for _, m := range re.FindAllStringIndex(s, most) {
		b.WriteString(s[at:m[0]])
		b.WriteString(expandReplacement(with, s, m))
		r.p.checkLength(b.Len())
		at = m[1]
		count++
	}
	if count > 0 {
		r.assign(target, awkStr(b.String()+s[at:]))
	}
	return awkNum(float64(count))
}

// format is printf: its first argument says how the others are written.
func (r *awkRun) format(kids []*awkNode) string {
	format, rest := r.str(r.eval(kids[0])), kids[1:]
	var b strings.Builder
	for format != "" {
		before, after, found := strings.Cut(format, "%")
		b.WriteString(before)
		if !found {
			break
		}
		n := 0
		for n < len(after) && strings.IndexByte("-+ #0123456789.*", after[n]) >= 0 {
			n++
		}
		if n == len(after) {
			b.WriteString("%" + after)
			break
		}
		flags, verb := after[:n], after[n]
		format = after[n+1:]
		next := func() awkValue {
			if len(rest) == 0 {
				panic(awkMistake("not enough arguments passed to printf"))
			}
			v := r.eval(rest[0])
			rest = rest[1:]
			return v
		}
		for strings.Contains(flags, "*") {
			flags = strings.Replace(flags, "*", itoa(int64(next().number())), 1)
		}
		if width := strings.TrimLeft(flags, "-+ #0"); len(width) > 4 {
			panic(awkMistake("printf: %" + flags + string(verb) + " is too wide"))
		}
		switch verb {
		case '%':
			b.WriteByte('%')
		case 'd', 'i':
			fmt.Fprintf(&b, "%"+flags+"d", int64(next().number()))
		case 'o', 'x', 'X', 'u':
			fmt.Fprintf(&b, "%"+flags+strings.Replace(string(verb), "u", "d", 1), uint64(int64(next().number())))
		case 'e', 'f', 'g', 'E', 'F', 'G':
			fmt.Fprintf(&b, "%"+flags+string(verb), next().number())
		case 'c':
			v := next()
			s := string(rune(v.n))
			if !v.isNum || v.input {
				s = string([]rune(v.s + "\x00")[0])
			}
			fmt.Fprintf(&b, "%"+flags+"s", s)
		case 's':
			fmt.Fprintf(&b, "%"+flags+"s", r.str(next()))
		default:
			panic(awkMistake("printf: unknown format %" + flags + string(verb)))
		}
		r.p.checkLength(b.Len())
	}
	return b.String()
}
