package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
	"unicode"

	"svclab/wasm/bench"
)

const benchUsage = `[--json] [--only NAME,...] [--scale small|full|huge] [--lang LANG]

Measures a cluster on this machine: how long it takes to switch on, to start Pods and to
replace one, how many requests it answers in a second, and what that takes in memory.
--scale full adds a cluster of 5,000 nodes, 150,000 Pods and 10,000 Services, which takes
half a minute and 1.5 GB; huge adds 10,000 Pods that start one by one. Every figure is of
work that was looked at and found done; when something was not, the exit status is 1.`

// benchCommand prints a table of figures.
func benchCommand(args []string, stdout, stderr io.Writer) int {
	set := flags("bench", benchUsage, stderr)
	asJSON := set.Bool("json", false, "print the figures as JSON")
	only := set.String("only", "", "measure only these, such as boot,full")
	scale := set.String("scale", string(bench.Small), "how large a cluster may be: small, full or huge")
	lang := set.String("lang", languageOf(os.Getenv("LANG")), "the language of the table: en or ko")
	if status, ok := parse(set, args); !ok {
		return status
	}
	names := bench.Names(bench.Scale(*scale))
	problem := ""
	switch {
	case !slices.Contains(bench.Scales, bench.Scale(*scale)):
		problem = fmt.Sprintf("--scale %q: want small, full or huge", *scale)
	case *lang != "en" && *lang != "ko":
		problem = fmt.Sprintf("--lang %q: want en or ko", *lang)
	case *only != "":
		names = strings.Split(*only, ",")
		for _, name := range names {
			if all := bench.Names(bench.Huge); !slices.Contains(all, name) {
				problem = fmt.Sprintf("--only %q: want one of %s", name, strings.Join(all, ", "))
			}
		}
	}
	if problem != "" {
		fmt.Fprintln(stderr, "svclab bench: "+problem)
		return 2
	}
	return measure(names, *lang, *asJSON, stdout, stderr)
}

// measure carries out Measurements and prints each Figure as it comes, or all as JSON.
func measure(names []string, lang string, asJSON bool, stdout, stderr io.Writer) int {
	start := time.Now()
	host := bench.Host{Now: func() int64 { return int64(time.Since(start)) }, Memory: bench.Memory, Long: int64(time.Second)}
	const width = 64
	var all []bench.Figure
	for _, name := range names {
		figures, err := bench.Run(host, name)
		if err != nil {
			fmt.Fprintln(stderr, "svclab bench:", err)
			return 1
		}
		all = append(all, figures...)
		for _, f := range figures {
			if !asJSON {
				label := bench.Label(f.Row, lang)
				fmt.Fprintf(stdout, "%s%s  %16s\n", label, strings.Repeat(" ", width-columns(label)), f.Text())
			}
		}
	}
	if asJSON {
		text, err := json.MarshalIndent(struct {
			Go      string         `json:"go"`
			OS      string         `json:"os"`
			Arch    string         `json:"arch"`
			Cores   int            `json:"cores"`
			Figures []bench.Figure `json:"figures"`
		}{runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), all}, "", "\t")
		if err != nil {
			fmt.Fprintln(stderr, "svclab bench:", err)
			return 1
		}
		fmt.Fprintln(stdout, string(text))
	}
	return 0
}

// columns is how wide a terminal shows a text: a Hangul syllable takes two columns.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n++
		if unicode.Is(unicode.Hangul, r) {
			n++
		}
	}
	return n
}
