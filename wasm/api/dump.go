package api

import (
	"reflect"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Dump writes the template as upstream dumps it to make a pod-template-hash of
// it: each field with its Go type and its value, and a list without items as
// none, which it is once it has been stored. It is upstream's to the byte, unless
// a field that is Opaque here has a value, which is written as JSON.
// Models k8s.io/utils/dump ForHash.
func (t *PodTemplateSpec) Dump() []byte {
	v := reflect.ValueOf(t).Elem()
	return dumpValue([]byte("("+typeName(v.Type())+")"), v)
}

// dumpField writes one field behind its name and its type.
func dumpField(b []byte, owner reflect.Type, f reflect.StructField, v reflect.Value) []byte {
	name := owner.Name() + "." + strings.Split(f.Tag.Get("json"), ",")[0]
	wanted := typeName(f.Type)
	if named, ok := namedTypes[name]; ok {
		wanted = strings.Replace(wanted, "string", named, 1)
	}
	switch f.Type {
	case reflect.TypeFor[Opaque]():
		wanted = opaqueTypes[name]
	case reflect.TypeFor[IntOrString]():
		wanted = "intstr.IntOrString"
	}
	b = append(b, f.Name+":("+wanted+")"...)
	if name == "PodSpec.securityContext" && string(v.Bytes()) == "{}" {
		return append(b, emptySecurityContext...)
	}
	return dumpValue(b, v)
}

func dumpValue(b []byte, v reflect.Value) []byte {
	switch value := v.Interface().(type) {
	case Opaque:
		if value == nil {
			return append(b, "<nil>"...)
		}
		return append(b, value...)
	case Time:
		if value == 0 {
			return append(b, "{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}"...)
		}
		return append(b, value.String()...)
	case Quantity:
		return value.dump(b)
	case IntOrString:
		kind := "0"
		if value.IsString {
			kind = "1"
		}
		return append(b, "{Type:(intstr.Type)"+kind+" IntVal:(int32)"+strconv.Itoa(int(value.IntVal))+" StrVal:(string)"+value.StrVal+"}"...)
	}
	switch k := v.Kind(); {
	case k == reflect.Pointer && v.IsNil(), (k == reflect.Slice || k == reflect.Map) && v.Len() == 0:
		return append(b, "<nil>"...)
	}
	switch v.Kind() {
	case reflect.Pointer:
		return dumpValue(b, v.Elem())
	case reflect.String:
		return append(b, v.String()...)
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool())
	case reflect.Struct:
		return dumpAll(append(b, '{'), "}", v.NumField(), func(b []byte, i int) []byte {
			return dumpField(b, v.Type(), v.Type().Field(i), v.Field(i))
		})
	case reflect.Slice:
		return dumpAll(append(b, '['), "]", v.Len(), func(b []byte, i int) []byte { return dumpValue(b, v.Index(i)) })
	case reflect.Map:
		keys := v.MapKeys()
		sort.Slice(keys, func(i, j int) bool { return keys[i].String() < keys[j].String() })
		return dumpAll(append(b, "map["...), "]", len(keys), func(b []byte, i int) []byte {
			return dumpValue(append(append(b, keys[i].String()...), ':'), v.MapIndex(keys[i]))
		})
	}
	return strconv.AppendInt(b, v.Int(), 10)
}

// dumpAll writes n things, a space apart, and end.
func dumpAll(b []byte, end string, n int, one func(b []byte, i int) []byte) []byte {
	for i := range n {
		if i > 0 {
			b = append(b, ' ')
		}
		b = one(b, i)
	}
	return append(b, end...)
}

// dump writes what upstream holds of a quantity once it has read it: a number
// with its scale, and in some cases the text.
func (q Quantity) dump(b []byte) []byte {
	digits := strings.TrimRight(string(q), "numkKMGTPEi")
	value, _ := strconv.ParseInt(digits, 10, 64)
	suffix, text := string(q)[len(digits):], string(q)
	scale, format := decimalSuffixes[suffix], "DecimalSI"
	if i := slices.Index(binarySuffixes, suffix); i > 0 {
		format = "BinarySI"
		if value&7 == 0 {
			text = ""
		}
		value <<= 10 * i
	}
	return append(b, "{i:(resource.int64Amount){value:(int64)"+strconv.FormatInt(value, 10)+" scale:(resource.Scale)"+strconv.Itoa(scale)+
		"} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)"+text+" Format:(resource.Format)"+format+"}"...)
}

// emptySecurityContext is the dump of what every template gets by default.
const emptySecurityContext = "{SELinuxOptions:(*v1.SELinuxOptions)<nil> WindowsOptions:(*v1.WindowsSecurityContextOptions)<nil> RunAsUser:(*int64)<nil> " +
	"RunAsGroup:(*int64)<nil> RunAsNonRoot:(*bool)<nil> SupplementalGroups:([]int64)<nil> SupplementalGroupsPolicy:(*v1.SupplementalGroupsPolicy)<nil> " +
	"FSGroup:(*int64)<nil> Sysctls:([]v1.Sysctl)<nil> FSGroupChangePolicy:(*v1.PodFSGroupChangePolicy)<nil> SeccompProfile:(*v1.SeccompProfile)<nil> " +
	"AppArmorProfile:(*v1.AppArmorProfile)<nil> SELinuxChangePolicy:(*v1.PodSELinuxChangePolicy)<nil>}"

// opaqueTypes gives upstream's type of the fields of a template that are Opaque
// here.
var opaqueTypes = map[string]string{
	"ObjectMeta.managedFields":          "[]v1.ManagedFieldsEntry",
	"PodSpec.volumes":                   "[]v1.Volume",
	"PodSpec.ephemeralContainers":       "[]v1.EphemeralContainer",
	"PodSpec.securityContext":           "*v1.PodSecurityContext",
	"PodSpec.imagePullSecrets":          "[]v1.LocalObjectReference",
	"Affinity.podAffinity":              "*v1.PodAffinity",
	"Affinity.podAntiAffinity":          "*v1.PodAntiAffinity",
	"PodSpec.hostAliases":               "[]v1.HostAlias",
	"PodSpec.topologySpreadConstraints": "[]v1.TopologySpreadConstraint",
	"PodSpec.os":                        "*v1.PodOS",
	"PodSpec.schedulingGates":           "[]v1.PodSchedulingGate",
	"PodSpec.resourceClaims":            "[]v1.PodResourceClaim",
	"PodSpec.resources":                 "*v1.ResourceRequirements",
	"PodSpec.schedulingGroup":           "*v1.PodSchedulingGroup",
	"PodSpec.evictionResponders":        "[]v1.EvictionResponder",
	"Container.envFrom":                 "[]v1.EnvFromSource",
	"Container.resizePolicy":            "[]v1.ContainerResizePolicy",
	"Container.restartPolicyRules":      "[]v1.ContainerRestartRule",
	"Container.volumeMounts":            "[]v1.VolumeMount",
	"Container.volumeDevices":           "[]v1.VolumeDevice",
	"Container.securityContext":         "*v1.SecurityContext",
	"EnvVar.valueFrom":                  "*v1.EnvVarSource",
	"ResourceRequirements.claims":       "[]v1.ResourceClaim",
}
