//go:build journey

package site

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// screens are the sizes of the learners' windows.
var screens = []struct {
	name          string
	width, height int
}{
	{"wide", 1280, 800},
	{"phone", 390, 844},
}

// TestJourneys is one learner after another who takes the NodePort lesson from
// its first step to its last, by clicks and keys alone.
func TestJourneys(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, lang := range []string{"ko", "en"} {
		for _, screen := range screens {
			t.Run(lang+"-"+screen.name, func(t *testing.T) {
				l := newLearner(t, browser, lang, screen.width, screen.height)
				l.open(site.URL + "/" + lang + "/")
				l.press(`document.querySelector('a[href="tour/"]')`)
				l.wait("the terminal is there", terminal)
				l.takeTheLesson()
				l.comesBack()
				l.quiet()
			})
		}
	}
}

// learner acts by clicks, touches and keys, and looks at what the page shows.
type learner struct {
	*tab
	lang     string
	phone    bool
	plain    bool // the page has a text field for YAML, and no editor
	keyboard bool // nothing but keys is used
	step     int
}

// newLearner is a learner with a window of that size, in CSS pixels.
func newLearner(t *testing.T, browser context.Context, lang string, width, height int) *learner {
	return &learner{tab: newTab(t, browser, width, height), lang: lang, phone: width < 900}
}

// eachScreen runs a journey in English on a wide page and in Korean on a phone,
// from the lesson's terminal on. The other two pairs are made by TestTwelveStates,
// TestLanguageJourney and TestJourneys, so what is laid out or worded wrongly in
// them shows in the states that those reach.
func eachScreen(t *testing.T, journey func(l *learner, lesson string)) {
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, screen := range []struct {
		lang          string
		width, height int
	}{{"en", 1280, 800}, {"ko", 360, 740}} {
		t.Run(fmt.Sprintf("%s-%d", screen.lang, screen.width), func(t *testing.T) {
			l := newLearner(t, browser, screen.lang, screen.width, screen.height)
			lesson := site.URL + "/" + screen.lang + "/tour/"
			l.openTerminal(lesson)
			journey(l, lesson)
			l.quiet()
		})
	}
}

// press clicks or touches the middle of what a JavaScript expression finds, and
// fails when something else stays on top of it.
func (l *learner) press(find string) {
	l.t.Helper()
	l.wait(find+" is there", find)
	if l.keyboard {
		l.act(find)
		return
	}
	at := l.middle(find)
	if l.phone {
		l.do(chromedp.TapXY(at[0], at[1]))
	} else {
		l.do(chromedp.MouseClickXY(at[0], at[1]))
	}
}

// middle returns where to press what an expression finds. What is not there to be
// seen yet, or lies below something that is about to go, is waited for.
func (l *learner) middle(find string) []float64 {
	l.t.Helper()
	var at []float64
	var err error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		at, err = ask[[]float64](l.tab, `(() => {
			const e = `+find+`;
			e.scrollIntoView({block: "center", inline: "center", behavior: "instant"});
			const box = e.getBoundingClientRect();
			const x = box.left + box.width / 2, y = box.top + box.height / 2;
			const top = box.width && box.height ? document.elementFromPoint(x, y) : null;
			return [x, y, top && (e.contains(top) || top.contains(e)) ? 1 : 0];
		})()`)
		if err == nil && at[2] == 1 {
			return at
		}
	}
	l.shot("covered")
	if err != nil {
		l.t.Fatalf("%s cannot be pressed: %v", find, err)
	}
	l.t.Fatalf("%s cannot be pressed: at %.0f,%.0f lies %s", find, at[0], at[1],
		eval[string](l.tab, fmt.Sprintf(`document.elementFromPoint(%f, %f)?.outerHTML.slice(0, 200) || "nothing"`, at[0], at[1])))
	return nil
}

// show opens a pane: on a phone a tab, on a wide page a tab of the lower half.
func (l *learner) show(tab string) {
	l.t.Helper()
	switch tab {
	case "read", "picture":
		if l.phone {
			l.press(`document.getElementById("tab-` + tab + `")`)
		}
	case "terminal", "yaml":
		if l.phone {
			l.press(`document.getElementById("tab-` + tab + `")`)
		} else {
			l.press(`document.getElementById("lower-` + tab + `")`)
		}
	default:
		if l.phone {
			l.press(`document.getElementById("tab-more")`)
			l.press(`document.getElementById("tab-` + tab + `")`)
		} else {
			l.press(`document.getElementById("lower-` + tab + `")`)
		}
	}
}

// enter types a line into the terminal and waits until it has run.
func (l *learner) enter(line string) {
	l.t.Helper()
	l.show("terminal")
	l.press(`document.getElementById("line")`)
	l.keys(line)
	l.wait("the line reads what was typed", `document.getElementById("line").value === `+quote(line))
	l.keys(kb.Enter)
	l.ran()
}

// ran waits until the terminal is at its prompt again.
func (l *learner) ran() {
	l.t.Helper()
	l.wait("the command has ended", `document.getElementById("line") && !document.getElementById("stop") && document.getElementById("line").value === ""`)
}

// run clicks the n-th run button of the step, from 0.
func (l *learner) run(n int) {
	l.t.Helper()
	l.show("read")
	l.press(fmt.Sprintf(`document.querySelectorAll("#prose .run")[%d]`, n))
	l.ran()
}

// openFile opens the fence of a file in the editor.
func (l *learner) openFile(name string) {
	l.t.Helper()
	l.show("read")
	l.press(`[...document.querySelectorAll("#prose .fence")].find(f => f.querySelector(".fence-head code")?.textContent === ` + quote(name) + `)?.querySelector("button")`)
	l.wait("the editor shows "+name, `document.querySelector('.file[aria-current]')?.textContent === `+quote(name))
}

// editor moves the focus into the editor of manifests, when it has come.
func (l *learner) editor() {
	l.t.Helper()
	l.show("yaml")
	if l.plain {
		l.press(`document.getElementById("editor")`)
		l.focused("editor")
		return
	}
	l.wait("the editor has come", `document.querySelector("svclab-code")?.shadowRoot`)
	l.press(`document.getElementById("code")`)
	l.focused("code")
}

// write types a text of several lines. Where the page has dealt with Enter by
// itself no character follows, as no browser sends one.
func (l *learner) write(text string) {
	l.t.Helper()
	for i, line := range strings.Split(text, "\n") {
		if i > 0 && l.plain {
			l.keys(kb.Enter)
		} else if i > 0 {
			l.do(chromedp.KeyEvent(kb.Enter, func(k *input.DispatchKeyEventParams) {
				if k.Type == kb.KeyChar {
					k.Type = kb.KeyUp
				}
			}))
		}
		l.keys(line)
	}
}

// apply clicks the editor's button.
func (l *learner) apply() {
	l.t.Helper()
	l.show("yaml")
	l.press(`document.getElementById("apply")`)
	l.ran()
}

// goals waits until n goals of the step are reached.
func (l *learner) goals(n int) {
	l.t.Helper()
	l.wait(fmt.Sprintf("%d goals of step %d are reached", n, l.step+1), fmt.Sprintf(`document.querySelectorAll("#goals .goal.reached").length === %d`, n))
}

// printed waits until the terminal shows a text.
func (l *learner) printed(text string) {
	l.t.Helper()
	l.wait("the terminal prints "+text, `document.getElementById("terminal").textContent.includes(`+quote(text)+`)`)
}

// answer picks an option of the step's n-th quiz, from 0, and hands it in.
func (l *learner) answer(n, option int) {
	l.t.Helper()
	l.show("read")
	quiz := fmt.Sprintf(`document.querySelectorAll("#prose .quiz")[%d]`, n)
	l.press(fmt.Sprintf(`%s.querySelectorAll(".option")[%d]`, quiz, option-1))
	l.press(quiz + `.querySelector("button")`)
	l.wait("the quiz has its answer", quiz+`.querySelector(".verdict") && `+quiz+`.querySelector(".option.right input:checked")`)
}

// next goes on to the next step.
func (l *learner) next() {
	l.t.Helper()
	l.screen(fmt.Sprintf("step-%d", l.step+1))
	l.show("read")
	l.press(`document.getElementById("next-step")`)
	l.step++
	l.wait(fmt.Sprintf("step %d is open", l.step+1), fmt.Sprintf(`document.getElementById("go-step-%d").getAttribute("aria-current") === "step"`, l.step+1))
}

// screen keeps a picture.
func (l *learner) screen(what string) {
	size := "wide"
	if l.phone {
		size = "phone"
	}
	l.shot(strings.Join([]string{l.lang, size, what}, "-"))
}

func (l *learner) takeTheLesson() {
	l.t.Helper()
	l.screen("start")
	l.enter("kubectl get nodes")
	l.printed("node-3   Ready")

	l.openFile("myapp-pod.yaml")
	l.apply()
	l.goals(1)
	l.next()

	l.run(0)
	l.answer(0, 3)
	l.run(1)
	l.printed("curl: (28)")
	l.next()

	l.run(0)
	l.visitFromNode()
	l.answer(0, 2)
	l.next()

	l.mendTheService()
	l.next()

	l.answer(0, 2)
	l.selectThePods()
	l.run(0)
	l.explains()
	l.next()

	l.answer(0, 2)
	l.openFile("more-pods.yaml")
	l.apply()
	l.goals(2)
	l.run(0)
	l.next()

	l.answer(0, 1)
	l.enter("kubectl delete -f more-pods.yaml")
	l.openFile("spread-pods.yaml")
	l.apply()
	l.goals(2)
	l.run(0)
	l.answer(1, 2)
	l.screen("end-read")
	l.accessible("the lesson at its end")
	l.show("picture")
	l.screen("end")
	l.accessible("the picture at its end")
	l.show("terminal")
	l.accessible("the terminal at its end")
	l.show("yaml")
	l.accessible("the editor at its end")
}

// visitFromNode opens the Pod's address in the browser of node-1.
func (l *learner) visitFromNode() {
	l.t.Helper()
	l.show("picture")
	l.press(`[...document.querySelectorAll("#node-node-1 text")].find(t => t.textContent === "node-1")`)
	l.wait("the node's browser is open", `document.getElementById("url")`)
	l.press(`document.getElementById("url")`)
	l.do(chromedp.KeyEvent("a", chromedp.KeyModifiers(kb.ModifierCtrl)))
	l.keys("http://10.244.0.2" + kb.Enter)
	l.wait("the Pod answers", `document.getElementById("page")?.textContent.includes("myapp-pod")`)
	l.screen("node-browser")
	l.press(`document.getElementById("browser-close")`)
}

// mendTheService meets the notes' error and puts the missing hyphen in.
func (l *learner) mendTheService() {
	l.t.Helper()
	l.openFile("myapp-service.yaml")
	l.apply()
	l.printed("ServicePort")
	l.editor()
	l.do(chromedp.KeyEvent(kb.Home, chromedp.KeyModifiers(kb.ModifierCtrl)))
	text := eval[string](l.tab, `document.getElementById("editor").value`)
	for range strings.Count(text[:strings.Index(text, "    targetPort")], "\n") {
		l.keys(kb.ArrowDown)
	}
	l.keys(kb.ArrowRight + kb.ArrowRight + kb.Delete + kb.Delete + "- ")
	l.wait("the hyphen is in its place", `document.getElementById("editor").value.includes("\n  - targetPort: 80\n")`)
	l.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(kb.ModifierCtrl)))
	l.ran()
	l.goals(1)
}

// selectThePods writes the selector below what is there.
func (l *learner) selectThePods() {
	l.t.Helper()
	l.show("yaml")
	l.press(`[...document.querySelectorAll(".file")].find(f => f.textContent === "myapp-service.yaml")`)
	l.editor()
	l.do(chromedp.KeyEvent(kb.End, chromedp.KeyModifiers(kb.ModifierCtrl)))
	if !eval[bool](l.tab, `document.getElementById("editor").value.endsWith("\n")`) {
		l.write("\n")
	}
	pad := ""
	if l.plain { // the editor begins each line where it should
		pad = "    "
	}
	l.write("  selector:\n" + pad + "app: myapp\n" + pad + "type: front-end\n")
	l.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(kb.ModifierCtrl)))
	l.ran()
	l.goals(2)
}

// explains looks up why the last request reached its Pod.
func (l *learner) explains() {
	l.t.Helper()
	l.wait("the request is explained", `document.querySelectorAll("#why li").length > 2`)
	l.show("picture")
	l.screen("why")
}

// comesBack loads the page again and finds everything as it was left, then
// goes on in the other language.
func (l *learner) comesBack() {
	l.t.Helper()
	done := `document.querySelectorAll(".steps .dot.done").length`
	was := eval[int](l.tab, done)
	if was != 5 {
		l.t.Errorf("%d steps show as done, want the 5 that have goals", was)
	}
	l.do(chromedp.Reload())
	l.wait("the steps are done after a reload", fmt.Sprintf(`%s === %d && document.getElementById("line")`, done, was))
	l.printed("node-3   Ready")
	l.enter("kubectl get pod myapp-pod-3 -o wide")
	l.printed("node-3   <none>")
	l.show("read")
	l.press(`document.querySelector('a[hreflang]')`)
	l.wait("the other language shows the same work", fmt.Sprintf(`document.documentElement.lang !== %q && %s === %d`, l.lang, done, was))
}

// TestThePageIsReadBeforeTheProgram turns JavaScript off and cuts the network.
func TestThePageIsReadBeforeTheProgram(t *testing.T) {
	t.Parallel()
	dist := t.TempDir() // of its own: the program is taken away and put back
	if err := os.CopyFS(dist, os.DirFS(builtSite(t, true))); err != nil {
		t.Fatal(err)
	}
	site := served(t, dist)
	programs, err := filepath.Glob(filepath.Join(dist, "assets", "svclab.*.wasm*"))
	if err != nil || len(programs) == 0 {
		t.Fatalf("programs %v, %v", programs, err)
	}
	hide := func(away bool) {
		for _, p := range programs {
			from, to := p, p+".away"
			if !away {
				from, to = to, from
			}
			if err := os.Rename(from, to); err != nil {
				t.Fatal(err)
			}
		}
	}
	hide(true)
	b := newTab(t, chromium(t), 1280, 800)
	b.open(site.URL + "/en/tour/")
	b.wait("the loader says that it failed", `document.getElementById("load-failed").checkVisibility()`)
	if !eval[bool](b, `document.body.innerText.includes("One Pod on each node") && document.querySelectorAll("#prose h2").length === 7`) {
		t.Error("the lesson cannot be read without the program")
	}
	b.shot("en-wide-no-program")
	hide(false)
	b.click("#load-retry")
	b.wait("the program runs after a retry", `document.getElementById("line") && !document.getElementById("loading").checkVisibility()`)
}

// TestTheRootPicksALanguage checks the languages that a browser may ask for.
func TestTheRootPicksALanguage(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, row := range []struct{ asked, path string }{
		{"ko-KR,en", "/ko/"}, {"en-GB", "/en/"}, {"fr-FR,ko", "/ko/"}, {"fr-FR", "/en/"},
	} {
		b := newTab(t, browser, 800, 600)
		b.speaks(row.asked)
		b.open(site.URL + "/")
		b.wait(row.asked+" leads to "+row.path, `location.pathname === `+quote(row.path))
		b.quiet()
	}
}

// TestALearnerIsToldWhenNothingIsKept takes the room for storage away.
func TestALearnerIsToldWhenNothingIsKept(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	l := newLearner(t, chromium(t), "en", 1280, 800)
	l.openTerminal(site.URL + "/en/tour/")
	eval[bool](l.tab, `Storage.prototype.setItem = () => { throw new DOMException("no room", "QuotaExceededError") }; true`)
	l.enter("kubectl get nodes")
	l.wait("the page says that it is not kept", `document.querySelector('.notice[role="alert"]')?.textContent.includes("no room")`)
	l.printed("node-3   Ready")
	l.quiet()
}
