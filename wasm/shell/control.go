package shell

import (
	"fmt"
	"strings"

	"svclab/wasm/network"
)

func succeed(*process) int { return 0 }
func fail(*process) int    { return 1 }

// breakLoop is break.
func breakLoop(p *process) int { return p.leaveLoops(p, flowBreak) }

// continueLoop is continue.
func continueLoop(p *process) int { return p.leaveLoops(p, flowContinue) }

// statusArgument reads the status that exit and return take.
func statusArgument(p *process) (status int, ok bool) {
	if len(p.args) < 2 {
		return p.environment.status, true
	}
	n, ok := parseInt(p.args[1])
	if !ok {
		p.errorf("%s: numeric argument required", p.args[1])
		return 2, true
	}
	if len(p.args) > 2 {
		p.errorf("too many arguments")
		return 1, false
	}
	return int(n & 0xff), true
}

// exit leaves a subshell, an ssh session, or the shell itself.
func exit(p *process) int {
	e := p.environment
	status, ok := statusArgument(p)
	if !ok {
		return status
	}
	if len(e.sessions) == 1 {
		e.flow = flowExit
		return status
	}
	leaving := e.place()
	for _, j := range e.session().jobs {
		j.kill(statusHangup)
	}
	e.sessions = e.sessions[:len(e.sessions)-1]
	if leaving.Kind == network.OnNode {
		e.write(2, "logout\nConnection to "+leaving.Node+" closed.\n")
	} else {
		e.write(2, "exit\n")
		if status != 0 {
			e.write(2, fmt.Sprintf("command terminated with exit code %d\n", status))
		}
	}
	return status
}

// returnFrom is return.
func returnFrom(p *process) int {
	if len(p.locals) == 0 {
		p.errorf("can only `return' from a function or sourced script")
		return 2
	}
	status, ok := statusArgument(p)
	if ok {
		p.flow = flowReturn
	}
	return status
}

// eval runs its arguments as a script.
func eval(p *process) int {
	if p.calls >= maxCalls {
		p.abandon(1, "bash: eval: maximum eval nesting level exceeded (%d)\n", maxCalls)
	}
	p.calls++
	defer func() { p.calls-- }()
	p.environment.status = 0
	p.environment.eval(strings.Join(p.args[1:], " "))
	return p.environment.status
}

// source runs a file's commands in this shell.
func source(p *process) int {
	if len(p.args) < 2 {
		p.errorf("filename argument required")
		p.write(2, p.args[0]+": usage: "+p.args[0]+" filename [arguments]\n")
		return 2
	}
	data, err := p.readFile(p.args[1])
	if err != nil {
		p.write(2, "bash: "+p.args[1]+": "+reason(err)+"\n")
		return 1
	}
	if p.calls >= maxCalls {
		p.abandon(1, "bash: source: files are nested more than %d deep\n", maxCalls)
	}
	params := p.params
	if len(p.args) > 2 {
		p.params = p.args[2:]
	}
	p.calls++
	p.environment.status = 0
	p.environment.eval(string(data))
	p.calls--
	p.params = params
	return p.environment.status
}

// bash runs a script in a shell of its own: bash -c SCRIPT, bash FILE, or
// standard input.
func bash(p *process) int {
	e := p.environment
	sub := e.subshell(e.thread)
	sub.session().vars = exportedOnly(e.session().vars)
	sub.session().funcs = map[string]function{}
	sub.locals, sub.params = nil, nil
	args := p.args[1:]
	switch {
	case len(args) > 0 && args[0] == "-c":
		if len(args) == 1 {
			p.write(2, "bash: -c: option requires an argument\n")
			return 2
		}
		if len(args) > 2 {
			sub.name, sub.params = args[2], args[3:]
		}
		return sub.isolated(func() { sub.script(lines(args[1])) })
	case len(args) > 0:
		data, err := e.readFile(args[0])
		if err != nil {
			p.write(2, "bash: "+args[0]+": "+reason(err)+"\n")
			return 127
		}
		sub.name, sub.params = args[0], args[1:]
		return sub.isolated(func() { sub.script(lines(string(data))) })
	}
	return sub.isolated(func() { sub.script(lines(p.stdin().rest(e.thread))) })
}

func exportedOnly(vars map[string]variable) map[string]variable {
	kept := map[string]variable{"IFS": {value: " \t\n"}}
	for name, v := range vars {
		if v.exported {
			kept[name] = v
		}
	}
	return kept
}

// cd goes home, which is the only folder there is.
func cd(p *process) int {
	args := p.args[1:]
	if len(args) > 1 {
		p.errorf("too many arguments")
		return 1
	}
	if len(args) == 0 || args[0] == "-" || args[0] == "" {
		return 0
	}
	abs := p.absolute(args[0])
	if abs == workDir(p.place()) {
		return 0
	}
	switch _, err := p.readFile(args[0]); {
	case p.isFolder(abs):
		p.errorf("%s: this shell stays in its home folder", args[0])
	case err == nil:
		p.errorf("%s: Not a directory", args[0])
	default:
		p.errorf("%s: No such file or directory", args[0])
	}
	return 1
}

func pwd(p *process) int {
	p.out(workDir(p.place()) + "\n")
	return 0
}
