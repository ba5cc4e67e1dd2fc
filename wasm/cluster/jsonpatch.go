package cluster

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// maxOperations is how many operations a JSON patch may have.
const maxOperations = 10000

// jsonPatchOp is what the API server's strict reading knows of an operation.
type jsonPatchOp struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	From  string `json:"from"`
	Value any    `json:"value"`
}

var errMissing = errors.New("missing value")

// applyOperations carries out the operations of a JSON patch, one after the
// other, and returns the new document. Models evanphx/json-patch v4, which is
// laxer than RFC 6902: a negative index counts from the end, what stands before
// the first slash of a path does not count, replace may set a new key, copy may
// copy nothing, and a value that is left out is null.
func applyOperations(doc any, ops []map[string]any) (any, error) {
	for _, op := range ops {
		kind, _ := op["op"].(string)
		path, ok := op["path"].(string)
		if !ok {
			return nil, fmt.Errorf("%s operation failed to decode path: %w", kind, errMissing)
		}
		value := op["value"]
		var err error
		switch kind {
		case "add", "remove", "replace":
			if kind != "replace" || path != "" {
				doc, err = edit(doc, kind, path, kind, value)
			} else if doc = value; isPlain(value) {
				err = errors.New("replace operation value must be object or array")
			}
		case "test":
			if value, err = lookUp(doc, kind, path); err == nil && !reflect.DeepEqual(value, op["value"]) {
				err = fmt.Errorf("testing value %s failed: test failed", path)
			}
		case "move", "copy":
			doc, err = transfer(doc, kind, op["from"], path)
		default:
			err = fmt.Errorf("Unexpected kind: %s", kind)
		}
		if err != nil {
			return nil, err
		}
	}
	return doc, nil
}

func isPlain(v any) bool {
	switch v.(type) {
	case map[string]any, []any:
		return false
	}
	return true
}

// transfer moves or copies a value.
func transfer(doc any, kind string, from any, path string) (any, error) {
	source, ok := from.(string)
	if !ok {
		return nil, fmt.Errorf("%s operation failed to decode from: operation, missing from field: %w", kind, errMissing)
	}
	value, err := lookUp(doc, kind, source)
	if err == nil && source == "" {
		err = fmt.Errorf("%s operation does not apply: doc is missing from path: %s: %w", kind, source, errMissing)
	}
	if err == nil && kind == "move" {
		doc, err = edit(doc, kind, source, "remove", nil)
	}
	if err != nil {
		return nil, err
	}
	return edit(doc, kind, path, "add", api.CopyTree(value))
}

// unescapeKey reads a part of a path.
var unescapeKey = strings.NewReplacer("~1", "/", "~0", "~")

// steps parts a path into keys; none when it leads nowhere.
func steps(path string) []string {
	parts := strings.Split(path, "/")[1:]
	for i := range parts {
		parts[i] = unescapeKey.Replace(parts[i])
	}
	return parts
}

// lookUp returns what is at a path: the whole document at "". What a map does not
// have is nil.
func lookUp(doc any, kind, path string) (any, error) {
	at := doc
	keys := steps(path)
	if path != "" && len(keys) == 0 {
		return nil, missingPath(kind, path)
	}
	for i, key := range keys {
		switch v := at.(type) {
		case map[string]any:
			at = v[key]
		case []any:
			n, err := listIndex(key, len(v))
			if err != nil || n == len(v) {
				return nil, fmt.Errorf("error in %s for path: '%s': invalid index referenced", kind, path)
			}
			at = v[n]
		default:
			return nil, missingPath(kind, path)
		}
		if at == nil && i < len(keys)-1 {
			return nil, missingPath(kind, path)
		}
	}
	return at, nil
}

func missingPath(kind, path string) error {
	return fmt.Errorf("%s operation does not apply: doc is missing path: \"%s\": %w", kind, path, errMissing)
}

// edit adds, removes or replaces what is at a path. An array of another length
// takes the place of the one that was there.
func edit(doc any, kind, path, how string, value any) (any, error) {
	keys := steps(path)
	if len(keys) == 0 {
		return nil, missingPath(kind, path)
	}
	return editAt(doc, keys, func() error { return missingPath(kind, path) }, how, value)
}

func editAt(at any, keys []string, missing func() error, how string, value any) (any, error) {
	key := keys[0]
	switch v := at.(type) {
	case map[string]any:
		inner, there := v[key]
		switch {
		case len(keys) > 1:
			changed, err := editAt(inner, keys[1:], missing, how, value)
			if err != nil {
				return nil, err
			}
			v[key] = changed
		case how == "remove" && !there:
			return nil, fmt.Errorf("Unable to remove nonexistent key: %s: %w", key, errMissing)
		case how == "remove":
			delete(v, key)
		default:
			v[key] = value
		}
		return v, nil
	case []any:
		return editList(v, keys, missing, how, value)
	}
	return nil, missing()
}

func editList(list []any, keys []string, missing func() error, how string, value any) (any, error) {
	adds := how == "add" && len(keys) == 1
	if adds && keys[0] == "-" {
		return append(list, value), nil
	}
	length := len(list)
	if adds {
		length++ // where it may go
	}
	n, err := listIndex(keys[0], length)
	if err != nil || n == length {
		return nil, fmt.Errorf("Unable to access invalid index: %s: invalid index referenced", keys[0])
	}
	switch {
	case adds:
		return slices.Insert(slices.Clone(list), n, value), nil
	case len(keys) > 1:
		list[n], err = editAt(list[n], keys[1:], missing, how, value)
		return list, err
	case how == "remove":
		return slices.Delete(slices.Clone(list), n, n+1), nil
	}
	list[n] = value
	return list, nil
}

// listIndex reads an index into a list; one that is too large is length.
func listIndex(key string, length int) (int, error) {
	n, err := strconv.Atoi(key)
	if n < 0 {
		n += length
	}
	if err != nil || n < 0 {
		return 0, errMissing
	}
	return min(n, length), nil
}
