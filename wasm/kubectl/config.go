package kubectl

import (
	"errors"
	"fmt"
	"slices"

	"svclab/wasm/api"
)

func configCommand() *command {
	sub := func(name, use, short string, run func(*process) error, flags ...flag) *command {
		return &command{name: "config " + name, short: short, use: "config " + use, run: run, flags: flags}
	}
	useContext := sub("use-context", "use-context CONTEXT_NAME", "Set the current-context in a kubeconfig file", runUseContext)
	useContext.aliases = []string{"use"}
	subs := []*command{
		sub("current-context", "current-context [flags]", "Display the current-context", runCurrentContext),
		sub("delete-context", "delete-context NAME", "Delete the specified context from the kubeconfig", runDeleteContext),
		sub("get-clusters", "get-clusters [flags]", "Display clusters defined in the kubeconfig", func(p *process) error { return p.configNames("clusters") }),
		sub("get-contexts", "get-contexts [(-o|--output=)name)]", "Describe one or many contexts", runGetContexts,
			flag{name: "no-headers", kind: boolFlag, bare: "true", usage: "When using the default or custom-column output format, don't print headers"},
			flag{name: "output", short: 'o', kind: stringFlag, usage: "Output format. One of: (name)"}),
		sub("get-users", "get-users [flags]", "Display users defined in the kubeconfig", func(p *process) error { return p.configNames("users") }),
		sub("rename-context", "rename-context CONTEXT_NAME NEW_NAME", "Rename a context from the kubeconfig file", runRenameContext),
		sub("set-context", "set-context [NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]", "Set a context entry in kubeconfig", runSetContext,
			flag{name: "current", kind: boolFlag, bare: "true", usage: "Modify the current context"},
			flag{name: "cluster", kind: stringFlag, usage: "cluster for the context entry in kubeconfig"},
			flag{name: "user", kind: stringFlag, usage: "user for the context entry in kubeconfig"},
			flag{name: "namespace", short: 'n', kind: stringFlag, usage: "namespace for the context entry in kubeconfig"}),
		useContext,
		sub("view", "view [flags]", "Display merged kubeconfig settings or a specified kubeconfig file", runConfigView,
			outputFlag, templateFlag, missingKeysFlag, managedFlag,
			flag{name: "minify", kind: boolFlag, bare: "true", usage: "Remove all information not used by current-context from the output"},
			flag{name: "flatten", kind: boolFlag, bare: "true", usage: "Flatten the resulting kubeconfig file into self-contained output"},
			flag{name: "raw", kind: boolFlag, bare: "true", usage: "Display raw byte data and sensitive data"}),
	}
	subs = append(subs, notHereYet("config", "delete-cluster", "delete-user", "set", "set-cluster", "set-credentials", "unset")...)
	return &command{name: "config", group: other, short: "Modify kubeconfig files", use: "config SUBCOMMAND", run: wantSubcommand, subs: subs}
}

// unexpectedArgs shows the help before the mistake. Models
// kubectl pkg/cmd/config helpErrorf.
func (p *process) unexpectedArgs() error {
	p.commandHelp(p.command)
	return fmt.Errorf("Unexpected args: %v", p.flags.args)
}

func runCurrentContext(p *process) error {
	if p.config.current() == "" {
		return errors.New("current-context is not set")
	}
	p.printf("%s\n", p.config.current())
	return nil
}

func runUseContext(p *process) error {
	if len(p.flags.args) != 1 {
		return p.unexpectedArgs()
	}
	name := p.flags.args[0]
	if p.config.entry("contexts", name) == nil {
		return fmt.Errorf("no context exists with the name: %q", name)
	}
	p.config.tree["current-context"] = name
	if err := p.writeConfig(); err != nil {
		return err
	}
	p.printf("Switched to context %q.\n", name)
	return nil
}

func runSetContext(p *process) error {
	name, verb := "", "modified"
	switch current := p.flags.bool("current"); {
	case len(p.flags.args) > 1:
		return p.unexpectedArgs()
	case len(p.flags.args) == 1 && current:
		return errors.New("you cannot specify both a context name and --current")
	case len(p.flags.args) == 0 && !current:
		return errors.New("you must specify a non-empty context name or --current")
	case !current:
		name = p.flags.args[0]
	default:
		if name = p.config.current(); name == "" {
			return errors.New("no current context is set")
		}
	}
	entry := p.config.entry("contexts", name)
	if entry == nil {
		entry, verb = map[string]any{"name": name}, "created"
		list, _ := p.config.tree["contexts"].([]any)
		p.config.tree["contexts"] = append(list, entry)
	}
	context, _ := entry["context"].(map[string]any)
	if context == nil {
		context = map[string]any{"cluster": "", "user": ""}
		entry["context"] = context
	}
	for _, field := range []string{"cluster", "user", "namespace"} {
		if p.flags.changed[field] {
			context[field] = p.flags.string(field)
		}
	}
	if context["namespace"] == "" {
		delete(context, "namespace")
	}
	if err := p.writeConfig(); err != nil {
		return err
	}
	p.printf("Context %q %s.\n", name, verb)
	return nil
}

func runRenameContext(p *process) error {
	if len(p.flags.args) != 2 {
		return p.unexpectedArgs()
	}
	from, to := p.flags.args[0], p.flags.args[1]
	entry := p.config.entry("contexts", from)
	switch {
	case entry == nil:
		return fmt.Errorf("cannot rename the context %q, it's not in %s", from, p.config.path)
	case p.config.entry("contexts", to) != nil:
		return fmt.Errorf("cannot rename the context %q, the context %q already exists in %s", from, to, p.config.path)
	}
	entry["name"] = to
	if p.config.current() == from {
		p.config.tree["current-context"] = to
	}
	if err := p.writeConfig(); err != nil {
		return err
	}
	p.printf("Context %q renamed to %q.\n", from, to)
	return nil
}

func runDeleteContext(p *process) error {
	if len(p.flags.args) != 1 {
		return p.unexpectedArgs()
	}
	name := p.flags.args[0]
	if p.config.entry("contexts", name) == nil {
		return fmt.Errorf("cannot delete context %s, not in %s", name, p.config.path)
	}
	if p.config.current() == name {
		p.errorf("warning: this removed your active context, use \"kubectl config use-context\" to select a different one\n")
	}
	p.config.tree["contexts"] = slices.DeleteFunc(p.config.tree["contexts"].([]any), func(item any) bool { return at(item, "name") == name })
	if err := p.writeConfig(); err != nil {
		return err
	}
	p.printf("deleted context %s from %s\n", name, p.config.path)
	return nil
}

// configNames lists clusters or users.
func (p *process) configNames(list string) error {
	p.printf("NAME\n")
	for _, e := range p.config.entries(list) {
		p.printf("%s\n", text(e, "name"))
	}
	return nil
}

func runGetContexts(p *process) error {
	names := p.flags.string("output") == "name"
	if !names && p.flags.string("output") != "" {
		return fmt.Errorf("output must be one of '' or 'name': %v", p.flags.string("output"))
	}
	lines := [][]string{{"CURRENT", "NAME", "CLUSTER", "AUTHINFO", "NAMESPACE"}}
	if names || p.flags.bool("no-headers") {
		lines = nil
	}
	var missing []error
	for _, name := range p.flags.args {
		if p.config.entry("contexts", name) == nil {
			missing = append(missing, fmt.Errorf("context %v not found", name))
		}
	}
	for _, e := range p.config.entries("contexts") {
		name, mark := text(e, "name"), ""
		switch {
		case len(p.flags.args) > 0 && !slices.Contains(p.flags.args, name):
			continue
		case names:
			p.printf("%s\n", name)
			continue
		case name == p.config.current():
			mark = "*"
		}
		lines = append(lines, []string{mark, name, text(e, "context", "cluster"), text(e, "context", "user"), text(e, "context", "namespace")})
	}
	new(rows).print(p.env.Stdout, lines)
	return join(missing)
}

// runConfigView models kubectl pkg/cmd/config ViewOptions.
func runConfigView(p *process) error {
	if err := p.noArguments(); err != nil {
		return err
	}
	tree := api.CopyTree(p.config.tree).(map[string]any)
	if p.flags.bool("minify") {
		context := p.config.entry("contexts", p.config.current())
		if context == nil {
			return errors.New("current-context must exist in order to minify")
		}
		keep := map[string]string{"contexts": p.config.current(), "clusters": text(context, "context", "cluster"), "users": text(context, "context", "user")}
		for _, list := range sortedKeys(keep) {
			items, _ := tree[list].([]any)
			tree[list] = slices.DeleteFunc(items, func(item any) bool { return at(item, "name") != keep[list] })
		}
	}
	if !p.flags.bool("raw") {
		for _, u := range (kubeconfig{tree: tree}).entries("users") {
			if user, ok := u["user"].(map[string]any); ok && user["token"] != nil {
				user["token"] = "REDACTED"
			}
		}
	}
	if p.flags.string("output") == "" && p.flags.string("template") == "" {
		return p.printYAML(tree)
	}
	print, err := p.printer(commonFormats)
	if err != nil {
		return err
	}
	return print(tree)
}
