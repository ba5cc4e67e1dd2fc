package kubectl

import (
	"encoding/json"
	"errors"
	"fmt"

	"svclab/wasm/api"
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
	info := versions{Client: build{Major: "1", Minor: "37", GitVersion: kubernetesVersion}, Kustomize: kustomizeVersion}
	if !client {
		if err := p.request(""); err != nil {
			return err
		}
		info.Server = &Server
	}
	switch p.flags.string("output") {
	case "":
		p.printf("Client Version: %s\nKustomize Version: %s\n", kubernetesVersion, kustomizeVersion)
		if !client {
			p.printf("Server Version: %s\n", kubernetesVersion)
		}
		return nil
	case "yaml":
		p.printf("%s\n", writeYAML(api.ReadTree(encode(info))))
		return nil
	case "json":
		text, err := json.MarshalIndent(info, "", "  ")
		p.printf("%s\n", text)
		return err
	}
	return errors.New("--output must be 'yaml' or 'json'")
}

// Server is what the API server says of itself, also on its page /version.
var Server = build{"1", "37", "1", "37", "1", "36", kubernetesVersion, ""}

// versions is what -o prints, in its order.
type versions struct {
	Client    build  `json:"clientVersion"`
	Kustomize string `json:"kustomizeVersion,omitempty"`
	Server    *build `json:"serverVersion,omitempty"`
}

// build is what a program says of itself. Models apimachinery pkg/version Info.
type build struct {
	Major          string `json:"major"`
	Minor          string `json:"minor"`
	EmulationMajor string `json:"emulationMajor,omitempty"`
	EmulationMinor string `json:"emulationMinor,omitempty"`
	OldestMajor    string `json:"minCompatibilityMajor,omitempty"`
	OldestMinor    string `json:"minCompatibilityMinor,omitempty"`
	GitVersion     string `json:"gitVersion"`
	GitTreeState   string `json:"gitTreeState"`
}
