package api

import (
	"net/netip"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// ValidateStatusUpdate says what is wrong with a write to the subresource status.
func ValidateStatusUpdate(obj, old Object) field.ErrorList {
	errs := validateMetaUpdate(obj.Meta(), old.Meta())
	path := field.NewPath("status")
	switch o := obj.(type) {
	case *Service:
		return append(errs, validateLoadBalancerStatus(o, old.(*Service), path.Child("loadBalancer", "ingress"))...)
	case *Ingress:
		return append(errs, validateIngressStatus(path.Child("loadBalancer", "ingress"), o, old.(*Ingress))...)
	case *Node:
		errs = append(errs, validateNode(o)...)
		return append(errs, validateNodeUpdate(o, old.(*Node))...)
	case *Custom:
		return append(errs, validateCustom(o, old.(*Custom))...)
	case *Namespace:
		want, when := "Active", "`deletionTimestamp` is empty"
		if o.DeletionTimestamp != nil {
			want, when = "Terminating", "`deletionTimestamp` is not empty"
		}
		if o.Status.Phase != want {
			errs = append(errs, field.Invalid(path.Child("Phase"), o.Status.Phase, "may only be '"+want+"' if "+when))
		}
	case *Deployment:
		s := o.Status
		return append(errs, validateReplicaCounts(path, s.Replicas, []replicaCount{
			{"updatedReplicas", s.UpdatedReplicas}, {"readyReplicas", s.ReadyReplicas}, {"availableReplicas", s.AvailableReplicas}})...)
	case *ReplicaSet:
		s := o.Status
		return append(errs, validateReplicaCounts(path, s.Replicas, []replicaCount{
			{"fullyLabeledReplicas", s.FullyLabeledReplicas}, {"readyReplicas", s.ReadyReplicas}, {"availableReplicas", s.AvailableReplicas}})...)
	case *StatefulSet:
		return append(validateStatefulStatus(path, &o.Status, &old.(*StatefulSet).Status), errs...)
	case *PodDisruptionBudget:
		return append(errs, validateBudgetStatus(path, &o.Status)...)
	case *DaemonSet:
		return append(errs, validateDaemonStatus(path, &o.Status, &old.(*DaemonSet).Status)...)
	}
	return errs
}

// validateLoadBalancerStatus models the function of that name.
func validateLoadBalancerStatus(svc, old *Service, path *field.Path) field.ErrorList {
	ingress := svc.Status.LoadBalancer.Ingress
	if svc.Spec.Type != ServiceTypeLoadBalancer && len(ingress) > 0 {
		return field.ErrorList{field.Forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'")}
	}
	var existing []string
	for _, in := range old.Status.LoadBalancer.Ingress {
		existing = append(existing, in.IP)
	}
	var errs field.ErrorList
	for i, in := range ingress {
		at := path.Index(i)
		if in.IP != "" {
			errs = append(errs, isValidIPForLegacyField(at.Child("ip"), in.IP, existing)...)
		}
		switch mode := in.IPMode; {
		case mode == nil && in.IP != "":
			errs = append(errs, field.Required(at.Child("ipMode"), "must be specified when `ip` is set"))
		case mode != nil && in.IP == "":
			errs = append(errs, field.Forbidden(at.Child("ipMode"), "may not be specified when `ip` is not set"))
		case mode != nil && *mode != "VIP" && *mode != "Proxy":
			errs = append(errs, field.NotSupported(at.Child("ipMode"), mode, []string{"Proxy", "VIP"}))
		}
		errs = append(errs, validateBalancerName(at.Child("hostname"), in.Hostname)...)
	}
	return errs
}

func validateBalancerName(at *field.Path, name string) (errs field.ErrorList) {
	if name == "" {
		return nil
	}
	for _, text := range isDNS1123Subdomain(name) {
		errs = append(errs, field.Invalid(at, name, text))
	}
	if _, err := netip.ParseAddr(name); err == nil {
		errs = append(errs, field.Invalid(at, name, "must be a DNS name, not an IP address"))
	}
	return errs
}

// validateIngressStatus models ValidateIngressLoadBalancerStatus.
func validateIngressStatus(path *field.Path, ing, old *Ingress) (errs field.ErrorList) {
	var existing []string
	for _, in := range old.Status.LoadBalancer.Ingress {
		existing = append(existing, in.IP)
	}
	for i, in := range ing.Status.LoadBalancer.Ingress {
		at := path.Index(i)
		if in.IP != "" {
			errs = append(errs, isValidIPForLegacyField(at.Child("ip"), in.IP, existing)...)
		}
		errs = append(errs, validateBalancerName(at.Child("hostname"), in.Hostname)...)
	}
	return errs
}

// replicaCount is a number of a status, by its field.
type replicaCount struct {
	name  string
	count int32
}

// validateReplicaCounts models pkg/apis/apps/validation ValidateDeploymentStatus
// and ValidateReplicaSetStatus, whose last count is that of available Pods and
// the one before it that of ready ones.
func validateReplicaCounts(path *field.Path, replicas int32, counts []replicaCount) field.ErrorList {
	errs := validateNotNegative(path.Child("replicas"), int64(replicas))
	for _, c := range counts {
		errs = append(errs, validateNotNegative(path.Child(c.name), int64(c.count))...)
	}
	for _, c := range counts {
		if c.count > replicas {
			errs = append(errs, field.Invalid(path.Child(c.name), c.count, "cannot be greater than status.replicas"))
		}
	}
	if ready, available := counts[1].count, counts[2].count; available > ready {
		errs = append(errs, field.Invalid(path.Child("availableReplicas"), available, "cannot be greater than readyReplicas"))
	}
	return errs
}

// ValidateScale says what is wrong with a Scale.
func ValidateScale(s *Scale) field.ErrorList {
	return validateNotNegative(field.NewPath("spec", "replicas"), int64(s.Spec.Replicas))
}
