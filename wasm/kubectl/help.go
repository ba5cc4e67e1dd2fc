package kubectl

import (
	"fmt"
	"slices"
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
	p.errorf("Unknown help topic %s\n", quoteList(p.flags.args))
	return p.help(&command{})
}

func quoteList(words []string) string { return fmt.Sprintf("%q", words) }

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

func (p *process) rootHelp() {
	p.printf("kubectl controls the Kubernetes cluster manager.\n\n Find more information at: https://kubernetes.io/docs/reference/kubectl/\n")
	var absent []string
	for _, group := range []string{beginner, intermediate, deploy, management, debugging, advanced, settings, other} {
		var lines []string
		for _, c := range commands() {
			switch {
			case c.group != group:
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
	p.printf("\nUsage:\n  kubectl [flags] [options]\n\nUse \"kubectl <command> --help\" for more information about a given command.\n")
}

func (p *process) commandHelp(c *command) {
	p.printf("%s.\n", c.short)
	var absent []string
	for i, s := range slices.SortedFunc(slices.Values(c.subs), func(a, b *command) int { return strings.Compare(a.name, b.name) }) {
		if i == 0 {
			p.printf("\nAvailable Commands:\n")
		}
		if s.run == nil {
			absent = append(absent, s.word())
		} else {
			p.printf("  %-15s %s\n", s.word(), s.short)
		}
	}
	if len(absent) > 0 {
		p.printf("\nNot in svclab yet:\n  %s\n", strings.Join(absent, ", "))
	}
	if len(c.flags) > 0 {
		p.printf("\nOptions:\n")
	}
	for _, f := range c.flags {
		if !f.absent {
			p.printf("    %s:\n\t%s.\n\n", flagLine(f), f.usage)
		}
	}
	p.printf("Usage:\n  kubectl %s\n", c.use)
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
	short := "    "
	if f.short != 0 {
		short = fmt.Sprintf("-%c, ", f.short)
	}
	value := f.value
	switch {
	case f.kind == boolFlag && value == "":
		value = "false"
	case f.kind == sliceFlag || f.kind == arrayFlag:
		value = "[]"
	case f.kind == stringFlag:
		value = "'" + value + "'"
	}
	return short + "--" + f.name + "=" + value
}
