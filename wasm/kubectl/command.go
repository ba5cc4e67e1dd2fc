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
	long    string   // more of it
	use     string   // the usage line after "kubectl "
	instead []string // wrong names for which this command is suggested
	flags   []flag
	run     func(*process) error
	aliases []string   // other names of the command itself
	failure int        // the exit status of an error, 1 when 0
	subs    []*command // subcommands, whose names begin with this one's
}

// word is the last word of the command's name.
func (c *command) word() string { return c.name[strings.LastIndexByte(c.name, ' ')+1:] }

// sub returns the subcommand that goes by a word, or nil.
func (c *command) sub(word string) *command {
	for _, s := range c.subs {
		if s.word() == word || slices.Contains(s.aliases, word) {
			return s
		}
	}
	return nil
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
		createCommand(),
		exposeCommand(),
		runCommand(),
		setCommand(),
		explainCommand(),
		getCommand(),
		editCommand(),
		deleteCommand(),
		rolloutCommand(),
		scaleCommand(),
		{name: "autoscale", group: deploy},
		{name: "certificate", group: management},
		clusterInfoCommand(),
		topCommand(),
		cordonCommand(),
		uncordonCommand(),
		drainCommand(),
		taintCommand(),
		describeCommand(),
		logsCommand(),
		{name: "attach", group: debugging},
		execCommand(),
		portForwardCommand(),
		{name: "proxy", group: debugging},
		{name: "cp", group: debugging},
		authCommand(),
		{name: "debug", group: debugging},
		eventsCommand(),
		diffCommand(),
		applyCommand(),
		patchCommand(),
		replaceCommand(),
		waitCommand(),
		{name: "kustomize", group: advanced},
		labelCommand(),
		annotateCommand(),
		{name: "completion", group: settings},
		apiResourcesCommand(),
		apiVersionsCommand(),
		configCommand(),
		{name: "kuberc", group: other},
		{name: "plugin", group: other},
		versionCommand(),
		optionsCommand(),
		helpCommand(),
	}
}

// globalFlags are those that every command takes.
var globalFlags = []flag{
	{name: "help", short: 'h', kind: boolFlag, bare: "true", usage: "Print this help"},
	{name: "namespace", short: 'n', kind: stringFlag, usage: "If present, the namespace scope for this CLI request"},
	{name: "context", kind: stringFlag, usage: "The name of the kubeconfig context to use"},
	{name: "cluster", kind: stringFlag, usage: "The name of the kubeconfig cluster to use"},
	{name: "user", kind: stringFlag, usage: "The name of the kubeconfig user to use"},
	{name: "kubeconfig", kind: stringFlag, absent: true},
	{name: "server", short: 's', kind: stringFlag, absent: true},
	{name: "token", kind: stringFlag, absent: true},
	{name: "as", kind: stringFlag, absent: true},
	{name: "as-group", kind: arrayFlag, absent: true},
	{name: "certificate-authority", kind: stringFlag, absent: true},
	{name: "client-certificate", kind: stringFlag, absent: true},
	{name: "client-key", kind: stringFlag, absent: true},
	{name: "insecure-skip-tls-verify", kind: boolFlag, bare: "true", absent: true},
	{name: "cache-dir", kind: stringFlag, absent: true},
	{name: "match-server-version", kind: boolFlag, bare: "true", usage: "Require server version to match client version"},
	{name: "request-timeout", kind: stringFlag, value: "0", usage: "The length of time to wait before giving up on a single server request. Servers here answer at once"},
	{name: "v", short: 'v', kind: intFlag, value: "0", absent: true},
	{name: "warnings-as-errors", kind: boolFlag, bare: "true", absent: true},
}

// rootCommand is kubectl itself, which only shows its help.
func rootCommand() *command {
	return &command{run: func(p *process) error { return p.help(p.command) }}
}

// findCommand finds the command words among flags and arguments, and returns
// the rest. Models cobra Command.Find with its stripping of flags.
func findCommand(args []string) (*command, []string, error) {
	c := &command{subs: commands()}
	for {
		at := firstWord(c.flags, args)
		if at < 0 {
			break
		}
		next := c.sub(args[at])
		if next == nil && c.name == "" {
			return nil, nil, fmt.Errorf("unknown command %q for \"kubectl\"%s", args[at], suggestions(args[at]))
		}
		if next == nil {
			break
		}
		c, args = next, slices.Delete(slices.Clone(args), at, at+1)
	}
	if c.name == "" {
		c = rootCommand()
	}
	return c, args, nil
}

// firstWord returns where the first argument is that is neither a flag nor the
// value of one, or -1. A flag that is not known is taken to want a value.
func firstWord(table []flag, args []string) int {
	known := &flags{table: slices.Concat(table, globalFlags)}
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
	if err != nil && c.failure > 1 {
		return nil, fmt.Errorf("%w\nSee 'kubectl %s -h' for help and examples", err, c.name)
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

// notHereYet makes subcommands that are known by name only.
func notHereYet(parent string, names ...string) []*command {
	var out []*command
	for _, name := range names {
		out = append(out, &command{name: parent + " " + name})
	}
	return out
}

// notHere says that a part of kubectl is not modelled, and what does the same here.
func notHere(what string) error {
	if err := leftOut(what); err != nil {
		return err
	}
	instead := ""
	switch {
	case what == "run --attach" || what == "run --stdin" || what == "run --tty":
		instead = `: want "kubectl run NAME --image=IMAGE -- sleep 3600", and then "kubectl exec -it NAME -- sh"`
	case strings.HasSuffix(what, "-o go-template"):
		instead = ": want -o jsonpath or -o custom-columns"
	case strings.HasSuffix(what, "-f URL"):
		instead = ": want a file, or -f - and the manifest on standard input"
	}
	return fmt.Errorf("svclab does not have \"kubectl %s\" yet%s", what, instead)
}
