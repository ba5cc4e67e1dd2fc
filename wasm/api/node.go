package api

// Labels that the kubelet and the cloud put on nodes.
const (
	LabelHostname = "kubernetes.io/hostname"
	LabelZone     = "topology.kubernetes.io/zone"
)

// LabelMetadataName is on every Namespace and holds its name.
const LabelMetadataName = "kubernetes.io/metadata.name"

// Node is a machine that runs Pods and a kube-proxy.
type Node struct {
	TypeMeta   `json:",inline"`
	ObjectMeta `json:"metadata,omitempty"`
	Spec       NodeSpec   `json:"spec,omitempty"`
	Status     NodeStatus `json:"status,omitempty"`
}

// NodeSpec is how the cluster sees the machine.
type NodeSpec struct {
	PodCIDR             string   `json:"podCIDR,omitempty"`
	PodCIDRs            []string `json:"podCIDRs,omitempty"`
	ProviderID          string   `json:"providerID,omitempty"`
	Unschedulable       bool     `json:"unschedulable,omitempty"`
	Taints              []Taint  `json:"taints,omitempty"`
	ConfigSource        Opaque   `json:"configSource,omitempty"`
	DoNotUseExternalID  string   `json:"externalID,omitempty"`
	PodPreemptionPolicy Opaque   `json:"podPreemptionPolicy,omitempty"`
}

// Taint keeps Pods that do not tolerate it off a node.
type Taint struct {
	Key       string `json:"key"`
	Value     string `json:"value,omitempty"`
	Effect    string `json:"effect"`
	TimeAdded *Time  `json:"timeAdded,omitempty"`
}

// NodeStatus is what the kubelet reports.
type NodeStatus struct {
	Capacity         ResourceList        `json:"capacity,omitempty"`
	Allocatable      ResourceList        `json:"allocatable,omitempty"`
	Phase            string              `json:"phase,omitempty"`
	Conditions       []NodeCondition     `json:"conditions,omitempty"`
	Addresses        []NodeAddress       `json:"addresses,omitempty"`
	DaemonEndpoints  NodeDaemonEndpoints `json:"daemonEndpoints"`
	NodeInfo         NodeSystemInfo      `json:"nodeInfo"`
	Images           []ContainerImage    `json:"images,omitempty"`
	VolumesInUse     []string            `json:"volumesInUse,omitempty"`
	VolumesAttached  Opaque              `json:"volumesAttached,omitempty"`
	Config           Opaque              `json:"config,omitempty"`
	RuntimeHandlers  Opaque              `json:"runtimeHandlers,omitempty"`
	Features         Opaque              `json:"features,omitempty"`
	DeclaredFeatures []string            `json:"declaredFeatures,omitempty"`
}

// NodeDaemonEndpoints tells where the kubelet listens.
type NodeDaemonEndpoints struct {
	KubeletEndpoint DaemonEndpoint `json:"kubeletEndpoint"`
}

// DaemonEndpoint is a port of a node.
type DaemonEndpoint struct {
	Port int32 `json:"Port"`
}

// ContainerImage is an image that a node holds.
type ContainerImage struct {
	Names     []string `json:"names"`
	SizeBytes int64    `json:"sizeBytes,omitempty"`
}

// NodeCondition is a dated statement about a node.
type NodeCondition struct {
	Type               string `json:"type"`
	Status             string `json:"status"`
	LastHeartbeatTime  Time   `json:"lastHeartbeatTime"`
	LastTransitionTime Time   `json:"lastTransitionTime"`
	Reason             string `json:"reason,omitempty"`
	Message            string `json:"message,omitempty"`
}

// NodeAddress is an address of a node with its kind: InternalIP, Hostname, …
type NodeAddress struct {
	Type    string `json:"type"`
	Address string `json:"address"`
}

// NodeSystemInfo names the software on a node.
type NodeSystemInfo struct {
	MachineID               string `json:"machineID"`
	SystemUUID              string `json:"systemUUID"`
	BootID                  string `json:"bootID"`
	KernelVersion           string `json:"kernelVersion"`
	OSImage                 string `json:"osImage"`
	ContainerRuntimeVersion string `json:"containerRuntimeVersion"`
	KubeletVersion          string `json:"kubeletVersion"`
	KubeProxyVersion        string `json:"kubeProxyVersion"`
	OperatingSystem         string `json:"operatingSystem"`
	Architecture            string `json:"architecture"`
	Swap                    Opaque `json:"swap,omitempty"`
	RunningInUserNamespace  *bool  `json:"runningInUserNamespace,omitempty"`
}

// InternalIP returns the node's address inside its network, or "".
func (n *Node) InternalIP() string {
	for _, a := range n.Status.Addresses {
		if a.Type == "InternalIP" {
			return a.Address
		}
	}
	return ""
}

// Namespace groups objects by name.
type Namespace struct {
	TypeMeta   `json:",inline"`
	ObjectMeta `json:"metadata,omitempty"`
	Spec       NamespaceSpec   `json:"spec,omitempty"`
	Status     NamespaceStatus `json:"status,omitempty"`
}

// NamespaceSpec lists who must let go before a Namespace can end.
type NamespaceSpec struct {
	Finalizers []string `json:"finalizers,omitempty"`
}

// NamespaceStatus tells whether a Namespace is Active or Terminating.
type NamespaceStatus struct {
	Phase      string               `json:"phase,omitempty"`
	Conditions []NamespaceCondition `json:"conditions,omitempty"`
}

// NamespaceCondition is a dated statement about a Namespace that is ending.
type NamespaceCondition struct {
	Type               string `json:"type"`
	Status             string `json:"status"`
	LastTransitionTime Time   `json:"lastTransitionTime"`
	Reason             string `json:"reason,omitempty"`
	Message            string `json:"message,omitempty"`
}
