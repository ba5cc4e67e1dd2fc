package shell

import (
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/linediff"
)

// diff compares two files line by line.
func diff(p *process) int {
	spec := optionSpec{letters: "uU:qsiwbBN", long: map[string]byte{"unified": 'u', "brief": 'q', "report-identical-files": 's', "ignore-case": 'i',
		"ignore-all-space": 'w', "new-file": 'N'}}
	opts, files, ok := spec.parse(p)
	if !ok {
		return 2
	}
	if len(files) != 2 {
		if len(files) < 2 {
			p.errorf("missing operand after '%s'", p.args[len(p.args)-1])
		} else {
			p.errorf("extra operand '%s'", files[2])
		}
		p.errorf("Try 'diff --help' for more information.")
		return 2
	}
	var texts [2][]string
	for i, name := range files {
		in, err := p.open(name)
		if err != nil && !opts.has('N') {
			p.errorf("%s: %s", name, reason(err))
			return 2
		}
		if err == nil {
			texts[i] = linediff.Lines(in.rest(p.thread))
		}
	}
	context := 3
	if n, ok := parseInt(opts.value('U')); opts.has('U') {
		if !ok || n < 0 || n > 1000 {
			p.usage("invalid context length '%s'", opts.value('U'))
			return 2
		}
		context = int(n)
	}
	edits := linediff.Edits(compared(texts[0], opts), compared(texts[1], opts))
	switch {
	case len(edits) == 0:
		if opts.has('s') {
			p.out("Files " + files[0] + " and " + files[1] + " are identical\n")
		}
		return 0
	case opts.has('q'):
		p.out("Files " + files[0] + " and " + files[1] + " differ\n")
	case opts.has('u') || opts.has('U'):
		when := formatTime(p.shell.Cluster.Now(), "%F %T.%N +0000")
		p.out("--- " + files[0] + "\t" + when + "\n+++ " + files[1] + "\t" + when + "\n")
		p.out(linediff.Unified(edits, texts[0], texts[1], context))
	default:
		for _, e := range edits {
			p.out(replaced(e, texts[0], texts[1]))
		}
	}
	return 1
}

// compared is what of lines is compared.
func compared(lines []string, opts options) []string {
	out := slices.Clone(lines)
	for i := range out {
		if opts.has('w') || opts.has('b') {
			out[i] = strings.Join(strings.Fields(out[i]), " ")
		}
		if opts.has('i') {
			out[i] = strings.ToLower(out[i])
		}
	}
	return out
}

// replaced writes an edit as diff does without options: 2,3c4.
func replaced(e linediff.Edit, a, b []string) string {
	span := func(from, to int) string {
		if to-from < 2 {
			return itoa(int64(max(from+1, to)) - truth(from == to))
		}
		return fmt.Sprintf("%d,%d", from+1, to)
	}
	verb, between := "c", "---\n"
	switch {
	case e.A == e.AEnd:
		verb, between = "a", ""
	case e.B == e.BEnd:
		verb, between = "d", ""
	}
	return span(e.A, e.AEnd) + verb + span(e.B, e.BEnd) + "\n" +
		linediff.Marked("< ", a[e.A:e.AEnd]) + between + linediff.Marked("> ", b[e.B:e.BEnd])
}
