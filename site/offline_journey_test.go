//go:build journey

package site

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/site/web"
)

// host is a server whose site can be replaced by another edition.
type host struct {
	*httptest.Server
	files atomic.Pointer[http.Handler]
}

func (h *host) publish(files fs.FS) {
	handler := web.Handler(files)
	h.files.Store(&handler)
}

func newHost(t *testing.T, files fs.FS) *host {
	h := &host{}
	h.publish(files)
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*h.files.Load()).ServeHTTP(w, r) }))
	t.Cleanup(h.Close)
	return h
}

// kept waits until the whole site is kept.
func (l *learner) kept() {
	l.t.Helper()
	for end := time.Now().Add(2 * patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if ok, err := ask[bool](l.tab, `navigator.serviceWorker.getRegistration().then(r => Boolean(r?.active && navigator.serviceWorker.controller))`); err == nil && ok {
			return
		}
	}
	l.t.Fatalf("the site is not kept\nconsole: %s", strings.Join(l.console(), "\n"))
}

// TestOffline visits one lesson once. Then the server is gone and the network off, and
// each lesson of the course works in both languages, and what is around them.
func TestOffline(t *testing.T) {
	t.Parallel()
	dist := os.DirFS(builtSite(t, true))
	h := newHost(t, dist)
	l := &learner{tab: newTab(t, chromium(t), 1280, 800), lang: "ko"}
	learnerAt(t, l, h.URL+"/ko/tour/")
	l.wait("it is told that all is kept", `document.querySelector(".notice")?.textContent.includes("네트워크가 없어도")`)
	l.kept()
	l.screen("offline-ready")
	l.installable()
	l.enter("kubectl run web-7 --image=nginx")
	l.printed("pod/web-7 created")
	l.wait("the work is saved", `localStorage.getItem("svclab:lesson:tour")?.includes("web-7")`)
	h.Close()
	l.offline()

	l.do(chromedp.Reload())
	l.wait("a reload has the work", `document.getElementById("line") && document.getElementById("terminal").textContent.includes("pod/web-7 created")`)
	l.enter("kubectl get pod web-7 --no-headers")
	l.editor()
	l.everyPage(h.URL, dist)
	course, problems := markdown.Load(os.DirFS("../lessons"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for i, all := 0, course.Lessons["ko"]; i < len(all); i++ {
		lang := []string{"ko", "en"}[i%2] // each lesson in one language: the pages of the other were read above
		l.lang = lang
		learnerAt(t, l, h.URL+"/"+lang+"/"+all[i].ID+"/")
		l.enter("kubectl get svc kubernetes")
		l.printed("10.96.0.1")
	}
	l.open(h.URL + "/en/" + lesson.SandboxID + "/")
	l.wait("the sandbox works", `document.getElementById("line")`)
	l.open(h.URL + "/ko/author/")
	l.wait("what is not kept is said", `document.body.textContent.includes("There is no network now")`)
	l.screen("offline-away")
	l.open(h.URL + "/")
	l.wait("the root leads on", `location.pathname.length > 1`)
	for _, m := range l.console() {
		if !strings.Contains(m, "ERR_INTERNET_DISCONNECTED") && !strings.Contains(m, "ERR_CONNECTION_REFUSED") {
			t.Errorf("console: %s", m)
		}
	}
}

// everyPage asks for all pages that are to be kept.
func (l *learner) everyPage(root string, dist fs.FS) {
	l.t.Helper()
	count := 0
	err := fs.WalkDir(dist, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, "index.html") || !keptOffline(name) {
			return err
		}
		count++
		status, err := ask[int](l.tab, fmt.Sprintf(`fetch(%s).then(r => r.status, () => 0)`, quote(root+"/"+strings.TrimSuffix(name, "index.html"))))
		if status != 200 {
			l.t.Errorf("/%s: %d (%v)", name, status, err)
		}
		return nil
	})
	if err != nil || count < 80 {
		l.t.Errorf("%d pages (%v)", count, err)
	}
}

// installable asks the browser what keeps it from installing the site.
func (l *learner) installable() {
	l.t.Helper()
	l.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		found, err := chromedp.Call(ctx, cdppage.GetInstallabilityErrors, cdp.Empty{})
		if err == nil {
			for _, e := range found.InstallabilityErrors {
				if e.ErrorID != "in-incognito" { // as each tab of the tests is
					l.t.Errorf("not installable: %s %v", e.ErrorID, e.ErrorArguments)
				}
			}
		}
		return chromedp.Void{}, err
	})
	l.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		m, err := chromedp.Call(ctx, cdppage.GetAppManifest, cdppage.GetAppManifestParams{})
		if err == nil && (m.Data == "" || len(m.Errors) > 0) {
			l.t.Errorf("the manifest: %v", m.Errors)
		}
		return chromedp.Void{}, err
	})
}

// nextEdition is a built site in which the tour has another title.
func nextEdition(t *testing.T, dist string) fs.FS {
	t.Helper()
	files, served := folderFiles{}, fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(dist), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz") || name == workerFile || name == web.VersionFile {
			return err
		}
		body, err := os.ReadFile(filepath.Join(dist, name))
		if strings.HasSuffix(name, "/tour/index.html") {
			_, title, _ := strings.Cut(string(body), "<title>")
			title, _, _ = strings.Cut(title, " · ")
			body = []byte(strings.ReplaceAll(string(body), title, title+" Second edition"))
		}
		files[name] = body
		return err
	})
	if err == nil {
		err = files.addOffline()
	}
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range files {
		served[name] = &fstest.MapFile{Data: body}
	}
	return served
}

// TestAnUpdateIsTaken publishes a new edition while a learner works in two tabs.
func TestAnUpdateIsTaken(t *testing.T) {
	t.Parallel()
	first := builtSite(t, true)
	second := nextEdition(t, first)
	for _, lang := range []string{"ko", "en"} {
		h := newHost(t, os.DirFS(first))
		browser := chromium(t)
		l := &learner{tab: newTab(t, browser, map[string]int{"ko": 360, "en": 1280}[lang], 800), lang: lang, phone: lang == "ko"}
		learnerAt(t, l, h.URL+"/"+lang+"/tour/")
		l.kept()
		l.do(chromedp.Reload())
		l.wait("the page is of the kept edition", `navigator.serviceWorker.controller && document.getElementById("line")`)
		l.enter("kubectl run web-7 --image=nginx")
		l.editor()
		l.keys("# mine\n")
		h.publish(second)
		eval[bool](l.tab, `navigator.serviceWorker.getRegistration().then(r => r.update()).then(() => true)`)
		l.wait("the new edition is offered", `document.getElementById("edition-offer")`)
		l.screen("update-offered")
		l.accessible("the offer")
		if eval[bool](l.tab, `document.documentElement.dataset.edition === "2"`) {
			t.Error("it was taken unasked")
		}
		eval[bool](l.tab, `window.before = true`)
		l.press(`document.getElementById("edition-take")`)
		l.wait("the page is of the new edition", `!window.before && document.body.textContent.includes("Second edition") && document.getElementById("line")`)
		l.show("terminal")
		l.wait("the work goes on", `document.getElementById("terminal").textContent.includes("pod/web-7 created")`)
		l.enter("kubectl get pod web-7 --no-headers")
		l.show("yaml")
		l.wait("the draft is there", `document.getElementById("editor").value.includes("# mine")`)
		l.quiet()
	}
}
