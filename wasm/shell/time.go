package shell

import (
	"fmt"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// sleep lets virtual time pass.
func sleep(p *process) int {
	spec := optionSpec{}
	_, times, ok := spec.parse(p)
	if !ok {
		return 1
	}
	if len(times) == 0 {
		p.usage("missing operand")
		return 1
	}
	var total api.Duration
	for _, s := range times {
		d, ok := parseDuration(s)
		if !ok {
			p.usage("invalid time interval ‘%s’", s)
			return 1
		}
		total = min(total+d, longest)
	}
	p.wait(total)
	return 0
}

// longest bounds sleep: about a hundred years would not fit a clock twice.
const longest = 36500 * api.Day

// parseDuration reads 0.5, 2s, 1m, 1h and 1d.
func parseDuration(s string) (api.Duration, bool) {
	if s == "inf" || s == "infinity" {
		return longest, true
	}
	unit := api.Second
	switch {
	case strings.HasSuffix(s, "s"):
		s = s[:len(s)-1]
	case strings.HasSuffix(s, "m"):
		s, unit = s[:len(s)-1], api.Minute
	case strings.HasSuffix(s, "h"):
		s, unit = s[:len(s)-1], api.Hour
	case strings.HasSuffix(s, "d"):
		s, unit = s[:len(s)-1], api.Day
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n < 0 || n != n {
		return 0, false
	}
	if n*float64(unit) >= float64(longest) {
		return longest, true
	}
	return api.Duration(n*float64(unit) + 0.5), true
}

// timeReport is what the keyword time prints.
func timeReport(d api.Duration, posix bool) string {
	if posix {
		return fmt.Sprintf("real %.2f\nuser 0.00\nsys 0.00\n", float64(d)/float64(api.Second))
	}
	return fmt.Sprintf("\nreal\t%dm%.3fs\nuser\t0m0.000s\nsys\t0m0.000s\n", d/api.Minute, float64(d%api.Minute)/float64(api.Second))
}

var (
	weekdays = []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	months   = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
)

// date prints the cluster's clock.
func date(p *process) int {
	spec := optionSpec{letters: "uI::Rd:", long: map[string]byte{"utc": 'u', "universal": 'u', "rfc-email": 'R', "date": 'd'}}
	opts, operands, ok := spec.parse(p)
	if !ok {
		return 1
	}
	now := p.shell.Cluster.Now()
	if opts.has('d') {
		if now, ok = p.dateOf(opts.value('d')); !ok {
			p.errorf("invalid date ‘%s’", opts.value('d'))
			return 1
		}
	}
	format := "+%a %b %e %H:%M:%S UTC %Y"
	switch {
	case opts.has('R'):
		format = "+%a, %d %b %Y %H:%M:%S +0000"
	case len(operands) > 1:
		p.usage("extra operand ‘%s’", operands[1])
		return 1
	case len(operands) == 1:
		format = operands[0]
	}
	if !strings.HasPrefix(format, "+") {
		p.errorf("invalid date ‘%s’", format)
		return 1
	}
	p.out(formatTime(now, format[1:]) + "\n")
	return 0
}

// dateOf reads what -d takes: @SECONDS, now, or a date such as 2026-01-02,
// 2026-01-02 03:04 and 2026-01-02T03:04:05Z.
func (p *process) dateOf(s string) (api.Time, bool) {
	if s == "now" || s == "" {
		return p.shell.Cluster.Now(), true
	}
	if n, ok := parseInt(strings.TrimPrefix(s, "@")); ok && s[0] == '@' && n >= 0 && n < 1<<33 {
		return api.Time(n) * api.Time(api.Second), true
	}
	day, clock, _ := strings.Cut(strings.Replace(strings.TrimSuffix(s, "Z"), "T", " ", 1), " ")
	var t api.Time
	err := t.UnmarshalJSON([]byte(`"` + day + "T" + clock + "00:00:00"[min(len(clock), 8):] + `Z"`))
	return t, err == nil && t >= 0
}

// formatTime writes a time by date's format.
func formatTime(t api.Time, format string) string {
	text := ""
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			text += format[i : i+1]
			continue
		}
		i++
		text += timePart(t, format[i])
	}
	return text
}

// timePart is what one letter of date's format stands for. RFC 3339 gives the
// numbers: 2026-01-01T00:00:00Z.
func timePart(t api.Time, letter byte) string {
	text := t.String()
	month, _ := strconv.Atoi(text[5:7])
	switch letter {
	case 'Y':
		return text[:4]
	case 'y':
		return text[2:4]
	case 'm':
		return text[5:7]
	case 'd':
		return text[8:10]
	case 'e':
		return fmt.Sprintf("%2s", strings.TrimPrefix(text[8:10], "0"))
	case 'H':
		return text[11:13]
	case 'M':
		return text[14:16]
	case 'S':
		return text[17:19]
	case 'T':
		return text[11:19]
	case 'R':
		return text[11:16]
	case 'F':
		return text[:10]
	case 'a':
		return weekday(t)[:3]
	case 'A':
		return weekday(t)
	case 'b', 'h':
		return months[month-1][:3]
	case 'B':
		return months[month-1]
	case 's':
		return itoa(int64(t) / int64(api.Second))
	case 'N':
		return fmt.Sprintf("%09d", int64(t)%int64(api.Second))
	case 'Z':
		return "UTC"
	case 'z':
		return "+0000"
	case 'n':
		return "\n"
	case '%':
		return "%"
	}
	return "%" + string(rune(letter))
}

// weekday counts from 1970, which began on a Thursday.
func weekday(t api.Time) string { return weekdays[(int64(t)/int64(api.Day)+4)%7] }
