package kubectl

import (
	"encoding/json"
	"errors"
	"slices"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

// overrideFlags change the object that a command makes.
var overrideFlags = []flag{
	{name: "overrides", kind: stringFlag, usage: "An inline JSON override for the generated object"},
	{name: "override-type", kind: stringFlag, value: "merge", usage: "The method used to override the generated object: json, merge, or strategic"},
}

// override changes an object as --overrides says. Models kubectl pkg/cmd/util
// Overrider.
func (p *process) override(o api.Object) (api.Object, error) {
	text := p.flags.string("overrides")
	if text == "" {
		return o, nil
	}
	kind := cluster.PatchType(p.flags.string("override-type"))
	if kind == "" {
		kind = cluster.MergePatch
	}
	switch {
	case !slices.Contains(cluster.PatchTypes, kind):
		return nil, errors.New("invalid override type: " + string(kind))
	case kind == cluster.MergePatch && !json.Valid([]byte(text)):
		return nil, errors.New("Invalid JSON Patch")
	}
	r, _ := api.ResourceForKind(o.Type().APIVersion, o.Type().Kind)
	patched, err := cluster.ApplyPatch(kind, r.Name, encode(o), []byte(text))
	if err != nil {
		return nil, err
	}
	changed := r.New()
	return changed, decodeInto(patched, changed)
}
