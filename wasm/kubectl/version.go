package kubectl

import (
	"errors"
	"fmt"
)

// The versions that this kubectl and its server say they are.
const (
	kubernetesVersion = "v1.37.2"
	kustomizeVersion  = "v5.8.1"
)

func versionCommand() *command {
	return &command{
		name: "version", group: other, short: "Print the client and server version information",
		use: "version [flags]",
		run: runVersion,
		flags: []flag{
			{name: "client", kind: boolFlag, bare: "true", usage: "Show client version only (no server required)"},
			{name: "output", short: 'o', kind: stringFlag, usage: "One of 'yaml' or 'json'"},
		},
	}
}

// runVersion models kubectl pkg/cmd/version Options.Run. The data forms have
// no build details, because there is no build to tell of.
func runVersion(p *process) error {
	client := p.flags.bool("client")
	if len(p.flags.args) > 0 && !client {
		return fmt.Errorf("extra arguments: %v", p.flags.args)
	}
	version := map[string]any{"major": "1", "minor": "37", "gitVersion": kubernetesVersion}
	info := map[string]any{"clientVersion": version, "kustomizeVersion": kustomizeVersion}
	if !client {
		if err := p.request(""); err != nil {
			return err
		}
		info["serverVersion"] = version
	}
	switch p.flags.string("output") {
	case "":
		p.printf("Client Version: %s\nKustomize Version: %s\n", kubernetesVersion, kustomizeVersion)
		if !client {
			p.printf("Server Version: %s\n", kubernetesVersion)
		}
		return nil
	case "yaml":
		return p.printYAML(info)
	case "json":
		return p.printJSON(info)
	}
	return errors.New("--output must be 'yaml' or 'json'")
}
