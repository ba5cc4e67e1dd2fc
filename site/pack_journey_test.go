//go:build journey

package site

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"svclab/lessons/author"
	"svclab/lessons/markdown"
)

// lone is a lesson of one file that belongs to no course.
const lone = `---
title: One Pod and its door
id: lone
---

## Start a Pod

Start a Pod that is called ` + "`web`" + `, and read [what a Pod is](https://kubernetes.io/docs/concepts/workloads/pods/).

- [ ] ` + "`web`" + ` runs

` + "```sh check\nkubectl get pod web -o jsonpath='{.status.phase}' | grep -qx Running\n```" + `

<details><summary>Show me</summary>

` + "```sh solution\nkubectl run web --image=nginx\n```" + `

</details>

## What to remember

- A Pod has an address of its own.
`

// packedPage packs a lesson that stands outside the repository, and returns the
// address of the file.
func packedPage(t *testing.T, files map[string][]byte, lang string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	opened, err := author.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	course, problems := markdown.Load(opened.FS)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	parts, err := PartsOf(os.DirFS(builtSite(t, true)))
	if err != nil {
		t.Fatal(err)
	}
	file, err := Pack(course, opened.Only[0], lang, parts)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(folder, "packed.html")
	if err := os.WriteFile(out, file, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes", len(file))
	return "file://" + out
}

// offline takes the network away and returns what was asked for all the same.
func (b *tab) offline() func() []string {
	b.t.Helper()
	var mu sync.Mutex
	var asked []string
	requests := chromedp.Events(b.ctx, network.RequestWillBeSent)
	go func() {
		for e, err := range requests {
			if err != nil {
				return
			}
			mu.Lock()
			asked = append(asked, e.Request.URL)
			mu.Unlock()
		}
	}()
	b.do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
			return chromedp.Void{}, err
		}
		rule := &network.Conditions{Offline: true, DownloadThroughput: -1, UploadThroughput: -1}
		if _, err := chromedp.Call(ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{rule}}); err != nil {
			return chromedp.Void{}, err
		}
		_, err := chromedp.Call(ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: true, DownloadThroughput: -1, UploadThroughput: -1})
		return chromedp.Void{}, err
	})
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(asked)
	}
}

// staysHome fails when a page from a disk asked for anything but itself.
func staysHome(t *testing.T, page string, asked []string) {
	t.Helper()
	for _, url := range asked {
		if url != page && !strings.HasPrefix(url, "data:") && !strings.HasPrefix(url, "blob:") {
			t.Errorf("the packed lesson asked for %s", url)
		}
	}
}

// TestALoneLessonIsPackedIntoOneFile takes a lesson of one file outside the
// repository to its end, from a disk and without a network.
func TestALoneLessonIsPackedIntoOneFile(t *testing.T) {
	t.Parallel()
	page := packedPage(t, map[string][]byte{"hello.md": []byte(lone)}, "en")
	browser := chromium(t)
	for _, width := range []int{1280, 360} {
		l := newLearner(t, browser, "en", width, 780)
		asked := l.offline()
		l.openTerminal(page)
		if eval[bool](l.tab, `!!document.getElementById("language")`) {
			t.Error("a lesson in one language offers another")
		}
		l.enter("kubectl run web --image=nginx")
		l.printed("pod/web created")
		l.goals(1)
		l.show("yaml")
		l.wait("the editor has come along", `document.querySelector("svclab-code")?.shadowRoot`)
		l.screen("packed")
		l.accessible("the packed lesson")
		l.next()
		l.do(chromedp.Reload())
		l.wait("the work is there after a reload", `document.querySelectorAll(".steps .dot.done").length === 1 && document.getElementById("line")`)
		staysHome(t, page, asked())
		l.quiet()
	}
}

// TestAPackedLessonSpeaksBothLanguages changes the language where storage is
// forbidden, and learns what a page from a disk cannot do.
func TestAPackedLessonSpeaksBothLanguages(t *testing.T) {
	t.Parallel()
	files, err := author.Scaffold("door", "A door", []string{"ko", "en"})
	if err != nil {
		t.Fatal(err)
	}
	page := packedPage(t, files, "ko")
	l := newLearner(t, chromium(t), "ko", 1280, 800)
	asked := l.offline()
	l.before(`Object.defineProperty(window, "localStorage", { get() { throw new DOMException("forbidden", "SecurityError") } })`)
	l.open(page)
	l.wait("the page says that nothing is kept", `document.getElementById("line") && document.querySelector('.notice[role="alert"]')?.textContent.includes("forbidden")`)
	l.answer(0, 3)
	l.enter("kubectl get pod web -o name")
	l.printed("pod/web")
	l.press(`document.getElementById("language")`)
	l.wait("the other language shows the same work", `document.documentElement.lang === "en" && document.getElementById("terminal").textContent.includes("pod/web") && document.querySelector("#prose .verdict")`)
	l.screen("packed-in-english")
	l.press(`document.getElementById("language")`)
	l.wait("and back again", `document.documentElement.lang === "ko"`)
	if got := eval[string](l.tab, `fetch("https://kubernetes.io/").then(() => "reached", (e) => String(e))`); got == "reached" {
		t.Error("a packed page reaches the network")
	}
	staysHome(t, page, asked())
}
