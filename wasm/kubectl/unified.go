package kubectl

import (
	"slices"
	"strconv"
	"strings"
)

// unifiedDiff compares two texts and writes what differs as diff -u does, with
// three lines around each change and without a header. It is "" for equal texts.
func unifiedDiff(old, new string) string {
	a, b := splitLines(old), splitLines(new)
	gone, come := diffLines(a, b)
	var out strings.Builder
	for i, j := 0, 0; i < len(a) || j < len(b); {
		if (i == len(a) || !gone[i]) && (j == len(b) || !come[j]) {
			i, j = i+1, j+1
			continue
		}
		before := min(3, i, j)
		i, j = writeHunk(&out, a, b, gone, come, i-before, j-before)
	}
	return out.String()
}

func splitLines(text string) []string { return slices.Collect(strings.Lines(text)) }

// writeHunk writes the hunk that begins at a[i] and b[j], and returns where it
// ends: after three lines alike, unless another change begins within six.
func writeHunk(out *strings.Builder, a, b []string, gone, come []bool, i, j int) (int, int) {
	fromA, fromB, alike := i, j, 0
	changed := false
	var body strings.Builder
	var tail []string
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && gone[i]:
			body.WriteString(strings.Join(tail, "") + hunkLine("-", a[i]))
			i++
		case j < len(b) && come[j]:
			body.WriteString(strings.Join(tail, "") + hunkLine("+", b[j]))
			j++
		default:
			if tail = append(tail, hunkLine(" ", a[i])); changed {
				alike++
			}
			i, j = i+1, j+1
			if alike > 6 {
				goto done
			}
			continue
		}
		tail, alike, changed = nil, 0, true
	}
done:
	extra := max(0, len(tail)-3)
	body.WriteString(strings.Join(tail[:len(tail)-extra], ""))
	i, j = i-extra, j-extra
	out.WriteString("@@ -" + hunkRange(fromA, i-fromA) + " +" + hunkRange(fromB, j-fromB) + " @@\n" + body.String())
	return i, j
}

func hunkLine(sign, line string) string {
	if !strings.HasSuffix(line, "\n") {
		line += "\n\\ No newline at end of file\n"
	}
	return sign + line
}

func hunkRange(from, count int) string {
	switch count {
	case 0:
		return strconv.Itoa(from) + ",0"
	case 1:
		return strconv.Itoa(from + 1)
	}
	return strconv.Itoa(from+1) + "," + strconv.Itoa(count)
}

// diffLines tells which lines of a are gone in b, and which of b have come, as
// few as possible. Where a change could stand in several places it stands where
// GNU diff puts it.
func diffLines(a, b []string) (gone, come []bool) {
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
