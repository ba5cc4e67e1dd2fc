package kubectl

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// shape is what decides how a string can be written in YAML. Models
// go.yaml.in/yaml yaml_emitter_analyze_scalar.
type shape struct {
	indicators    bool // it would read as something else than text
	edgeSpace     bool // a space or a line break at an end
	trailingSpace bool
	special       bool // it needs escapes, or has a space before a line break
}

func shapeOf(s string) shape {
	if s == "" {
		return shape{}
	}
	out := shape{
		indicators:    strings.HasPrefix(s, "---") || strings.HasPrefix(s, "..."),
		trailingSpace: strings.HasSuffix(s, " "),
		edgeSpace:     strings.Trim(s, " \n") != s,
		special:       strings.Contains(s, " \n") || !utf8.ValidString(s),
	}
	if strings.ContainsAny(s[:1], "#,[]{}&*!|>'\"%@`") {
		out.indicators = true
	}
	for i, r := range s {
		next := i + utf8.RuneLen(r)
		blankNext := next >= len(s) || s[next] == ' ' || s[next] == '\t'
		blankBefore := i == 0 || strings.ContainsRune(" \t\n\r", rune(s[i-1]))
		switch {
		case r == ':' && blankNext, i == 0 && (r == '?' || r == '-') && blankNext, r == '#' && blankBefore:
			out.indicators = true
		case !printable(r):
			out.special = true
		}
	}
	return out
}

// printable says which characters YAML shows as they are.
func printable(r rune) bool {
	switch {
	case r == '\n':
		return true
	case r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0, r == 0xfeff, r >= 0xfffe:
		return false
	}
	return true
}

// lineYAML writes a string in one line: plain when it reads back as the same
// string, quoted otherwise.
func lineYAML(s string, shape shape) string {
	switch {
	case shape.special || strings.Contains(s, "\n") || !plainString(s):
		return doubleQuoted(s)
	case shape.indicators || shape.edgeSpace:
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	return s
}

// notStrings are words that YAML 1.1 reads as something else.
var notStrings = " y Y yes Yes YES true True TRUE on On ON n N no No NO false False FALSE off Off OFF " +
	"~ null Null NULL .nan .NaN .NAN .inf .Inf .INF +.inf +.Inf +.INF -.inf -.Inf -.INF "

// plainString reports whether a plain scalar would be read as a string. Models
// go.yaml.in/yaml resolve and isBase60Float.
func plainString(s string) bool {
	if s == "" || !strings.Contains(s, " ") && strings.Contains(notStrings, " "+s+" ") {
		return false
	}
	switch c := s[0]; {
	case c == '.':
		_, err := strconv.ParseFloat(s, 64)
		return err != nil
	case c != '+' && c != '-' && (c < '0' || c > '9'):
		return true
	}
	return !isTimestamp(s) && !isNumber(strings.ReplaceAll(s, "_", "")) && !isBase60(s)
}

func isNumber(s string) bool {
	if _, err := strconv.ParseInt(s, 0, 64); err == nil {
		return true
	}
	if _, err := strconv.ParseUint(s, 0, 64); err == nil {
		return true
	}
	if strings.Trim(s, "0123456789.eE+-") != "" {
		return false
	}
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

// isBase60 reports whether s is a number such as 12:30:45, as YAML 1.1 counts.
func isBase60(s string) bool {
	parts := strings.Split(strings.TrimLeft(s, "+-"), ":")
	if len(parts) < 2 || len(s)-len(strings.TrimLeft(s, "+-")) > 1 {
		return false
	}
	if !madeOf(parts[0], "0123456789_") || parts[0][0] == '_' {
		return false
	}
	last := len(parts) - 1
	whole, fraction, given := strings.Cut(parts[last], ".")
	if given && strings.Trim(fraction, "0123456789_") != "" {
		return false
	}
	parts[last] = whole
	for _, p := range parts[1:] {
		if !madeOf(p, "0123456789") || len(p) > 2 || len(p) == 2 && p[0] > '5' {
			return false
		}
	}
	return true
}

// isTimestamp reports whether s is a date, or a date and a time.
func isTimestamp(s string) bool {
	if len(s) < 8 || !madeOf(s[:4], "0123456789") || s[4] != '-' {
		return false
	}
	month, rest, ok := smallNumber(s[5:], 1, 12)
	if !ok || !strings.HasPrefix(rest, "-") {
		return false
	}
	year, _ := strconv.Atoi(s[:4])
	_, rest, ok = smallNumber(rest[1:], 1, daysIn(year, month))
	if !ok || rest == "" {
		return ok
	}
	zoned := rest[0] == 'T' || rest[0] == 't'
	if !zoned && rest[0] != ' ' {
		return false
	}
	return isClock(rest[1:], zoned)
}

// isClock reads 15:4:5.999 and, when zoned, Z or +01:00.
func isClock(s string, zoned bool) bool {
	_, s, ok := smallNumber(s, 0, 23)
	for range 2 {
		if !ok || !strings.HasPrefix(s, ":") {
			return false
		}
		_, s, ok = smallNumber(s[1:], 0, 59)
	}
	if !ok {
		return false
	}
	if len(s) > 1 && (s[0] == '.' || s[0] == ',') && s[1] >= '0' && s[1] <= '9' {
		s = strings.TrimLeft(s[1:], "0123456789")
	}
	switch {
	case !zoned || s == "Z":
		return s == "" && !zoned || s == "Z" && zoned
	case len(s) != 6 || s[0] != '+' && s[0] != '-' || s[3] != ':':
		return false
	}
	_, _, hours := smallNumber(s[1:3], 0, 24)
	_, _, minutes := smallNumber(s[4:], 0, 60)
	return hours && minutes && madeOf(s[1:3]+s[4:], "0123456789")
}

// smallNumber reads one or two digits between low and high.
func smallNumber(s string, low, high int) (n int, rest string, ok bool) {
	digits := 0
	for digits < 2 && digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		n = n*10 + int(s[digits]-'0')
		digits++
	}
	return n, s[digits:], digits > 0 && n >= low && n <= high
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// doubleQuoted writes a string with YAML's escapes.
func doubleQuoted(s string) string {
	const names = "\x00" + "0\aa\bb\tt\nn\vv\ff\rr\x1be\"\"\\\\"
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		named := -1
		for i := 0; i < len(names); i += 2 {
			if rune(names[i]) == r {
				named = i + 1
			}
		}
		switch {
		case named > 0:
			b.WriteString("\\" + names[named:named+1])
		case r == 0x85:
			b.WriteString(`\N`)
		case printable(r):
			b.WriteRune(r)
		case r <= 0xff:
			fmt.Fprintf(&b, `\x%02X`, r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
