package shell

import (
	"strings"

	"svclab/wasm/dns"
	"svclab/wasm/network"
)

// env prints the exported variables, or runs a command with others.
func env(p *process) int {
	args := p.args[1:]
	kept := p.session().clone().vars
	defer func() { p.session().vars = kept }()
	for len(args) > 0 && strings.Contains(args[0], "=") {
		name, value, _ := strings.Cut(args[0], "=")
		p.session().vars[name] = variable{value: value, exported: true}
		args = args[1:]
	}
	if len(args) > 0 {
		if _, ok := lookup(args[0], p.place()); !ok {
			p.errorf("‘%s’: No such file or directory", args[0])
			return 127
		}
		p.runProgram(args)
		return p.environment.status
	}
	var b strings.Builder
	for _, name := range p.variableNames() {
		if v := p.session().vars[name]; v.exported {
			b.WriteString(name + "=" + v.value + "\n")
		}
	}
	p.out(b.String())
	return 0
}

func printenv(p *process) int {
	if len(p.args) == 1 {
		return env(p)
	}
	status := 0
	for _, name := range p.args[1:] {
		if v := p.session().vars[name]; v.exported {
			p.out(v.value + "\n")
		} else {
			status = 1
		}
	}
	return status
}

func which(p *process) int {
	status := 0
	for _, name := range p.args[1:] {
		_, tool := tools[name]
		if _, ok := lookup(name, p.place()); ok && tool {
			p.out(toolPath(name) + "\n")
		} else {
			status = 1
		}
	}
	return status
}

func whoami(p *process) int {
	p.out(user(p.place()) + "\n")
	return 0
}

func hostnameTool(p *process) int {
	if len(p.args) > 1 && strings.ContainsAny(p.args[1], "iI") {
		ip, ok := p.shell.Cluster.HostsAddress(p.place(), p.shell.Cluster.Hostname(p.place()))
		if !ok {
			ip = network.LearnerIP
		}
		p.out(ip + " \n")
		return 0
	}
	name, option := p.shell.Cluster.Hostname(p.place()), ""
	if len(p.args) > 1 {
		option = p.args[1]
	}
	full := name // the first name that /etc/hosts has beside it
	if lines := dns.InHosts(p.shell.Cluster.HostsFile(p.place()), name); len(lines) > 0 {
		full = lines[0].Names[0]
	}
	switch _, domain, _ := strings.Cut(full, "."); option {
	case "-f", "--fqdn", "--long":
		name = full
	case "-d", "--domain":
		name = domain
	case "-s", "--short":
		name, _, _ = strings.Cut(name, ".")
	}
	if name != "" || option == "" {
		p.out(name + "\n")
	}
	return 0
}

// xargs runs a command with the words of its standard input as arguments.
func xargs(p *process) int {
	spec := optionSpec{letters: "n:I:rt0P:d:L:", long: map[string]byte{"max-args": 'n', "no-run-if-empty": 'r', "replace": 'I', "null": '0', "delimiter": 'd'}, inOrder: true}
	opts, command, ok := spec.parse(p)
	if !ok {
		return 1
	}
	if len(command) == 0 {
		command = []string{"echo"}
	}
	text := p.stdin().rest(p.thread)
	if opts.has('I') {
		return p.xargsLines(text, opts.value('I'), command)
	}
	words, quote := xargsWords(text, opts)
	if quote != "" {
		p.errorf("unmatched %s quote; by default quotes are special to xargs unless you use the -0 option", quote)
		return 1
	}
	size := len(words)
	if opts.has('n') {
		n, ok := parseInt(opts.value('n'))
		if !ok || n < 1 {
			p.usage("value %s for -n option should be >= 1", opts.value('n'))
			return 1
		}
		size = int(min(n, int64(max(1, len(words)))))
	}
	if len(words) == 0 {
		if opts.has('r') {
			return 0
		}
		return p.xargsRun(command, 0)
	}
	status := 0
	for len(words) > 0 {
		n := min(size, len(words))
		status = p.xargsRun(append(command[:len(command):len(command)], words[:n]...), status)
		words = words[n:]
		if status == 127 {
			break
		}
	}
	return status
}

func (p *process) xargsLines(text, mark string, command []string) int {
	status := 0
	for line := range strings.Lines(text) {
		line = strings.TrimLeft(strings.TrimSuffix(line, "\n"), " \t")
		if line == "" {
			continue
		}
		args := make([]string, len(command))
		for i, a := range command {
			args[i] = strings.ReplaceAll(a, mark, line)
		}
		status = p.xargsRun(args, status)
	}
	return status
}

// xargsRun runs one command and returns xargs' status so far.
func (p *process) xargsRun(args []string, status int) int {
	program, ok := lookup(args[0], p.place())
	if !ok {
		p.errorf("%s: No such file or directory", args[0])
		return 127
	}
	p.tick()
	sub := p.subshell(p.thread)
	sub.fd[0] = file{in: &input{}}
	got := sub.isolated(func() { sub.status = program(&process{environment: sub, args: args}) & 0xff })
	if got != 0 {
		return 123
	}
	return status
}

// xargsWords splits at white space; quotes and backslashes protect it. It also
// returns which kind of quote is not closed.
func xargsWords(text string, opts options) (words []string, open string) {
	if opts.has('0') || opts.has('d') {
		separator := "\x00"
		if opts.has('d') {
			separator, _ = escapes{}.read(opts.value('d'))
		}
		return strings.Split(strings.TrimSuffix(text, separator), separator), ""
	}
	var word strings.Builder
	started, quote := false, rune(0)
	escaped := false
	for _, r := range text {
		switch {
		case escaped:
			word.WriteRune(r)
			escaped = false
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\\':
			escaped, started = true, true
		case r == '"' || r == '\'':
			quote, started = r, true
		case r == ' ' || r == '\t' || r == '\n':
			if started {
				words = append(words, word.String())
				word.Reset()
				started = false
			}
		default:
			word.WriteRune(r)
			started = true
		}
	}
	if started {
		words = append(words, word.String())
	}
	return words, map[rune]string{'"': "double", '\'': "single"}[quote]
}
