package shell

import (
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// unset removes variables, or functions with -f.
func unset(p *process) int {
	status := 0
	functions, variables := false, false
	for _, name := range p.args[1:] {
		switch {
		case name == "-f":
			functions = true
		case name == "-v":
			variables = true
		case functions:
			delete(p.session().funcs, name)
		case variables && !syntax.ValidName(name):
			p.errorf("`%s': not a valid identifier", name)
			status = 1
		default:
			if _, ok := p.session().vars[name]; !ok && !variables {
				delete(p.session().funcs, name)
			}
			if !p.unset(name) {
				status = 1
			}
		}
	}
	return status
}

// setOptions is set: parameters, and the few options that exist here.
func setOptions(p *process) int {
	args := p.args[1:]
	if len(args) == 0 {
		var b strings.Builder
		for _, name := range p.variableNames() {
			b.WriteString(name + "=" + quoteMinimally(p.get(name)) + "\n")
		}
		p.out(b.String())
		return 0
	}
	for len(args) > 0 && len(args[0]) > 1 && strings.ContainsRune("-+", rune(args[0][0])) {
		arg := args[0]
		args = args[1:]
		if arg == "--" {
			p.params = slices.Clone(args)
			return 0
		}
		for _, letter := range arg[1:] {
			name := string(letter)
			if letter == 'o' {
				if len(args) == 0 {
					return 0
				}
				name, args = args[0], args[1:]
			}
			if !p.setOption(name, arg[0] == '-') {
				p.errorf("%s: this option is not supported in this shell", name)
				return 2
			}
		}
	}
	if len(args) > 0 {
		p.params = slices.Clone(args)
	}
	return 0
}

func (e *environment) setOption(name string, on bool) bool {
	switch name {
	case "e", "errexit":
		e.errexit = on
	case "u", "nounset":
		e.nounset = on
	case "x", "xtrace":
		e.xtrace = on
	case "pipefail":
		e.pipefail = on
	default:
		return false
	}
	return true
}

// shift drops the first parameters.
func shift(p *process) int {
	n := int64(1)
	if len(p.args) > 1 {
		var ok bool
		if n, ok = parseInt(p.args[1]); !ok {
			p.errorf("%s: numeric argument required", p.args[1])
			return 1
		}
	}
	if n < 0 || n > int64(len(p.params)) {
		return 1
	}
	p.params = p.params[n:]
	return 0
}

// read takes a line from standard input and splits it into variables.
func read(p *process) int {
	spec := optionSpec{letters: "rsp:t:n:d:a", inOrder: true}
	opts, names, ok := spec.parse(p)
	if !ok {
		return 2
	}
	line, ok := p.stdin().line(p.thread)
	ended := strings.HasSuffix(line, "\n")
	line = strings.TrimSuffix(line, "\n")
	for !opts.has('r') && ended && continued(line) {
		next, _ := p.stdin().line(p.thread)
		line = line[:len(line)-1] + strings.TrimSuffix(next, "\n")
	}
	if opts.has('a') && len(names) > 0 {
		list := []string{}
		for field := ""; strings.TrimSpace(line) != "" && len(list) < maxIndex; list = append(list, field) {
			field, line = cutField(line, p.ifs())
		}
		p.set(names[0], "")
		p.session().vars[names[0]] = variable{value: strings.Join(list[:min(1, len(list))], ""), list: list}
		return statusOf(ok && ended)
	}
	if len(names) == 0 {
		p.set("REPLY", line)
		return statusOf(ok && ended)
	}
	ifs := p.ifs()
	for i, name := range names {
		if !syntax.ValidName(name) {
			p.errorf("`%s': not a valid identifier", name)
			return 1
		}
		var value string
		if i == len(names)-1 {
			value = trimSpace(line, ifs)
		} else {
			value, line = cutField(line, ifs)
		}
		if !opts.has('r') {
			value = strings.ReplaceAll(value, `\`, "")
		}
		p.set(name, value)
	}
	return statusOf(ok && ended)
}

// trimSpace takes those separators that are white space from both ends.
func trimSpace(s, ifs string) string {
	var space strings.Builder
	for _, r := range " \t\n" {
		if strings.ContainsRune(ifs, r) {
			space.WriteRune(r)
		}
	}
	return strings.Trim(s, space.String())
}

func cutField(s, ifs string) (field, rest string) {
	s = trimSpace(s, ifs)
	i := strings.IndexAny(s, ifs)
	if i < 0 || ifs == "" {
		return s, ""
	}
	rest, _ = skipSeparator(s[i:], ifs)
	return s[:i], rest
}

// command is command and builtin: it runs a program even where a function has
// its name, and -v tells what a name means.
func command(p *process) int {
	args := p.args[1:]
	if len(args) > 0 && (args[0] == "-v" || args[0] == "-V") {
		status := 1
		for _, name := range args[1:] {
			if text, ok := p.meaning(name); ok {
				p.out(text + "\n")
				status = 0
			}
		}
		return status
	}
	if len(args) == 0 {
		return 0
	}
	p.runProgram(args)
	return p.environment.status
}

// meaning is what command -v prints.
func (e *environment) meaning(name string) (string, bool) {
	if _, ok := e.session().funcs[name]; ok || syntax.IsKeyword(name) {
		return name, true
	}
	if _, ok := builtins[name]; ok {
		return name, true
	}
	if _, ok := lookup(name, e.place()); ok {
		return toolPath(name), true
	}
	return "", false
}

// typeOf is type.
func typeOf(p *process) int {
	status := 0
	for _, name := range p.args[1:] {
		_, function := p.session().funcs[name]
		_, builtin := builtins[name]
		path, found := p.meaning(name)
		switch {
		case function:
			p.out(name + " is a function\n")
		case syntax.IsKeyword(name):
			p.out(name + " is a shell keyword\n")
		case builtin:
			p.out(name + " is a shell builtin\n")
		case found:
			p.out(name + " is " + path + "\n")
		default:
			p.errorf("%s: not found", name)
			status = 1
		}
	}
	return status
}
