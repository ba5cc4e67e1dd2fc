package shell

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// awkValue is a number, a string, or a string from the input that is a number
// if it looks like one.
type awkValue struct {
	s     string
	n     float64
	isNum bool // n counts
	input bool // s counts too
}

func awkNum(n float64) awkValue { return awkValue{n: n, isNum: true} }
func awkStr(s string) awkValue  { return awkValue{s: s} }
func awkTruth(b bool) awkValue  { return awkNum(float64(truth(b))) }
func (v awkValue) number() float64 {
	if v.isNum {
		return v.n
	}
	s := strings.TrimLeft(v.s, " \t\n")
	sign := 0
	if s != "" && (s[0] == '-' || s[0] == '+') {
		sign = 1
	}
	n, _ := strconv.ParseFloat(s[:sign+numberLength(s[sign:])], 64)
	return n
}

func (v awkValue) text(format string) string {
	if v.input || !v.isNum {
		return v.s
	}
	if v.n == math.Trunc(v.n) && math.Abs(v.n) < 1e16 {
		return strconv.FormatInt(int64(v.n), 10)
	}
	return strings.NewReplacer("+Inf", "inf", "-Inf", "-inf", "NaN", "nan").Replace(fmt.Sprintf(format, v.n))
}

func (v awkValue) truth() bool {
	if v.isNum {
		return v.n != 0
	}
	return v.s != ""
}

// awkInput is a value from outside the program.
func awkInput(s string) awkValue {
	trimmed := strings.TrimSpace(s)
	digits := strings.TrimLeft(trimmed, "+-")
	if digits == "" || len(trimmed)-len(digits) > 1 || numberLength(digits) != len(digits) {
		return awkStr(s)
	}
	n, err := strconv.ParseFloat(trimmed, 64)
	return awkValue{s: s, n: n, isNum: err == nil, input: true}
}

// awkRun is a program at work.
type awkRun struct {
	p      *process
	rules  []*awkRule
	vars   map[string]awkValue
	arrays map[string]map[string]awkValue
	regexs map[string]*regexp.Regexp
	record string
	fields []string
	status int
}

// awkFlow ends statements early: next, exit, break, continue. It travels as a
// result, "" for going on.
type awkFlow string

var awkSpec = optionSpec{letters: "F:v:f:", inOrder: true, failed: func(p *process, format string, args ...any) {
	p.errorf(format, args...)
	p.write(2, awkUsage)
}}

const awkUsage = "Usage: awk [-F fs] [-v var=value] [-f progfile | 'prog'] [file ...]\n"

// awk runs a program over the lines of its input.
func awk(p *process) (status int) {
	opts, operands, ok := awkSpec.parse(p)
	if !ok {
		return 2
	}
	source := ""
	for _, name := range opts['f'] {
		data, err := p.readFile(name)
		if err != nil {
			p.errorf("cannot open %s (%s)", name, reason(err))
			return 2
		}
		source += string(data) + "\n"
	}
	if !opts.has('f') {
		if len(operands) == 0 {
			p.write(2, awkUsage)
			return 2
		}
		source, operands = operands[0], operands[1:]
	}
	rules, err := parseAwk(source)
	if err != nil {
		p.errorf("%s", err)
		return 2
	}
	r := &awkRun{p: p, rules: rules, arrays: map[string]map[string]awkValue{}, regexs: map[string]*regexp.Regexp{},
		vars: map[string]awkValue{"FS": awkStr(" "), "OFS": awkStr(" "), "ORS": awkStr("\n"), "SUBSEP": awkStr("\x1c"), "OFMT": awkStr("%.6g"), "RS": awkStr("\n")}}
	if opts.has('F') {
		r.vars["FS"] = awkStr(awkUnescape(opts.value('F')))
		if opts.value('F') == "t" {
			r.vars["FS"] = awkStr("\t")
		}
	}
	for _, text := range opts['v'] {
		if !r.operandAssigns(text) {
			p.errorf("improper assignment: -v %s", text)
			return 2
		}
	}
	r.array("ENVIRON")
	for _, name := range p.variableNames() {
		if v := p.session().vars[name]; v.exported {
			r.arrays["ENVIRON"][name] = awkInput(v.value)
		}
	}
	defer func() {
		switch cause := recover().(type) {
		case nil:
		case awkMistake:
			p.errorf("%s", string(cause))
			status = 2
		default:
			panic(cause)
		}
	}()
	return r.run(operands)
}

// operandAssigns carries out NAME=VALUE among the operands.
func (r *awkRun) operandAssigns(text string) bool {
	name, value, ok := strings.Cut(text, "=")
	if ok = ok && name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") == "" && !isDigits(name[:1]); ok {
		r.vars[name] = awkInput(awkUnescape(value))
	}
	return ok
}

func (r *awkRun) run(operands []string) int {
	exited := false
	for _, rule := range r.rules {
		if rule.begin && !exited {
			exited = r.do(rule.action) == "exit"
		}
	}
	if exited || slices.ContainsFunc(r.rules, func(rule *awkRule) bool { return !rule.begin }) && !r.files(operands) {
		exited = true
	}
	if r.status == 2 && !exited {
		return 2
	}
	for _, rule := range r.rules {
		if rule.end && r.do(rule.action) == "exit" {
			break
		}
	}
	return r.status
}

// files runs the rules over each line of each file, and returns false after exit.
func (r *awkRun) files(operands []string) bool {
	read := false
	for _, name := range operands {
		if r.operandAssigns(name) {
			continue
		}
		read = true
		in, err := r.p.open(name)
		if err != nil {
			r.p.errorf("cannot open %s (%s)", name, reason(err))
			r.status = 2
			continue
		}
		r.vars["FILENAME"], r.vars["FNR"] = awkStr(name), awkNum(0)
		if !r.lines(in) {
			return false
		}
	}
	return read || r.lines(r.p.stdin())
}

func (r *awkRun) lines(in *input) bool {
	for line, more := in.line(r.p.thread); more; line, more = in.line(r.p.thread) {
		r.setRecord(strings.TrimSuffix(line, "\n"))
		r.vars["NR"], r.vars["FNR"] = awkNum(r.vars["NR"].number()+1), awkNum(r.vars["FNR"].number()+1)
		for _, rule := range r.rules {
			if rule.begin || rule.end || !r.selects(rule) {
				continue
			}
			flow := awkFlow("")
			if rule.action == nil {
				r.p.out(r.record + r.str(r.vars["ORS"]))
			} else {
				flow = r.do(rule.action)
			}
			if flow == "exit" {
				return false
			}
			if flow == "next" {
				break
			}
		}
	}
	return true
}

// selects reports that a rule applies to the record.
func (r *awkRun) selects(rule *awkRule) bool {
	r.p.tick()
	switch {
	case rule.from == nil:
		return true
	case rule.to == nil:
		return r.eval(rule.from).truth()
	}
	if !rule.inside && !r.eval(rule.from).truth() {
		return false
	}
	rule.inside = !r.eval(rule.to).truth()
	return true
}

func (r *awkRun) setRecord(s string) {
	r.record = s
	r.fields = r.split(s, r.str(r.vars["FS"]))
}

// split cuts a text at a separator: blanks for a blank, else a character or a
// pattern.
func (r *awkRun) split(s, separator string) []string {
	switch {
	case separator == " ":
		return strings.Fields(s)
	case s == "":
		return nil
	case len(separator) == 1 && separator != "|" && strings.IndexByte(`.[]()*+?^$\`, separator[0]) < 0 || separator == "|":
		return strings.Split(s, separator)
	case separator == "":
		return strings.Split(s, "")
	}
	return r.regex(separator).Split(s, -1)
}

func (r *awkRun) regex(source string) *regexp.Regexp {
	if re, ok := r.regexs[source]; ok {
		return re
	}
	if len(source) == 1 && strings.Contains(`.*+?^$|`, source) {
		source = `\` + source
	}
	re, err := compileExtended(source, false)
	if err != nil {
		panic(awkMistake("regular expression compile failed: " + err.Error()))
	}
	r.regexs[source] = re
	return re
}

func (r *awkRun) array(name string) map[string]awkValue {
	if r.arrays[name] == nil {
		if _, scalar := r.vars[name]; scalar {
			panic(awkMistake("type error: " + name + " is no array"))
		}
		r.arrays[name] = map[string]awkValue{}
	}
	return r.arrays[name]
}

// keys are an array's subscripts, numbers first, in order.
func (r *awkRun) keys(name string) []string {
	keys := slices.Sorted(maps.Keys(r.array(name)))
	sort.SliceStable(keys, func(i, j int) bool {
		x, y := awkInput(keys[i]), awkInput(keys[j])
		if x.isNum != y.isNum {
			return x.isNum
		}
		return cmp.Less(x.n, y.n)
	})
	return keys
}

func (r *awkRun) str(v awkValue) string { return v.text(r.vars["OFMT"].s) }
