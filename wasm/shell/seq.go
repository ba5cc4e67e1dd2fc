package shell

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// seq prints numbers from first to last.
func seq(p *process) int {
	separator, equalWidth, format := "\n", false, ""
	args := p.args[1:]
	for len(args) > 0 && len(args[0]) > 1 && args[0][0] == '-' && !isNumber(args[0]) {
		switch arg := args[0]; {
		case arg == "-w":
			equalWidth = true
		case strings.HasPrefix(arg, "-s"), strings.HasPrefix(arg, "-f"):
			value := arg[2:]
			if value == "" {
				if len(args) < 2 {
					p.usage("option requires an argument -- '%c'", arg[1])
					return 1
				}
				args = args[1:]
				value = args[0]
			}
			if arg[1] == 's' {
				separator = value
			} else {
				format = value
			}
		default:
			p.usage("invalid option -- '%c'", arg[1])
			return 1
		}
		args = args[1:]
	}
	if len(args) == 0 {
		p.usage("missing operand")
		return 1
	}
	if len(args) > 3 {
		p.usage("extra operand ‘%s’", args[3])
		return 1
	}
	for _, a := range args {
		if !isNumber(a) {
			p.usage("invalid floating point argument: ‘%s’", a)
			return 1
		}
	}
	first, step, last := "1", "1", args[len(args)-1]
	if len(args) > 1 {
		first = args[0]
	}
	if len(args) == 3 {
		step = args[1]
	}
	if x, _ := strconv.ParseFloat(step, 64); x == 0 {
		p.usage("invalid Zero increment value: ‘%s’", step)
		return 1
	}
	p.count(first, step, last, separator, format, equalWidth)
	return 0
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil && !strings.ContainsAny(s, "nNiIxX_")
}

// count prints the numbers in pieces of a few lines, so that what reads them
// can end it early.
func (p *process) count(first, step, last, separator, format string, equalWidth bool) {
	places := max(decimals(first), decimals(step))
	from, _ := strconv.ParseFloat(first, 64)
	by, _ := strconv.ParseFloat(step, 64)
	to, _ := strconv.ParseFloat(last, 64)
	write := func(x float64) string {
		if format != "" {
			return strings.ReplaceAll(fmt.Sprintf(floatFormat(format), x), "%%", "%")
		}
		return strconv.FormatFloat(x, 'f', places, 64)
	}
	width := 0
	if equalWidth {
		width = max(len(write(from)), len(write(to)))
	}
	var b strings.Builder
	n := math.Floor((to-from)/by + 1e-9)
	for i := float64(0); i <= n; i++ {
		text := write(from + i*by)
		if equalWidth {
			text = zeroPad(text, width)
		}
		if i > 0 {
			text = separator + text
		}
		b.WriteString(text)
		if b.Len() > 512 {
			p.out(b.String())
			b.Reset()
		}
	}
	if n >= 0 {
		b.WriteString("\n")
	}
	p.out(b.String())
}

// floatFormat lets only a %g, %f or %e through.
func floatFormat(format string) string {
	i := strings.IndexByte(format, '%')
	if i < 0 {
		return format + "%.0s"
	}
	n := i + 1
	for n < len(format) && n < i+8 && strings.IndexByte("-+ #0123456789.", format[n]) >= 0 {
		n++
	}
	if n == len(format) || strings.IndexByte("gfeGFE", format[n]) < 0 || strings.Contains(format[n+1:], "%") {
		return "%g"
	}
	return format
}

func decimals(s string) int {
	if i := strings.IndexByte(s, '.'); i >= 0 {
		return min(len(s)-i-1, 20)
	}
	return 0
}

func zeroPad(s string, width int) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	return sign + strings.Repeat("0", max(0, width-len(sign)-len(s))) + s
}
