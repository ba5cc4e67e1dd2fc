//go:build journey

package site

import (
	"context"
	"fmt"
	"io/fs"
	"net/http/httptest"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"svclab/lessons/lesson"
	"svclab/site/web"
)

// TestOfflineJourney visits one lesson. Then the server is gone and the network is
// off, and all lessons, both languages and the editor work.
func TestOfflineJourney(t *testing.T) {
	t.Parallel()
	dist := os.DirFS(builtSite(t, true))
	browser := chromium(t)
	for _, screen := range []struct {
		lang, other   string
		width, height int
	}{{"ko", "en", 1280, 800}, {"en", "ko", 360, 740}} {
		t.Run(fmt.Sprintf("%s-%d", screen.lang, screen.width), func(t *testing.T) {
			site := httptest.NewServer(web.Handler(dist))
			defer site.Close()
			l := &learner{tab: keepingTab(t, browser, screen.width, screen.height, chromedp.WithNewBrowserContext()), lang: screen.lang, phone: screen.width < 900}
			l.openTerminal(site.URL + "/" + l.lang + "/tour/")
			l.wait("the page says that the site is kept", `document.svclabOffline === "ready" && document.querySelector(".notice")?.checkVisibility()`)
			l.screen("offline-ready")
			l.canBeInstalled()

			site.CloseClientConnections()
			site.Close()
			l.offline()
			l.worksWithout(site.URL)
			l.runsEachLesson(dist, site.URL)
			l.quiet()
			l.leadsBack(site.URL, screen.other)
		})
	}
}

// worksWithout works at a lesson without a network: in the terminal, in the editor,
// and after a reload.
func (l *learner) worksWithout(site string) {
	l.t.Helper()
	l.openTerminal(site + "/" + l.lang + "/tour/?again")
	l.enter("kubectl run web-9 --image=nginx")
	l.printed("pod/web-9 created")
	l.openFile("myapp-pod.yaml")
	l.editor()
	l.apply()
	l.printed("pod/myapp-pod created")
	l.wait("the work is saved", `localStorage.getItem("svclab:lesson:tour")?.includes("web-9")`)
	l.do(chromedp.Reload())
	l.wait("the work is back", `document.getElementById("line") && document.getElementById("pod-web-9")`)
	if eval[bool](l.tab, `document.querySelector(".notice")?.textContent.includes("network") || false`) {
		l.t.Error("what was told is told again")
	}
	l.screen("offline-works")
}

// runsEachLesson lets the program of each lesson answer, and reads all other pages.
func (l *learner) runsEachLesson(dist fs.FS, site string) {
	l.t.Helper()
	lessons, others := 0, []string{}
	err := fs.WalkDir(dist, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !keptOffline(name) || path.Ext(name) == ".br" || path.Ext(name) == ".gz" {
			return err
		}
		parts := strings.Split(name, "/")
		source, _ := fs.Stat(dist, path.Join(path.Dir(name), "lesson.md"))
		if len(parts) == 3 && parts[0] == l.lang && parts[2] == "index.html" && (source != nil || parts[1] == lesson.SandboxID) {
			lessons++
			l.open(site + "/" + path.Dir(name) + "/")
			l.wait(name+" has its program", `document.getElementById("line")`)
			l.show("terminal")
			l.press(`document.getElementById("line")`)
			l.keys("kubectl version\r")
			l.wait(name+" answers", `document.getElementById("terminal").textContent.includes("Server Version")`)
			return nil
		}
		others = append(others, name)
		return nil
	})
	if err != nil || lessons < 20 || len(others) < 80 {
		l.t.Fatalf("%d lessons, %d other files, %v", lessons, len(others), err)
	}
	missing := eval[[]string](l.tab, `(async () => {
		const missing = [];
		for (const name of `+jsonOf(l.t, others)+`) {
			const got = await fetch("/" + name).catch((err) => err);
			if (!got.ok || (await got.arrayBuffer()).byteLength === 0) missing.push(name);
		}
		return missing;
	})()`)
	if len(missing) > 0 {
		l.t.Errorf("without a network these do not come: %s", missing)
	}
}

// leadsBack asks for pages that are not kept, and by addresses that lead on.
func (l *learner) leadsBack(site, other string) {
	l.t.Helper()
	l.open(site + "/" + other + "/nowhere/")
	l.wait("the page says what there is", `document.querySelectorAll("main a").length === 2 && document.body.innerText.includes("network")`)
	l.shot(fmt.Sprintf("%s-offline-away", l.lang))
	l.accessible("the page that stands in for others")
	l.open(site + "/")
	l.wait("the root leads to the language used last", `location.pathname === `+quote("/"+l.lang+"/"))
	l.open(site + "/" + other + "/glossary")
	l.wait("a folder is found without its slash", `location.pathname === `+quote("/"+other+"/glossary/")+` && document.querySelector("dl")`)
}

// canBeInstalled asks the browser what keeps the site from being installed.
func (l *learner) canBeInstalled() {
	l.t.Helper()
	l.do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		manifest, err := chromedp.Call(ctx, cdppage.GetAppManifest, cdppage.GetAppManifestParams{})
		if err != nil {
			return chromedp.Void{}, err
		}
		for _, e := range manifest.Errors {
			l.t.Errorf("the manifest: %s", e.Message)
		}
		if !strings.HasSuffix(manifest.URL, "/"+l.lang+"/"+manifestPath) {
			l.t.Errorf("the manifest is %q", manifest.URL)
		}
		result, err := chromedp.Call(ctx, cdppage.GetInstallabilityErrors, cdp.Empty{})
		for _, e := range result.InstallabilityErrors {
			if e.ErrorID != "in-incognito" { // as all tabs of the tests are
				l.t.Errorf("the site cannot be installed: %s %v", e.ErrorID, e.ErrorArguments)
			}
		}
		return chromedp.Void{}, err
	})
}
