//go:build bench

package site

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestBench measures everything in this run, prints one table, and writes it down with
// what it was measured on. It asserts only that there is something to print: a figure is
// not a test.
func TestBench(t *testing.T) {
	engines, folder := enginesOf(t)
	all := compare(t, engines, folder)
	dist := builtSite(t, false)
	rows := firstLoad(t, dist)
	rows = append(rows, pageSizes(t, dist)...)
	rows = append(rows, connections(t)...)
	rows = append(rows, coldStart(t, dist)...)
	rows = append(rows, frames(t, dist)...)
	rows = append(rows, biggest(t, dist)...)
	rows = append(rows, shares(t, dist)...)
	rows = append(rows, slowPhones(t, dist)...)
	lines := [][]string{{"", "", ""}}
	for _, r := range rows {
		lines = append(lines, r[:])
	}
	if len(rows) < 8 || len(all["requests"]) != len(engines) || len(all["pods-1000"]) != len(engines) {
		t.Fatalf("only %d figures; requests %v, Pods %v", len(rows), all["requests"], all["pods-1000"])
	}
	for lang, file := range map[string]string{"en": "figures.en.md", "ko": "figures.ko.md"} {
		keep(t, file, []byte(figuresPage(t, lang, comparison(engines, all, lang), lines)))
	}
	fmt.Print("\n" + markdownTable(comparison(engines, all, "en")) + "\n" + markdownTable(lines))
}

// row is a figure: what it is, how much, and the budget or a remark.
type row [3]string

// heaviest returns the page below a folder that weighs most.
func heaviest(t *testing.T, folder string) string {
	t.Helper()
	pages, err := filepath.Glob(filepath.Join(folder, "*", "index.html"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages in %s: %v", folder, err)
	}
	return slices.MaxFunc(pages, func(a, b string) int {
		sizeA, _ := packed(t, folder, a)
		sizeB, _ := packed(t, folder, b)
		return cmp.Compare(sizeA, sizeB)
	})
}

// firstLoad sums up what a browser fetches for one lesson page until the lesson
// works, and beside it what it fetches once the page has been drawn.
func firstLoad(t *testing.T, dist string) []row {
	t.Helper()
	lesson := heaviest(t, filepath.Join(dist, "ko"))
	body, err := os.ReadFile(lesson)
	if err != nil {
		t.Fatal(err)
	}
	files := []string{lesson}
	for _, m := range regexp.MustCompile(`(?:href|src)="\.\./\.\./((?:assets/|favicon)[^"]*)"`).FindAllStringSubmatch(string(body), -1) {
		files = append(files, filepath.Join(dist, m[1]))
	}
	var rows []row
	total := int64(0)
	for _, f := range files {
		size, name := packed(t, dist, f)
		rows = append(rows, row{"first load: " + name, grouped(size) + " B", "brotli"})
		total += size
	}
	rows = append(rows, row{"first load of the heaviest page: all of it", grouped(total) + " B", "goal 1,200,000, limit 1,500,000"})
	first := total
	for _, m := range regexp.MustCompile(`data-(?:rest|editor)="\.\./\.\./([^"]*)"`).FindAllStringSubmatch(string(body), -1) {
		size, name := packed(t, dist, filepath.Join(dist, m[1]))
		rows = append(rows, row{"after the first paint: " + name, grouped(size) + " B", "brotli"})
		total += size
	}
	if total > first {
		rows = append(rows, row{"all of it", grouped(total) + " B", ""})
	}
	return rows
}

// packed returns how large a file is to download, and its name.
func packed(t *testing.T, dist, file string) (int64, string) {
	t.Helper()
	info, err := os.Stat(file + ".br")
	if err != nil {
		if info, err = os.Stat(file); err != nil {
			t.Fatal(err)
		}
	}
	name, _ := filepath.Rel(dist, file)
	return info.Size(), name
}

// connections runs the benchmarks of wasm/cluster natively and under Node: each
// mode and scheduler of kube-proxy, among 1, 100 and 10,000 endpoints, and what
// has to be written when a Pod changes.
func connections(t *testing.T) []row {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	node := "-exec=" + filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "go_js_wasm_exec")
	args := []string{"test", "-run=^$", "-bench=Connections|Traces|PodChange", "-benchtime=1s", "-count=1"}
	line := regexp.MustCompile(`(?m)^Benchmark(\S*?)(?:-\d+)?\s+\d+\s+[0-9.]+ ns/op\s+([0-9.e+]+) (\S+)$`)
	var rows []row
	for _, way := range []struct {
		name    string
		args    []string
		env     []string
		budgets map[string]string // by unit
	}{
		{"native", append(slices.Clone(args), "svclab/wasm/cluster"), os.Environ(), map[string]string{"connections/s": "budget 5,000,000", "traces/s": "budget 200,000"}},
		{"wasm in Node", append(slices.Clone(args), node, "svclab/wasm/cluster"), smallEnvironment(), map[string]string{"connections/s": "budget 2,000,000"}},
	} {
		cmd := exec.Command("go", way.args...)
		cmd.Env = way.env
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", cmd, err, out)
		}
		for _, m := range line.FindAllStringSubmatch(string(out), -1) {
			figure, err := strconv.ParseFloat(m[2], 64)
			if err != nil || figure == 0 {
				t.Fatalf("%s: %q", way.name, m[0])
			}
			rows = append(rows, row{way.name + ": " + m[1], grouped(int64(math.Round(figure))) + " " + m[3], way.budgets[m[3]]})
		}
	}
	return rows
}

// smallEnvironment is what go needs to test as wasm: wasm_exec refuses much more.
func smallEnvironment() []string {
	env := []string{"GOOS=js", "GOARCH=wasm"}
	for _, name := range []string{"PATH", "HOME", "GOCACHE", "GOMODCACHE", "GOPROXY", "GOFLAGS", "GOSUMDB"} {
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return env
}

// typist runs in the page before anything else. It types a command as soon as
// there is a line to type it on, and notes when the page showed the first node
// and when it showed the lesson.
const typist = `(() => {
	let typed = false;
	const look = () => {
		if (!window.svclabRead && document.querySelector("#prose h2")) window.svclabRead = performance.now();
		const line = document.getElementById("line");
		if (line && !typed) {
			typed = true;
			window.svclabReady = performance.now();
			line.value = "kubectl get nodes";
			line.dispatchEvent(new Event("input", {bubbles: true}));
			line.form.requestSubmit();
		}
		if (typed && document.getElementById("terminal")?.textContent.includes("node-1")) window.svclabAnswer = performance.now();
		else requestAnimationFrame(look);
	};
	requestAnimationFrame(look);
})()`

// coldStart measures from the start of the navigation to the first answer of
// kubectl on the page, each time in a new profile with an empty cache.
func coldStart(t *testing.T, dist string) []row {
	t.Helper()
	site := served(t, dist)
	var read, answers []float64
	for range 5 {
		b := newTab(t, chromium(t), 1280, 800)
		b.do(func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
			_, err := chromedp.Call(ctx, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: typist})
			return chromedp.Void{}, err
		})
		b.open(site.URL + "/ko/tour/")
		b.wait("kubectl has answered", `window.svclabAnswer`)
		read = append(read, eval[float64](b, "window.svclabRead"))
		answers = append(answers, eval[float64](b, "window.svclabAnswer"))
		b.quiet()
	}
	ms := func(all []float64) row {
		slices.Sort(all)
		return row{"", fmt.Sprintf("%.0f ms", all[len(all)/2]), fmt.Sprintf("median of %d, %.0f to %.0f", len(all), all[0], all[len(all)-1])}
	}
	a, b := ms(read), ms(answers)
	a[0], b[0] = "cold start: lesson readable", "cold start: first kubectl answer"
	return []row{a, b}
}

// grouped writes n with commas between thousands.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
