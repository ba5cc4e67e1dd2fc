package kubectl

import (
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// writeYAML writes a tree as sigs.k8s.io/yaml does, to the byte. That package
// is there to read with; its writer would add 23 KB to what a learner downloads.
func writeYAML(v any) string {
	var b strings.Builder
	y := yamlWriter{&b}
	switch v.(type) {
	case map[string]any, []any:
		y.value(v, 0, false)
	default:
		y.scalar(v, 2)
	}
	return b.String()
}

// yamlWriter writes values at an indent, in spaces.
type yamlWriter struct{ *strings.Builder }

// value writes a map or a list. When inline, its first line continues a line
// that begins with "- ".
func (y yamlWriter) value(v any, indent int, inline bool) {
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 {
			y.WriteString("{}\n")
			return
		}
		for i, key := range yamlKeys(v) {
			if i > 0 || !inline {
				y.pad(indent)
			}
			y.entry(key, v[key], indent)
		}
	case []any:
		if len(v) == 0 {
			y.WriteString("[]\n")
			return
		}
		for i, item := range v {
			if i > 0 || !inline {
				y.pad(indent)
			}
			y.WriteString("- ")
			y.inside(item, indent+2)
		}
	default:
		y.scalar(v, indent)
	}
}

// inside writes a value behind "- ", "? " or ": ".
func (y yamlWriter) inside(v any, indent int) { y.value(v, indent, true) }

// entry writes a key and its value. The items of a list stand under their key,
// not further in.
func (y yamlWriter) entry(key string, v any, indent int) {
	if len(key) > 128 || strings.Contains(key, "\n") {
		y.WriteString("? ")
		y.scalar(key, indent+2)
		y.pad(indent)
		y.WriteString(": ")
		y.inside(v, indent+2)
		return
	}
	y.WriteString(lineYAML(key, shapeOf(key)) + ":")
	switch v := v.(type) {
	case map[string]any:
		if len(v) > 0 {
			y.WriteString("\n")
			y.value(v, indent+2, false)
			return
		}
	case []any:
		if len(v) > 0 {
			y.WriteString("\n")
			y.value(v, indent, false)
			return
		}
	}
	y.WriteString(" ")
	y.value(v, indent+2, true)
}

func (y yamlWriter) pad(indent int) {
	for range indent {
		y.WriteByte(' ')
	}
}

// scalar writes a plain value and ends the line.
func (y yamlWriter) scalar(v any, indent int) {
	switch v := v.(type) {
	case nil:
		y.WriteString("null\n")
	case bool:
		y.WriteString(strconv.FormatBool(v) + "\n")
	case int64:
		y.WriteString(strconv.FormatInt(v, 10) + "\n")
	case float64:
		y.WriteString(strconv.FormatFloat(v, 'g', -1, 64) + "\n")
	case string:
		shape := shapeOf(v)
		if strings.Contains(v, "\n") && !shape.trailingSpace && !shape.special {
			y.literal(v, indent)
			return
		}
		y.WriteString(fold(lineYAML(v, shape), y.column(), indent) + "\n")
	}
}

// column returns how many characters the open line has.
func (y yamlWriter) column() int {
	text := y.String()
	return utf8.RuneCountInString(text[strings.LastIndexByte(text, '\n')+1:])
}

// width is the column after which a line is broken at the next space.
const width = 80

// fold breaks a long scalar at its spaces. A break stands for one space, so
// where several stand together there is none, except in double quotes, where
// a backslash guards the second. Models go.yaml.in/yaml
// yaml_emitter_write_plain_scalar and its siblings.
func fold(text string, column, indent int) string {
	if column+utf8.RuneCountInString(text) <= width {
		return text
	}
	double, quoted := text[0] == '"', text[0] == '"' || text[0] == '\''
	var b strings.Builder
	afterSpace := false
	for i, r := range text {
		next := byte(0)
		if i+1 < len(text) {
			next = text[i+1]
		}
		inside := !quoted || i > 1 && i < len(text)-2
		if r != ' ' || afterSpace || column <= width || !inside || next == ' ' && !double {
			afterSpace = r == ' '
			b.WriteRune(r)
			column++
			continue
		}
		b.WriteString("\n" + strings.Repeat(" ", indent))
		column = indent
		if next == ' ' {
			b.WriteByte('\\')
			column++
		}
		afterSpace = true
	}
	return b.String()
}

// literal writes text of several lines as a block.
func (y yamlWriter) literal(text string, indent int) {
	y.WriteString("|")
	if text[0] == ' ' || text[0] == '\n' {
		y.WriteString("2")
	}
	if !strings.HasSuffix(text, "\n") {
		y.WriteString("-")
	} else if text == "\n" || strings.HasSuffix(text, "\n\n") {
		y.WriteString("+")
	}
	y.WriteString("\n")
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if line != "" {
			y.pad(indent)
		}
		y.WriteString(line + "\n")
	}
}

// yamlKeys sorts keys as people would: letters after everything else, and
// numbers by their size. Models go.yaml.in/yaml keyList.Less.
func yamlKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Slice(keys, func(i, j int) bool { return keyLess([]rune(keys[i]), []rune(keys[j])) })
	return keys
}

func keyLess(a, b []rune) bool {
	for i := 0; i < len(a) && i < len(b); i++ {
		if a[i] == b[i] {
			continue
		}
		aLetter, bLetter := unicode.IsLetter(a[i]), unicode.IsLetter(b[i])
		switch {
		case aLetter && bLetter:
			return a[i] < b[i]
		case aLetter || bLetter:
			return bLetter
		}
		start := int64(0)
		if a[i] == '0' || b[i] == '0' {
			start = digitsBefore(a[:i])
		}
		aNumber, aEnd := numberAt(a, i, start)
		bNumber, bEnd := numberAt(b, i, start)
		switch {
		case aNumber != bNumber:
			return aNumber < bNumber
		case aEnd != bEnd:
			return aEnd < bEnd
		}
		return a[i] < b[i]
	}
	return len(a) < len(b)
}

// digitsBefore is 1 when a number that is not zero has begun already.
func digitsBefore(before []rune) int64 {
	for j := len(before) - 1; j >= 0 && unicode.IsDigit(before[j]); j-- {
		if before[j] != '0' {
			return 1
		}
	}
	return 0
}

func numberAt(r []rune, i int, start int64) (n int64, end int) {
	for n = start; i < len(r) && unicode.IsDigit(r[i]); i++ {
		n = n*10 + int64(r[i]-'0')
	}
	return n, i
}
