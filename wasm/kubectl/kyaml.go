package kubectl

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// kyamlWriter writes a tree as KYAML: YAML with braces and quotes. Models
// sigs.k8s.io/yaml/kyaml Encoder.
type kyamlWriter struct{ strings.Builder }

func (p *process) printKYAML(object map[string]any) error {
	var y kyamlWriter
	y.value(object, 0)
	p.printf("---\n%s\n", y.String())
	return nil
}

func (y *kyamlWriter) pad(level int) { y.WriteString(strings.Repeat("  ", level)) }

func (y *kyamlWriter) value(v any, level int) {
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 {
			y.WriteString("{}")
			return
		}
		y.WriteString("{\n")
		for _, key := range sortedKeys(v) {
			y.pad(level + 1)
			if bareKey(key) {
				y.WriteString(key)
			} else {
				y.text(key, aKey)
			}
			y.WriteString(": ")
			y.value(v[key], level+1)
			y.WriteString(",\n")
		}
		y.pad(level)
		y.WriteByte('}')
	case []any:
		y.list(v, level)
	case string:
		y.text(v, level+1)
	default:
		b, _ := json.Marshal(v) // a number, a bool or null
		y.Write(b)
	}
}

// list writes the brackets of maps and lists next to its own, and every other
// item on a line.
func (y *kyamlWriter) list(items []any, level int) {
	cuddled := true
	for _, item := range items {
		switch item.(type) {
		case map[string]any, []any:
		default:
			cuddled = false
		}
	}
	y.WriteByte('[')
	for i, item := range items {
		switch {
		case !cuddled:
			y.WriteByte('\n')
			y.pad(level + 1)
			y.value(item, level+1)
			y.WriteByte(',')
			continue
		case i > 0:
			y.WriteString(", ")
		}
		y.value(item, level)
	}
	if !cuddled {
		y.WriteByte('\n')
		y.pad(level)
	}
	y.WriteByte(']')
}

// aKey in the place of a level says that a string is a key.
const aKey = -1

// text writes a string in quotes; folded, each of its lines has a line.
func (y *kyamlWriter) text(s string, level int) {
	const fold = "\\\n"
	folded := level != aKey && strings.Contains(s, "\n")
	y.WriteByte('"')
	if folded {
		y.WriteString(fold)
	}
	start := folded // of a line
	for _, r := range s {
		if start {
			y.pad(level)
			if unicode.IsSpace(r) && r != '\n' {
				y.WriteByte('\\')
			} else {
				y.WriteByte(' ')
			}
		}
		start = folded && r == '\n'
		switch {
		case start:
			y.WriteString(`\n` + fold)
		case level != aKey && r == '\t', r != '"' && r != '\\' && unicode.IsPrint(r):
			y.WriteRune(r)
		default:
			y.WriteString(yamlEscape(r))
		}
	}
	if folded {
		if !start {
			y.WriteString(fold)
		}
		y.pad(level)
	}
	y.WriteByte('"')
}

// yamlEscape writes a character as double-quoted YAML has to. Go writes most of
// them alike.
func yamlEscape(r rune) string {
	switch r {
	case 0:
		return `\0`
	case 0x1b:
		return `\e`
	case 0x85:
		return `\N`
	case 0xa0:
		return `\_`
	case 0x2028:
		return `\L`
	case 0x2029:
		return `\P`
	}
	if r >= 0x80 && r < 0x10000 {
		return fmt.Sprintf(`\u%04x`, r)
	}
	q := strconv.Quote(string(r))
	return q[1 : len(q)-1]
}

// bareKey reports whether a key needs no quotes, because nothing would take it
// for anything else than a string.
func bareKey(s string) bool {
	if _, err := strconv.ParseBool(s); err == nil || !plainString(s) || s == "" {
		return false
	}
	for i, r := range s {
		inside := i > 0 && i < len(s)-1 && (r == '-' || r == '.' || r == '/')
		if !inside && r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return false
		}
	}
	return true
}
