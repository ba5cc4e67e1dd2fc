package kubectl

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"svclab/wasm/api"

	kjson "sigs.k8s.io/json"
)

// stdinName is how kubectl's errors call standard input.
const stdinName = "STDIN"

// stdinPath is standard input as a file.
const stdinPath = "/dev/stdin"

// file is one manifest to be read.
type file struct {
	name string // as errors call it
	path string // "" for standard input
}

// readManifests reads what -f names. A path that is not there is a mistake of
// the command line; a file that cannot be read into objects is an error of the
// visit, and does not keep others from being visited.
func (p *process) readManifests(q query) (*selection, error) {
	files, err := p.expandFilenames(q.filenames)
	if err != nil {
		return nil, err
	}
	matching, err := parseSelector(q.selector)
	if err != nil {
		return nil, fmt.Errorf("the provided selector %q is not valid: %w", q.selector, err)
	}
	s := &selection{single: len(files) == 1}
	for _, f := range files {
		infos, errs := p.readFile(f)
		s.errs = append(s.errs, errs...)
		for _, i := range infos {
			if err := p.placeInNamespace(i); err != nil {
				s.errs = append(s.errs, err)
			} else if matching.matches(stringMap(i.manifest, "metadata", "labels")) {
				s.named = append(s.named, i)
			}
		}
	}
	return s, nil
}

// expandFilenames finds the files that names stand for: a file, the manifests
// of a directory, or standard input for "-".
func (p *process) expandFilenames(names []string) ([]file, error) {
	var files []file
	var errs []error
	for _, name := range names {
		switch {
		case name == "-":
			files = append(files, file{name: stdinName})
		case name == stdinPath: // which can be read once
			files = append(files, file{name: name})
		case strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://"):
			errs = append(errs, notHere(p.command.name+" -f URL"))
		default:
			found := p.inDirectory(name)
			if _, err := p.readPath(name); err != nil && found == nil {
				errs = append(errs, pathError(name, err))
				continue
			} else if err == nil {
				found = []file{{name, name}}
			}
			files = append(files, found...)
		}
	}
	return files, join(errs)
}

// pathError words the operating system's refusal as kubectl does.
func pathError(name string, err error) error {
	if strings.HasSuffix(err.Error(), "no such file or directory") {
		return fmt.Errorf("the path %q does not exist", name)
	}
	return fmt.Errorf("open %s: %w", name, err)
}

// inDirectory lists the manifests directly in a directory, or everywhere below
// it with --recursive; nil when there is no such directory.
func (p *process) inDirectory(name string) []file {
	if p.env.Files == nil {
		return nil
	}
	prefix := strings.TrimSuffix(strings.TrimPrefix(name, "./"), "/") + "/"
	if name == "." || name == "./" {
		prefix = ""
	}
	var found []file
	for _, path := range p.env.Files() {
		rest, inside := strings.CutPrefix(path, prefix)
		if !inside || strings.Contains(rest, "/") && !p.flags.bool("recursive") {
			continue
		}
		if dot := strings.LastIndexByte(rest, '.'); dot >= 0 && slices.Contains([]string{".json", ".yaml", ".yml"}, rest[dot:]) {
			found = append(found, file{path, path})
		}
	}
	return found
}

func (p *process) readPath(path string) ([]byte, error) {
	if path == stdinPath {
		return p.readText(file{})
	}
	if p.env.ReadFile == nil {
		return nil, errors.New("no such file or directory")
	}
	return p.env.ReadFile(path)
}

// readFile reads the objects of one file. A fault in the text ends the file;
// the objects before it are still there. Models cli-runtime pkg/resource
// StreamVisitor.
func (p *process) readFile(f file) ([]*info, []error) {
	text, err := p.readText(f)
	if err != nil {
		return nil, []error{err}
	}
	docs, parseErr := api.Documents(text)
	var infos []*info
	var errs []error
	for _, d := range docs {
		if err := validateDocument(d.JSON); err != nil && !p.careless {
			return infos, append(errs, fmt.Errorf("error validating %q: error validating data: %w; "+
				"if you choose to ignore these errors, turn validation off with --validate=false", f.name, err))
		}
		found, err := p.objectsOf(d.JSON, f.name)
		infos = append(infos, found...)
		if err != nil {
			errs = append(errs, err)
		}
	}
	if parseErr != nil {
		errs = append(errs, fmt.Errorf("error parsing %s: %w", f.name, parseErr))
	}
	return infos, errs
}

func (p *process) readText(f file) ([]byte, error) {
	if f.path != "" {
		return p.readPath(f.path)
	}
	if p.env.Stdin == nil {
		return nil, nil
	}
	return io.ReadAll(p.env.Stdin)
}

// validateDocument is what is left of client-side validation since servers
// validate fields: an object must say what it is.
func validateDocument(text []byte) error {
	object, ok := api.ReadTree(text).(map[string]any)
	if !ok {
		return errors.New("invalid object to validate")
	}
	var errs []error
	switch version := object["apiVersion"].(type) {
	case nil:
		errs = append(errs, errors.New("apiVersion not set"))
	case string:
		if strings.Count(version, "/") > 1 {
			errs = append(errs, fmt.Errorf("unexpected GroupVersion string: %s", version))
		}
	default:
		errs = append(errs, errors.New("apiVersion isn't string type"))
	}
	kind := object["kind"]
	if name, _ := kind.(string); strings.HasSuffix(name, "List") {
		return validateList(object)
	}
	switch kind.(type) {
	case nil:
		errs = append(errs, errors.New("kind not set"))
	case string:
	default:
		errs = append(errs, errors.New("kind isn't string type"))
	}
	return join(errs)
}

// validateList looks at each item of a list.
func validateList(object map[string]any) error {
	items, ok := object["items"].([]any)
	if !ok {
		return errors.New("invalid object to validate")
	}
	var errs []error
	for _, item := range items {
		if err := validateDocument(encode(item)); err != nil {
			errs = append(errs, err)
		}
	}
	return join(errs)
}

// objectsOf turns a document into an info, or a list into several.
func (p *process) objectsOf(text []byte, source string) ([]*info, error) {
	var typed struct {
		api.TypeMeta
		api.ObjectMeta `json:"metadata,omitempty"`
	}
	if err := kjson.UnmarshalCaseSensitivePreserveInts(text, &typed); err != nil {
		return nil, fmt.Errorf("unable to decode %q: %w", source, err)
	}
	if typed.Kind == "" {
		return nil, fmt.Errorf("unable to decode %q: Object 'Kind' is missing in '%s'", source, text)
	}
	object, ok := api.ReadTree(text).(map[string]any)
	if !ok {
		return nil, fmt.Errorf("unable to decode %q: Object 'Kind' is missing in '%s'", source, text)
	}
	if items, ok := object["items"].([]any); ok && strings.HasSuffix(typed.Kind, "List") {
		return p.listItems(items, source)
	}
	r, ok := api.ResourceForKind(typed.APIVersion, typed.Kind)
	if !ok || !p.env.Cluster.Serves(r) {
		return nil, noMapping(typed.TypeMeta, typed.ObjectMeta, source)
	}
	if typed.APIVersion == api.GatewayBeta {
		object["apiVersion"] = r.APIVersion() // the versions are the same but for the name
	}
	return []*info{{resource: r, name: typed.Name, namespace: typed.Namespace, source: source, manifest: object}}, nil
}

// noMapping says that the server has no such kind.
func noMapping(t api.TypeMeta, m api.ObjectMeta, source string) error {
	if err := leftOut(t.Kind); err != nil && strings.Contains(absentKinds[t.APIVersion], " "+t.Kind+" ") {
		return fmt.Errorf("%q wants the kind %q: %w", source, t.Kind, err)
	}
	if strings.Contains(absentKinds[t.APIVersion], " "+t.Kind+" ") {
		return fmt.Errorf("svclab does not have the kind %q of version %q yet, which %q wants", t.Kind, t.APIVersion, source)
	}
	return fmt.Errorf("resource mapping not found for name: %q namespace: %q from %q: no matches for kind %q in version %q\nensure CRDs are installed first",
		m.Name, m.Namespace, source, t.Kind, t.APIVersion)
}

func (p *process) listItems(items []any, source string) ([]*info, error) {
	var out []*info
	var errs []error
	for _, item := range items {
		infos, err := p.objectsOf(encode(item), source)
		out = append(out, infos...)
		if err != nil {
			errs = append(errs, err)
		}
	}
	return out, join(errs)
}

// placeInNamespace gives an object without a namespace the one of the command
// line, and refuses one of another.
func (p *process) placeInNamespace(i *info) error {
	switch {
	case !i.resource.Namespaced:
		i.namespace = ""
		if m, ok := i.manifest["metadata"].(map[string]any); ok {
			delete(m, "namespace")
		}
	case i.namespace == "":
		i.namespace = p.namespace
		metadataOf(i.manifest)["namespace"] = p.namespace
	case p.namespaceGiven && i.namespace != p.namespace:
		return fmt.Errorf("the namespace from the provided object %q does not match the namespace %q. You must pass '--namespace=%s' to perform this operation.",
			i.namespace, p.namespace, i.namespace)
	}
	return nil
}
