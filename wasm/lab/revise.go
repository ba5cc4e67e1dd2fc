package lab

import (
	"slices"
	"strings"

	"svclab/lessons/lesson"
	"svclab/wasm/cluster"
	"svclab/wasm/proxy"
)

// Revision tells what a Revise could not do.
type Revision struct {
	// Anew says that the lesson wants another cluster than the one at work, which
	// only a new Session has.
	Anew bool
	// Restart says that a new Session would begin otherwise than this one, and that
	// nothing in this one is the learner's.
	Restart bool
}

// Revise goes on with another edition of the lesson, such as its author has just
// written. The cluster, the terminal, the history and what the learner has
// written stay as they are. A step is the same one as long as its heading or its
// place is; its goals and quizzes stay reached and answered as long as what
// decides them is the same. Files that the lesson laid out and nobody changed
// become those of the new edition. What a step applies when it is opened is not
// applied again.
func (s *Session) Revise(l *lesson.Lesson) Revision {
	l = lesson.Draw(l, s.cluster.Config().Seed)
	untouched, begun := s.untouched(), beginning(s.lesson)
	moved := moves(s.lesson.Steps, l.Steps)
	s.reviseGoals(l, moved)
	s.reviseAnswers(l)
	s.opened, s.spent = moveKeys(s.opened, moved), moveKeys(s.spent, moved)
	for i := range s.branches {
		s.branches[i].opened = moveKeys(s.branches[i].opened, moved)
	}
	open := s.step
	for open > 0 && moved[open] < 0 {
		open--
	}
	if len(moved) > 0 {
		s.step = max(0, moved[open])
	}
	s.lesson = l
	s.shell.Language = l.Lang
	s.reviseFiles()
	s.stale, s.ended = true, true
	s.GoTo(s.step)
	anew := len(l.Scenes) == 0 && configOf(l) != s.cluster.Config()
	return Revision{Anew: anew, Restart: untouched && (anew || begun != beginning(l))}
}

// configOf is what a lesson's cluster is made from.
func configOf(l *lesson.Lesson) cluster.Config {
	c := l.Cluster
	return cluster.Config{Nodes: max(c.Nodes, 1), Seed: c.Seed, Cloud: c.Cloud, DualStack: c.DualStack, Ingress: c.Ingress, Gateway: c.Gateway,
		Proxy: proxy.Config{Mode: proxy.Mode(c.Proxy), Scheduler: proxy.Scheduler(c.Scheduler)}, Load: cluster.Load(c.Load)}
}

// beginning is what a lesson applies and runs when it starts.
func beginning(l *lesson.Lesson) string {
	applied := l.Start
	if len(l.Steps) > 0 {
		for _, b := range l.Steps[0].Blocks {
			if b.Manifest != nil && b.Manifest.Apply {
				applied += "\n---\n" + b.Manifest.Text
			}
			if b.Setup != nil {
				applied += "\n---\n" + strings.Join(b.Setup.Lines, "\n")
			}
		}
	}
	return applied
}

// untouched reports that nothing in the Session is the learner's.
func (s *Session) untouched() bool {
	for name, text := range s.home.files {
		if text != s.home.laid[name] {
			return false
		}
	}
	return len(s.lines) == 0 && len(s.entries) == 0 && len(s.branches) == 0 && len(s.answers) == 0 && s.step == 0
}

// moves tells for each old step which of the new ones it is, -1 for none: the one
// with its Markdown, or else with its heading, or else in its place.
func moves(old, next []lesson.Step) []int {
	to := make([]int, len(old))
	from := make([]bool, len(next)) // taken
	for i := range to {
		to[i] = -1
	}
	for _, same := range []func(i, j int) bool{
		func(i, j int) bool {
			return old[i].Hash != "" && old[i].Hash == next[j].Hash && old[i].Title == next[j].Title
		},
		func(i, j int) bool { return old[i].Title != "" && old[i].Title == next[j].Title },
		func(i, j int) bool { return i == j },
	} {
		for i := range old {
			for j := range next {
				if to[i] < 0 && !from[j] && same(i, j) {
					to[i], from[j] = j, true
				}
			}
		}
	}
	return to
}

// moveKeys gives what is known of steps to those that they have become.
func moveKeys[T any](of map[int]T, moved []int) map[int]T {
	out := map[int]T{}
	for i, to := range moved {
		if v, ok := of[i]; ok && to >= 0 {
			out[to] = v
		}
	}
	return out
}

// reviseGoals keeps what was reached where the same check decides it.
func (s *Session) reviseGoals(l *lesson.Lesson, moved []int) {
	goals := map[int][]bool{}
	for i, to := range moved {
		was, ok := s.goals[i]
		if !ok || to < 0 {
			continue
		}
		old := items(s.lesson.Steps[i])
		next := items(l.Steps[to])
		reached := make([]bool, len(next))
		for n, item := range next {
			at := slices.IndexFunc(old, func(o lesson.GoalItem) bool { return o.Check == item.Check })
			reached[n] = at >= 0 && at < len(was) && was[at]
		}
		goals[to] = reached
	}
	s.goals = goals
}

// reviseAnswers keeps answers to quizzes that are decided alike.
func (s *Session) reviseAnswers(l *lesson.Lesson) {
	old, next := quizzes(s.lesson), quizzes(l)
	answers := map[string]Answer{}
	for i, q := range next {
		for j, was := range old {
			answer, answered := s.answers[was.ID]
			if answered && alike(was, q) && nth(old, j) == nth(next, i) {
				answers[q.ID] = answer
			}
		}
	}
	s.answers = answers
}

func quizzes(l *lesson.Lesson) []*lesson.Quiz {
	var all []*lesson.Quiz
	for _, step := range l.Steps {
		for _, b := range step.Blocks {
			if b.Quiz != nil {
				all = append(all, b.Quiz)
			}
		}
	}
	return all
}

// alike reports whether the same decides two quizzes. A prediction is its
// commands; of another question only the options tell which it is.
func alike(a, b *lesson.Quiz) bool {
	if len(a.Options) != len(b.Options) || a.Answer != b.Answer || !slices.Equal(a.Predict, b.Predict) {
		return false
	}
	return len(a.Predict) > 0 || a.ID == b.ID || slices.Equal(a.Options, b.Options)
}

// nth counts the quizzes like this one before it.
func nth(all []*lesson.Quiz, at int) int {
	n := 0
	for _, q := range all[:at] {
		if alike(q, all[at]) {
			n++
		}
	}
	return n
}

// reviseFiles lays out what has changed in the files of the steps that have been
// opened, and takes away what is no longer the lesson's and nobody has changed.
func (s *Session) reviseFiles() {
	all, laid := map[string]bool{}, map[string]string{}
	for _, f := range s.lesson.Files {
		all[f.Name], laid[f.Name] = true, f.Text
	}
	for n, step := range s.lesson.Steps {
		_, opened := s.opened[n]
		for _, b := range step.Blocks {
			if b.Manifest == nil {
				continue
			}
			all[b.Manifest.File] = true
			if opened {
				laid[b.Manifest.File] = b.Manifest.Text
			}
		}
	}
	for name, text := range laid {
		if s.home.laid[name] != text {
			s.home.lay(name, text)
		}
	}
	for name, text := range s.home.laid {
		if !all[name] && len(s.lesson.Scenes) == 0 && s.home.files[name] == text {
			delete(s.home.files, name)
			delete(s.home.laid, name)
		}
	}
}
