//go:build hosts

package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"svclab/site/share"
	"svclab/site/web"
)

// TestHosts asks the same of svclab serve, of the Worker in workerd and of nginx, each
// at the root and below a path. What a host has no part in, such as short links under
// nginx, it refuses.
func TestHosts(t *testing.T) {
	for _, h := range hosts(t) {
		t.Run(h.name, func(t *testing.T) {
			h.headers(t)
			h.encodings(t)
			h.caching(t)
			h.ranges(t)
			h.paths(t)
			h.methods(t)
			h.hostile(t)
			h.sharing(t)
		})
	}
}

// asset is the program's path.
func asset(t *testing.T, pattern string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(builtFolder, "assets", pattern))
	if err != nil || len(found) != 1 {
		t.Fatalf("%s: %v, %v", pattern, found, err)
	}
	return "assets/" + filepath.Base(found[0])
}

// headers looks at what the table of headers says of each kind of path.
func (h host) headers(t *testing.T) {
	for _, below := range []string{"", "ko/", "en/nodeport/", "ko/nodeport/sheet/", "embed/ko/nodeport/", "nowhere", asset(t, "svclab.*.wasm"), asset(t, "style.*.css"), "sw.js", "icon-192.png", "ko/manifest.webmanifest", "sitemap.xml"} {
		got := h.ask(t, "GET", below, "")
		for _, want := range web.HeadersFor("/" + below) {
			if want[0] == "Cache-Control" {
				continue
			}
			if all := got.Header.Values(want[0]); len(all) != 1 || all[0] != want[1] {
				t.Errorf("/%s: %s is %q, want %q", below, want[0], all, want[1])
			}
		}
		if len(got.Header.Values("Set-Cookie")) > 0 {
			t.Errorf("/%s sets a cookie", below)
		}
	}
	for below, want := range map[string]string{
		"ko/": "text/html; charset=utf-8", asset(t, "svclab.*.wasm"): "application/wasm", "sw.js": "text/javascript; charset=utf-8",
		"ko/manifest.webmanifest": "application/manifest+json", "icon-192.png": "image/png", "favicon.svg": "image/svg+xml", "sitemap.xml": "application/xml; charset=utf-8",
	} {
		if got := h.ask(t, "GET", below, "").Header.Get("Content-Type"); got != want {
			t.Errorf("/%s is %s, want %s", below, got, want)
		}
	}
}

// encodings compares each coding with the file on the disk.
func (h host) encodings(t *testing.T) {
	wasm := asset(t, "svclab.*.wasm")
	for below, file := range map[string]string{"ko/nodeport/": "ko/nodeport/index.html", wasm: wasm} {
		want, err := os.ReadFile(filepath.Join(builtFolder, file))
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range []struct{ accept, coding string }{{"", ""}, {"identity", ""}, {"gzip", "gzip"}, {"br", "br"}, {"gzip, deflate, br, zstd", "br"}, {"br;q=0, gzip", "gzip"}, {"zstd", ""}} {
			got := h.ask(t, "GET", below, "", "Accept-Encoding", row.accept)
			var plain io.Reader = bytes.NewReader(got.body)
			switch row.coding {
			case "br":
				plain = brotli.NewReader(plain)
			case "gzip":
				if plain, err = gzip.NewReader(plain); err != nil {
					t.Errorf("/%s in gzip: %v", below, err)
					continue
				}
			}
			body, err := io.ReadAll(plain)
			if got.Header.Get("Content-Encoding") != row.coding || err != nil || !bytes.Equal(body, want) {
				t.Errorf("/%s, Accept-Encoding %q: coding %q, %d bytes, %d unpacked (%v), want %q and %d", below, row.accept, got.Header.Get("Content-Encoding"), len(got.body), len(body), err, row.coding, len(want))
			}
			if !strings.Contains(got.Header.Get("Vary"), "Accept-Encoding") {
				t.Errorf("/%s: a cache is not told that the answer varies", below)
			}
		}
	}
	for extension, magic := range map[string]string{".gz": "\x1f\x8b", ".br": ""} {
		got := h.ask(t, "GET", wasm+extension, "", "Accept-Encoding", "gzip, br")
		want, err := os.ReadFile(filepath.Join(builtFolder, wasm+extension))
		if got.StatusCode != 200 || got.Header.Get("Content-Encoding") != "" || err != nil || !bytes.Equal(got.body, want) || !strings.HasPrefix(string(got.body), magic) {
			t.Errorf("the twin %s: %d %v", extension, got.StatusCode, got.Header)
		}
	}
}

// caching looks at for how long what may be kept.
func (h host) caching(t *testing.T) {
	wasm := asset(t, "svclab.*.wasm")
	for below, want := range map[string]string{wasm: "public, max-age=31536000, immutable", "ko/": web.Revalidate, "sw.js": "no-cache", "nowhere": "no-cache", "assets/gone.js": "no-cache"} {
		if got := h.ask(t, "GET", below, "").Header.Get("Cache-Control"); got != want {
			t.Errorf("/%s: Cache-Control %q, want %q", below, got, want)
		}
	}
	for _, below := range []string{"ko/", wasm} {
		first := h.ask(t, "GET", below, "", "Accept-Encoding", "br")
		tag := first.Header.Get("ETag")
		again := h.ask(t, "GET", below, "", "Accept-Encoding", "br", "If-None-Match", tag)
		if tag == "" || again.StatusCode != http.StatusNotModified || len(again.body) > 0 {
			t.Errorf("/%s with its tag %q: %d, %d bytes", below, tag, again.StatusCode, len(again.body))
		}
		if other := h.ask(t, "GET", below, "", "If-None-Match", `"another"`); other.StatusCode != 200 {
			t.Errorf("/%s with another tag: %d", below, other.StatusCode)
		}
		head := h.ask(t, "HEAD", below, "", "Accept-Encoding", "br")
		if head.StatusCode != 200 || len(head.body) > 0 || head.Header.Get("ETag") != tag || head.Header.Get("Content-Encoding") != "br" {
			t.Errorf("HEAD /%s: %d %v", below, head.StatusCode, head.Header)
		}
	}
}

// ranges asks for parts.
func (h host) ranges(t *testing.T) {
	wasm := asset(t, "svclab.*.wasm")
	want, err := os.ReadFile(filepath.Join(builtFolder, wasm))
	if err != nil {
		t.Fatal(err)
	}
	part := h.ask(t, "GET", wasm, "", "Range", "bytes=4-9")
	if part.StatusCode != 206 || !bytes.Equal(part.body, want[4:10]) || !strings.HasPrefix(part.Header.Get("Content-Range"), "bytes 4-9/") {
		t.Errorf("a part: %d %q %v", part.StatusCode, part.body, part.Header)
	}
	if beyond := h.ask(t, "GET", wasm, "", "Range", "bytes=99999999-"); beyond.StatusCode != 416 {
		t.Errorf("beyond the end: %d", beyond.StatusCode)
	}
	if changed := h.ask(t, "GET", wasm, "", "Range", "bytes=4-9", "If-Range", `"another"`); changed.StatusCode != 200 || len(changed.body) != len(want) {
		t.Errorf("a part of what has changed: %d, %d bytes", changed.StatusCode, len(changed.body))
	}
}

// paths looks for the page at a path, or what leads to it.
func (h host) paths(t *testing.T) {
	for below, want := range map[string]int{"": 200, "ko/": 200, "en/nodeport/": 200, "nowhere": 404, "nowhere/": 404, "ko/nowhere/": 404, "assets/gone.js": 404, "assets/": 404} {
		got := h.ask(t, "GET", below, "")
		if want == 404 && strings.HasSuffix(below, "assets/") && got.StatusCode == 403 {
			continue // nginx says that it lists nothing
		}
		if got.StatusCode != want {
			t.Errorf("/%s: %d, want %d", below, got.StatusCode, want)
		}
		if want == 404 && !strings.Contains(string(got.body), "404") {
			t.Errorf("/%s is not the site's own page: %s", below, got.body)
		}
	}
	if slash, root := h.root[:len(h.root)-1], h.root; strings.HasSuffix(slash, "svclab") { // the address without its slash
		got := host{h.name, slash, h.shares, h.blind}.ask(t, "GET", "", "")
		if to, err := got.Request.URL.Parse(got.Header.Get("Location")); err != nil || to.String() != root {
			t.Errorf("%s: %d to %s (%v), want %s", slash, got.StatusCode, to, err, root)
		}
	}
	for below, want := range map[string]string{"ko": "ko/", "ko/nodeport?embed=terminal": "ko/nodeport/?embed=terminal", "ko/index.html": "ko/", "index.html?a=b": "?a=b"} {
		got := h.ask(t, "GET", below, "")
		to, err := got.Request.URL.Parse(got.Header.Get("Location"))
		if err != nil || got.StatusCode != 308 && got.StatusCode != 301 || to.String() != h.root+want {
			t.Errorf("/%s: %d to %s (%v), want %s", below, got.StatusCode, to, err, h.root+want)
		}
	}
}

// methods asks for what no page answers.
func (h host) methods(t *testing.T) {
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH"} {
		got := h.ask(t, method, "ko/", "a=b")
		if got.StatusCode != http.StatusMethodNotAllowed || !strings.Contains(got.Header.Get("Allow"), "GET") {
			t.Errorf("%s: %d, Allow %q", method, got.StatusCode, got.Header.Get("Allow"))
		}
	}
}

// hostile tries to get out of the site, and to be led elsewhere.
func (h host) hostile(t *testing.T) {
	at, err := url.Parse(h.root)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{
		"../../../../etc/passwd", "ko/../../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "ko/%2e%2e%2f%2e%2e%2fetc/passwd", `..\..\etc\passwd`, "ko/..%5c..%5cetc", "%00", "ko/%00.html",
		".git/config", "%2fetc/passwd", "assets/../../links.db",
	} {
		if status := h.raw(t, at.Path+path); status == 200 {
			t.Errorf("%s: %d", path, status)
		}
	}
	for _, path := range []string{"//evil.example/", "//evil.example/index.html", `/\evil.example/index.html`, "//evil.example/ko"} {
		request := &http.Request{Method: "GET", URL: &url.URL{Scheme: "http", Host: at.Host, Opaque: path}, Host: at.Host, Header: http.Header{}}
		response, err := client.Do(request)
		if err != nil {
			continue
		}
		response.Body.Close()
		if to := response.Header.Get("Location"); strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`) || strings.Contains(to, "//evil") && !strings.HasPrefix(to, "http://"+at.Host) {
			t.Errorf("%s leads to %s", path, to)
		}
	}
}

// sharing keeps short links where the host does.
func (h host) sharing(t *testing.T) {
	const link = "ko/nodeport/#s=1.AbC-_9"
	if !h.shares {
		if got := h.ask(t, "POST", "s", link); got.StatusCode != 404 && got.StatusCode != 405 {
			t.Errorf("a host of files answers a link with %d", got.StatusCode)
		}
		return
	}
	if got := h.ask(t, "OPTIONS", "s", ""); got.StatusCode != 204 || !strings.Contains(got.Header.Get("Allow"), "POST") {
		t.Errorf("OPTIONS: %d %q", got.StatusCode, got.Header.Get("Allow"))
	}
	kept := h.ask(t, "POST", "s", link)
	var told struct{ ID, Path string }
	if err := json.Unmarshal(kept.body, &told); err != nil || kept.StatusCode != 201 || told.ID != share.ID(link) {
		t.Fatalf("a link: %d %s (%v)", kept.StatusCode, kept.body, err)
	}
	there := http.StatusOK
	if h.blind {
		there = http.StatusCreated
	}
	if again := h.ask(t, "POST", "s", link); again.StatusCode != there || !bytes.Equal(again.body, kept.body) {
		t.Errorf("the same again: %d %s", again.StatusCode, again.body)
	}
	led := h.ask(t, "GET", told.Path, "")
	if to, err := led.Request.URL.Parse(led.Header.Get("Location")); err != nil || led.StatusCode != 302 || to.String() != h.root+link {
		t.Errorf("it leads to %s (%v)", to, err)
	}
	for _, row := range []struct {
		method, below, body string
		status              int
	}{
		{"POST", "s", "https://evil.example/", 422}, {"POST", "s", "", 422}, {"POST", "s", "ko/nodeport/#s=1.A\r\nX: y", 422},
		{"POST", "s", "ko/nodeport/#s=1." + strings.Repeat("A", share.MaxLink), 413},
		{"GET", "s", "", 405}, {"PUT", told.Path, link, 405}, {"GET", "s/AAAAAAAAAAAAAAAA", "", 404}, {"GET", "s/x", "", 404}, {"GET", "s/..%2f..%2fetc", "", 404},
	} {
		if got := h.ask(t, row.method, row.below, row.body); got.StatusCode != row.status {
			t.Errorf("%s /%s with %.40q: %d %s, want %d", row.method, row.below, row.body, got.StatusCode, got.body, row.status)
		}
	}
	if got := h.ask(t, "POST", "s", link, "Sec-Fetch-Site", "cross-site"); got.StatusCode != 403 {
		t.Errorf("another site's page: %d", got.StatusCode)
	}
	if got := h.ask(t, "GET", "healthz", ""); got.StatusCode != 200 || !strings.HasPrefix(string(got.body), "ok ") || got.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("healthz: %d %s", got.StatusCode, got.body)
	}
	page := h.ask(t, "GET", "ko/nodeport/", "")
	address, _, _ := strings.Cut(strings.TrimPrefix(page.Header.Get("Link"), "<"), ">")
	embedded, err := client.Get(address)
	if err != nil {
		t.Fatalf("oembed at %q: %v", address, err)
	}
	defer embedded.Body.Close()
	body, err := io.ReadAll(embedded.Body)
	if embedded.StatusCode != 200 || err != nil || !strings.Contains(string(body), h.root+"embed/ko/nodeport/") {
		t.Errorf("oembed: %d %s (%v)", embedded.StatusCode, body, err)
	}
	tooMany := 0
	for range 40 {
		if got := h.ask(t, "POST", "s", link); got.StatusCode == http.StatusTooManyRequests && got.Header.Get("Retry-After") != "" {
			tooMany++
		}
	}
	if tooMany == 0 {
		t.Error("40 links at once are not too many")
	}
}

// TestLinksOutliveTheWorker kills workerd and asks the next one.
func TestLinksOutliveTheWorker(t *testing.T) {
	site, links := builtSite(t), t.TempDir()
	const link = "en/sandbox/#s=1.kept"
	first := runWorkerd(t, site, links, "/")
	if got := (host{"workerd", first.address + "/", true, true}).ask(t, "POST", "s", link); got.StatusCode != 201 {
		t.Fatalf("%d %s", got.StatusCode, got.body)
	}
	first.kill()
	second := runWorkerd(t, site, links, "/")
	if got := (host{"workerd", second.address + "/", true, true}).ask(t, "GET", "s/"+share.ID(link), ""); got.StatusCode != 302 || got.Header.Get("Location") != "../"+link {
		t.Errorf("%d %v", got.StatusCode, got.Header)
	}
}

// TestTheClientsOwnCodings asks as Cloudflare does: for br and gzip in each request,
// with what the client takes beside it.
func TestTheClientsOwnCodings(t *testing.T) {
	h := host{"workerd", runWorkerd(t, builtSite(t), t.TempDir(), "/").address + "/", true, true}
	for takes, want := range map[string]string{"": "", "identity": "", "gzip": "gzip", "gzip, deflate, br": "br", "br;q=0, *": "gzip"} {
		got := h.ask(t, "GET", "ko/nodeport/", "", "Accept-Encoding", "br, gzip", "Edge", `{"clientAcceptEncoding":"`+takes+`"}`)
		if coding := got.Header.Get("Content-Encoding"); got.StatusCode != 200 || coding != want {
			t.Errorf("who takes %q gets %d in %q, want %q", takes, got.StatusCode, coding, want)
		}
	}
	if got := h.ask(t, "GET", "ko/nodeport/", "", "Accept-Encoding", "br", "Edge", `{"colo":"ICN"}`); got.Header.Get("Content-Encoding") != "br" {
		t.Errorf("where nothing is told beside it, the request counts: %v", got.Header)
	}
}
