package api

import (
	"reflect"
	"strings"
	"testing"
)

// What a controller reads of a custom resource is there, and of that type.
func TestViewsHaveTheFieldsOfTheDefinitions(t *testing.T) {
	for kind, view := range map[string]any{"GatewayClass": GatewayClassSpec{}, "Gateway": GatewaySpec{}, "HTTPRoute": HTTPRouteSpec{}, "ReferenceGrant": ReferenceGrantSpec{}} {
		compareView(t, kind, reflect.TypeOf(view), schemaOfKind(kind).Field("spec"))
	}
}

func compareView(t *testing.T, path string, view reflect.Type, s *Schema) {
	t.Helper()
	switch view.Kind() {
	case reflect.Pointer:
		compareView(t, path, view.Elem(), s)
		return
	case reflect.Slice, reflect.Map:
		if s.Each == nil {
			t.Errorf("%s is no list and no map", path)
			return
		}
		compareView(t, path, view.Elem(), s.Each)
		return
	case reflect.Struct:
	default:
		want := map[string]string{"string": "string", "integer": "int32 int", "boolean": "bool"}[s.Type]
		if !strings.Contains(want, view.Kind().String()) {
			t.Errorf("%s is a %s, not a %s", path, s.Type, view)
		}
		return
	}
	for i := range view.NumField() {
		f := view.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous:
			compareView(t, path, f.Type, s)
		case s.Field(name) != nil:
			compareView(t, path+"."+name, f.Type, s.Field(name))
		case view != reflect.TypeFor[GatewayReference]() && view != reflect.TypeFor[HTTPValueMatch]() && view != reflect.TypeFor[HTTPRedirectFilter]():
			t.Errorf("%s has no field %s", path, name) // those three are read in several places, each of which has some of their fields
		}
	}
}
