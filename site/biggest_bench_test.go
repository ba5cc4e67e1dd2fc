//go:build bench

package site

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestBiggest measures the page at Kubernetes' published limits alone.
func TestBiggest(t *testing.T) {
	for _, r := range biggest(t, builtSite(t, false)) {
		fmt.Printf("%-60s %14s  %s\n", r[0], r[1], r[2])
	}
}

// biggest opens the scene with 5,000 nodes, 150,000 Pods and 10,000 Services, and
// acts as a learner does there.
func biggest(t *testing.T, dist string) []row {
	t.Helper()
	b := timed(t, dist, "/en/sandbox/")
	b.wait("the sandbox runs", `document.querySelector("#scene-biggest:not([disabled])")`)
	var rows []row
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(rows)
		}
	})
	start := time.Now()
	eval[bool](b, `(document.getElementById("scene-biggest").click(), true)`)
	for end := start.Add(8 * time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if there, err := ask[bool](b, `!!document.getElementById("map")`); err == nil && there {
			break // it does not answer while it builds
		}
	}
	b.wait("the map is there", `document.getElementById("map")`)
	rows = append(rows, row{"biggest cluster: built", fmt.Sprintf("%.1f s", time.Since(start).Seconds()), "budget 10 s"})
	b.wait("what the scene types has run", `!document.getElementById("stop")`)
	b.shot("biggest")

	enter := func(line, until string) time.Duration {
		start := time.Now()
		eval[bool](b, `(() => { const line = document.getElementById("line"); line.value = `+quote(line)+`;
			line.dispatchEvent(new Event("input", {bubbles: true})); line.form.requestSubmit(); return true })()`)
		b.wait(line, until)
		return time.Since(start)
	}
	// act measures the frames while a script does something, again and again.
	act := func(what, script string, seconds int) {
		type timing struct{ At, Work, Tasks []float64 }
		m := eval[timing](b, fmt.Sprintf(`new Promise(done => {
			const clock = window.svclabFrames;
			clock.at = []; clock.work = []; clock.tasks = []; clock.flying = [];
			clock.on = true;
			let i = 0;
			const step = () => { if (clock.on) { (%s)(i++); requestAnimationFrame(step) } };
			requestAnimationFrame(step);
			setTimeout(() => { clock.on = false; done({At: clock.at, Work: clock.work, Tasks: clock.tasks}) }, %d);
		})`, script, seconds*1000))
		if len(m.At) < 2 {
			t.Fatalf("%s: no frames", what)
		}
		fps := float64(len(m.At)-1) / (m.At[len(m.At)-1] - m.At[0]) * 1000
		longest := 0.0
		if len(m.Work) > 0 {
			longest = slices.Max(m.Work)
		}
		for _, task := range m.Tasks {
			longest = max(longest, task)
		}
		rows = append(rows, row{"biggest cluster: " + what, fmt.Sprintf("%.1f fps", fps), fmt.Sprintf("budget 60; longest task %.0f ms", longest)})
	}
	act("at rest", `i => {}`, 4)
	act("the map is zoomed", `i => { if (i % 4 == 0) document.getElementById(i % 80 < 40 ? "zoom-in" : "zoom-out").click() }`, 5)
	eval[bool](b, `(document.getElementById("zoom-whole").click(), true)`)
	act("from node to node on the map", `i => { if (i % 4 == 0) document.getElementById("map").dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight", bubbles: true})) }`, 5)
	eval[bool](b, `(document.getElementById("lower-objects").click(), true)`)
	act("the objects are scrolled", `i => { document.getElementById("object-groups").scrollTop += 2000 }`, 5)
	b.shot("biggest-objects")
	eval[bool](b, `(document.getElementById("lower-terminal").click(), true)`)
	eval[bool](b, `(() => { const count = document.getElementById("send-count"); count.value = "10000"; count.dispatchEvent(new Event("change", {bubbles: true})); return true })()`)
	act("10,000 requests are sent, again and again", `i => { if (i % 60 == 0) document.getElementById("send").click() }`, 5)
	b.shot("biggest-requests")
	start = time.Now()
	for end := start.Add(5 * time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if busy, err := ask[bool](b, `!!document.getElementById("stop")`); err == nil && !busy {
			break
		}
	}
	rows = append(rows, row{"biggest cluster: until the last of them are answered", fmt.Sprintf("%.1f s", time.Since(start).Seconds()), "each 10,000 take a while of the cluster's time"})
	rows = append(rows, row{"biggest cluster: kubectl get pods -A | wc -l", fmt.Sprintf("%.1f s", enter("clear; kubectl get pods -A | wc -l", `document.getElementById("terminal").textContent.includes("15000") && !document.getElementById("stop")`).Seconds()), ""})
	rows = append(rows, row{"biggest cluster: a Deployment is scaled to 40", fmt.Sprintf("%.1f s", enter("kubectl scale deployment app-000 -n load-00 --replicas=40 && kubectl rollout status deployment app-000 -n load-00", `document.getElementById("terminal").textContent.includes("successfully rolled out") && !document.getElementById("stop")`).Seconds()), "with the time that passes in the cluster"})
	b.shot("biggest-scaled")
	rows = append(rows, row{"biggest cluster: elements in the page", fmt.Sprint(eval[int](b, `document.querySelectorAll("*").length`)), ""})
	now, most := rendererMemory(t)
	rows = append(rows, row{"biggest cluster: memory of the tab", fmt.Sprintf("%d MiB", now), fmt.Sprintf("budget 2048 MiB; %d MiB at most", most)})
	return rows
}

// rendererMemory is how many MiB the largest process that renders a page has, and
// has had at most.
func rendererMemory(t *testing.T) (now, most int) {
	t.Helper()
	all, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range all {
		line, err := os.ReadFile(file)
		if err != nil || !strings.Contains(string(line), "--type=renderer") {
			continue // it has ended, or is another program
		}
		status, err := os.ReadFile(filepath.Join(filepath.Dir(file), "status"))
		if err != nil {
			continue
		}
		var rss, peak int
		for line := range strings.Lines(string(status)) {
			fmt.Sscanf(line, "VmRSS: %d kB", &rss)
			fmt.Sscanf(line, "VmHWM: %d kB", &peak)
		}
		if rss > now<<10 {
			now, most = rss>>10, peak>>10
		}
	}
	if now == 0 {
		t.Fatal("no process renders a page")
	}
	return now, most
}
