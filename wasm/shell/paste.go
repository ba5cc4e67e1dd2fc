package shell

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// allLines reads an input to its end, line by line, without the newlines.
func (p *process) allLines(in *input) []string {
	var all []string
	for line, more := in.line(p.thread); more; line, more = in.line(p.thread) {
		all = append(all, strings.TrimSuffix(line, "\n"))
	}
	return all
}

// tac prints lines, the last first.
func tac(p *process) int {
	_, files, ok := optionSpec{}.parse(p)
	if !ok {
		return 1
	}
	return statusOf(p.each(files, "failed to open '%s' for reading: %s", func(_ string, in *input) {
		for _, line := range slices.Backward(p.allLines(in)) {
			p.out(line + "\n")
		}
	}))
}

// nl numbers lines, with -b a the empty ones too.
func nl(p *process) int {
	opts, files, ok := optionSpec{letters: "b:w:s:v:"}.parse(p)
	if !ok {
		return 1
	}
	width, separator, number := int64(6), "\t", int64(1)
	if opts.has('s') {
		separator = opts.value('s')
	}
	for i, into := range []*int64{&width, &number} {
		letter := "wv"[i]
		if n, ok := parseInt(opts.value(letter)); opts.has(letter) && (!ok || letter == 'w' && (n < 1 || n > 100)) {
			p.errorf("invalid number: ‘%s’", opts.value(letter))
			return 1
		} else if opts.has(letter) {
			*into = n
		}
	}
	return statusOf(p.each(files, "%s: %s", func(_ string, in *input) {
		for line, more := in.line(p.thread); more; line, more = in.line(p.thread) {
			if line == "\n" && opts.value('b') != "a" {
				p.out(strings.Repeat(" ", int(width)+len(separator)) + line)
				continue
			}
			p.out(fmt.Sprintf("%*d%s%s", width, number, separator, line))
			number++
		}
	}))
}

// paste joins lines: of several files side by side, or with -s of each file.
func paste(p *process) int {
	spec := optionSpec{letters: "sd:", long: map[string]byte{"serial": 's', "delimiters": 'd'}}
	opts, files, ok := spec.parse(p)
	if !ok {
		return 1
	}
	marks := []string{"\t"}
	if opts.has('d') {
		text, _ := escapes{}.read(opts.value('d'))
		if marks = strings.Split(text, ""); len(marks) == 0 {
			marks = []string{""}
		}
	}
	if len(files) == 0 {
		files = []string{"-"}
	}
	var columns [][]string
	dashes, from := 0, 0
	for _, name := range files {
		if name == "-" {
			dashes++
		}
	}
	var typed []string
	if dashes > 0 {
		typed = p.allLines(p.stdin())
	}
	for _, name := range files {
		if name == "-" && !opts.has('s') { // each takes every so manieth line
			var own []string
			for i := from; i < len(typed); i += dashes {
				own = append(own, typed[i])
			}
			from++
			columns = append(columns, own)
			continue
		}
		if name == "-" {
			columns = append(columns, typed)
			continue
		}
		in, err := p.open(name)
		if err != nil {
			p.errorf("%s: %s", name, reason(err))
			return 1
		}
		columns = append(columns, p.allLines(in))
	}
	if opts.has('s') {
		for _, column := range columns {
			p.out(joinMarked(column, marks) + "\n")
		}
		return 0
	}
	longest := 0
	for _, column := range columns {
		longest = max(longest, len(column))
	}
	for i := range longest {
		row := make([]string, len(columns))
		for c, column := range columns {
			if i < len(column) {
				row[c] = column[i]
			}
		}
		p.out(joinMarked(row, marks) + "\n")
	}
	return 0
}

func joinMarked(words []string, marks []string) string {
	var b strings.Builder
	for i, word := range words {
		if i > 0 {
			b.WriteString(marks[(i-1)%len(marks)])
		}
		b.WriteString(word)
	}
	return b.String()
}

// column lays lines out as a table with -t, else as ls does.
func column(p *process) int {
	spec := optionSpec{letters: "ts:o:", long: map[string]byte{"table": 't', "separator": 's', "output-separator": 'o'}}
	opts, files, ok := spec.parse(p)
	if !ok {
		return 1
	}
	var rows [][]string
	var names []string
	ok = p.each(files, "cannot open %s: %s", func(_ string, in *input) {
		for _, line := range p.allLines(in) {
			if strings.TrimSpace(line) == "" {
				continue
			}
			names = append(names, line)
			if opts.has('s') {
				rows = append(rows, strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(opts.value('s'), r) }))
			} else {
				rows = append(rows, strings.Fields(line))
			}
		}
	})
	if !opts.has('t') {
		p.out(columns(names, 80))
		return statusOf(ok)
	}
	gap := "  "
	if opts.has('o') {
		gap = opts.value('o')
	}
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			if i > 0 {
				line += gap
			}
			if line += cell; i < len(row)-1 {
				line += strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			}
		}
		p.out(line + "\n")
	}
	return statusOf(ok)
}

// pager is less and more: the terminal scrolls, so it prints all.
func pager(p *process) int {
	if len(p.args) > 1 && strings.HasPrefix(p.args[1], "-") {
		p.args = append(p.args[:1:1], p.args[2:]...)
	}
	return statusOf(p.each(p.args[1:], "%s: %s", func(_ string, in *input) {
		for line, more := in.line(p.thread); more; line, more = in.line(p.thread) {
			p.out(line)
		}
	}))
}
