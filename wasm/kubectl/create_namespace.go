package kubectl

import "svclab/wasm/api"

func createNamespaceCommand() *command {
	return &command{name: "create namespace", aliases: []string{"ns"}, short: "Create a namespace with the specified name",
		use: "create namespace NAME [--dry-run=server|client|none]", flags: creationFlags, run: runCreateNamespace}
}

// runCreateNamespace models kubectl pkg/cmd/create NamespaceOptions.
func runCreateNamespace(p *process) error {
	name, dry, err := p.namedCreation()
	if err != nil {
		return err
	}
	ns := &api.Namespace{TypeMeta: api.TypeMeta{Kind: "Namespace", APIVersion: "v1"}, ObjectMeta: api.ObjectMeta{Name: name}}
	return p.createSaved(ns, "", dry)
}
