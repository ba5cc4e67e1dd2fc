package api

import (
	"reflect"
	"testing"
)

// fill sets every field that v reaches to something that is not zero.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0))
		fill(v.Index(1))
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key)
		fill(value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.String:
		v.SetString("filled")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint8:
		v.SetUint('7')
	case reflect.Interface: // of a tree
		v.Set(reflect.ValueOf([]any{map[string]any{"filled": "filled"}}))
	default:
		v.SetInt(7)
	}
}

// shared names the pointers, slices and maps that a and b have in common.
func shared(path string, a, b reflect.Value) []string {
	var found []string
	switch a.Kind() {
	case reflect.Interface:
		return shared(path, a.Elem(), b.Elem())
	case reflect.Pointer:
		if a.Pointer() == b.Pointer() {
			return []string{path}
		}
		return shared(path, a.Elem(), b.Elem())
	case reflect.Slice:
		if a.Pointer() == b.Pointer() {
			return []string{path}
		}
		for i := range a.Len() {
			found = append(found, shared(path+"[]", a.Index(i), b.Index(i))...)
		}
	case reflect.Map:
		if a.Pointer() == b.Pointer() {
			return []string{path}
		}
		for _, k := range a.MapKeys() {
			found = append(found, shared(path+"{}", a.MapIndex(k), b.MapIndex(k))...)
		}
	case reflect.Struct:
		for i := range a.NumField() {
			found = append(found, shared(path+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i))...)
		}
	}
	return found
}

func TestACopyEqualsTheOriginalAndSharesNothing(t *testing.T) {
	for _, r := range Resources() {
		original := r.New()
		fill(reflect.ValueOf(original).Elem())
		c := original.DeepCopy()
		if !reflect.DeepEqual(original, c) {
			t.Errorf("%s: the copy differs: %+v and %+v", r.Kind, original, c)
		}
		for _, path := range shared(r.Kind, reflect.ValueOf(original), reflect.ValueOf(c)) {
			t.Errorf("%s is shared by the copy", path)
		}
	}
}

func TestACopyOfAnEmptyObjectIsEmpty(t *testing.T) {
	for _, r := range Resources() {
		if !reflect.DeepEqual(r.New(), r.New().DeepCopy()) {
			t.Errorf("%s: the copy of an empty object differs", r.Kind)
		}
	}
}

func TestACopyKeepsAnEmptySliceApartFromNone(t *testing.T) {
	s := &EndpointSlice{Endpoints: []Endpoint{}}
	c := s.DeepCopy().(*EndpointSlice)
	if c.Endpoints == nil || c.Ports != nil {
		t.Errorf("got endpoints %#v and ports %#v", c.Endpoints, c.Ports)
	}
}
