package kubectl

import (
	"math/rand/v2"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// TestYAMLIsUpstreams writes trees of odd values, and compares them with what
// sigs.k8s.io/yaml writes.
func TestYAMLIsUpstreams(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 11))
	for n := range 30_000 {
		v := oddTree(r, 3)
		want, err := yaml.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if got := writeYAML(v); got != string(want) {
			t.Fatalf("tree %d: %s\n got %q\nwant %q", n, encode(v), got, want)
		}
	}
}

// oddWords are pieces of strings that YAML might take for something else.
var oddWords = []string{"a", "web", "true", "no", "y", "null", "~", "<<", "1", "0", "12", "0x1f", "1e3", "1_0", ".5", ".", "-", "+", "+.inf", ":",
	": ", "#", " #", " ", "\n", "\n\n", "'", "\"", "\\", "[", "]", "{", "}", ",", "&", "*", "!", "|", ">", "%", "@", "`", "?", "? ", "- ", "---", "...",
	"2026-01-01", "2026-1-2T3:4:5Z", "2026-02-30", "2026-01-01 10:00:00", "T10:00:00+01:00", "12:30", ":59", ":61", "0b11", "0o7", "=", "ü", "한", "\t",
	"\x01", "\u00a0", "1.5", "e5", "_", "Z", ".25", "-1", "08", "1e999"}

// hugeNumbers are values only: as keys, upstream's order of them overflows.
var hugeNumbers = []string{"18446744073709551615", "99999999999999999999", "-9223372036854775809", "9223372036854775808"}

func oddString(r *rand.Rand) string {
	s := ""
	for range r.IntN(4) {
		s += oddWords[r.IntN(len(oddWords))]
	}
	if r.IntN(400) == 0 {
		s += strings.Repeat("long words ", 12)
	}
	return s
}

func oddTree(r *rand.Rand, depth int) any {
	kind := r.IntN(9)
	if depth == 0 {
		kind = r.IntN(7)
	}
	switch {
	case kind == 0:
		return nil
	case kind == 1:
		return r.IntN(2) == 0
	case kind == 2 && r.IntN(9) == 0:
		return hugeNumbers[r.IntN(len(hugeNumbers))]
	case kind == 2:
		return r.Int64N(1_000_000) - 500_000
	case kind < 7:
		return oddString(r)
	case kind == 7:
		list := []any{}
		for range r.IntN(4) {
			list = append(list, oddTree(r, depth-1))
		}
		return list
	}
	m := map[string]any{}
	for range r.IntN(5) {
		m[oddString(r)] = oddTree(r, depth-1)
	}
	if keys := yamlKeys(m); !inOrder(keys) {
		return keys[0]
	}
	return m
}

// inOrder reports whether every two keys are in order. Upstream's order has
// cycles, such as 08 < 0x1f < 1.5 < 08, and then depends on chance.
func inOrder(keys []string) bool {
	for i := range keys {
		for j := range i {
			if keyLess([]rune(keys[i]), []rune(keys[j])) {
				return false
			}
		}
	}
	return true
}
