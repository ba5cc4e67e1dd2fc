package kubectl

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

func helpCommand() *command {
	return &command{name: "help", group: other, short: "Help about any command", use: "help [command]", run: runHelp}
}

// runHelp shows the help of a command, or of kubectl itself.
func runHelp(p *process) error {
	if len(p.flags.args) == 0 {
		return p.help(&command{})
	}
	c := &command{subs: commands()}
	for _, word := range p.flags.args {
		if c = c.sub(word); c == nil {
			break
		}
	}
	if c != nil {
		return p.help(c)
	}
	p.printf("Unknown help topic %#q\n\n", p.flags.args)
	p.rootUsage()
	return nil
}

// help prints the help of a command; one without a name is kubectl itself. It
// lists only what is here, and says what is not.
func (p *process) help(c *command) error {
	switch {
	case c.name == "":
		p.rootHelp()
	case c.run == nil:
		return notHere(c.name)
	default:
		p.commandHelp(c)
	}
	return nil
}

const (
	moreHelp    = "\nUse \"kubectl %s<command> --help\" for more information about a given command."
	moreOptions = "\nUse \"kubectl options\" for a list of global command-line options (applies to all commands).\n"
)

func (p *process) rootHelp() {
	p.printf("kubectl controls the Kubernetes cluster manager.\n\n Find more information at: https://kubernetes.io/docs/reference/kubectl/\n")
	p.rootUsage()
}

// rootUsage lists the commands by their groups.
func (p *process) rootUsage() {
	var absent []string
	for _, group := range []string{beginner, intermediate, deploy, management, debugging, advanced, settings, other} {
		var lines []string
		for _, c := range commands() {
			switch {
			case c.group != group || c.name == "options":
			case c.run == nil:
				absent = append(absent, c.name)
			default:
				lines = append(lines, fmt.Sprintf("  %-15s %s\n", c.name, c.short))
			}
		}
		if len(lines) > 0 {
			p.printf("\n%s\n%s", group, strings.Join(lines, ""))
		}
	}
	p.printf("\nNot in svclab yet:\n  %s\n", strings.Join(absent, ", "))
	p.printf("\nUsage:\n  kubectl [flags] [options]\n"+moreHelp+moreOptions, "")
}

// commandHelp models kubectl pkg/util/templates MainHelpTemplate and
// MainUsageTemplate.
func (p *process) commandHelp(c *command) {
	p.printf("%s.\n%s", c.short, c.long)
	if len(c.aliases) > 0 {
		p.printf("\nAliases:\n%s\n", strings.Join(append([]string{c.word()}, c.aliases...), ", "))
	}
	if examples := examplesOf(c.name); examples != "" {
		p.printf("\nExamples:\n%s", examples)
	}
	p.subcommands(c.subs)
	if slices.ContainsFunc(c.flags, func(f flag) bool { return !f.absent }) {
		p.printf("\nOptions:\n")
		p.optionLines(c.flags)
		p.printf("Usage:\n")
	} else {
		p.printf("\nUsage:\n")
	}
	p.printf("  kubectl %s [options]\n", c.use)
	if len(c.subs) > 0 {
		p.printf(moreHelp, c.name+" ")
	}
	p.printf(moreOptions)
}

// subcommands lists those that are here, and names the others.
func (p *process) subcommands(subs []*command) {
	var here, absent []string
	width := 11
	for _, s := range subs {
		if s.run == nil {
			absent = append(absent, s.word())
		} else {
			here = append(here, s.word()+"\x00"+s.short)
			width = max(width, len(s.word()))
		}
	}
	slices.Sort(here)
	for i, line := range here {
		if i == 0 {
			p.printf("\nAvailable Commands:\n")
		}
		word, short, _ := strings.Cut(line, "\x00")
		p.printf("  %-*s   %s\n", width, word, short)
	}
	if len(absent) > 0 {
		p.printf("\nNot in svclab yet:\n  %s\n", strings.Join(absent, ", "))
	}
}

// optionLines lists flags in order of their names.
func (p *process) optionLines(flags []flag) {
	sorted := slices.Clone(flags)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].name < sorted[j].name })
	for _, f := range sorted {
		if !f.absent && f.name != "help" {
			p.printf("    %s:\n\t%s.\n\n", flagLine(f), strings.TrimSuffix(f.usage, "."))
		}
	}
}

// wantSubcommand answers a command that does nothing by itself, on standard
// error. Models kubectl pkg/cmd/util DefaultSubCommandRun.
func wantSubcommand(p *process) error {
	if len(p.flags.args) > 0 {
		return p.usageError("unknown command %q", strings.Join(p.flags.args, " "))
	}
	p.env.Stdout = p.env.Stderr
	p.commandHelp(p.command)
	return errSilent
}

// flagLine writes a flag with its default value, as kubectl's help does.
func flagLine(f flag) string {
	short := ""
	if f.short != 0 {
		short = fmt.Sprintf("-%c, ", f.short)
	}
	value := f.value
	switch {
	case f.kind == boolFlag && value == "":
		value = "false"
	case f.kind == sliceFlag || f.kind == arrayFlag:
		value = "[]"
	case f.kind == intFlag && value == "":
		value = "0"
	case f.kind == stringFlag:
		value = "'" + value + "'"
	}
	return short + "--" + f.name + "=" + value
}

// examplesOf returns the examples of a command, indented.
func examplesOf(name string) string {
	_, rest, _ := strings.Cut(exampleTexts, "\n= "+name+"\n")
	block, _, _ := strings.Cut(rest, "\n= ")
	var out strings.Builder
	for _, line := range strings.Split(strings.Trim(block, "\n"), "\n") {
		if strings.HasPrefix(line, "#") && out.Len() > 0 {
			out.WriteByte('\n')
		}
		if line != "" {
			out.WriteString("  " + line + "\n")
		}
	}
	return out.String()
}
