package author

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
)

// Problem is something in a content file that has to be put right.
type Problem = markdown.Problem

// Test takes every lesson of the course in fsys in every language, and returns
// where it does not go as the lesson says. Lessons that cannot be read are not
// tried: their problems come back alone. When lessons are named in only, these
// are taken and nothing else.
func Test(fsys fs.FS, only ...string) []Problem {
	return test(fsys, only, func(*proof) {})
}

// test shows each proof when it is done.
func test(fsys fs.FS, only []string, done func(*proof)) []Problem {
	course, problems := markdown.Load(fsys)
	if problems = ofLessons(course, problems, only); len(problems) > 0 {
		return problems
	}
	for _, l := range chosen(course, only) {
		if l.Draw != nil {
			problems = append(problems, proveDrawn(l, l.Lang != course.Source(), done)...)
			continue
		}
		p := prove(l)
		done(p)
		problems = append(problems, p.problems...)
	}
	if len(only) == 0 {
		problems = append(problems, scenes(fsys, course)...)
	}
	markdown.SortProblems(problems)
	return problems
}

// chosen returns the lessons named, or all, in each language.
func chosen(course markdown.Course, only []string) []*lesson.Lesson {
	var out []*lesson.Lesson
	for _, lang := range course.Languages {
		for _, l := range course.Lessons[lang] {
			if len(only) == 0 || slices.Contains(only, l.ID) {
				out = append(out, l)
			}
		}
	}
	return out
}

// proof takes one lesson from its first step to its last.
type proof struct {
	learner
	problems []Problem
	outputs  map[int]string // what the fence on a line prints, where it is written down
	hinted   map[int]bool   // the hints of the open step that have applied
	failed   bool           // the solution of the open step does not work
}

func prove(l *lesson.Lesson) *proof {
	p := &proof{outputs: map[int]string{}}
	var err error
	if p.learner, err = newLearner(l); err != nil {
		p.lesson = l
		p.problem(1, err.Error(), "")
		return p
	}
	for n := range l.Steps {
		// What comes after a step that is not solved would only repeat that.
		if solved := p.step(n); !solved {
			break
		}
	}
	return p
}

func (p *proof) problem(line int, text, suggestion string) {
	p.problems = append(p.problems, Problem{File: p.lesson.Source, Line: line, Text: text, Suggestion: suggestion})
}

// step opens a step, tries all that stands in it, and types its solution. It
// reports whether that solves it.
func (p *proof) step(n int) (solved bool) {
	p.failed = false
	step := p.lesson.Steps[n]
	p.open(n)
	if why := p.session.Failed(); why != "" {
		p.problem(laidOutAt(step, why), "this step cannot be laid out: "+brief(why), "")
		return false
	}
	p.hinted = map[int]bool{}
	p.watchHints()
	for i, item := range goals(step) {
		if p.session.Goals(n)[i] {
			p.problem(item.Line, "this goal is reached before anything is done", "test what the step asks for, not what was there before")
		}
	}
	start := p.session.Save()
	for _, b := range step.Blocks {
		if p.block(b); p.failed {
			return false
		}
	}
	for i, item := range goals(step) {
		if !p.session.Goals(n)[i] {
			p.failed = true
			p.problem(item.Line, "the solution does not reach this goal", "")
		}
	}
	if p.failed {
		return false
	}
	p.unhinted(step)
	p.needed(n, start)
	return true
}

// laidOutAt is the line of the manifest that could not be applied when a step was
// opened, or of the step.
func laidOutAt(step lesson.Step, why string) int {
	for _, b := range step.Blocks {
		if b.Manifest != nil && b.Manifest.Apply && strings.Contains(why, "-f "+b.Manifest.File+`"`) {
			return b.Line
		}
	}
	return step.Line
}

// block tries one block at the place where it stands.
func (p *proof) block(b lesson.Block) {
	switch {
	case b.Manifest != nil:
		p.manifest(b)
	case b.Run != nil && p.lesson.Draw != nil: // what it prints is written nowhere
	case b.Run != nil:
		output, _ := p.copy().run(b.Run.Lines)
		p.compare(b.Line, output, b.Run.Output)
	case b.Quiz != nil && len(b.Quiz.Predict) > 0:
		right, err := p.predict(b.Quiz)
		if err != nil {
			p.problem(b.Line, "this quiz has no right option: "+err.Error(), "")
		} else if said := praised(b.Quiz); said > 0 && said != right {
			p.problem(b.Line, fmt.Sprintf("the cluster calls option %d right, and option %d is told that it is", right, said), "")
		}
	case b.Solution != nil:
		for _, line := range b.Solution.Lines {
			if p.solve(line); p.failed {
				return
			}
		}
		p.settle()
		p.watchHints()
	}
}

func (p *proof) solve(line lesson.SolutionLine) {
	output, status := p.enter(line.Text)
	if status != 0 {
		p.failed = true
		p.problem(line.Line, fmt.Sprintf("this line of the solution exits with status %d, having printed %q", status, brief(output)), "")
	}
	p.watchHints()
}

// brief cuts what was printed to what a line can say.
func brief(output string) string {
	const most = 200
	if runes := []rune(output); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return output
}

// manifest applies a manifest on a copy.
func (p *proof) manifest(b lesson.Block) {
	m := b.Manifest
	output, status := p.copy().run([]string{"kubectl apply -f " + m.File})
	if m.Broken && status == 0 {
		p.problem(b.Line, fmt.Sprintf("the cluster takes %s, which is marked broken", m.File), `leave out "broken"`)
		return
	}
	p.compare(b.Line, output, m.Output)
}

// compare notes what the fence on a line prints, and where that differs from
// what is written below it. A fence without a console out may print anything.
func (p *proof) compare(line int, got, want string) {
	p.outputs[line] = got
	if want == "" || got == want {
		return
	}
	g, w := firstDifference(got, want)
	p.problem(line, fmt.Sprintf("this prints %q where console out says %q", g, w), `"svclab lesson update" rewrites it`)
}

// firstDifference returns the first lines in which two texts differ.
func firstDifference(a, b string) (string, string) {
	for a != "" && b != "" {
		lineA, restA, _ := strings.Cut(a, "\n")
		lineB, restB, _ := strings.Cut(b, "\n")
		if lineA != lineB {
			return lineA, lineB
		}
		a, b = restA, restB
	}
	lineA, _, _ := strings.Cut(a, "\n")
	lineB, _, _ := strings.Cut(b, "\n")
	return lineA, lineB
}

// watchHints remembers which hints apply now.
func (p *proof) watchHints() {
	for _, i := range p.session.Hints() {
		p.hinted[i] = true
	}
}

// unhinted complains of hints that never applied.
func (p *proof) unhinted(step lesson.Step) {
	n := 0
	for _, b := range step.Blocks {
		if b.Hint == nil {
			continue
		}
		if b.Hint.When != "" && !p.hinted[n] {
			p.problem(b.Line, "this hint never applies", "its condition holds neither at the start of the step nor after any line of the solution")
		}
		n++
	}
}

// needed leaves out each line of the solution in turn: some goal must miss it.
func (p *proof) needed(n int, start []byte) {
	lines := solution(p.lesson.Steps[n])
	if len(goals(p.lesson.Steps[n])) == 0 {
		return
	}
	for skip, line := range lines {
		if line.Optional {
			continue
		}
		other := p.resume(start)
		for i, line := range lines {
			if i != skip {
				other.enter(line.Text)
			}
		}
		other.settle()
		if all(other.session.Goals(n)) {
			p.problem(line.Line, "the goals are reached without this line", `mark it "# optional", or leave it out`)
		}
	}
}

// goals returns the goal items of a step.
func goals(step lesson.Step) []lesson.GoalItem {
	var items []lesson.GoalItem
	for _, b := range step.Blocks {
		if b.Goal != nil {
			items = append(items, b.Goal.Items...)
		}
	}
	return items
}

// solution returns the lines of a step's solutions.
func solution(step lesson.Step) []lesson.SolutionLine {
	var lines []lesson.SolutionLine
	for _, b := range step.Blocks {
		if b.Solution != nil {
			lines = append(lines, b.Solution.Lines...)
		}
	}
	return lines
}

func all(reached []bool) bool {
	for _, r := range reached {
		if !r {
			return false
		}
	}
	return true
}
