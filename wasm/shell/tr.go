package shell

import (
	"slices"
	"strings"
)

var trSpec = optionSpec{letters: "cCdst", inOrder: true, long: map[string]byte{"complement": 'c', "delete": 'd', "squeeze-repeats": 's', "truncate-set1": 't'}}

// tr replaces, deletes or squeezes characters.
func tr(p *process, opts options, sets []string) int {
	deleting, squeezing := opts.has('d'), opts.has('s')
	if !p.checkSets(sets, deleting, squeezing) {
		return 1
	}
	from, problem := expandSet(sets[0])
	var to []rune
	if problem == "" && len(sets) > 1 {
		to, problem = expandSet(sets[1])
	}
	if problem != "" {
		p.errorf("%s", problem)
		return 1
	}
	if !deleting && len(sets) > 1 && len(to) == 0 {
		p.errorf("when not truncating set1, string2 must be non-empty")
		return 1
	}
	t := &transliteration{from: from, to: to, complement: opts.has('c') || opts.has('C'), deleting: deleting, squeezing: squeezing}
	in := p.stdin()
	for in.more(p.thread) {
		text := in.buf
		in.buf = ""
		p.out(strings.ToValidUTF8(t.apply(text), "\uFFFD"))
	}
	return 0
}

func (p *process) checkSets(sets []string, deleting, squeezing bool) bool {
	switch {
	case len(sets) == 0:
		p.usage("missing operand")
	case len(sets) == 1 && !deleting && !squeezing:
		p.errorf("missing operand after ‘%s’", sets[0])
		p.write(2, "Two strings must be given when translating.\nTry 'tr --help' for more information.\n")
	case len(sets) == 1 && deleting && squeezing:
		p.errorf("missing operand after ‘%s’", sets[0])
		p.write(2, "Two strings must be given when both deleting and squeezing repeats.\nTry 'tr --help' for more information.\n")
	case len(sets) == 2 && deleting && !squeezing:
		p.errorf("extra operand ‘%s’", sets[1])
		p.write(2, "Only one string may be given when deleting without squeezing repeats.\nTry 'tr --help' for more information.\n")
	case len(sets) > 2:
		p.usage("extra operand ‘%s’", sets[2])
	default:
		return true
	}
	return false
}

type transliteration struct {
	from, to                        []rune
	complement, deleting, squeezing bool
	last                            rune // squeezed last, 0 for none
}

func (t *transliteration) apply(text string) string {
	var b strings.Builder
	for _, r := range text {
		i := slices.Index(t.from, r)
		in := (i >= 0) != t.complement
		if t.deleting && in {
			continue
		}
		if in && !t.deleting && len(t.to) > 0 {
			if t.complement {
				i = len(t.to) - 1
			}
			r = t.to[min(i, len(t.to)-1)]
		}
		if t.squeezing && t.squeezes(r, in) {
			if r == t.last {
				continue
			}
			t.last = r
		} else {
			t.last = 0
		}
		b.WriteRune(r)
	}
	return b.String()
}

// squeezes reports that runs of r become one: those in the last set given.
func (t *transliteration) squeezes(r rune, in bool) bool {
	if len(t.to) > 0 {
		return slices.Contains(t.to, r)
	}
	return in
}

// expandSet reads a-z, [:upper:] and \n.
func expandSet(s string) (set []rune, problem string) {
	var runes []rune
	var literal []bool // a - that was escaped is no range
	for s != "" {
		if s[0] == '\\' && len(s) > 1 {
			text, size := escapes{}.one(s[1:])
			if size == 0 {
				text, size = s[1:2], 1
			}
			for _, r := range text {
				runes, literal = append(runes, r), append(literal, true)
			}
			s = s[1+size:]
			continue
		}
		if name, size := className([]rune(s)); size > 0 {
			for r := rune(0); r < 128; r++ {
				if classes[name](r) {
					runes, literal = append(runes, r), append(literal, true)
				}
			}
			s = s[size:]
			continue
		}
		r := []rune(s)[0]
		runes, literal = append(runes, r), append(literal, false)
		s = s[len(string(r)):]
	}
	for i := 0; i < len(runes); i++ {
		if i+2 < len(runes) && runes[i+1] == '-' && !literal[i+1] {
			if runes[i+2] < runes[i] {
				return nil, "range-endpoints of '" + string(runes[i]) + "-" + string(runes[i+2]) + "' are in reverse collating sequence order"
			}
			for r := runes[i]; r <= runes[i+2]; r++ {
				set = append(set, r)
			}
			i += 2
			continue
		}
		set = append(set, runes[i])
	}
	return set, ""
}
