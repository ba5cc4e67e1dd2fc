package shell

import (
	"fmt"
	"strings"
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
			for line := range strings.Lines(in.rest(p.thread)) {
				texts[i] = append(texts[i], line)
			}
		}
	}
	same := func(a, b string) bool {
		if opts.has('w') || opts.has('b') {
			a, b = strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " ")
		}
		return a == b || opts.has('i') && strings.EqualFold(a, b)
	}
	context := 3
	if n, ok := parseInt(opts.value('U')); opts.has('U') {
		if !ok || n < 0 || n > 1000 {
			p.usage("invalid context length '%s'", opts.value('U'))
			return 2
		}
		context = int(n)
	}
	edits, ok := compareLines(p.thread, texts[0], texts[1], same)
	switch {
	case !ok:
		p.errorf("memory exhausted")
		return 2
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
		p.unified(edits, texts[0], texts[1], context)
	default:
		for _, e := range edits {
			e.print(p, texts[0], texts[1])
		}
	}
	return 1
}

// edit replaces lines from a to aEnd of the one text, counted from 0, by lines
// from b to bEnd of the other.
type edit struct{ a, aEnd, b, bEnd int }

// maxCompared bounds the table that compareLines fills.
const maxCompared = 1 << 22

// compareLines finds the fewest lines to take out and put in.
func compareLines(t *thread, a, b []string, same func(a, b string) bool) (edits []edit, ok bool) {
	head, tail := 0, 0
	for head < min(len(a), len(b)) && same(a[head], b[head]) {
		head++
	}
	for tail < min(len(a), len(b))-head && same(a[len(a)-1-tail], b[len(b)-1-tail]) {
		tail++
	}
	n, m := len(a)-head-tail, len(b)-head-tail
	if n*m > maxCompared {
		return nil, false
	}
	common := make([]int32, (n+1)*(m+1)) // how many lines are common from i and j on
	for i := n - 1; i >= 0; i-- {
		t.tick()
		for j := m - 1; j >= 0; j-- {
			if same(a[head+i], b[head+j]) {
				common[i*(m+1)+j] = common[(i+1)*(m+1)+j+1] + 1
			} else {
				common[i*(m+1)+j] = max(common[(i+1)*(m+1)+j], common[i*(m+1)+j+1])
			}
		}
	}
	for i, j := 0, 0; i < n || j < m; {
		if i < n && j < m && same(a[head+i], b[head+j]) {
			i, j = i+1, j+1
			continue
		}
		e := edit{head + i, head + i, head + j, head + j}
		for (i < n || j < m) && !(i < n && j < m && same(a[head+i], b[head+j])) {
			if j == m || i < n && common[(i+1)*(m+1)+j] >= common[i*(m+1)+j+1] {
				i++
			} else {
				j++
			}
		}
		e.aEnd, e.bEnd = head+i, head+j
		edits = append(edits, e)
	}
	return edits, true
}

// print writes an edit as diff does without options: 2,3c4.
func (e edit) print(p *process, a, b []string) {
	span := func(from, to int) string {
		if to-from < 2 {
			return itoa(int64(max(from+1, to)) - truth(from == to))
		}
		return fmt.Sprintf("%d,%d", from+1, to)
	}
	verb := "c"
	switch {
	case e.a == e.aEnd:
		verb = "a"
	case e.b == e.bEnd:
		verb = "d"
	}
	p.out(span(e.a, e.aEnd) + verb + span(e.b, e.bEnd) + "\n")
	p.marked("< ", a[e.a:e.aEnd])
	if verb == "c" {
		p.out("---\n")
	}
	p.marked("> ", b[e.b:e.bEnd])
}

func (p *process) marked(mark string, lines []string) {
	for _, line := range lines {
		if !strings.HasSuffix(line, "\n") {
			line += "\n\\ No newline at end of file\n"
		}
		p.out(mark + line)
	}
}

// unified writes edits with the lines around them; those close to each other
// share a hunk.
func (p *process) unified(edits []edit, a, b []string, context int) {
	for len(edits) > 0 {
		n := 1
		for n < len(edits) && edits[n].a-edits[n-1].aEnd <= 2*context {
			n++
		}
		hunk, last := edits[:n], edits[n-1]
		edits = edits[n:]
		before := min(context, hunk[0].a)
		after := min(context, len(a)-last.aEnd)
		at := hunk[0].a - before
		p.out("@@ -" + hunkSpan(at, last.aEnd+after) + " +" + hunkSpan(hunk[0].b-before, last.bEnd+after) + " @@\n")
		for _, e := range hunk {
			p.marked(" ", a[at:e.a])
			p.marked("-", a[e.a:e.aEnd])
			p.marked("+", b[e.b:e.bEnd])
			at = e.aEnd
		}
		p.marked(" ", a[at:at+after])
	}
}

func hunkSpan(from, to int) string {
	switch to - from {
	case 0:
		return fmt.Sprintf("%d,0", from)
	case 1:
		return itoa(int64(to))
	}
	return fmt.Sprintf("%d,%d", from+1, to-from)
}
