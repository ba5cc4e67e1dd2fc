package kubectl

import (
	"fmt"
	"sort"
	"strings"

	"svclab/wasm/api"
)

// deployment models kubectl pkg/describe describeDeployment.
func (d *description) deployment(o *api.Deployment, sets []*api.ReplicaSet) {
	d.line(0, "Name:\t%s", o.Name)
	d.line(0, "Namespace:\t%s", o.Namespace)
	d.line(0, "CreationTimestamp:\t%s", date(o.CreationTimestamp))
	d.labels("Labels", o.Labels)
	d.annotations(o.Annotations)
	d.line(0, "Selector:\t%s", o.Spec.Selector)
	s := &o.Status
	d.line(0, "Replicas:\t%d desired | %d updated | %d total | %d available | %d unavailable",
		*o.Spec.Replicas, s.UpdatedReplicas, s.Replicas, s.AvailableReplicas, s.UnavailableReplicas)
	d.line(0, "StrategyType:\t%s", o.Spec.Strategy.Type)
	d.line(0, "MinReadySeconds:\t%d", o.Spec.MinReadySeconds)
	if u := o.Spec.Strategy.RollingUpdate; u != nil {
		d.line(0, "RollingUpdateStrategy:\t%s max unavailable, %s max surge", u.MaxUnavailable, u.MaxSurge)
	}
	d.template(&o.Spec.Template)
	if len(s.Conditions) > 0 {
		d.line(0, "Conditions:")
		d.line(1, "Type\tStatus\tReason")
		d.line(1, "----\t------\t------")
	}
	for _, c := range s.Conditions {
		d.line(1, "%s \t%s\t%s", c.Type, c.Status, c.Reason)
	}
	if len(sets) > 0 {
		newest, old := splitSets(o, sets)
		d.line(0, "OldReplicaSets:\t%s", setsText(old))
		d.line(0, "NewReplicaSet:\t%s", setsText(newest))
	}
}

func setsText(sets []*api.ReplicaSet) string {
	texts := make([]string, len(sets))
	for i, rs := range sets {
		texts[i] = fmt.Sprintf("%s (%d/%d replicas created)", rs.Name, rs.Status.Replicas, *rs.Spec.Replicas)
	}
	return orNone(strings.Join(texts, ", "))
}

// splitSets finds the ReplicaSet that has the Deployment's template, the oldest
// if several have.
func splitSets(d *api.Deployment, sets []*api.ReplicaSet) (newest, old []*api.ReplicaSet) {
	for _, rs := range sets {
		if len(newest) == 0 && sameTemplate(&rs.Spec.Template, &d.Spec.Template) {
			newest = append(newest, rs)
		} else {
			old = append(old, rs)
		}
	}
	return newest, old
}

// sameTemplate models kubectl pkg/util/deployment equalIgnoreHash.
func sameTemplate(a, b *api.PodTemplateSpec) bool {
	return string(encode(withoutHash(a))) == string(encode(withoutHash(b)))
}

func withoutHash(t *api.PodTemplateSpec) api.PodTemplateSpec {
	c := t.DeepCopy()
	delete(c.Labels, api.LabelPodTemplateHash)
	return c
}

// replicaSets returns the ReplicaSets of a Deployment, the oldest first. Models
// kubectl pkg/util/deployment GetAllReplicaSets.
func (p *process) replicaSets(d *api.Deployment) ([]*api.ReplicaSet, error) {
	resource, _ := api.ResourceNamed("replicasets")
	objects, err := p.list(resource, d.Namespace, nil)
	var sets []*api.ReplicaSet
	for _, o := range objects {
		ref := api.ControllerOf(o.Meta())
		if ref != nil && ref.UID == d.UID && d.Spec.Selector.Matches(o.Meta().Labels) {
			sets = append(sets, o.(*api.ReplicaSet))
		}
	}
	sort.SliceStable(sets, func(i, j int) bool { return sets[i].CreationTimestamp < sets[j].CreationTimestamp })
	return sets, err
}

func (d *description) controlledBy(m *api.ObjectMeta) {
	if ref := api.ControllerOf(m); ref != nil {
		d.line(0, "Controlled By:\t%s/%s", ref.Kind, ref.Name)
	}
}

// template models kubectl pkg/describe DescribePodTemplate.
func (d *description) template(t *api.PodTemplateSpec) {
	d.line(0, "Pod Template:")
	d.space = "  "
	d.labels("  Labels", t.Labels)
	if len(t.Annotations) > 0 {
		d.annotations(t.Annotations)
	}
	if t.Spec.ServiceAccountName != "" {
		d.line(1, "Service Account:\t%s", t.Spec.ServiceAccountName)
	}
	d.containers("Init Containers", t.Spec.InitContainers, nil)
	d.containers("Containers", t.Spec.Containers, nil)
	d.volumes(t.Spec.Volumes)
	if t.Spec.PriorityClassName != "" {
		d.line(1, "Priority Class Name:\t%s", t.Spec.PriorityClassName)
	}
	d.labels("  Node-Selectors", t.Spec.NodeSelector)
	d.tolerations(t.Spec.Tolerations)
	d.space = ""
}
