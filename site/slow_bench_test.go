//go:build bench

package site

import (
	"context"
	"fmt"
	"io/fs"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"svclab/site/web"
)

// connections4G are the networks of a phone: how long a request waits for its answer,
// in milliseconds, and how many bytes a second come. Fast 4G is that of Chrome's
// developer tools.
var connections4G = []struct {
	name    string
	latency float64
	bytes   float64
}{
	{"slow 4G (400 ms, 400 kbit/s)", 400, 400_000 / 8},
	{"fast 4G (165 ms, 8.1 Mbit/s)", 165, 8_100_000 / 8},
}

// unmeasured is a site as it would be without our measures: the program in one piece as
// Go links it, compressed with gzip alone, and asked for by the loader only.
type unmeasured struct{ fs.FS }

func (u unmeasured) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".br") {
		return nil, fs.ErrNotExist
	}
	html, zipped := strings.CutSuffix(name, ".gz")
	if !strings.HasSuffix(html, ".html") {
		return u.FS.Open(name)
	}
	body, err := fs.ReadFile(u.FS, html)
	if err != nil {
		return nil, err
	}
	before, after, _ := strings.Cut(string(body), `<link rel="preload"`)
	_, after, _ = strings.Cut(after, ">")
	if body = []byte(before + after); zipped {
		if body, err = packGzip(body); err != nil {
			return nil, err
		}
	}
	return web.Memory(name, body), nil
}

// slowPhones measures a first visit on a processor that is four times slower, over each
// network, of the site as it is and without our measures. Each is one visit: the
// network is made up, and does not vary.
func slowPhones(t *testing.T, dist string) []row {
	t.Helper()
	plain := t.TempDir() + "/dist"
	if err := Build(Options{Out: plain, Lessons: os.DirFS(courseWithTour(t, t.TempDir())), Build: "../build", AsIs: true, Quick: true}); err != nil {
		t.Fatal(err)
	}
	var rows []row
	for _, n := range connections4G {
		for _, s := range []struct {
			name  string
			files fs.FS
		}{{"this site", os.DirFS(dist)}, {"without our measures", unmeasured{os.DirFS(plain)}}} {
			server := httptest.NewServer(web.Handler(s.files))
			b := newTab(t, chromium(t), 360, 740)
			b.slow(n.latency, n.bytes)
			b.open(server.URL + "/ko/tour/")
			b.answers()
			figure := func(what, expression string) {
				rows = append(rows, row{fmt.Sprintf("%s, %s: %s", n.name, s.name, what), fmt.Sprintf("%.1f s", eval[float64](b, expression)/1000), "one visit, CPU slowed 4x"})
			}
			figure("readable (first contentful paint)", `performance.getEntriesByName("first-contentful-paint")[0].startTime`)
			figure("interactive (a line can be typed)", `window.svclabReady`)
			figure("first kubectl answer", `window.svclabAnswer`)
			rows = append(rows, row{fmt.Sprintf("%s, %s: bytes until then", n.name, s.name), grouped(int64(eval[float64](b,
				`[...performance.getEntriesByType("resource"), performance.getEntriesByType("navigation")[0]].filter(e => e.responseEnd && e.responseEnd <= window.svclabAnswer).reduce((n, e) => n + e.encodedBodySize, 0)`))) + " B", "as the browser counts them"})
			server.Close()
		}
	}
	return rows
}

// slow makes the tab's processor and network slow.
func (b *tab) slow(latency, bytes float64) {
	b.t.Helper()
	b.do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
			return chromedp.Void{}, err
		}
		rule := &network.Conditions{Latency: latency, DownloadThroughput: bytes, UploadThroughput: bytes}
		if _, err := chromedp.Call(ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{rule}}); err != nil {
			return chromedp.Void{}, err
		}
		if _, err := chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4}); err != nil {
			return chromedp.Void{}, err
		}
		_, err := chromedp.Call(ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: typist})
		return chromedp.Void{}, err
	})
}

// answers waits until kubectl has answered, however long that takes.
func (b *tab) answers() {
	b.t.Helper()
	for end := time.Now().Add(5 * time.Minute); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if done, err := ask[bool](b, "Boolean(window.svclabAnswer)"); err == nil && done {
			return
		}
	}
	b.t.Fatal("kubectl has not answered in five minutes")
}

// TestSlowPhones measures slow phones alone.
func TestSlowPhones(t *testing.T) {
	for _, r := range slowPhones(t, builtSite(t, false)) {
		fmt.Printf("%-80s %14s  %s\n", r[0], r[1], r[2])
	}
}
