package api

import (
	"testing"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

func TestRefusalsReadAsTheServerWritesThem(t *testing.T) {
	services, _ := ResourceNamed("svc")
	slices, _ := ResourceNamed("endpointslices")
	port := field.Required(field.NewPath("spec", "ports"), "")
	name := field.Invalid(field.NewPath("metadata", "name"), "A", "no")
	tests := []struct {
		err  *StatusError
		want string
	}{
		{NotFound(services, "a"), `services "a" not found`},
		{NotFound(slices, "a"), `endpointslices.discovery.k8s.io "a" not found`},
		{AlreadyExists(services, "a"), `services "a" already exists`},
		{Conflict(services, "a"), `Operation cannot be fulfilled on services "a": the object has been modified; please apply your changes to the latest version and try again`},
		{Invalid(services, "a", field.ErrorList{port}), `Service "a" is invalid: spec.ports: Required value`},
		{Invalid(services, "a", field.ErrorList{port, name}), `Service "a" is invalid: [spec.ports: Required value, metadata.name: Invalid value: "A": no]`},
		{Invalid(slices, "a", field.ErrorList{name, name}), `EndpointSlice.discovery.k8s.io "a" is invalid: metadata.name: Invalid value: "A": no`},
	}
	for _, tt := range tests {
		if tt.err.Error() != tt.want {
			t.Errorf("got  %s\nwant %s", tt.err, tt.want)
		}
	}
}

func TestResourcesAreFoundByAllTheirNames(t *testing.T) {
	for _, r := range Resources() {
		names := append([]string{r.Name, r.Singular, r.GroupResource()}, r.ShortNames...)
		for _, n := range names {
			if got, ok := ResourceNamed(n); !ok || got.Kind != r.Kind {
				t.Errorf("%q: got %q, %v, want %s", n, got.Kind, ok, r.Kind)
			}
		}
		if got, ok := ResourceForKind(r.APIVersion(), r.Kind); !ok || got.Name != r.Name {
			t.Errorf("%s %s: got %q, %v", r.APIVersion(), r.Kind, got.Name, ok)
		}
		if got := *r.New().Type(); got != (TypeMeta{r.Kind, r.APIVersion()}) {
			t.Errorf("a new %s is of type %+v", r.Kind, got)
		}
	}
	if _, ok := ResourceNamed("servicez"); ok {
		t.Error("servicez is found")
	}
	if _, ok := ResourceForKind("v2", "Service"); ok {
		t.Error("a Service of v2 is found")
	}
}
