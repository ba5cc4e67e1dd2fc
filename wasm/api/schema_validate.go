package api

import (
	"fmt"
	"math"
	"net/netip"
	"slices"
	"unicode/utf8"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// schemaCheck looks at a custom resource. What did not change since old is not
// looked at, so that a rule that came later does not hinder others' changes.
// Models apiextensions pkg/registry/customresource Validate and ValidateUpdate,
// with kube-openapi pkg/validation/validate.
func (s *Schema) check(v, old any) field.ErrorList {
	var errs field.ErrorList
	for _, f := range s.Fields { // apiVersion, kind and metadata are not among them
		errs = append(errs, f.shape(field.NewPath(f.Name), at(v, f.Name), at(v, f.Name) != nil, at(old, f.Name))...)
	}
	errs = append(errs, s.missing(nil, v)...)
	if was := s.repeated(nil, old); len(was) == 0 {
		errs = append(errs, s.repeated(nil, v)...)
	}
	if !s.hasRules() {
		return errs
	}
	for _, e := range errs {
		switch e.Type {
		case field.ErrorTypeNotSupported, field.ErrorTypeRequired, field.ErrorTypeTooLong, field.ErrorTypeTooMany, field.ErrorTypeTypeInvalid:
			return append(errs, field.Invalid(nil, nil, "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation"))
		}
	}
	return append(errs, s.ruled(nil, v, old)...)
}

// hasRules reports whether there is anything left to check after the shape.
func (s *Schema) hasRules() bool {
	return len(s.rules) > 0 || s.Each != nil && s.Each.hasRules() || slices.ContainsFunc(s.Fields, (*Schema).hasRules)
}

// shape checks types, lengths and the like. there tells a null from what is
// missing.
func (s *Schema) shape(path *field.Path, v any, there bool, old any) field.ErrorList {
	if !there || old != nil && sameTree(v, old) {
		return nil
	}
	errs := s.typed(path, v)
	in := path.String() + " in body "
	bad := func(format string, n int64) {
		errs = append(errs, field.Invalid(path, v, in+fmt.Sprintf(format, n)))
	}
	switch v := v.(type) {
	case string:
		if s.Type != "string" {
			break
		}
		switch long := int64(utf8.RuneCountInString(v)); {
		case s.most != nil && long > *s.most:
			errs = append(errs, field.TooLong(path, "", int(*s.most)))
		case s.least != nil && long < *s.least:
			bad("should be at least %d chars long", *s.least)
		case s.pattern >= 0 && !patterns[s.pattern].matches(v):
			errs = append(errs, field.Invalid(path, v, in+"should match '"+patterns[s.pattern].text+"'"))
		}
	case int64:
		if s.Type != "integer" {
			break
		}
		if s.Format == "int32" && (v < math.MinInt32 || v > math.MaxInt32) {
			errs = append(errs, outOfRange(path))
		}
		if s.least != nil && v < *s.least {
			bad("should be greater than or equal to %d", *s.least)
		}
		if s.most != nil && v > *s.most {
			bad("should be less than or equal to %d", *s.most)
		}
	case []any:
		for i, item := range v {
			if s.Each != nil {
				errs = append(errs, s.Each.shape(path.Index(i), item, true, s.counterpart(item, old))...)
			}
		}
		if s.Type != "array" {
			break
		}
		n := int64(len(v))
		if s.least != nil && n < *s.least {
			errs = append(errs, field.Invalid(path, n, in+fmt.Sprintf("should have at least %d items", *s.least)))
		}
		if s.most != nil && n > *s.most {
			errs = append(errs, field.TooMany(path, len(v), int(*s.most)))
		}
	case map[string]any:
		if s.Type != "object" {
			break
		}
		if s.most != nil && int64(len(v)) > *s.most {
			errs = append(errs, field.TooMany(path, len(v), int(*s.most)))
		}
		if s.Each != nil {
			for _, key := range sortedKeys(v) {
				errs = append(errs, s.Each.shape(path.Child(key), v[key], true, at(old, key))...)
			}
		}
		if s.Format == "address" {
			errs = append(errs, validateGatewayAddress(path, v)...)
		}
		for _, f := range s.Fields {
			value, there := v[f.Name]
			errs = append(errs, f.shape(path.Child(f.Name), value, there, at(old, f.Name))...)
		}
		errs = append(errs, s.missing(path, v)...)
	}
	return append(errs, s.listed(path, v)...)
}

// listed checks that a value is one of the enum.
func (s *Schema) listed(path *field.Path, v any) field.ErrorList {
	if s.Enum == nil {
		return nil
	}
	text := fmt.Sprint(v)
	if _, isString := v.(string); isString == (s.Type == "string") && isOneOf(text, s.Enum...) {
		return nil
	}
	return field.ErrorList{field.NotSupported(path, v, s.Enum)}
}

// missing names the required fields that are not there.
func (s *Schema) missing(path *field.Path, v any) field.ErrorList {
	var errs field.ErrorList
	m, _ := v.(map[string]any)
	for _, f := range s.Fields {
		if _, there := m[f.Name]; f.Required && !there {
			errs = append(errs, field.Required(path.Child(f.Name), ""))
		}
	}
	return errs
}

// typed checks the type of a value, of which a format is a part when the value
// is neither text nor a list.
func (s *Schema) typed(path *field.Path, v any) field.ErrorList {
	var is, format string
	switch v := v.(type) {
	case nil:
		is = "null"
	case string:
		is = "string"
	case bool:
		is = "boolean"
	case int64:
		is, format = "integer", "int64"
	case float64:
		is, format = "number", "float64"
		if v == math.Trunc(v) && s.Type == "integer" {
			return nil
		}
	case []any:
		is = "array"
	default:
		is = "object"
	}
	if is == s.Type {
		return nil
	}
	want := s.Type
	if s.Format != "" && s.Format != "address" && is != "string" && is != "array" && is != "null" {
		want, is = s.Format, format
	}
	errs := field.ErrorList{field.TypeInvalid(path, is, path.String()+" in body must be of type "+want+": "+quoted(is))}
	if is == "float64" && want == "int32" {
		errs = append(errs, outOfRange(path))
	}
	return errs
}

func outOfRange(path *field.Path) *field.Error {
	return field.Invalid(nil, "", "Checked value must be of type integer with format int32 in "+path.String())
}

func quoted(s string) string { return `"` + s + `"` }

// validateGatewayAddress is the oneOf of the addresses of a Gateway: an address
// of type IPAddress is one.
func validateGatewayAddress(path *field.Path, v map[string]any) field.ErrorList {
	value, there := v["value"].(string)
	if v["type"] != "IPAddress" || !there {
		return nil
	}
	if ip, err := netip.ParseAddr(value); err == nil && ip.Zone() == "" {
		return nil
	}
	name := path.String()
	at := path.Child("value")
	return field.ErrorList{
		field.Invalid(nil, "", quoted(name)+" must validate one and only one schema (oneOf). Found none valid"),
		field.Invalid(nil, "", quoted(at.String())+" must validate at least one schema (anyOf)"),
		field.TypeInvalid(at, value, at.String()+" in body must be of type ipv4: "+quoted(value)),
	}
}

// counterpart finds an item of a list that is a map among those of old.
func (s *Schema) counterpart(item, old any) any {
	if s.Keys == nil {
		return nil
	}
	for _, o := range list(old) {
		same := true
		for _, key := range s.Keys {
			same = same && at(o, key) == at(item, key)
		}
		if same {
			return o
		}
	}
	return nil
}

// repeated finds the items that a set or a map has twice. Models apiextensions
// pkg/apiserver/schema/listtype ValidateListSetsAndMaps.
func (s *Schema) repeated(path *field.Path, v any) field.ErrorList {
	var errs field.ErrorList
	switch v := v.(type) {
	case map[string]any:
		for _, key := range sortedKeys(v) {
			if f := s.Field(key); f != nil {
				errs = append(errs, f.repeated(path.Child(key), v[key])...)
			}
		}
	case []any:
		for i, item := range v {
			if _, ok := item.(map[string]any); !ok && s.Keys != nil {
				return append(errs, field.Invalid(path.Index(i), item, "must be an object for an array of list-type map"))
			}
		}
		times := map[string]int{}
		for i, item := range v {
			if s.Keys == nil && !s.Set {
				break
			}
			var id any = item
			if s.Keys != nil {
				keys := map[string]any{}
				for _, key := range s.Keys {
					if value := at(item, key); value != nil {
						keys[key] = value
					}
				}
				id = keys
			}
			text := fmt.Sprintf("%#v", id)
			if times[text]++; times[text] == 2 {
				errs = append(errs, field.Duplicate(path.Index(i), id))
			}
		}
		for i, item := range v {
			if s.Each != nil {
				errs = append(errs, s.Each.repeated(path.Index(i), item)...)
			}
		}
	}
	return errs
}

// ruled applies the rules in the order in which they are written, the ones of a
// value before those of what is in it. Models apiextensions
// pkg/apiserver/schema/cel Validator.
func (s *Schema) ruled(path *field.Path, v, old any) field.ErrorList {
	if v == nil || old != nil && sameTree(v, old) {
		return nil
	}
	var errs field.ErrorList
	for _, n := range s.rules {
		rule := schemaRules[n]
		if n == onUpdate && old == nil || rule.holds(v, old) {
			continue
		}
		shown, message := v, rule.message
		if s.Type == "object" || s.Type == "array" {
			shown = field.OmitValueType{}
		}
		if key := missingKey(n, v); key != "" {
			shown, message = s.Type, "no such key: "+key+" evaluating rule: "+message
		}
		errs = append(errs, field.Invalid(path, shown, message))
	}
	switch v := v.(type) {
	case map[string]any:
		for _, f := range s.Fields {
			errs = append(errs, f.ruled(path.Child(f.Name), v[f.Name], at(old, f.Name))...)
		}
	case []any:
		for i, item := range v {
			errs = append(errs, s.Each.ruled(path.Index(i), item, s.counterpart(item, old))...)
		}
	}
	return errs
}
