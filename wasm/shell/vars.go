package shell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// maxText is the longest string that the shell holds, so that one that doubles
// itself in a loop cannot eat the memory of the page.
const maxText = 1 << 22

// lookupVar returns a variable or a special parameter.
func (e *environment) lookupVar(name string) (string, bool) {
	switch name {
	case "?":
		return strconv.Itoa(e.status), true
	case "#":
		return strconv.Itoa(len(e.params)), true
	case "$":
		return strconv.Itoa(shellPID), true
	case "0":
		return e.name, true
	case "-":
		return "himBHs", true
	case "!":
		if e.lastJob == 0 {
			return "", false
		}
		return strconv.Itoa(e.lastJob), true
	case "BASHPID":
		if e.thread == e.main {
			return strconv.Itoa(shellPID), true
		}
		return strconv.Itoa(shellPID + e.thread.id), true
	case "SECONDS":
		return strconv.FormatInt(int64(e.shell.Cluster.Now().Sub(epoch))/int64(second), 10), true
	case "RANDOM":
		return strconv.Itoa(e.dice()), true
	case "PIPESTATUS":
		if len(e.statuses) > 0 {
			return strconv.Itoa(e.statuses[0]), true
		}
		return strconv.Itoa(e.status), true
	}
	if n, err := strconv.Atoi(name); err == nil {
		if n >= 1 && n <= len(e.params) {
			return e.params[n-1], true
		}
		return "", false
	}
	v, ok := e.session().vars[name]
	return v.value, ok
}

// dice throws a number below 32768, from the cluster's seed.
func (t *thread) dice() int {
	t.rolls++
	x := (t.shell.Cluster.Config().Seed + t.rolls) * 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	return int(x >> 40 & 0x7fff)
}

func (e *environment) get(name string) string {
	value, _ := e.lookupVar(name)
	return value
}

// set assigns a variable, and reports false when it is readonly.
func (e *environment) set(name, value string) bool {
	v := e.session().vars[name]
	if v.readonly {
		e.write(2, "bash: "+name+": readonly variable\n")
		return false
	}
	e.checkLength(len(value))
	v.value = value
	if v.list != nil {
		v.list = put(slices.Clone(v.list), 0, value)
	}
	e.session().vars[name] = v
	return true
}

func (e *environment) checkLength(n int) {
	if n > maxText {
		e.abandon(2, "bash: xrealloc: cannot allocate %d bytes\n", n)
	}
}

// assign carries out NAME=value or NAME+=value.
func (e *environment) assign(a *syntax.Assign) bool {
	if a.Array != nil || a.Index != nil {
		return e.assignArray(a)
	}
	return e.set(a.Name.Value, e.assigned(a))
}

// assigned is what a variable has after NAME=value or NAME+=value.
func (e *environment) assigned(a *syntax.Assign) string {
	value := ""
	if a.Value != nil {
		value = e.literal(a.Value)
	}
	if a.Append {
		value = e.get(a.Name.Value) + value
	}
	return value
}

// unset removes a variable, and reports false when it is readonly.
func (e *environment) unset(name string) bool {
	if e.session().vars[name].readonly {
		e.write(2, fmt.Sprintf("bash: unset: %s: cannot unset: readonly variable\n", name))
		return false
	}
	delete(e.session().vars, name)
	return true
}

// declClause is export, readonly, local, declare and typeset.
func (e *environment) declClause(c *syntax.DeclClause) {
	variant := c.Variant.Value
	e.status = 0
	declared := 0
	flags := ""
	for _, a := range c.Args {
		if !a.Naked {
			e.declare(variant, flags, a)
			declared++
			continue
		}
		for _, word := range e.nakedWords(a) {
			if strings.HasPrefix(word, "-") {
				flags += word[1:]
				continue
			}
			declared++
			name, value, assigned := strings.Cut(word, "=")
			e.declareName(variant, flags, name, value, assigned)
		}
	}
	if declared == 0 {
		e.listVariables(variant)
	}
}

func (e *environment) nakedWords(a *syntax.Assign) []string {
	if a.Name != nil {
		return []string{a.Name.Value}
	}
	return e.fields([]*syntax.Word{a.Value})
}

func (e *environment) declare(variant, flags string, a *syntax.Assign) {
	if a.Array != nil || a.Index != nil {
		e.declareName(variant, flags, a.Name.Value, "", false)
		if e.status == 0 && !e.assignArray(a) {
			e.status = 1
		}
		return
	}
	e.declareName(variant, flags, a.Name.Value, e.assigned(a), true)
}

func (e *environment) declareName(variant, flags, name, value string, assigned bool) {
	if !syntax.ValidName(name) {
		e.write(2, fmt.Sprintf("bash: %s: `%s': not a valid identifier\n", variant, name))
		e.status = 1
		return
	}
	vars := e.session().vars
	switch {
	case strings.Contains(flags, "A"):
		e.unsupported("an associative array (" + name + ")")
		return
	case strings.ContainsAny(flags, "fF"):
		e.unsupported(variant + " -f")
		return
	}
	if variant == "local" || variant != "export" && variant != "readonly" && len(e.locals) > 0 {
		if !e.hide(variant, name) {
			return
		}
	}
	if assigned && !e.set(name, value) {
		e.status = 1
		return
	}
	v := vars[name]
	v.exported = (v.exported || variant == "export" || strings.Contains(flags, "x")) && !(variant == "export" && strings.Contains(flags, "n"))
	v.readonly = v.readonly || variant == "readonly" || strings.Contains(flags, "r")
	vars[name] = v
}

// hide keeps a variable's value until the function returns.
func (e *environment) hide(variant, name string) bool {
	if len(e.locals) == 0 {
		e.write(2, "bash: "+variant+": can only be used in a function\n")
		e.status = 1
		return false
	}
	scope := e.locals[len(e.locals)-1]
	if _, done := scope[name]; done {
		return true
	}
	scope[name] = nil
	if old, ok := e.session().vars[name]; ok {
		scope[name] = &old
	}
	delete(e.session().vars, name)
	return true
}

// listVariables prints what export, readonly or declare print without names.
func (e *environment) listVariables(variant string) {
	var b strings.Builder
	for _, name := range e.variableNames() {
		v := e.session().vars[name]
		if variant == "export" && v.exported {
			fmt.Fprintf(&b, "declare -x %s=%s\n", name, doubleQuote(v.value))
		}
		if variant == "readonly" && v.readonly {
			fmt.Fprintf(&b, "declare -r %s=%s\n", name, doubleQuote(v.value))
		}
	}
	e.write(1, b.String())
}

func (e *environment) variableNames() []string {
	names := make([]string, 0, len(e.session().vars))
	for name := range e.session().vars {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func doubleQuote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`").Replace(s) + `"`
}
