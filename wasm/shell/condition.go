package shell

import (
	"regexp"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"
	"svclab/wasm/api"
)

const (
	epoch  = api.Epoch
	second = api.Second
)

// testClause is [[ … ]].
func (e *environment) testClause(c *syntax.TestClause) {
	e.status = 0
	ok := e.condition(c.X)
	if e.status != 2 {
		e.setStatus(ok, 1)
	}
}

func (e *environment) condition(x syntax.TestExpr) bool {
	switch x := x.(type) {
	case *syntax.Word:
		return e.literal(x) != ""
	case *syntax.ParenTest:
		return e.condition(x.X)
	case *syntax.UnaryTest:
		if x.Op == syntax.TsNot {
			return !e.condition(x.X)
		}
		return e.unaryTest(x.Op.String(), e.literal(x.X.(*syntax.Word)))
	case *syntax.BinaryTest:
		return e.binaryCondition(x)
	}
	return false
}

func (e *environment) binaryCondition(x *syntax.BinaryTest) bool {
	switch x.Op {
	case syntax.AndTest:
		return e.condition(x.X) && e.condition(x.Y)
	case syntax.OrTest:
		return e.condition(x.X) || e.condition(x.Y)
	}
	left, right := e.literal(x.X.(*syntax.Word)), x.Y.(*syntax.Word)
	switch x.Op {
	case syntax.TsMatch, syntax.TsMatchShort:
		return matchPattern(e.pattern(right), left)
	case syntax.TsNoMatch:
		return !matchPattern(e.pattern(right), left)
	case syntax.TsReMatch:
		return e.regexpTest(left, right)
	case syntax.TsEql, syntax.TsNeq, syntax.TsLss, syntax.TsLeq, syntax.TsGtr, syntax.TsGeq:
		return compareNumbers(x.Op.String(), e.number(left), e.number(e.literal(right)))
	}
	ok, _ := compareStrings(x.Op.String(), left, e.literal(right))
	return ok
}

// regexpTest is =~, for which quoted text stands for itself.
func (e *environment) regexpTest(text string, w *syntax.Word) bool {
	var source strings.Builder
	for _, p := range e.pieces(w) {
		if p.quoted {
			source.WriteString(regexp.QuoteMeta(p.text))
		} else {
			source.WriteString(p.text)
		}
	}
	re, err := compileExtended(source.String(), false)
	if err != nil {
		e.status = 2
		return false
	}
	return re.MatchString(text)
}

// unaryTest is -f FILE, -z STRING and their like.
func (e *environment) unaryTest(op, s string) bool {
	switch op {
	case "-z":
		return s == ""
	case "-n":
		return s != ""
	case "-v":
		_, ok := e.lookupVar(s)
		return ok
	case "-t":
		n, ok := parseInt(s)
		return ok && n >= 0 && n < int64(len(e.fd)) && (n == 0 || e.fd[n].isTerminal())
	case "-d":
		return s != "" && e.isFolder(e.absolute(s))
	case "-o":
		return s == "errexit" && e.errexit || s == "pipefail" && e.pipefail
	case "-e", "-a", "-r", "-w", "-f", "-s", "-x", "-c":
		return e.fileTest(op, s)
	}
	return false
}

func (e *environment) fileTest(op, name string) bool {
	if name == "" {
		return false
	}
	if e.isFolder(e.absolute(name)) {
		return op != "-f" && op != "-c"
	}
	device := strings.HasPrefix(name, "/dev/")
	data, err := e.readFile(name)
	if err != nil {
		return false
	}
	switch op {
	case "-s":
		return len(data) > 0
	case "-f":
		return !device
	case "-c":
		return device
	case "-x":
		return false
	}
	return true
}

func compareNumbers(op string, a, b int64) bool {
	switch op {
	case "-eq":
		return a == b
	case "-ne":
		return a != b
	case "-lt":
		return a < b
	case "-le":
		return a <= b
	case "-gt":
		return a > b
	}
	return a >= b
}

// compareStrings reports in known whether op is one of its operators.
func compareStrings(op, a, b string) (ok, known bool) {
	switch op {
	case "=", "==":
		return a == b, true
	case "!=":
		return a != b, true
	case "<":
		return a < b, true
	case ">":
		return a > b, true
	case "-nt", "-ot", "-ef":
		return op == "-ef" && a == b, true
	}
	return false, false
}

// test is test and [. Models POSIX's rules for up to four arguments, and
// -a, -o and parentheses beyond.
func test(p *process) int {
	args := p.args[1:]
	if p.args[0] == "[" {
		if len(args) == 0 || args[len(args)-1] != "]" {
			p.errorf("missing `]'")
			return 2
		}
		args = args[:len(args)-1]
	}
	t := &tester{p: p, args: args}
	ok := len(args) > 0 && t.or()
	switch {
	case t.failed:
		return 2
	case t.at < len(args):
		p.errorf("too many arguments")
		return 2
	case ok:
		return 0
	}
	return 1
}

type tester struct {
	p      *process
	args   []string
	at     int
	failed bool
}

func (t *tester) left() []string { return t.args[min(t.at, len(t.args)):] }

func (t *tester) fail(format string, args ...any) bool {
	if !t.failed {
		t.p.errorf(format, args...)
	}
	t.failed = true
	t.at = len(t.args)
	return false
}

func (t *tester) or() bool {
	ok := t.and()
	for rest := t.left(); len(rest) > 1 && rest[0] == "-o"; rest = t.left() {
		t.at++
		right := t.and()
		ok = ok || right
	}
	return ok
}

func (t *tester) and() bool {
	ok := t.primary()
	for rest := t.left(); len(rest) > 1 && rest[0] == "-a"; rest = t.left() {
		t.at++
		right := t.primary()
		ok = ok && right
	}
	return ok
}

func (t *tester) primary() bool {
	rest := t.left()
	switch {
	case len(rest) == 0:
		return t.fail("argument expected")
	case len(rest) >= 3 && isBinaryTest(rest[1]):
		t.at += 3
		return t.binary(rest[0], rest[1], rest[2])
	case len(rest) > 1 && rest[0] == "!":
		t.at++
		return !t.primary()
	case len(rest) > 2 && rest[0] == "(":
		t.at++
		ok := t.or()
		if rest := t.left(); len(rest) == 0 || rest[0] != ")" {
			return t.fail("`)' expected")
		}
		t.at++
		return ok
	case len(rest) > 1 && isUnaryTest(rest[0]):
		t.at += 2
		return t.p.unaryTest(rest[0], rest[1])
	case len(rest) == 2:
		return t.fail("%s: unary operator expected", rest[0])
	case len(rest) == 3:
		return t.fail("%s: binary operator expected", rest[1])
	}
	t.at++
	return rest[0] != ""
}

func (t *tester) binary(a, op, b string) bool {
	if ok, known := compareStrings(op, a, b); known {
		return ok
	}
	x, ok := parseInt(a)
	if !ok {
		return t.fail("%s: integer expression expected", a)
	}
	y, ok := parseInt(b)
	if !ok {
		return t.fail("%s: integer expression expected", b)
	}
	return compareNumbers(op, x, y)
}

func isBinaryTest(op string) bool {
	_, known := compareStrings(op, "", "")
	return known || slices.Contains([]string{"-eq", "-ne", "-lt", "-le", "-gt", "-ge"}, op)
}

func isUnaryTest(op string) bool {
	return len(op) == 2 && op[0] == '-' && strings.Contains("znvtdoearwfsxc", op[1:])
}
