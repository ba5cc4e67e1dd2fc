package shell

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

var sortSpec = optionSpec{
	letters: "nruk:t:fbsVhco:dg",
	long: map[string]byte{"numeric-sort": 'n', "reverse": 'r', "unique": 'u', "key": 'k', "field-separator": 't', "ignore-case": 'f',
		"ignore-leading-blanks": 'b', "stable": 's', "version-sort": 'V', "human-numeric-sort": 'h', "check": 'c', "output": 'o'},
}

// sortTool is sort. Lines are compared byte by byte, as in the C locale.
func sortTool(p *process, opts options, files []string) int {
	s, ok := p.sorter(opts)
	if !ok {
		return 2
	}
	var all []string
	if !p.each(files, "cannot read: %s: %s", func(_ string, in *input) {
		for line := range strings.Lines(in.rest(p.thread)) {
			all = append(all, strings.TrimSuffix(line, "\n"))
		}
	}) {
		return 2
	}
	if opts.has('c') {
		return p.checkSorted(s, append(files, "-")[0], all)
	}
	sort.SliceStable(all, func(i, j int) bool { return s.compare(all[i], all[j]) < 0 })
	if opts.has('u') {
		all = slices.CompactFunc(all, func(a, b string) bool { return s.compareKeys(a, b) == 0 })
	}
	text := ""
	if len(all) > 0 {
		text = strings.Join(all, "\n") + "\n"
	}
	if opts.has('o') {
		if err := p.writeFile(opts.value('o'), []byte(text)); err != nil {
			p.errorf("open failed: %s: %s", opts.value('o'), reason(err))
			return 2
		}
		return 0
	}
	p.out(text)
	return 0
}

func (p *process) checkSorted(s *sorter, name string, all []string) int {
	for i := 1; i < len(all); i++ {
		if s.compare(all[i-1], all[i]) > 0 {
			p.errorf("%s:%d: disorder: %s", name, i+1, all[i])
			return 1
		}
	}
	return 0
}

type sorter struct {
	keys      []sortKey
	separator string // "" for white space
	whole     sortHow
	stable    bool // no comparison of whole lines at last
}

func (p *process) sorter(opts options) (*sorter, bool) {
	s := &sorter{
		whole: sortHow{numeric: opts.has('n') || opts.has('g'), reverse: opts.has('r'), fold: opts.has('f'), blanks: opts.has('b'),
			version: opts.has('V'), human: opts.has('h')},
		stable: opts.has('s') || opts.has('u'),
	}
	if opts.has('t') {
		s.separator = opts.value('t')
		if s.separator == `\0` {
			s.separator = "\x00"
		}
		if len(s.separator) != 1 {
			if s.separator == "" {
				p.errorf("empty tab")
			} else {
				p.errorf("multi-character tab ‘%s’", s.separator)
			}
			return nil, false
		}
	}
	for _, text := range opts['k'] {
		key, problem := parseKey(text)
		if problem != "" {
			p.errorf("%s", problem)
			return nil, false
		}
		if !key.own {
			key.how = s.whole
		}
		s.keys = append(s.keys, key)
	}
	return s, true
}

// compare orders lines by their keys, and by all of them where these are equal.
func (s *sorter) compare(a, b string) int {
	if c := s.compareKeys(a, b); c != 0 || s.stable {
		return c
	}
	c := strings.Compare(a, b)
	if s.whole.reverse {
		return -c
	}
	return c
}

func (s *sorter) compareKeys(a, b string) int {
	if len(s.keys) == 0 {
		return s.whole.compare(a, b)
	}
	for _, key := range s.keys {
		if c := key.how.compare(s.part(key, a), s.part(key, b)); c != 0 {
			return c
		}
	}
	return 0
}

func (how sortHow) compare(a, b string) int {
	c := 0
	switch {
	case how.numeric, how.human:
		c = compareNumeric(a, b, how.human)
	case how.version:
		c = compareVersions(a, b)
	default:
		if how.blanks {
			a, b = strings.TrimLeft(a, " \t"), strings.TrimLeft(b, " \t")
		}
		if how.fold {
			a, b = strings.ToUpper(a), strings.ToUpper(b)
		}
		c = strings.Compare(a, b)
	}
	if how.reverse {
		return -c
	}
	return c
}

func compareNumeric(a, b string, human bool) int {
	x, left := leadingNumber(a)
	y, right := leadingNumber(b)
	if human {
		if c := cmp.Compare(suffixRank(left)*sign(x), suffixRank(right)*sign(y)); c != 0 {
			return c
		}
	}
	return cmp.Compare(x, y)
}

func sign(x float64) int {
	switch {
	case x < 0:
		return -1
	case x > 0:
		return 1
	}
	return 0
}

func suffixRank(s string) int {
	if s == "" {
		return 0
	}
	if s[0] == 'k' {
		return 1
	}
	return strings.IndexByte("KMGTPE", s[0]) + 1
}

// leadingNumber reads the number at the beginning of s, 0 when there is none.
func leadingNumber(s string) (x float64, rest string) {
	s = strings.TrimLeft(s, " \t")
	negative := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	scale := 0.0
	for s != "" && (s[0] >= '0' && s[0] <= '9' || s[0] == '.' && scale == 0) {
		switch {
		case s[0] == '.':
			scale = 1
		case scale > 0:
			scale /= 10
			x += float64(s[0]-'0') * scale
		default:
			x = x*10 + float64(s[0]-'0')
		}
		s = s[1:]
	}
	if negative {
		x = -x
	}
	return x, s
}

// compareVersions compares runs of digits as numbers, so that node-10 comes
// after node-9.
func compareVersions(a, b string) int {
	for a != "" && b != "" {
		x, restA, okA := leadingInt(a)
		y, restB, okB := leadingInt(b)
		if okA && okB {
			if x != y {
				return cmp.Compare(x, y)
			}
			a, b = restA, restB
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}
