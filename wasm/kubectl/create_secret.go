package kubectl

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/route"
)

func createSecretCommand() *command {
	fromFile := flag{name: "from-file", kind: sliceFlag, usage: "A file, under its own name or as KEY=FILE, or a directory of files"}
	hash := flag{name: "append-hash", kind: boolFlag, bare: "true", absent: true}
	sub := func(name, short, use string, run func(*process) error, flags ...flag) *command {
		name = "create secret " + name
		return &command{name: name, short: short, use: name + " NAME " + use + " [--dry-run=server|client|none]",
			flags: slices.Concat(creationFlags, flags, []flag{hash}), run: run}
	}
	return &command{name: "create secret", use: "create secret (docker-registry | generic | tls)", run: wantSubcommand,
		short: "Create a secret with specified type",
		long:  "\n A docker-registry type secret is for accessing a container registry.\n\n A generic type secret indicate an Opaque secret type.\n\n A tls type secret holds TLS certificate and its associated key.\n",
		subs: []*command{
			sub("docker-registry", "Create a secret for use with a Docker registry",
				"--docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source]", runCreateSecretDocker,
				flag{name: "docker-username", kind: stringFlag, usage: "Username for Docker registry authentication"},
				flag{name: "docker-password", kind: stringFlag, usage: "Password for Docker registry authentication"},
				flag{name: "docker-email", kind: stringFlag, usage: "Email for Docker registry"},
				flag{name: "docker-server", kind: stringFlag, value: "https://index.docker.io/v1/", usage: "Server location for Docker registry"}, fromFile),
			sub("generic", "Create a secret from a local file, directory, or literal value",
				"[--type=string] [--from-file=[key=]source] [--from-literal=key1=value1]", runCreateSecretGeneric, fromFile,
				flag{name: "from-literal", kind: arrayFlag, usage: "A key and its value, such as user=anna"},
				flag{name: "from-env-file", kind: sliceFlag, usage: "A file with lines of KEY=VALUE"},
				flag{name: "type", kind: stringFlag, usage: "The type of secret to create"}),
			sub("tls", "Create a TLS secret", "--cert=path/to/cert/file --key=path/to/key/file", runCreateSecretTLS,
				flag{name: "cert", kind: stringFlag, usage: "Path to PEM encoded public key certificate"},
				flag{name: "key", kind: stringFlag, usage: "Path to private key associated with given certificate"}),
		}}
}

// newSecret begins a Secret with the name that the command line gives.
func (p *process) newSecret(kind string) (s *api.Secret, dry bool, err error) {
	name, dry, err := p.namedCreation()
	return &api.Secret{TypeMeta: api.TypeMeta{Kind: "Secret", APIVersion: "v1"}, ObjectMeta: api.ObjectMeta{Name: name, Namespace: p.namespaceOf()},
		SecretType: kind, Data: map[string][]byte{}}, dry, err
}

func (p *process) createSecret(s *api.Secret, dry bool) error {
	return p.createSaved(s, "failed to create secret ", dry)
}

// runCreateSecretGeneric models kubectl pkg/cmd/create CreateSecretOptions.
func runCreateSecretGeneric(p *process) error {
	f := p.flags
	s, dry, err := p.newSecret(f.string("type"))
	if err != nil {
		return err
	}
	if len(f.strings("from-env-file")) > 0 && len(f.strings("from-file"))+len(f.strings("from-literal")) > 0 {
		return errors.New("from-env-file cannot be combined with from-file or from-literal")
	}
	for _, text := range f.strings("from-literal") {
		key, value, ok := strings.Cut(text, "=")
		if !ok || key == "" {
			return fmt.Errorf("invalid literal source %s, expected key=value", text)
		}
		if err := addKey(s, key, []byte(value)); err != nil {
			return err
		}
	}
	for _, source := range f.strings("from-file") {
		if err := p.addFiles(s, source); err != nil {
			return err
		}
	}
	for _, name := range f.strings("from-env-file") {
		if err := p.addEnvFile(s, name); err != nil {
			return err
		}
	}
	return p.createSecret(s, dry)
}

// runCreateSecretTLS models kubectl pkg/cmd/create CreateSecretTLSOptions.
func runCreateSecretTLS(p *process) error {
	s, dry, err := p.newSecret(api.SecretTLS)
	if err != nil {
		return err
	}
	cert, key := p.flags.string("cert"), p.flags.string("key")
	if key == "" || cert == "" {
		return errors.New("key and cert must be specified")
	}
	for _, each := range [][2]string{{api.TLSCert, cert}, {api.TLSKey, key}} {
		if s.Data[each[0]], err = p.readPath(each[1]); err != nil {
			return fmt.Errorf("Cannot read file %s, open %s: %w", each[1], each[1], err)
		}
	}
	if err := route.CheckKeyPair(string(s.Data[api.TLSCert]), string(s.Data[api.TLSKey])); err != nil {
		return err
	}
	return p.createSecret(s, dry)
}

// runCreateSecretDocker models kubectl pkg/cmd/create
// CreateSecretDockerRegistryOptions.
func runCreateSecretDocker(p *process) error {
	f := p.flags
	s, dry, err := p.newSecret(api.SecretDockerConfigJSON)
	if err != nil {
		return err
	}
	user, password, server := f.string("docker-username"), f.string("docker-password"), f.string("docker-server")
	files := f.strings("from-file")
	if len(files) == 0 && (user == "" || password == "" || server == "") {
		return errors.New("either --from-file or the combination of --docker-username, --docker-password and --docker-server is required")
	}
	for _, source := range files {
		if !strings.Contains(source, "=") {
			source = api.DockerConfigJSONKey + "=" + source
		}
		if err := p.addFiles(s, source); err != nil {
			return err
		}
	}
	if len(files) == 0 {
		auth := map[string]string{"username": user, "password": password, "auth": base64.StdEncoding.EncodeToString([]byte(user + ":" + password))}
		if email := f.string("docker-email"); email != "" {
			auth["email"] = email
		}
		s.Data[api.DockerConfigJSONKey], _ = json.Marshal(map[string]any{"auths": map[string]any{server: auth}})
	}
	return p.createSecret(s, dry)
}

// addKey models addKeyFromLiteralToSecret.
func addKey(s *api.Secret, key string, value []byte) error {
	if why := api.IsConfigMapKey(key); len(why) > 0 {
		return fmt.Errorf("%q is not valid key name for a Secret %s", key, strings.Join(why, ";"))
	}
	if _, ok := s.Data[key]; ok {
		return fmt.Errorf("cannot add key %s, another key by that name already exists", key)
	}
	s.Data[key] = value
	return nil
}

// addFiles models handleSecretFromFileSources.
func (p *process) addFiles(s *api.Secret, source string) error {
	key, name, given := strings.Cut(source, "=")
	switch {
	case !given:
		key, name = path.Base(source), source
	case strings.Contains(name, "="):
		return errors.New("key names or file paths cannot contain '='")
	case key == "":
		return fmt.Errorf("key name for file path %s missing", name)
	case name == "":
		return fmt.Errorf("file path for key name %s missing", key)
	}
	data, err := p.readPath(name)
	if err == nil {
		return addKey(s, key, data)
	}
	inside := p.directly(name)
	switch {
	case inside == nil:
		return fmt.Errorf("error reading %s: %w", name, err)
	case given:
		return errors.New("cannot give a key name for a directory path")
	}
	for _, each := range inside {
		if data, err = p.readPath(each); err == nil {
			err = addKey(s, path.Base(each), data)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// directly lists the files of a directory, nil for one that is not there.
func (p *process) directly(name string) (files []string) {
	if p.env.Files == nil {
		return nil
	}
	prefix := path.Clean(name) + "/"
	for _, each := range p.env.Files() {
		if rest, ok := strings.CutPrefix("./"+each, "./"+strings.TrimPrefix(prefix, "./")); ok && !strings.Contains(rest, "/") {
			files = append(files, each)
		}
	}
	return files
}

// addEnvFile models kubectl pkg/cmd/util AddFromEnvFile. A name without a value
// has none: this kubectl knows no environment.
func (p *process) addEnvFile(s *api.Secret, name string) error {
	text, err := p.readPath(name)
	if err != nil {
		return fmt.Errorf("error reading %s: %w", name, err)
	}
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		line = strings.TrimLeft(strings.TrimRight(line, "\r\n"), " \t")
		if line == "" || line[0] == '#' {
			continue
		}
		key, value, _ := strings.Cut(line, "=")
		if key == "" || !isEnvVarName(key) {
			return badEnvVarName(key)
		}
		if err := addKey(s, key, []byte(value)); err != nil {
			return err
		}
	}
	return nil
}
