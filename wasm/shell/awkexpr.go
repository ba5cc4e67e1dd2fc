package shell

import "strings"

// expr reads an expression: assignment and ?: bind least.
func (p *awkParser) expr() *awkNode {
	left := p.binary(0)
	switch {
	case p.accept("?"):
		then := p.expr()
		p.expect(":")
		return &awkNode{op: "?", kids: []*awkNode{left, then, p.expr()}}
	case p.token == "=" || len(p.token) == 2 && p.token[1] == '=' && strings.Contains("+-*/%^", p.token[:1]):
		if left.op != "name" && left.op != "$" && left.op != "[" {
			p.fail()
		}
		op := strings.TrimSuffix(p.token, "=")
		p.next()
		p.skipNewlines()
		right := p.expr()
		if op != "" {
			right = &awkNode{op: op, kids: []*awkNode{left, right}}
		}
		return &awkNode{op: "=", kids: []*awkNode{left, right}}
	}
	return left
}

// awkLevels are the binary operators, those that bind least first.
var awkLevels = [][]string{{"||"}, {"&&"}, {"in"}, {"~", "!~"}, {"<", "<=", "==", "!=", ">", ">="}, {" "}, {"+", "-"}, {"*", "/", "%"}}

func (p *awkParser) binary(level int) *awkNode {
	if level == len(awkLevels) {
		return p.unary()
	}
	left := p.binary(level + 1)
	for {
		op := ""
		for _, candidate := range awkLevels[level] {
			if candidate == p.token || candidate == " " && p.startsOperand() {
				op = candidate
			}
		}
		if op == "" || op == ">" && p.plain > 0 {
			return left
		}
		if op == " " {
			left = &awkNode{op: op, kids: []*awkNode{left, p.binary(level + 1)}}
			continue
		}
		p.next()
		if op == "||" || op == "&&" {
			p.skipNewlines()
		}
		if op == "in" {
			left = &awkNode{op: op, text: p.token, kids: []*awkNode{left}}
			p.next()
			continue
		}
		left = &awkNode{op: op, kids: []*awkNode{left, p.binary(level + 1)}}
	}
}

// startsOperand reports that what follows is put behind what stands before.
func (p *awkParser) startsOperand() bool {
	switch p.token {
	case "", "in", "getline":
		return false
	case "str", "num", "$", "(", "!", "-", "+", "++", "--":
		return p.token != "!" && p.token != "-" && p.token != "+"
	}
	return isNameByte(p.token[0])
}

func (p *awkParser) unary() *awkNode {
	switch op := p.token; op {
	case "!", "-", "+":
		p.next()
		return &awkNode{op: "unary" + op, kids: []*awkNode{p.unary()}}
	}
	left := p.postfix()
	if p.accept("^") {
		return &awkNode{op: "^", kids: []*awkNode{left, p.unary()}}
	}
	return left
}

func (p *awkParser) postfix() *awkNode {
	if op := p.token; op == "++" || op == "--" {
		p.next()
		return &awkNode{op: "pre" + op, kids: []*awkNode{p.primary()}}
	}
	n := p.primary()
	if op := p.token; (op == "++" || op == "--") && (n.op == "name" || n.op == "$" || n.op == "[") {
		p.next()
		return &awkNode{op: "post" + op, kids: []*awkNode{n}}
	}
	return n
}

func (p *awkParser) primary() *awkNode {
	token, text := p.token, p.text
	switch token {
	case "":
		p.fail()
	case "num":
		n := &awkNode{op: "num", num: p.num}
		p.next()
		return n
	case "str":
		p.next()
		return &awkNode{op: "str", text: text}
	case "$":
		p.next()
		if p.token == "-" || p.token == "++" || p.token == "--" {
			return &awkNode{op: "$", kids: []*awkNode{p.unary()}}
		}
		return &awkNode{op: "$", kids: []*awkNode{p.primary()}}
	case "(":
		return p.group()
	case "/", "/=":
		p.at -= len(token)
		p.str(p.src[p.at:])
		source := strings.ReplaceAll(p.text, `\/`, "/")
		re, err := compileExtended(source, false)
		if err != nil {
			panic(awkMistake("regular expression compile failed: " + err.Error()))
		}
		p.next()
		return &awkNode{op: "re", re: re}
	}
	if !isNameByte(token[0]) {
		p.fail()
	}
	p.next()
	if awkFunctions[token] != 0 {
		return p.call(token)
	}
	if token == "getline" || token == "system" || token == "close" || token == "fflush" {
		panic(awkMistake(token + " is not supported in this awk"))
	}
	if p.accept("[") {
		n := &awkNode{op: "[", text: token, kids: p.listIn()}
		p.expect("]")
		return n
	}
	if p.token == "(" && p.src[p.at-2] != ' ' {
		panic(awkMistake("function " + token + " never defined"))
	}
	return &awkNode{op: "name", text: token}
}

// listIn is a list inside brackets, where > compares.
func (p *awkParser) listIn() []*awkNode {
	plain := p.plain
	p.plain = 0
	all := p.list()
	p.plain = plain
	return all
}

// group is what stands in parentheses: an expression, the subscripts before in,
// or the arguments of print.
func (p *awkParser) group() *awkNode {
	p.next()
	all := p.listIn()
	p.expect(")")
	if p.token == "in" && len(all) > 1 {
		return &awkNode{op: "subscript", kids: all}
	}
	return &awkNode{op: "group", kids: all}
}

// awkFunctions are the functions with the most arguments they take.
var awkFunctions = map[string]int{"length": 1, "substr": 3, "index": 2, "split": 3, "sub": 3, "gsub": 3, "match": 2, "toupper": 1,
	"tolower": 1, "sprintf": 99, "int": 1, "sqrt": 1, "rand": -1, "srand": 1}

func (p *awkParser) call(name string) *awkNode {
	n := &awkNode{op: "call", text: name}
	if !p.accept("(") {
		if name != "length" {
			p.fail()
		}
		return n
	}
	if p.token != ")" {
		n.kids = p.listIn()
	}
	p.expect(")")
	if len(n.kids) > awkFunctions[name] && awkFunctions[name] > 0 {
		panic(awkMistake("too many arguments in call to " + name))
	}
	if least := map[string]int{"substr": 2, "index": 2, "split": 2, "sub": 2, "gsub": 2, "match": 2, "toupper": 1, "tolower": 1, "sprintf": 1, "int": 1, "sqrt": 1}[name]; len(n.kids) < least {
		panic(awkMistake("not enough arguments in call to " + name))
	}
	return n
}
