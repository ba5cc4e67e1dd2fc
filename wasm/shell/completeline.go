package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
	"svclab/wasm/kubectl"
)

// typed is what the end of an unfinished line means.
type typed struct {
	words      []string // of the command under the cursor, before the word
	word       string   // without its quotes
	raw        string   // as typed
	start      int      // where it begins in the line
	quote      byte     // the quotation that is open in it, 0 for none
	redirected bool     // it names a file, behind < or >
}

// starters are words behind which a command begins.
const starters = " ! do elif else if then time until while { "

// readTyped finds the command that is being typed at the end of a line: behind
// the last pipe or semicolon, inside the innermost $( that is open.
func readTyped(line string) typed {
	var around []typed // commands whose $( or ( is open
	var t typed
	var word strings.Builder
	begun := false
	end := func(i int) { // of a word
		if begun {
			t.take(word.String())
		}
		word.Reset()
		begun, t.quote, t.start = false, 0, i
	}
	for i := 0; i < len(line); i++ {
		ch := line[i]
		if !begun {
			t.start = i
		}
		switch {
		case strings.HasPrefix(line[i:], "$(") && t.quote != '\'':
			around = append(around, typed{words: t.words, quote: t.quote, start: t.start, raw: word.String()})
			word.Reset()
			t, begun = typed{}, false
			i++
		case ch == '\\' && t.quote != '\'' && i+1 < len(line):
			begun = true
			i++
			word.WriteByte(line[i])
		case t.quote != 0 && ch == t.quote:
			t.quote = 0
		case t.quote != 0:
			word.WriteByte(ch)
		case ch == '\'' || ch == '"':
			begun, t.quote = true, ch
		case ch == ')' && len(around) > 0:
			outer := around[len(around)-1]
			around = around[:len(around)-1]
			word.Reset()
			word.WriteString(outer.raw)
			t, begun = typed{words: outer.words, quote: outer.quote, start: outer.start}, true
		case ch == ' ' || ch == '\t':
			end(i + 1)
		case operatorLength(line[i:]) > 0:
			end(i)
			n := operatorLength(line[i:])
			t.operator(line[i : i+n])
			i += n - 1
		case ch == '`':
			end(i)
			t.words = nil
		default:
			begun = true
			word.WriteByte(ch)
		}
	}
	if !begun {
		t.start = len(line)
	}
	t.word, t.raw = word.String(), line[t.start:]
	return t
}

// take adds a word that has ended to the command.
func (t *typed) take(word string) {
	name, _, assigned := strings.Cut(word, "=")
	switch first := len(t.words) == 0; {
	case t.redirected:
		t.redirected = false
	case first && (strings.Contains(starters, " "+word+" ") || assigned && syntax.ValidName(name)):
	default:
		t.words = append(t.words[:len(t.words):len(t.words)], word)
	}
}

// operator ends a command, or says where its input and output are.
func (t *typed) operator(op string) {
	if strings.ContainsAny(op, "<>") && op != "<(" {
		t.redirected = true
		return
	}
	t.words, t.redirected = nil, false
}

// quoted writes a candidate as the line needs it: in the quotation that is
// open, or with what the shell would take for its own escaped.
func (t typed) quoted(c kubectl.Candidate) string {
	const special = " \t\"'\\$`&|;<>()"
	switch {
	case t.quote == 0 && strings.ContainsAny(c.Text, special) && !strings.HasPrefix(c.Text, "$"):
		var b strings.Builder
		for _, r := range c.Text {
			if strings.ContainsRune(special, r) {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		}
		return b.String()
	case t.quote == 0:
		return c.Text
	case c.Open:
		return string(t.quote) + c.Text
	}
	return string(t.quote) + c.Text + string(t.quote)
}
