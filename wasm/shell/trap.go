package shell

import "strings"

// trap keeps a script for when the shell exits.
func trap(p *process) int {
	args := p.args[1:]
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	switch {
	case len(args) == 0 || args[0] == "-p":
		if p.onExit != "" {
			p.out("trap -- " + quoteWord(p.onExit) + " EXIT\n")
		}
		return 0
	case args[0] == "-l":
		return p.listSignals(nil)
	case len(args) == 1:
		p.write(2, "trap: usage: trap [-lp] [[arg] signal_spec ...]\n")
		return 2
	}
	script := args[0]
	if script == "-" {
		script = ""
	}
	status := 0
	for _, word := range args[1:] {
		name := strings.TrimPrefix(strings.ToUpper(word), "SIG")
		_, _, known := signalOf(word)
		switch {
		case name == "EXIT" || word == "0":
			p.onExit = script
		case known || name == "ERR" || name == "DEBUG" || name == "RETURN":
			p.errorf("%s: only EXIT can be trapped in this shell", word)
			status = 1
		default:
			p.errorf("%s: invalid signal specification", word)
			status = 1
		}
	}
	return status
}

// runExitTrap runs what trap has kept, as the shell's last commands.
func (e *environment) runExitTrap() {
	script, status := e.onExit, e.status
	if script == "" {
		return
	}
	e.onExit, e.flow = "", flowOn
	e.eval(script)
	if e.flow != flowExit {
		e.status = status
	}
	e.flow = flowExit
}

// history lists the lines typed.
func history(p *process) int {
	all, from := p.shell.History, 0
	if len(p.args) > 1 {
		if p.args[1] == "-c" {
			p.shell.History = nil
			return 0
		}
		n, ok := parseInt(p.args[1])
		if !ok {
			p.errorf("%s: numeric argument required", p.args[1])
			return 1
		}
		from = max(0, len(all)-int(min(max(n, 0), int64(len(all)))))
	}
	for i := from; i < len(all); i++ {
		p.out(padLeft(itoa(int64(i+1)), 5) + "  " + all[i] + "\n")
	}
	return 0
}

func padLeft(s string, width int) string { return strings.Repeat(" ", max(0, width-len(s))) + s }

// onlyFolder is mkdir and rmdir.
func onlyFolder(p *process) int {
	for _, name := range p.args[1:] {
		if !strings.HasPrefix(name, "-") {
			verb := map[string]string{"mkdir": "cannot create directory", "rmdir": "failed to remove"}[p.args[0]]
			p.errorf("%s ‘%s’: the home folder is the only folder in this shell", verb, name)
			return 1
		}
	}
	p.usage("missing operand")
	return 1
}
