package shell

import (
	"fmt"
	"slices"
	"strings"
)

// jobsList is jobs.
func jobsList(p *process) int {
	spec := optionSpec{letters: "lprsn", failed: func(p *process, format string, args ...any) {
		p.errorf("%s: invalid option", strings.Split(strings.TrimPrefix(strings.Join(p.args[1:], " "), " "), " ")[0])
		p.write(2, "jobs: usage: jobs [-lnprs] [jobspec ...] or jobs -x command [args]\n")
	}}
	opts, words, ok := spec.parse(p)
	if !ok {
		return 2
	}
	all, status := p.session().listed(), 0
	chosen := all
	if len(words) > 0 {
		chosen = nil
	}
	for _, word := range words {
		j, problem := p.find(word)
		if problem != "" {
			p.errorf("%s", problem)
			status = 1
			continue
		}
		chosen = append(chosen, j)
	}
	for _, j := range chosen {
		switch {
		case opts.has('s'): // stopped, which no job here ever is
			continue
		case opts.has('r') && j.ended:
			continue
		case opts.has('p'):
			p.out(itoa(int64(j.pid())) + "\n")
		default:
			p.out(j.line(all, opts.has('l')))
		}
		j.told = j.told || j.ended && !p.sub
	}
	return status
}

// await is wait: it lets the jobs of this shell end.
func await(p *process) int {
	spec := optionSpec{letters: "nf"}
	opts, words, ok := spec.parse(p)
	if !ok {
		return 2
	}
	jobs := slices.DeleteFunc(slices.Clone(p.session().jobs), func(j *job) bool { return j.owner != p.session() || j.told })
	if opts.has('n') {
		first := func() *job {
			for _, j := range jobs {
				if j.ended {
					return j
				}
			}
			return nil
		}
		if len(jobs) == 0 {
			return 127
		}
		p.block(func() bool { return first() != nil }, never)
		return p.collect(first())
	}
	if len(words) == 0 {
		for _, j := range jobs {
			p.collect(j)
		}
		return 0
	}
	status := 0
	for _, word := range words {
		j, problem := p.find(word)
		switch {
		case j != nil && j.owner == p.session():
			status = p.collect(j)
		case strings.HasPrefix(word, "%") && j == nil:
			p.errorf("%s", problem)
			status = 127
		default:
			if _, number := parseInt(word); !number && j == nil {
				p.errorf("`%s': not a pid or valid job spec", word)
				status = 1
				continue
			}
			p.errorf("pid %s is not a child of this shell", word)
			status = 127
		}
	}
	return status
}

// collect waits for a job and returns its status.
func (p *process) collect(j *job) int {
	p.block(func() bool { return j.ended }, never)
	j.told = j.told || !p.interactive()
	return j.status
}

// foreground is fg: it waits for a job, which Ctrl-C then ends.
func foreground(p *process) int {
	j := p.controlled()
	if j == nil {
		return 1
	}
	p.out(j.text + "\n")
	j.told = true
	defer j.kill(statusInterrupted) // does nothing unless this is being unwound
	p.block(func() bool { return j.ended }, never)
	return j.status
}

// bg is what there is no use for, since nothing stops a job.
func bg(p *process) int {
	j := p.controlled()
	if j == nil {
		return 1
	}
	p.errorf("job %d already in background", j.number)
	return 0
}

// controlled finds the job that fg and bg are told to take, which must go on.
func (p *process) controlled() *job {
	if !p.interactive() {
		p.errorf("no job control")
		return nil
	}
	word := "%"
	if len(p.args) > 1 {
		word = p.args[1]
	}
	if !strings.HasPrefix(word, "%") {
		word = "%" + word
	}
	j, problem := p.find(word)
	if j != nil && j.ended {
		j, problem = nil, "job has terminated"
	}
	if j == nil {
		p.errorf("%s", problem)
	}
	return j
}

// disown makes the shell forget jobs, which go on.
func disown(p *process) int {
	words := slices.DeleteFunc(slices.Clone(p.args[1:]), func(w string) bool { return w == "-h" || w == "-a" || w == "-r" })
	all := len(words) < len(p.args)-1 && len(words) == 0
	if len(words) == 0 && !all {
		words = []string{"%"}
	}
	status := 0
	for _, word := range words {
		j, problem := p.find(word)
		if j == nil {
			p.errorf("%s", problem)
			status = 1
			continue
		}
		j.told = true
	}
	for _, j := range p.session().jobs {
		j.told = j.told || all
	}
	return status
}

// signals are those that kill knows, with bash's words for what they end.
var signals = []struct {
	number      int
	name, words string
}{
	{1, "HUP", "Hangup"}, {2, "INT", "Interrupt"}, {3, "QUIT", "Quit"}, {6, "ABRT", "Aborted"}, {9, "KILL", "Killed"},
	{10, "USR1", "User defined signal 1"}, {12, "USR2", "User defined signal 2"}, {13, "PIPE", "Broken pipe"}, {14, "ALRM", "Alarm clock"},
	{15, "TERM", "Terminated"}, {17, "CHLD", ""}, {18, "CONT", ""}, {19, "STOP", ""}, {20, "TSTP", ""},
}

// signalOf reads TERM, SIGTERM and 15; 0 only asks whether a process is there.
func signalOf(word string) (number int, name string, ok bool) {
	if word == "0" {
		return 0, "", true
	}
	for _, s := range signals {
		if n, isNumber := parseInt(word); isNumber && int(n) == s.number || strings.TrimPrefix(strings.ToUpper(word), "SIG") == s.name {
			return s.number, s.name, true
		}
	}
	return 0, "", false
}

const killUsage = "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n"

// kill sends a signal to jobs and processes.
func kill(p *process) int {
	args, word := p.args[1:], "TERM"
	switch {
	case len(args) > 0 && args[0] == "-l":
		return p.listSignals(args[1:])
	case len(args) > 1 && (args[0] == "-s" || args[0] == "-n"):
		word, args = args[1], args[2:]
	case len(args) > 0 && args[0] == "--":
		args = args[1:]
	case len(args) > 0 && len(args[0]) > 1 && args[0][0] == '-':
		word, args = args[0][1:], args[1:]
	}
	number, name, ok := signalOf(word)
	switch {
	case !ok:
		p.errorf("%s: invalid signal specification", word)
		return 1
	case len(args) == 0:
		p.write(2, killUsage)
		return 2
	case name == "STOP" || name == "TSTP" || name == "CONT":
		p.errorf("SIG%s: stopped jobs are not supported in this shell", name)
		return 1
	}
	status := 1
	for _, word := range args {
		if problem := p.signalTo(word, number); problem != "" {
			p.errorf("%s", problem)
		} else {
			status = 0
		}
	}
	p.tick() // where it ends itself
	return status
}

// signalTo ends what word means, and says why it cannot.
func (p *process) signalTo(word string, number int) (problem string) {
	var target *thread
	pid, isNumber := parseInt(word)
	switch {
	case strings.HasPrefix(word, "%"):
		j, problem := p.find(word)
		if j == nil {
			return problem
		}
		if target = j.thread; target.ended {
			return fmt.Sprintf("(%d) - No such process", j.pid())
		}
	case !isNumber:
		return word + ": arguments must be process or job IDs"
	case pid == shellPID:
		target = p.main
		if p.shell.Interactive && number != 9 {
			number = 0 // an interactive shell pays no heed
		}
	default:
		for _, t := range p.threads {
			if int64(shellPID+t.id) == pid {
				target = t
			}
		}
	}
	if target == nil {
		return "(" + word + ") - No such process"
	}
	if number != 0 && number != 17 {
		target.kill(128 + number)
	}
	return ""
}

func (p *process) listSignals(words []string) int {
	if len(words) == 0 {
		text := ""
		for i, s := range signals {
			text += fmt.Sprintf("%2d) SIG%s", s.number, s.name) + []string{"\t", "\n"}[truth(i%5 == 4 || i == len(signals)-1)]
		}
		p.out(text)
		return 0
	}
	for _, word := range words {
		number, name, ok := signalOf(word)
		if n, isNumber := parseInt(word); !ok && isNumber && n > 128 {
			number, name, ok = signalOf(itoa(n - 128))
		}
		if !ok {
			p.errorf("%s: invalid signal specification", word)
			return 1
		}
		if isDigits(word) {
			p.out(name + "\n")
		} else {
			p.out(itoa(int64(number)) + "\n")
		}
	}
	return 0
}
