package api

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	kjson "sigs.k8s.io/json"
)

// MaxBody is the size in bytes of the largest request that the API server
// reads.
const MaxBody = 3 * 1024 * 1024

// Decode reads one JSON object sent to r, as strictly as the API server does
// for kubectl (fieldValidation=Strict): keys are case-sensitive, an unknown or
// repeated field is refused. A missing kind or apiVersion is taken from r. The
// error is a *StatusError in the server's words.
//
// Models apiserver pkg/endpoints/handlers CreateResource and
// transformDecodeError.
func Decode(r Resource, body []byte) (Object, error) {
	if len(body) > MaxBody {
		return nil, &StatusError{Reason: ReasonRequestEntityTooLarge,
			Message: fmt.Sprintf("Request entity too large: limit is %d", MaxBody)}
	}
	named, err := typeMeta(r, body)
	if err != nil {
		return nil, BadRequest(fmt.Sprintf("the object provided is unrecognized (must be of type %s): %v (%s)", r.Kind, err, summary(body)))
	}
	if named.APIVersion != r.APIVersion() {
		return nil, BadRequest(fmt.Sprintf("the API version in the data (%s) does not match the expected API version (%s)", named.APIVersion, r.APIVersion()))
	}
	obj, err := decodeInto(r, named, body)
	if err != nil {
		return nil, BadRequest(fmt.Sprintf("%s in version %q cannot be handled as a %s: %v", named.Kind, r.Version, r.Kind, err))
	}
	return obj, nil
}

// typeMeta reads the kind and apiVersion of body before anything else is read.
// Models apimachinery pkg/runtime/serializer/json SimpleMetaFactory.Interpret.
func typeMeta(r Resource, body []byte) (TypeMeta, error) {
	var t struct {
		APIVersion string `json:"apiVersion,omitempty"`
		Kind       string `json:"kind,omitempty"`
	}
	if err := json.Unmarshal(body, &t); err != nil {
		return TypeMeta{}, fmt.Errorf("couldn't get version/kind; json parse error: %w", err)
	}
	if t.Kind == "" {
		t.Kind = r.Kind
	}
	if t.APIVersion == "" {
		t.APIVersion = r.APIVersion()
	}
	return TypeMeta{Kind: t.Kind, APIVersion: t.APIVersion}, nil
}

func decodeInto(r Resource, named TypeMeta, body []byte) (Object, error) {
	if named.Kind != r.Kind {
		return nil, fmt.Errorf("converting (%s.%s) to (%s): unknown conversion", r.Version, named.Kind, r.Kind)
	}
	obj, strict, err := decodeFields(r, body)
	if err != nil {
		return nil, err
	}
	if len(strict) > 0 {
		return nil, StrictError(strict)
	}
	*obj.Type() = named
	return obj, nil
}

// decodeFields also returns what is to be said of unknown and repeated fields.
func decodeFields(r Resource, body []byte) (obj Object, strict []string, err error) {
	if s := SchemaOf(r); s != nil {
		return decodeCustom(s, r, body)
	}
	obj = r.New()
	errs, err := kjson.UnmarshalStrict(body, obj)
	if err != nil {
		return nil, nil, inUpstreamTypes(err)
	}
	for _, e := range errs {
		strict = append(strict, e.Error())
	}
	return obj, strict, nil
}

// StrictError says of which fields a strict decoding complains. Models
// apimachinery pkg/runtime NewStrictDecodingError.
func StrictError(texts []string) error {
	return errors.New("strict decoding error: " + strings.Join(texts, ", "))
}

// DecodePatched reads what a merge patch or a JSON patch made of an object; the
// errors have no words around them. Models apimachinery pkg/runtime DecodeInto.
func DecodePatched(r Resource, body []byte) (obj Object, strict []string, err error) {
	t, err := typeMeta(Resource{}, body)
	switch {
	case err != nil:
		return nil, nil, err
	case t.Kind == "":
		return nil, nil, fmt.Errorf("Object 'Kind' is missing in '%s'", body)
	case t.APIVersion != r.APIVersion() || t.Kind != r.Kind:
		return nil, nil, fmt.Errorf("no kind %q is registered for version %q in scheme %q", t.Kind, t.APIVersion, "pkg/api/legacyscheme/scheme.go:30")
	}
	return decodeFields(r, body)
}

// summary shows the start of a request that cannot be read. Models apiserver
// pkg/endpoints/handlers summarizeData with its length of 30.
func summary(body []byte) string {
	const length = 30
	rest := ""
	isObject := len(body) > 0 && body[0] == '{'
	if len(body) > length {
		body, rest = body[:length], " ..."
	}
	switch {
	case len(body) == 0:
		return "<empty>"
	case isObject:
		return string(body) + rest
	}
	return hex.EncodeToString(body) + rest
}
