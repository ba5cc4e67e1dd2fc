package ui

import (
	"fmt"
	"reflect"
)

// differs names the first field in which two values of a type are not alike.
func differs(a, b any) string { return differing("", reflect.ValueOf(a), reflect.ValueOf(b), 0) }

func differing(path string, a, b reflect.Value, depth int) string {
	if depth > 40 {
		return path // a long chain
	}
	if a.Kind() != b.Kind() || a.Type() != b.Type() {
		return path + fmt.Sprintf(" types %v %v", a.Type(), b.Type())
	}
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if d := differing(path+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i), depth+1); d != "" {
				return d
			}
		}
	case reflect.Pointer, reflect.Interface:
		if a.IsNil() != b.IsNil() {
			return path + " nil"
		}
		if !a.IsNil() && (a.Kind() != reflect.Pointer || a.Pointer() != b.Pointer()) {
			return differing(path, a.Elem(), b.Elem(), depth+1)
		}
	case reflect.Slice:
		if a.Len() != b.Len() || a.IsNil() != b.IsNil() {
			return path + fmt.Sprintf(" len %d %d nil %v %v", a.Len(), b.Len(), a.IsNil(), b.IsNil())
		}
		for i := range a.Len() {
			if d := differing(fmt.Sprintf("%s[%d]", path, i), a.Index(i), b.Index(i), depth+1); d != "" {
				return d
			}
		}
	case reflect.Map:
		for _, k := range a.MapKeys() {
			if !b.MapIndex(k).IsValid() {
				return path + " key " + k.String()
			}
			if d := differing(path+"["+k.String()+"]", a.MapIndex(k), b.MapIndex(k), depth+1); d != "" {
				return d
			}
		}
	case reflect.String:
		if a.String() != b.String() {
			return path + fmt.Sprintf(" %q %q", a.String(), b.String())
		}
	case reflect.Int, reflect.Int64, reflect.Int32:
		if a.Int() != b.Int() {
			return path + fmt.Sprintf(" %d %d", a.Int(), b.Int())
		}
	case reflect.Float64:
		if a.Float() != b.Float() {
			return path + fmt.Sprintf(" %v %v", a.Float(), b.Float())
		}
	case reflect.Bool:
		if a.Bool() != b.Bool() {
			return path + " bool"
		}
	}
	return ""
}
