package api

import (
	"errors"
	"strconv"
	"strings"
)

// rfc3339 is the form of a time in the terms of Go's package time.
const rfc3339 = "2006-01-02T15:04:05Z07:00"

// parseTime reads an RFC 3339 time between the years 1678 and 2261, which is
// what 64 bits of nanoseconds hold. Models time.Parse, with its error texts.
func parseTime(s string) (Time, error) {
	p := timeParser{all: s, rest: s}
	y := p.year()
	p.literal("-")
	m := p.number("01", true, "month", 1, 12)
	p.literal("-")
	d := p.number("02", true, "", 0, 99)
	p.literal("T")
	h := p.number("15", false, "hour", 0, 23)
	p.literal(":")
	minute := p.number("04", true, "minute", 0, 59)
	p.literal(":")
	sec := p.number("05", true, "second", 0, 59)
	p.fraction()
	offset := p.zone()
	if p.rest != "" {
		p.fail(": extra text: " + strconv.Quote(p.rest))
	}
	days := daysSinceEpoch(y, m, d)
	if y2, m2, d2 := civil(days); y2 != y || m2 != m || d2 != d { // the 31st of June would be another day
		p.fail(": day out of range")
	}
	if y < 1678 || y > 2261 {
		p.fail(": want a year from 1678 to 2261")
	}
	return Time((days*86400 + h*3600 + minute*60 + sec - offset) * int64(Second)), p.err
}

// timeParser reads a time piece by piece. The first error stays, and then
// nothing more is read.
type timeParser struct {
	all, rest string
	err       error
}

func (p *timeParser) fail(why string) {
	if p.err == nil {
		p.err = errors.New("parsing time " + strconv.Quote(p.all) + why)
	}
}

// want says that the rest does not begin with an element of the form.
func (p *timeParser) want(element string) {
	p.fail(" as " + strconv.Quote(rfc3339) + ": cannot parse " + strconv.Quote(p.rest) + " as " + strconv.Quote(element))
}

func (p *timeParser) literal(text string) {
	if !strings.HasPrefix(p.rest, text) {
		p.want(text)
		return
	}
	p.rest = p.rest[len(text):]
}

func (p *timeParser) year() int64 {
	if digitsAt(p.rest) < 4 {
		p.want("2006")
		return 0
	}
	n := number(p.rest[:4])
	p.rest = p.rest[4:]
	return n
}

// number reads two digits, or one where two are not asked for.
func (p *timeParser) number(element string, two bool, name string, low, high int64) int64 {
	n := min(digitsAt(p.rest), 2)
	if n == 0 || two && n < 2 {
		p.want(element)
		return 0
	}
	v := number(p.rest[:n])
	p.rest = p.rest[n:]
	if v < low || v > high {
		p.fail(": " + name + " out of range")
	}
	return v
}

// fraction drops a fraction of a second.
func (p *timeParser) fraction() {
	if p.rest != "" && (p.rest[0] == '.' || p.rest[0] == ',') {
		if n := digitsAt(p.rest[1:]); n > 0 {
			p.rest = p.rest[1+n:]
		}
	}
}

// zone reads Z, +hh:mm or -hh:mm and returns seconds.
func (p *timeParser) zone() int64 {
	s := p.rest
	switch {
	case strings.HasPrefix(s, "Z"):
		p.rest = s[1:]
		return 0
	case len(s) < 6 || s[3] != ':' || digitsAt(s[1:]) != 2 || digitsAt(s[4:]) < 2:
		p.want("Z07:00")
		return 0
	}
	h, m := number(s[1:3]), number(s[4:6])
	switch {
	case m > 60:
		p.fail(": time zone offset minute out of range")
	case h > 24:
		p.fail(": time zone offset hour out of range")
	case s[0] != '+' && s[0] != '-':
		p.want("Z07:00")
	}
	p.rest = s[6:]
	if s[0] == '-' {
		return -h*3600 - m*60
	}
	return h*3600 + m*60
}

// digitsAt counts the digits at the start of s.
func digitsAt(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }

// number reads digits.
func number(digits string) int64 {
	var n int64
	for _, r := range digits {
		n = n*10 + int64(r-'0')
	}
	return n
}
