//go:build journey

package site

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/domsnapshot"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// runPlain serves a folder with the plainest server there is, below the path /svclab/.
func runPlain(t *testing.T, dist string) string {
	t.Helper()
	root := t.TempDir()
	if err := os.Symlink(dist, filepath.Join(root, "svclab")); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	host, port, _ := net.SplitHostPort(address)
	listener.Close()
	cmd := exec.Command("python3", "-m", "http.server", "--directory", root, "--bind", host, port)
	if err := cmd.Start(); err != nil {
		t.Fatalf("python3, which .ci/setup installs: %v", err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
	})
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if answer, err := http.Get("http://" + address + "/svclab/"); err == nil {
			answer.Body.Close()
			return "http://" + address + "/svclab/"
		}
	}
	t.Fatal("python3 -m http.server does not answer")
	return ""
}

// TestAPlainHost takes the site from Python's http.server, which compresses nothing and
// sends no headers, below a path: the program comes packed all the same.
func TestAPlainHost(t *testing.T) {
	t.Parallel()
	root := runPlain(t, builtSite(t, true))
	l := newLearner(t, chromium(t), "ko", 360, 740)
	l.openTerminal(root + "ko/tour/")
	l.enter("kubectl get svc kubernetes")
	l.printed("10.96.0.1")
	came := eval[map[string]float64](l.tab, `Object.fromEntries(performance.getEntriesByType("resource").filter(e => e.name.includes("/svclab.") && e.responseEnd).map(e => [e.name.replace(/.*\.wasm/, ".wasm"), e.encodedBodySize]))`)
	if came[".wasm.gz"]+came[".wasm.br"] < 500_000 { // how much of the plain file came before it was dropped depends on the network
		t.Errorf("of the program came %v bytes", came)
	}
	l.open(root + "ko/")
	l.wait("the map", `document.querySelector("ol.map")`)
	l.quiet()
}

// TestWithoutJavaScript reads the site in a browser that runs no scripts.
func TestWithoutJavaScript(t *testing.T) {
	t.Parallel()
	site := served(t, builtSite(t, true))
	for _, lang := range []string{"ko", "en"} {
		b := newTab(t, chromium(t), map[string]int{"ko": 360, "en": 1280}[lang], 800)
		b.do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
			_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
			return chromedp.Void{}, err
		})
		b.open(site.URL + "/" + lang + "/nodeport/")
		b.shot("noscript-" + lang)
		shown := b.laidOut()
		title := map[string]string{"ko": "NodePort: 클러스터 밖에서 Pod까지", "en": "NodePort: from outside the cluster to a Pod"}[lang]
		for what, text := range map[string]string{"the title": title, "the last step": map[string]string{"ko": "기억할 것", "en": "What to remember"}[lang], "what works with scripts": map[string]string{"ko": "자바스크립트를 켜 주세요", "en": "turn JavaScript on"}[lang]} {
			if !strings.Contains(shown, text) {
				t.Errorf("%s: %s is not to be read in\n%s", lang, what, shown)
			}
		}
		b.quiet()
	}
}

// laidOut is the text that the page shows, as the browser has laid it out.
func (b *tab) laidOut() string {
	b.t.Helper()
	var out strings.Builder
	b.do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		page, err := chromedp.Call(ctx, domsnapshot.CaptureSnapshot, domsnapshot.CaptureSnapshotParams{ComputedStyles: []string{}})
		if err != nil {
			return chromedp.Void{}, err
		}
		for _, document := range page.Documents {
			for _, index := range document.Layout.Text {
				if index >= 0 {
					out.WriteString(page.Strings[index] + " ")
				}
			}
		}
		return chromedp.Void{}, nil
	})
	return out.String()
}
