package kubectl

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"svclab/wasm/api"
)

// podsOn picks the Pods of a node that have not ended.
func podsOn(n *api.Node, objects []api.Object) []*api.Pod {
	var out []*api.Pod
	for _, o := range objects {
		if pod, ok := o.(*api.Pod); ok && pod.Spec.NodeName == n.Name && !pod.Ended() {
			out = append(out, pod)
		}
	}
	return out
}

// node models kubectl pkg/describe describeNode, without what the miniature
// cluster does not count: capacity and allocated resources.
func (d *description) node(n *api.Node, pods []*api.Pod) {
	d.line(0, "Name:\t%s", n.Name)
	d.line(0, "Roles:\t%s", orNone(strings.Join(nodeRoles(n), ",")))
	d.labels("Labels", n.Labels)
	d.annotations(n.Annotations)
	d.line(0, "CreationTimestamp:\t%s", date(n.CreationTimestamp))
	d.taints(n.Spec.Taints)
	d.line(0, "Unschedulable:\t%v", n.Spec.Unschedulable)
	if d.renewed != 0 {
		d.line(0, "Lease:")
		d.line(1, "HolderIdentity:\t%s", n.Name)
		d.line(1, "AcquireTime:\t<unset>")
		d.line(1, "RenewTime:\t%s", date(d.renewed))
	}
	if len(n.Status.Conditions) > 0 {
		d.line(0, "Conditions:")
		d.line(1, "Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage")
		d.line(1, "----\t------\t-----------------\t------------------\t------\t-------")
		for _, c := range n.Status.Conditions {
			d.line(1, "%s \t%s \t%s \t%s \t%s \t%s", c.Type, c.Status, date(c.LastHeartbeatTime), date(c.LastTransitionTime), c.Reason, c.Message)
		}
	}
	d.line(0, "Addresses:")
	for _, a := range n.Status.Addresses {
		d.line(1, "%s:\t%s", a.Type, a.Address)
	}
	d.systemInfo(n.Status.NodeInfo)
	d.optional("PodCIDR", n.Spec.PodCIDR)
	d.optional("PodCIDRs", strings.Join(n.Spec.PodCIDRs, ","))
	d.optional("ProviderID", n.Spec.ProviderID)
	d.line(0, "Non-terminated Pods:\t(%d in total)", len(pods))
	d.line(1, "Namespace\tName\t\tAge")
	d.line(1, "---------\t----\t\t---")
	for _, pod := range pods {
		d.line(1, "%s\t%s\t\t%s", pod.Namespace, pod.Name, since(d.now, pod.CreationTimestamp))
	}
}

// taints are sorted by effect, then by key.
func (d *description) taints(taints []api.Taint) {
	if len(taints) == 0 {
		d.line(0, "Taints:\t<none>")
	}
	taints = slices.Clone(taints)
	sort.SliceStable(taints, func(i, j int) bool { return taints[i].Effect+","+taints[i].Key < taints[j].Effect+","+taints[j].Key })
	for i, t := range taints {
		text := t.Key
		if t.Value != "" {
			text += "=" + t.Value
		}
		lead := "Taints:"
		if i > 0 {
			lead = ""
		}
		d.line(0, "%s\t%s", lead, fmt.Sprintf("%s:%s", text, t.Effect))
	}
}

func (d *description) systemInfo(info api.NodeSystemInfo) {
	d.line(0, "System Info:")
	d.line(1, "Machine ID:\t%s", info.MachineID)
	d.line(1, "System UUID:\t%s", info.SystemUUID)
	d.line(1, "Boot ID:\t%s", info.BootID)
	d.line(1, "Kernel Version:\t%s", info.KernelVersion)
	d.line(1, "OS Image:\t%s", info.OSImage)
	d.line(1, "Operating System:\t%s", info.OperatingSystem)
	d.line(1, "Architecture:\t%s", info.Architecture)
	d.line(1, "Container Runtime Version:\t%s", info.ContainerRuntimeVersion)
	d.line(1, "Kubelet Version:\t%s", info.KubeletVersion)
}
