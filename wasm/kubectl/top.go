package kubectl

import (
	"errors"
	"slices"
)

func topCommand() *command {
	sub := func(name, short string, keys []string) *command {
		return &command{
			name: "top " + name, short: short, use: "top " + name + " [NAME | -l label]", aliases: []string{name + "s", name[:2]},
			run: func(p *process) error { return p.top(keys) },
			flags: []flag{
				selectorFlag, allNamespacesFlag, fieldSelectorFlag,
				{name: "containers", kind: boolFlag, bare: "true", usage: "If present, print usage of containers within a pod"},
				{name: "no-headers", kind: boolFlag, bare: "true", usage: "If present, print output without headers"},
				{name: "sort-by", kind: stringFlag, usage: "If non-empty, sort list using specified field. The field can be either 'cpu' or 'memory'"},
				{name: "sum", kind: boolFlag, bare: "true", usage: "Print the sum of the resource usage"},
			},
		}
	}
	return &command{
		name: "top", group: management, short: "Display resource (CPU/memory) usage", use: "top [flags]", run: wantSubcommand,
		subs: []*command{
			sub("node", "Display resource (CPU/memory) usage of nodes", []string{"", "cpu", "memory"}),
			sub("pod", "Display resource (CPU/memory) usage of pods", []string{"", "cpu", "memory"}),
		},
	}
}

// top refuses as kubectl does in a cluster without a Metrics Server, which a
// cluster like this one has not either.
func (p *process) top(keys []string) error {
	switch f := p.flags; {
	case !slices.Contains(keys, f.string("sort-by")):
		return errors.New("--sort-by accepts only cpu or memory")
	case len(f.args) > 0 && f.string("selector") != "":
		return errors.New("only one of NAME or selector can be provided")
	}
	if err := p.request(""); err != nil {
		return err
	}
	return errors.New("Metrics API not available")
}
