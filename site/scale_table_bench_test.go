//go:build bench

package site

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	esbuild "github.com/evanw/esbuild/pkg/api"

	"svclab/wasm/bench"
)

// comparedRows are the rows of the table that the engines have figures for.
var comparedRows = []string{
	"size", "start", "boot", "boot.cpu", "answer", "answer.cpu", "answer.clock", "requests", "connections",
	"pods-100", "pods-100.cpu", "pods-100.clock", "pods-1000", "pods-1000.cpu", "pods-1000.clock", "pods-10000", "pods-10000.clock",
	"boot.live", "boot.process", "pods-1000.live", "pods-1000.process",
	"change-100", "change-100.slice", "change-1000", "change-1000.slice", "change-10000", "change-10000.slice",
	"change-150000", "change-150000.slice", "among-100", "among-1000", "among-10000",
	"full", "full.fork", "full.live", "full.taken", "full.process",
}

// sizesOf are the bytes of what each engine downloads, in brotli.
func sizesOf(t *testing.T, folder string) map[int]bench.Figure {
	t.Helper()
	brotli := func(files ...string) bench.Figure {
		size := 0
		for _, f := range files {
			body, err := os.ReadFile(filepath.Join(folder, f))
			if err != nil {
				t.Fatal(err)
			}
			if f == "svclab.js" {
				if body, err = minify(f, esbuild.LoaderJS, string(body)); err != nil {
					t.Fatal(err)
				}
			}
			packed, err := compressor{folder: "../build"}.packBrotli(body)
			if err != nil {
				t.Fatal(err)
			}
			size += len(packed)
		}
		return bench.Figure{Row: "size", Value: float64(size), Unit: "bytes"}
	}
	ours, theirs := brotli("bench.wasm", "svclab.js"), brotli("peer.js")
	return map[int]bench.Figure{2: ours, 4: theirs}
}

// columnsOf are the headings of the engines.
func columnsOf(engines []engine) []string {
	names := make([]string, len(engines))
	for i, e := range engines {
		names[i] = e.name + ", " + e.runs
	}
	return names
}

// comparison returns the lines of the table, the heading first.
func comparison(engines []engine, all figures, lang string) [][]string {
	lines := [][]string{append([]string{""}, columnsOf(engines)...)}
	for _, row := range comparedRows {
		line := []string{bench.Label(row, lang)}
		for i := range engines {
			cell := "—"
			if f, ok := all.at(row, i); ok {
				cell = f.Text()
			}
			line = append(line, cell)
		}
		lines = append(lines, line)
	}
	return lines
}

// at returns a figure. Ours never waits, so that all its time is the processor's; the
// peer's clock is that of the machine.
func (all figures) at(row string, engine int) (bench.Figure, bool) {
	if f, ok := all[row][engine]; ok {
		return f, true
	}
	if plain, ok := strings.CutSuffix(row, ".cpu"); ok && engine < 3 {
		f, ok := all[plain][engine]
		return f, ok
	}
	if plain, ok := strings.CutSuffix(row, ".clock"); ok && engine >= 3 {
		f, ok := all[plain][engine]
		if f.Unit == bench.Milliseconds {
			f.Value /= 1e3
		}
		f.Unit = bench.ClockSeconds
		return f, ok
	}
	return bench.Figure{}, false
}

// markdownTable writes rows, of which the first is the heading. Figures stand at the right.
func markdownTable(rows [][]string) string {
	widths := make([]int, len(rows[0]))
	for _, r := range rows {
		for i, cell := range r {
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	var b strings.Builder
	for n, r := range rows {
		for i, cell := range r {
			space := strings.Repeat(" ", widths[i]-len([]rune(cell)))
			if i == 0 {
				fmt.Fprintf(&b, "| %s%s ", cell, space)
			} else {
				fmt.Fprintf(&b, "| %s%s ", space, cell)
			}
		}
		b.WriteString("|\n")
		if n > 0 {
			continue
		}
		for i, w := range widths {
			if i == 0 {
				fmt.Fprintf(&b, "|%s", strings.Repeat("-", w+2))
			} else {
				fmt.Fprintf(&b, "|%s:", strings.Repeat("-", w+1))
			}
		}
		b.WriteString("|\n")
	}
	return b.String()
}
