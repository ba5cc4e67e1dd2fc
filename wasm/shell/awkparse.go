package shell

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// awkNode is a piece of an awk program: an operator, a statement, a name.
type awkNode struct {
	op   string
	kids []*awkNode // one that is left out is nil
	text string     // of names and strings
	num  float64
	re   *regexp.Regexp
}

// awkRule is a pattern with its action. A range has two patterns.
type awkRule struct {
	begin, end bool
	from, to   *awkNode
	action     *awkNode // nil prints the record
	inside     bool     // between from and to
}

// awkParser reads a program by recursive descent. A mistake is a panic with an
// awkMistake.
type awkParser struct {
	src   string
	at    int
	token string // "" at the end, "\n", an operator, a word, or a kind: num, str
	text  string // of a str
	num   float64
	line  int
	plain int // above 0, > ends an expression: print's redirection
}

type awkMistake string

func parseAwk(src string) (rules []*awkRule, err error) {
	p := &awkParser{src: src, line: 1}
	defer func() {
		switch cause := recover().(type) {
		case nil:
		case awkMistake:
			err = fmt.Errorf("line %d: %s", p.line, string(cause))
		default:
			panic(cause)
		}
	}()
	p.next()
	for p.skipNewlines(); p.token != ""; p.skipNewlines() {
		rules = append(rules, p.rule())
	}
	return rules, nil
}

func (p *awkParser) rule() *awkRule {
	r := &awkRule{}
	switch {
	case p.token == "function" || p.token == "func":
		panic(awkMistake("functions of one's own are not supported in this awk"))
	case p.token == "BEGIN" || p.token == "END":
		r.begin, r.end = p.token == "BEGIN", p.token == "END"
		p.next()
	case p.token != "{":
		r.from = p.expr()
		if p.accept(",") {
			p.skipNewlines()
			r.to = p.expr()
		}
	}
	if p.token == "{" {
		r.action = p.block()
	} else if r.begin || r.end {
		p.fail()
	}
	return r
}

func (p *awkParser) fail() {
	where := "near " + p.token
	switch p.token {
	case "":
		where = "near end of file"
	case "\n":
		where = "near end of line"
	case "str", "num":
		where = "near " + p.text
	}
	panic(awkMistake("syntax error at or " + where))
}

const awkOperators = "&&||==!=<=>=+=-=*=/=%=^=++--!~>>"

// next reads a token. A / begins a regular expression only where primary asks.
func (p *awkParser) next() {
	for {
		if p.at < len(p.src) && strings.IndexByte(" \t\r", p.src[p.at]) >= 0 {
			p.at++
		} else if strings.HasPrefix(p.src[p.at:], "\\\n") {
			p.at += 2
			p.line++
		} else {
			break
		}
	}
	rest := p.src[p.at:]
	if strings.HasPrefix(rest, "#") {
		p.at += strings.IndexByte(rest+"\n", '\n')
		rest = p.src[p.at:]
	}
	if rest == "" {
		p.token = ""
		return
	}
	n := 1
	switch c := rest[0]; {
	case c == '\n':
		p.line++
	case c == '"':
		p.str(rest)
		return
	case isNameByte(c) && (c < '0' || c > '9'):
		for n < len(rest) && isNameByte(rest[n]) {
			n++
		}
	case c >= '0' && c <= '9' || c == '.':
		n = numberLength(rest)
		p.num, _ = strconv.ParseFloat(rest[:n], 64)
		p.token, p.text = "num", rest[:n]
		p.at += n
		return
	case len(rest) > 1:
		for i := 0; i < len(awkOperators); i += 2 {
			if rest[:2] == awkOperators[i:i+2] {
				n = 2
			}
		}
	}
	p.token = rest[:n]
	p.at += n
}

func isNameByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// numberLength is how much at the beginning of s is a number.
func numberLength(s string) int {
	n, digits := 0, false
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '.' && !strings.Contains(s[:n], ".")) {
		digits = digits || s[n] != '.'
		n++
	}
	if !digits {
		return min(n, 1)
	}
	if n < len(s) && s[n]|0x20 == 'e' {
		e := n + 1
		if e < len(s) && (s[e] == '+' || s[e] == '-') {
			e++
		}
		for ; e < len(s) && s[e] >= '0' && s[e] <= '9'; e++ {
			n = e
		}
		if n < len(s) && n == e-1 {
			n = e
		}
	}
	return n
}

// str reads a string in quotes, or with another end mark a regular expression.
func (p *awkParser) str(rest string) {
	end := 1
	for end < len(rest) && rest[end] != rest[0] {
		if rest[end] == '\n' {
			break
		}
		if rest[end] == '\\' {
			end++
		}
		end++
	}
	if end >= len(rest) || rest[end] == '\n' {
		panic(awkMistake("runaway string " + rest[:min(end, len(rest))] + " ..."))
	}
	p.text = rest[1:end]
	p.token = "str"
	p.at += end + 1
	if rest[0] == '"' {
		p.text = awkUnescape(p.text)
	}
}

// awkUnescape reads the backslashes of a string.
func awkUnescape(s string) string {
	text, _ := escapes{}.read(strings.ReplaceAll(s, `\"`, `"`))
	return text
}

func (p *awkParser) accept(token string) bool {
	if p.token != token {
		return false
	}
	p.next()
	return true
}

func (p *awkParser) expect(token string) {
	if !p.accept(token) {
		p.fail()
	}
}

func (p *awkParser) skipNewlines() {
	for p.token == "\n" || p.token == ";" {
		p.next()
	}
}

func (p *awkParser) block() *awkNode {
	p.expect("{")
	b := &awkNode{op: "block"}
	for p.skipNewlines(); p.token != "}"; p.skipNewlines() {
		b.kids = append(b.kids, p.statement())
	}
	p.next()
	return b
}

// body is the statement behind if ( ), else and while ( ).
func (p *awkParser) body() *awkNode {
	for p.token == "\n" {
		p.next()
	}
	if p.accept(";") {
		return &awkNode{op: "block"}
	}
	return p.statement()
}

func (p *awkParser) statement() *awkNode {
	n := &awkNode{op: p.token}
	switch p.token {
	case "{":
		return p.block()
	case "if":
		p.next()
		p.expect("(")
		n.kids = []*awkNode{p.expr(), nil, nil}
		p.expect(")")
		n.kids[1] = p.body()
		at := *p
		if p.skipNewlines(); p.accept("else") {
			n.kids[2] = p.body()
		} else {
			*p = at
		}
		return n
	case "while":
		p.next()
		p.expect("(")
		n.kids = []*awkNode{nil, p.expr(), nil, nil}
		p.expect(")")
		n.op, n.kids[3] = "for", p.body()
		return n
	case "do":
		p.next()
		body := p.body()
		p.skipNewlines()
		p.expect("while")
		p.expect("(")
		n.kids = []*awkNode{body, p.expr()}
		p.expect(")")
	case "for":
		return p.forStatement()
	case "print", "printf":
		p.print(n)
	case "next", "break", "continue":
		p.next()
	case "exit":
		if p.next(); !p.ended() {
			n.kids = []*awkNode{p.expr()}
		}
	case "delete":
		p.next()
		n.kids = []*awkNode{p.primary()}
	case "getline", "return", "nextfile":
		panic(awkMistake(p.token + " is not supported in this awk"))
	default:
		n = p.expr()
	}
	if !p.ended() {
		p.fail()
	}
	return n
}

func (p *awkParser) ended() bool {
	return p.token == "" || p.token == "\n" || p.token == ";" || p.token == "}"
}

// print reads the arguments of print and printf, which may stand in parentheses.
func (p *awkParser) print(n *awkNode) {
	p.next()
	p.plain++
	if !p.ended() && p.token != ">" && p.token != ">>" && p.token != "|" {
		n.kids = p.list()
	}
	p.plain--
	if len(n.kids) == 1 && n.kids[0].op == "group" {
		n.kids = n.kids[0].kids
	}
	if p.token == ">" || p.token == ">>" || p.token == "|" {
		panic(awkMistake("print " + p.token + " is not supported in this awk: redirect its output in the shell"))
	}
}

func (p *awkParser) list() []*awkNode {
	all := []*awkNode{p.expr()}
	for p.accept(",") {
		p.skipNewlines()
		all = append(all, p.expr())
	}
	return all
}

func (p *awkParser) forStatement() *awkNode {
	p.next()
	p.expect("(")
	n := &awkNode{op: "for", kids: make([]*awkNode, 4)}
	if p.token != ";" {
		n.kids[0] = p.expr()
		if in := n.kids[0]; in.op == "in" && p.accept(")") {
			return &awkNode{op: "each", text: in.text, kids: []*awkNode{in.kids[0], p.body()}}
		}
	}
	p.expect(";")
	if p.token != ";" {
		n.kids[1] = p.expr()
	}
	p.expect(";")
	if p.token != ")" {
		n.kids[2] = p.expr()
	}
	p.expect(")")
	n.kids[3] = p.body()
	return n
}
