//go:build journey

package site

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestTime is a learner who stops time, steps through it, looks back and goes
// another way.
func TestTime(t *testing.T) {
	t.Parallel()
	eachScreen(t, func(on *learner, _ string) {
		l := &timeTraveller{on}
		l.ran()
		l.works()
		l.pausesAndSteps()
		l.setsTheSpeed()
		l.pullsBack()
		l.playsThePast()
		l.undoesAndRedoes()
		l.goesAnotherWay()
		l.returns()
		l.comesBackToThePast()
	})
}

type timeTraveller struct{ *learner }

// clock is what the clock shows, in seconds.
const clock = `(() => { const [m, s] = document.getElementById("clock").textContent.split(":"); return m * 60 + +s })()`

const inPast = `!document.getElementById("past").hidden`

// works makes some history: a Pod, and requests to it from a node.
func (l *timeTraveller) works() {
	l.t.Helper()
	l.enter("kubectl run web --image=nginx --labels=app=web")
	l.enter("kubectl create service nodeport web --tcp=80 --node-port=30080")
	l.enter("kubectl wait --for=condition=Ready pod/web; sleep 0.5")
	l.enter("for i in 1 2 3; do curl -s node-1:30080; sleep 0.4; done")
	l.show("picture")
	l.wait("the timeline has marks", `["learner", "traffic", "cluster"].every(k => document.querySelector(".tick." + k).getAttribute("d").length > 10)`)
	l.screen("time-live")
}

func (l *timeTraveller) pausesAndSteps() {
	l.t.Helper()
	l.press(`document.getElementById("play")`)
	l.wait("time stands", `document.querySelector("#play path").getAttribute("d").startsWith("M4 2.5")`)
	stood := eval[float64](l.tab, clock)
	l.show("terminal")
	l.press(`document.getElementById("line")`)
	l.keys("kubectl delete pod web --wait=false" + kb.Enter)
	l.wait("the line waits", `document.getElementById("stop") && document.querySelector(".busy-mark").textContent === `+quote(map[string]string{"ko": "시간이 멈춰 있어요", "en": "Time is paused"}[l.lang]))
	l.show("picture")
	if now := eval[float64](l.tab, clock); now != stood {
		l.t.Errorf("time stood at %.3f, and is %.3f now", stood, now)
	}
	l.press(`document.getElementById("step")`)
	l.wait("a step has passed", fmt.Sprintf("%s > %f", clock, stood))
	before := eval[float64](l.tab, clock)
	l.press(`document.getElementById("step")`)
	l.wait("another has", fmt.Sprintf("%s > %f", clock, before))
	if now := eval[float64](l.tab, clock); now > stood+5 {
		l.t.Errorf("two steps took from %.3f to %.3f", stood, now)
	}
	if eval[bool](l.tab, inPast) {
		l.t.Error("a step on leads into the past")
	}
}

func (l *timeTraveller) setsTheSpeed() {
	l.t.Helper()
	l.press(`document.getElementById("play")`)
	l.enter("echo slept")
	l.show("picture")
	for _, speed := range []string{"0.1", "100", "1"} {
		began := eval[float64](l.tab, clock)
		eval[bool](l.tab, `(() => { const s = document.getElementById("speed"); s.value = `+quote(speed)+`; s.dispatchEvent(new Event("change", {bubbles: true})); return true })()`)
		l.wait("the speed is "+speed, `document.getElementById("speed").value === `+quote(speed))
		if speed == "100" {
			l.wait("a minute has passed", fmt.Sprintf("%s > %f", clock, began+60))
		}
	}
	if got := eval[string](l.tab, `[...document.querySelectorAll("#speed option")].map(o => o.textContent).join(" ")`); !strings.HasPrefix(got, "0.1× 0.25× 0.5× 1× 2× 5× 10× 100×") {
		l.t.Errorf("the speeds are %s", got)
	}
}

// handle is where the slider's handle is, and where a share of its length is.
func (l *timeTraveller) handle(share float64) (x, y, to float64) {
	l.t.Helper()
	at := eval[[]float64](l.tab, fmt.Sprintf(`(() => {
		const e = document.getElementById("timeline"), box = e.getBoundingClientRect();
		const x = v => box.left + 8 + (box.width - 16) * v;
		return [x(e.value / 1000), box.top + box.height / 2, x(%f)];
	})()`, share))
	return at[0], at[1], at[2]
}

// pullsBack drags the handle with the mouse, or with a finger.
func (l *timeTraveller) pullsBack() {
	l.t.Helper()
	end := eval[float64](l.tab, clock)
	x, y, to := l.handle(0.4)
	if l.phone {
		l.touch(input.DispatchTouchEventTypeTouchStart, x-2, y)
		for i := 1.0; i <= 8; i++ {
			l.touch(input.DispatchTouchEventTypeTouchMove, x+(to-x)*i/8, y)
		}
		l.touch(input.DispatchTouchEventTypeTouchEnd, 0, 0)
	} else {
		l.mouse(input.DispatchMouseEventTypeMousePressed, x-2, y)
		for i := 1.0; i <= 8; i++ {
			l.mouse(input.DispatchMouseEventTypeMouseMoved, x+(to-x)*i/8, y)
		}
		l.mouse(input.DispatchMouseEventTypeMouseReleased, to, y)
	}
	l.wait("the past is looked at", inPast)
	l.wait("the clock is of then", fmt.Sprintf("%s < %f && document.getElementById('timeline').value < 500", clock, end-1))
	stood := eval[float64](l.tab, clock)
	l.screen("time-past")
	l.accessible("the past, " + l.lang)
	l.sliderKeys(stood)
	if now := eval[bool](l.tab, `document.documentElement.scrollWidth > innerWidth`); now {
		l.t.Error("the page is wider than its window")
	}
}

func (l *timeTraveller) touch(kind input.DispatchTouchEventType, x, y float64) {
	l.t.Helper()
	points := []*input.TouchPoint{{X: x, Y: y}}
	if kind == input.DispatchTouchEventTypeTouchEnd {
		points = []*input.TouchPoint{}
	}
	l.do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
		return chromedp.Void{}, err
	})
}

func (l *timeTraveller) mouse(kind input.DispatchMouseEventType, x, y float64) {
	l.t.Helper()
	l.do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: x, Y: y, Button: input.MouseButtonLeft, Buttons: 1, ClickCount: 1})
		return chromedp.Void{}, err
	})
}

// sliderKeys goes by events, and the slider says in words where it is.
func (l *timeTraveller) sliderKeys(stood float64) {
	l.t.Helper()
	eval[bool](l.tab, `(document.getElementById("timeline").focus(), true)`)
	l.keys(kb.ArrowRight)
	l.wait("an event on", fmt.Sprintf("%s > %f", clock, stood))
	l.keys(kb.ArrowLeft)
	l.keys(kb.ArrowLeft)
	l.wait("two events back", fmt.Sprintf("%s < %f", clock, stood))
	l.keys(kb.PageDown)
	l.keys(kb.Home)
	l.wait("the beginning", clock+" === 0")
	l.keys(kb.PageUp)
	l.wait("ten events on", clock+" > 0")
	words := eval[string](l.tab, `document.getElementById("timeline").getAttribute("aria-valuetext")`)
	if want := map[string]string{"ko": "초", "en": " s"}[l.lang]; !strings.Contains(words, want) || !strings.Contains(words, ". ") {
		l.t.Errorf("the slider says %q", words)
	}
	l.keys(kb.End)
	l.wait("it is now", "!("+inPast+")")
}

// playsThePast goes back and lets it happen again until it is now.
func (l *timeTraveller) playsThePast() {
	l.t.Helper()
	end := eval[float64](l.tab, clock)
	l.keys(kb.PageDown)
	l.wait("the past is looked at", inPast)
	l.keys(" ")
	l.wait("time passes", `document.querySelector("#play path").getAttribute("d").startsWith("M4 3h3")`)
	eval[bool](l.tab, `(() => { const s = document.getElementById("speed"); s.value = "100"; s.dispatchEvent(new Event("change", {bubbles: true})); return true })()`)
	l.wait("it is now again, and goes on", fmt.Sprintf("!(%s) && %s > %f", inPast, clock, end))
	eval[bool](l.tab, `(() => { const s = document.getElementById("speed"); s.value = "1"; s.dispatchEvent(new Event("change", {bubbles: true})); return true })()`)
}

const podThere = `document.getElementById("pod-web")`

func (l *timeTraveller) undoesAndRedoes() {
	l.t.Helper()
	l.wait("the Pod is deleted", `!`+podThere)
	undone := eval[string](l.tab, `document.getElementById("undo").title`)
	if !strings.Contains(undone, "echo slept") {
		l.t.Errorf("undo is named %q", undone)
	}
	l.press(`document.getElementById("undo")`)
	l.press(`document.getElementById("undo")`)
	l.wait("the Pod is there again", podThere)
	if l.phone {
		l.press(`document.getElementById("redo")`)
		l.press(`document.getElementById("redo")`)
	} else { // by keys, from anywhere
		eval[bool](l.tab, `(document.activeElement.blur(), true)`)
		l.control("Z", true)
		l.control("Z", true)
	}
	l.wait("it is now, without the Pod", "!"+podThere+" && !("+inPast+")")
	if l.phone {
		l.press(`document.getElementById("undo")`)
		l.press(`document.getElementById("undo")`)
	} else {
		l.control("z", false)
		l.control("z", false)
	}
	l.wait("the Pod is there once more", podThere)
}

// control presses a key with Ctrl.
func (l *timeTraveller) control(key string, shift bool) {
	l.t.Helper()
	modifiers := []chromedp.Modifier{chromedp.ModifierCtrl}
	if shift {
		modifiers = append(modifiers, chromedp.ModifierShift)
	}
	l.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(modifiers...)))
}

// goesAnotherWay types a line in the past, which goes on from there.
func (l *timeTraveller) goesAnotherWay() {
	l.t.Helper()
	l.enter("kubectl label pod web kept=yes")
	l.printed("pod/web labeled")
	l.show("picture")
	l.wait("the Pod stays", podThere+" && !("+inPast+")")
	if got := eval[string](l.tab, `document.getElementById("terminal").textContent`); strings.Contains(got, "delete pod web") {
		l.t.Error("the terminal has the line that was undone")
	}
	l.press(`document.getElementById("branches")`)
	l.wait("what was left is listed", `document.querySelector(".branch-list").textContent.includes("delete pod web")`)
	l.screen("time-branches")
	l.accessible("the branches, " + l.lang)
}

func (l *timeTraveller) returns() {
	l.t.Helper()
	l.press(`document.getElementById("return-0")`)
	l.wait("the Pod is deleted again", `!`+podThere)
	l.press(`document.getElementById("branches")`)
	l.wait("the other way is kept", `document.querySelector(".branch-list").textContent.includes("kept=yes")`)
	l.press(`document.getElementById("return-0")`)
	l.wait("the Pod is there", podThere)
}

// comesBackToThePast reloads the page while the past is looked at.
func (l *timeTraveller) comesBackToThePast() {
	l.t.Helper()
	l.press(`document.getElementById("undo")`)
	l.wait("the past is looked at", inPast)
	at := eval[string](l.tab, `document.getElementById("clock").textContent`)
	l.do(chromedp.Reload())
	l.wait("the same moment is looked at", inPast+` && document.getElementById("clock").textContent === `+quote(at))
	l.press(`document.getElementById("go-on")`)
	l.wait("it goes on from there", fmt.Sprintf("!(%s) && %s > 0 && document.getElementById('clock').textContent !== %s", inPast, clock, quote(at)))
}
