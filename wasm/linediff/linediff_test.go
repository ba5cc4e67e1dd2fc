package linediff

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestCompare holds texts, whose lines are letters, against what GNU diff
// 3.8 -u prints.
func TestCompare(t *testing.T) {
	for _, row := range []struct{ name, old, new, want string }{
		{"equal texts", "a b c", "a b c", ""},
		{"a line in the middle", "a b c d e f g h i", "a b c d X f g h i", "@@ -2,7 +2,7 @@| b| c| d|-e|+X| f| g| h|"},
		{"the first line", "a b c d e", "X b c d e", "@@ -1,4 +1,4 @@|-a|+X| b| c| d|"},
		{"a text that is not there", "", "a b", "@@ -0,0 +1,2 @@|+a|+b|"},
		{"a text that goes", "a b", "", "@@ -1,2 +0,0 @@|-a|-b|"},
		{"one line of one", "a", "b", "@@ -1 +1 @@|-a|+b|"},
		{"changes six lines apart share a hunk", "a b c d e f g h", "X b c d e f g Y", "@@ -1,8 +1,8 @@|-a|+X| b| c| d| e| f| g|-h|+Y|"},
		{"changes seven lines apart do not", "a b c d e f g h i", "X b c d e f g h Y", "@@ -1,4 +1,4 @@|-a|+X| b| c| d|@@ -6,4 +6,4 @@| f| g| h|-i|+Y|"},
		{"one of several alike stands last", "a x x b", "a x x x b", "@@ -1,4 +1,5 @@| a| x| x|+x| b|"},
		{"a repeated block stands last", "p q e p q e r", "p q e p q e p q e r", "@@ -4,4 +4,7 @@| p| q| e|+p|+q|+e| r|"},
	} {
		lines := func(s string) string { return strings.ReplaceAll(s+" ", " ", "\n") }
		old, new := lines(row.old), lines(row.new)
		if row.old == "" {
			old = ""
		}
		if row.new == "" {
			new = ""
		}
		if got := strings.ReplaceAll(Compare(old, new), "\n", "|"); got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
	if got, want := Compare("a\nb", "a\nc"), "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"; got != want {
		t.Errorf("without a last newline: got %q, want %q", got, want)
	}
}

// TestEditsLeaveTheSame takes the changes out of random texts: what is
// left is the same in both, and as long as it can be.
func TestEditsLeaveTheSame(t *testing.T) {
	for seed := range uint64(500) {
		dice := rand.New(rand.NewPCG(seed, 1))
		random := func() (lines []string) {
			for range dice.IntN(30) {
				lines = append(lines, string(rune('a'+dice.IntN(4))))
			}
			return lines
		}
		a, b := random(), random()
		gone, come := changes(a, b)
		left := func(lines []string, without []bool) (kept []string) {
			for i, l := range lines {
				if !without[i] {
					kept = append(kept, l)
				}
			}
			return kept
		}
		keptA, keptB := strings.Join(left(a, gone), ""), strings.Join(left(b, come), "")
		if keptA != keptB || len(keptA) != longestCommon(a, b) {
			t.Fatalf("seed %d: %q and %q leave %q and %q, want %d lines", seed, a, b, keptA, keptB, longestCommon(a, b))
		}
	}
}

// longestCommon is the plain table of the longest common subsequence.
func longestCommon(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, l := range a {
		diagonal := 0
		for j := range b {
			above := row[j+1]
			if row[j+1] = max(above, row[j]); l == b[j] {
				row[j+1] = diagonal + 1
			}
			diagonal = above
		}
	}
	return row[len(b)]
}
