package kubectl

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"sigs.k8s.io/yaml"
)

// ConfigFile is where kubectl's configuration is below the home folder.
const ConfigFile = ".kube/config"

// DefaultConfig is what the file says before anything was changed, as kubeadm
// writes it.
const DefaultConfig = `apiVersion: v1
clusters:
- cluster:
    server: https://192.168.1.2:6443
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: kubernetes-admin
  name: kubernetes-admin@kubernetes
current-context: kubernetes-admin@kubernetes
kind: Config
users:
- name: kubernetes-admin
  user: {}
`

// kubeconfig is the configuration as a tree. Models client-go
// tools/clientcmd/api/v1 Config.
type kubeconfig struct {
	tree map[string]any
	path string // as messages name the file
}

// readConfig reads the learner's configuration, or the default one when there
// is no file.
func (p *process) readConfig() error {
	p.config.path = p.env.Home + "/" + ConfigFile
	text, err := []byte(DefaultConfig), error(nil)
	if p.env.Home != "" {
		if text, err = p.readPath(p.config.path); err != nil || len(strings.TrimSpace(string(text))) == 0 {
			text = []byte(DefaultConfig)
		}
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) && err.Error() != "no such file or directory" {
		return fmt.Errorf("error loading config file %q: open %s: %w", p.config.path, p.config.path, err)
	}
	if err := yaml.Unmarshal(text, &p.config.tree); err != nil {
		return fmt.Errorf("error loading config file %q: %w", p.config.path, err)
	}
	if p.config.tree == nil {
		p.config.tree = map[string]any{}
	}
	return nil
}

// writeConfig keeps a changed configuration.
func (p *process) writeConfig() error {
	if p.env.WriteFile == nil || p.env.Home == "" {
		return fmt.Errorf("open %s: read-only file system", p.config.path)
	}
	if err := p.env.WriteFile(p.config.path, []byte(writeYAML(p.config.tree))); err != nil {
		return fmt.Errorf("open %s: %w", p.config.path, err)
	}
	return nil
}

// entries returns the clusters, contexts or users, in the order of the file.
func (k kubeconfig) entries(list string) []map[string]any {
	items, _ := k.tree[list].([]any)
	var out []map[string]any
	for _, item := range items {
		if m, ok := item.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

// entry returns one of them by name, nil when there is none.
func (k kubeconfig) entry(list, name string) map[string]any {
	for _, e := range k.entries(list) {
		if e["name"] == name {
			return e
		}
	}
	return nil
}

// current is the name of the current context.
func (k kubeconfig) current() string {
	name, _ := k.tree["current-context"].(string)
	return name
}

// text returns a string of an entry, such as the namespace of a context.
func text(entry map[string]any, path ...string) string {
	s, _ := at(entry, path...).(string)
	return s
}

// server is the address of the API server.
func (k kubeconfig) server() string {
	context := k.entry("contexts", k.current())
	return text(k.entry("clusters", text(context, "context", "cluster")), "cluster", "server")
}

// noServer is how kubectl fails without a configuration.
const noServer = verbatim("The connection to the server localhost:8080 was refused - did you specify the right host or port?")

// useConfig takes the context, and from it the namespace, of the configuration.
// Models client-go tools/clientcmd DirectClientConfig.
func (p *process) useConfig() error {
	if err := p.readConfig(); err != nil {
		return err
	}
	if strings.HasPrefix(p.command.name, "config ") {
		return nil // its flags say what to write
	}
	for _, flag := range []string{"context", "cluster", "user"} {
		list := flag + "s"
		if name := p.flags.string(flag); name != "" && p.config.entry(list, name) == nil {
			return missingEntry(flag, name)
		}
	}
	if name := p.flags.string("context"); name != "" {
		p.config.tree["current-context"] = name
	}
	if namespace := text(p.config.entry("contexts", p.config.current()), "context", "namespace"); namespace != "" {
		p.namespace = namespace
	}
	p.offline = p.config.server() == ""
	if timeout := p.flags.string("request-timeout"); checkValue(intFlag, timeout) != nil && checkValue(durationFlag, timeout) != nil {
		return errors.New("Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)")
	}
	return nil
}

// missingEntry says that a flag names what the configuration does not have.
func missingEntry(flag, name string) error {
	switch flag {
	case "context":
		return verbatim("Error in configuration: context was not found for specified context: " + name)
	case "cluster":
		return fmt.Errorf("no server found for cluster %q", name)
	}
	return fmt.Errorf("auth info %q does not exist", name)
}
