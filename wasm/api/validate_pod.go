package api

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/api/validate/content"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// AnnotationDeletionCost says which Pods of a ReplicaSet go first: the cheapest.
const AnnotationDeletionCost = "controller.kubernetes.io/pod-deletion-cost"

// validatePod models ValidatePodCreate.
func validatePod(pod *Pod) field.ErrorList {
	errs := validatePodMetaAndSpec(pod)
	path := field.NewPath("spec")
	if len(pod.Spec.EphemeralContainers) > 0 {
		errs = append(errs, field.Forbidden(path.Child("ephemeralContainers"), "cannot be set on create"))
	}
	if pod.Spec.NodeName != "" && len(pod.Spec.SchedulingGates) > 0 {
		errs = append(errs, field.Forbidden(path.Child("nodeName"), "cannot be set until all schedulingGates have been cleared"))
	}
	return errs
}

// validatePodMetaAndSpec models validatePodMetadataAndSpec.
func validatePodMetaAndSpec(pod *Pod) field.ErrorList {
	path := field.NewPath("spec")
	errs := validateMeta(pod.Meta(), true, nameIsDNSSubdomain)
	errs = append(errs, validateDeletionCost(field.NewPath("metadata", "annotations"), pod.Annotations)...)
	errs = append(errs, validatePodSpec(path, &pod.Spec, true)...)
	if seconds := pod.Spec.TerminationGracePeriodSeconds; seconds != nil {
		errs = append(errs, validateNotNegative(path.Child("terminationGracePeriodSeconds"), *seconds)...)
	}
	for _, list := range []struct {
		name       string
		containers []Container
	}{{"containers", pod.Spec.Containers}, {"initContainers", pod.Spec.InitContainers}} {
		for i, c := range list.containers {
			errs = append(errs, validateNoSpace(path.Child(list.name).Index(i).Child("image"), c.Image)...)
		}
	}
	return errs
}

func validateNoSpace(path *field.Path, image string) field.ErrorList {
	if strings.TrimSpace(image) != image {
		return field.ErrorList{field.Invalid(path, image, "must not have leading or trailing whitespace")}
	}
	return nil
}

func validateDeletionCost(path *field.Path, annotations map[string]string) field.ErrorList {
	value, ok := annotations[AnnotationDeletionCost]
	n, err := strconv.ParseInt(value, 10, 32)
	plain := err == nil && (value == "0" || strings.TrimLeft(value, "-") == strconv.FormatUint(uint64(max(n, -n)), 10))
	if !ok || plain {
		return nil
	}
	return field.ErrorList{field.Invalid(path.Key(AnnotationDeletionCost), value, "must be a 32bit integer")}
}

// validatePodSpec models ValidatePodSpec, for the fields that have a type here.
// isPod is false for the spec of a template.
func validatePodSpec(path *field.Path, s *PodSpec, isPod bool) field.ErrorList {
	var errs field.ErrorList
	if s.TerminationGracePeriodSeconds == nil {
		errs = append(errs, field.Required(path.Child("terminationGracePeriodSeconds"), ""))
	}
	errs = append(errs, validateContainers(path.Child("containers"), s)...)
	errs = append(errs, validateInitContainers(path.Child("initContainers"), s)...)
	errs = append(errs, validateHostNetworkPorts(path.Child("containers"), s, isPod)...)
	errs = append(errs, oneOf(path.Child("restartPolicy"), s.RestartPolicy, "Always", "OnFailure", "Never")...)
	errs = append(errs, oneOf(path.Child("dnsPolicy"), s.DNSPolicy, "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None")...)
	errs = append(errs, validateLabels(path.Child("nodeSelector"), s.NodeSelector)...)
	if s.ShareProcessNamespace != nil && *s.ShareProcessNamespace && s.HostPID {
		errs = append(errs, field.Invalid(path.Child("shareProcessNamespace"), true, "ShareProcessNamespace and HostPID cannot both be enabled"))
	}
	errs = append(errs, validateNodeAffinity(path.Child("affinity"), s.Affinity)...)
	errs = append(errs, validateDNSConfig(path.Child("dnsConfig"), s)...)
	for i, g := range s.ReadinessGates {
		errs = append(errs, validateQualifiedName(path.Child("readinessGates").Index(i).Child("conditionType"), g.ConditionType)...)
	}
	errs = append(errs, validateHostUsers(path, s)...)
	errs = append(errs, validateHostnameOverride(path, s)...)
	errs = append(errs, validatePodNames(path, s)...)
	errs = append(errs, validateTolerations(path.Child("tolerations"), s.Tolerations)...)
	if s.PriorityClassName != "" {
		errs = append(errs, validateDNS1123Subdomain(path.Child("priorityClassName"), s.PriorityClassName)...)
	}
	if s.RuntimeClassName != nil {
		errs = append(errs, validateDNS1123Subdomain(path.Child("runtimeClassName"), *s.RuntimeClassName)...)
	}
	if s.PreemptionPolicy != nil {
		errs = append(errs, oneOf(path.Child("preemptionPolicy"), *s.PreemptionPolicy, "PreemptLowerPriority", "Never")...)
	}
	return errs
}

// The limits of a Pod's dnsConfig.
const (
	MaxDNSNameservers  = 3
	MaxDNSSearchPaths  = 32
	MaxDNSSearchLength = 2048
)

// validateDNSConfig models validatePodDNSConfig.
func validateDNSConfig(path *field.Path, s *PodSpec) field.ErrorList {
	var errs field.ErrorList
	c, servers, searches := s.DNSConfig, path.Child("nameservers"), path.Child("searches")
	switch {
	case s.DNSPolicy == "None" && c == nil:
		return field.ErrorList{field.Required(path, "must provide `dnsConfig` when `dnsPolicy` is None")}
	case s.DNSPolicy == "None" && len(c.Nameservers) == 0:
		return field.ErrorList{field.Required(servers, "must provide at least one DNS nameserver when `dnsPolicy` is None")}
	case c == nil:
		return nil
	}
	if len(c.Nameservers) > MaxDNSNameservers {
		errs = append(errs, field.Invalid(servers, c.Nameservers, fmt.Sprintf("must not have more than %v nameservers", MaxDNSNameservers)))
	}
	for i, ip := range c.Nameservers {
		errs = append(errs, isValidIPForLegacyField(servers.Index(i), ip, nil)...)
	}
	if len(c.Searches) > MaxDNSSearchPaths {
		errs = append(errs, field.Invalid(searches, c.Searches, fmt.Sprintf("must not have more than %v search paths", MaxDNSSearchPaths)))
	}
	if len(strings.Join(c.Searches, " ")) > MaxDNSSearchLength {
		errs = append(errs, field.Invalid(searches, c.Searches, fmt.Sprintf("must not have more than %v characters (including spaces) in the search list", MaxDNSSearchLength)))
	}
	for i, domain := range c.Searches {
		if domain != "." {
			domain = strings.TrimSuffix(domain, ".")
			errs = append(errs, invalid(searches.Index(i), domain, isDNS1123SubdomainWithUnderscore(domain))...)
		}
	}
	for i, o := range c.Options {
		if o.Name == "" {
			errs = append(errs, field.Required(path.Child("options").Index(i), "must not be empty"))
		}
	}
	return errs
}

// validatePodNames checks the names of other things in a PodSpec.
func validatePodNames(path *field.Path, s *PodSpec) field.ErrorList {
	var errs field.ErrorList
	if s.ServiceAccountName != "" {
		errs = append(errs, validateDNS1123Subdomain(path.Child("serviceAccountName"), s.ServiceAccountName)...)
	}
	if s.NodeName != "" {
		errs = append(errs, validateDNS1123Subdomain(path.Child("nodeName"), s.NodeName)...)
	}
	if seconds := s.ActiveDeadlineSeconds; seconds != nil && (*seconds < 1 || *seconds > math.MaxInt32) {
		errs = append(errs, field.Invalid(path.Child("activeDeadlineSeconds"), *seconds, inclusiveRangeError(1, math.MaxInt32)))
	}
	if s.Hostname != "" {
		errs = append(errs, validateDNS1123Label(path.Child("hostname"), s.Hostname)...)
	}
	if s.Subdomain != "" {
		errs = append(errs, validateDNS1123Label(path.Child("subdomain"), s.Subdomain)...)
	}
	return errs
}

// validateHostNetworkPorts models validatePodHostNetworkDeps. A template may
// leave host ports open: its Pods get them by default.
func validateHostNetworkPorts(path *field.Path, s *PodSpec, isPod bool) field.ErrorList {
	var errs field.ErrorList
	if !s.HostNetwork {
		return nil
	}
	for i, c := range s.Containers {
		for j, p := range c.Ports {
			if (isPod || p.HostPort != 0) && p.HostPort != p.ContainerPort {
				errs = append(errs, field.Invalid(path.Index(i).Child("ports").Index(j).Child("hostPort"), p.HostPort,
					"must match `containerPort` when `hostNetwork` is true"))
			}
		}
	}
	return errs
}

func validateHostUsers(path *field.Path, s *PodSpec) field.ErrorList {
	var errs field.ErrorList
	if s.HostUsers == nil || *s.HostUsers {
		return nil
	}
	for _, f := range []struct {
		name string
		set  bool
	}{{"hostNetwork", s.HostNetwork}, {"HostPID", s.HostPID}, {"HostIPC", s.HostIPC}} {
		if f.set {
			errs = append(errs, field.Forbidden(path.Child(f.name), "when `hostUsers` is false"))
		}
	}
	return errs
}

// validateHostnameOverride models validatePodHostName.
func validateHostnameOverride(path *field.Path, s *PodSpec) field.ErrorList {
	var errs field.ErrorList
	if s.HostnameOverride == nil {
		return nil
	}
	path = path.Child("hostnameOverride")
	if s.SetHostnameAsFQDN != nil && *s.SetHostnameAsFQDN {
		errs = append(errs, field.Forbidden(path, "may not be specified when setHostnameAsFQDN is true"))
	}
	if s.HostNetwork {
		errs = append(errs, field.Forbidden(path, "may not be specified when hostNetwork is true"))
	}
	if len(*s.HostnameOverride) > 64 {
		errs = append(errs, field.TooLong(path, "", 64))
	}
	return append(errs, validateDNS1123Subdomain(path, *s.HostnameOverride)...)
}

// validateTolerations models ValidateTolerations.
func validateTolerations(path *field.Path, tolerations []Toleration) field.ErrorList {
	var errs field.ErrorList
	for i, t := range tolerations {
		at := path.Index(i)
		operator := at.Child("operator")
		if t.Key != "" {
			errs = append(errs, validateQualifiedName(at.Child("key"), t.Key)...)
		} else if t.Operator != "Exists" {
			errs = append(errs, field.Invalid(operator, enum(t.Operator),
				"operator must be Exists when `key` is empty, which means \"match all values and all keys\""))
		}
		if t.TolerationSeconds != nil && t.Effect != "NoExecute" {
			errs = append(errs, field.Invalid(at.Child("effect"), enum(t.Effect), "effect must be 'NoExecute' when `tolerationSeconds` is set"))
		}
		switch t.Operator {
		case "", "Equal":
			if faults := content.IsLabelValue(t.Value); len(faults) > 0 {
				errs = append(errs, field.Invalid(operator, t.Value, strings.Join(faults, ";")))
			}
		case "Exists":
			if t.Value != "" {
				errs = append(errs, field.Invalid(operator, t.Value, "value must be empty when `operator` is 'Exists'"))
			}
		case "Lt", "Gt": // known, but behind a feature gate that is off
			errs = append(errs, field.NotSupported(operator, enum(t.Operator), []string{"Equal", "Exists", "Lt", "Gt"}))
		default:
			errs = append(errs, oneOf(operator, t.Operator, "Equal", "Exists")...)
		}
		if t.Effect != "" {
			errs = append(errs, validateTaintEffect(at.Child("effect"), t.Effect)...)
		}
	}
	return errs
}

func validateTaintEffect(path *field.Path, effect string) field.ErrorList {
	return oneOf(path, effect, "NoSchedule", "PreferNoSchedule", "NoExecute")
}

// validateTolerationsUpdate lets tolerations come, and those that are there
// change how long they last. Models validateOnlyAddedTolerations.
func validateTolerationsUpdate(path *field.Path, tolerations, old []Toleration) field.ErrorList {
	for _, was := range old {
		same := func(t Toleration) bool {
			return t.Key == was.Key && t.Operator == was.Operator && t.Value == was.Value && t.Effect == was.Effect
		}
		if !slices.ContainsFunc(tolerations, same) {
			return field.ErrorList{field.Forbidden(path, "existing toleration can not be modified except its tolerationSeconds")}
		}
	}
	return validateTolerations(path, tolerations)
}
