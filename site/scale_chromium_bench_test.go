//go:build bench

package site

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"svclab/wasm/bench"
)

// longestWork is how long anything that is measured in a page may take.
const longestWork = 10 * time.Minute

// pageOf serves an otherwise empty page beside what it runs. It stands alone in its
// process, without which a page is not told how large it is.
func pageOf(t *testing.T, folder string) *httptest.Server {
	t.Helper()
	files := http.FileServer(http.Dir(folder))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
		w.Header().Set("Cross-Origin-Embedder-Policy", "require-corp")
		if r.URL.Path == "/" {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<!doctype html><title>bench</title><link rel="icon" href="data:,">`)
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server
}

// emptyPage opens the page in a browser of its own. The browser ends with t.
func emptyPage(t *testing.T, page *httptest.Server) *tab {
	t.Helper()
	b := newTab(t, chromium(t), 800, 600)
	b.open(page.URL + "/")
	return b
}

// patiently evaluates what may take long.
func patiently[T any](b *tab, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, longestWork)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v\nconsole: %v", expression, err, b.console())
	}
	return v
}

// sized are the measurements after which a page says how large it is, which can take it
// half a minute.
var sized = []string{"boot", "pods-1000", "full"}

// withSize adds how large the page is. Chromium counts no memory of WebAssembly.
func withSize(b *tab, name string, figures []bench.Figure) []bench.Figure {
	b.t.Helper()
	if !slices.Contains(sized, name) {
		return figures
	}
	size := patiently[float64](b, `performance.measureUserAgentSpecificMemory().then((m) => m.bytes + (globalThis.svclabKept?.exports.mem.buffer.byteLength ?? 0))`)
	return append(figures, bench.Figure{Row: name + ".process", Value: size, Unit: bench.Bytes})
}

const loadScript = `new Promise((done, fail) => document.head.append(Object.assign(document.createElement("script"), {src: "svclab.js", onload: () => done(true), onerror: fail})))`

func oursInChromium(t *testing.T, page *httptest.Server, functions int, name string) []bench.Figure {
	t.Helper()
	b := emptyPage(t, page)
	patiently[bool](b, loadScript)
	got := patiently[struct {
		Figures []bench.Figure
		Error   string
	}](b, fmt.Sprintf(`svclabRun((imports) => WebAssembly.instantiateStreaming(fetch("bench.wasm"), imports), %d, %q)`, functions, name))
	if got.Error != "" || len(got.Figures) == 0 {
		t.Fatalf("%s: %s", name, got.Error)
	}
	return withSize(b, name, got.Figures)
}

func peerInChromium(t *testing.T, page *httptest.Server, name string) []bench.Figure {
	t.Helper()
	b := emptyPage(t, page)
	start := patiently[float64](b, `(async () => { const began = performance.now(); await import("./peer.js"); return performance.now() - began })()`)
	if name == "start" {
		return []bench.Figure{{Row: name, Value: start, Unit: bench.Milliseconds}}
	}
	patiently[bool](b, fmt.Sprintf(`peer.prepare(%q).then(() => true)`, name))
	before := pageSeconds(b, "TaskDuration")
	got := patiently[bench.Figure](b, `peer.measure()`)
	worked := bench.Figure{Row: name + ".cpu", Value: pageSeconds(b, "TaskDuration") - before, Unit: bench.Seconds}
	if got.Unit == bench.Milliseconds {
		worked.Value, worked.Unit = worked.Value*1e3, got.Unit
	}
	got.Row = name
	return withSize(b, name, []bench.Figure{got, worked})
}
