package cluster

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"
	kjson "sigs.k8s.io/json"

	"svclab/wasm/api"
)

// PatchType says how a Patch is to be read.
type PatchType string

// The kinds of Patch.
const (
	MergePatch     PatchType = "merge"     // RFC 7396
	StrategicPatch PatchType = "strategic" // lists merge by their patchMergeKey
	JSONPatch      PatchType = "json"      // RFC 6902
)

// PatchTypes lists the kinds of Patch, sorted.
var PatchTypes = []PatchType{JSONPatch, MergePatch, StrategicPatch}

// ApplyPatch makes of an object of a resource what a patch says, all of them in
// JSON, as kubectl does it without the server. Nothing looks at the result.
func ApplyPatch(kind PatchType, resource string, object, patch []byte) ([]byte, error) {
	var base, change map[string]any
	if err := decodeTree(object, &base); err != nil {
		return nil, fmt.Errorf("read the object to patch: %w", err)
	}
	var patched any
	var err error
	switch kind {
	case JSONPatch:
		var ops []map[string]any
		if err := decodeTree(patch, &ops); err != nil {
			return nil, err
		}
		patched, err = applyOperations(base, ops)
	case MergePatch, StrategicPatch:
		if err := decodeTree(patch, &change); err != nil {
			return nil, err
		}
		if kind == MergePatch {
			mergeMaps(base, change)
			return json.Marshal(base)
		}
		patched, err = strategic{}.maps(api.ListKeysOf(resource), base, change)
	default:
		return nil, fmt.Errorf("patch type %q: want one of %v", kind, PatchTypes)
	}
	if err != nil {
		return nil, err
	}
	return json.Marshal(patched)
}

func decodeTree(text []byte, into any) error {
	return kjson.UnmarshalCaseSensitivePreserveInts(text, into)
}

// patch merges a change into an object and replaces it with the result.
func (c *Cluster) patch(cmd Patch) error {
	r, ok := api.ResourceNamed(cmd.Resource)
	if !ok {
		return unknownResource(cmd.Resource)
	}
	c.settle(r.Name)
	key := objectKey{name: cmd.Name}
	if r.Namespaced {
		key.namespace = cmd.Namespace
		if key.namespace == "" {
			key.namespace = "default"
		}
	}
	old, ok := c.store.get(r.Name, key)
	if !ok {
		return api.NotFound(r, cmd.Name)
	}
	if !hasSubresource(r, cmd.Subresource) {
		return noSubresource(r, cmd.Name)
	}
	shown, kind := old, r
	if cmd.Subresource == ScaleOfPods {
		shown, _ = api.ScaleOf(old)
		kind = api.ScaleResource
	}
	o, warnings, err := patched(cmd, kind, shown)
	if err != nil {
		return err
	}
	if len(warnings) > 0 {
		c.emit(Warned{Instant{c.now}, warnings})
	}
	if err = inNamespace(r, o, key.namespace); err == nil {
		err = namedAs(o, cmd.Name)
	}
	if err == nil {
		err = c.replaceBy(r, o, old, cmd.Subresource, cmd.DryRun)
	}
	if e, ok := err.(*api.StatusError); ok {
		e.Warnings = warnings
	}
	return err
}

// patched makes of a stored object what a patch says, with the warnings of it.
// Its errors are the API server's. Models apiserver pkg/endpoints/handlers patch.go
// applyPatchToCurrentObject.
func patched(cmd Patch, r api.Resource, old api.Object) (o api.Object, warnings []string, err error) {
	if cmd.Type == StrategicPatch && r.IsCustom() {
		return nil, nil, &api.StatusError{Reason: api.ReasonUnsupportedMediaType, Message: "the body of the request was in an unknown format - " +
			"accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"}
	}
	if !json.Valid(cmd.Body) {
		return nil, nil, api.BadRequest("invalid JSON patch")
	}
	stored, err := json.Marshal(old)
	if err != nil {
		return nil, nil, fmt.Errorf("write %s %q as JSON: %w", r.Name, cmd.Name, err)
	}
	var base map[string]any
	if err := decodeTree(stored, &base); err != nil {
		return nil, nil, fmt.Errorf("read the stored object: %w", err)
	}
	var value string // of which the patch is an invalid one
	switch cmd.Type {
	case StrategicPatch:
		o, value, warnings, err = strategicallyPatched(r, base, cmd.Body)
	case MergePatch:
		o, value, warnings, err = mergePatched(r, base, cmd.Body)
	case JSONPatch:
		o, value, warnings, err = jsonPatched(r, base, cmd.Body)
	default:
		err = api.BadRequest(fmt.Sprintf("patch type %q: want one of %v", cmd.Type, PatchTypes))
	}
	if err == nil && len(warnings) > 0 && cmd.FieldValidation == Strict {
		err = api.StrictError(warnings)
	}
	if _, ok := err.(*api.StatusError); err != nil && !ok {
		err = api.Invalid(api.Resource{}, "", field.ErrorList{field.Invalid(field.NewPath("patch"), value, err.Error())})
	}
	return o, warnings, err
}

// strategicallyPatched models strategicPatchObject and applyPatchToObject.
func strategicallyPatched(r api.Resource, base map[string]any, body []byte) (o api.Object, value string, strict []string, err error) {
	var change map[string]any
	repeated, err := kjson.UnmarshalStrict(body, &change)
	if err != nil {
		return nil, "", nil, api.BadRequest(err.Error())
	}
	merged, err := strategic{}.maps(api.ListKeysOf(r.Name), base, change)
	if err != nil {
		return nil, "", nil, strategicError(err)
	}
	o, unknown, err := api.FromTree(r, merged)
	return o, fmt.Sprintf("%+v", change), append(texts("", repeated), unknown...), err
}

func mergePatched(r api.Resource, base map[string]any, body []byte) (o api.Object, value string, strict []string, err error) {
	var change map[string]any
	repeated, err := kjson.UnmarshalStrict(body, &change)
	if err != nil {
		return nil, "", nil, api.BadRequest("error decoding patch: " + err.Error())
	}
	if change == nil {
		return nil, "", nil, api.BadRequest("Invalid JSON Patch")
	}
	mergeMaps(base, change)
	return decodePatched(r, base, texts("", repeated))
}

func jsonPatched(r api.Resource, base map[string]any, body []byte) (o api.Object, value string, strict []string, err error) {
	repeated, err := kjson.UnmarshalStrict(body, &[]jsonPatchOp{})
	if err != nil {
		return nil, "", nil, api.BadRequest("error decoding patch: " + strings.Replace(err.Error(), "cluster.jsonPatchOp", "handlers.jsonPatchOp", 1))
	}
	var ops []map[string]any
	if err := decodeTree(body, &ops); err != nil {
		return nil, "", nil, api.BadRequest(err.Error())
	}
	if len(ops) > maxOperations {
		return nil, "", nil, &api.StatusError{Reason: api.ReasonRequestEntityTooLarge, Message: fmt.Sprintf(
			"Request entity too large: The allowed maximum operations in a JSON patch is %d, got %d", maxOperations, len(ops))}
	}
	result, err := applyOperations(base, ops)
	if err != nil {
		return nil, "", nil, unprocessable()
	}
	return decodePatched(r, result, texts("json patch ", repeated))
}

// decodePatched reads the object that a patch made.
func decodePatched(r api.Resource, tree any, strict []string) (api.Object, string, []string, error) {
	text, err := json.Marshal(tree)
	if err != nil {
		return nil, "", nil, api.InternalError(err)
	}
	o, unknown, err := api.DecodePatched(r, text)
	return o, string(text), append(strict, unknown...), err
}

// texts writes errors out.
func texts(prefix string, errs []error) []string {
	var out []string
	for _, err := range errs {
		out = append(out, prefix+err.Error())
	}
	return out
}

// unprocessable is what is left of an error that the server has no reason for.
// Models apimachinery pkg/api/errors NewGenericServerResponse.
func unprocessable() error {
	return &api.StatusError{Reason: api.ReasonInvalid, Message: "the server rejected our request due to an error in our request"}
}

// strategicError gives an error of the merge its status. Models
// interpretStrategicMergePatchError.
func strategicError(err error) error {
	switch {
	case errors.Is(err, errPrimitiveList), errors.Is(err, errRetainKeys), errors.Is(err, errElementOrder):
		return api.BadRequest(err.Error())
	case errors.Is(err, api.ErrListOfLists):
		return unprocessable()
	}
	return &api.StatusError{Message: err.Error()}
}
