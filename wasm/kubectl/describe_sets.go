package kubectl

import (
	"svclab/wasm/api"
)

// set describes what keeps Pods, and how its Pods fare.
func (d *description) set(o api.Object, pods []api.Object) {
	switch o := o.(type) {
	case *api.ReplicaSet:
		d.replicaSet(o)
		d.podsStatus(o, o.Spec.Selector, pods)
		d.template(&o.Spec.Template)
	case *api.StatefulSet:
		d.statefulSet(o)
		d.podsStatus(o, o.Spec.Selector, pods)
		d.template(&o.Spec.Template)
		d.volumeClaims(o.Spec.VolumeClaimTemplates)
	case *api.DaemonSet:
		d.daemonSet(o)
		d.podsStatus(o, o.Spec.Selector, pods)
		d.template(&o.Spec.Template)
	}
}

// replicaSet models kubectl pkg/describe describeReplicaSet.
func (d *description) replicaSet(rs *api.ReplicaSet) {
	d.line(0, "Name:\t%s", rs.Name)
	d.line(0, "Namespace:\t%s", rs.Namespace)
	d.line(0, "Selector:\t%s", rs.Spec.Selector)
	d.labels("Labels", rs.Labels)
	d.annotations(rs.Annotations)
	d.controlledBy(&rs.ObjectMeta)
	d.line(0, "Replicas:\t%d current / %d desired", rs.Status.Replicas, *rs.Spec.Replicas)
}

// statefulSet models kubectl pkg/describe describeStatefulSet.
func (d *description) statefulSet(s *api.StatefulSet) {
	d.line(0, "Name:\t%s", s.Name)
	d.line(0, "Namespace:\t%s", s.Namespace)
	d.line(0, "CreationTimestamp:\t%s", date(s.CreationTimestamp))
	d.line(0, "Selector:\t%s", s.Spec.Selector)
	d.labels("Labels", s.Labels)
	d.annotations(s.Annotations)
	if s.Spec.ServiceName != "" {
		d.line(0, "Service Name:\t%s", s.Spec.ServiceName)
	}
	d.line(0, "Pod Management Policy:\t%s", s.Spec.PodManagementPolicy)
	d.line(0, "Replicas:\t%d desired | %d total", *s.Spec.Replicas, s.Status.Replicas)
	d.line(0, "Update Strategy:\t%s", s.Spec.UpdateStrategy.Type)
	if u := s.Spec.UpdateStrategy.RollingUpdate; u != nil && u.Partition != nil {
		d.line(1, "Partition:\t%d", *u.Partition)
		if u.MaxUnavailable != nil {
			d.line(1, "MaxUnavailable:\t%s", u.MaxUnavailable)
		}
	}
	if p := s.Spec.PersistentVolumeClaimRetentionPolicy; p != nil {
		d.line(0, "Persistent Volume Claim Retention Policy:")
		d.line(1, "WhenDeleted:\t%s", p.WhenDeleted)
		d.line(1, "WhenScaled:\t%s", p.WhenScaled)
	}
}

// daemonSet models kubectl pkg/describe describeDaemonSet.
func (d *description) daemonSet(s *api.DaemonSet) {
	d.line(0, "Name:\t%s", s.Name)
	d.line(0, "Namespace:\t%s", s.Namespace)
	d.line(0, "Selector:\t%s", s.Spec.Selector)
	d.line(0, "Node-Selector:\t%s", orNone(formatLabels(s.Spec.Template.Spec.NodeSelector)))
	d.labels("Labels", s.Labels)
	d.annotations(s.Annotations)
	d.line(0, "Desired Number of Nodes Scheduled: %d", s.Status.DesiredNumberScheduled)
	d.line(0, "Current Number of Nodes Scheduled: %d", s.Status.CurrentNumberScheduled)
	d.line(0, "Number of Nodes Scheduled with Up-to-date Pods: %d", s.Status.UpdatedNumberScheduled)
	d.line(0, "Number of Nodes Scheduled with Available Pods: %d", s.Status.NumberAvailable)
	d.line(0, "Number of Nodes Misscheduled: %d", s.Status.NumberMisscheduled)
}

// podsStatus counts the Pods of a set by their phases. Models kubectl
// pkg/describe getPodStatusForController.
func (d *description) podsStatus(set api.Object, selector *api.LabelSelector, pods []api.Object) {
	phases := map[api.PodPhase]int{}
	for _, o := range pods {
		pod := o.(*api.Pod)
		if ref := api.ControllerOf(&pod.ObjectMeta); ref != nil && ref.UID == set.Meta().UID && selector.Matches(pod.Labels) {
			phases[pod.Status.Phase]++
		}
	}
	d.line(0, "Pods Status:\t%d Running / %d Waiting / %d Succeeded / %d Failed",
		phases[api.PodRunning], phases[api.PodPending], phases[api.PodSucceeded], phases[api.PodFailed])
}

// volumeClaims models kubectl pkg/describe describeVolumeClaimTemplates.
func (d *description) volumeClaims(templates api.Opaque) {
	list, _ := api.ReadTree(templates).([]any)
	if len(list) == 0 {
		d.line(0, "Volume Claims:\t<none>")
		return
	}
	d.line(0, "Volume Claims:")
	for _, claim := range list {
		class, _ := at(claim, "spec", "storageClassName").(string)
		if old, ok := stringMap(claim, "metadata", "annotations")["volume.beta.kubernetes.io/storage-class"]; ok {
			class = old
		}
		capacity := at(claim, "spec", "resources", "requests", "storage")
		if capacity == nil {
			capacity = "<default>"
		}
		d.line(1, "Name:\t%v", at(claim, "metadata", "name"))
		d.line(1, "StorageClass:\t%s", class)
		d.space = "  "
		d.labels("  Labels", stringMap(claim, "metadata", "labels"))
		d.labels("  Annotations", stringMap(claim, "metadata", "annotations"))
		d.space = ""
		modes, _ := at(claim, "spec", "accessModes").([]any)
		d.line(1, "Capacity:\t%v", capacity)
		d.line(1, "Access Modes:\t%v", modes)
	}
}
