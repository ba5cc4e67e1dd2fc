package kubectl

import (
	"fmt"
	"slices"
	"strings"
)

// command is one subcommand of kubectl. One without run is known by name
// only: real kubectl has it and this one does not.
type command struct {
	name    string   // "get", or "create service" for a command of a command
	group   string   // the heading under which help lists it
	short   string   // one line of help
	use     string   // the usage line after "kubectl "
	instead []string // wrong names for which this command is suggested
	flags   []flag
	run     func(*process) error
	subs    []string // names of subcommands, none of which are here
}

// The headings of kubectl's help.
const (
	beginner     = "Basic Commands (Beginner):"
	intermediate = "Basic Commands (Intermediate):"
	deploy       = "Deploy Commands:"
	management   = "Cluster Management Commands:"
	debugging    = "Troubleshooting and Debugging Commands:"
	advanced     = "Advanced Commands:"
	settings     = "Settings Commands:"
	other        = "Other Commands:"
)

// commands lists what kubectl has, in the order of its help.
func commands() []*command {
	return []*command{
		createCommand(), {name: "expose", group: beginner}, runCommand(), {name: "set", group: beginner},
		{name: "explain", group: intermediate}, getCommand(), {name: "edit", group: intermediate}, deleteCommand(),
		{name: "rollout", group: deploy}, {name: "scale", group: deploy, instead: []string{"resize"}}, {name: "autoscale", group: deploy},
		{name: "certificate", group: management}, {name: "cluster-info", group: management}, {name: "top", group: management},
		{name: "cordon", group: management}, {name: "uncordon", group: management}, {name: "drain", group: management}, {name: "taint", group: management},
		describeCommand(), {name: "logs", group: debugging}, {name: "attach", group: debugging}, {name: "exec", group: debugging},
		{name: "port-forward", group: debugging}, {name: "proxy", group: debugging}, {name: "cp", group: debugging},
		{name: "auth", group: debugging}, {name: "debug", group: debugging}, {name: "events", group: debugging},
		{name: "diff", group: advanced}, applyCommand(), {name: "patch", group: advanced}, {name: "replace", group: advanced}, waitCommand(), {name: "kustomize", group: advanced},
		labelCommand(), {name: "annotate", group: settings}, {name: "completion", group: settings},
		{name: "api-resources", group: other}, {name: "api-versions", group: other}, {name: "config", group: other},
		{name: "kuberc", group: other}, {name: "plugin", group: other}, versionCommand(), {name: "options", group: other}, helpCommand(),
	}
}

// globalFlags are those that every command takes.
var globalFlags = []flag{
	{name: "help", short: 'h', kind: boolFlag, bare: "true", usage: "Print this help"},
	{name: "namespace", short: 'n', kind: stringFlag, usage: "If present, the namespace scope for this CLI request"},
	{name: "context", kind: stringFlag, absent: true},
	{name: "cluster", kind: stringFlag, absent: true},
	{name: "user", kind: stringFlag, absent: true},
	{name: "kubeconfig", kind: stringFlag, absent: true},
	{name: "server", short: 's', kind: stringFlag, absent: true},
	{name: "token", kind: stringFlag, absent: true},
	{name: "as", kind: stringFlag, absent: true},
	{name: "request-timeout", kind: stringFlag, value: "0", absent: true},
	{name: "v", short: 'v', kind: intFlag, absent: true},
	{name: "warnings-as-errors", kind: boolFlag, bare: "true", absent: true},
}

// rootCommand is kubectl itself, which only shows its help.
func rootCommand() *command {
	return &command{run: func(p *process) error { return p.help(p.command) }}
}

// findCommand finds the command word among flags and arguments, and returns
// the rest. Models cobra Command.Find with its stripping of flags.
func findCommand(args []string) (*command, []string, error) {
	at := firstWord(args)
	if at < 0 {
		return rootCommand(), args, nil
	}
	word := args[at]
	for _, c := range commands() {
		if c.name == word {
			return c, slices.Delete(slices.Clone(args), at, at+1), nil
		}
	}
	return nil, nil, fmt.Errorf("unknown command %q for \"kubectl\"%s", word, suggestions(word))
}

// firstWord returns where the first argument is that is neither a flag nor the
// value of one, or -1. A flag that is not known is taken to want a value.
func firstWord(args []string) int {
	known := &flags{table: globalFlags}
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "--":
			return -1
		case strings.HasPrefix(arg, "--"):
			def := known.byName(arg[2:])
			if !strings.Contains(arg, "=") && (def == nil || def.bare == "") {
				i++
			}
		case len(arg) > 1 && arg[0] == '-':
			def := known.byShort(arg[1])
			if len(arg) == 2 && (def == nil || def.bare == "") {
				i++
			}
		case arg != "":
			return i
		}
	}
	return -1
}

// parse reads the command's flags.
func (c *command) parse(args []string) (*flags, error) {
	f, err := parseFlags(slices.Concat(c.flags, globalFlags), args)
	if c.run == nil {
		return &flags{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%w\nSee '%s --help' for usage.", err, strings.TrimSpace("kubectl "+c.name))
	}
	return f, nil
}

// checkHere refuses what real kubectl has and this one has not, and a command
// line without its required flags.
func (c *command) checkHere(f *flags) error {
	if c.run == nil {
		return notHere(c.name)
	}
	if len(f.args) > 0 && slices.Contains(c.subs, f.args[0]) {
		return notHere(c.name + " " + f.args[0])
	}
	var missing []string
	for _, each := range f.table {
		if each.absent && f.changed[each.name] {
			return notHere(strings.TrimSpace(c.name + " --" + each.name))
		}
		if each.required && !f.changed[each.name] {
			missing = append(missing, `"`+each.name+`"`)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("required flag(s) %s not set", strings.Join(missing, ", "))
	}
	return nil
}

// notHere says that a part of kubectl is not modelled.
func notHere(what string) error {
	return fmt.Errorf("svclab does not have \"kubectl %s\" yet", what)
}
