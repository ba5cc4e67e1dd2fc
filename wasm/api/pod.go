package api

// PodPhase sums up where a Pod is in its life.
type PodPhase string

// The Pod phases.
const (
	PodPending   PodPhase = "Pending"
	PodRunning   PodPhase = "Running"
	PodSucceeded PodPhase = "Succeeded"
	PodFailed    PodPhase = "Failed"
)

// Pod is one or more containers that share an address.
type Pod struct {
	TypeMeta   `json:",inline"`
	ObjectMeta `json:"metadata,omitempty"`
	Spec       PodSpec   `json:"spec,omitempty"`
	Status     PodStatus `json:"status,omitempty"`
}

// PodStatus is what the kubelet reports of a Pod.
type PodStatus struct {
	ObservedGeneration                   int64             `json:"observedGeneration,omitempty"`
	Phase                                PodPhase          `json:"phase,omitempty"`
	Conditions                           []PodCondition    `json:"conditions,omitempty"`
	Message                              string            `json:"message,omitempty"`
	Reason                               string            `json:"reason,omitempty"`
	NominatedNodeName                    string            `json:"nominatedNodeName,omitempty"`
	HostIP                               string            `json:"hostIP,omitempty"`
	HostIPs                              []HostIP          `json:"hostIPs,omitempty"`
	PodIP                                string            `json:"podIP,omitempty"`
	PodIPs                               []PodIP           `json:"podIPs,omitempty"`
	StartTime                            *Time             `json:"startTime,omitempty"`
	InitContainerStatuses                []ContainerStatus `json:"initContainerStatuses,omitempty"`
	ContainerStatuses                    []ContainerStatus `json:"containerStatuses,omitempty"`
	QOSClass                             string            `json:"qosClass,omitempty"`
	EphemeralContainerStatuses           []ContainerStatus `json:"ephemeralContainerStatuses,omitempty"`
	Resize                               string            `json:"resize,omitempty"`
	ResourceClaimStatuses                Opaque            `json:"resourceClaimStatuses,omitempty"`
	ExtendedResourceClaimStatus          Opaque            `json:"extendedResourceClaimStatus,omitempty"`
	AllocatedResources                   ResourceList      `json:"allocatedResources,omitempty"`
	Resources                            Opaque            `json:"resources,omitempty"`
	NodeAllocatableResourceClaimStatuses Opaque            `json:"nodeAllocatableResourceClaimStatuses,omitempty"`
	VolumeHealth                         Opaque            `json:"volumeHealth,omitempty"`
}

// HostIP is an address of the Pod's node.
type HostIP struct {
	IP string `json:"ip"`
}

// PodIP is an address of a Pod.
type PodIP struct {
	IP string `json:"ip"`
}

// PodCondition is a dated statement about a Pod.
type PodCondition struct {
	Type               string `json:"type"`
	ObservedGeneration int64  `json:"observedGeneration,omitempty"`
	Status             string `json:"status"`
	LastProbeTime      *Time  `json:"lastProbeTime"`
	LastTransitionTime Time   `json:"lastTransitionTime"`
	Reason             string `json:"reason,omitempty"`
	Message            string `json:"message,omitempty"`
}

// The Pod conditions.
const (
	PodScheduled             = "PodScheduled"
	PodReadyToStartContainer = "PodReadyToStartContainers"
	PodInitialized           = "Initialized"
	ContainersReady          = "ContainersReady"
	PodReady                 = "Ready"
)

// ContainerStatus tells how one container fares.
type ContainerStatus struct {
	Name                     string         `json:"name"`
	State                    ContainerState `json:"state,omitempty"`
	LastState                ContainerState `json:"lastState,omitempty"`
	Ready                    bool           `json:"ready"`
	RestartCount             int32          `json:"restartCount"`
	Image                    string         `json:"image"`
	ImageID                  string         `json:"imageID"`
	ContainerID              string         `json:"containerID,omitempty"`
	Started                  *bool          `json:"started,omitempty"`
	AllocatedResources       ResourceList   `json:"allocatedResources,omitempty"`
	Resources                Opaque         `json:"resources,omitempty"`
	VolumeMounts             Opaque         `json:"volumeMounts,omitempty"`
	User                     Opaque         `json:"user,omitempty"`
	AllocatedResourcesStatus Opaque         `json:"allocatedResourcesStatus,omitempty"`
	StopSignal               *string        `json:"stopSignal,omitempty"`
}

// ContainerState holds at most one of its fields.
type ContainerState struct {
	Waiting    *ContainerStateWaiting    `json:"waiting,omitempty"`
	Running    *ContainerStateRunning    `json:"running,omitempty"`
	Terminated *ContainerStateTerminated `json:"terminated,omitempty"`
}

// ContainerStateWaiting says why a container has not started.
type ContainerStateWaiting struct {
	Reason  string `json:"reason,omitempty"`
	Message string `json:"message,omitempty"`
}

// ContainerStateRunning says since when a container runs.
type ContainerStateRunning struct {
	StartedAt Time `json:"startedAt"`
}

// ContainerStateTerminated says how a container ended.
type ContainerStateTerminated struct {
	ExitCode    int32  `json:"exitCode"`
	Signal      int32  `json:"signal,omitempty"`
	Reason      string `json:"reason,omitempty"`
	Message     string `json:"message,omitempty"`
	StartedAt   Time   `json:"startedAt"`
	FinishedAt  Time   `json:"finishedAt"`
	ContainerID string `json:"containerID,omitempty"`
}

// Condition returns the status of the named condition, "" when it is not there.
func (p *Pod) Condition(kind string) string {
	for _, c := range p.Status.Conditions {
		if c.Type == kind {
			return c.Status
		}
	}
	return ""
}

// Ended reports whether all containers of the Pod have ended for good, and it has
// given back its addresses. Models pkg/api/v1/pod IsPodTerminal.
func (p *Pod) Ended() bool { return p.Status.Phase == PodSucceeded || p.Status.Phase == PodFailed }

// Ready reports whether the Pod's Ready condition is True.
func (p *Pod) Ready() bool { return p.Condition(PodReady) == "True" }
