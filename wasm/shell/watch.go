package shell

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
)

// timeout runs a command and ends it when its time is up.
func timeout(p *process) int {
	spec := optionSpec{letters: "s:k:vfp", long: map[string]byte{"signal": 's', "kill-after": 'k', "foreground": 'f', "preserve-status": 'p', "verbose": 'v'}, inOrder: true}
	opts, args, ok := spec.parse(p)
	switch {
	case !ok:
		return 125
	case len(args) < 2:
		p.write(2, "Try 'timeout --help' for more information.\n")
		return 125
	}
	limit, ok := parseDuration(args[0])
	if !ok {
		p.usage("invalid time interval ‘%s’", args[0])
		return 125
	}
	signal := 15
	if opts.has('s') {
		if signal, _, ok = signalOf(opts.value('s')); !ok || signal == 0 {
			p.usage("‘%s’: invalid signal", opts.value('s'))
			return 125
		}
	}
	program, ok := lookup(args[1], p.place())
	if !ok {
		p.errorf("failed to run command ‘%s’: No such file or directory", args[1])
		return 127
	}
	sub := p.subshell(p.newThread())
	sub.begin(func() {
		sub.isolated(func() { sub.status = program(&process{environment: sub, args: args[1:]}) & 0xff })
	})
	defer sub.thread.kill(statusInterrupted) // when this is being unwound
	due := never
	if limit > 0 {
		due = p.now().Add(limit)
	}
	p.block(func() bool { return sub.ended }, due)
	if !sub.ended {
		sub.thread.kill(128 + signal)
		if signal == 9 || opts.has('p') {
			return 128 + signal
		}
		return 124
	}
	return sub.thread.status
}

// redraw is what watch prints before each screen: the cursor goes home, and
// what stands below it is gone.
const redraw = "\x1b[H\x1b[J"

// watchTool is watch: it runs a command again and again, and shows what it
// prints in the place of what it has printed before.
func watchTool(p *process) int {
	spec := optionSpec{letters: "n:tdgebcx", long: map[string]byte{"interval": 'n', "no-title": 't', "differences": 'd', "chgexit": 'g',
		"errexit": 'e', "beep": 'b', "color": 'c', "exec": 'x'}, inOrder: true}
	opts, args, ok := spec.parse(p)
	if !ok {
		return 1
	}
	if len(args) == 0 {
		p.write(2, "Usage:\n watch [options] command\n")
		return 1
	}
	interval := 2 * api.Second
	if opts.has('n') {
		if interval, ok = parseDuration(opts.value('n')); !ok {
			p.errorf("failed to parse argument: '%s'", opts.value('n'))
			return 1
		}
		interval = max(interval, api.Second/10)
	}
	script := strings.Join(args, " ")
	home := ""
	if p.fd[1].isTerminal() {
		home = redraw
	}
	last := ""
	for first := true; ; first = false {
		text, status := p.captured(script)
		title := ""
		if !opts.has('t') {
			title = p.watchTitle(script, interval) + "\n\n"
		}
		p.out(home + title + text)
		switch {
		case opts.has('e') && status != 0:
			p.out("command exit with a non-zero status, press a key to exit\n")
			return 8
		case opts.has('g') && !first && text != last:
			return 0
		}
		last = text
		p.wait(interval)
	}
}

// watchTitle is the line above the screen, 80 characters wide.
func (p *process) watchTitle(script string, interval api.Duration) string {
	left := fmt.Sprintf("Every %.1fs: %s", float64(interval)/float64(api.Second), script)
	right := p.shell.Cluster.Hostname(p.place()) + ": " + formatTime(p.shell.Cluster.Now(), "%a %b %e %H:%M:%S %Y")
	if room := 79 - len(right); len(left) > room {
		left = left[:max(0, room)]
	}
	return left + strings.Repeat(" ", max(1, 80-len(left)-len(right))) + right
}

// captured runs a script and returns all that it prints.
func (p *process) captured(script string) (text string, status int) {
	out := &capture{}
	sub := p.subshell(p.thread)
	sub.fd[1], sub.fd[2] = file{out: out}, file{out: out}
	status = sub.isolated(func() { sub.script(lines(script)) })
	return out.text.String(), status
}
