package shell

import (
	"strings"
	"unicode"
)

// sortKey is one -k: which part of a line counts, and how.
type sortKey struct {
	from, fromChar int // from 1
	to, toChar     int // 0: to the end of the line, of the field
	how            sortHow
	own            bool // has letters of its own
}

type sortHow struct {
	numeric, reverse, fold, blanks, version, human bool
}

// parseKey reads 2, 2n, 2,3 and 1.2,1.4r.
func parseKey(text string) (sortKey, string) {
	key := sortKey{fromChar: 1}
	from, to, ranged := strings.Cut(text, ",")
	rest, ok := from, false
	if key.from, rest, ok = leadingInt(rest); !ok {
		return key, "invalid number at field start: invalid count at start of ‘" + text + "’"
	}
	if key.from == 0 {
		return key, "field number is zero: invalid field specification ‘" + text + "’"
	}
	if after, dot := strings.CutPrefix(rest, "."); dot {
		if key.fromChar, rest, ok = leadingInt(after); !ok {
			return key, "invalid number after ‘.’: invalid count at start of ‘" + after + "’"
		}
	}
	if !key.letters(rest) {
		return key, "stray character in field spec: invalid field specification ‘" + text + "’"
	}
	if !ranged {
		return key, ""
	}
	if key.to, rest, ok = leadingInt(to); !ok {
		return key, "invalid number after ‘,’: invalid count at start of ‘" + to + "’"
	}
	if after, dot := strings.CutPrefix(rest, "."); dot {
		key.toChar, rest, _ = leadingInt(after)
	}
	if !key.letters(rest) {
		return key, "stray character in field spec: invalid field specification ‘" + text + "’"
	}
	return key, ""
}

func (k *sortKey) letters(s string) bool {
	for _, letter := range s {
		k.own = true
		switch letter {
		case 'n', 'g':
			k.how.numeric = true
		case 'r':
			k.how.reverse = true
		case 'f':
			k.how.fold = true
		case 'b':
			k.how.blanks = true
		case 'V':
			k.how.version = true
		case 'h':
			k.how.human = true
		default:
			return false
		}
	}
	return true
}

func leadingInt(s string) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && i < 9 && s[i] >= '0' && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:], i > 0
}

// part cuts out what a key says of a line. Fields keep the blanks before them
// when no separator is given.
func (s *sorter) part(key sortKey, line string) string {
	starts, ends := s.fieldBounds(line)
	if key.from > len(starts) {
		return ""
	}
	start := starts[key.from-1]
	end := len(line)
	if key.to > 0 && key.to <= len(ends) {
		end = ends[key.to-1]
		if key.toChar > 0 {
			end = min(end, s.skipBlanks(key, line, starts[key.to-1])+key.toChar)
		}
	}
	start = min(s.skipBlanks(key, line, start)+key.fromChar-1, len(line))
	return line[start:max(start, end)]
}

func (s *sorter) skipBlanks(key sortKey, line string, at int) int {
	for key.how.blanks && at < len(line) && (line[at] == ' ' || line[at] == '\t') {
		at++
	}
	return at
}

func (s *sorter) fieldBounds(line string) (starts, ends []int) {
	at := 0
	for at <= len(line) {
		end := at
		if s.separator != "" {
			end += len(strings.SplitN(line[at:], s.separator, 2)[0])
			starts, ends = append(starts, at), append(ends, end)
			at = end + 1
			continue
		}
		for end < len(line) && unicode.IsSpace(rune(line[end])) {
			end++
		}
		for end < len(line) && !unicode.IsSpace(rune(line[end])) {
			end++
		}
		starts, ends = append(starts, at), append(ends, end)
		if end == len(line) {
			break
		}
		at = end
	}
	return starts, ends
}
