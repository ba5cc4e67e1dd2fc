package shell

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

var wcSpec = optionSpec{letters: "lwcm", long: map[string]byte{"lines": 'l', "words": 'w', "bytes": 'c', "chars": 'm'}}

// wc counts lines, words and bytes.
func wc(p *process, opts options, files []string) int {
	if len(opts) == 0 {
		opts = options{'l': {""}, 'w': {""}, 'c': {""}}
	}
	type row struct {
		name   string
		counts [4]int
	}
	var rows []row
	total := row{name: "total"}
	size := 0
	ok := p.each(files, "%s: %s", func(name string, in *input) {
		text := in.rest(p.thread)
		size += len(text)
		r := row{name, [4]int{strings.Count(text, "\n"), len(strings.Fields(text)), utf8.RuneCountInString(text), len(text)}}
		for i := range total.counts {
			total.counts[i] += r.counts[i]
		}
		rows = append(rows, r)
	})
	if len(files) > 1 {
		rows = append(rows, total)
	}
	width := wcWidth(opts, files, size, p.stdin().regular)
	for _, r := range rows {
		var columns []string
		for i, letter := range []byte("lwmc") {
			if opts.has(letter) {
				columns = append(columns, fmt.Sprintf("%*d", width, r.counts[i]))
			}
		}
		if len(files) > 0 {
			columns = append(columns, r.name)
		}
		p.out(strings.Join(columns, " ") + "\n")
	}
	return statusOf(ok)
}

// wcWidth is how wide GNU's wc makes its columns: one number alone is not
// padded, numbers from a pipe get 7, and files the width of their sizes' sum.
func wcWidth(opts options, files []string, size int, regular bool) int {
	switch {
	case len(opts) == 1 && len(files) <= 1:
		return 1
	case len(files) == 0 && !regular:
		return 7
	}
	for _, name := range files {
		if name == "-" {
			return 7
		}
	}
	return len(fmt.Sprint(size))
}
