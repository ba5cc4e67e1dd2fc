//go:build journey

package site

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"svclab/lessons/markdown"
	"svclab/site/web"
)

// theCourse is the course as it is written.
func theCourse(t *testing.T) markdown.Course {
	t.Helper()
	course, problems := markdown.Load(os.DirFS("../lessons"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return course
}

// TestTheCourse takes all lessons to their end in both languages, one tab each,
// and goes from one to the next by the links. In every step it does what a
// learner finds there from top to bottom: it answers the quizzes, runs what can
// be run, and has the solutions typed. It knows no lesson by name.
func TestTheCourse(t *testing.T) {
	t.Parallel()
	course := theCourse(t)
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, row := range []struct {
		lang          string
		width, height int
	}{{"ko", 1280, 800}, {"en", 360, 740}} {
		t.Run(row.lang, func(t *testing.T) {
			t.Parallel()
			l := newLearner(t, browser, row.lang, row.width, row.height)
			l.open(site.URL + "/" + row.lang + "/")
			l.wait("the map says that nothing is begun", `document.querySelector("[data-state=none]") && !document.querySelector("[data-state=done]")`)
			ids := course.Order
			l.press(`document.querySelector("#` + ids[0] + ` h3 a")`)
			for i, id := range ids {
				begun := time.Now()
				l.takes(id)
				t.Logf("%s took %.1f s", id, time.Since(begun).Seconds())
				l.quiet()
				if i == len(ids)/2 {
					l.looksAtTheMap(i + 1)
				}
				l.press(`document.getElementById("next-lesson")`)
			}
			l.wait("the map shows every lesson as done", fmt.Sprintf(`document.querySelectorAll("[data-state=done]").length === %d`, len(ids)))
			l.screen("map-done")
			l.accessible("the map with all lessons done")
			l.quiet()
		})
	}
}

// looksAtTheMap goes to the map by the link at the lesson's end, finds what is
// done there, and comes back.
func (l *learner) looksAtTheMap(done int) {
	l.t.Helper()
	eval[bool](l.tab, `document.getElementById("next-lesson").scrollIntoView({block: "end"}), true`)
	l.screen("lesson-end")
	l.accessible("the end of a lesson")
	l.press(`document.getElementById("end-map")`)
	l.wait("the map shows what is done", fmt.Sprintf(`document.querySelectorAll("[data-state=done]").length === %d && document.getElementById("standing-bar").value === %d`, done, done))
	l.screen("map-half")
	l.press(`document.querySelectorAll("[data-state=done] h3 a")[` + fmt.Sprint(done-1) + `]`)
	l.wait("the lesson stands at its end again", `document.getElementById("line") && document.getElementById("next-lesson")`)
	l.show("read")
}

// takes goes through a lesson to its end, where all goals are reached.
func (l *learner) takes(id string) {
	l.t.Helper()
	l.wait(id+" is open", `location.pathname.endsWith(`+quote("/"+id+"/")+`) && document.getElementById("line")`)
	steps := eval[int](l.tab, `document.querySelectorAll(".steps .dot").length`)
	for l.step = 0; ; l.step++ {
		l.wait(fmt.Sprintf("step %d of %s is open", l.step+1, id), fmt.Sprintf(`document.getElementById("go-step-%d")?.getAttribute("aria-current") === "step"`, l.step+1))
		l.hurries()
		l.takesTheStep(id)
		if l.step == steps-1 {
			break
		}
		l.show("read")
		l.press(`document.getElementById("next-step")`)
	}
	l.show("read")
	if open := eval[string](l.tab, `[...document.querySelectorAll(".steps .dot:not(.done)")].map(d => d.title).join(", ")`); steps > 1 && strings.Count(open, ", ") >= steps-1 {
		l.t.Errorf("%s: no step shows as done: %s", id, open)
	}
}

// hurries sets the clock to its quickest, as the keys do in a list of choices.
func (l *learner) hurries() {
	l.t.Helper()
	if eval[string](l.tab, `document.getElementById("speed").value`) == "100" {
		return
	}
	if l.phone {
		l.show("picture")
	}
	l.focus(`document.getElementById("speed")`)
	l.keys(kb.End)
	l.wait("the clock runs at 100", `document.getElementById("speed").value === "100"`)
}

// reads lets some of the cluster's time pass, in which what the step has applied
// starts; nobody reads a question faster.
func (l *learner) reads() {
	l.t.Helper()
	l.wait("15 s have passed", fmt.Sprintf(clockReads+` >= %f`, eval[float64](l.tab, clockReads)+15))
}

// clockReads is the cluster's time in seconds.
const clockReads = `(([m, s]) => m * 60 + Number(s))(document.getElementById("clock").textContent.split(":"))`

// takesTheStep does what stands in the open step, from top to bottom.
func (l *learner) takesTheStep(id string) {
	l.t.Helper()
	const parts = `[...document.querySelectorAll("#prose .step .quiz, #prose .step .run, #prose .step .fold.solution")]`
	l.show("read")
	kinds := eval[[]string](l.tab, parts+`.map(e => e.matches(".quiz") ? "quiz" : e.matches(".run") ? "run" : "solution")`)
	for n, kind := range kinds {
		part := fmt.Sprintf("%s[%d]", parts, n)
		l.show("read")
		switch kind {
		case "quiz":
			if n == 0 {
				l.reads()
			}
			l.press(part + `.querySelector(".option")`)
			l.press(part + `.querySelector("button")`)
			l.wait("the quiz has an answer that is one of its options", part+`.querySelector(".option.right")`)
		case "run":
			l.press(part)
			l.runs()
		case "solution":
			l.press(part + `.querySelector("summary")`)
			l.press(part + `.querySelector(".show-me")`)
			l.runs()
		}
	}
	l.wait(fmt.Sprintf("all goals of step %d of %s are reached", l.step+1, id), `!document.querySelector("#goals .goal:not(.reached)")`)
}

// runs waits until the terminal is at its prompt again, and stops what goes on
// for ten minutes of the cluster's time, such as a watch.
func (l *learner) runs() {
	l.t.Helper()
	const idle = `document.getElementById("line") && !document.getElementById("stop") && document.getElementById("line").value === ""`
	late := fmt.Sprintf(clockReads+` > %f`, eval[float64](l.tab, clockReads)+600)
	const halted = `document.getElementById("go-on")` // time stands still, for the learner to look
	for l.wait("the command has ended", "("+idle+") || "+halted+" || "+late); eval[bool](l.tab, "!!"+halted); l.wait("the command has ended", "("+idle+") || "+halted+" || "+late) {
		l.press(halted)
		l.wait("time goes on", "!"+halted)
	}
	if eval[bool](l.tab, "!("+idle+")") {
		l.show("terminal")
		l.press(`document.getElementById("stop")`)
		l.ran()
	}
}

// TestALessonAsksForThoseBefore opens a lesson that needs others.
func TestALessonAsksForThoseBefore(t *testing.T) {
	t.Parallel()
	course := theCourse(t)
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, lang := range []string{"ko", "en"} {
		for _, l := range course.Lessons[lang] {
			if len(l.Needs) == 0 {
				continue
			}
			reader := newLearner(t, browser, lang, 1280, 800)
			reader.open(site.URL + "/" + lang + "/" + l.ID + "/")
			reader.wait("the lesson names what it needs", `document.getElementById("line") && document.querySelectorAll("#needs a").length === `+fmt.Sprint(len(l.Needs)))
			reader.screen("needs")
			eval[bool](reader.tab, `localStorage.setItem("svclab:done:`+l.Needs[0]+`", "4/4"), true`)
			reader.open(site.URL + "/" + lang + "/" + l.ID + "/")
			reader.wait("it names it no more when that is done", `document.getElementById("line") && document.querySelectorAll("#needs a").length === `+fmt.Sprint(len(l.Needs)-1))
			reader.quiet()
			break
		}
	}
}

// TestSheetsFitOnPaper prints the cheat sheets, each on two sheets of A4 at most.
func TestSheetsFitOnPaper(t *testing.T) {
	t.Parallel()
	course := theCourse(t)
	site := served(t, builtSite(t, true))
	b := newTab(t, chromium(t), 1280, 800)
	for _, lang := range course.Languages {
		for _, l := range course.Lessons[lang] {
			b.open(site.URL + "/" + lang + "/" + l.ID + "/sheet/")
			paper := b.prints()
			if n := len(regexp.MustCompile(`/Type\s*/Page\b`).FindAll(paper, -1)); n < 1 || n > 2 {
				t.Errorf("the sheet of %s in %s takes %d pages", l.ID, lang, n)
				if err := writeWhole(filepath.Join("..", "build", "screens", "sheet-"+lang+"-"+l.ID+".pdf"), paper); err != nil {
					t.Error(err)
				}
			}
		}
	}
}

// prints returns the page on paper, as PDF.
func (b *tab) prints() []byte {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	paper, err := chromedp.Run(ctx, func(ctx context.Context, _ *chromedp.Target) ([]byte, error) {
		out, err := chromedp.Call(ctx, cdppage.PrintToPDF, cdppage.PrintToPDFParams{PreferCSSPageSize: new(true)})
		if err != nil {
			return nil, err
		}
		return out.Data, nil
	})
	if err != nil {
		b.t.Fatalf("printing: %v", err)
	}
	return paper
}

// TestThePagesAroundTheLessons looks at the map, the glossary and a cheat sheet
// of a site below a path, in the system's colours and in those chosen in a lesson.
func TestThePagesAroundTheLessons(t *testing.T) {
	t.Parallel()
	site := httptest.NewServer(http.StripPrefix("/docs/lab", web.Handler(os.DirFS(builtSite(t, true)))))
	t.Cleanup(site.Close)
	browser := chromium(t)
	for _, lang := range []string{"ko", "en"} {
		for _, width := range []int{1280, 360} {
			l := &learner{tab: newTab(t, browser, width, map[int]int{1280: 800, 360: 740}[width]), lang: lang, phone: width < 900}
			course := site.URL + "/docs/lab/" + lang + "/"
			for name, path := range map[string]string{"map": "", "glossary": "glossary/", "sheet": "types/sheet/"} {
				l.open(course + path)
				l.screen("around-" + name)
				l.accessible(name)
				if wide := eval[int](l.tab, `document.documentElement.scrollWidth`); wide > width {
					t.Errorf("%s %s is %d wide on a screen of %d", lang, name, wide, width)
				}
			}
			eval[bool](l.tab, `localStorage.setItem("svclab:theme", "dark"), true`)
			l.open(course)
			l.wait("the map is dark", `getComputedStyle(document.body).backgroundColor === "rgb(15, 18, 22)"`)
			l.screen("around-map-dark")
			l.accessible("the dark map")
			l.press(`document.querySelector("#types h3 a")`)
			l.wait("the lesson is open", `document.getElementById("line")`)
			l.press(`document.getElementById("menu")`)
			l.screen("around-menu")
			l.press(`document.getElementById("menu-sheet")`)
			l.wait("the sheet is open", `document.querySelector(".cheat-remember li")`)
			l.press(`document.querySelector(".cheat-terms a")`)
			l.wait("the glossary is open at the word", `document.querySelector(".term:target")`)
			l.press(`document.querySelector(".term:target dd a")`)
			l.wait("the lesson is open again", `document.getElementById("line") && location.pathname === "/docs/lab/`+lang+`/types/"`)
			l.quiet()
		}
	}
}
