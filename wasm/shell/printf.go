package shell

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// printf prints its arguments by a format, which is used again while there are
// arguments left.
func printf(p *process) int {
	args := p.args[1:]
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		p.write(2, "printf: usage: printf [-v var] format [arguments]\n")
		return 2
	}
	variable := ""
	if args[0] == "-v" && len(args) > 2 {
		variable, args = args[1], args[2:]
	}
	f := &formatter{p: p, format: args[0], args: args[1:]}
	for f.pass(); len(f.args) > 0 && f.used && !f.stopped; f.pass() {
		p.tick()
		p.checkLength(f.b.Len())
	}
	if variable != "" {
		p.set(variable, f.b.String())
	} else {
		p.out(f.b.String())
	}
	return f.status
}

type formatter struct {
	p       *process
	format  string
	args    []string
	b       strings.Builder
	used    bool // the format takes arguments
	stopped bool
	status  int
}

// pass goes through the format once.
func (f *formatter) pass() {
	format := f.format
	for format != "" && !f.stopped {
		switch {
		case format[0] == '\\' && len(format) > 1:
			text, size := escapes{quotes: true}.one(format[1:])
			f.b.WriteString(text)
			format = format[1+size:]
		case format[0] == '%' && strings.HasPrefix(format, "%%"):
			f.b.WriteByte('%')
			format = format[2:]
		case format[0] == '%':
			format = f.directive(format)
		default:
			f.b.WriteByte(format[0])
			format = format[1:]
		}
	}
}

func (f *formatter) next() string {
	f.used = true
	if len(f.args) == 0 {
		return ""
	}
	arg := f.args[0]
	f.args = f.args[1:]
	return arg
}

// directive prints one %… and returns the format behind it.
func (f *formatter) directive(format string) string {
	n := 1
	for n < len(format) && strings.IndexByte("-+ #0", format[n]) >= 0 {
		n++
	}
	spec := format[:n]
	width, n := f.size(format, n)
	if strings.HasPrefix(width, "-") && !strings.Contains(spec, "-") {
		spec += "-"
	}
	spec += strings.TrimPrefix(width, "-")
	if n < len(format) && format[n] == '.' {
		var precision string
		precision, n = f.size(format, n+1)
		spec += "." + precision
	}
	if n >= len(format) {
		f.p.errorf("`%s': missing format character", format)
		f.status, f.stopped = 1, true
		return ""
	}
	f.value(spec, format[n])
	return format[n+1:]
}

// size reads a width or a precision, of which * takes it from the arguments.
func (f *formatter) size(format string, n int) (string, int) {
	if n < len(format) && format[n] == '*' {
		size, _ := parseInt(f.next())
		return strconv.Itoa(int(max(min(size, maxWidth), -maxWidth))), n + 1
	}
	start := n
	for n < len(format) && format[n] >= '0' && format[n] <= '9' {
		n++
	}
	if size, err := strconv.Atoi(format[start:n]); err == nil && size > maxWidth {
		return strconv.Itoa(maxWidth), n
	}
	return format[start:n], n
}

// maxWidth bounds what a width can ask for.
const maxWidth = 10_000

func (f *formatter) value(spec string, verb byte) {
	switch verb {
	case 's':
		fmt.Fprintf(&f.b, stringSpec(spec)+"s", f.next())
	case 'b':
		text, stopped := escapes{octalZero: true, stop: true}.read(f.next())
		f.stopped = stopped
		f.b.WriteString(text)
	case 'q':
		f.b.WriteString(quoteMinimally(f.next()))
	case 'c':
		arg := f.next()
		_, size := utf8.DecodeRuneInString(arg)
		f.b.WriteString(arg[:size])
	case 'd', 'i':
		fmt.Fprintf(&f.b, spec+"d", f.integer())
	case 'u':
		fmt.Fprintf(&f.b, spec+"d", uint64(f.integer()))
	case 'x', 'X', 'o':
		fmt.Fprintf(&f.b, spec+string(verb), uint64(f.integer()))
	case 'f', 'F', 'e', 'E', 'g', 'G':
		fmt.Fprintf(&f.b, spec+string(verb), f.float())
	default:
		f.p.errorf("`%c': invalid format character", verb)
		f.status, f.stopped = 1, true
	}
}

// stringSpec takes out the flag 0, which has no meaning for strings.
func stringSpec(spec string) string {
	flags := spec[:len(spec)-len(strings.TrimLeft(spec, "%-+ #0"))]
	return strings.Map(func(r rune) rune {
		if r == '%' || r == '-' {
			return r
		}
		return -1
	}, flags) + spec[len(flags):]
}

func (f *formatter) integer() int64 {
	arg := strings.TrimLeft(f.next(), " ")
	if arg == "" {
		return 0
	}
	if arg[0] == '\'' || arg[0] == '"' {
		r, _ := utf8.DecodeRuneInString(arg[1:])
		return int64(r)
	}
	if n, ok := constant(strings.TrimLeft(arg, "+-")); ok && !strings.Contains(arg, "#") {
		if arg[0] == '-' {
			return -n
		}
		return n
	}
	end := 0
	for end < len(arg) && (arg[end] >= '0' && arg[end] <= '9' || end == 0 && arg[end] == '-') {
		end++
	}
	f.p.errorf("%s: invalid number", arg)
	f.status = 1
	n, _ := strconv.ParseInt(arg[:end], 10, 64)
	return n
}

func (f *formatter) float() float64 {
	arg := f.next()
	if arg == "" {
		return 0
	}
	x, err := strconv.ParseFloat(arg, 64)
	if err != nil {
		f.p.errorf("%s: invalid number", arg)
		f.status = 1
	}
	return x
}

// quoteMinimally is %q: a backslash before what needs one.
func quoteMinimally(s string) string {
	if s == "" {
		return "''"
	}
	if strings.ContainsAny(s, "\n\t\r\x1b") {
		return "$'" + quoteControl(s) + "'"
	}
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(" !\"#$&'()*,;<>?[\\]^`{|}", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
