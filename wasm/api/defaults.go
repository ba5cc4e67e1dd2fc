package api

import (
	"maps"
	"strings"
)

// ClientIPSeconds is how long sessionAffinity ClientIP keeps a client with its
// Pod when nothing else is said, in seconds.
const ClientIPSeconds int32 = 10800

// Default fills in what obj leaves out and the API server decides without
// looking at anything else. What needs the cluster (addresses, node ports,
// names, times) is not set here. Fields that are already set stay, so that
// Default twice is Default once.
//
// Models defaults.go of pkg/apis/core/v1, pkg/apis/discovery/v1 and
// pkg/apis/apps/v1.
func Default(obj Object) {
	switch o := obj.(type) {
	case *Service:
		defaultService(o)
	case *Pod:
		defaultPod(o)
	case *EndpointSlice:
		for i := range o.Ports {
			orElse(&o.Ports[i].Name, "")
			orElse(&o.Ports[i].Protocol, ProtocolTCP)
		}
	case *Endpoints:
		for _, subset := range o.Subsets {
			for i := range subset.Ports {
				orDefault(&subset.Ports[i].Protocol, ProtocolTCP)
			}
		}
	case *Deployment:
		defaultDeployment(o)
	case *ReplicaSet:
		orElse(&o.Spec.Replicas, 1)
		defaultTemplate(&o.Spec.Template.Spec)
	case *Custom:
		schemaOfKind(o.Kind).fill(o.Fields)
	case *StatefulSet:
		defaultStatefulSet(o)
	case *DaemonSet:
		defaultDaemonSet(o)
	case *Namespace:
		defaultNamespace(o)
	case *Secret:
		defaultSecret(o)
	case *IngressClass:
		if o.Spec.Parameters != nil {
			orElse(&o.Spec.Parameters.Scope, "Cluster")
		}
	case *Node:
		if s := &o.Spec; s.PodCIDR != "" && (len(s.PodCIDRs) == 0 || s.PodCIDRs[0] != s.PodCIDR) {
			s.PodCIDRs = []string{s.PodCIDR} // as Convert_v1_NodeSpec_To_core_NodeSpec does
		}
		if o.Status.Allocatable == nil {
			o.Status.Allocatable = maps.Clone(o.Status.Capacity)
		}
	}
}

// orDefault sets a field that has its zero value.
func orDefault[T comparable](p *T, value T) {
	var zero T
	if *p == zero {
		*p = value
	}
}

// orElse sets an optional field that is missing.
func orElse[T any](p **T, value T) {
	if *p == nil {
		*p = &value
	}
}

// defaultService models SetDefaults_Service.
func defaultService(svc *Service) {
	s := &svc.Spec
	orDefault(&s.SessionAffinity, SessionAffinityNone)
	defaultAffinityConfig(s)
	orDefault(&s.Type, ServiceTypeClusterIP)
	for i := range s.Ports {
		p := &s.Ports[i]
		orDefault(&p.Protocol, ProtocolTCP)
		if p.TargetPort == (IntOrString{}) || p.TargetPort == FromString("") {
			p.TargetPort = FromInt(p.Port)
		}
	}
	if ExternallyAccessible(svc) {
		orDefault(&s.ExternalTrafficPolicy, TrafficPolicyCluster)
	}
	switch s.Type {
	case ServiceTypeClusterIP, ServiceTypeNodePort, ServiceTypeLoadBalancer:
		orElse(&s.InternalTrafficPolicy, TrafficPolicyCluster)
	}
	if s.Type == ServiceTypeLoadBalancer {
		orElse(&s.AllocateLoadBalancerNodePorts, true)
		for i := range svc.Status.LoadBalancer.Ingress {
			if in := &svc.Status.LoadBalancer.Ingress[i]; in.IP != "" {
				orElse(&in.IPMode, "VIP")
			}
		}
	}
}

func defaultAffinityConfig(s *ServiceSpec) {
	switch s.SessionAffinity {
	case SessionAffinityNone:
		s.SessionAffinityConfig = nil
	case SessionAffinityClientIP:
		c := s.SessionAffinityConfig
		if c == nil || c.ClientIP == nil || c.ClientIP.TimeoutSeconds == nil {
			seconds := ClientIPSeconds
			s.SessionAffinityConfig = &SessionAffinityConfig{&ClientIPConfig{&seconds}}
		}
	}
}

// ExternallyAccessible reports whether a Service can be reached from outside
// the cluster. Models pkg/api/service ExternallyAccessible.
func ExternallyAccessible(svc *Service) bool {
	switch svc.Spec.Type {
	case ServiceTypeLoadBalancer, ServiceTypeNodePort:
		return true
	case ServiceTypeClusterIP:
		return len(svc.Spec.ExternalIPs) > 0
	}
	return false
}

// defaultDeployment models SetDefaults_Deployment.
func defaultDeployment(d *Deployment) {
	s := &d.Spec
	orElse(&s.Replicas, 1)
	orDefault(&s.Strategy.Type, StrategyRollingUpdate)
	if s.Strategy.Type == StrategyRollingUpdate {
		orElse(&s.Strategy.RollingUpdate, RollingUpdateDeployment{})
		orElse(&s.Strategy.RollingUpdate.MaxUnavailable, FromString("25%"))
		orElse(&s.Strategy.RollingUpdate.MaxSurge, FromString("25%"))
	}
	orElse(&s.RevisionHistoryLimit, 10)
	orElse(&s.ProgressDeadlineSeconds, 600)
	defaultTemplate(&s.Template.Spec)
}

// defaultStatefulSet models SetDefaults_StatefulSet. OnDelete has no bounds, and
// RollingUpdate none but those that are asked for.
func defaultStatefulSet(set *StatefulSet) {
	s := &set.Spec
	orDefault(&s.PodManagementPolicy, OrderedReady)
	u := &s.UpdateStrategy
	if u.Type == "" {
		u.Type = StrategyRollingUpdate
		orElse(&u.RollingUpdate, RollingUpdateStatefulSetStrategy{})
	}
	if u.Type == StrategyRollingUpdate && u.RollingUpdate != nil {
		orElse(&u.RollingUpdate.Partition, 0)
		orElse(&u.RollingUpdate.MaxUnavailable, FromInt(1))
	}
	orElse(&s.PersistentVolumeClaimRetentionPolicy, StatefulSetPersistentVolumeClaimRetentionPolicy{})
	orDefault(&s.PersistentVolumeClaimRetentionPolicy.WhenDeleted, "Retain")
	orDefault(&s.PersistentVolumeClaimRetentionPolicy.WhenScaled, "Retain")
	orElse(&s.Replicas, 1)
	orElse(&s.RevisionHistoryLimit, 10)
	defaultTemplate(&s.Template.Spec)
}

// defaultDaemonSet models SetDefaults_DaemonSet.
func defaultDaemonSet(d *DaemonSet) {
	s := &d.Spec
	orDefault(&s.UpdateStrategy.Type, StrategyRollingUpdate)
	if s.UpdateStrategy.Type == StrategyRollingUpdate {
		orElse(&s.UpdateStrategy.RollingUpdate, RollingUpdateDaemonSet{})
		orElse(&s.UpdateStrategy.RollingUpdate.MaxUnavailable, FromInt(1))
		orElse(&s.UpdateStrategy.RollingUpdate.MaxSurge, FromInt(0))
	}
	orElse(&s.RevisionHistoryLimit, 10)
	defaultTemplate(&s.Template.Spec)
}

// defaultNamespace models SetDefaults_Namespace and SetDefaults_NamespaceStatus.
func defaultNamespace(ns *Namespace) {
	if ns.Name != "" {
		if ns.Labels == nil {
			ns.Labels = map[string]string{}
		}
		ns.Labels[LabelMetadataName] = ns.Name
	}
	orDefault(&ns.Status.Phase, "Active")
}

// defaultPod models SetDefaults_Pod: what a template does not get by default,
// but each of its Pods.
func defaultPod(pod *Pod) {
	s := &pod.Spec
	if seconds := s.TerminationGracePeriodSeconds; seconds != nil && *seconds < 0 {
		*seconds = 1
	}
	orElse(&s.EnableServiceLinks, true)
	for _, containers := range [][]Container{s.InitContainers, s.Containers} {
		for i := range containers {
			defaultRequests(&containers[i].Resources)
			for j := range containers[i].Ports {
				if p := &containers[i].Ports[j]; s.HostNetwork {
					orDefault(&p.HostPort, p.ContainerPort)
				}
			}
		}
	}
	defaultTemplate(s)
	defaultPodIPs(&pod.Status)
}

// defaultRequests asks for what a container is limited to.
func defaultRequests(r *ResourceRequirements) {
	for name, limit := range r.Limits {
		if r.Requests == nil {
			r.Requests = ResourceList{}
		}
		if _, ok := r.Requests[name]; !ok {
			r.Requests[name] = limit
		}
	}
}

// defaultTemplate models SetDefaults_PodSpec with those of its parts.
func defaultTemplate(s *PodSpec) {
	for _, containers := range [][]Container{s.InitContainers, s.Containers} {
		for i := range containers {
			defaultContainer(&containers[i])
		}
	}
	orDefault(&s.ServiceAccountName, s.DeprecatedServiceAccount)
	s.DeprecatedServiceAccount = s.ServiceAccountName
	orDefault(&s.DNSPolicy, "ClusterFirst")
	orDefault(&s.RestartPolicy, "Always")
	if s.SecurityContext == nil {
		s.SecurityContext = Opaque("{}")
	}
	orElse(&s.TerminationGracePeriodSeconds, 30)
	orDefault(&s.SchedulerName, "default-scheduler")
}

// defaultPodIPs keeps podIP and podIPs in step. Models SetDefaults_PodStatus.
func defaultPodIPs(s *PodStatus) {
	switch {
	case s.PodIP != "" && (len(s.PodIPs) == 0 || s.PodIPs[0].IP != s.PodIP):
		s.PodIPs = []PodIP{{IP: s.PodIP}}
	case s.PodIP == "" && len(s.PodIPs) > 0:
		s.PodIP = s.PodIPs[0].IP
	}
}

func defaultContainer(c *Container) {
	pull := "IfNotPresent"
	if imageTag(c.Image) == "latest" {
		pull = "Always"
	}
	orDefault(&c.ImagePullPolicy, pull)
	orDefault(&c.TerminationMessagePath, "/dev/termination-log")
	orDefault(&c.TerminationMessagePolicy, "File")
	for i := range c.Ports {
		orDefault(&c.Ports[i].Protocol, ProtocolTCP)
	}
	for _, probe := range []*Probe{c.LivenessProbe, c.ReadinessProbe, c.StartupProbe} {
		if probe != nil {
			defaultProbe(probe)
		}
	}
	if l := c.Lifecycle; l != nil {
		for _, h := range []*LifecycleHandler{l.PostStart, l.PreStop} {
			if h != nil {
				defaultHTTPGet(h.HTTPGet)
			}
		}
	}
}

// defaultProbe models SetDefaults_Probe and SetDefaults_HTTPGetAction.
func defaultProbe(p *Probe) {
	orDefault(&p.TimeoutSeconds, 1)
	orDefault(&p.PeriodSeconds, 10)
	orDefault(&p.SuccessThreshold, 1)
	orDefault(&p.FailureThreshold, 3)
	defaultHTTPGet(p.HTTPGet)
	if p.GRPC != nil {
		orElse(&p.GRPC.Service, "")
	}
}

func defaultHTTPGet(get *HTTPGetAction) {
	if get != nil {
		orDefault(&get.Path, "/")
		orDefault(&get.Scheme, "HTTP")
	}
}

// imageTag returns the tag of an image reference, latest when it has neither
// tag nor digest, and "" when it has no tag or is no reference at all. Models
// pkg/util/parsers ParseImageName.
func imageTag(image string) string {
	rest, _, hasDigest := strings.Cut(image, "@")
	tag := ""
	if i := strings.LastIndexByte(rest, ':'); i > strings.LastIndexByte(rest, '/') {
		rest, tag = rest[:i], rest[i+1:]
	}
	if !isRepository(rest) {
		return ""
	}
	if tag == "" && !hasDigest {
		return "latest"
	}
	return tag
}

// isRepository reports whether name may name a repository, whose path is lower
// case. A first part that looks like a host is not held to that.
func isRepository(name string) bool {
	if host, path, ok := strings.Cut(name, "/"); ok && (host == "localhost" || strings.ContainsAny(host, ".:") || strings.ToLower(host) != host) {
		name = path
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789._-") != "" || strings.Trim(part, "._-") != part {
			return false
		}
	}
	return true
}
