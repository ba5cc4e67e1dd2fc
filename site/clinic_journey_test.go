//go:build journey

package site

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
)

// drawn is the number that the learner draws, so that the test knows the answers.
const drawn = 42

// TestTheClinic draws a number, solves two cases by typing and one by being
// shown, looks at the table, loads the page again, and draws anew.
func TestTheClinic(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	course, problems := markdown.Load(os.DirFS("../lessons"))
	for _, p := range problems {
		t.Fatal(p)
	}
	for _, lang := range []string{"ko", "en"} {
		for _, screen := range []struct {
			name          string
			width, height int
		}{{"1280", 1280, 800}, {"360", 360, 740}} {
			t.Run(lang+"-"+screen.name, func(t *testing.T) {
				l := &clinicLearner{newLearner(t, browser, lang, screen.width, screen.height),
					lesson.Draw(course.Lesson(lang, "clinic"), drawn), screen.name}
				l.learner.openTerminal(site.URL + "/" + lang + "/clinic/")
				l.show("read")
				l.look("first")
				l.draw(fmt.Sprint(drawn))
				l.solve(1, false)
				l.look("solved")
				l.solve(2, false)
				l.solve(3, true)
				l.show("read")
				l.press(`document.getElementById("go-step-12")`)
				l.wait("the table counts three", `document.querySelectorAll("#results tbody tr").length === 10 && /3.10|3 of 10/.test(document.querySelector("#results tfoot").textContent)`)
				l.look("table")
				how := eval[string](l.tab, `[...document.querySelectorAll("#results tbody tr")].slice(0, 3).map(r => r.children[1].textContent).join()`)
				if want := map[string]string{"ko": "혼자서,혼자서,정답을 보고", "en": "by yourself,by yourself,solution seen"}[lang]; how != want {
					t.Errorf("the table says %q, want %q", how, want)
				}
				before := eval[string](l.tab, `document.getElementById("results").textContent`)
				l.learner.open(site.URL + "/" + lang + "/clinic/")
				l.wait("the draw is there after a reload", `document.getElementById("results")?.textContent === `+quote(before))
				l.draw("7")
				l.wait("nothing is solved", `/0.10|0 of 10/.test(document.getElementById("clinic").textContent)`)
				l.press(`document.getElementById("go-step-12")`)
				l.wait("the best of before stays", `document.getElementById("best")?.textContent.includes("`+fmt.Sprint(drawn)+`")`)
				l.look("best")
				l.quiet()
			})
		}
	}
}

type clinicLearner struct {
	*learner
	lesson *lesson.Lesson
	screen string
}

func (l *clinicLearner) look(what string) {
	l.shot(strings.Join([]string{"clinic", what, l.lang, l.screen}, "-"))
	l.accessible(what)
}

// draw draws a number anew.
func (l *clinicLearner) draw(number string) {
	l.t.Helper()
	l.show("read")
	l.press(`document.getElementById("draw-anew")`)
	l.wait("it asks, and the number has the focus", `document.activeElement.id === "draw-number"`)
	if number != "7" {
		l.look("asks")
	}
	l.keys(number)
	l.press(`document.getElementById("draw-yes")`)
	l.wait("number "+number+" is drawn", `new RegExp("(^|\\D)`+number+`(\\D|$)").test(document.querySelector("#clinic .number").textContent) && !document.getElementById("draw-form")`)
}

// solve opens a step and types its solution, or has it typed.
func (l *clinicLearner) solve(step int, shown bool) {
	l.t.Helper()
	l.show("read")
	l.press(fmt.Sprintf(`document.getElementById("go-step-%d")`, step+1))
	l.wait("the case is open", `document.getElementById("step-title").textContent === `+quote(l.lesson.Steps[step].Title))
	if step == 1 {
		l.look("case")
		l.run(0)
		l.show("terminal")
		l.look("asked")
	}
	if shown {
		l.show("read")
		l.press(`document.getElementById("solution")`)
		l.press(`document.querySelector("#prose .show-me")`)
		l.ran()
	} else {
		for _, b := range l.lesson.Steps[step].Blocks {
			if b.Solution == nil {
				continue
			}
			for _, line := range b.Solution.Lines {
				l.enter(line.Text)
			}
		}
	}
	l.show("read")
	l.wait("the case is solved", fmt.Sprintf(`document.querySelector("#go-step-%d.done")`, step+1))
}
