package shell

import (
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// arithm evaluates an arithmetic expression in 64 bits, wrapping around.
func (e *environment) arithm(x syntax.ArithmExpr) int64 {
	switch x := x.(type) {
	case nil:
		return 0
	case *syntax.Word:
		return e.number(e.literal(x))
	case *syntax.ParenArithm:
		return e.arithm(x.X)
	case *syntax.UnaryArithm:
		return e.unary(x)
	case *syntax.BinaryArithm:
		return e.binaryArithm(x)
	}
	e.abandon(1, "bash: arithmetic syntax error\n")
	return 0
}

// number reads a constant, or the value of the variable that s names, which
// may be an expression itself.
func (e *environment) number(s string) int64 {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0
	}
	if syntax.ValidName(s) {
		return e.variableNumber(s)
	}
	if s[0] >= '0' && s[0] <= '9' {
		if n, ok := constant(s); ok {
			return n
		}
		if !strings.ContainsAny(s, "+-*/%<>=!&|^~?:(), ") {
			e.abandon(1, "bash: %s: value too great for base (error token is \"%s\")\n", s, s)
		}
	}
	return e.nested(s)
}

func (e *environment) variableNumber(name string) int64 {
	value, _ := e.lookupVar(name)
	if n, err := strconv.ParseInt(value, 10, 64); err == nil && (value == "0" || !strings.HasPrefix(strings.TrimLeft(value, "+-"), "0")) {
		return n
	}
	if value == name {
		e.abandon(1, "bash: %s: expression recursion level exceeded (error token is \"%s\")\n", name, name)
	}
	return e.number(value)
}

// nested evaluates an expression that came out of a variable.
func (e *environment) nested(s string) int64 {
	e.calls++
	defer func() { e.calls-- }()
	expr, err := syntax.NewParser().Arithmetic(strings.NewReader(s))
	if w, ok := expr.(*syntax.Word); ok && err == nil && w.Lit() == s {
		err = errNoFile // a word that is no number: there is nothing to evaluate
	}
	if err != nil || e.calls > maxCalls {
		e.abandon(1, "bash: %s: syntax error: invalid arithmetic operator (error token is \"%s\")\n", s, s)
	}
	return e.arithm(expr)
}

// constant reads 10, 0x1f, 017 and 2#101.
func constant(s string) (int64, bool) {
	base, digits := 10, s
	switch {
	case strings.HasPrefix(s, "0x"), strings.HasPrefix(s, "0X"):
		base, digits = 16, s[2:]
	case strings.Contains(s, "#"):
		before, after, _ := strings.Cut(s, "#")
		n, err := strconv.Atoi(before)
		if err != nil || n < 2 || n > 36 {
			return 0, false
		}
		base, digits = n, after
	case len(s) > 1 && s[0] == '0':
		base, digits = 8, s[1:]
	}
	n, err := strconv.ParseUint(digits, base, 64)
	if err != nil && base == 10 && isDigits(digits) {
		return 1<<63 - 1, true
	}
	return int64(n), err == nil
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func (e *environment) unary(x *syntax.UnaryArithm) int64 {
	switch x.Op {
	case syntax.Inc, syntax.Dec:
		name := e.variableOf(x.X)
		old := e.number(name)
		by := int64(1)
		if x.Op == syntax.Dec {
			by = -1
		}
		e.setNumber(name, old+by)
		if x.Post {
			return old
		}
		return old + by
	case syntax.Not:
		return truth(e.arithm(x.X) == 0)
	case syntax.BitNegation:
		return ^e.arithm(x.X)
	case syntax.Minus:
		return -e.arithm(x.X)
	}
	return e.arithm(x.X)
}

// variableOf returns the name on the left of an assignment.
func (e *environment) variableOf(x syntax.ArithmExpr) string {
	if w, ok := x.(*syntax.Word); ok {
		if name := w.Lit(); syntax.ValidName(name) {
			return name
		}
	}
	e.abandon(1, "bash: attempted assignment to non-variable\n")
	return ""
}

func (e *environment) setNumber(name string, n int64) {
	if !e.set(name, itoa(n)) {
		panic(abandoned{})
	}
}

func (e *environment) binaryArithm(x *syntax.BinaryArithm) int64 {
	switch x.Op {
	case syntax.AndArit:
		return truth(e.arithm(x.X) != 0 && e.arithm(x.Y) != 0)
	case syntax.OrArit:
		return truth(e.arithm(x.X) != 0 || e.arithm(x.Y) != 0)
	case syntax.Comma:
		e.arithm(x.X)
		return e.arithm(x.Y)
	case syntax.TernQuest:
		choice := x.Y.(*syntax.BinaryArithm)
		if e.arithm(x.X) != 0 {
			return e.arithm(choice.X)
		}
		return e.arithm(choice.Y)
	case syntax.Assgn:
		name := e.variableOf(x.X)
		n := e.arithm(x.Y)
		e.setNumber(name, n)
		return n
	}
	if op, ok := assigning[x.Op]; ok {
		name := e.variableOf(x.X)
		n := e.operate(op, e.number(name), e.arithm(x.Y))
		e.setNumber(name, n)
		return n
	}
	return e.operate(x.Op, e.arithm(x.X), e.arithm(x.Y))
}

var assigning = map[syntax.BinAritOperator]syntax.BinAritOperator{
	syntax.AddAssgn: syntax.Add, syntax.SubAssgn: syntax.Sub, syntax.MulAssgn: syntax.Mul,
	syntax.QuoAssgn: syntax.Quo, syntax.RemAssgn: syntax.Rem, syntax.AndAssgn: syntax.And,
	syntax.OrAssgn: syntax.Or, syntax.XorAssgn: syntax.Xor, syntax.ShlAssgn: syntax.Shl,
	syntax.ShrAssgn: syntax.Shr,
}

func (e *environment) operate(op syntax.BinAritOperator, a, b int64) int64 {
	switch op {
	case syntax.Add:
		return a + b
	case syntax.Sub:
		return a - b
	case syntax.Mul:
		return a * b
	case syntax.Quo, syntax.Rem:
		return e.divide(op, a, b)
	case syntax.Pow:
		return e.power(a, b)
	case syntax.Eql:
		return truth(a == b)
	case syntax.Neq:
		return truth(a != b)
	case syntax.Lss:
		return truth(a < b)
	case syntax.Gtr:
		return truth(a > b)
	case syntax.Leq:
		return truth(a <= b)
	case syntax.Geq:
		return truth(a >= b)
	case syntax.And:
		return a & b
	case syntax.Or:
		return a | b
	case syntax.Xor:
		return a ^ b
	case syntax.Shl:
		return a << (uint64(b) & 63)
	case syntax.Shr:
		return a >> (uint64(b) & 63)
	}
	e.abandon(1, "bash: %s: arithmetic operator not supported in this shell\n", op)
	return 0
}

func (e *environment) divide(op syntax.BinAritOperator, a, b int64) int64 {
	switch {
	case b == 0:
		e.abandon(1, "bash: %d%s%d: division by 0 (error token is \"%d\")\n", a, op, b, b)
		return 0
	case b == -1: // the smallest number has no counterpart
		if op == syntax.Rem {
			return 0
		}
		return -a
	case op == syntax.Rem:
		return a % b
	}
	return a / b
}

func (e *environment) power(a, b int64) int64 {
	if b < 0 {
		e.abandon(1, "bash: exponent less than 0 (error token is \"%d\")\n", b)
	}
	n := int64(1)
	for ; b > 0; b >>= 1 {
		if b&1 == 1 {
			n *= a
		}
		a *= a
	}
	return n
}

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// parseInt reads a whole number as test and the built-ins take it.
func parseInt(s string) (int64, bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	return n, err == nil
}
