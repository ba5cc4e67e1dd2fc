package api

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/validate/content"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// maxAnnotations is the size of all annotations of an object, in bytes.
const maxAnnotations = 256 * 1024

// nameRule says what is wrong with a name, or with the start of one.
type nameRule func(name string, prefix bool) []string

func nameIsDNSLabel(name string, prefix bool) []string {
	return isDNS1123Label(maskTrailingDash(name, prefix))
}

func nameIsDNSSubdomain(name string, prefix bool) []string {
	return isDNS1123Subdomain(maskTrailingDash(name, prefix))
}

// maskTrailingDash lets the start of a name end in a dash.
func maskTrailingDash(name string, prefix bool) string {
	if prefix && len(name) > 1 && strings.HasSuffix(name, "-") {
		return name[:len(name)-2] + "a"
	}
	return name
}

// validateMeta models apimachinery pkg/api/validation ValidateObjectMeta.
func validateMeta(m *ObjectMeta, namespaced bool, rule nameRule) field.ErrorList {
	path := field.NewPath("metadata")
	var errs field.ErrorList
	if m.GenerateName != "" {
		errs = append(errs, invalid(path.Child("generateName"), m.GenerateName, rule(m.GenerateName, true))...)
	}
	if m.Name == "" {
		errs = append(errs, field.Required(path.Child("name"), "name or generateName is required"))
	} else {
		errs = append(errs, invalid(path.Child("name"), m.Name, rule(m.Name, false))...)
	}
	switch {
	case namespaced && m.Namespace == "":
		errs = append(errs, field.Required(path.Child("namespace"), ""))
	case namespaced:
		errs = append(errs, invalid(path.Child("namespace"), m.Namespace, nameIsDNSLabel(m.Namespace, false))...)
	case m.Namespace != "":
		errs = append(errs, field.Forbidden(path.Child("namespace"), "not allowed on this type"))
	}
	errs = append(errs, validateMetaCommon(path, m)...)
	return append(errs, validateStandardFinalizers(path, m)...)
}

// validateMetaCommon checks what an update may change too.
func validateMetaCommon(path *field.Path, m *ObjectMeta) field.ErrorList {
	errs := validateNotNegative(path.Child("generation"), m.Generation)
	errs = append(errs, validateMetaMaps(path, m)...)
	for _, f := range m.Finalizers {
		errs = append(errs, validateQualifiedName(path.Child("finalizers"), f)...)
	}
	if slices.Contains(m.Finalizers, "foregroundDeletion") && slices.Contains(m.Finalizers, "orphan") {
		errs = append(errs, field.Invalid(path.Child("finalizers"), m.Finalizers, "finalizer orphan and foregroundDeletion cannot be both set"))
	}
	return errs
}

// validateMetaMaps checks labels, annotations and owners, which an update may
// change.
func validateMetaMaps(path *field.Path, m *ObjectMeta) field.ErrorList {
	errs := validateLabels(path.Child("labels"), m.Labels)
	errs = append(errs, validateAnnotations(path.Child("annotations"), m.Annotations)...)
	return append(errs, validateOwners(path.Child("ownerReferences"), m.OwnerReferences)...)
}

// validateAnnotations models ValidateAnnotations.
func validateAnnotations(path *field.Path, annotations map[string]string) field.ErrorList {
	var errs field.ErrorList
	size := 0
	for _, k := range slices.Sorted(maps.Keys(annotations)) {
		// A key is a qualified name whose case does not matter.
		errs = append(errs, invalid(path, k, content.IsLabelKey(strings.ToLower(k)))...)
		size += len(k) + len(annotations[k])
	}
	if size > maxAnnotations {
		errs = append(errs, field.TooLong(path, "", maxAnnotations))
	}
	return errs
}

// validateOwners models ValidateOwnerReferences.
func validateOwners(path *field.Path, owners []OwnerReference) field.ErrorList {
	var errs field.ErrorList
	controller := ""
	for i, o := range owners {
		errs = append(errs, validateOwner(path.Index(i), o)...)
		if o.Controller == nil || !*o.Controller {
			continue
		}
		name := o.Kind + "/" + o.Name
		if controller != "" {
			errs = append(errs, field.Invalid(path, owners, fmt.Sprintf(
				"Only one reference can have Controller set to true. Found \"true\" in references for %v and %v", controller, name)))
			continue
		}
		controller = name
	}
	return errs
}

func validateOwner(path *field.Path, o OwnerReference) field.ErrorList {
	var errs field.ErrorList
	parts := strings.Split(o.APIVersion, "/")
	if o.APIVersion != "" && (len(parts) > 2 || parts[len(parts)-1] == "") {
		errs = append(errs, field.Invalid(path.Child("apiVersion"), o.APIVersion, "must be <group>/<version> or <version>"))
	}
	for _, f := range []struct{ name, value string }{{"apiVersion", o.APIVersion}, {"kind", o.Kind}, {"name", o.Name}, {"uid", o.UID}} {
		if f.value == "" {
			errs = append(errs, field.Required(path.Child(f.name), "must not be empty"))
		}
	}
	if o.APIVersion == "v1" && o.Kind == "Event" {
		errs = append(errs, field.Invalid(path, o, "/v1, Kind=Event is disallowed from being an owner"))
	}
	return errs
}

// validateStandardFinalizers models validateKubeFinalizerName: a finalizer
// without a domain is one of those that Kubernetes knows.
func validateStandardFinalizers(path *field.Path, m *ObjectMeta) field.ErrorList {
	var errs field.ErrorList
	for i, f := range m.Finalizers {
		errs = append(errs, validateStandardFinalizer(path.Child("finalizers").Index(i), f)...)
	}
	return errs
}

func validateStandardFinalizer(path *field.Path, name string) field.ErrorList {
	switch {
	case strings.Contains(name, "/"), name == "kubernetes", name == "orphan", name == "foregroundDeletion":
		return nil
	}
	return field.ErrorList{field.Invalid(path, name, "name is neither a standard finalizer name nor is it fully qualified")}
}

const immutable = "field is immutable"

// validateMetaUpdate models ValidateObjectMetaUpdate.
func validateMetaUpdate(m, old *ObjectMeta) field.ErrorList {
	path := field.NewPath("metadata")
	errs := validateMetaCommon(path, m)
	if old.DeletionTimestamp != nil {
		var added []string
		for _, f := range m.Finalizers {
			if !slices.Contains(old.Finalizers, f) {
				added = append(added, f)
			}
		}
		if slices.Sort(added); len(added) > 0 {
			errs = append(errs, field.Forbidden(path.Child("finalizers"), fmt.Sprintf(
				"no new finalizers can be added if the object is being deleted, found new finalizers %#v", slices.Compact(added))))
		}
	}
	for _, f := range []struct{ name, value, was string }{
		{"name", m.Name, old.Name}, {"namespace", m.Namespace, old.Namespace}, {"uid", m.UID, old.UID},
	} {
		if f.value != f.was {
			errs = append(errs, field.Invalid(path.Child(f.name), f.value, immutable))
		}
	}
	if t := m.DeletionTimestamp; t != nil && old.DeletionTimestamp == nil {
		errs = append(errs, field.Invalid(path.Child("deletionTimestamp"), t, immutable))
	}
	if g := m.DeletionGracePeriodSeconds; !equalPointers(g, old.DeletionGracePeriodSeconds) {
		errs = append(errs, field.Invalid(path.Child("deletionGracePeriodSeconds"), g, immutable))
	}
	return append(errs, validateStandardFinalizers(path, m)...)
}

// validateNamespace models ValidateNamespace.
func validateNamespace(ns *Namespace) field.ErrorList {
	errs := validateMeta(ns.Meta(), false, nameIsDNSLabel)
	path := field.NewPath("spec", "finalizers")
	for _, f := range ns.Spec.Finalizers {
		errs = append(errs, validateQualifiedName(path, f)...)
		errs = append(errs, validateStandardFinalizer(path, f)...)
	}
	return errs
}
