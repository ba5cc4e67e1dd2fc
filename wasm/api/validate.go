package api

import (
	"maps"
	"slices"

	"k8s.io/apimachinery/pkg/api/validate/content"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// Validate tells what is wrong with a new object, in the API server's words and
// order. The object has been through Default, and a Service has what the
// allocators give it: the server looks only then.
//
// Models the validation of pkg/apis/core, pkg/apis/discovery and pkg/apis/apps. Where
// upstream walks a map in random order, keys are walked in sorted order here.
func Validate(obj Object) field.ErrorList {
	switch o := obj.(type) {
	case *Service:
		return append(validateMeta(o.Meta(), true, nameIsDNSLabel), validateService(o, nil)...)
	case *Pod:
		return validatePod(o)
	case *Node:
		return validateNode(o)
	case *Namespace:
		return validateNamespace(o)
	case *EndpointSlice:
		return append(validateEndpointSlice(o, nil), validateEndpointSliceDeclaratively(o, nil)...)
	case *Endpoints:
		return validateEndpoints(o, nil)
	case *Ingress:
		return validateIngress(o, nil)
	case *IngressClass:
		return validateIngressClass(o, nil)
	case *Deployment:
		return append(validateMeta(o.Meta(), true, nameIsDNSSubdomain), validateDeployment(o)...)
	case *ReplicaSet:
		return append(validateMeta(o.Meta(), true, nameIsDNSSubdomain), validateReplicaSet(o)...)
	case *Custom:
		return validateCustom(o, nil)
	case *StatefulSet:
		return append(validateMeta(o.Meta(), true, nameIsDNSLabel), validateStatefulSet(o, true, true)...)
	case *DaemonSet:
		return append(validateMeta(o.Meta(), true, nameIsDNSSubdomain), validateDaemonSet(o)...)
	case *PodDisruptionBudget:
		return append(validateMeta(o.Meta(), true, nameIsDNSSubdomain), validateBudget(o)...)
	case *ControllerRevision:
		return validateRevision(o, nil)
	case *Secret:
		return validateSecret(o, nil)
	case *Event:
		return validateEvent(o)
	}
	return nil
}

// ValidateUpdate tells what is wrong with obj in the place of old, which is of
// the same kind. Fields that the server sets itself (uid, timestamps,
// generation, resourceVersion) have been carried over from old.
func ValidateUpdate(obj, old Object) field.ErrorList {
	errs := validateMetaUpdate(obj.Meta(), old.Meta())
	switch o := obj.(type) {
	case *Service:
		return append(errs, validateServiceUpdate(o, old.(*Service))...)
	case *Pod:
		return append(errs, validatePodUpdate(o, old.(*Pod))...)
	case *Node:
		errs = append(errs, validateNode(o)...)
		return append(errs, validateNodeUpdate(o, old.(*Node))...)
	case *Namespace:
		return append(errs, validateNamespace(o)...)
	case *EndpointSlice:
		was := old.(*EndpointSlice)
		errs = append(errs, validateEndpointSlice(o, was)...)
		return append(errs, validateEndpointSliceDeclaratively(o, was)...)
	case *Endpoints:
		return append(errs, validateEndpoints(o, old.(*Endpoints))...)
	case *Ingress:
		return append(errs, validateIngress(o, old.(*Ingress))...)
	case *IngressClass:
		return append(errs, validateIngressClass(o, old.(*IngressClass))...)
	case *Deployment:
		errs = append(errs, validateDeployment(o)...)
		return append(errs, validateSelectorUpdate(o.Spec.Selector, old.(*Deployment).Spec.Selector)...)
	case *ReplicaSet:
		errs = append(errs, validateReplicaSet(o)...)
		return append(errs, validateSelectorUpdate(o.Spec.Selector, old.(*ReplicaSet).Spec.Selector)...)
	case *Custom:
		return append(errs, validateCustom(o, old.(*Custom))...)
	case *StatefulSet:
		return append(errs, validateStatefulSetUpdate(o, old.(*StatefulSet))...)
	case *DaemonSet:
		errs = append(errs, validateSelectorUpdate(o.Spec.Selector, old.(*DaemonSet).Spec.Selector)...)
		return append(errs, validateDaemonSet(o)...)
	case *PodDisruptionBudget:
		return append(errs, validateBudget(o)...)
	case *ControllerRevision:
		return append(errs, validateRevision(o, old.(*ControllerRevision))...)
	case *Secret:
		return append(errs, validateSecret(o, old.(*Secret))...)
	case *Event:
		return append(errs, validateEvent(o)...)
	}
	return errs
}

// enum is a value that upstream gives a type of its own. field.Error prints it
// as JSON, and a plain string as Go would.
type enum string

// oneOf refuses a value that is none of the supported ones. Missing is Required.
func oneOf[T ~string](path *field.Path, value T, supported ...string) field.ErrorList {
	switch {
	case value == "":
		return field.ErrorList{field.Required(path, "")}
	case !slices.Contains(supported, string(value)):
		return field.ErrorList{field.NotSupported(path, enum(value), supported)}
	}
	return nil
}

func validateProtocol(path *field.Path, p Protocol) field.ErrorList {
	return oneOf(path, p, string(ProtocolSCTP), string(ProtocolTCP), string(ProtocolUDP))
}

// invalid turns the faults of a value into errors.
func invalid(path *field.Path, value any, messages []string) field.ErrorList {
	var errs field.ErrorList
	for _, m := range messages {
		errs = append(errs, field.Invalid(path, value, m))
	}
	return errs
}

func validateDNS1123Label(path *field.Path, value string) field.ErrorList {
	return invalid(path, value, isDNS1123Label(value))
}

func validateDNS1123Subdomain(path *field.Path, value string) field.ErrorList {
	return invalid(path, value, isDNS1123Subdomain(value))
}

func validateQualifiedName(path *field.Path, value string) field.ErrorList {
	return invalid(path, value, content.IsLabelKey(value))
}

func validatePort(path *field.Path, port int32) field.ErrorList {
	return invalid(path, port, IsValidPortNum(int(port)))
}

// validatePortOrName models ValidatePortNumOrName.
func validatePortOrName(path *field.Path, port IntOrString) field.ErrorList {
	if port.IsString {
		return invalid(path, port.StrVal, IsValidPortName(port.StrVal))
	}
	return validatePort(path, port.IntVal)
}

func validateNotNegative(path *field.Path, value int64) field.ErrorList {
	if value < 0 {
		return field.ErrorList{field.Invalid(path, value, "must be greater than or equal to 0")}
	}
	return nil
}

// validateLabels models apimachinery pkg/apis/meta/v1/validation ValidateLabels.
func validateLabels(path *field.Path, labels map[string]string) field.ErrorList {
	var errs field.ErrorList
	for _, k := range slices.Sorted(maps.Keys(labels)) {
		errs = append(errs, validateQualifiedName(path, k)...)
		errs = append(errs, invalid(path, labels[k], content.IsLabelValue(labels[k]))...)
	}
	return errs
}
