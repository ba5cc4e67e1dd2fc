package kubectl

import (
	"fmt"
	"slices"
	"strings"
)

// flagKind says what a flag takes.
type flagKind int

const (
	boolFlag flagKind = iota
	stringFlag
	sliceFlag // may be repeated, and commas part its values
	arrayFlag // may be repeated
	intFlag
	durationFlag
)

// flag is one flag of a command. A command's flags are one table, from which
// parsing, help and completion all read.
type flag struct {
	name     string
	short    byte
	kind     flagKind
	value    string // when it is not given
	bare     string // when it is given without a value; "" means that it wants one
	usage    string
	required bool
	absent   bool // real kubectl has it, this one does not
}

// flags is what the command line said. Every flag of the command has a value.
type flags struct {
	table   []flag
	values  map[string][]string
	args    []string
	dash    int // how many args came before --, or -1
	changed map[string]bool
}

func (f *flags) string(name string) string {
	if v := f.values[name]; len(v) > 0 {
		return v[len(v)-1]
	}
	return ""
}

func (f *flags) strings(name string) []string { return f.values[name] }

func (f *flags) bool(name string) bool { return isTrue(f.string(name)) }

func (f *flags) byName(name string) *flag {
	for i := range f.table {
		if f.table[i].name == name {
			return &f.table[i]
		}
	}
	return nil
}

func (f *flags) byShort(short byte) *flag {
	for i := range f.table {
		if f.table[i].short == short {
			return &f.table[i]
		}
	}
	return nil
}

// parseFlags reads a command line. Models pflag FlagSet.Parse: flags may come
// after arguments, shorthands combine, -- ends the flags.
func parseFlags(table []flag, args []string) (*flags, error) {
	f := &flags{table: table, values: map[string][]string{}, changed: map[string]bool{}, dash: -1}
	for _, each := range table {
		if each.value != "" {
			f.values[each.name] = []string{each.value}
		}
	}
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		var err error
		switch {
		case arg == "--":
			f.dash = len(f.args)
			f.args = append(f.args, args...)
			return f, nil
		case strings.HasPrefix(arg, "--"):
			args, err = f.long(arg, args)
		case len(arg) > 1 && arg[0] == '-':
			args, err = f.shorts(arg[1:], args)
		default:
			f.args = append(f.args, arg)
		}
		if err != nil {
			return nil, err
		}
	}
	return f, nil
}

// long reads --name, --name=value or --name value.
func (f *flags) long(arg string, args []string) ([]string, error) {
	name, value, given := strings.Cut(arg[2:], "=")
	if name == "" || name[0] == '-' {
		return nil, fmt.Errorf("bad flag syntax: %s", arg)
	}
	def := f.byName(name)
	switch {
	case def == nil:
		return nil, fmt.Errorf("unknown flag: --%s", name)
	case given:
	case def.bare != "":
		value = def.bare
	case len(args) > 0:
		value, args = args[0], args[1:]
	default:
		return nil, fmt.Errorf("flag needs an argument: --%s", name)
	}
	return args, f.set(def, value)
}

// shorts reads -a, -abc, -ovalue, -o=value or -o value.
func (f *flags) shorts(shorts string, args []string) ([]string, error) {
	for shorts != "" {
		c, all := shorts[0], shorts
		shorts = shorts[1:]
		def, value := f.byShort(c), ""
		switch {
		case def == nil:
			return nil, fmt.Errorf("unknown shorthand flag: %q in -%s", rune(c), all)
		case len(shorts) > 1 && shorts[0] == '=':
			value, shorts = shorts[1:], ""
		case def.bare != "":
			value = def.bare
		case shorts != "":
			value, shorts = shorts, ""
		case len(args) > 0:
			value, args = args[0], args[1:]
		default:
			return nil, fmt.Errorf("flag needs an argument: %q in -%s", rune(c), all)
		}
		if err := f.set(def, value); err != nil {
			return nil, err
		}
	}
	return args, nil
}

// set checks a value and keeps it. The first value of a repeated flag replaces
// what the flag was before.
func (f *flags) set(def *flag, value string) error {
	if err := checkValue(def.kind, value); err != nil {
		name := "--" + def.name
		if def.short != 0 {
			name = fmt.Sprintf("-%c, --%s", def.short, def.name)
		}
		return fmt.Errorf("invalid argument %q for %q flag: %w", value, name, err)
	}
	values := []string{value}
	if def.kind == sliceFlag {
		values = slices.DeleteFunc(strings.Split(value, ","), func(string) bool { return value == "" })
	}
	if (def.kind == sliceFlag || def.kind == arrayFlag) && f.changed[def.name] {
		values = append(f.values[def.name], values...)
	}
	f.values[def.name], f.changed[def.name] = values, true
	return nil
}
