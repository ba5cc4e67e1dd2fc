package api

import (
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// validateContainers models the function of that name.
func validateContainers(path *field.Path, s *PodSpec) field.ErrorList {
	containers := s.Containers
	if len(containers) == 0 {
		return field.ErrorList{field.Required(path, "")}
	}
	var errs field.ErrorList
	var names []string
	for i := range containers {
		c, at := &containers[i], path.Index(i)
		errs = append(errs, validateContainer(at, c)...)
		if slices.Contains(names, c.Name) {
			errs = append(errs, field.Duplicate(at.Child("name"), c.Name))
		}
		names = append(names, c.Name)
		errs = append(errs, validateLifecycle(at.Child("lifecycle"), c, s)...)
		errs = append(errs, validateProbes(at, c)...)
		errs = append(errs, validateContainerRestartPolicy(at, c)...)
	}
	return append(errs, validateHostPorts(path, containers)...)
}

// validateContainerRestartPolicy models the function of that name, without
// restartPolicyRules.
func validateContainerRestartPolicy(path *field.Path, c *Container) field.ErrorList {
	policies := []string{"Always", "Never", "OnFailure"}
	if p := c.RestartPolicy; p != nil && !slices.Contains(policies, *p) {
		return field.ErrorList{field.NotSupported(path.Child("restartPolicy"), enum(*p), policies)}
	}
	return nil
}

// validateInitContainers models the function of that name.
func validateInitContainers(path *field.Path, s *PodSpec) field.ErrorList {
	var errs field.ErrorList
	var names []string
	for _, c := range s.Containers {
		names = append(names, c.Name)
	}
	for i := range s.InitContainers {
		c, at := &s.InitContainers[i], path.Index(i)
		errs = append(errs, validateContainer(at, c)...)
		errs = append(errs, validateContainerRestartPolicy(at, c)...)
		if slices.Contains(names, c.Name) {
			errs = append(errs, field.Duplicate(at.Child("name"), c.Name))
		} else if c.Name != "" {
			names = append(names, c.Name)
		}
		errs = append(errs, validateHostPorts(path, s.InitContainers[i:i+1])...)
		if c.RestartPolicy != nil && *c.RestartPolicy == "Always" {
			errs = append(errs, validateLifecycle(at.Child("lifecycle"), c, s)...)
			errs = append(errs, validateProbes(at, c)...)
			continue
		}
		for _, f := range []struct {
			name string
			set  bool
		}{
			{"lifecycle", c.Lifecycle != nil}, {"livenessProbe", c.LivenessProbe != nil},
			{"readinessProbe", c.ReadinessProbe != nil}, {"startupProbe", c.StartupProbe != nil},
		} {
			if f.set {
				errs = append(errs, field.Forbidden(at.Child(f.name), "may not be set for init containers without restartPolicy=Always"))
			}
		}
	}
	return errs
}

// validateContainer models validateContainerCommon, for the fields that have a
// type here.
func validateContainer(path *field.Path, c *Container) field.ErrorList {
	var errs field.ErrorList
	if c.Name == "" {
		errs = append(errs, field.Required(path.Child("name"), ""))
	} else {
		errs = append(errs, validateDNS1123Label(path.Child("name"), c.Name)...)
	}
	if c.Image == "" {
		errs = append(errs, field.Required(path.Child("image"), ""))
	}
	errs = append(errs, oneOf(path.Child("terminationMessagePolicy"), c.TerminationMessagePolicy, "File", "FallbackToLogsOnError")...)
	errs = append(errs, validateContainerPorts(path.Child("ports"), c.Ports)...)
	for i, e := range c.Env {
		at := path.Child("env").Index(i).Child("name")
		if e.Name == "" {
			errs = append(errs, field.Required(at, ""))
		} else {
			errs = append(errs, invalid(at, e.Name, isRelaxedEnvVarName(e.Name))...)
		}
	}
	return append(errs, oneOf(path.Child("imagePullPolicy"), c.ImagePullPolicy, "Always", "IfNotPresent", "Never")...)
}

// validateContainerPorts models the function of that name.
func validateContainerPorts(path *field.Path, ports []ContainerPort) field.ErrorList {
	var errs field.ErrorList
	var names []string
	for i, p := range ports {
		at := path.Index(i)
		if p.Name != "" {
			faults := IsValidPortName(p.Name)
			errs = append(errs, invalid(at.Child("name"), p.Name, faults)...)
			if len(faults) == 0 && slices.Contains(names, p.Name) {
				errs = append(errs, field.Duplicate(at.Child("name"), p.Name))
			}
			names = append(names, p.Name)
		}
		if p.ContainerPort == 0 {
			errs = append(errs, field.Required(at.Child("containerPort"), ""))
		} else {
			errs = append(errs, validatePort(at.Child("containerPort"), p.ContainerPort)...)
		}
		if p.HostPort != 0 {
			errs = append(errs, validatePort(at.Child("hostPort"), p.HostPort)...)
		}
		errs = append(errs, validateProtocol(at.Child("protocol"), p.Protocol)...)
	}
	return errs
}

// validateHostPorts refuses a port of the node that containers claim twice.
// Models AccumulateUniqueHostPorts.
func validateHostPorts(path *field.Path, containers []Container) field.ErrorList {
	var errs field.ErrorList
	var taken []string
	for i, c := range containers {
		for j, p := range c.Ports {
			if p.HostPort == 0 {
				continue
			}
			key := fmt.Sprintf("%s/%s/%d", p.Protocol, p.HostIP, p.HostPort)
			if slices.Contains(taken, key) {
				errs = append(errs, field.Duplicate(path.Index(i).Child("ports").Index(j).Child("hostPort"), key))
			}
			taken = append(taken, key)
		}
	}
	return errs
}

// validateProbes models validateLivenessProbe, validateReadinessProbe and
// validateStartupProbe.
func validateProbes(path *field.Path, c *Container) field.ErrorList {
	var errs field.ErrorList
	const threshold = "must be 1"
	if p, at := c.LivenessProbe, path.Child("livenessProbe"); p != nil {
		errs = append(errs, validateProbe(at, p)...)
		if p.SuccessThreshold != 1 {
			errs = append(errs, field.Invalid(at.Child("successThreshold"), p.SuccessThreshold, threshold))
		}
	}
	if p, at := c.ReadinessProbe, path.Child("readinessProbe"); p != nil {
		errs = append(errs, validateProbe(at, p)...)
		if p.TerminationGracePeriodSeconds != nil {
			errs = append(errs, field.Invalid(at.Child("terminationGracePeriodSeconds"), *p.TerminationGracePeriodSeconds, "must not be set for readinessProbes"))
		}
	}
	if p, at := c.StartupProbe, path.Child("startupProbe"); p != nil {
		errs = append(errs, validateProbe(at, p)...)
		if p.SuccessThreshold != 1 {
			errs = append(errs, field.Invalid(at.Child("successThreshold"), p.SuccessThreshold, threshold))
		}
	}
	return errs
}

func validateProbe(path *field.Path, p *Probe) field.ErrorList {
	errs := validateProbeHandler(path, &p.ProbeHandler)
	for _, f := range []struct {
		name  string
		value int32
	}{
		{"initialDelaySeconds", p.InitialDelaySeconds}, {"timeoutSeconds", p.TimeoutSeconds}, {"periodSeconds", p.PeriodSeconds},
		{"successThreshold", p.SuccessThreshold}, {"failureThreshold", p.FailureThreshold},
	} {
		errs = append(errs, validateNotNegative(path.Child(f.name), int64(f.value))...)
	}
	if seconds := p.TerminationGracePeriodSeconds; seconds != nil && *seconds <= 0 {
		errs = append(errs, field.Invalid(path.Child("terminationGracePeriodSeconds"), *seconds, "must be greater than 0"))
	}
	return errs
}

// validateProbeHandler models validateHandler.
func validateProbeHandler(path *field.Path, h *ProbeHandler) field.ErrorList {
	return validateHandler(path, h, nil, nil)
}

// validateLifecycle models the function of that name; the system is not looked
// at by name.
func validateLifecycle(path *field.Path, c *Container, s *PodSpec) field.ErrorList {
	var errs field.ErrorList
	l := c.Lifecycle
	if l == nil {
		return nil
	}
	for _, f := range []struct {
		name string
		h    *LifecycleHandler
	}{{"postStart", l.PostStart}, {"preStop", l.PreStop}} {
		if h := f.h; h != nil {
			errs = append(errs, validateHandler(path.Child(f.name), &ProbeHandler{h.Exec, h.HTTPGet, h.TCPSocket, nil}, h.Sleep, s.TerminationGracePeriodSeconds)...)
		}
	}
	if l.StopSignal != nil && len(s.OS) == 0 {
		errs = append(errs, field.Forbidden(path.Child("stopSignal"), "may not be set for containers with empty `spec.os.name`"))
	}
	return errs
}

func validateHandler(path *field.Path, h *ProbeHandler, sleep *SleepAction, grace *int64) field.ErrorList {
	var errs field.ErrorList
	var handlers int
	add := func(name string, set bool, validate func(*field.Path) field.ErrorList) {
		switch {
		case !set:
		case handlers > 0:
			errs = append(errs, field.Forbidden(path.Child(name), "may not specify more than 1 handler type"))
		default:
			handlers++
			errs = append(errs, validate(path.Child(name))...)
		}
	}
	add("exec", h.Exec != nil, func(at *field.Path) field.ErrorList {
		if len(h.Exec.Command) == 0 {
			return field.ErrorList{field.Required(at.Child("command"), "")}
		}
		return nil
	})
	add("httpGet", h.HTTPGet != nil, func(at *field.Path) field.ErrorList { return validateHTTPGet(at, h.HTTPGet) })
	add("tcpSocket", h.TCPSocket != nil, func(at *field.Path) field.ErrorList { return validatePortOrName(at.Child("port"), h.TCPSocket.Port) })
	add("grpc", h.GRPC != nil, func(at *field.Path) field.ErrorList { return validatePort(at.Child("port"), h.GRPC.Port) })
	add("sleep", sleep != nil, func(at *field.Path) field.ErrorList {
		if grace != nil && (sleep.Seconds < 0 || sleep.Seconds > *grace) {
			return field.ErrorList{field.Invalid(at, sleep.Seconds, fmt.Sprintf("must be non-negative and less than terminationGracePeriodSeconds (%d)", *grace))}
		}
		return nil
	})
	if handlers == 0 {
		errs = append(errs, field.Required(path, "must specify a handler type"))
	}
	return errs
}

// validateHTTPGet models validateHTTPGetAction.
func validateHTTPGet(path *field.Path, get *HTTPGetAction) field.ErrorList {
	var errs field.ErrorList
	if get.Path == "" {
		errs = append(errs, field.Required(path.Child("path"), ""))
	}
	errs = append(errs, validatePortOrName(path.Child("port"), get.Port)...)
	schemes := []string{"HTTP", "HTTPS"}
	if !slices.Contains(schemes, get.Scheme) {
		errs = append(errs, field.NotSupported(path.Child("scheme"), enum(get.Scheme), schemes))
	}
	for _, h := range get.HTTPHeaders {
		errs = append(errs, invalid(path.Child("httpHeaders"), h.Name, isHTTPHeaderName(h.Name))...)
	}
	return errs
}
