package markdown

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"svclab/lessons/lesson"
)

var (
	listName = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9]*$`)
	named    = regexp.MustCompile(`\{\{([^{}\n]*)\}\}`)
)

const drawExample = "such as draw: {steps: 10, app: [shop, cart, …]}"

// takeDraw reads draw: how many cases are drawn, and lists of values.
func (r *reader) takeDraw() {
	if r.front.Draw == nil {
		return
	}
	d := &lesson.Drawing{}
	r.lesson.Draw = d
	for _, key := range sortedKeys(r.front.Draw) {
		value := r.front.Draw[key]
		if key == "steps" {
			if n, ok := value.(float64); ok && n >= 1 && n == float64(int(n)) {
				d.Steps = int(n)
			}
			continue
		}
		r.takeList(key, value)
	}
	if d.Steps == 0 {
		r.problem(r.drawLine("steps"), "front matter: draw: no steps", drawExample)
	}
	seen := map[string]string{}
	for _, list := range d.Lists {
		if len(list.Values) < d.Steps {
			r.problem(r.drawLine(list.Name), fmt.Sprintf("front matter: draw: %s has %d values for %d cases", list.Name, len(list.Values), d.Steps), "each case gets another one")
		}
		for _, value := range list.Values {
			if other, taken := seen[value]; taken {
				r.problem(r.drawLine(list.Name), fmt.Sprintf("front matter: draw: %q stands in %s and in %s", value, other, list.Name), "cases would meet: a value stands once")
			}
			seen[value] = list.Name
		}
	}
}

func (r *reader) takeList(name string, value any) {
	list := lesson.List{Name: name}
	values, isList := value.([]any)
	for _, v := range values {
		switch v := v.(type) {
		case string, float64:
			list.Values = append(list.Values, fmt.Sprint(v))
		default:
			isList = false
		}
	}
	if !isList || !listName.MatchString(name) {
		r.problem(r.drawLine(name), fmt.Sprintf("front matter: draw: %s is no list of words", name), drawExample)
		return
	}
	r.lesson.Draw.Lists = append(r.lesson.Draw.Lists, list)
}

// drawLine is the line of a key of draw, or that of draw.
func (r *reader) drawLine(key string) int {
	if n := r.front.lines[key]; n > r.front.line("draw") {
		return n
	}
	return r.front.line("draw")
}

// cases finds the steps that name something that is drawn: those are cases.
func (r *reader) cases() {
	d := r.lesson.Draw
	if d == nil {
		return
	}
	used := map[string]bool{}
	for n, line := range strings.Split(string(r.src), "\n") {
		step := r.stepAt(n + 1)
		for _, match := range named.FindAllStringSubmatch(line, -1) {
			r.name(n+1, match[1], used)
			if step != nil {
				step.Case = true
			}
		}
	}
	for _, list := range d.Lists {
		if !used[list.Name] {
			r.problem(r.drawLine(list.Name), fmt.Sprintf("front matter: draw: {{%s}} stands in no case", list.Name), "leave it out")
		}
	}
	r.casesTogether()
}

func (r *reader) name(line int, name string, used map[string]bool) {
	names := []string{}
	for _, list := range r.lesson.Draw.Lists {
		names = append(names, list.Name)
	}
	if slices.Contains(names, name) {
		used[name] = true
		return
	}
	r.problem(line, fmt.Sprintf("{{%s}} is no list of draw", name), nearest(name, names))
}

// stepAt returns the step to which a line belongs, nil for none.
func (r *reader) stepAt(line int) *lesson.Step {
	steps := r.lesson.Steps
	for i := len(steps) - 1; i >= 0; i-- {
		if steps[i].Line <= line {
			return &steps[i]
		}
	}
	return nil
}

// casesTogether wants as many cases as are drawn, and no other step among them.
func (r *reader) casesTogether() {
	first, last, cases := -1, -1, 0
	for i, s := range r.lesson.Steps {
		if s.Case {
			if first < 0 {
				first = i
			}
			last = i
			cases++
		}
	}
	for i, s := range r.lesson.Steps {
		if !s.Case && first < i && i < last {
			r.problem(s.Line, "this step stands among the cases and names nothing that is drawn", "name something in it, or move it before or behind them")
		}
		for _, b := range s.Blocks {
			if s.Case && (strings.Contains(b.HTML, "%7B%7B") || b.Hint != nil && strings.Contains(b.Hint.HTML, "%7B%7B")) {
				r.problem(b.Line, "the address of a link names something that is drawn", "write it as code")
			}
			if s.Case && (b.Run != nil && b.Run.Output != "" || b.Manifest != nil && b.Manifest.Output != "") {
				r.problem(b.Line, "console out in a case: what is printed differs with what was drawn", "leave it out")
			}
		}
	}
	if cases < r.lesson.Draw.Steps {
		r.problem(r.drawLine("steps"), fmt.Sprintf("front matter: draw: %d cases for %d steps", cases, r.lesson.Draw.Steps), "a step is a case when it names something such as {{app}}")
	}
}
