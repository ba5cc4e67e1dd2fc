package api

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
)

// IntOrString is a number or a name, as targetPort takes. It models
// apimachinery's util/intstr, which would cost 180 KB of download. The zero
// value is the number 0.
type IntOrString struct {
	IsString bool
	IntVal   int32
	StrVal   string
}

// FromInt returns the number n.
func FromInt(n int32) IntOrString { return IntOrString{IntVal: n} }

// FromString returns the name s.
func FromString(s string) IntOrString { return IntOrString{IsString: true, StrVal: s} }

// String writes the number or the name.
func (v IntOrString) String() string {
	if v.IsString {
		return v.StrVal
	}
	return strconv.Itoa(int(v.IntVal))
}

// MarshalJSON writes a JSON number or a JSON string.
func (v IntOrString) MarshalJSON() ([]byte, error) {
	if v.IsString {
		return json.Marshal(v.StrVal)
	}
	return []byte(v.String()), nil
}

// UnmarshalJSON reads a JSON number or a JSON string. The error is that of
// encoding/json, to which a decoder adds the field's name.
func (v *IntOrString) UnmarshalJSON(b []byte) error {
	*v = IntOrString{}
	if len(b) > 0 && b[0] == '"' {
		v.IsString = true
		return json.Unmarshal(b, &v.StrVal)
	}
	return json.Unmarshal(b, &v.IntVal)
}

// Opaque is a JSON value that is kept and printed but not looked into.
type Opaque []byte

// MarshalJSON returns the value as it came.
func (o Opaque) MarshalJSON() ([]byte, error) {
	if len(o) == 0 {
		return []byte("null"), nil
	}
	return o, nil
}

// means reports whether two values differ in how they are written at most.
func (o Opaque) means(other Opaque) bool {
	var a, b any
	return bytes.Equal(o, other) || json.Unmarshal(o, &a) == nil && json.Unmarshal(other, &b) == nil && reflect.DeepEqual(a, b)
}

// UnmarshalJSON keeps a copy of b. Null and an empty list are kept as no value
// at all, so that they are not printed: upstream's types omit both.
func (o *Opaque) UnmarshalJSON(b []byte) error {
	*o = nil
	if string(b) == "null" || b[0] == '[' && len(bytes.TrimSpace(b[1:len(b)-1])) == 0 {
		return nil
	}
	*o = append(*o, b...)
	return nil
}
