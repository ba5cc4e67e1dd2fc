package kubectl

import (
	"slices"
	"strings"

	"svclab/wasm/api"
)

var nodeTable = table{names("NAME", "STATUS", "ROLES", "AGE", "VERSION", "|", "INTERNAL-IP", "EXTERNAL-IP", "OS-IMAGE", "KERNEL-VERSION", "CONTAINER-RUNTIME"), nodeRow}

var namespaceTable = table{names("NAME", "STATUS", "AGE"), namespaceRow}

// nodeRow models pkg/printers/internalversion printNode.
func nodeRow(o api.Object, t tableContext) []string {
	n := o.(*api.Node)
	info := n.Status.NodeInfo
	cells := []string{n.Name, nodeStatus(n), orNone(strings.Join(nodeRoles(n), ",")), since(t.now, n.CreationTimestamp), info.KubeletVersion}
	if t.wide {
		kernel := orUnknown(info.KernelVersion)
		if info.Architecture != "" {
			kernel += " (" + info.Architecture + ")"
		}
		cells = append(cells, nodeAddress(n, "InternalIP"), nodeAddress(n, "ExternalIP"), orUnknown(info.OSImage), kernel, orUnknown(info.ContainerRuntimeVersion))
	}
	return cells
}

func nodeStatus(n *api.Node) string {
	status := "Unknown"
	for _, c := range n.Status.Conditions {
		if c.Type == "Ready" && c.Status == "True" {
			status = "Ready"
		} else if c.Type == "Ready" {
			status = "NotReady"
		}
	}
	if n.Spec.Unschedulable {
		status += ",SchedulingDisabled"
	}
	return status
}

// nodeRoles reads node-role.kubernetes.io/ROLE and kubernetes.io/role labels.
func nodeRoles(n *api.Node) []string {
	var roles []string
	for key, value := range n.Labels {
		if role, ok := strings.CutPrefix(key, "node-role.kubernetes.io/"); ok && role != "" {
			roles = append(roles, role)
		} else if key == "kubernetes.io/role" && value != "" {
			roles = append(roles, value)
		}
	}
	slices.Sort(roles)
	return slices.Compact(roles)
}

func nodeAddress(n *api.Node, kind string) string {
	for _, a := range n.Status.Addresses {
		if a.Type == kind {
			return a.Address
		}
	}
	return "<none>"
}

func orUnknown(s string) string {
	if s == "" {
		return "<unknown>"
	}
	return s
}

// namespaceRow models pkg/printers/internalversion printNamespace.
func namespaceRow(o api.Object, t tableContext) []string {
	n := o.(*api.Namespace)
	return []string{n.Name, n.Status.Phase, since(t.now, n.CreationTimestamp)}
}
