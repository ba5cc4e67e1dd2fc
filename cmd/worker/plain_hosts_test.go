//go:build hosts

package main

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"svclab/site/web"
)

// runPython runs the plainest server, which hands out a folder: no codings, no headers,
// no short links. The site stands in a folder of it.
func runPython(t *testing.T, site string) host {
	t.Helper()
	address, folder := freePort(t), t.TempDir()
	if err := os.Symlink(site, filepath.Join(folder, "svclab")); err != nil {
		t.Fatal(err)
	}
	ip, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	start(t, exec.Command("python3", "-m", "http.server", port, "--bind", ip, "--directory", folder), "http://"+address)
	return host{name: "python", root: "http://" + address + "/svclab/"}
}

// What a page needs of a host that does nothing for it: folders that lead to their
// pages, a type that the browser compiles and runs, and twins whose bytes are left as
// they are, which the page unpacks by itself. Its policy stands in the page.
func TestAHostThatOnlyHandsOutFiles(t *testing.T) {
	h := runPython(t, builtSite(t))
	for below, media := range map[string]string{"": "text/html", "ko/": "text/html", "en/nodeport/": "text/html", asset(t, "svclab.*.wasm"): "application/wasm", asset(t, "style.*.css"): "text/css", "sw.js": "javascript"} {
		if got := h.ask(t, "GET", below, "", "Accept-Encoding", "br, gzip"); got.StatusCode != 200 || !strings.Contains(got.Header.Get("Content-Type"), media) || got.Header.Get("Content-Encoding") != "" {
			t.Errorf("/%s: %d %v, want %s", below, got.StatusCode, got.Header, media)
		}
	}
	for _, extension := range []string{".gz", ".br"} {
		twin := asset(t, "svclab.*.wasm") + extension
		want, err := os.ReadFile(filepath.Join(builtFolder, twin))
		if got := h.ask(t, "GET", twin, ""); err != nil || got.Header.Get("Content-Encoding") != "" || !bytes.Equal(got.body, want) {
			t.Errorf("/%s: %d bytes of %d (%v), %v", twin, len(got.body), len(want), err, got.Header)
		}
	}
	led := h.ask(t, "GET", "ko/nodeport?embed=terminal", "")
	if to, err := led.Request.URL.Parse(led.Header.Get("Location")); err != nil || led.StatusCode != 301 || to.String() != h.root+"ko/nodeport/?embed=terminal" {
		t.Errorf("a folder leads to %s (%v), %d", to, err, led.StatusCode)
	}
	if page := h.ask(t, "GET", "ko/nodeport/", ""); !bytes.Contains(page.body, []byte(`http-equiv="Content-Security-Policy"`)) || !bytes.Contains(page.body, []byte("'wasm-unsafe-eval'")) || !strings.Contains(web.Policy, "'wasm-unsafe-eval'") {
		t.Error("without headers the page has no policy")
	}
	for method, want := range map[string]int{"POST": 501, "OPTIONS": 501} { // by which the page knows that no short links are kept
		if got := h.ask(t, method, "s", "ko/nodeport/#s=1.A"); got.StatusCode != want {
			t.Errorf("%s of a link: %d, want %d", method, got.StatusCode, want)
		}
	}
}
