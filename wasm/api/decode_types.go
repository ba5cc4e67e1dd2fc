package api

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
)

// inUpstreamTypes rewrites an error about a value of the wrong kind so that it
// speaks of upstream's Go types, as the API server's users read them, and not
// of this package's.
func inUpstreamTypes(err error) error {
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) {
		return err
	}
	wanted := typeName(wrong.Type)
	if wrong.Struct == "" {
		return errors.New("json: cannot unmarshal " + wrong.Value + " into Go value of type " + wanted)
	}
	name := wrong.Field[strings.LastIndexByte(wrong.Field, '.')+1:]
	if named, ok := namedTypes[wrong.Struct+"."+name]; ok {
		wanted = strings.Replace(wanted, "string", named, 1)
	}
	owner := wrong.Struct
	if upstream, ok := renamedTypes[owner]; ok {
		owner = upstream
	}
	return errors.New("json: cannot unmarshal " + wrong.Value + " into Go struct field " + owner + "." + wrong.Field + " of type " + wanted)
}

// typeName writes t as a Go program with upstream's packages would.
func typeName(t reflect.Type) string {
	switch {
	case t.Name() != "" && t.PkgPath() != "":
		name := t.Name()
		if upstream, ok := renamedTypes[name]; ok {
			name = upstream
		}
		return "v1." + name
	case t.Kind() == reflect.Slice:
		return "[]" + typeName(t.Elem())
	case t.Kind() == reflect.Pointer:
		return "*" + typeName(t.Elem())
	case t.Kind() == reflect.Map:
		return "map[" + typeName(t.Key()) + "]" + typeName(t.Elem())
	}
	return t.String()
}

// renamedTypes gives upstream's name of a type that is named differently here.
var renamedTypes = map[string]string{
	"EndpointsPort": "EndpointPort", // core/v1 and discovery/v1 each have one
}

// namedTypes gives upstream's type of the fields that are plain strings here.
var namedTypes = map[string]string{}
