package markdown

import (
	"fmt"
	"strconv"
	"strings"

	"svclab/lessons/lesson"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// task is one item of a task list: the item of a goal or the option of a quiz.
type task struct {
	line     int
	html     string
	feedback string // from the quote nested under it
}

// tasks reads a list whose items all start with a checkbox; nil for any other.
func (r *reader) tasks(list *ast.List) []task {
	var out []task
	boxes := 0
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		t, isTask := r.task(item)
		if isTask {
			boxes++
		}
		out = append(out, t)
	}
	if boxes == 0 {
		return nil
	}
	if boxes < len(out) {
		r.problem(r.line(list.Pos()), "some items of this list have no checkbox", `start each with "- [ ] ", or none`)
	}
	return out
}

func (r *reader) task(item ast.Node) (t task, isTask bool) {
	t.line = r.line(item.Pos())
	text := item.FirstChild()
	if text == nil || text.FirstChild() == nil {
		return t, false
	}
	box, isTask := text.FirstChild().(*extast.TaskCheckBox)
	if !isTask {
		return t, false
	}
	if box.IsChecked {
		r.problem(t.line, "a checked box would give the answer away", `write "- [ ]"`)
	}
	text.RemoveChild(text, box)
	t.html = strings.TrimSpace(r.renderChildren(text))
	for rest := text.NextSibling(); rest != nil; rest = rest.NextSibling() {
		if quote, ok := rest.(*ast.Blockquote); ok && t.feedback == "" {
			t.feedback = strings.TrimSpace(r.renderChildren(quote))
			continue
		}
		r.problem(t.line, "an item of a task list is one line, with at most one quote below it", "")
	}
	return t, true
}

// checkFence makes a Goal of the task list above and the checks.
func (r *reader) checkFence(f Fence, checks []command) {
	tasks := r.takeTasks()
	if tasks == nil {
		r.problem(f.Line, "sh check has no task list right above it", `write the goals as "- [ ] …", one for each line`)
		return
	}
	if len(tasks) != len(checks) && len(checks) > 0 {
		r.problem(f.Line, fmt.Sprintf("%d checks for %d goals", len(checks), len(tasks)), "line n decides item n")
	}
	goal := &lesson.Goal{}
	for i, t := range tasks {
		if t.feedback != "" {
			r.problem(t.line, "a goal has no feedback", "only a quiz takes a quote under its items")
		}
		item := lesson.GoalItem{HTML: t.html}
		if i < len(checks) {
			item.Check, item.Line = checks[i].text, f.Line+checks[i].line
		}
		goal.Items = append(goal.Items, item)
	}
	r.add(lesson.Block{Line: tasks[0].line, Goal: goal})
}

// quizFence makes a Quiz of the task list above and the fence.
func (r *reader) quizFence(f Fence, words []string) {
	quiz := &lesson.Quiz{ID: fmt.Sprintf("quiz-%d", r.quizzes+1)}
	r.quizzes++
	tasks := r.takeTasks()
	if len(tasks) < 2 {
		r.problem(f.Line, "a quiz needs a task list of two options or more right above it", `write them as "- [ ] …"`)
	}
	line := f.Line
	for i, t := range tasks {
		if i == 0 {
			line = t.line
		}
		quiz.Options = append(quiz.Options, lesson.Option{HTML: t.html, Feedback: t.feedback})
	}
	r.quizWords(f, words, quiz)
	r.add(lesson.Block{Line: line, Quiz: quiz})
}

func (r *reader) quizWords(f Fence, words []string, quiz *lesson.Quiz) {
	if len(words) != 1 {
		r.problem(f.Line, fmt.Sprintf("quiz takes one word, found %d", len(words)), `write "quiz predict" or "quiz answer=2"`)
		return
	}
	answer, hasAnswer := strings.CutPrefix(words[0], "answer=")
	switch {
	case words[0] == "predict":
		quiz.Predict = texts(r.commands(f))
	case hasAnswer:
		n, err := strconv.Atoi(answer)
		if err != nil || n < 1 || n > len(quiz.Options) {
			r.problem(f.Line, fmt.Sprintf("answer=%s: want the number of an option, from 1 to %d", answer, len(quiz.Options)), "")
		}
		quiz.Answer = n
		if strings.TrimSpace(f.Text) != "" {
			r.problem(f.Line, "a quiz with an answer is an empty fence", "explain in a quote under the option")
		}
	default:
		r.problem(f.Line, fmt.Sprintf("unknown word %q on a quiz fence", words[0]), nearest(words[0], []string{"predict", "answer=N"}))
	}
}
