package shell

import "regexp"

// sedCommand is one command of a script with its addresses.
type sedCommand struct {
	from, to *sedAddress
	negate   bool
	name     byte
	block    []*sedCommand
	pattern  *regexp.Regexp
	text     string // of s, a, i and c
	letters  *transliteration
	number   int // s///N, or q's status
	global   bool
	print    bool

	inside bool  // between from and to
	until  int64 // the line at which a +N ends
}

// sedAddress chooses lines: by number, by pattern, the last, or every step-th.
type sedAddress struct {
	line    int64
	step    int64 // first~step
	last    bool
	pattern *regexp.Regexp
	more    bool // +N, as a second address
}

func (c *sedCommand) reset() {
	c.inside = false
	for _, inner := range c.block {
		inner.reset()
	}
}

// beforeAll is 0, as in 0,/re/, whose range may end on the first line.
func (a *sedAddress) beforeAll() bool {
	return a.line == 0 && a.pattern == nil && !a.last && a.step == 0
}

func (a *sedAddress) matches(ed *editor) bool {
	switch {
	case a.last:
		return ed.last
	case a.pattern != nil:
		return a.pattern.MatchString(ed.space)
	case a.step > 0:
		return ed.number >= a.line && (ed.number-a.line)%a.step == 0
	}
	return ed.number == a.line
}

// selects reports whether the command applies to the line.
func (c *sedCommand) selects(ed *editor) bool {
	return c.inRange(ed) != c.negate
}

func (c *sedCommand) inRange(ed *editor) bool {
	switch {
	case c.from == nil:
		return true
	case c.to == nil:
		return c.from.matches(ed)
	case c.inside:
		c.inside = !c.ends(ed)
		return true
	case c.from.beforeAll() && ed.number == 1:
		c.inside = !c.ends(ed)
		return true
	case c.from.matches(ed):
		c.until = ed.number + c.to.line
		c.inside = c.to.pattern != nil || c.to.last && !ed.last || c.to.more && c.to.line > 0 ||
			!c.to.more && !c.to.last && c.to.line > ed.number
		return true
	}
	return false
}

func (c *sedCommand) ends(ed *editor) bool {
	switch {
	case c.to.more:
		return ed.number >= c.until
	case c.to.pattern == nil && !c.to.last:
		return ed.number >= c.to.line
	}
	return c.to.matches(ed)
}
