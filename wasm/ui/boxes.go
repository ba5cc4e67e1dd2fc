package ui

import (
	"strings"

	"svclab/wasm/api"
)

func (b *NodeBox) spot() spot    { return nodeSpot(b.Name) }
func (b *PodBox) spot() spot     { return spot{a: b.Namespace, b: b.Name} }
func (b *ServiceBox) spot() spot { return spot{a: b.Namespace, b: b.Name} }
func (b *SliceBox) spot() spot   { return spot{a: b.Namespace, b: b.Service, c: b.Name} }

// nodeSpot puts node-2 before node-10.
func nodeSpot(name string) spot { return spot{rank: len(name), a: name} }

// placement says that a Pod is on a node.
type placement struct{ node, namespace, name string }

func (p *placement) spot() spot { return spot{a: p.node, b: p.namespace, c: p.name} }

func podBox(o *api.Pod) PodBox {
	b := PodBox{
		Namespace: o.Namespace, Name: o.Name, IP: o.Status.PodIP, Node: o.Spec.NodeName,
		Labels: pairs(o.Labels), Ready: o.Ready(), Terminating: o.DeletionTimestamp != nil, Status: status(o), Workload: workload(o),
	}
	for _, c := range o.Status.ContainerStatuses {
		b.Restarts += int(c.RestartCount)
	}
	b.Failed = !b.Terminating && failedStatus[b.Status]
	return b
}

// failedStatus holds the words of the STATUS column that mean trouble, not a
// beginning.
var failedStatus = map[string]bool{
	"CrashLoopBackOff": true, "ErrImagePull": true, "ImagePullBackOff": true, "InvalidImageName": true, "Error": true, "Failed": true,
	"OOMKilled": true, "Evicted": true, "CreateContainerConfigError": true, "CreateContainerError": true, "RunContainerError": true,
	"ContainerStatusUnknown": true, "NodeLost": true,
}

// status sums a Pod up. Models kubectl's printPod, as far as containers that wait.
func status(o *api.Pod) string {
	for _, c := range o.Status.ContainerStatuses {
		if c.State.Waiting != nil && c.State.Waiting.Reason != "" {
			return c.State.Waiting.Reason
		}
		if c.State.Terminated != nil && c.State.Terminated.Reason != "" {
			return c.State.Terminated.Reason
		}
	}
	if o.Status.Reason != "" {
		return o.Status.Reason
	}
	return string(o.Status.Phase)
}

// workload is the name of what made the Pod, as its user knows it: of the
// Deployment and not of its ReplicaSet.
func workload(o *api.Pod) string {
	for _, r := range o.OwnerReferences {
		if r.Controller != nil && *r.Controller {
			return strings.TrimSuffix(r.Name, "-"+o.Labels[api.LabelPodTemplateHash])
		}
	}
	return ""
}

func serviceBox(o *api.Service) ServiceBox {
	b := ServiceBox{
		Namespace: o.Namespace, Name: o.Name, Type: o.Spec.Type, ClusterIP: o.Spec.ClusterIP, Ports: o.Spec.Ports, Selector: pairs(o.Spec.Selector),
		External: o.Spec.ExternalName, OutLocal: o.Spec.ExternalTrafficPolicy == "Local", Sticky: o.Spec.SessionAffinity == "ClientIP",
		InLocal: o.Spec.InternalTrafficPolicy != nil && *o.Spec.InternalTrafficPolicy == "Local",
	}
	for _, in := range o.Status.LoadBalancer.Ingress {
		if in.IP != "" {
			b.Addresses = append(b.Addresses, in.IP)
		}
	}
	return b
}
