package api

// PodSpec is what the user wants of a Pod. Fields of type Opaque are accepted,
// kept and printed, but nothing in the miniature cluster acts on them.
type PodSpec struct {
	Volumes                       Opaque            `json:"volumes,omitempty"`
	InitContainers                Opaque            `json:"initContainers,omitempty"`
	Containers                    []Container       `json:"containers"`
	RestartPolicy                 string            `json:"restartPolicy,omitempty"`
	TerminationGracePeriodSeconds *int64            `json:"terminationGracePeriodSeconds,omitempty"`
	DNSPolicy                     string            `json:"dnsPolicy,omitempty"`
	NodeSelector                  map[string]string `json:"nodeSelector,omitempty"`
	ServiceAccountName            string            `json:"serviceAccountName,omitempty"`
	NodeName                      string            `json:"nodeName,omitempty"`
	SecurityContext               Opaque            `json:"securityContext,omitempty"`
	Hostname                      string            `json:"hostname,omitempty"`
	Subdomain                     string            `json:"subdomain,omitempty"`
	SchedulerName                 string            `json:"schedulerName,omitempty"`
}

// Container is one process image of a Pod.
type Container struct {
	Name            string          `json:"name"`
	Image           string          `json:"image,omitempty"`
	Command         []string        `json:"command,omitempty"`
	Args            []string        `json:"args,omitempty"`
	Ports           []ContainerPort `json:"ports,omitempty"`
	Env             Opaque          `json:"env,omitempty"`
	Resources       Opaque          `json:"resources,omitempty"`
	ImagePullPolicy string          `json:"imagePullPolicy,omitempty"`
}

// ContainerPort documents a port. It opens nothing: what a container listens
// on is its image's affair.
type ContainerPort struct {
	Name          string   `json:"name,omitempty"`
	HostPort      int32    `json:"hostPort,omitempty"`
	ContainerPort int32    `json:"containerPort"`
	Protocol      Protocol `json:"protocol,omitempty"`
	HostIP        string   `json:"hostIP,omitempty"`
}
