package kubectl

import (
	"errors"
	"io"
	"strings"

	"svclab/wasm/api"
)

// Rehearsed is what kubectl apply does to one object of a manifest.
type Rehearsed struct {
	Line         int    // of the manifest, at which its document begins
	Item         int    // its place in the items of a list, -1 when it is no item
	Resource     string // such as services
	Name         string // such as service/web
	Live, Merged string // the object before and after, as YAML; "" when it is not there
	Err          error  // a *api.StatusError when the server refuses
	Warnings     []string
}

// Rehearse applies a manifest to env's Cluster, which ought to be a fork, and
// tells what came of each object. The error is about the text, whose documents
// before the fault are applied.
func Rehearse(env Env, text []byte) ([]Rehearsed, error) {
	warned := &strings.Builder{}
	env.Stdin, env.Stdout, env.Stderr, env.Wait = nil, io.Discard, warned, nil
	p := &process{env: env, namespace: "default", command: applyCommand()}
	var err error
	if p.flags, err = p.command.parse([]string{"-f", "-"}); err != nil {
		return nil, err
	}
	if err := p.useConfig(); err != nil {
		return nil, err
	}
	docs, parsing := api.Documents(text)
	var all []Rehearsed
	for _, d := range docs {
		if err := validateDocument(d.JSON); err != nil {
			all = append(all, Rehearsed{Line: d.Line, Item: -1, Err: err})
			continue
		}
		infos, err := p.objectsOf(d.JSON, "")
		if err != nil {
			all = append(all, Rehearsed{Line: d.Line, Item: -1, Err: err})
		}
		for n, i := range infos {
			warned.Reset()
			p.warned = nil
			r := p.rehearse(i)
			r.Line, r.Item = d.Line, -1
			if len(infos) > 1 {
				r.Item = n
			}
			for line := range strings.Lines(warned.String()) {
				// What kubectl says of how an object was made is no fault of the text.
				if text, ok := strings.CutPrefix(line, "Warning: "); ok && !strings.Contains(text, lastAppliedAnnotation) {
					r.Warnings = append(r.Warnings, strings.TrimSpace(text))
				}
			}
			all = append(all, r)
		}
	}
	return all, parsing
}

func (p *process) rehearse(i *info) Rehearsed {
	r := Rehearsed{Resource: i.resource.Name, Name: i.kindName()}
	if r.Err = p.placeInNamespace(i); r.Err != nil {
		return r
	}
	var live, merged map[string]any
	if o, err := p.env.Cluster.Get(i.resource.Name, i.namespace, i.name); err == nil {
		live = tree(o)
	}
	if r.Err = p.applyOne(i, false); r.Err != nil {
		var status *api.StatusError
		if errors.As(r.Err, &status) {
			r.Err = status
		}
		if live != nil { // of a patch the server says less than of the object itself
			if _, err := api.Decode(i.resource, encode(i.manifest)); err != nil {
				r.Err = err
			}
		}
		return r
	}
	if o, err := p.env.Cluster.Get(i.resource.Name, i.namespace, i.name); err == nil {
		merged = tree(o)
	}
	if i.resource.Name == "secrets" && merged != nil {
		merged = api.CopyTree(merged).(map[string]any)
		if live != nil {
			live = api.CopyTree(live).(map[string]any)
		}
		mask(live, merged)
	}
	if live != nil {
		r.Live = asWritten(live)
	}
	if merged != nil {
		r.Merged = asWritten(merged)
	}
	return r
}

// asWritten writes what of an object a learner can have changed: not what the
// server counts, and not the copy that kubectl keeps of the last manifest.
func asWritten(object map[string]any) string {
	object = api.CopyTree(object).(map[string]any)
	m := metadataOf(object)
	for _, counted := range []string{"managedFields", "resourceVersion", "generation", "uid", "creationTimestamp"} {
		delete(m, counted)
	}
	if annotations, ok := m["annotations"].(map[string]any); ok {
		delete(annotations, lastAppliedAnnotation)
		if len(annotations) == 0 {
			delete(m, "annotations")
		}
	}
	delete(object, "status")
	return writeYAML(object)
}
