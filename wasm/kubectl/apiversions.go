package kubectl

import (
	"slices"

	"svclab/wasm/api"
)

func apiVersionsCommand() *command {
	return &command{name: "api-versions", group: other, short: `Print the supported API versions on the server, in the form of "group/version"`,
		use: "api-versions", run: runAPIVersions}
}

// apiVersions lists what the server serves, sorted.
func (p *process) apiVersions() []string {
	var out []string
	for _, r := range api.Resources() {
		if p.env.Cluster.Serves(r) {
			out = append(out, r.APIVersion())
		}
	}
	if _, ok := p.served("gateways"); ok {
		out = append(out, api.GatewayBeta)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// runAPIVersions models kubectl pkg/cmd/apiresources APIVersionsOptions.
func runAPIVersions(p *process) error {
	if err := p.noArguments(); err != nil {
		return err
	}
	if err := p.request(""); err != nil {
		return err
	}
	for _, v := range p.apiVersions() {
		p.printf("%s\n", v)
	}
	return nil
}

// noArguments refuses arguments of a command that takes none.
func (p *process) noArguments() error {
	if len(p.flags.args) > 0 {
		return p.usageError("unexpected arguments: %v", p.flags.args)
	}
	return nil
}
