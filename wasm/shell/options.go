package shell

import "strings"

// options is what a command line says, by letter.
type options map[byte][]string

func (o options) has(letter byte) bool { return len(o[letter]) > 0 }

// letters returns all that were given, in no order.
func (o options) letters() string {
	var all []byte
	for letter := range o {
		all = append(all, letter)
	}
	return string(all)
}

// value returns the last argument given with a letter.
func (o options) value(letter byte) string {
	if v := o[letter]; len(v) > 0 {
		return v[len(v)-1]
	}
	return ""
}

// optionSpec says what options a program takes. A colon after a letter means
// that it has an argument, as getopt(3) has it.
type optionSpec struct {
	letters string
	long    map[string]byte // --name: its letter
	inOrder bool            // an operand ends the options
	failed  func(p *process, format string, args ...any)
}

// before makes a program of what runs once its arguments are read. failure is the
// exit status when they cannot be.
func (s optionSpec) before(failure int, run func(p *process, opts options, operands []string) int) program {
	return func(p *process) int {
		opts, operands, ok := s.parse(p)
		if !ok {
			return failure
		}
		return run(p, opts, operands)
	}
}

func (s optionSpec) takesValue(letter byte) bool {
	i := strings.IndexByte(s.letters, letter)
	return i+1 < len(s.letters) && s.letters[i+1] == ':'
}

func (s optionSpec) knows(letter byte) bool {
	return letter != ':' && strings.IndexByte(s.letters, letter) >= 0
}

// parse reads the arguments of p. On a mistake it has printed GNU's words.
func (s optionSpec) parse(p *process) (opts options, operands []string, ok bool) {
	opts = options{}
	args := p.args[1:]
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		switch {
		case arg == "--":
			return opts, append(operands, args...), true
		case strings.HasPrefix(arg, "--"):
			args, ok = s.parseLong(p, opts, arg[2:], args)
		case len(arg) > 1 && arg[0] == '-':
			args, ok = s.parseShort(p, opts, arg[1:], args)
		default:
			operands = append(operands, arg)
			if s.inOrder {
				return opts, append(operands, args...), true
			}
			continue
		}
		if !ok {
			return nil, nil, false
		}
	}
	return opts, operands, true
}

func (s optionSpec) parseShort(p *process, opts options, letters string, args []string) ([]string, bool) {
	for i := 0; i < len(letters); i++ {
		letter := letters[i]
		if !s.knows(letter) {
			s.complain(p, "invalid option -- '%c'", letter)
			return nil, false
		}
		if !s.takesValue(letter) {
			opts[letter] = append(opts[letter], "")
			continue
		}
		value := letters[i+1:]
		if value == "" {
			if len(args) == 0 {
				s.complain(p, "option requires an argument -- '%c'", letter)
				return nil, false
			}
			value, args = args[0], args[1:]
		}
		opts[letter] = append(opts[letter], value)
		break
	}
	return args, true
}

func (s optionSpec) parseLong(p *process, opts options, name string, args []string) ([]string, bool) {
	name, value, given := strings.Cut(name, "=")
	letter, ok := s.long[name]
	switch {
	case !ok:
		s.complain(p, "unrecognized option '--%s'", name)
		return nil, false
	case given && !s.takesValue(letter):
		s.complain(p, "option '--%s' doesn't allow an argument", name)
		return nil, false
	case !given && s.takesValue(letter):
		if len(args) == 0 {
			s.complain(p, "option '--%s' requires an argument", name)
			return nil, false
		}
		value, args = args[0], args[1:]
	}
	opts[letter] = append(opts[letter], value)
	return args, true
}

func (s optionSpec) complain(p *process, format string, args ...any) {
	if s.failed != nil {
		s.failed(p, format, args...)
		return
	}
	p.usage(format, args...)
}
