package author

import (
	"encoding/json"
	"fmt"

	"svclab/lessons/lesson"
)

// How often each case of a lesson that is drawn is proven, with other values
// each time. Fences are the same in every language, so the others take fewer.
const (
	draws           = 2
	drawsTranslated = 1
	mostDraws       = 200 // seeds that are looked at
)

// proveDrawn takes what several seeds draw. A problem of one line is told once,
// with the seed that showed it.
func proveDrawn(l *lesson.Lesson, translated bool, done func(*proof)) []Problem {
	want := draws
	if translated {
		want = drawsTranslated
	}
	var problems []Problem
	told := map[int]bool{}
	for _, seed := range seeds(l, want) {
		proved := prove(lesson.Draw(l, seed))
		done(proved)
		for _, p := range proved.problems {
			if told[p.Line] {
				continue
			}
			told[p.Line] = true
			p.Text += fmt.Sprintf(" (seed %d)", seed)
			problems = append(problems, p)
		}
	}
	return problems
}

// seeds returns few seeds that draw each case so often, with other values each
// time as long as there are any.
func seeds(l *lesson.Lesson, often int) []uint64 {
	missing := map[int]int{} // by the case's line
	for _, s := range l.Steps {
		if s.Case {
			missing[s.Line] = often
		}
	}
	type one struct {
		line int
		text string
	}
	var drawn [][]one
	for seed := uint64(1); seed <= mostDraws; seed++ {
		var cases []one
		for _, s := range lesson.Draw(l, seed).Steps {
			if s.Case {
				cases = append(cases, one{s.Line, text(s)})
			}
		}
		drawn = append(drawn, cases)
	}
	var out []uint64
	had := map[string]bool{}
	for len(missing) > 0 {
		best, most := 0, 0
		for i, cases := range drawn {
			n := 0
			for _, c := range cases {
				if missing[c.line] > 0 && !had[c.text] {
					n++
				}
			}
			if n > most {
				best, most = i, n
			}
		}
		if most == 0 {
			break
		}
		out = append(out, uint64(best+1))
		for _, c := range drawn[best] {
			if !had[c.text] {
				missing[c.line]--
			}
			if had[c.text] = true; missing[c.line] <= 0 {
				delete(missing, c.line)
			}
		}
		drawn[best] = nil
	}
	return out
}

// text is all that a step says, to tell one filling from another.
func text(s lesson.Step) string {
	s.ID = ""
	out, err := json.Marshal(s)
	if err != nil {
		panic("a Step is plain values: " + err.Error())
	}
	return string(out)
}
