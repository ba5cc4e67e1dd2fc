package shell

import (
	"fmt"
	"regexp"
	"strings"
)

// sedParser reads a sed script.
type sedParser struct {
	source   string
	at       int
	extended bool
	lastRE   *regexp.Regexp
}

func parseSed(source string, extended bool) ([]*sedCommand, error) {
	r := &sedParser{source: source, extended: extended}
	list, err := r.list(false)
	if err != nil {
		return nil, fmt.Errorf("char %d: %w", r.at, err)
	}
	return list, nil
}

func (r *sedParser) fail(format string, args ...any) error { return fmt.Errorf(format, args...) }

func (r *sedParser) peek() byte {
	if r.at < len(r.source) {
		return r.source[r.at]
	}
	return 0
}

func (r *sedParser) skip(chars string) {
	for r.at < len(r.source) && strings.IndexByte(chars, r.source[r.at]) >= 0 {
		r.at++
	}
}

// list reads commands up to the end, or to } inside a block.
func (r *sedParser) list(inside bool) ([]*sedCommand, error) {
	var list []*sedCommand
	for {
		r.skip(" \t\n;")
		switch {
		case r.at == len(r.source):
			if inside {
				r.at = 0
				return nil, r.fail("unmatched `{'")
			}
			return list, nil
		case r.peek() == '}':
			r.at++
			if !inside {
				return nil, r.fail("unexpected `}'")
			}
			return list, nil
		case r.peek() == '#':
			r.at += strings.IndexByte(r.source[r.at:]+"\n", '\n')
			continue
		}
		c, err := r.command()
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
}

func (r *sedParser) command() (*sedCommand, error) {
	c := &sedCommand{}
	var err error
	if c.from, err = r.address(false); err != nil {
		return nil, err
	}
	r.skip(" \t")
	if c.from != nil && r.peek() == ',' {
		r.at++
		r.skip(" \t")
		if c.to, err = r.address(true); err != nil {
			return nil, err
		}
		if c.to == nil {
			return nil, r.fail("unexpected `,'")
		}
		r.skip(" \t")
	}
	if r.peek() == '!' {
		r.at++
		c.negate = true
		r.skip(" \t!")
	}
	if r.at == len(r.source) {
		return nil, r.fail("missing command")
	}
	c.name = r.source[r.at]
	r.at++
	return c, r.body(c)
}

// body reads what follows a command's letter.
func (r *sedParser) body(c *sedCommand) (err error) {
	switch c.name {
	case '{':
		c.block, err = r.list(true)
		return err
	case 's':
		err = r.substitution(c)
	case 'y':
		err = r.letters(c)
	case 'a', 'i', 'c':
		return r.text(c)
	case 'q', 'Q':
		r.skip(" \t")
		c.number = int(r.number() & 0xff)
	case 'd', 'p', '=', 'h', 'H', 'g', 'G', 'x':
	default:
		if strings.IndexByte("bDlnNPrRtTvwWze:", c.name) >= 0 {
			return r.fail("the command `%c' is not supported in this shell", c.name)
		}
		return r.fail("unknown command: `%c'", c.name)
	}
	if err != nil {
		return err
	}
	r.skip(" \t")
	if next := r.peek(); next != 0 && strings.IndexByte(";\n}#", next) < 0 {
		r.at++
		return r.fail("extra characters after command")
	}
	return nil
}

func (r *sedParser) number() int64 {
	start := r.at
	for r.peek() >= '0' && r.peek() <= '9' {
		r.at++
	}
	n, _ := parseInt(r.source[start:r.at])
	return n
}

func (r *sedParser) address(second bool) (*sedAddress, error) {
	switch c := r.peek(); {
	case c == '$':
		r.at++
		return &sedAddress{last: true}, nil
	case c == '+' && second:
		r.at++
		return &sedAddress{line: r.number(), more: true}, nil
	case c >= '0' && c <= '9':
		a := &sedAddress{line: r.number()}
		if r.peek() == '~' {
			r.at++
			a.step = r.number()
		}
		return a, nil
	case c == '/', c == '\\' && r.at+1 < len(r.source):
		if c == '\\' {
			r.at++
		}
		source, ok := r.delimited(r.source[r.at], true)
		if !ok {
			return nil, r.fail("unterminated address regex")
		}
		ignoreCase := r.peek() == 'I'
		if ignoreCase {
			r.at++
		}
		re, err := r.compile(source, ignoreCase)
		return &sedAddress{pattern: re}, err
	}
	return nil, nil
}

// compile reads a pattern; an empty one is the one before it.
func (r *sedParser) compile(source string, ignoreCase bool) (*regexp.Regexp, error) {
	if source == "" {
		if r.lastRE == nil {
			return nil, r.fail("no previous regular expression")
		}
		return r.lastRE, nil
	}
	re, err := compileSed(source, r.extended, ignoreCase)
	r.lastRE = re
	return re, err
}

// delimited reads up to the next delimiter, from the one at which it stands.
// It leaves the second delimiter behind. \ before a delimiter is taken away.
func (r *sedParser) delimited(delimiter byte, pattern bool) (string, bool) {
	var b strings.Builder
	bracket := false
	for r.at++; r.at < len(r.source); r.at++ {
		c := r.source[r.at]
		switch {
		case bracket:
			bracket = c != ']'
		case c == delimiter:
			r.at++
			return b.String(), true
		case c == '\\' && r.at+1 < len(r.source):
			r.at++
			if r.source[r.at] != delimiter {
				b.WriteByte('\\')
			}
			c = r.source[r.at]
		case c == '[' && pattern:
			bracket = strings.IndexByte(r.source[r.at+1:], ']') >= 0
		}
		b.WriteByte(c)
	}
	return "", false
}

func (r *sedParser) substitution(c *sedCommand) error {
	source, ok := "", r.at < len(r.source)
	if ok {
		source, ok = r.delimited(r.source[r.at], true)
	}
	if !ok {
		return r.fail("unterminated `s' command")
	}
	r.at--
	if c.text, ok = r.delimited(r.source[r.at], false); !ok {
		return r.fail("unterminated `s' command")
	}
	ignoreCase := false
	for {
		switch flag := r.peek(); {
		case flag == 'g':
			c.global = true
		case flag == 'p':
			c.print = true
		case flag == 'i' || flag == 'I':
			ignoreCase = true
		case flag >= '1' && flag <= '9':
			c.number = int(min(r.number(), 1<<30))
			continue
		case flag == 0 || strings.IndexByte(" \t;\n}#", flag) >= 0:
			var err error
			c.pattern, err = r.compile(source, ignoreCase)
			return err
		default:
			r.at++
			return r.fail("unknown option to `s'")
		}
		r.at++
	}
}

func (r *sedParser) letters(c *sedCommand) error {
	from, ok := "", r.at < len(r.source)
	to := ""
	if ok {
		from, ok = r.delimited(r.source[r.at], false)
	}
	if ok {
		r.at--
		to, ok = r.delimited(r.source[r.at], false)
	}
	if !ok {
		return r.fail("unterminated `y' command")
	}
	c.letters = &transliteration{from: []rune(from), to: []rune(to)}
	if len(c.letters.from) != len(c.letters.to) {
		return r.fail("strings for `y' command are different lengths")
	}
	return nil
}

// text reads the line of a, i and c: behind a blank, or on the next line.
func (r *sedParser) text(c *sedCommand) error {
	r.skip(" \t")
	if strings.HasPrefix(r.source[r.at:], "\\\n") {
		r.at += 2
	} else if r.peek() == '\\' {
		r.at++
	}
	if r.at == len(r.source) {
		return r.fail("expected \\ after `a', `c' or `i'")
	}
	end := strings.IndexByte(r.source[r.at:]+"\n", '\n')
	c.text, _ = escapes{}.read(r.source[r.at : r.at+end])
	r.at = min(r.at+end, len(r.source))
	return nil
}
