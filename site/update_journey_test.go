//go:build journey

package site

import (
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"svclab/site/web"
)

// edited is a site of which some files are others.
type edited struct {
	fs.FS
	files fstest.MapFS // an empty one is not there
}

func (e edited) Open(name string) (fs.File, error) {
	file, ok := e.files[name]
	switch {
	case ok && file == nil:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case ok:
		return e.files.Open(name)
	}
	return e.FS.Open(name)
}

// nextEdition is a site with another style sheet, as Build would write it.
func nextEdition(t *testing.T, dist fs.FS) fs.FS {
	t.Helper()
	files, changed := folderFiles{}, map[string]bool{}
	var was, is string
	err := fs.WalkDir(dist, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || path.Ext(name) == ".br" || path.Ext(name) == ".gz" || name == workerFile || name == web.VersionFile {
			return err
		}
		body, err := fs.ReadFile(dist, name)
		if strings.HasPrefix(name, "assets/style.") {
			was, is = name, files.addHashed("style.css", append(body, "/* next */"...))
			changed[was], changed[is] = true, true
			return err
		}
		files[name] = body
		return err
	})
	if err != nil || was == "" {
		t.Fatalf("no style sheet: %v", err)
	}
	for name, body := range files {
		if next := strings.ReplaceAll(string(body), was, is); path.Ext(name) == ".html" && next != string(body) {
			files[name], changed[name] = []byte(next), true
		}
	}
	if err := files.addOffline(); err != nil {
		t.Fatal(err)
	}
	changed[workerFile], changed[web.VersionFile] = true, true
	next := edited{dist, fstest.MapFS{}}
	for name := range changed {
		next.files[name+".br"], next.files[name+".gz"] = nil, nil
		if body, ok := files[name]; ok {
			next.files[name] = &fstest.MapFile{Data: body}
		} else {
			next.files[name] = nil
		}
	}
	return next
}

// TestUpdateJourney publishes another edition while two tabs are open. Both go on
// until they take it, and their work goes on in it.
func TestUpdateJourney(t *testing.T) {
	t.Parallel()
	dist := os.DirFS(builtSite(t, true))
	var handler atomic.Pointer[http.Handler]
	publish := func(site fs.FS) {
		h := web.Handler(site)
		handler.Store(&h)
	}
	publish(dist)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*handler.Load()).ServeHTTP(w, r) }))
	defer site.Close()

	one := &learner{tab: keepingTab(t, chromium(t), 1280, 800, chromedp.WithNewBrowserContext()), lang: "en"}
	one.openTerminal(site.URL + "/en/tour/")
	one.wait("the site is kept", `document.svclabOffline === "ready"`)
	two := &learner{tab: keepingTab(t, one.ctx, 360, 740), lang: "ko", phone: true}
	two.openTerminal(site.URL + "/ko/nodeport/")
	style := eval[string](two.tab, `document.querySelector('link[rel="stylesheet"]').href`)
	for _, l := range []*learner{two, one} {
		l.comesToFront()
		l.enter("kubectl run web-7 --image=nginx")
		l.printed("pod/web-7 created")
	}
	one.openFile("myapp-pod.yaml")
	one.editor()
	one.keys("# a draft ")
	one.show("terminal")

	publish(nextEdition(t, dist))
	one.comesToFront()
	eval[bool](one.tab, `document.dispatchEvent(new Event("visibilitychange"))`) // as when the tab was hidden: the page asks for another edition
	one.wait("the edition is offered", `document.getElementById("edition-offer")?.checkVisibility()`)
	two.comesToFront()
	two.wait("the edition is offered in the other tab too", `document.getElementById("edition-offer")?.checkVisibility()`)
	two.screen("update-offered")
	two.press(`document.getElementById("edition-later")`)
	two.wait("it is put off", `!document.getElementById("edition-offer")`)
	one.comesToFront()
	one.screen("update-offered")
	one.accessible("the offer")
	one.press(`document.getElementById("edition-take")`)
	fresh := ` && document.getElementById("line") && document.querySelector('link[rel="stylesheet"]').href !== ` + quote(style)
	one.wait("the page is of the new edition, and the work is there", `document.getElementById("pod-web-7")`+fresh)
	one.printed("pod/web-7 created")
	one.show("yaml")
	one.wait("the draft is there", `document.querySelector("svclab-code")?.shadowRoot?.textContent.includes("# a draft")`)

	two.comesToFront()
	two.wait("the other tab says that it is of the one before", `document.svclabOffline === "changed" && document.getElementById("edition-offer")`)
	two.screen("update-changed")
	two.enter("kubectl get pods")
	two.printed("web-7")
	if status := statusOf(edited{dist, nil}, strings.TrimPrefix(style, site.URL)); status != 200 {
		t.Errorf("the style sheet was %d before", status)
	}
	if !eval[bool](two.tab, `fetch(`+quote(style)+`).then((got) => got.ok)`) {
		t.Error("the tab of the edition before does not find its files any more")
	}
	two.press(`document.getElementById("edition-take")`)
	two.wait("it is of the new edition, and its work is there", `document.getElementById("pod-web-7")`+fresh)
	two.wait("the edition before is thrown away", `caches.keys().then((all) => all.filter((name) => name.startsWith("svclab /")).length === 1)`)
	one.quiet()
	two.quiet()
}

// comesToFront shows a tab that may lie behind others.
func (b *tab) comesToFront() {
	b.t.Helper()
	b.do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, cdppage.BringToFront, cdp.Empty{})
		return chromedp.Void{}, err
	})
}

// jsonOf writes a value as JavaScript.
func jsonOf(t testing.TB, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
