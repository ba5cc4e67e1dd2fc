//go:build journey

package site

import (
	"fmt"
	"strings"
	"testing"
)

// phones are windows on which one pane is shown at a time.
var phones = []struct {
	name          string
	width, height int
}{
	{"360", 360, 740},
	{"320", 320, 640},
	{"side", 740, 360},
}

// TestEveryPaneIsTwoTapsAway opens each pane on phones of three shapes: the goal
// stays in sight, nothing leaves the page, and a finger hits every button.
func TestEveryPaneIsTwoTapsAway(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, lang := range []string{"ko", "en"} {
		for _, phone := range phones {
			t.Run(lang+"-"+phone.name, func(t *testing.T) {
				l := newLearner(t, browser, lang, phone.width, phone.height)
				l.openTerminal(site.URL + "/" + lang + "/tour/")
				l.enter("kubectl get pods -A -o wide")
				l.printed("coredns")
				for _, pane := range eval[[]string](l.tab, `["read", "picture", ...[...document.querySelectorAll("[data-pane]")].map(p => p.dataset.pane)]`) {
					l.show(pane)
					l.shot(strings.Join([]string{"phone", phone.name, lang, pane}, "-"))
					l.fits(pane)
				}
				l.quiet()
			})
		}
	}
}

// fits fails when something of an open pane is out of reach.
func (l *learner) fits(pane string) {
	l.t.Helper()
	l.wait(pane+" is open", fmt.Sprintf(`document.querySelector('.app').dataset.tab === %q`, pane))
	for _, wrong := range eval[[]string](l.tab, `(() => {
		const wrong = [], sees = e => e && e.checkVisibility() && e.getBoundingClientRect().height > 0;
		if (document.documentElement.scrollWidth > innerWidth) wrong.push("the page is " + document.documentElement.scrollWidth + " px wide");
		const head = document.querySelector(".head");
		if (head.scrollWidth > head.clientWidth) wrong.push("the header takes " + head.scrollWidth + " px");
		const goal = document.querySelector(".goal-line").getBoundingClientRect();
		if (!(goal.height > 20 && goal.top >= 0 && goal.bottom <= innerHeight)) wrong.push("the goal is out of sight");
		for (const row of document.querySelectorAll(".tabs")) if (sees(row) && row.scrollWidth > row.clientWidth) wrong.push("the tabs take " + row.scrollWidth + " px");
		if (sees(document.getElementById("tabs-more")) !== !!document.querySelector("#tabs-more [aria-current]")) wrong.push("the second row is there without need");
		for (const b of document.querySelectorAll("button, summary, .button, .brand")) {
			if (!sees(b) || b.closest(".log, .text, #reader .steps") || b.matches(".sr *, .plain")) continue;
			const box = b.getBoundingClientRect();
			if (box.height < 43.5 || box.width < 43.5 && !b.matches(".key")) wrong.push(b.outerHTML.slice(0, 90) + ": " + box.width.toFixed() + "x" + box.height.toFixed());
		}
		for (const command of document.querySelectorAll(".fence-run pre")) if (command.scrollWidth > command.clientWidth) wrong.push("a command is cut: " + command.textContent.slice(0, 60));
		const bar = document.querySelector(".term-bar");
		if (sees(bar) && bar.offsetTop > bar.parentElement.offsetTop + 1) wrong.push("the terminal's buttons hang at " + bar.offsetTop + " px");
		const last = document.querySelector(".lower .input");
		if (sees(last) && last.getBoundingClientRect().bottom > innerHeight + 1) wrong.push("the line is out of sight");
		return wrong;
	})()`) {
		l.t.Errorf("%s: %s", pane, wrong)
	}
}
