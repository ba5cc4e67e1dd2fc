package api

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// FromTree makes an object of a resource of a tree of JSON values: map[string]any,
// []any, string, int64, float64, bool and nil. unknown are the texts about fields
// that the kind does not have, sorted. The error is about a value of the wrong
// type. A whole number too large for its field wraps around, as upstream's does.
//
// Models apimachinery pkg/runtime FromUnstructuredWithValidation, by which the
// API server reads what a strategic merge patch comes to.
func FromTree(r Resource, tree map[string]any) (o Object, unknown []string, err error) {
	o = r.New()
	var c fromTree
	if err := c.object(tree, reflect.ValueOf(o).Elem(), ""); err != nil {
		return nil, nil, err
	}
	slices.Sort(c.unknown)
	*o.Type() = *r.New().Type()
	return o, c.unknown, nil
}

type fromTree struct{ unknown []string }

// value sets to. path is where it is, and named upstream's type of what is a
// plain string here.
func (c *fromTree) value(from any, to reflect.Value, path, named string) error {
	if from == nil {
		to.SetZero()
		return nil
	}
	if u, ok := to.Addr().Interface().(json.Unmarshaler); ok {
		b, err := json.Marshal(from)
		if err == nil {
			err = u.UnmarshalJSON(b)
		}
		return err
	}
	switch to.Kind() {
	case reflect.Pointer:
		to.Set(reflect.New(to.Type().Elem()))
		return c.value(from, to.Elem(), path, named)
	case reflect.Struct:
		return c.object(from, to, path)
	case reflect.Slice:
		return c.list(from, to, path, named)
	case reflect.Map:
		return c.dictionary(from, to, path)
	}
	return scalar(from, to, named)
}

func (c *fromTree) object(from any, to reflect.Value, path string) error {
	m, ok := from.(map[string]any)
	if !ok {
		return errors.New("cannot restore struct from: " + reflect.TypeOf(from).Kind().String())
	}
	known := map[string]bool{}
	if err := c.fields(m, to, path, known); err != nil {
		return err
	}
	for key := range m {
		if !known[key] {
			c.unknown = append(c.unknown, `unknown field "`+below(path, key)+`"`)
		}
	}
	return nil
}

// fields sets the fields of a struct in their order, so that the first error is
// upstream's too.
func (c *fromTree) fields(m map[string]any, to reflect.Value, path string, known map[string]bool) error {
	t := to.Type()
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		var err error
		if name == "" {
			err = c.fields(m, to.Field(i), path, known) // inlined
		} else {
			known[name] = true
			err = c.value(m[name], to.Field(i), below(path, name), namedTypes[t.Name()+"."+name])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func below(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func (c *fromTree) list(from any, to reflect.Value, path, named string) error {
	if text, ok := from.(string); ok && to.Type().Elem().Kind() == reflect.Uint8 {
		data, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return fmt.Errorf("error decoding from json: %w", err)
		}
		to.SetBytes(data)
		return nil
	}
	list, ok := from.([]any)
	if !ok {
		return errors.New("cannot restore slice from " + reflect.TypeOf(from).Kind().String())
	}
	to.Set(reflect.MakeSlice(to.Type(), len(list), len(list)))
	for i, v := range list {
		if err := c.value(v, to.Index(i), path+"["+strconv.Itoa(i)+"]", named); err != nil {
			return err
		}
	}
	return nil
}

func (c *fromTree) dictionary(from any, to reflect.Value, path string) error {
	m, ok := from.(map[string]any)
	if !ok {
		return errors.New("cannot restore map from " + reflect.TypeOf(from).Kind().String())
	}
	to.Set(reflect.MakeMap(to.Type()))
	for _, key := range slices.Sorted(maps.Keys(m)) {
		v := reflect.New(to.Type().Elem()).Elem()
		if err := c.value(m[key], v, path, ""); err != nil {
			return err
		}
		to.SetMapIndex(reflect.ValueOf(key), v)
	}
	return nil
}

// scalar sets a plain value. Only numbers have a type that upstream's Go could
// convert into another, and then the error is another one.
func scalar(from any, to reflect.Value, named string) error {
	isInt := to.CanInt()
	converts := isInt
	switch from := from.(type) {
	case string:
		if to.Kind() == reflect.String {
			to.SetString(from)
			return nil
		}
		converts = false
	case bool:
		if to.Kind() == reflect.Bool {
			to.SetBool(from)
			return nil
		}
		converts = false
	case int64:
		if isInt {
			to.SetInt(from)
			return nil
		}
		converts = to.Kind() == reflect.String
	case float64:
		if isInt && from == math.Trunc(from) {
			to.SetInt(int64(from))
			return nil
		}
	default:
		converts = false
	}
	if !converts {
		return errors.New("unrecognized type: " + to.Kind().String())
	}
	if named == "" {
		named = typeName(to.Type())
	}
	return errors.New("cannot convert " + reflect.TypeOf(from).String() + " to " + named)
}
