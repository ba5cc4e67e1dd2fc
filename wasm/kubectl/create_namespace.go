package kubectl

import "svclab/wasm/api"

func createNamespaceCommand() *command {
	return &command{name: "create namespace", aliases: []string{"ns"}, short: "Create a namespace with the specified name",
		use: "create namespace NAME [--dry-run=server|client|none]", flags: creationFlags, run: runCreateNamespace}
}

// runCreateNamespace models kubectl pkg/cmd/create NamespaceOptions.
func runCreateNamespace(p *process) error {
	name, err := p.oneName()
	if err != nil {
		return err
	}
	dry, err := p.creation()
	if err != nil {
		return err
	}
	ns := &api.Namespace{TypeMeta: api.TypeMeta{Kind: "Namespace", APIVersion: "v1"}, ObjectMeta: api.ObjectMeta{Name: name}}
	if p.flags.bool("save-config") {
		rememberApplied(ns)
	}
	return p.createTyped(ns, "", "created", dry)
}
