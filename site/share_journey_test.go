//go:build journey

package site

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"svclab/site/share"
	"svclab/site/share/bolt"
	"svclab/site/web"
)

// TestShareJourney shares a moment and opens the link as somebody who has work
// of his own.
func TestShareJourney(t *testing.T) {
	t.Parallel()
	eachScreen(t, func(l *learner, lesson string) {
		l.enter("kubectl run web-7 --image=nginx")
		l.printed("pod/web-7 created")
		l.press(`document.getElementById("share")`)
		l.wait("the panel has a link", `document.getElementById("share-link")?.value.includes("#s=1.")`)
		l.press(`document.getElementById("share-lines")`)
		l.wait("the panel has another link", `document.getElementById("share-link")?.value.includes("#s=1.")`)
		l.screen("share-panel")
		l.accessible("the panel with the link")
		link := eval[string](l.tab, `document.getElementById("share-link").value`)
		l.keys(kb.Escape)
		l.wait("Escape closes it, and the focus is where it was", `!document.getElementById("share-panel") && document.activeElement.id === "share"`)

		l.enter("kubectl delete pod web-7")
		l.enter("echo my own work")
		l.opensLink(link, lesson)
	})
}

// opensLink opens a link in a tab that holds other work.
func (l *learner) opensLink(link, lesson string) {
	l.t.Helper()
	key := `localStorage.getItem("svclab:lesson:tour")`
	l.wait("the work is saved", key+`?.includes("my own work")`)
	own := eval[string](l.tab, key)
	l.open(link)
	l.wait("the shared moment is there", `document.getElementById("visit") && document.getElementById("pod-web-7")`)
	l.screen("share-visit")
	l.accessible("a shared moment")
	l.printed("pod/web-7 created")
	l.press(`document.getElementById("back-to-mine")`)
	l.wait("the own work is back", `!location.hash && !document.getElementById("visit") && document.getElementById("terminal")?.textContent.includes("my own work")`)
	if now := eval[string](l.tab, key); !strings.Contains(now, "my own work") || strings.Contains(own, "visit") {
		l.t.Error("the own work was overwritten")
	}

	l.open(link)
	l.press(`document.getElementById("try-from-here")`)
	l.wait("it goes on as the own work", `!document.getElementById("visit") && !location.hash`)
	l.enter("echo gone on")
	l.wait("it is saved", key+`?.includes("gone on")`)
	l.screen("share-tried")
	l.press(`document.getElementById("take-back")`)
	l.wait("the own work is back again", `document.getElementById("terminal")?.textContent.includes("my own work")`)
}

// deflated makes a link's fragment of a text.
func deflated(text string) string {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestCompression)
	w.Write([]byte(text))
	w.Close()
	return "#s=1." + base64.RawURLEncoding.EncodeToString(b.Bytes())
}

// TestHostileLinkJourney opens links that somebody has made in bad faith. Each
// leaves a page that works, with a message, and the learner's own work.
func TestHostileLinkJourney(t *testing.T) {
	t.Parallel()
	scene := func(lesson, history string) string {
		return deflated(`{"version":2,"lesson":"` + lesson + `","config":{"nodes":2,"seed":4},"history":[` + history + `],"shell":{},"opened":[0],"shared":true}`)
	}
	bombs := map[string]string{
		"no base64":          "#s=1.<script>alert(1)</script>",
		"nothing":            "#s=",
		"another version":    "#s=7.abc",
		"cut off":            scene("tour", `{"step":{}}`)[:40],
		"a deflate bomb":     deflated(strings.Repeat("0", 300<<20)),
		"no JSON":            deflated("hello"),
		"an unknown lesson":  scene("../../etc", ""),
		"too many nodes":     deflated(`{"version":2,"lesson":"tour","config":{"nodes":2147483647},"history":[],"shared":true}`),
		"centuries":          scene("tour", `{"tick":{"by":9000000000000000000}}`),
		"a million commands": scene("tour", strings.TrimSuffix(strings.Repeat(`{"step":{}},`, 150_000), ",")),
		"a huge count":       scene("tour", `{"connect":{"from":{"kind":"outside"},"to":{"ip":"192.168.1.2","port":1},"count":2147483648}}`),
		"an unknown verb":    scene("tour", `{"conjure":{}}`),
		"a failing command":  scene("tour", `{"delete":{"resource":"pods","name":"<img src=x onerror=alert(1)>"}}`),
	}
	site := served(t, builtSite(t, true))
	l := newLearner(t, chromium(t), "ko", 1280, 800)
	l.openTerminal(site.URL + "/ko/tour/")
	l.enter("echo my own work")
	l.wait("the work is saved", `localStorage.getItem("svclab:lesson:tour")?.includes("my own work")`)
	langs := []string{"ko", "en"}
	for name, fragment := range bombs {
		langs[0], langs[1] = langs[1], langs[0]
		l.open(site.URL + "/" + langs[0] + "/tour/?" + strings.ReplaceAll(name, " ", "-") + fragment)
		l.wait(name+": the page says so and has the own work",
			`document.querySelector(".notice[role=alert]")?.textContent.length > 30 && document.getElementById("terminal")?.textContent.includes("my own work") && !location.hash`)
		t.Logf("%s: %s", name, eval[string](l.tab, `document.querySelector(".notice span").textContent`))
	}
	l.enter("kubectl get nodes")
	l.screen("share-hostile")
	l.quiet()
}

// TestAShortLink makes a short link on a host that keeps some, below a path, and opens
// it as somebody else.
func TestAShortLink(t *testing.T) {
	t.Parallel()
	links, err := bolt.Open(filepath.Join(t.TempDir(), "links.db"), 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { links.Close() })
	site := httptest.NewServer(web.New(web.Config{Files: os.DirFS(builtSite(t, true)), Base: "/lab/", Shares: share.Handler(links, share.Limits{Rate: 0.01, Burst: 1})}))
	t.Cleanup(site.Close)
	browser := chromium(t)
	l := newLearner(t, browser, "ko", 360, 740)
	l.openTerminal(site.URL + "/lab/ko/tour/")
	l.enter("kubectl run web-7 --image=nginx")
	l.printed("pod/web-7 created")
	l.press(`document.getElementById("share")`)
	l.press(`document.getElementById("share-short")`)
	l.wait("there is a short link", `document.getElementById("share-short-link")?.value.startsWith("`+site.URL+`/lab/s/")`)
	l.screen("share-short")
	l.accessible("the panel with the short link")
	short := eval[string](l.tab, `document.getElementById("share-short-link").value`)
	l.press(`document.getElementById("share-lines")`)
	l.press(`document.getElementById("share-short")`)
	l.wait("that there were too many is told", `document.getElementById("share-short-what")?.textContent.includes("초 뒤에")`)

	other := newLearner(t, browser, "ko", 1280, 800)
	other.open(short)
	other.wait("the moment is shown at its own address", `location.pathname === "/lab/ko/tour/" && document.querySelector(".notice")?.textContent.includes("공유받은 장면")`)
	other.wait("with its Pod", `document.getElementById("diagram").textContent.includes("web-7")`)
	other.quiet()
}
