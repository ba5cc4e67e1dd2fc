//go:build journey

package site

import (
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"svclab/site/web"
)

// gate serves a site whose rest of the program fails, or is held back, until it
// is opened.
type gate struct {
	fails bool
	open  chan struct{}
	asked chan struct{}

	once, released sync.Once
}

func (g *gate) release() { g.released.Do(func() { close(g.open) }) }

func (g *gate) serve(t *testing.T) *httptest.Server {
	site := web.Handler(os.DirFS(builtSite(t, true)))
	g.open, g.asked = make(chan struct{}), make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/assets/rest.") {
			g.once.Do(func() { close(g.asked) })
			select {
			case <-g.open:
			default:
				if g.fails {
					http.Error(w, "not now", http.StatusServiceUnavailable)
					return
				}
				<-g.open
			}
		}
		site.ServeHTTP(w, r)
	}))
	t.Cleanup(func() {
		g.release()
		s.Close()
	})
	return s
}

// TestACommandWaitsForTheRestOfTheProgram types a command that only the rest can
// carry out, and goes on typing, while the rest is late or does not come.
func TestACommandWaitsForTheRestOfTheProgram(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	for _, tt := range []struct {
		name, lang string
		gate       *gate
		says       string
	}{
		{"it is late", "ko", &gate{}, "load-waiting"},
		{"it cannot be fetched", "en", &gate{fails: true}, "load-missing"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			site := tt.gate.serve(t)
			l := newLearner(t, browser, tt.lang, 1280, 800)
			l.openTerminal(site.URL + "/" + tt.lang + "/tour/")
			<-tt.gate.asked // after the first paint, before anything needs it
			l.enter("kubectl get nodes")
			l.printed("node-3   Ready")

			l.keys("ssh node-1 iptables-save -t nat | grep -c KUBE-SERVICES" + kb.Enter)
			l.wait("the page says that it waits", `document.getElementById("`+tt.says+`").checkVisibility()`)
			l.shot("rest-" + tt.says)
			l.keys("echo second" + kb.Enter)
			l.keys("echo thirrd" + kb.ArrowLeft + kb.Backspace + kb.Enter)
			l.keys("echo fourth" + kb.Enter + "echo not yet")
			if n := eval[int](l.tab, `document.querySelectorAll("#terminal .entry").length`); n > 2 {
				t.Errorf("%d entries while the program waits", n)
			}
			tt.gate.release()
			l.wait("all has run", `document.getElementById("terminal").textContent.includes("fourth") && document.getElementById("line")?.value === "echo not yet"`)
			l.wait("the page says no more", `!document.getElementById("loading").checkVisibility()`)
			text := eval[string](l.tab, `document.getElementById("terminal").innerText`)
			if order := regexp.MustCompile(`KUBE-SERVICES\s+\d+\s[^$]*\$ echo second\s+second\s[^$]*\$ echo third\s+third\s[^$]*\$ echo fourth\s+fourth\s[^$]*$`); !order.MatchString(text) {
				t.Errorf("the terminal shows\n%s", text)
			}
			l.keys(kb.Enter)
			l.ran()
			l.printed("not yet")
			for _, m := range l.console() {
				if !strings.Contains(m, "503") {
					t.Errorf("console: %s", m)
				}
			}
		})
	}
}

// TestTheLessonDoesNotWaitForTheRestOfTheProgram takes the lesson's first steps
// while the rest does not come at all.
func TestTheLessonDoesNotWaitForTheRestOfTheProgram(t *testing.T) {
	t.Parallel()
	held := &gate{}
	site := held.serve(t)
	l := &learner{tab: newTab(t, chromium(t), 1280, 800), lang: "ko", plain: true}
	l.before(`addEventListener("DOMContentLoaded", () => {
		const notice = document.getElementById("load-waiting");
		new MutationObserver(() => { window.svclabWaited ||= !notice.hidden; }).observe(notice, {attributes: true});
	})`)
	defer func() {
		if waited, err := ask[bool](l.tab, "!!window.svclabWaited"); waited || err != nil {
			t.Errorf("the page has waited (%v): site/later.txt lists what the lesson calls, and make parts records it anew", err)
		}
	}()
	l.openTerminal(site.URL + "/ko/tour/")
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
	l.quiet()
}
