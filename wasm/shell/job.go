package shell

import (
	"fmt"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// job is a command that runs in the background.
type job struct {
	*thread
	number int
	text   string   // as it was typed, without the &
	owner  *session // whose job it is: it alone can wait for it
	told   bool     // that it has ended has been said, or waited for
}

// shellPID is the process id of the outermost shell. Jobs count on from there,
// by the number of their thread.
const shellPID = 4711

func (j *job) pid() int { return shellPID + j.id }

// remembered is how many jobs that have ended a session keeps for wait.
const remembered = 100

// background starts a command as a job, and does not wait for it. It reads
// nothing from the terminal.
func (e *environment) background(s *syntax.Stmt) {
	plain := *s
	plain.Background = false
	sub := e.subshell(e.newThread())
	session := e.session()
	if e.sub { // it has no use for its parent's any more
		session.jobs = slices.DeleteFunc(session.jobs, func(j *job) bool { return j.owner != session })
	}
	j := &job{thread: sub.thread, number: 1, text: e.sourceOf(s), owner: session}
	for _, other := range session.jobs {
		if !other.told {
			j.number = max(j.number, other.number+1)
		}
	}
	sub.fd[0] = file{in: &input{}}
	sub.begin(func() { sub.isolated(func() { sub.stmt(&plain) }) })
	session.jobs = append(session.jobs[max(0, len(session.jobs)-remembered):], j)
	e.lastJob, e.status = j.pid(), 0
	if e.interactive() {
		e.write(2, fmt.Sprintf("[%d] %d\n", j.number, j.pid()))
	}
}

// interactive reports that a learner types the commands.
func (e *environment) interactive() bool { return e.shell.Interactive && !e.sub }

// sourceOf returns the text of a command.
func (e *environment) sourceOf(s *syntax.Stmt) string {
	from, to := int(s.Pos().Offset()), int(s.End().Offset())
	if from > to || to > len(e.source) {
		return ""
	}
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(e.source[from:to]), "&"))
}

// line is what jobs prints of a job. The youngest is marked with +, the one
// before it with -.
func (j *job) line(all []*job, long bool) string {
	space, text := "  ", j.text
	if long {
		space = fmt.Sprintf(" %d ", j.pid())
	}
	if !j.ended {
		text += " &"
	}
	return j.entry(all, space, j.state(), text)
}

func (j *job) entry(all []*job, space, state, text string) string {
	mark := ' '
	switch at := slices.Index(all, j); {
	case at == len(all)-1:
		mark = '+'
	case at == len(all)-2:
		mark = '-'
	}
	return fmt.Sprintf("[%d]%c%s%-24s%s\n", j.number, mark, space, state, text)
}

// state is what a job does, or how it has ended.
func (j *job) state() string {
	switch {
	case !j.ended:
		return "Running"
	case j.signal != 0:
		for _, s := range signals {
			if s.number == j.signal-128 {
				return s.words
			}
		}
		return "Terminated"
	case j.status != 0:
		return fmt.Sprintf("Exit %d", j.status)
	}
	return "Done"
}

// listed returns the jobs that jobs knows.
func (s *session) listed() []*job {
	return slices.DeleteFunc(slices.Clone(s.jobs), func(j *job) bool { return j.told })
}

// notices says once of each job that it has ended, as bash does before a prompt.
func (s *session) notices() string {
	text := ""
	all := s.listed()
	for _, j := range all {
		if j.ended {
			text += j.line(all, false)
			j.told = true
		}
	}
	return text
}

// hungUp is what would be said if the terminal went away now.
func (s *session) hungUp() string {
	text := ""
	all := s.listed()
	for _, j := range all {
		if !j.ended {
			text += j.entry(all, "  ", "Hangup", j.text)
		}
	}
	return text
}

// find returns the job that a word such as %1, %+, %sleep or a process id
// means, or says what is wrong with the word.
func (p *process) find(word string) (*job, string) {
	spec, percent := strings.CutPrefix(word, "%")
	if !percent {
		n, ok := parseInt(word)
		if !ok {
			return nil, word + ": no such job"
		}
		for _, j := range p.session().jobs {
			if int64(j.pid()) == n {
				return j, ""
			}
		}
		return nil, word + ": no such job"
	}
	all := p.session().listed()
	n, number := parseInt(spec)
	var found *job
	for i, j := range all {
		inside, contains := strings.CutPrefix(spec, "?")
		switch {
		case spec == "" || spec == "+" || spec == "%":
			found = j
		case spec == "-":
			if i == len(all)-2 || found == nil {
				found = j
			}
		case number && int64(j.number) == n:
			return j, ""
		case !number && (contains && strings.Contains(j.text, inside) || !contains && strings.HasPrefix(j.text, spec)):
			if found != nil {
				return nil, inside + ": ambiguous job spec"
			}
			found = j
		}
	}
	if found == nil {
		if word == "%" {
			word = "current"
		}
		return nil, word + ": no such job"
	}
	return found, ""
}
