package api

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
)

// inUpstreamTypes rewrites an error about a value of the wrong kind so that it
// speaks of upstream's Go types, as the API server's users read them, and not
// of this package's.
func inUpstreamTypes(err error) error {
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) {
		return err
	}
	wanted := typeName(wrong.Type)
	if wrong.Struct == "" {
		return errors.New("json: cannot unmarshal " + wrong.Value + " into Go value of type " + wanted)
	}
	name := wrong.Field[strings.LastIndexByte(wrong.Field, '.')+1:]
	if named, ok := namedTypes[wrong.Struct+"."+name]; ok {
		wanted = strings.Replace(wanted, "string", named, 1)
	}
	owner := wrong.Struct
	if upstream, ok := renamedTypes[owner]; ok {
		owner = upstream
	}
	return errors.New("json: cannot unmarshal " + wrong.Value + " into Go struct field " + owner + "." + wrong.Field + " of type " + wanted)
}

// typeName writes t as a Go program with upstream's packages would.
func typeName(t reflect.Type) string {
	switch {
	case t.Name() != "" && t.PkgPath() != "":
		name := t.Name()
		if upstream, ok := renamedTypes[name]; ok {
			name = upstream
		}
		return "v1." + name
	case t.Kind() == reflect.Slice:
		return "[]" + typeName(t.Elem())
	case t.Kind() == reflect.Pointer:
		return "*" + typeName(t.Elem())
	case t.Kind() == reflect.Map:
		return "map[" + typeName(t.Key()) + "]" + typeName(t.Elem())
	}
	return t.String()
}

// renamedTypes gives upstream's name of a type that is named differently here.
var renamedTypes = map[string]string{
	"EndpointsPort": "EndpointPort", // core/v1 and discovery/v1 each have one
}

// namedTypes gives upstream's type of the fields that are plain strings here,
// or lists of them. A test compares every field with upstream's.
var namedTypes = map[string]string{
	"Condition.status":                                            "v1.ConditionStatus",
	"Container.imagePullPolicy":                                   "v1.PullPolicy",
	"Container.restartPolicy":                                     "v1.ContainerRestartPolicy",
	"Container.terminationMessagePolicy":                          "v1.TerminationMessagePolicy",
	"ContainerStatus.stopSignal":                                  "v1.Signal",
	"DaemonSetCondition.status":                                   "v1.ConditionStatus",
	"DaemonSetCondition.type":                                     "v1.DaemonSetConditionType",
	"DaemonSetUpdateStrategy.type":                                "v1.DaemonSetUpdateStrategyType",
	"DeploymentCondition.status":                                  "v1.ConditionStatus",
	"DeploymentCondition.type":                                    "v1.DeploymentConditionType",
	"DeploymentStrategy.type":                                     "v1.DeploymentStrategyType",
	"GRPCAction.mode":                                             "v1.GRPCProbeMode",
	"HTTPGetAction.protocol":                                      "v1.HTTPProtocol",
	"HTTPGetAction.scheme":                                        "v1.URIScheme",
	"HTTPIngressPath.pathType":                                    "v1.PathType",
	"LabelSelectorRequirement.operator":                           "v1.LabelSelectorOperator",
	"LoadBalancerIngress.ipMode":                                  "v1.LoadBalancerIPMode",
	"NamespaceCondition.status":                                   "v1.ConditionStatus",
	"NamespaceCondition.type":                                     "v1.NamespaceConditionType",
	"NamespaceSpec.finalizers":                                    "v1.FinalizerName",
	"NamespaceStatus.phase":                                       "v1.NamespacePhase",
	"NodeAddress.type":                                            "v1.NodeAddressType",
	"NodeCondition.status":                                        "v1.ConditionStatus",
	"NodeCondition.type":                                          "v1.NodeConditionType",
	"NodeSelectorRequirement.operator":                            "v1.NodeSelectorOperator",
	"NodeStatus.phase":                                            "v1.NodePhase",
	"NodeStatus.volumesInUse":                                     "v1.UniqueVolumeName",
	"ObjectMeta.uid":                                              "types.UID",
	"ObjectReference.uid":                                         "types.UID",
	"OwnerReference.uid":                                          "types.UID",
	"PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy":          "v1.UnhealthyPodEvictionPolicyType",
	"PodCondition.status":                                         "v1.ConditionStatus",
	"PodCondition.type":                                           "v1.PodConditionType",
	"PodReadinessGate.conditionType":                              "v1.PodConditionType",
	"Lifecycle.stopSignal":                                        "v1.Signal",
	"PodSpec.dnsPolicy":                                           "v1.DNSPolicy",
	"PodSpec.preemptionPolicy":                                    "v1.PreemptionPolicy",
	"PodSpec.restartPolicy":                                       "v1.RestartPolicy",
	"PodStatus.qosClass":                                          "v1.PodQOSClass",
	"PodStatus.resize":                                            "v1.PodResizeStatus",
	"ReplicaSetCondition.status":                                  "v1.ConditionStatus",
	"ReplicaSetCondition.type":                                    "v1.ReplicaSetConditionType",
	"Secret.type":                                                 "v1.SecretType",
	"ServiceSpec.externalTrafficPolicy":                           "v1.ServiceExternalTrafficPolicy",
	"ServiceSpec.internalTrafficPolicy":                           "v1.ServiceInternalTrafficPolicy",
	"ServiceSpec.ipFamilies":                                      "v1.IPFamily",
	"ServiceSpec.ipFamilyPolicy":                                  "v1.IPFamilyPolicy",
	"ServiceSpec.sessionAffinity":                                 "v1.ServiceAffinity",
	"StatefulSetCondition.status":                                 "v1.ConditionStatus",
	"StatefulSetCondition.type":                                   "v1.StatefulSetConditionType",
	"StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted": "v1.PersistentVolumeClaimRetentionPolicyType",
	"StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled":  "v1.PersistentVolumeClaimRetentionPolicyType",
	"StatefulSetSpec.podManagementPolicy":                         "v1.PodManagementPolicyType",
	"StatefulSetUpdateStrategy.type":                              "v1.StatefulSetUpdateStrategyType",
	"Taint.effect":                                                "v1.TaintEffect",
	"Toleration.effect":                                           "v1.TaintEffect",
	"Toleration.operator":                                         "v1.TolerationOperator",
}
