package markdown

import (
	"bytes"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
)

// An author's file is half-written most of the time.
func TestADamagedLessonHasProblemsInsideTheFile(t *testing.T) {
	src, err := os.ReadFile("testdata/lesson.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(src, []byte("\n"))
	for i := range lines {
		cut := bytes.Join(lines[:i], nil)
		without := append(append([]byte(nil), cut...), bytes.Join(lines[i+1:], nil)...)
		for _, damaged := range [][]byte{cut, without, append(without, 0xff, '`', 0)} {
			_, problems := Parse("010-a/lesson.ko.md", damaged)
			last := bytes.Count(damaged, []byte("\n")) + 1
			for _, p := range problems {
				if p.Line < 1 || p.Line > last || p.Text == "" {
					t.Errorf("line %d cut or left out: %s is not in a file of %d lines", i+1, p, last)
				}
			}
		}
	}
}

func TestARandomlyDamagedLessonHasProblemsInsideTheFile(t *testing.T) {
	src, err := os.ReadFile("testdata/lesson.md")
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(1000) {
		random := rand.New(rand.NewPCG(seed, 0))
		damaged := bytes.Clone(src)
		for range 1 + random.IntN(8) {
			damaged = damage(random, damaged)
		}
		_, problems := Parse("010-a/lesson.ko.md", damaged)
		for _, p := range problems {
			if last := bytes.Count(damaged, []byte("\n")) + 1; p.Line < 1 || p.Line > last {
				t.Errorf("seed %d: %s is not in a file of %d lines", seed, p, last)
			}
		}
	}
}

// damage changes a byte, takes some out, or doubles some.
func damage(random *rand.Rand, src []byte) []byte {
	at := random.IntN(len(src))
	end := min(len(src), at+random.IntN(40))
	switch random.IntN(3) {
	case 0:
		src[at] = byte(random.IntN(256))
		return src
	case 1:
		return slices.Concat(src[:at], src[end:], []byte{'\n'})
	default:
		return slices.Concat(src[:end], src[at:])
	}
}
