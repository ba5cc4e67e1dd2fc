package kubectl

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// absentTypes are resources that a real cluster serves and this one does not,
// with their short names.
var absentTypes = strings.Fields(`
	bindings componentstatuses cs configmaps cm events.events.k8s.io limitranges limits persistentvolumeclaims pvc
	persistentvolumes pv podtemplates replicationcontrollers rc resourcequotas quota serviceaccounts sa
	horizontalpodautoscalers hpa cronjobs cj jobs certificatesigningrequests csr leases flowschemas
	networkpolicies netpol runtimeclasses
	clusterrolebindings clusterroles rolebindings roles priorityclasses pc csidrivers csinodes storageclasses sc
	volumeattachments customresourcedefinitions crd crds ipaddresses ip servicecidrs
	networkpolicy runtimeclass storageclass priorityclass ipaddress componentstatus`)

// absentKinds are the kinds of manifests for which the same holds, behind the
// version in which they are written.
var absentKinds = map[string]string{
	"v1": " Binding ConfigMap LimitRange PersistentVolume PersistentVolumeClaim PodTemplate ReplicationController " +
		"ResourceQuota ServiceAccount ",
	"batch/v1":                     " CronJob Job ",
	"autoscaling/v1":               " HorizontalPodAutoscaler ",
	"autoscaling/v2":               " HorizontalPodAutoscaler ",
	"networking.k8s.io/v1":         " IPAddress NetworkPolicy ServiceCIDR ",
	"rbac.authorization.k8s.io/v1": " ClusterRole ClusterRoleBinding Role RoleBinding ",
	"storage.k8s.io/v1":            " CSIDriver CSINode StorageClass VolumeAttachment ",
	"scheduling.k8s.io/v1":         " PriorityClass ",
	"node.k8s.io/v1":               " RuntimeClass ",
	"coordination.k8s.io/v1":       " Lease ",
	"events.k8s.io/v1":             " Event ",
	"apiextensions.k8s.io/v1":      " CustomResourceDefinition ",
}

// leftOut says of what is not here on purpose why that is so.
func leftOut(name string) error {
	switch name = strings.ToLower(name); {
	case name == "cj" || strings.Contains(name, "job"):
		return errors.New("svclab leaves out Jobs and CronJobs on purpose: their Pods end, and Services lead to Pods that stay")
	case name == "hpa" || strings.Contains(name, "autoscale"):
		return errors.New("svclab leaves out autoscaling on purpose: nothing here measures load; choose a size with kubectl scale")
	}
	return nil
}

// categories are names for several resources at once.
var categories = map[string][]string{"all": {"pods", "services", "daemonsets", "deployments", "replicasets", "statefulsets"},
	"gateway-api": {"gatewayclasses", "gateways", "httproutes", "referencegrants"}}

// resourceType finds the resource that an argument names: pods, pod, po, Pods,
// endpointslices.discovery.k8s.io, pods.v1. Models cli-runtime pkg/resource
// Builder.mappingFor.
func (p *process) resourceType(arg string) (api.Resource, error) {
	lower := strings.ToLower(arg)
	if r, ok := p.served(lower); ok && (arg == lower || !slices.Contains(r.ShortNames, lower)) {
		return r, nil
	}
	name, rest, dotted := strings.Cut(lower, ".")
	if r, ok := p.served(name); ok && dotted {
		version, group, _ := strings.Cut(rest, ".")
		if rest != "" && strings.HasPrefix(r.Group, rest) || version == r.Version && group == r.Group {
			return r, nil
		}
	}
	if slices.Contains(absentTypes, name) || slices.Contains(absentTypes, lower) || slices.Contains(absentTypes, name+"s") {
		if err := leftOut(name); err != nil {
			return api.Resource{}, err
		}
		return api.Resource{}, fmt.Errorf("svclab does not have the resource type %q yet", arg)
	}
	if dotted {
		resource, group, _ := strings.Cut(arg, ".")
		return api.Resource{}, fmt.Errorf("the server doesn't have a resource type %q in group %q", resource, group)
	}
	return api.Resource{}, fmt.Errorf("the server doesn't have a resource type %q", arg)
}

// served finds a resource that this cluster's server serves: those of Gateway
// API only where their definitions are installed.
func (p *process) served(name string) (api.Resource, bool) {
	r, ok := api.ResourceNamed(name)
	return r, ok && p.env.Cluster.Serves(r)
}

// resourceTypes reads a list such as pods,svc; each resource comes once.
func (p *process) resourceTypes(args []string) ([]api.Resource, error) {
	var out []api.Resource
	for _, arg := range args {
		r, err := p.resourceType(arg)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(out, func(o api.Resource) bool { return o.Name == r.Name }) {
			out = append(out, r)
		}
	}
	return out, nil
}

// splitTypes splits at commas; each word comes once.
func splitTypes(arg string) []string {
	var out []string
	for _, s := range strings.Split(arg, ",") {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// expandCategories leaves alone the categories of which the server has nothing.
func (p *process) expandCategories(arg string) string {
	if _, ok := p.served("gateways"); !ok && arg == "gateway-api" {
		return arg
	}
	return expandCategories(arg)
}

// expandCategories puts the resources of a category in the place of its name.
func expandCategories(arg string) string {
	words := strings.Split(arg, ",")
	for i, w := range words {
		if names, ok := categories[w]; ok {
			words[i] = strings.Join(names, ",")
		}
	}
	return strings.Join(words, ",")
}
