package kubectl

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// Manifest returns what one would write to have an object again, in this
// cluster or another: without status, without what names this very object (uid,
// resourceVersion, …) and without what the server fills in. What it allocates
// stays where asked has it, which is what Asked returned of the requests that
// made the object. Fields that have their default go where that makes no
// difference; the namespace goes when it is default.
func Manifest(o api.Object, asked []string) map[string]any {
	t := tree(o)
	delete(t, "status")
	manifestMeta(t)
	switch o.(type) {
	case *api.Namespace:
		delete(t, "spec")
	case *api.Service:
		dropUnasked(at(t, "spec"), asked)
	case *api.Pod:
		if labels, ok := at(t, "metadata", "labels").(map[string]any); ok {
			if delete(labels, api.LabelZone); len(labels) == 0 { // which it gets with its node
				delete(metadataOf(t), "labels")
			}
		}
		dropUnasked(at(t, "spec"), asked)
		dropTolerations(at(t, "spec"))
	}
	thin := api.CopyTree(t).(map[string]any)
	dropDefaults(thin["spec"])
	if r, ok := api.ResourceForKind(o.Type().APIVersion, o.Type().Kind); ok && string(filledIn(r, thin)) == string(filledIn(r, t)) {
		return thin
	}
	return t
}

// filledIn is the object of a manifest with its defaults.
func filledIn(r api.Resource, t map[string]any) []byte {
	o := r.New()
	if err := decodeInto(encode(t), o); err != nil {
		return []byte(err.Error())
	}
	api.Default(o)
	return encode(o)
}

// manifestMeta leaves of metadata what a person writes.
func manifestMeta(t map[string]any) {
	was, now := metadataOf(t), map[string]any{}
	for _, key := range []string{"name", "namespace", "labels", "annotations"} {
		if v, ok := was[key]; ok && v != "default" || key == "name" {
			now[key] = v
		}
	}
	for _, key := range []string{"labels", "annotations"} {
		pairs, _ := now[key].(map[string]any)
		for name := range pairs {
			if name == lastAppliedAnnotation || name == api.LabelMetadataName || name == api.AnnotationTemplateGeneration ||
				strings.HasPrefix(name, "deployment.kubernetes.io/") || name == "endpoints.kubernetes.io/last-change-trigger-time" {
				delete(pairs, name)
			}
		}
		if len(pairs) == 0 {
			delete(now, key)
		}
	}
	t["metadata"] = now
}

// allocated are the fields that the server fills in of its own choice.
var allocated = []string{"clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "nodePort", "healthCheckNodePort", "nodeName"}

// Asked returns which of what the server allocates was asked for, as
// FIELD=VALUE, after a request by a Command's Body: was is what had been asked
// for until then, old the object before, nil for a new one. kubectl apply says
// all that is wanted; any other request adds what it changes.
func Asked(sent []byte, old api.Object, was []string) []string {
	body := api.ReadTree(sent)
	if last, ok := at(body, "metadata", "annotations", lastAppliedAnnotation).(string); ok {
		return asks(api.ReadTree([]byte(last)), nil)
	}
	var had []string
	if old != nil {
		had = asks(tree(old)["spec"], nil)
	}
	out := slices.Clone(was)
	for _, a := range asks(body, nil) {
		if !slices.Contains(had, a) && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}

// asks adds the allocated fields that stand anywhere in a tree.
func asks(v any, out []string) []string {
	switch v := v.(type) {
	case map[string]any:
		if path, ok := v["path"].(string); ok && v["value"] != nil { // of a JSON patch
			v = map[string]any{path[strings.LastIndexByte(path, '/')+1:]: v["value"]}
		}
		for _, key := range yamlKeys(v) {
			if !slices.Contains(allocated, key) {
				out = asks(v[key], out)
				continue
			}
			items, ok := v[key].([]any)
			if !ok {
				items = []any{v[key]}
			}
			for _, item := range items {
				out = append(out, fmt.Sprintf("%s=%v", key, item))
			}
		}
	case []any:
		for _, item := range v {
			out = asks(item, out)
		}
	}
	return out
}

// dropUnasked takes out what the server allocated without being asked. A
// headless Service is one by its clusterIP.
func dropUnasked(v any, asked []string) {
	m, ok := v.(map[string]any)
	if !ok {
		return
	}
	for _, key := range allocated {
		one := asks(map[string]any{key: m[key]}, nil)
		if key == "clusterIP" && m[key] == "None" {
			continue
		}
		if m[key] != nil && !slices.Contains(asked, one[0]) {
			delete(m, key)
		}
	}
	ports, _ := m["ports"].([]any)
	for _, port := range ports {
		dropUnasked(port, asked)
	}
}

// dropTolerations takes out those that every Pod gets when it is created.
func dropTolerations(spec any) {
	m, _ := spec.(map[string]any)
	all, _ := m["tolerations"].([]any)
	kept := slices.DeleteFunc(slices.Clone(all), func(v any) bool {
		key := at(v, "key")
		return (key == api.TaintNotReady || key == api.TaintUnreachable) && at(v, "operator") == "Exists" &&
			at(v, "effect") == api.NoExecute && at(v, "tolerationSeconds") == int64(300)
	})
	if m["tolerations"] = kept; len(kept) == 0 {
		delete(m, "tolerations")
	}
}

// usual are the values that fields have when nobody says otherwise, as they are
// printed.
var usual = map[string]string{
	"dnsPolicy": "ClusterFirst", "schedulerName": "default-scheduler", "terminationGracePeriodSeconds": "30", "enableServiceLinks": "true",
	"terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File", "protocol": "TCP", "scheme": "HTTP",
	"timeoutSeconds": "1", "periodSeconds": "10", "successThreshold": "1", "failureThreshold": "3",
	"revisionHistoryLimit": "10", "progressDeadlineSeconds": "600", "podManagementPolicy": "OrderedReady", "whenDeleted": "Retain", "whenScaled": "Retain",
	"sessionAffinity": "None", "internalTrafficPolicy": "Cluster", "externalTrafficPolicy": "Cluster", "allocateLoadBalancerNodePorts": "true",
	"partition": "0",
}

// dropDefaults takes out of a tree what has its default, and what is empty then.
func dropDefaults(v any) {
	switch v := v.(type) {
	case map[string]any:
		for key, each := range v {
			dropDefaults(each)
			m, isMap := each.(map[string]any)
			switch {
			case isMap && len(m) == 0 && slices.Contains([]string{"strategy", "updateStrategy", "rollingUpdate", "resources", "securityContext", "persistentVolumeClaimRetentionPolicy"}, key),
				!isMap && usual[key] != "" && fmt.Sprint(each) == usual[key],
				key == "type" && each == api.StrategyRollingUpdate,
				key == "restartPolicy" && each == "Always" && v["containers"] != nil,
				key == "imagePullPolicy" && each == usualPull(v["image"]):
				delete(v, key)
			}
		}
		dropBounds(v)
	case []any:
		for _, each := range v {
			dropDefaults(each)
		}
	}
}

// dropBounds takes out the bounds of a rolling update, which are 25% of a
// Deployment and one Pod of the others.
func dropBounds(v map[string]any) {
	for _, key := range []string{"strategy", "updateStrategy"} {
		outer, _ := v[key].(map[string]any)
		bounds, _ := outer["rollingUpdate"].(map[string]any)
		most, surge := bounds["maxUnavailable"], bounds["maxSurge"]
		if most == "25%" && surge == "25%" || most == int64(1) && (surge == nil || surge == int64(0)) && len(bounds) <= 2 {
			delete(outer, "rollingUpdate")
		}
		if outer != nil && len(outer) == 0 {
			delete(v, key)
		}
	}
}

func usualPull(image any) string {
	name, _ := image.(string)
	if at := strings.LastIndexByte(name, ':'); strings.Contains(name, "@") || at > strings.LastIndexByte(name, '/') && name[at:] != ":latest" {
		return "IfNotPresent"
	}
	return "Always"
}

// applied is the order in which kinds are made, so that what others need is
// there before them. Models helm pkg/release InstallOrder.
var applied = []string{"Namespace", "PodDisruptionBudget", "Secret", "Service", "DaemonSet", "Pod", "ReplicaSet", "Deployment", "StatefulSet",
	"IngressClass", "Ingress", "GatewayClass", "Gateway", "HTTPRoute", "ReferenceGrant", "Endpoints", "EndpointSlice"}

// CompareManifests sorts objects in the order in which a file applies them.
func CompareManifests(a, b api.Object) int {
	return cmp.Or(cmp.Compare(slices.Index(applied, a.Type().Kind), slices.Index(applied, b.Type().Kind)),
		strings.Compare(a.Meta().Namespace, b.Meta().Namespace), strings.Compare(a.Meta().Name, b.Meta().Name))
}
