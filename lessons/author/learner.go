package author

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/lab"
)

// settleTime passes when a step opens and when its solution has been typed.
const settleTime = 20 * api.Second

// glance is how often a learner looks at the goals meanwhile.
const glance = 500 * api.Millisecond

// patience is for how long a learner waits for one command.
const patience = 10 * api.Minute

// learner takes a lesson by typing.
type learner struct {
	lesson  *lesson.Lesson
	session *lab.Session
}

func newLearner(l *lesson.Lesson) (learner, error) {
	s, err := lab.New(l)
	return learner{l, s}, err
}

// copy returns a second learner who has done the same so far.
func (l learner) copy() learner { return l.resume(l.session.Save()) }

// resume returns a learner at the point where saved was taken.
func (l learner) resume(saved []byte) learner {
	s, err := lab.Restore(l.lesson, saved)
	if err != nil {
		panic("a Session restores what it has saved: " + err.Error())
	}
	return learner{l.lesson, s}
}

// open opens a step and looks around.
func (l learner) open(step int) {
	l.session.GoTo(step)
	l.session.Advance(0) // a page looks at the goals at once
	l.settle()
}

// settle waits until what has been started is done.
func (l learner) settle() {
	for passed := api.Duration(0); passed < settleTime; passed += glance {
		l.pass(glance)
	}
}

// pass lets time pass, however often Advance returns early.
func (l learner) pass(by api.Duration) {
	for by > 0 {
		by = l.session.Advance(by)
	}
}

// enter types a command and waits for its end. One that does not end within
// patience is interrupted, with the status of timeout(1).
func (l learner) enter(line string) (output string, status int) {
	l.session.Enter(line)
	for passed := api.Duration(0); passed < patience; passed += glance {
		l.pass(glance)
		if !l.session.Busy() {
			return l.printed()
		}
	}
	l.session.Interrupt()
	output, _ = l.printed()
	return output, 124
}

func (l learner) printed() (output string, status int) {
	entries := l.session.Terminal()
	if len(entries) == 0 {
		return "", 0
	}
	last := entries[len(entries)-1]
	return last.Output, last.Status
}

// run types commands and returns all that they print, and the last status.
func (l learner) run(lines []string) (output string, status int) {
	var all strings.Builder
	for _, line := range lines {
		output, status = l.enter(line)
		all.WriteString(output)
	}
	return all.String(), status
}

// predict asks the cluster which option of a quiz is right.
func (l learner) predict(q *lesson.Quiz) (int, error) {
	files := folder{}
	for _, f := range l.session.Files() {
		files[f.Name] = f.Text
	}
	output, _ := lab.Trial(l.session.Cluster(), files, strings.Join(q.Predict, "\n"))
	right, evidence, err := q.Right(output)
	if err != nil {
		return 0, fmt.Errorf("%w; the commands print %q", err, evidence)
	}
	return right, nil
}

// praised is the option that is told, by the first word of its feedback, that it
// is right; 0 when none is, or more than one.
func praised(q *lesson.Quiz) (option int) {
	for i, o := range q.Options {
		if strings.HasPrefix(o.Feedback, "<p>Right") || strings.HasPrefix(o.Feedback, "<p>맞") {
			if option > 0 {
				return 0
			}
			option = i + 1
		}
	}
	return option
}

// folder is files by name.
type folder map[string]string

// ReadFile returns a file.
func (f folder) ReadFile(name string) ([]byte, error) {
	text, ok := f[name]
	if !ok {
		return nil, errors.New("no such file or directory")
	}
	return []byte(text), nil
}

// WriteFile keeps a file.
func (f folder) WriteFile(name string, text []byte) error {
	f[name] = string(text)
	return nil
}

// List returns the names, sorted.
func (f folder) List() []string { return slices.Sorted(maps.Keys(f)) }
