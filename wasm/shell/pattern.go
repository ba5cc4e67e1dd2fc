package shell

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// pattern is a shell pattern, such as web-?.*: what each element matches.
type pattern []element

type element struct {
	kind   elementKind
	r      rune
	negate bool
	ranges [][2]rune
	class  []func(rune) bool
}

type elementKind int

const (
	oneRune elementKind = iota
	anyRune
	anyText
	runeSet
)

// escapePattern puts a backslash before each character.
func escapePattern(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < utf8.RuneSelf && r != '\n' {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// hasPattern reports that s is more than escaped text.
func hasPattern(s string) bool {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '*', '?', '[':
			return true
		}
	}
	return false
}

func compilePattern(s string) pattern {
	var p pattern
	runes := []rune(s)
	for i := 0; i < len(runes); i++ {
		switch r := runes[i]; r {
		case '*':
			if len(p) == 0 || p[len(p)-1].kind != anyText {
				p = append(p, element{kind: anyText})
			}
		case '?':
			p = append(p, element{kind: anyRune})
		case '[':
			set, size := compileSet(runes[i:])
			if size == 0 {
				p = append(p, element{r: r})
				continue
			}
			p = append(p, set)
			i += size - 1
		case '\\':
			if i+1 < len(runes) {
				i++
			}
			p = append(p, element{r: runes[i]})
		default:
			p = append(p, element{r: r})
		}
	}
	return p
}

// compileSet reads [a-z], [!a] and [[:digit:]]. It returns how many characters
// it took, 0 when there is no closing bracket.
func compileSet(runes []rune) (element, int) {
	set := element{kind: runeSet}
	i := 1
	if i < len(runes) && (runes[i] == '!' || runes[i] == '^') {
		set.negate = true
		i++
	}
	for first := true; i < len(runes); first = false {
		if runes[i] == ']' && !first {
			return set, i + 1
		}
		if name, size := className(runes[i:]); size > 0 {
			set.class = append(set.class, classes[name])
			i += size
			continue
		}
		low, size := setRune(runes[i:])
		i += size
		high := low
		if i+1 < len(runes) && runes[i] == '-' && runes[i+1] != ']' {
			high, size = setRune(runes[i+1:])
			i += 1 + size
		}
		set.ranges = append(set.ranges, [2]rune{low, high})
	}
	return set, 0
}

func setRune(runes []rune) (rune, int) {
	if runes[0] == '\\' && len(runes) > 1 {
		return runes[1], 2
	}
	return runes[0], 1
}

// className reads [:digit:].
func className(runes []rune) (string, int) {
	if len(runes) < 4 || runes[0] != '[' || runes[1] != ':' {
		return "", 0
	}
	rest := string(runes[2:])
	name, _, ok := strings.Cut(rest, ":]")
	if _, known := classes[name]; !ok || !known {
		return "", 0
	}
	return name, len([]rune(name)) + 4
}

// classes are the character classes of POSIX.
var classes = map[string]func(rune) bool{
	"alnum":  func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) },
	"alpha":  unicode.IsLetter,
	"blank":  func(r rune) bool { return r == ' ' || r == '\t' },
	"cntrl":  unicode.IsControl,
	"digit":  func(r rune) bool { return r >= '0' && r <= '9' },
	"graph":  unicode.IsGraphic,
	"lower":  unicode.IsLower,
	"print":  unicode.IsPrint,
	"punct":  func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) },
	"space":  unicode.IsSpace,
	"upper":  unicode.IsUpper,
	"xdigit": func(r rune) bool { return strings.ContainsRune("0123456789abcdefABCDEF", r) },
}

func (el element) matches(r rune) bool {
	switch el.kind {
	case oneRune:
		return r == el.r
	case runeSet:
		return el.inSet(r) != el.negate
	}
	return true
}

func (el element) inSet(r rune) bool {
	for _, span := range el.ranges {
		if r >= span[0] && r <= span[1] {
			return true
		}
	}
	for _, in := range el.class {
		if in(r) {
			return true
		}
	}
	return false
}

func matchPattern(p, s string) bool { return compilePattern(p).match(s) }

// match reports whether the whole of s matches. On a mismatch it goes back to
// the last * only, which is enough and keeps it quadratic.
func (p pattern) match(s string) bool {
	i, star, mark := 0, -1, 0
	at := 0
	for at < len(s) || i < len(p) {
		if i < len(p) && p[i].kind == anyText {
			star, mark = i, at
			i++
			continue
		}
		if i < len(p) && at < len(s) {
			r, size := utf8.DecodeRuneInString(s[at:])
			if p[i].matches(r) {
				i++
				at += size
				continue
			}
		}
		if star < 0 || mark >= len(s) {
			return false
		}
		_, size := utf8.DecodeRuneInString(s[mark:])
		mark += size
		i, at = star+1, mark
	}
	return true
}

// prefix returns the length of the shortest or longest beginning of s that
// matches, -1 when none does.
func (p pattern) prefix(s string, longest bool) int {
	if !p.hasStar() {
		return p.fixedPrefix(s)
	}
	found := -1
	for n := 0; n <= len(s); n++ {
		if (n == len(s) || utf8.RuneStart(s[n])) && p.match(s[:n]) {
			found = n
			if !longest {
				break
			}
		}
	}
	return found
}

func (p pattern) hasStar() bool {
	for _, el := range p {
		if el.kind == anyText {
			return true
		}
	}
	return false
}

// fixedPrefix is prefix for a pattern that has one length only.
func (p pattern) fixedPrefix(s string) int {
	at := 0
	for _, el := range p {
		r, size := utf8.DecodeRuneInString(s[at:])
		if size == 0 || !el.matches(r) {
			return -1
		}
		at += size
	}
	return at
}

// suffix returns where the shortest or longest end of s that matches begins,
// -1 when none does.
func (p pattern) suffix(s string, longest bool) int {
	found := -1
	for n := len(s); n >= 0; n-- {
		if (n == len(s) || utf8.RuneStart(s[n])) && p.match(s[n:]) {
			found = n
			if !longest {
				break
			}
		}
	}
	return found
}
