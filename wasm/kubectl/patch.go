package kubectl

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

func patchCommand() *command {
	return &command{
		name: "patch", group: advanced, short: "Update fields of a resource",
		use: "patch (-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]",
		run: runPatch,
		flags: []flag{
			filenameFlag, recursiveFlag, kustomizeFlag, outputFlag, templateFlag, missingKeysFlag, managedFlag, dryRunFlag, fieldManagerFlag,
			{name: "patch", short: 'p', kind: stringFlag, usage: "The patch to be applied to the resource JSON file"},
			{name: "patch-file", kind: stringFlag, usage: "A file containing a patch to be applied to the resource"},
			{name: "type", kind: stringFlag, value: "strategic", usage: "The type of patch being provided; one of [json merge strategic]"},
			{name: "subresource", kind: stringFlag, usage: "If specified, patch will operate on the subresource of the requested object"},
			{name: "local", kind: boolFlag, bare: "true", absent: true},
			{name: "record", kind: boolFlag, bare: "true", absent: true},
		},
	}
}

// runPatch models kubectl pkg/cmd/patch PatchOptions.
func runPatch(p *process) error {
	dry, err := p.dryRun()
	if err != nil {
		return err
	}
	kind, body, err := p.readPatch()
	if err != nil {
		return err
	}
	s, err := p.find(p.query(p.flags.args))
	if err != nil {
		return err
	}
	count := 0
	subresource := p.flags.string("subresource")
	err = p.visit(s, asKnown, func(i *info) error {
		if err := p.fetchSubresource(i, subresource); err != nil {
			return err
		}
		count++
		return p.patchOne(i, kind, body, dry)
	})
	if err == nil && count == 0 {
		return errors.New("no objects passed to patch")
	}
	return err
}

// readPatch reads the patch, which may be YAML, and its type.
func (p *process) readPatch() (kind cluster.PatchType, body []byte, err error) {
	f := p.flags
	text, path := f.string("patch"), f.string("patch-file")
	switch {
	case text != "" && path != "":
		return "", nil, errors.New("cannot specify --patch and --patch-file together")
	case text == "" && path == "":
		return "", nil, errors.New("must specify --patch or --patch-file containing the contents of the patch")
	}
	kind = cluster.PatchType(strings.ToLower(f.string("type")))
	if kind == "" {
		kind = cluster.StrategicPatch
	}
	if !slices.Contains(cluster.PatchTypes, kind) {
		return "", nil, fmt.Errorf("--type must be one of %v, not %q", cluster.PatchTypes, f.string("type"))
	}
	body = []byte(text)
	if path != "" {
		if body, err = p.readPath(path); err != nil {
			return "", nil, fmt.Errorf("unable to read patch file: open %s: %w", path, err)
		}
	}
	if body, err = api.ToJSON(body); err != nil {
		return "", nil, fmt.Errorf("unable to parse %q: %w", text, err)
	}
	return kind, body, nil
}

// fetchSubresource gets an object as its subresource shows it.
func (p *process) fetchSubresource(i *info, subresource string) error {
	if subresource == "" {
		return p.fetch(i)
	}
	if err := p.pass(requestCost); err != nil {
		return err
	}
	o, err := p.env.Cluster.GetSubresource(i.resource.Name, i.namespace, i.name, subresource)
	i.object = o
	return err
}

func (p *process) patchOne(i *info, kind cluster.PatchType, body []byte, dry bool) error {
	subresource := p.flags.string("subresource")
	before := tree(i.object)
	after := before
	patchHere := func() error {
		patched, err := cluster.ApplyPatch(kind, i.resource.Name, encode(before), body)
		if err == nil {
			after, _ = api.ReadTree(patched).(map[string]any)
		}
		return err
	}
	if dry {
		if err := patchHere(); err != nil {
			return err
		}
	} else {
		_, err := p.do(i.resource.Name, cluster.Patch{Resource: i.resource.Name, Namespace: i.namespace, Name: i.name,
			Type: kind, Body: body, FieldValidation: cluster.Warn, Subresource: subresource})
		if e, ok := err.(*api.StatusError); ok && e.Reason == api.ReasonUnsupportedMediaType {
			return fmt.Errorf("application/strategic-merge-patch+json is not supported by %s, Kind=%s: %s", i.resource.APIVersion(), i.resource.Kind, e.Message)
		}
		if err != nil {
			return err
		}
		stored, err := p.written(i)
		if subresource == cluster.ScaleOfPods && err == nil {
			stored, _ = api.ScaleOf(stored)
		}
		if err == nil {
			after = tree(stored)
		} else if err := patchHere(); err != nil { // it is gone: the patch took its last finalizer
			return err
		}
	}
	operation := "patched"
	if reflect.DeepEqual(before, after) {
		operation = "patched (no change)"
	}
	defer func(was bool) { p.trial = was }(p.trial)
	p.trial = false // kubectl does not say of a patch that it was a dry run
	return p.report(after, operation)
}
