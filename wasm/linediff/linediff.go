package linediff

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Edit replaces lines from A to AEnd of the one text, counted from 0, by lines
// from B to BEnd of the other.
type Edit struct{ A, AEnd, B, BEnd int }

// Edits finds the fewest lines to take out and put in. Where a change could stand
// in several places it stands where GNU diff puts it.
func Edits(a, b []string) []Edit {
	gone, come := changes(a, b)
	var edits []Edit
	for i, j := 0, 0; i < len(a) || j < len(b); i, j = i+1, j+1 {
		e := Edit{i, i, j, j}
		for ; i < len(a) && gone[i]; i++ {
			e.AEnd++
		}
		for ; j < len(b) && come[j]; j++ {
			e.BEnd++
		}
		if e.A < e.AEnd || e.B < e.BEnd {
			edits = append(edits, e)
		}
	}
	return edits
}

// Lines parts a text into its lines, each with the line break at its end.
func Lines(text string) []string { return slices.Collect(strings.Lines(text)) }

// Compare writes what differs between two texts as diff -u does, without a header.
// It is "" for equal texts.
func Compare(old, new string) string {
	a, b := Lines(old), Lines(new)
	return Unified(Edits(a, b), a, b, 3)
}

// Unified writes edits as diff -u does, without a header: each with as many lines
// around it as context says, and those close to each other in one hunk.
func Unified(edits []Edit, a, b []string, context int) string {
	var out strings.Builder
	for len(edits) > 0 {
		n := 1
		for n < len(edits) && edits[n].A-edits[n-1].AEnd <= 2*context {
			n++
		}
		hunk, last := edits[:n], edits[n-1]
		edits = edits[n:]
		before, after := min(context, hunk[0].A), min(context, len(a)-last.AEnd)
		at := hunk[0].A - before
		out.WriteString("@@ -" + span(at, last.AEnd+after) + " +" + span(hunk[0].B-before, last.BEnd+after) + " @@\n")
		for _, e := range hunk {
			out.WriteString(Marked(" ", a[at:e.A]) + Marked("-", a[e.A:e.AEnd]) + Marked("+", b[e.B:e.BEnd]))
			at = e.AEnd
		}
		out.WriteString(Marked(" ", a[at:at+after]))
	}
	return out.String()
}

// Marked writes lines with a mark before each, and says of the last of a text
// that it has no line break where it has none.
func Marked(mark string, lines []string) string {
	var out strings.Builder
	for _, line := range lines {
		if !strings.HasSuffix(line, "\n") {
			line += "\n\\ No newline at end of file\n"
		}
		out.WriteString(mark + line)
	}
	return out.String()
}

func span(from, to int) string {
	switch to - from {
	case 0:
		return fmt.Sprintf("%d,0", from)
	case 1:
		return strconv.Itoa(to)
	}
	return fmt.Sprintf("%d,%d", from+1, to-from)
}

// changes tells which lines of a are gone in b, and which of b have come.
func changes(a, b []string) (gone, come []bool) {
	gone, come = make([]bool, len(a)), make([]bool, len(b))
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	shortestEdit(a[head:len(a)-tail], b[head:len(b)-tail], gone[head:], come[head:])
	shiftBoundaries(a, gone, come)
	shiftBoundaries(b, come, gone)
	return gone, come
}

// maxEdit is how many lines may differ before the rest counts as replaced.
const maxEdit = 2000

// shortestEdit is Myers' greedy algorithm: after d changes, the furthest point
// on each diagonal is kept, and the way is read backwards.
func shortestEdit(a, b []string, gone, come []bool) {
	var trail [][]int
	size := min(len(a)+len(b), maxEdit)
	furthest := make([]int, 2*size+3)
	mid := size + 1
	for d := 0; d <= size; d++ {
		for k := -d; k <= d; k += 2 {
			x := furthest[mid+k-1] + 1
			if k == -d || k != d && furthest[mid+k-1] < furthest[mid+k+1] {
				x = furthest[mid+k+1]
			}
			for x < len(a) && x-k < len(b) && x-k >= 0 && a[x] == b[x-k] {
				x++
			}
			if furthest[mid+k] = x; x >= len(a) && x-k >= len(b) {
				readBack(trail, d, len(a), len(b), gone, come)
				return
			}
		}
		trail = append(trail, slices.Clone(furthest[mid-d-1:mid+d+2]))
	}
	for i := range a {
		gone[i] = true
	}
	for j := range b {
		come[j] = true
	}
}

// readBack marks the changes on the way to (x, y). trail[d][k+d+1] is the
// furthest point on diagonal k after d changes.
func readBack(trail [][]int, d, x, y int, gone, come []bool) {
	for ; d > 0; d-- {
		last, k := trail[d-1], x-y
		at := func(k int) int { return last[k+d] }
		if k == -d || k != d && at(k-1) < at(k+1) {
			x = at(k + 1)
			y = x - k - 1
			come[y] = true
		} else {
			x = at(k - 1)
			y = x - k + 1
			gone[x] = true
		}
	}
}

// shiftBoundaries moves each run of changed lines up to join the run before it,
// then down as far as it goes, and back to where the other file changes too.
// Models GNU diffutils src/analyze.c shift_boundaries.
func shiftBoundaries(lines []string, changed, otherChanged []bool) {
	is := func(marks []bool, i int) bool { return i >= 0 && i < len(marks) && marks[i] }
	end := len(lines)
	for i, j := 0, 0; ; {
		for ; i < end && !changed[i]; i++ {
			for is(otherChanged, j) {
				j++
			}
			j++
		}
		if i == end {
			return
		}
		start := i
		for is(changed, i) {
			i++
		}
		for is(otherChanged, j) {
			j++
		}
		corresponding := end
		for length := -1; length != i-start; {
			length = i - start
			for start > 0 && lines[start-1] == lines[i-1] {
				start, i = start-1, i-1
				changed[start], changed[i] = true, false
				for is(changed, start-1) {
					start--
				}
				for j--; is(otherChanged, j); j-- {
				}
			}
			if corresponding = end; is(otherChanged, j-1) {
				corresponding = i
			}
			for i < end && lines[start] == lines[i] {
				changed[start], changed[i] = false, true
				start, i = start+1, i+1
				for is(changed, i) {
					i++
				}
				for j++; is(otherChanged, j); j++ {
					corresponding = i
				}
			}
		}
		for corresponding < i {
			start, i = start-1, i-1
			changed[start], changed[i] = true, false
			for j--; is(otherChanged, j); j-- {
			}
		}
	}
}
