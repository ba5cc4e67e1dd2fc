package kubectl

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
)

var (
	deploymentTable = table{names("NAME", "READY", "UP-TO-DATE", "AVAILABLE", "AGE", "|", "CONTAINERS", "IMAGES", "SELECTOR"), deploymentRow}
	replicaSetTable = table{names("NAME", "DESIRED", "CURRENT", "READY", "AGE", "|", "CONTAINERS", "IMAGES", "SELECTOR"), replicaSetRow}
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
