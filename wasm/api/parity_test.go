package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	kjson "sigs.k8s.io/json"
)

// upstream makes an empty object of each kind with upstream's own types.
var upstream = map[string]func() any{
	"ControllerRevision": func() any { return &appsv1.ControllerRevision{} },
	"DaemonSet":          func() any { return &appsv1.DaemonSet{} },
	"StatefulSet":        func() any { return &appsv1.StatefulSet{} },
	"Deployment":         func() any { return &appsv1.Deployment{} },
	"ReplicaSet":         func() any { return &appsv1.ReplicaSet{} },
	//lint:ignore SA1019 The notes and kubectl still speak of Endpoints, so svclab serves them.
	"Endpoints":           func() any { return &corev1.Endpoints{} },
	"EndpointSlice":       func() any { return &discoveryv1.EndpointSlice{} },
	"Ingress":             func() any { return &networkingv1.Ingress{} },
	"IngressClass":        func() any { return &networkingv1.IngressClass{} },
	"Event":               func() any { return &corev1.Event{} },
	"Namespace":           func() any { return &corev1.Namespace{} },
	"Node":                func() any { return &corev1.Node{} },
	"PodDisruptionBudget": func() any { return &policyv1.PodDisruptionBudget{} },
	"Pod":                 func() any { return &corev1.Pod{} },
	"Secret":              func() any { return &corev1.Secret{} },
	"Service":             func() any { return &corev1.Service{} },
}

// leftOut lists the JSON fields of upstream's types that ours do not have, by
// upstream's type. There are none; a new release of k8s.io/api may add some.
var leftOut = map[string][]string{}

// unread lists the fields of our types that are Opaque: they are accepted, kept
// and printed, but none of what is in them has a type here. Services, Endpoints,
// EndpointSlices and Namespaces have none but what every object has.
var unread = map[string]string{
	"ObjectMeta":           "managedFields",
	"NodeSpec":             "configSource podPreemptionPolicy",
	"NodeStatus":           "volumesAttached config runtimeHandlers features",
	"NodeSystemInfo":       "swap",
	"Container":            "envFrom resizePolicy restartPolicyRules volumeMounts volumeDevices securityContext",
	"EnvVar":               "valueFrom",
	"ResourceRequirements": "claims",
	"Affinity":             "podAffinity podAntiAffinity",
	"ControllerRevision":   "data",
	"StatefulSetSpec":      "volumeClaimTemplates",
	"ContainerStatus":      "resources volumeMounts user allocatedResourcesStatus",
	"PodStatus":            "resourceClaimStatuses extendedResourceClaimStatus resources nodeAllocatableResourceClaimStatuses volumeHealth",
	"PodSpec": "volumes ephemeralContainers securityContext imagePullSecrets hostAliases " +
		"topologySpreadConstraints os schedulingGates resourceClaims resources schedulingGroup evictionResponders",
}

func TestEveryFieldIsNamedAsUpstreamNamesIt(t *testing.T) {
	seen := map[reflect.Type]bool{}
	for _, r := range Resources() {
		if r.IsCustom() {
			continue // its fields are those of its schema
		}
		compareFields(t, reflect.TypeOf(r.New()).Elem(), reflect.TypeOf(upstream[r.Kind]()).Elem(), seen)
	}
	for _, theirs := range []any{corev1.ServiceSpec{}, corev1.ServicePort{}, corev1.LoadBalancerIngress{}, discoveryv1.EndpointHints{}, corev1.NamespaceCondition{}} {
		name := reflect.TypeOf(theirs).Name()
		if !slices.ContainsFunc(slices.Collect(maps.Keys(seen)), func(t reflect.Type) bool { return t.Name() == name }) {
			t.Errorf("no field led to %s", name)
		}
	}
}

// compareFields compares the JSON fields of two struct types, their order, when
// they are left out, and those of the types they refer to.
func compareFields(t *testing.T, ours, theirs reflect.Type, seen map[reflect.Type]bool) {
	ours, theirs = element(ours), element(theirs)
	if ours == reflect.TypeFor[Opaque]() || ours == reflect.TypeFor[IntOrString]() || ours.Kind() != reflect.Struct || seen[ours] {
		return
	}
	seen[ours] = true
	if theirs.Kind() != reflect.Struct {
		t.Errorf("%v is a struct, upstream's %v is none", ours, theirs)
		return
	}
	mine, names := jsonFields(ours)
	other, want := jsonFields(theirs)
	want = slices.DeleteFunc(want, func(n string) bool { return slices.Contains(leftOut[theirs.Name()], n) })
	if !slices.Equal(names, want) {
		t.Errorf("%v has %v\nupstream's %v has %v", ours, names, theirs, want)
	}
	for _, n := range names {
		if theirType, ok := other[n]; ok {
			compareFields(t, mine[n], theirType, seen)
		}
	}
	omitted, wanted := omissions(ours), omissions(theirs)
	var kept []string
	for _, n := range names {
		if other[n] != nil && omitted[n] != wanted[n] && other[n].Kind() != reflect.Struct { // a struct is written, whatever it says
			t.Errorf("%v.%s says %q, upstream's %q", ours, n, omitted[n], wanted[n])
		}
		if mine[n] == reflect.TypeFor[Opaque]() {
			kept = append(kept, n)
		}
	}
	if strings.Join(kept, " ") != unread[ours.Name()] {
		t.Errorf("%v has the Opaque fields %v, and %q are listed", ours, kept, unread[ours.Name()])
	}
}

// omissions returns what each JSON field of a struct says of when it is left
// out, such as ",omitempty".
func omissions(t reflect.Type) map[string]string {
	out := map[string]string{}
	for i := range t.NumField() {
		if name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); name != "" {
			out[name] = options
		}
	}
	return out
}

func element(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Map || t.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Uint8 {
		t = t.Elem()
	}
	return t
}

// jsonFields returns the fields of a struct by their JSON names, and the names
// in the order in which they are written.
func jsonFields(t reflect.Type) (map[string]reflect.Type, []string) {
	fields := map[string]reflect.Type{}
	var names []string
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name != "" {
			fields[name] = f.Type
			names = append(names, name)
			continue
		}
		inner, innerNames := jsonFields(f.Type)
		for n, innerType := range inner {
			fields[n] = innerType
		}
		names = append(names, innerNames...)
	}
	return fields, names
}

// An empty object, and one in which everything is set, are written by our types
// as they are by upstream's.
func TestObjectsAreWrittenAsUpstreamWritesThem(t *testing.T) {
	for _, r := range Resources() {
		if r.IsCustom() {
			continue // its fields are those of its schema
		}
		compareWritten(t, r, `{}`)
		full := map[string]any{}
		for n, f := range sampleFields(reflect.TypeOf(r.New()).Elem()) {
			full[n] = f
		}
		full["kind"], full["apiVersion"] = r.Kind, r.APIVersion()
		compareWritten(t, r, write(t, full))
	}
}

func compareWritten(t *testing.T, r Resource, body string) {
	t.Helper()
	theirs := upstream[r.Kind]()
	if err := json.Unmarshal([]byte(body), theirs); err != nil {
		t.Fatalf("upstream's %s cannot read %s: %v", r.Kind, body, err)
	}
	ours := r.New()
	*ours.Type() = TypeMeta{}
	if err := json.Unmarshal([]byte(body), ours); err != nil {
		t.Fatal(err)
	}
	if got, want := write(t, ours), write(t, theirs); got != want {
		t.Errorf("%s is written %s\nupstream writes %s", r.Kind, got, want)
	}
}

// sampleFields makes a JSON value for every field of a struct type, empty lists
// and objects for what is Opaque.
func sampleFields(t reflect.Type) map[string]any {
	fields, _ := jsonFields(t)
	out := map[string]any{}
	for name, f := range fields {
		if v := sample(f); v != nil {
			out[name] = v
		}
	}
	return out
}

func sample(t reflect.Type) any {
	switch t {
	case reflect.TypeFor[Opaque]():
		return nil
	case reflect.TypeFor[Time]():
		return "2026-01-02T03:04:05Z"
	case reflect.TypeFor[MicroTime]():
		return "2026-01-02T03:04:05.000600Z"
	case reflect.TypeFor[IntOrString]():
		return "http"
	case reflect.TypeFor[ResourceList]():
		return map[string]any{"cpu": "2", "memory": "1Gi"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return sample(t.Elem())
	case reflect.Slice:
		return []any{sample(t.Elem())}
	case reflect.Map:
		if t.Elem().Kind() == reflect.Slice {
			return map[string]any{"b": "Yw==", "a": "ZA=="}
		}
		if t.Elem() == reflect.TypeOf(Time(0)) {
			return map[string]any{"b": "2026-01-02T03:04:05Z"}
		}
		return map[string]any{"b": "c", "a": "d"}
	case reflect.Struct:
		return sampleFields(t)
	case reflect.String:
		return "text"
	case reflect.Bool:
		return true
	}
	return 7
}

// A value of the wrong type is refused in upstream's words, whatever the field.
func TestWrongTypesAreRefusedAsUpstreamRefusesThem(t *testing.T) {
	for _, r := range Resources() {
		if r.IsCustom() {
			continue // its fields are those of its schema
		}
		checked := 0
		eachWrongValue(reflect.TypeOf(r.New()).Elem(), nil, func(path []string, body string) {
			_, want := kjson.UnmarshalStrict([]byte(body), upstream[r.Kind]())
			if want == nil {
				return // upstream takes it too
			}
			checked++
			obj := r.New()
			_, got := kjson.UnmarshalStrict([]byte(body), obj)
			if got == nil {
				t.Errorf("%s.%s takes %s, upstream says %v", r.Kind, strings.Join(path, "."), body, want)
				return
			}
			if text := inUpstreamTypes(got).Error(); text != want.Error() {
				t.Errorf("got  %s\nwant %s", text, want)
			}
		})
		if checked < 50 {
			t.Errorf("%s: only %d wrong values checked", r.Kind, checked)
		}
	}
}

// eachWrongValue calls f with an object for each field below t that has a type,
// and for each kind of JSON value in its place.
func eachWrongValue(t reflect.Type, path []string, f func(path []string, body string)) {
	fields, names := jsonFields(t)
	for _, n := range names {
		at := append(slices.Clone(path), n)
		field := fields[n]
		for field.Kind() == reflect.Pointer {
			field = field.Elem()
		}
		if field == reflect.TypeFor[Opaque]() {
			continue
		}
		for _, value := range []string{`1`, `1.5`, `"x"`, `true`, `{"a":1}`, `{"a":true}`, `[1]`, `[{}]`, `["a"]`} {
			if (field == reflect.TypeFor[Time]() || field == reflect.TypeFor[MicroTime]()) && value == `"x"` {
				continue // our words for a bad time are our own
			}
			f(at, nest(at, value))
		}
		switch {
		case field == reflect.TypeFor[IntOrString]():
		case field.Kind() == reflect.Struct:
			eachWrongValue(field, at, f)
		case field.Kind() == reflect.Slice && field.Elem().Kind() == reflect.Struct:
			eachWrongValue(field.Elem(), append(at, "[]"), f)
		}
	}
}

// nest puts a JSON value at a path.
func nest(path []string, value string) string {
	for _, p := range slices.Backward(path) {
		if p == "[]" {
			value = "[" + value + "]"
		} else {
			value = fmt.Sprintf("{%q:%s}", p, value)
		}
	}
	return value
}
