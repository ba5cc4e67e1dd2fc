//go:build bench

package site

import (
	"context"
	"fmt"
	"slices"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// stopwatch runs in the page before anything else. It notes, once told to, when
// each animation frame came, how long the program worked for it, and every task
// of more than 50 ms.
const stopwatch = `(() => {
	const ask = requestAnimationFrame.bind(window);
	const clock = window.svclabFrames = {on: false, at: [], work: [], tasks: [], flying: []};
	window.requestAnimationFrame = f => ask(now => {
		const start = performance.now();
		f(now);
		if (!clock.on) return;
		clock.work.push(performance.now() - start);
		clock.flying.push(document.querySelectorAll(".dots .dot").length);
	});
	const tick = now => { if (clock.on) clock.at.push(now); ask(tick) };
	ask(tick);
	new PerformanceObserver(list => { if (clock.on) for (const e of list.getEntries()) clock.tasks.push(e.duration) }).observe({entryTypes: ["longtask"]});
})()`

// TestFrames measures frames alone.
func TestFrames(t *testing.T) {
	for _, r := range frames(t, builtSite(t, false)) {
		fmt.Printf("%-60s %14s  %s\n", r[0], r[1], r[2])
	}
}

// timed opens a page of a site with the stopwatch in it.
func timed(t *testing.T, dist, path string) *tab {
	t.Helper()
	site := served(t, dist)
	b := newTab(t, chromium(t), 1280, 800)
	b.do(func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: stopwatch})
		return chromedp.Void{}, err
	})
	b.open(site.URL + path)
	return b
}

// frames measures how smoothly the page draws a cluster of 100 Pods while 200
// requests are on their way.
func frames(t *testing.T, dist string) []row {
	t.Helper()
	b := timed(t, dist, "/en/tour/")
	b.wait("the terminal is there", terminal)
	enter := func(line string) {
		eval[bool](b, `(() => { const line = document.getElementById("line"); line.value = `+quote(line)+`;
			line.dispatchEvent(new Event("input", {bubbles: true})); line.form.requestSubmit(); return true })()`)
	}
	enter("kubectl create deployment web --image=nginx --replicas=100 && kubectl expose deployment web --type=NodePort --port=80 && kubectl rollout status deployment web && sleep 3")
	b.wait("100 Pods are ready", `document.getElementById("terminal").textContent.includes("successfully rolled out") && !document.getElementById("stop")`)
	enter(`port=$(kubectl get svc web -o jsonpath='{.spec.ports[0].nodePort}'); for node in node-1 node-2 node-3; do while true; do curl -s -o /dev/null $node:$port; done & done; wait`)
	b.wait("200 requests are on their way", `document.querySelectorAll(".dots .dot").length > 190`)
	spent := processorTime(b)
	type timing struct {
		At, Work, Tasks []float64
		Flying          []int
	}
	m := eval[timing](b, `new Promise(done => {
		const clock = window.svclabFrames;
		clock.on = true;
		setTimeout(() => { clock.on = false; done({At: clock.at, Work: clock.work, Tasks: clock.tasks, Flying: clock.flying}) }, 6000);
	})`)
	spent = processorTime(b) - spent
	b.shot("frames")
	if len(m.At) < 2 || len(m.Work) == 0 {
		t.Fatalf("no frames: %v", m)
	}
	fps := float64(len(m.At)-1) / (m.At[len(m.At)-1] - m.At[0]) * 1000
	slices.Sort(m.Work)
	slices.Sort(m.Flying)
	longest := m.Work[len(m.Work)-1]
	for _, task := range m.Tasks {
		longest = max(longest, task)
	}
	at := func(share float64) float64 { return m.Work[int(share*float64(len(m.Work)-1))] }
	return []row{
		{"frames per second, 100 Pods, 200 requests in flight", fmt.Sprintf("%.1f", fps),
			fmt.Sprintf("budget 60; the program takes %.1f ms of the processor a frame, %.1f ms on the clock, with %d in flight",
				spent*1000/float64(len(m.Work)), at(0.5), m.Flying[len(m.Flying)/2])},
		{"longest task", fmt.Sprintf("%.0f ms", longest), "budget 50 ms"},
	}
}

// processorTime is how many seconds scripts have run on the page's own thread.
func processorTime(b *tab) (seconds float64) { return pageSeconds(b, "ScriptDuration") }

// pageSeconds is how many seconds the page's own thread has spent on something that
// Chromium counts, without the time in which other programs had the processor.
func pageSeconds(b *tab, metric string) (seconds float64) {
	b.t.Helper()
	b.do(func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		if _, err := chromedp.Call(ctx, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks}); err != nil {
			return chromedp.Void{}, err
		}
		got, err := chromedp.Call(ctx, performance.GetMetrics, chromedp.Void{})
		if err == nil {
			for _, m := range got.Metrics {
				if m.Name == metric {
					seconds = m.Value
				}
			}
		}
		return chromedp.Void{}, err
	})
	return seconds
}
