//go:build journey

package site

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestABlogMayFrameWhatIsBelowEmbed frames the lesson in a page of another
// origin: the path below embed/ is shown there, the usual one is refused.
func TestABlogMayFrameWhatIsBelowEmbed(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	blog := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><title>Blog</title><h1>A blog</h1><iframe src="%s%s" title="Service Lab" width="100%%" height="620"></iframe>`, site.URL, r.URL.Query().Get("page"))
	}))
	t.Cleanup(blog.Close)
	address := strings.Replace(blog.URL, "127.0.0.1", "localhost", 1)
	b := newTab(t, chromium(t), 1000, 740)
	b.open(address + "/?page=/en/tour/")
	refused := func() bool { return strings.Contains(strings.Join(b.console(), "\n"), "frame-ancestors") }
	b.wait("the blog is there", `document.querySelector("iframe")`)
	for i := 0; i < 100 && !refused(); i++ {
		b.wait("the page goes on", `new Promise(r => setTimeout(() => r(true), 50))`)
	}
	if !refused() {
		t.Errorf("the usual path was not refused: %s", b.console())
	}
	b.messages = nil
	b.open(address + "/?page=/embed/en/tour/")
	b.wait("the frame has loaded", `new Promise(r => { const f = document.querySelector("iframe"); f.addEventListener("load", () => r(true)); f.src = f.src })`)
	b.shot("embed-in-a-blog")
	b.quiet()
}

// TestEmbedded uses what a frame shows: nothing is saved, and the way out leads to
// the whole page.
func TestEmbedded(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	browser := chromium(t)
	for _, lang := range []string{"ko", "en"} {
		for _, width := range []int{760, 360} {
			t.Run(fmt.Sprintf("%s-%d", lang, width), func(t *testing.T) {
				b := newTab(t, browser, width, 620)
				b.open(site.URL + "/embed/" + lang + "/tour/")
				b.wait("the terminal is there", `document.getElementById("line")?.checkVisibility() && document.getElementById("diagram").checkVisibility()`)
				b.click("#line")
				b.keys("kubectl get nodes\r")
				b.wait("it answers", `document.getElementById("terminal").textContent.includes("node-3   Ready")`)
				b.shot(fmt.Sprintf("embed-%s-%d", lang, width))
				b.accessible("embedded")
				if kept := eval[int](b, `Object.keys(localStorage).filter(k => k.startsWith("svclab:lesson")).length`); kept != 0 {
					t.Errorf("%d lessons are saved from within a frame", kept)
				}
				if href := eval[string](b, `document.getElementById("embed-open").href`); href != site.URL+"/"+lang+"/tour/" {
					t.Errorf("the way out leads to %s", href)
				}
				b.click("#language")
				b.wait("the other language is there", `document.documentElement.lang !== `+quote(lang))
				b.open(site.URL + "/" + lang + "/tour/?embed=picture")
				b.wait("the picture is alone", `document.getElementById("diagram")?.checkVisibility() && !document.querySelector(".lower").checkVisibility() && document.getElementById("embed-open")`)
				b.shot(fmt.Sprintf("embed-picture-%s-%d", lang, width))
				b.quiet()
			})
		}
	}
}
