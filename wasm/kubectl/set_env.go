package kubectl

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

func setEnvCommand() *command {
	return &command{name: "set env", short: "Update environment variables on a pod template", run: runSetEnv,
		use: "set env RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N",
		flags: slices.Concat(setFlags, []flag{selectorFlag,
			{name: "containers", short: 'c', kind: stringFlag, value: "*", usage: "The names of containers in the selected pod templates to change - may use wildcards"},
			{name: "env", short: 'e', kind: arrayFlag, usage: "Specify a key-value pair for an environment variable to set into each container"},
			{name: "prefix", kind: stringFlag, usage: "Prefix to append to variable names"},
			{name: "list", kind: boolFlag, bare: "true", usage: "Display the environment and any changes in the standard format"},
			{name: "overwrite", kind: boolFlag, value: "true", bare: "true", usage: "Allow environment to be overwritten"},
			{name: "from", kind: stringFlag, absent: true},
			{name: "keys", kind: sliceFlag, absent: true},
			{name: "resolve", kind: boolFlag, bare: "true", absent: true},
		})}
}

// runSetEnv models kubectl pkg/cmd/set EnvOptions.
func runSetEnv(p *process) error {
	f := p.flags
	if f.bool("all") && f.string("selector") != "" {
		return errAllAndSelector
	}
	resources, pairs, ok := splitEnv(f.args)
	if !ok {
		return fmt.Errorf("all resources must be specified before environment changes: %s", strings.Join(f.args, " "))
	}
	dry, err := p.output()
	switch {
	case err != nil:
		return err
	case len(resources) == 0 && len(f.strings("filename")) == 0:
		return errNoResources
	case f.bool("list") && f.string("output") != "":
		return errors.New("--list and --output may not be specified together")
	}
	set, remove, err := p.readEnvChange(append(slices.Clone(f.strings("env")), pairs...))
	if err != nil {
		return err
	}
	infos, err := p.setInfos(resources)
	if err != nil {
		return err
	}
	var errs []error
	if f.bool("list") {
		for _, i := range infos {
			_ = p.setEnvOf(tree(i.object), set, remove) // upstream keeps this error to itself too
		}
		return nil
	}
	return p.setEach(infos, dry, "env", &errs, func(object map[string]any) error { return p.setEnvOf(object, set, remove) })
}

// splitEnv parts resources from KEY=VALUE and KEY- behind them.
func splitEnv(args []string) (resources, pairs []string, ok bool) {
	for _, a := range args {
		switch {
		case strings.LastIndexByte(a, '=') > 0 || strings.HasSuffix(a, "-"):
			pairs = append(pairs, a)
		case len(pairs) > 0:
			return nil, nil, false
		default:
			resources = append(resources, a)
		}
	}
	return resources, pairs, true
}

// readEnvChange models kubectl pkg/cmd/set/env ParseEnv.
func (p *process) readEnvChange(specs []string) (set []any, remove []string, err error) {
	prefix := p.flags.string("prefix")
	add := func(name, value string) {
		variable := map[string]any{"name": prefix + name}
		if value != "" {
			variable["value"] = value
		}
		set = append(set, variable)
	}
	given := map[string]bool{}
	for _, spec := range specs {
		name, value, assigns := strings.Cut(spec, "=")
		switch {
		case spec == "-":
			text, _ := io.ReadAll(p.env.Stdin)
			for line := range strings.Lines(string(text)) {
				line, _, _ = strings.Cut(strings.TrimRight(line, "\n"), "#")
				if name, value, ok := strings.Cut(line, "="); ok {
					add(name, value)
				}
			}
		case assigns && !isEnvVarName(name):
			return nil, nil, badEnvVarName(name)
		case assigns:
			given[name] = true
			add(name, value)
		case strings.HasSuffix(spec, "-"):
			remove = append(remove, spec[:len(spec)-1])
		default:
			return nil, nil, fmt.Errorf("unknown environment variable: %v", spec)
		}
	}
	for _, name := range remove {
		if given[name] {
			return nil, nil, errors.New("can not both modify and remove the same environment variable in the same command")
		}
	}
	return set, remove, nil
}

// setEnvOf changes the variables of the containers of an object, or lists them.
func (p *process) setEnvOf(object map[string]any, set []any, remove []string) error {
	spec, err := podSpecOf(object)
	if err != nil {
		return err
	}
	name, _ := at(object, "metadata", "name").(string)
	pattern, found := p.flags.string("containers"), false
	for _, c := range append(containersOf(spec, "containers"), containersOf(spec, "initContainers")...) {
		container, _ := c["name"].(string)
		if !matchesStars(container, pattern) {
			continue
		}
		found = true
		existing, _ := c["env"].([]any)
		if !p.flags.bool("overwrite") {
			if err := refuseOverwrites(existing, set); err != nil {
				return err
			}
		}
		if env := updateEnv(existing, set, remove); len(env) > 0 {
			c["env"] = env
		} else {
			delete(c, "env")
		}
		if p.flags.bool("list") {
			p.printf("# %v %s, container %s\n", object["kind"], name, container)
			p.listEnv(c["env"])
		}
	}
	if !found {
		p.warn(fmt.Sprintf("%v/%s does not have any containers matching %q", object["kind"], name, pattern))
	}
	return nil
}

func refuseOverwrites(existing, set []any) error {
	for _, s := range set {
		for _, e := range existing {
			value, _ := at(e, "value").(string)
			if wanted, _ := at(s, "value").(string); at(e, "name") == at(s, "name") && value != wanted {
				return fmt.Errorf("'%v' already has a value (%s), and --overwrite is false", at(e, "name"), value)
			}
		}
	}
	return nil
}

// updateEnv puts variables in the place of those of the same name, or at the
// end. Models kubectl pkg/cmd/set updateEnv.
func updateEnv(existing, set []any, remove []string) []any {
	covered := map[any]bool{}
	for _, name := range remove {
		covered[name] = true
	}
	var out []any
	for _, e := range existing {
		name := at(e, "name")
		at := slices.IndexFunc(set, func(s any) bool { return at(s, "name") == name })
		switch {
		case covered[name]:
			continue
		case at >= 0:
			covered[name] = true
			e = set[at]
		}
		out = append(out, e)
	}
	for _, s := range set {
		if name := at(s, "name"); !covered[name] {
			covered[name] = true
			out = append(out, s)
		}
	}
	return out
}

// listEnv prints variables, and where those come from that have no value.
func (p *process) listEnv(env any) {
	list, _ := env.([]any)
	for _, e := range list {
		value, _ := at(e, "value").(string)
		from, _ := at(e, "valueFrom").(map[string]any)
		switch {
		case from == nil:
			p.printf("%v=%s\n", at(e, "name"), value)
		case from["fieldRef"] != nil:
			p.printf("# %v from field path %v\n", at(e, "name"), at(from, "fieldRef", "fieldPath"))
		case from["configMapKeyRef"] != nil:
			p.printf("# %v from configmap %v, key %v\n", at(e, "name"), at(from, "configMapKeyRef", "name"), at(from, "configMapKeyRef", "key"))
		case from["secretKeyRef"] != nil:
			p.printf("# %v from secret %v, key %v\n", at(e, "name"), at(from, "secretKeyRef", "name"), at(from, "secretKeyRef", "key"))
		default:
			p.printf("# %v from invalid valueFrom\n", at(e, "name"))
		}
	}
}

// matchesStars compares a name with a pattern in which * stands for anything.
func matchesStars(name, pattern string) bool {
	before, after, star := strings.Cut(pattern, "*")
	if !star {
		return name == pattern
	}
	rest, ok := strings.CutPrefix(name, before)
	for ok && len(rest) > 0 && !matchesStars(rest, after) {
		rest = rest[1:]
	}
	return ok && matchesStars(rest, after)
}

// badEnvVarName words what is wrong with a name. Models kubectl pkg/cmd/util
// processEnvFileLine.
func badEnvVarName(name string) error {
	return fmt.Errorf("%q is not a valid key name: a valid environment variable name must consist of alphabetic characters, digits, "+
		"'_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', "+
		"regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')", name)
}
