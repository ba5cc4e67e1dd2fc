package shell

import (
	"errors"
	"fmt"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// syntaxError prints what is wrong with src, whose first line has the number
// first in the script, and sets status 2.
func (e *environment) syntaxError(src string, first int, err error) {
	e.status = 2
	var parse syntax.ParseError
	if !errors.As(err, &parse) {
		e.write(2, "bash: "+err.Error()+"\n")
		return
	}
	e.write(2, "bash: "+syntaxMessage(src, first, parse)+"\n")
}

// syntaxMessage words a syntax error as bash does where it can.
func syntaxMessage(src string, first int, err syntax.ParseError) string {
	if err.Incomplete {
		if quote, ok := openQuote(err.Text); ok {
			return "unexpected EOF while looking for matching `" + quote + "'"
		}
		return "syntax error: unexpected end of file"
	}
	if token, ok := unexpectedToken(src); ok {
		return "syntax error near unexpected token `" + token + "'"
	}
	return fmt.Sprintf("line %d: syntax error: %s", first-1+int(err.Pos.Line()), err.Text)
}

// openQuote finds in the parser's words the mark that closes what is open.
func openQuote(text string) (string, bool) {
	if _, quote, ok := strings.Cut(text, "without closing quote "); ok {
		return quote[1 : len(quote)-1], true // the parser puts it in quotes of its own
	}
	for open, closing := range map[string]string{"`$(`": ")", "`${`": "}", "`$((`": ")"} {
		if strings.Contains(text, "without matching "+open) {
			return closing, true
		}
	}
	return "", false
}

// unexpectedToken finds the first token after which nothing that could follow
// makes a command. That is the one at which bash's own parser stops.
func unexpectedToken(src string) (string, bool) {
	for start, end := range tokens(src) {
		_, err := parse(src[:end])
		if err != nil && !syntax.IsIncomplete(err) {
			token := src[start:end]
			if token == "\n" {
				token = "newline"
			}
			return token, true
		}
	}
	return "", false
}

// tokens yields where the words and operators of src begin and end.
func tokens(src string) func(yield func(start, end int) bool) {
	return func(yield func(int, int) bool) {
		for i := 0; i < len(src); {
			switch {
			case src[i] == ' ' || src[i] == '\t':
				i++
				continue
			case src[i] == '#':
				i += max(1, strings.IndexByte(src[i:]+"\n", '\n'))
				continue
			}
			end := i + operatorLength(src[i:])
			if end == i {
				end = wordEnd(src, i)
			}
			if !yield(i, end) {
				return
			}
			i = end
		}
	}
}

// operators are listed so that a longer one comes before its beginning.
var operators = []string{";;&", "<<<", "<<-", "&>>", "&&", "||", ";;", ";&", "<<", ">>", "<&", ">&", "<>", ">|", "|&", "&>", "\n", ";", "&", "|", "<", ">", "(", ")"}

func operatorLength(s string) int {
	for _, op := range operators {
		if strings.HasPrefix(s, op) {
			return len(op)
		}
	}
	return 0
}

func wordEnd(src string, i int) int {
	quote := byte(0)
	for ; i < len(src); i++ {
		switch c := src[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			} else if c == '\\' && quote == '"' {
				i++
			}
		case c == '\\':
			i++
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case strings.IndexByte(" \t\n;&|<>()", c) >= 0:
			return i
		}
	}
	return len(src)
}
