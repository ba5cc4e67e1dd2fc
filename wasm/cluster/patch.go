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
		patched, err = strategicMaps(api.ListKeysOf(resource), base, change)
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

// patched makes of a stored object what a patch says. Its errors are the API
// server's. Models apiserver pkg/endpoints/handlers patch.go
// applyPatchToCurrentObject.
func patched(cmd Patch, r api.Resource, old api.Object) (api.Object, error) {
	if !json.Valid(cmd.Body) {
		return nil, api.BadRequest("invalid JSON patch")
	}
	stored, err := json.Marshal(old)
	if err != nil {
		return nil, fmt.Errorf("write %s %q as JSON: %w", r.Name, cmd.Name, err)
	}
	var base map[string]any
	if err := decodeTree(stored, &base); err != nil {
		return nil, fmt.Errorf("read the stored object: %w", err)
	}
	switch cmd.Type {
	case StrategicPatch:
		return strategicallyPatched(r, base, cmd.Body)
	case MergePatch:
		return mergePatched(r, base, cmd.Body)
	case JSONPatch:
		return jsonPatched(r, base, cmd.Body)
	}
	return nil, api.BadRequest(fmt.Sprintf("patch type %q: want one of %v", cmd.Type, PatchTypes))
}

// strategicallyPatched models strategicPatchObject and applyPatchToObject.
func strategicallyPatched(r api.Resource, base map[string]any, body []byte) (api.Object, error) {
	var change map[string]any
	strict, err := kjson.UnmarshalStrict(body, &change)
	if err != nil {
		return nil, api.BadRequest(err.Error())
	}
	merged, err := strategicMaps(api.ListKeysOf(r.Name), base, change)
	if err != nil {
		return nil, strategicError(err)
	}
	o, unknown, err := api.FromTree(r, merged)
	if err == nil {
		err = strictly("", strict, unknown)
	}
	if err != nil {
		return nil, invalidPatch(fmt.Sprintf("%+v", change), err)
	}
	return o, nil
}

func mergePatched(r api.Resource, base map[string]any, body []byte) (api.Object, error) {
	var change map[string]any
	strict, err := kjson.UnmarshalStrict(body, &change)
	if err != nil {
		return nil, api.BadRequest("error decoding patch: " + err.Error())
	}
	if change == nil {
		return nil, api.BadRequest("Invalid JSON Patch")
	}
	mergeMaps(base, change)
	return decodePatched(r, base, "", strict)
}

func jsonPatched(r api.Resource, base map[string]any, body []byte) (api.Object, error) {
	strict, err := kjson.UnmarshalStrict(body, &[]jsonPatchOp{})
	if err != nil {
		return nil, api.BadRequest("error decoding patch: " + strings.Replace(err.Error(), "cluster.jsonPatchOp", "handlers.jsonPatchOp", 1))
	}
	var ops []map[string]any
	if err := decodeTree(body, &ops); err != nil {
		return nil, api.BadRequest(err.Error())
	}
	if len(ops) > maxOperations {
		return nil, &api.StatusError{Reason: api.ReasonRequestEntityTooLarge, Message: fmt.Sprintf(
			"Request entity too large: The allowed maximum operations in a JSON patch is %d, got %d", maxOperations, len(ops))}
	}
	result, err := applyOperations(base, ops)
	if err != nil {
		return nil, unprocessable()
	}
	return decodePatched(r, result, "json patch ", strict)
}

// decodePatched reads the object that a patch made.
func decodePatched(r api.Resource, tree any, prefix string, strict []error) (api.Object, error) {
	text, err := json.Marshal(tree)
	if err != nil {
		return nil, api.InternalError(err)
	}
	o, unknown, err := api.DecodePatched(r, text)
	if err == nil {
		err = strictly(prefix, strict, unknown)
	}
	if err != nil {
		return nil, invalidPatch(string(text), err)
	}
	return o, nil
}

// strictly complains of repeated fields of a patch and unknown ones of its result.
func strictly(prefix string, repeated []error, unknown []string) error {
	var texts []string
	for _, err := range repeated {
		texts = append(texts, prefix+err.Error())
	}
	if texts = append(texts, unknown...); len(texts) > 0 {
		return api.StrictError(texts)
	}
	return nil
}

func invalidPatch(value string, err error) error {
	return api.Invalid(api.Resource{}, "", field.ErrorList{field.Invalid(field.NewPath("patch"), value, err.Error())})
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
	case errors.Is(err, errListOfLists):
		return unprocessable()
	}
	return &api.StatusError{Message: err.Error()}
}
