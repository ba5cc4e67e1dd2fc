package lab

import (
	"slices"
	"strings"

	"svclab/lessons/lesson"
	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/shell"
)

// checkBudget bounds the steps of a check, a hint's condition or a prediction.
const checkBudget = 20_000

// lookEvery is how much virtual time lies between two looks at the goals while
// the cluster changes by itself.
const lookEvery = 250 * api.Millisecond

// Goals tells which items of each of a step's goals, in order, have been
// reached. An item once reached stays reached.
func (s *Session) Goals(step int) []bool {
	if reached, ok := s.goals[step]; ok {
		return reached
	}
	if step < 0 || step >= len(s.lesson.Steps) {
		return nil
	}
	return make([]bool, len(items(s.lesson.Steps[step])))
}

// items returns the goal items of a step.
func items(step lesson.Step) []lesson.GoalItem {
	var all []lesson.GoalItem
	for _, b := range step.Blocks {
		if b.Goal != nil {
			all = append(all, b.Goal.Items...)
		}
	}
	return all
}

// look runs the checks of the open step's goals that are not reached yet, when
// something has happened since the last look.
func (s *Session) look() {
	if !s.stale || s.past != nil || s.Busy() || len(s.lesson.Steps) == 0 {
		return
	}
	now := s.cluster.Now()
	if s.brings(s.step) && now.Sub(s.cluster.When(s.opened[s.step])) < hearing {
		return
	}
	if !s.ended && s.looked != 0 && now.Sub(s.looked) < lookEvery {
		return
	}
	s.stale, s.ended, s.looked = false, false, now
	all := items(s.lesson.Steps[s.step])
	reached := append([]bool(nil), s.Goals(s.step)...)
	for i, item := range all {
		if !reached[i] {
			reached[i] = s.holds(item.Check)
		}
	}
	s.goals[s.step] = reached
}

// hearing is how long it takes until every node has heard of what a step has
// applied. Until then what was there before may still answer, and that reaches
// no goal.
const hearing = 1500 * api.Millisecond

// brings reports whether something is applied or run when a step is opened.
func (s *Session) brings(step int) bool {
	return slices.ContainsFunc(s.lesson.Steps[step].Blocks, func(b lesson.Block) bool {
		return b.Setup != nil || b.Manifest != nil && b.Manifest.Apply
	})
}

// spend counts time that passes while the open step's goals are not all reached.
// What a step needs to be laid out does not count.
func (s *Session) spend(by api.Duration) {
	if _, open := s.opened[s.step]; open && slices.Contains(s.Goals(s.step), false) {
		s.spent[s.step] += by
	}
}

// Spent returns for how long a step was open before its goals were reached, by
// the cluster's clock. To go back in time takes none of it back.
func (s *Session) Spent(step int) api.Duration { return s.spent[step] }

// Hints returns the indexes, among the open step's Hint blocks, that apply now.
func (s *Session) Hints() []int {
	var apply []int
	if len(s.lesson.Steps) == 0 {
		return nil
	}
	n := 0
	for _, b := range s.lesson.Steps[s.step].Blocks {
		if b.Hint == nil {
			continue
		}
		if b.Hint.When != "" && s.holds(b.Hint.When) {
			apply = append(apply, n)
		}
		n++
	}
	return apply
}

// holds runs a script on a fork and reports whether it exits with status 0.
func (s *Session) holds(script string) bool {
	_, status := s.trial(script)
	return status == 0
}

// trial runs a script from the learner's machine on a fork of the cluster,
// with copies of the files.
func (s *Session) trial(script string) (stdout string, status int) {
	return Trial(s.Cluster(), s.home.clone(), script)
}

// Trial runs a script from the learner's machine on a fork of c and returns
// what it prints on standard output and its exit status. c stays as it is.
func Trial(c *cluster.Cluster, files shell.Files, script string) (stdout string, status int) {
	fork := c.Fork()
	sh := shell.New(fork, files)
	sh.Budget = checkBudget
	var out strings.Builder
	for step := range sh.Run(script) {
		out.WriteString(step.Stdout)
		if _, err := fork.Do(cluster.Tick{By: step.Wait}); err != nil {
			return out.String(), 1
		}
	}
	return out.String(), sh.Status()
}
