package shell

import (
	"fmt"
	"math"
	"strings"
)

// do carries out a statement.
func (r *awkRun) do(n *awkNode) awkFlow {
	r.p.tick()
	switch n.op {
	case "block":
		for _, kid := range n.kids {
			if flow := r.do(kid); flow != "" {
				return flow
			}
		}
	case "if":
		if r.eval(n.kids[0]).truth() {
			return r.do(n.kids[1])
		} else if n.kids[2] != nil {
			return r.do(n.kids[2])
		}
	case "for":
		if n.kids[0] != nil {
			r.eval(n.kids[0])
		}
		for n.kids[1] == nil || r.eval(n.kids[1]).truth() {
			if flow := r.do(n.kids[3]); flow == "break" {
				break
			} else if flow != "" && flow != "continue" {
				return flow
			}
			if n.kids[2] != nil {
				r.eval(n.kids[2])
			}
		}
	case "do":
		for again := true; again; again = r.eval(n.kids[1]).truth() {
			if flow := r.do(n.kids[0]); flow == "break" {
				break
			} else if flow != "" && flow != "continue" {
				return flow
			}
		}
	case "each":
		for _, key := range r.keys(n.text) {
			r.assign(n.kids[0], awkInput(key))
			if flow := r.do(n.kids[1]); flow == "break" {
				break
			} else if flow != "" && flow != "continue" {
				return flow
			}
		}
	case "print", "printf":
		r.print(n)
	case "next", "break", "continue":
		return awkFlow(n.op)
	case "exit":
		if len(n.kids) > 0 {
			r.status = int(r.eval(n.kids[0]).number()) & 0xff
		}
		return "exit"
	case "delete":
		switch what := n.kids[0]; what.op {
		case "[":
			delete(r.array(what.text), r.subscript(what.kids))
		default:
			r.arrays[what.text] = nil
			r.array(what.text)
		}
	default:
		r.eval(n)
	}
	return ""
}

func (r *awkRun) print(n *awkNode) {
	texts := make([]string, len(n.kids))
	for i, kid := range n.kids {
		texts[i] = r.str(r.eval(kid))
	}
	if n.op == "printf" {
		if len(n.kids) == 0 {
			panic(awkMistake("printf: no format"))
		}
		r.p.out(r.format(n.kids))
		return
	}
	if len(texts) == 0 {
		texts = []string{r.record}
	}
	r.p.out(strings.Join(texts, r.str(r.vars["OFS"])) + r.str(r.vars["ORS"]))
}

// eval returns the value of an expression.
func (r *awkRun) eval(n *awkNode) awkValue {
	r.p.tick()
	switch n.op {
	case "num":
		return awkNum(n.num)
	case "str":
		return awkStr(n.text)
	case "re":
		return awkTruth(n.re.MatchString(r.record))
	case "name":
		return r.variable(n.text)
	case "$":
		return r.field(int(r.eval(n.kids[0]).number()))
	case "[":
		a, key := r.array(n.text), r.subscript(n.kids)
		if _, ok := a[key]; !ok {
			a[key] = awkValue{isNum: true, input: true}
		}
		return a[key]
	case "group", "subscript":
		if len(n.kids) > 1 {
			return awkStr(r.subscript(n.kids))
		}
		return r.eval(n.kids[0])
	case "in":
		_, ok := r.array(n.text)[r.str(r.eval(n.kids[0]))]
		return awkTruth(ok)
	case "=":
		v := r.eval(n.kids[1])
		r.assign(n.kids[0], v)
		return v
	case "?":
		if r.eval(n.kids[0]).truth() {
			return r.eval(n.kids[1])
		}
		return r.eval(n.kids[2])
	case "&&":
		return awkTruth(r.eval(n.kids[0]).truth() && r.eval(n.kids[1]).truth())
	case "||":
		return awkTruth(r.eval(n.kids[0]).truth() || r.eval(n.kids[1]).truth())
	case "~", "!~":
		s := r.str(r.eval(n.kids[0]))
		return awkTruth(r.matches(n.kids[1], s) == (n.op == "~"))
	case "unary!":
		return awkTruth(!r.eval(n.kids[0]).truth())
	case "unary-":
		return awkNum(-r.eval(n.kids[0]).number())
	case "unary+":
		return awkNum(r.eval(n.kids[0]).number())
	case "pre++", "pre--", "post++", "post--":
		old := r.eval(n.kids[0]).number()
		now := old + 1
		if strings.HasSuffix(n.op, "--") {
			now = old - 1
		}
		r.assign(n.kids[0], awkNum(now))
		if n.op[:2] == "pr" {
			return awkNum(now)
		}
		return awkNum(old)
	case "call":
		return r.call(n)
	}
	return r.operate(n.op, r.eval(n.kids[0]), r.eval(n.kids[1]))
}

func (r *awkRun) operate(op string, a, b awkValue) awkValue {
	x, y := a.number(), b.number()
	switch op {
	case " ":
		s := r.str(a) + r.str(b)
		r.p.checkLength(len(s))
		return awkStr(s)
	case "+":
		return awkNum(x + y)
	case "-":
		return awkNum(x - y)
	case "*":
		return awkNum(x * y)
	case "/", "%":
		if y == 0 {
			panic(awkMistake("division by zero"))
		}
		if op == "/" {
			return awkNum(x / y)
		}
		return awkNum(math.Mod(x, y))
	case "^":
		return awkNum(math.Pow(x, y))
	}
	c := 0
	if a.isNum && b.isNum {
		c = int(truth(x > y) - truth(x < y))
	} else {
		c = strings.Compare(r.str(a), r.str(b))
	}
	return awkTruth(map[string]bool{"<": c < 0, "<=": c <= 0, "==": c == 0, "!=": c != 0, ">": c > 0, ">=": c >= 0}[op])
}

func (r *awkRun) variable(name string) awkValue {
	if name == "NF" {
		return awkNum(float64(len(r.fields)))
	}
	if r.arrays[name] != nil {
		panic(awkMistake("type error: " + name + " is an array"))
	}
	v, ok := r.vars[name]
	if !ok {
		return awkValue{isNum: true, input: true}
	}
	return v
}

func (r *awkRun) field(i int) awkValue {
	switch {
	case i < 0:
		panic(awkMistake(fmt.Sprintf("negative field index $%d", i)))
	case i == 0:
		return awkInput(r.record)
	case i > len(r.fields):
		return awkValue{isNum: true, input: true}
	}
	return awkInput(r.fields[i-1])
}

func (r *awkRun) subscript(kids []*awkNode) string {
	texts := make([]string, len(kids))
	for i, kid := range kids {
		texts[i] = r.str(r.eval(kid))
	}
	return strings.Join(texts, r.str(r.vars["SUBSEP"]))
}

func (r *awkRun) assign(to *awkNode, v awkValue) {
	switch {
	case to.op == "group" && len(to.kids) == 1:
		r.assign(to.kids[0], v)
	case to.op == "[":
		a := r.array(to.text)
		if a[r.subscript(to.kids)] = v; len(a) > maxIndex {
			panic(awkMistake(fmt.Sprintf("%s has more than %d elements", to.text, maxIndex)))
		}
	case to.op == "$":
		r.setField(int(r.eval(to.kids[0]).number()), r.str(v))
	case to.op == "name" && to.text == "NF":
		r.setField(-1, "")
		r.fields = r.fields[:max(0, min(len(r.fields), int(v.number())))]
		r.record = strings.Join(r.fields, r.str(r.vars["OFS"]))
	case to.op == "name" && to.text == "RS" && r.str(v) != "\n":
		panic(awkMistake("RS: records other than lines are not supported in this awk"))
	case to.op == "name":
		r.variable(to.text) // no array
		r.vars[to.text] = v
	default:
		panic(awkMistake("assignment to something that is no variable"))
	}
}

func (r *awkRun) setField(i int, s string) {
	switch {
	case i == 0:
		r.setRecord(s)
		return
	case i > 10_000:
		panic(awkMistake(fmt.Sprintf("field index $%d is too large", i)))
	case i < 0:
		return
	}
	r.fields = put(append([]string(nil), r.fields...), i-1, s)
	r.record = strings.Join(r.fields, r.str(r.vars["OFS"]))
}

// matches reports that s matches what the node is as a pattern.
func (r *awkRun) matches(n *awkNode, s string) bool {
	if n.op == "re" {
		return n.re.MatchString(s)
	}
	return r.regex(r.str(r.eval(n))).MatchString(s)
}
