package shell

import (
	"errors"
	"regexp"
	"strings"
)

// Regular expressions of grep, sed and =~ are turned into those of package
// regexp and matched leftmost-longest, as POSIX wants. That package comes with
// apimachinery's validation anyway: using it here too adds 0.3 KB of brotli to
// the page (it would be 21 KB alone).

var (
	errBackReference = errors.New("back-references such as \\1 in a pattern are not supported in this shell")
	errTrailing      = errors.New("Trailing backslash")
	errUnmatched     = errors.New("Invalid regular expression")
	errParen         = errors.New("Unmatched ( or \\(")
	errCloseParen    = errors.New("Unmatched ) or \\)")
	errRepetition    = errors.New("Invalid preceding regular expression")
)

// compileBasic reads a basic regular expression, as grep and sed do.
func compileBasic(source string, ignoreCase bool) (*regexp.Regexp, error) {
	return (&translation{source: source, basic: true}).compile(ignoreCase)
}

// compileExtended reads an extended one, as grep -E does.
func compileExtended(source string, ignoreCase bool) (*regexp.Regexp, error) {
	return (&translation{source: source}).compile(ignoreCase)
}

// compileSed reads one of sed's, basic or extended.
func compileSed(source string, extended, ignoreCase bool) (*regexp.Regexp, error) {
	return (&translation{source: source, basic: !extended, tabs: true}).compile(ignoreCase)
}

func compileFixed(source string, ignoreCase bool) (*regexp.Regexp, error) {
	return finish(regexp.QuoteMeta(source), ignoreCase)
}

func finish(source string, ignoreCase bool) (*regexp.Regexp, error) {
	flags := "(?s)"
	if ignoreCase {
		flags = "(?si)"
	}
	re, err := regexp.Compile(flags + source)
	if err != nil {
		return nil, errRepetition
	}
	re.Longest()
	return re, nil
}

// translation rewrites POSIX syntax in the syntax of package regexp.
type translation struct {
	source string
	basic  bool
	tabs   bool // \t and \n mean something in […], as for sed
	out    strings.Builder
	at     int
	groups []int // where open groups begin in out
	atom   int   // where the last atom begins in out, -1 when there is none to repeat
	looped bool  // the last atom has a repetition already
}

func (t *translation) compile(ignoreCase bool) (*regexp.Regexp, error) {
	t.atom = -1
	for t.at < len(t.source) {
		if err := t.next(); err != nil {
			return nil, err
		}
	}
	if len(t.groups) > 0 {
		return nil, errParen
	}
	return finish(t.out.String(), ignoreCase)
}

// next translates one element.
func (t *translation) next() error {
	c := t.source[t.at]
	t.at++
	switch {
	case c == '\\':
		return t.escape()
	case c == '[':
		return t.bracket()
	case c == '.':
		t.put(".")
	case c == '^' && (!t.basic || t.atStart()):
		t.out.WriteString("^")
		t.atom = -1
	case c == '$' && (!t.basic || t.atEnd()):
		t.out.WriteString("$")
		t.atom = -1
	case c == '*':
		return t.repeat("*")
	case !t.basic && strings.IndexByte("()|+?{", c) >= 0:
		return t.special(c)
	default:
		t.at--
		t.ordinary()
	}
	return nil
}

// put adds an atom.
func (t *translation) put(s string) {
	t.atom, t.looped = t.out.Len(), false
	t.out.WriteString(s)
}

// ordinary adds a character that stands for itself.
func (t *translation) ordinary() {
	for i, r := range t.source[t.at:] {
		if i > 0 {
			t.put(regexp.QuoteMeta(t.source[t.at : t.at+i]))
			t.at += i
			return
		}
		_ = r
	}
	t.put(regexp.QuoteMeta(t.source[t.at:]))
	t.at = len(t.source)
}

// atStart reports that ^ is an anchor in a basic expression.
func (t *translation) atStart() bool {
	before := t.source[:t.at-1]
	return before == "" || strings.HasSuffix(before, `\(`) || strings.HasSuffix(before, `\|`)
}

func (t *translation) atEnd() bool {
	after := t.source[t.at:]
	return after == "" || strings.HasPrefix(after, `\)`) || strings.HasPrefix(after, `\|`)
}

func (t *translation) escape() error {
	if t.at == len(t.source) {
		return errTrailing
	}
	c := t.source[t.at]
	t.at++
	switch {
	case t.basic && strings.IndexByte("(){|+?", c) >= 0:
		return t.special(c)
	case c >= '1' && c <= '9':
		return errBackReference
	case strings.IndexByte("wWsS", c) >= 0:
		t.put(`\` + string(c))
	case strings.IndexByte("bB", c) >= 0:
		t.out.WriteString(`\` + string(c))
	case c == '<' || c == '>':
		t.out.WriteString(`\b`)
	case c == 'n':
		t.put("\n")
	case c == 't':
		t.put("\t")
	default:
		t.at--
		t.ordinary()
	}
	return nil
}

func (t *translation) special(c byte) error {
	switch c {
	case '(':
		t.groups = append(t.groups, t.out.Len())
		t.out.WriteString("(")
		t.atom = -1
	case ')':
		if len(t.groups) == 0 {
			if t.basic {
				return errCloseParen
			}
			t.put(`\)`)
			return nil
		}
		last := len(t.groups) - 1
		t.atom, t.looped = t.groups[last], false
		t.groups = t.groups[:last]
		t.out.WriteString(")")
	case '|':
		t.out.WriteString("|")
		t.atom = -1
	case '{':
		return t.interval()
	default:
		return t.repeat(string(c))
	}
	return nil
}

// repeat adds *, + or ?. One that repeats nothing stands for itself.
func (t *translation) repeat(how string) error {
	if t.atom < 0 {
		t.put(`\` + how)
		return nil
	}
	if t.looped { // a** is (a*)*
		whole := t.out.String()
		t.out.Reset()
		t.out.WriteString(whole[:t.atom] + "(?:" + whole[t.atom:] + ")")
	}
	t.out.WriteString(how)
	t.looped = true
	return nil
}

// interval adds {n,m}, or a plain brace when it is none.
func (t *translation) interval() error {
	closing := "}"
	if t.basic {
		closing = `\}`
	}
	bounds, _, ok := strings.Cut(t.source[t.at:], closing)
	low, high, ranged := strings.Cut(bounds, ",")
	if !ok || t.atom < 0 || !isDigits(low) && !(ranged && low == "") || high != "" && !isDigits(high) {
		if t.basic {
			return errRepetition
		}
		t.put(`\{`)
		return nil
	}
	if low == "" {
		bounds = "0" + bounds
	}
	t.at += len(bounds) + len(closing)
	if low == "" {
		t.at--
	}
	return t.repeat("{" + bounds + "}")
}

// bracket translates […], in which a backslash stands for itself.
func (t *translation) bracket() error {
	var b strings.Builder
	b.WriteString("[")
	if t.peek('^') {
		t.at++
		b.WriteString("^")
	}
	for first := true; ; first = false {
		switch rest := t.source[t.at:]; {
		case rest == "":
			return errUnmatched
		case rest[0] == ']' && !first:
			t.at++
			t.put(b.String() + "]")
			return nil
		case strings.HasPrefix(rest, "[:"):
			name, _, ok := strings.Cut(rest[2:], ":]")
			if _, known := classes[name]; !ok || !known {
				return errors.New("Invalid character class name")
			}
			b.WriteString("[:" + name + ":]")
			t.at += len(name) + 4
		case t.tabs && (strings.HasPrefix(rest, `\t`) || strings.HasPrefix(rest, `\n`)):
			b.WriteString(rest[:2])
			t.at += 2
		case strings.IndexByte(`\[]`, rest[0]) >= 0:
			b.WriteString(`\` + rest[:1])
			t.at++
		default:
			b.WriteByte(rest[0])
			t.at++
		}
	}
}

func (t *translation) peek(c byte) bool { return t.at < len(t.source) && t.source[t.at] == c }
