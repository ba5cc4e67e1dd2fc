package kubectl

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
)

var (
	deploymentTable  = table{names("NAME", "READY", "UP-TO-DATE", "AVAILABLE", "AGE", "|", "CONTAINERS", "IMAGES", "SELECTOR"), deploymentRow}
	replicaSetTable  = table{names("NAME", "DESIRED", "CURRENT", "READY", "AGE", "|", "CONTAINERS", "IMAGES", "SELECTOR"), replicaSetRow}
	statefulSetTable = table{names("NAME", "READY", "AGE", "|", "CONTAINERS", "IMAGES"), statefulSetRow}
	daemonSetTable   = table{names("NAME", "DESIRED", "CURRENT", "READY", "UP-TO-DATE", "AVAILABLE", "NODE SELECTOR", "AGE", "|", "CONTAINERS", "IMAGES", "SELECTOR"), daemonSetRow}
	revisionTable    = table{names("NAME", "CONTROLLER", "REVISION", "AGE"), revisionRow}
)

// deploymentRow models pkg/printers/internalversion printDeployment.
func deploymentRow(o api.Object, t tableContext) []string {
	d := o.(*api.Deployment)
	cells := []string{d.Name, number(d.Status.ReadyReplicas) + "/" + number(*d.Spec.Replicas), number(d.Status.UpdatedReplicas),
		number(d.Status.AvailableReplicas), since(t.now, d.CreationTimestamp)}
	return append(cells, templateCells(t, &d.Spec.Template, d.Spec.Selector)...)
}

// replicaSetRow models pkg/printers/internalversion printReplicaSet.
func replicaSetRow(o api.Object, t tableContext) []string {
	rs := o.(*api.ReplicaSet)
	cells := []string{rs.Name, number(*rs.Spec.Replicas), number(rs.Status.Replicas), number(rs.Status.ReadyReplicas), since(t.now, rs.CreationTimestamp)}
	return append(cells, templateCells(t, &rs.Spec.Template, rs.Spec.Selector)...)
}

// statefulSetRow models pkg/printers/internalversion printStatefulSet.
func statefulSetRow(o api.Object, t tableContext) []string {
	s := o.(*api.StatefulSet)
	cells := []string{s.Name, number(s.Status.ReadyReplicas) + "/" + number(*s.Spec.Replicas), since(t.now, s.CreationTimestamp)}
	if t.wide {
		cells = append(cells, templateCells(t, &s.Spec.Template, nil)[:2]...)
	}
	return cells
}

// daemonSetRow models pkg/printers/internalversion printDaemonSet.
func daemonSetRow(o api.Object, t tableContext) []string {
	d := o.(*api.DaemonSet)
	s := &d.Status
	cells := []string{d.Name, number(s.DesiredNumberScheduled), number(s.CurrentNumberScheduled), number(s.NumberReady), number(s.UpdatedNumberScheduled),
		number(s.NumberAvailable), orNone(formatLabels(d.Spec.Template.Spec.NodeSelector)), since(t.now, d.CreationTimestamp)}
	return append(cells, templateCells(t, &d.Spec.Template, d.Spec.Selector)...)
}

// revisionRow models pkg/printers/internalversion printControllerRevision.
func revisionRow(o api.Object, t tableContext) []string {
	r := o.(*api.ControllerRevision)
	controller := "<none>"
	if ref := api.ControllerOf(&r.ObjectMeta); ref != nil {
		group, _, ok := strings.Cut(ref.APIVersion, "/")
		controller = strings.ToLower(ref.Kind)
		if ok {
			controller += "." + group
		}
		controller += "/" + ref.Name
	}
	return []string{r.Name, controller, strconv.FormatInt(r.Revision, 10), since(t.now, r.CreationTimestamp)}
}

func templateCells(t tableContext, template *api.PodTemplateSpec, selector *api.LabelSelector) []string {
	if !t.wide {
		return nil
	}
	var names, images []string
	for _, c := range template.Spec.Containers {
		names, images = append(names, c.Name), append(images, c.Image)
	}
	return []string{strings.Join(names, ","), strings.Join(images, ","), selector.String()}
}

func number(n int32) string { return strconv.Itoa(int(n)) }
