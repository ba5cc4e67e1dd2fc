//go:build bench

package site

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	esbuild "github.com/evanw/esbuild/pkg/api"

	"svclab/site/slim"
	"svclab/wasm/bench"
)

// peer is what others have made for the same purpose, measured beside this project.
const peer = "webernetes"

// peerMeasurements are what the peer can do.
var peerMeasurements = []string{"start", "boot", "answer", "requests", "pods-100", "pods-1000"}

// engine is something that measures itself, and a column of the table.
type engine struct {
	name, runs string // who it is, and on what
	names      []string
	measure    func(t *testing.T, name string) []bench.Figure
}

// figures are what the engines have measured, by row and by the engine's place.
type figures map[string]map[int]bench.Figure

// TestScale measures only how this project and its peer do the same work.
func TestScale(t *testing.T) {
	engines, folder := enginesOf(t)
	all := compare(t, engines, folder)
	fmt.Print("\n" + markdownTable(comparison(engines, all, "en")))
	if *dist == "" {
		return
	}
	sizes := [][]string{{"", "", ""}}
	for _, r := range append(firstLoad(t, *dist), pageSizes(t, *dist)...) {
		sizes = append(sizes, r[:])
	}
	for lang, file := range map[string]string{"en": "figures.en.md", "ko": "figures.ko.md"} {
		keep(t, file, []byte(figuresPage(t, lang, comparison(engines, all, lang), sizes)))
	}
}

// With -dist TestScale writes the figures with no more besides the comparison than the
// sizes of a site that is built there, in a few minutes less than TestBench.
var dist = flag.String("dist", "", "a built site, whose sizes stand beside the comparison")

// enginesOf builds them all.
func enginesOf(t *testing.T) (engines []engine, folder string) {
	t.Helper()
	folder = t.TempDir()
	native := filepath.Join(folder, "svclab")
	output(t, exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", native, "svclab/cmd/svclab"))
	ours := benchProgram(t, folder)
	theirs := peerBundles(t, folder)
	inBrowser := append([]string{"start"}, bench.Names(bench.Full)...)
	page := pageOf(t, folder)
	return []engine{
		{"svclab", "native", bench.Names(bench.Huge), func(t *testing.T, name string) []bench.Figure {
			return measuredBy(t, name, exec.Command(native, "bench", "--json", "--only", name))
		}},
		{"svclab", "wasm in Node", inBrowser, func(t *testing.T, name string) []bench.Figure {
			return measuredBy(t, name, exec.Command("node", ours.node, ours.program, strconv.Itoa(ours.functions), name))
		}},
		{"svclab", "wasm in Chromium", inBrowser, func(t *testing.T, name string) []bench.Figure {
			return oursInChromium(t, page, ours.functions, name)
		}},
		{peer, "Node", peerMeasurements, func(t *testing.T, name string) []bench.Figure {
			return measuredBy(t, name, exec.Command("node", "--expose-gc", theirs.node, name))
		}},
		{peer, "Chromium", peerMeasurements, func(t *testing.T, name string) []bench.Figure {
			return peerInChromium(t, page, name)
		}},
	}, folder
}

// compare has each engine measure itself, one after the other, each time in a process
// or a page of its own. Each is a test of its own, so that -run can choose.
func compare(t *testing.T, engines []engine, folder string) figures {
	t.Helper()
	all := figures{"size": sizesOf(t, folder)}
	for i, e := range engines {
		for _, name := range e.names {
			t.Run(strings.Join([]string{e.name, e.runs, name}, " "), func(t *testing.T) {
				for _, f := range e.measure(t, name) {
					if all[f.Row] == nil {
						all[f.Row] = map[int]bench.Figure{}
					}
					all[f.Row][i] = f
					t.Log(bench.Label(f.Row, "en"), f.Text())
				}
			})
		}
	}
	return all
}

// measuredBy runs a program that prints figures as JSON, and adds how large its process
// was.
func measuredBy(t *testing.T, name string, cmd *exec.Cmd) []bench.Figure {
	t.Helper()
	var out, complaints strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	size := watchSize(cmd.Process.Pid)
	err := cmd.Wait()
	var got struct {
		Figures []bench.Figure
		Error   string
	}
	if err == nil {
		err = json.Unmarshal([]byte(out.String()), &got)
	}
	if err != nil || got.Error != "" || len(got.Figures) == 0 {
		t.Fatalf("%s: %v %s\n%s%s", cmd, err, got.Error, &out, &complaints)
	}
	if most := <-size; most > 0 && name != "start" {
		got.Figures = append(got.Figures, bench.Figure{Row: name + ".process", Value: most, Unit: bench.Bytes})
	}
	return got.Figures
}

// watchSize tells, when a process has ended, how many bytes of memory it had at most, as
// Linux counts them, 0 where nobody does. What wait tells will not do: it counts the
// process that has started it, too.
func watchSize(pid int) <-chan float64 {
	most := make(chan float64, 1)
	go func() {
		last := 0.0
		for {
			status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
			m := peakSize.FindSubmatch(status)
			if err != nil || m == nil { // it has ended
				most <- last
				return
			}
			kilobytes, _ := strconv.ParseFloat(string(m[1]), 64)
			last = kilobytes * 1024
			time.Sleep(10 * time.Millisecond)
		}
	}()
	return most
}

var peakSize = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

func output(t *testing.T, cmd *exec.Cmd) []byte {
	t.Helper()
	var complaints strings.Builder
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", cmd, err, out, complaints.String())
	}
	return out
}

// runnable is a program, and what runs it in Node.
type runnable struct {
	node, program string
	functions     int
}

// benchProgram compiles wasm/bench/program and makes it small as the page's program is.
func benchProgram(t *testing.T, folder string) runnable {
	t.Helper()
	b := runnable{node: filepath.Join(folder, "node.cjs"), program: filepath.Join(folder, "bench.wasm")}
	compiled, err := Options{Build: folder}.compiledAs("bench.wasm", "svclab/wasm/bench/program", "")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := slim.Split(compiled, func(string) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	b.functions = whole.Functions
	runtime, err := wasmExec()
	if err != nil {
		t.Fatal(err)
	}
	script := strings.Join([]string{runtime, slim.Runtime, text(t, "testdata/bench/run.js")}, "\n")
	keep(t, b.program, whole.First)
	keep(t, filepath.Join(folder, "svclab.js"), []byte(script))
	keep(t, b.node, []byte(script+"\n"+text(t, "testdata/bench/node.js")))
	return b
}

// peerBundles bundles the peer for Node, and for a page, where it is minified.
func peerBundles(t *testing.T, folder string) runnable {
	t.Helper()
	const source = "testdata/webernetes"
	output(t, exec.Command("npm", "ci", "--prefix", source, "--no-audit", "--no-fund"))
	b := runnable{node: filepath.Join(folder, "peer.mjs"), program: filepath.Join(folder, "peer.js")}
	for entry, out := range map[string]string{"node.js": b.node, "chromium.js": b.program} {
		result := esbuild.Build(esbuild.BuildOptions{
			EntryPoints: []string{filepath.Join(source, entry)}, Outfile: out, Bundle: true, Write: true,
			Format: esbuild.FormatESModule, Target: esbuild.ES2022, MainFields: []string{"browser", "module", "main"},
			MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, LegalComments: esbuild.LegalCommentsNone,
		})
		if len(result.Errors) > 0 {
			t.Fatalf("bundling %s: %s", entry, result.Errors[0].Text)
		}
	}
	return b
}

func text(t *testing.T, file string) string {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func keep(t *testing.T, file string, body []byte) {
	t.Helper()
	if err := os.WriteFile(file, body, 0o666); err != nil {
		t.Fatal(err)
	}
}
