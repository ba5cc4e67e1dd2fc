package shell

import (
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// braces expands {a,b} and {1..5} in a word to several words.
func (e *environment) braces(word *syntax.Word) []*syntax.Word {
	split := &syntax.Word{Parts: word.Parts}
	if !syntax.SplitBraces(split) {
		return []*syntax.Word{word}
	}
	return e.expandBraces(split.Parts)
}

// expandBraces returns every way to go through parts.
func (e *environment) expandBraces(parts []syntax.WordPart) []*syntax.Word {
	words := []*syntax.Word{{}}
	for _, part := range parts {
		brace, ok := part.(*syntax.BraceExp)
		if !ok {
			for _, w := range words {
				w.Parts = append(w.Parts, part)
			}
			continue
		}
		var choices []*syntax.Word
		if brace.Sequence {
			choices = e.sequence(brace)
		} else {
			for _, elem := range brace.Elems {
				choices = append(choices, e.expandBraces(elem.Parts)...)
			}
		}
		if len(words)*len(choices) > maxWords {
			e.abandon(1, "bash: brace expansion: failed to allocate memory for %d elements\n", len(words)*len(choices))
		}
		var longer []*syntax.Word
		for _, w := range words {
			for _, c := range choices {
				both := append(append([]syntax.WordPart(nil), w.Parts...), c.Parts...)
				longer = append(longer, &syntax.Word{Parts: both})
			}
		}
		words = longer
	}
	return words
}

// sequence lists {from..to..by} for numbers and letters.
func (e *environment) sequence(brace *syntax.BraceExp) []*syntax.Word {
	from, to := brace.Elems[0].Lit(), brace.Elems[1].Lit()
	first, err := strconv.ParseInt(from, 10, 64)
	last, _ := strconv.ParseInt(to, 10, 64)
	letters := err != nil
	if letters {
		first, last = int64(from[0]), int64(to[0])
	}
	by := int64(1)
	if len(brace.Elems) > 2 {
		by, _ = strconv.ParseInt(brace.Elems[2].Lit(), 10, 64)
	}
	step := distance(0, by)
	span := distance(first, last)
	if step == 0 {
		step = 1
	}
	if span/step >= maxWords {
		e.abandon(1, "bash: brace expansion: failed to allocate memory for %d elements\n", span/step)
	}
	width := paddedWidth(from, to)
	var words []*syntax.Word
	for i := uint64(0); i <= span/step; i++ {
		n := first + int64(i*step)
		if last < first {
			n = first - int64(i*step)
		}
		text := pad(n, width)
		if letters {
			text = string(rune(n))
		}
		words = append(words, &syntax.Word{Parts: []syntax.WordPart{&syntax.Lit{Value: text}}})
	}
	return words
}

// distance is |a-b| for any two numbers.
func distance(a, b int64) uint64 {
	if a > b {
		return uint64(a) - uint64(b)
	}
	return uint64(b) - uint64(a)
}

// paddedWidth is the width of {01..10}'s numbers, 0 when none begins with 0.
func paddedWidth(from, to string) int {
	for _, s := range []string{from, to} {
		digits := strings.TrimPrefix(s, "-")
		if len(digits) > 1 && digits[0] == '0' {
			return max(len(from), len(to))
		}
	}
	return 0
}

func pad(n int64, width int) string {
	s := strconv.FormatInt(n, 10)
	if len(s) >= width {
		return s
	}
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	return sign + strings.Repeat("0", width-len(sign)-len(s)) + s
}
