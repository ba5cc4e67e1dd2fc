//go:build journey || bench

package site

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"svclab/lessons/markdown"
	"svclab/site/web"
)

// patience is how long a learner waits for anything before it counts as broken.
const patience = 30 * time.Second

// asIs makes the journeys quick to try while the page is being changed: the
// program is neither cut in two nor made small.
var asIs = flag.Bool("asis", false, "serve the program as Go compiled it")

// builtSites holds the folders of the sites that are built, by whether quickly.
var (
	builtSites = map[bool]string{}
	building   sync.Mutex
)

// builtSite builds the whole site, once for all tests of a kind, and returns
// its folder. It is not to be changed.
func builtSite(t testing.TB, quick bool) string {
	t.Helper()
	building.Lock()
	defer building.Unlock()
	if out, ok := builtSites[quick]; ok {
		return out
	}
	folder, err := os.MkdirTemp("", "svclab-journeys-")
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(folder, "dist")
	if err := Build(Options{Out: out, Lessons: os.DirFS(courseWithTour(t, folder)), Build: "../build", Quick: quick, AsIs: *asIs}); err != nil {
		os.RemoveAll(folder)
		t.Fatal(err)
	}
	builtSites[quick] = out
	return out
}

// courseWithTour copies the course into a folder and puts a lesson before it that
// is not for learners: the journeys know each of its steps, so the course can be
// rewritten without them.
func courseWithTour(t testing.TB, folder string) string {
	t.Helper()
	course := filepath.Join(folder, "lessons")
	for _, from := range []string{"../lessons", "testdata/lessons"} {
		if err := os.CopyFS(course, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(course, markdown.CourseFile)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, after, found := strings.Cut(string(text), "order:\n")
	if !found {
		t.Fatalf("%s: no order of one lesson a line", file)
	}
	if err := os.WriteFile(file, []byte(before+"order:\n  - tour\n"+after), 0o644); err != nil {
		t.Fatal(err)
	}
	return course
}

// TestMain clears away the sites that the tests have built.
func TestMain(m *testing.M) {
	status := m.Run()
	for _, out := range builtSites {
		os.RemoveAll(filepath.Dir(out))
	}
	os.Exit(status)
}

// served serves a built site at a free port.
func served(t testing.TB, dist string) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(web.Handler(os.DirFS(dist)))
	t.Cleanup(s.Close)
	return s
}

// chromium starts a browser. It asks nobody but the tests' own server.
func chromium(t testing.TB) context.Context {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Fatal("no Chromium: .ci/setup installs it")
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck, chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-extensions", true), chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("force-color-profile", "srgb"), chromedp.Flag("hide-scrollbars", true))
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("starting %s: %v", path, err)
	}
	return ctx
}

// tab is one learner in front of one tab. Its methods end the test when the
// page does not do what they wait for.
type tab struct {
	t   testing.TB
	ctx context.Context

	mu       sync.Mutex
	messages []string // of the console: warnings, errors, violations
}

// newTab opens a tab of its own storage, as a private window has. Its browser knows
// no service workers: each tab would keep the whole site, beside what it is there for.
func newTab(t testing.TB, browser context.Context, width, height int) *tab {
	t.Helper()
	b := keepingTab(t, browser, width, height, chromedp.WithNewBrowserContext())
	b.before(`delete Navigator.prototype.serviceWorker`)
	return b
}

// keepingTab opens a tab whose browser keeps the site. Without options it shares the
// storage of the tab whose context is given.
func keepingTab(t testing.TB, browser context.Context, width, height int, options ...chromedp.ContextOption) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, options...)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // the tab lives as long as the context that opens it
		t.Fatalf("opening a tab: %v", err)
	}
	b := &tab{t: t, ctx: ctx}
	screen := []chromedp.EmulateViewportOption{}
	if width < 600 {
		screen = append(screen, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	b.do(chromedp.EmulateViewport(int64(width), int64(height), screen...))
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			b.mu.Lock()
			b.messages = append(b.messages, fmt.Sprintf("%s (%s:%d)", m, m.URL, m.Line))
			b.mu.Unlock()
		}
	}()
	return b
}

// before runs a script in the page before anything else does.
func (b *tab) before(script string) {
	b.t.Helper()
	b.do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return chromedp.Void{}, err
	})
}

// do carries out steps, each within the learner's patience.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	for i, step := range steps {
		ctx, cancel := context.WithTimeout(b.ctx, patience)
		err := chromedp.Do(ctx, step)
		cancel()
		if err != nil {
			b.shot("failed-" + strings.ReplaceAll(b.t.Name(), "/", "-"))
			b.t.Fatalf("step %d: %v\nconsole: %s", i+1, err, strings.Join(b.console(), "\n"))
		}
	}
}

// ask returns what an expression is in the page.
func ask[T any](b *tab, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// eval does as ask and ends the test at an error.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	v, err := ask[T](b, expression)
	if err != nil {
		b.t.Fatalf("%s: %v\nconsole: %s", expression, err, strings.Join(b.console(), "\n"))
	}
	return v
}

// wait waits until an expression holds in the page. One that cannot be worked
// out does not hold yet: the page may be on its way to another.
func (b *tab) wait(what, expression string) {
	b.t.Helper()
	var err error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var holds bool
		if holds, err = ask[bool](b, "!!("+expression+")"); holds {
			return
		}
	}
	b.shot("failed-" + strings.ReplaceAll(b.t.Name(), "/", "-"))
	b.t.Fatalf("waited in vain until %s (%v)\nconsole: %s\npage: %s", what, err, strings.Join(b.console(), "\n"), eval[string](b, "document.body.innerText"))
}

// open goes to a page and waits until it has been read in.
func (b *tab) open(url string) {
	b.t.Helper()
	b.do(chromedp.Navigate(url))
}

// terminal finds the line of the terminal, which is there when the cluster runs.
const terminal = `document.getElementById("line")`

// openTerminal opens a page that has a terminal, and waits for it.
func (b *tab) openTerminal(url string) {
	b.t.Helper()
	b.open(url)
	b.wait("the terminal is there", terminal)
}

// click clicks the middle of an element, wherever it stands by then.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

// keys presses keys where the focus is.
func (b *tab) keys(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// console returns what has been complained of.
func (b *tab) console() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.messages...)
}

// quiet fails the test when the console holds anything at all.
func (b *tab) quiet() {
	b.t.Helper()
	for _, m := range b.console() {
		b.t.Errorf("console: %s", m)
	}
}

// shot keeps a picture of the page in build/screens, for people to look at.
func (b *tab) shot(name string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = writeWhole(filepath.Join("..", "build", "screens", name+".png"), png)
	}
	if err != nil {
		b.t.Logf("screen %s: %v", name, err)
	}
}

// dark asks pages for their dark colours.
func (b *tab) dark() {
	b.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}},
		})
		return chromedp.Void{}, err
	})
}

// speaks sets the languages that the browser asks for.
func (b *tab) speaks(languages string) {
	b.t.Helper()
	b.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		agent, err := chromedp.Run(ctx, chromedp.Evaluate[string]("navigator.userAgent"))
		if err != nil {
			return chromedp.Void{}, err
		}
		_, err = chromedp.Call(ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{
			UserAgent: agent, AcceptLanguage: languages,
		})
		return chromedp.Void{}, err
	})
}

// quote writes s as JavaScript.
func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(b)
}
