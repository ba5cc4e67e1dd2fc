package api

// PodSpec is what the user wants of a Pod. Fields of type Opaque are accepted,
// kept and printed, but nothing in the miniature cluster acts on them.
type PodSpec struct {
	Volumes                       Opaque             `json:"volumes,omitempty"`
	InitContainers                []Container        `json:"initContainers,omitempty"`
	Containers                    []Container        `json:"containers"`
	EphemeralContainers           Opaque             `json:"ephemeralContainers,omitempty"`
	RestartPolicy                 string             `json:"restartPolicy,omitempty"`
	TerminationGracePeriodSeconds *int64             `json:"terminationGracePeriodSeconds,omitempty"`
	ActiveDeadlineSeconds         *int64             `json:"activeDeadlineSeconds,omitempty"`
	DNSPolicy                     string             `json:"dnsPolicy,omitempty"`
	NodeSelector                  map[string]string  `json:"nodeSelector,omitempty"`
	ServiceAccountName            string             `json:"serviceAccountName,omitempty"`
	DeprecatedServiceAccount      string             `json:"serviceAccount,omitempty"`
	AutomountServiceAccountToken  *bool              `json:"automountServiceAccountToken,omitempty"`
	NodeName                      string             `json:"nodeName,omitempty"`
	HostNetwork                   bool               `json:"hostNetwork,omitempty"`
	HostPID                       bool               `json:"hostPID,omitempty"`
	HostIPC                       bool               `json:"hostIPC,omitempty"`
	ShareProcessNamespace         *bool              `json:"shareProcessNamespace,omitempty"`
	SecurityContext               Opaque             `json:"securityContext,omitempty"`
	ImagePullSecrets              Opaque             `json:"imagePullSecrets,omitempty"`
	Hostname                      string             `json:"hostname,omitempty"`
	Subdomain                     string             `json:"subdomain,omitempty"`
	Affinity                      *Affinity          `json:"affinity,omitempty"`
	SchedulerName                 string             `json:"schedulerName,omitempty"`
	Tolerations                   []Toleration       `json:"tolerations,omitempty"`
	HostAliases                   Opaque             `json:"hostAliases,omitempty"`
	PriorityClassName             string             `json:"priorityClassName,omitempty"`
	Priority                      *int32             `json:"priority,omitempty"`
	DNSConfig                     *PodDNSConfig      `json:"dnsConfig,omitempty"`
	ReadinessGates                []PodReadinessGate `json:"readinessGates,omitempty"`
	RuntimeClassName              *string            `json:"runtimeClassName,omitempty"`
	EnableServiceLinks            *bool              `json:"enableServiceLinks,omitempty"`
	PreemptionPolicy              *string            `json:"preemptionPolicy,omitempty"`
	Overhead                      ResourceList       `json:"overhead,omitempty"`
	TopologySpreadConstraints     Opaque             `json:"topologySpreadConstraints,omitempty"`
	SetHostnameAsFQDN             *bool              `json:"setHostnameAsFQDN,omitempty"`
	OS                            Opaque             `json:"os,omitempty"`
	HostUsers                     *bool              `json:"hostUsers,omitempty"`
	SchedulingGates               Opaque             `json:"schedulingGates,omitempty"`
	ResourceClaims                Opaque             `json:"resourceClaims,omitempty"`
	Resources                     Opaque             `json:"resources,omitempty"`
	HostnameOverride              *string            `json:"hostnameOverride,omitempty"`
	SchedulingGroup               Opaque             `json:"schedulingGroup,omitempty"`
	EvictionResponders            Opaque             `json:"evictionResponders,omitempty"`
}

// PodDNSConfig is what a Pod's resolv.conf says beside what its dnsPolicy puts there.
type PodDNSConfig struct {
	Nameservers []string             `json:"nameservers,omitempty"`
	Searches    []string             `json:"searches,omitempty"`
	Options     []PodDNSConfigOption `json:"options,omitempty"`
}

// PodDNSConfigOption is an option of a resolv.conf.
type PodDNSConfigOption struct {
	Name  string  `json:"name,omitempty"`
	Value *string `json:"value,omitempty"`
}

// PodReadinessGate names a condition that has to be True before a Pod is ready.
type PodReadinessGate struct {
	ConditionType string `json:"conditionType"`
}

// Toleration lets a Pod onto nodes with a matching Taint.
type Toleration struct {
	Key               string `json:"key,omitempty"`
	Operator          string `json:"operator,omitempty"`
	Value             string `json:"value,omitempty"`
	Effect            string `json:"effect,omitempty"`
	TolerationSeconds *int64 `json:"tolerationSeconds,omitempty"`
}
