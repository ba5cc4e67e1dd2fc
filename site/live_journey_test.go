//go:build journey

package site

import (
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// written is a lesson on its author's disk.
const written = `---
title: A door
id: door
minutes: 5
cluster: {nodes: 2, seed: 1}
---

## Knock

Is anyone in?

` + "```sh run\nkubectl create namespace mine\n```\n"

// TestLiveJourney has an author change a lesson on disk while somebody takes it:
// the page shows the new words, its cluster has what was made, and mistakes are
// shown with their place.
func TestLiveJourney(t *testing.T) {
	t.Parallel()
	browser := chromium(t)
	for _, lang := range []string{"ko", "en"} {
		for _, width := range []int{1280, 360} {
			t.Run(fmt.Sprintf("%s-%d", lang, width), func(t *testing.T) {
				dir := t.TempDir()
				write := func(name, text string) {
					path := filepath.Join(dir, name)
					if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				file := "010-door/lesson." + lang + ".md"
				write("course.yaml", "title: {ko: Doors, en: Doors}\nlanguages: ["+lang+"]\norder: [door]\n")
				write(file, written)
				live, err := NewLive(os.DirFS(builtSite(t, true)), Written{FS: os.DirFS(dir), Name: dir}, t.Output())
				if err != nil {
					t.Fatal(err)
				}
				go Watch(t.Context(), dir, os.DirFS(dir), live.Load)
				site := httptest.NewUnstartedServer(live.Handler())
				site.Start()
				t.Cleanup(site.Close)
				t.Cleanup(live.Close) // first: a server waits for its streams

				l := newLearner(t, browser, lang, width, 740)
				l.openTerminal(site.URL + "/" + lang + "/door/")
				l.run(0)
				l.enter("kubectl run web --image=nginx")

				write(file, strings.Replace(written, "Is anyone in?", "Come in!", 1))
				l.show("read")
				l.wait("the page shows the new words", `document.getElementById("prose").textContent.includes("Come in!")`)
				l.enter("kubectl get namespace/mine pod/web -o name")
				l.printed("namespace/mine\npod/web")

				write(file, written+"\n```sh runn\nls\n```\n")
				l.wait("the mistake is shown with its place", `document.getElementById("problems")?.textContent.includes("`+file+`:16")`)
				l.show("read")
				l.wait("the last good lesson goes on", `document.getElementById("prose").textContent.includes("Come in!")`)
				l.shot(fmt.Sprintf("live-problems-%s-%d", lang, width))
				l.accessible("the problems")

				write(file, strings.Replace(written, "nodes: 2", "nodes: 3", 1))
				l.wait("another cluster is offered", `!document.getElementById("problems") && document.getElementById("edition-restart")`)
				l.shot(fmt.Sprintf("live-cluster-%s-%d", lang, width))
				l.press(`document.getElementById("edition-restart")`)
				l.enter("kubectl get nodes")
				l.printed("node-3")

				if err := os.RemoveAll(filepath.Join(dir, "010-door")); err != nil {
					t.Fatal(err)
				}
				l.wait("it says that the lesson is gone", `document.getElementById("edition-gone")`)
				l.quiet()
			})
		}
	}
}
