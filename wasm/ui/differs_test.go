package ui

import (
	"fmt"
	"reflect"
	"strings"
)

// differs names the first field in which two values of a type are not alike.
func differs(a, b any) string { return differing("", reflect.ValueOf(a), reflect.ValueOf(b)) }

func differing(path string, a, b reflect.Value) string {
	if a.Kind() != b.Kind() || a.Type() != b.Type() {
		return path + fmt.Sprintf(" types %v %v", a.Type(), b.Type())
	}
	switch {
	case a.Type() == reflect.TypeFor[*own]():
		return "" // who may change what is there says nothing of it
	case strings.HasPrefix(a.Type().Name(), "list["):
		return differingLists(path, a, b)
	}
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if d := differing(path+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i)); d != "" {
				return d
			}
		}
	case reflect.Pointer, reflect.Interface:
		if a.IsNil() != b.IsNil() {
			return path + " nil"
		}
		if !a.IsNil() && (a.Kind() != reflect.Pointer || a.Pointer() != b.Pointer()) {
			return differing(path, a.Elem(), b.Elem())
		}
	case reflect.Slice, reflect.Array:
		if a.Len() != b.Len() || a.Kind() == reflect.Slice && a.IsNil() != b.IsNil() {
			return path + fmt.Sprintf(" len %d %d", a.Len(), b.Len())
		}
		for i := range a.Len() {
			if d := differing(fmt.Sprintf("%s[%d]", path, i), a.Index(i), b.Index(i)); d != "" {
				return d
			}
		}
	case reflect.Map:
		for _, k := range a.MapKeys() {
			if !b.MapIndex(k).IsValid() {
				return path + " key " + k.String()
			}
			if d := differing(path+"["+k.String()+"]", a.MapIndex(k), b.MapIndex(k)); d != "" {
				return d
			}
		}
	case reflect.String:
		if a.String() != b.String() {
			return path + fmt.Sprintf(" %q %q", a.String(), b.String())
		}
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Int16, reflect.Int8:
		if a.Int() != b.Int() {
			return path + fmt.Sprintf(" %d %d", a.Int(), b.Int())
		}
	case reflect.Uint, reflect.Uint64, reflect.Uint32, reflect.Uint16, reflect.Uint8:
		if a.Uint() != b.Uint() {
			return path + fmt.Sprintf(" %d %d", a.Uint(), b.Uint())
		}
	case reflect.Float64:
		if a.Float() != b.Float() {
			return path + fmt.Sprintf(" %v %v", a.Float(), b.Float())
		}
	case reflect.Bool:
		if a.Bool() != b.Bool() {
			return path + " bool"
		}
	default:
		return path + " of a kind that is not compared: " + a.Kind().String()
	}
	return ""
}

// differingLists compares what lists hold, wherever their chunks part it.
func differingLists(path string, a, b reflect.Value) string {
	boxes := func(list reflect.Value) (out []reflect.Value) {
		chunks := list.FieldByName("chunks")
		for i := range chunks.Len() {
			all := chunks.Index(i).Elem().FieldByName("boxes")
			for k := range all.Len() {
				out = append(out, all.Index(k))
			}
		}
		return out
	}
	as, bs := boxes(a), boxes(b)
	if len(as) != len(bs) {
		return path + fmt.Sprintf(" len %d %d", len(as), len(bs))
	}
	for i := range as {
		if d := differing(fmt.Sprintf("%s[%d]", path, i), as[i], bs[i]); d != "" {
			return d
		}
	}
	return ""
}
