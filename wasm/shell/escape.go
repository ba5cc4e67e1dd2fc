package shell

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// escapes is how programs differ in reading backslashes.
type escapes struct {
	octalZero bool // echo -e: \0NNN; otherwise \NNN
	stop      bool // \c ends the output
	quotes    bool // \" and \' are quotes
}

var simpleEscapes = map[byte]string{
	'a': "\a", 'b': "\b", 'e': "\x1b", 'E': "\x1b", 'f': "\f", 'n': "\n", 'r': "\r", 't': "\t", 'v': "\v", '\\': `\`,
}

// unescapeANSI reads the text of $'…'.
func unescapeANSI(s string) string {
	text, _ := escapes{quotes: true}.read(s)
	return text
}

// read replaces the backslash sequences of s. stopped reports a \c.
func (how escapes) read(s string) (text string, stopped bool) {
	var b strings.Builder
	for s != "" {
		i := strings.IndexByte(s, '\\')
		if i < 0 || i+1 == len(s) {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:i])
		if how.stop && s[i+1] == 'c' {
			return b.String(), true
		}
		replacement, size := how.one(s[i+1:])
		b.WriteString(replacement)
		s = s[i+1+size:]
	}
	return b.String(), false
}

// one reads the sequence after a backslash, and returns how long it was.
func (how escapes) one(s string) (string, int) {
	if text, ok := simpleEscapes[s[0]]; ok {
		return text, 1
	}
	switch c := s[0]; {
	case how.quotes && (c == '\'' || c == '"' || c == '?'):
		return string(c), 1
	case c == 'x':
		return hexEscape(s, 2, false)
	case c == 'u':
		return hexEscape(s, 4, true)
	case c == 'U':
		return hexEscape(s, 8, true)
	case c == '0' && how.octalZero:
		return octalEscape(s, 1, 3)
	case c >= '0' && c <= '7' && !how.octalZero:
		return octalEscape(s, 0, 3)
	}
	return `\`, 0
}

func hexEscape(s string, most int, character bool) (string, int) {
	n := 1
	for n < len(s) && n <= most && strings.IndexByte("0123456789abcdefABCDEF", s[n]) >= 0 {
		n++
	}
	code, err := strconv.ParseUint(s[1:n], 16, 32)
	if err != nil {
		return `\` + s[:1], 1
	}
	if character && code <= utf8.MaxRune {
		return string(rune(code)), n
	}
	return string([]byte{byte(code)}), n
}

func octalEscape(s string, from, most int) (string, int) {
	n := from
	for n < len(s) && n-from < most && s[n] >= '0' && s[n] <= '7' {
		n++
	}
	code, _ := strconv.ParseUint(s[from:n], 8, 32)
	return string([]byte{byte(code)}), n
}

// quoteWord quotes s so that a shell reads it back as one word, as printf %q
// and ${x@Q} do.
func quoteWord(s string) string {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f {
			return "$'" + quoteControl(s) + "'"
		}
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

func quoteControl(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case c == '\'' || c == '\\':
			b.WriteString(`\` + string(c))
		case c < ' ' || c == 0x7f:
			b.WriteString(`\` + pad8(c))
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func pad8(c byte) string {
	s := strconv.FormatInt(int64(c), 8)
	return strings.Repeat("0", 3-len(s)) + s
}
