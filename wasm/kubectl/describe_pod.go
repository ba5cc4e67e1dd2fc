package kubectl

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"svclab/wasm/api"
)

// pod models kubectl pkg/describe describePod, for the fields that the
// miniature cluster knows.
func (d *description) pod(pod *api.Pod) {
	d.line(0, "Name:\t%s", pod.Name)
	d.line(0, "Namespace:\t%s", pod.Namespace)
	if pod.Spec.Priority != nil {
		d.line(0, "Priority:\t%d", *pod.Spec.Priority)
	}
	d.optional("Service Account", pod.Spec.ServiceAccountName)
	if pod.Spec.NodeName == "" {
		d.line(0, "Node:\t<none>")
	} else {
		d.line(0, "Node:\t%s/%s", pod.Spec.NodeName, pod.Status.HostIP)
	}
	if pod.Status.StartTime != nil {
		d.line(0, "Start Time:\t%s", date(*pod.Status.StartTime))
	}
	d.labels("Labels", pod.Labels)
	d.annotations(pod.Annotations)
	d.podStatus(pod)
	d.line(0, "IP:\t%s", pod.Status.PodIP)
	d.podIPs(pod)
	d.controlledBy(&pod.ObjectMeta)
	d.containers("Init Containers", pod.Spec.InitContainers, pod)
	d.containers("Containers", pod.Spec.Containers, pod)
	if len(pod.Spec.ReadinessGates) > 0 {
		d.line(0, "Readiness Gates:\n  Type\tStatus")
		for _, g := range pod.Spec.ReadinessGates {
			d.line(1, "%s \t%s ", g.ConditionType, orNone(pod.Condition(g.ConditionType)))
		}
	}
	if len(pod.Status.Conditions) > 0 {
		d.line(0, "Conditions:")
		d.line(1, "Type\tStatus")
		for _, c := range pod.Status.Conditions {
			d.line(1, "%s \t%s ", c.Type, c.Status)
		}
	}
	d.volumes(pod.Spec.Volumes)
	d.line(0, "QoS Class:\t%s", pod.Status.QOSClass)
	d.labels("Node-Selectors", pod.Spec.NodeSelector)
	d.tolerations(pod.Spec.Tolerations)
}

func (d *description) podStatus(pod *api.Pod) {
	if pod.DeletionTimestamp != nil && !pod.Ended() {
		d.line(0, "Status:\tTerminating (lasts %s)", since(d.now, *pod.DeletionTimestamp))
		if pod.DeletionGracePeriodSeconds != nil {
			d.line(0, "Termination Grace Period:\t%ds", *pod.DeletionGracePeriodSeconds)
		}
	} else {
		d.line(0, "Status:\t%s", pod.Status.Phase)
	}
	d.optional("Reason", pod.Status.Reason)
	d.optional("Message", pod.Status.Message)
}

func (d *description) podIPs(pod *api.Pod) {
	if len(pod.Status.PodIPs) == 0 {
		d.line(0, "IPs:\t<none>")
		return
	}
	d.line(0, "IPs:")
	for _, ip := range pod.Status.PodIPs {
		d.line(1, "IP:\t%s", ip.IP)
	}
}

// statusOf returns the status of a container, nil when there is none or no Pod.
func statusOf(pod *api.Pod, container string) *api.ContainerStatus {
	if pod == nil {
		return nil
	}
	for _, list := range [][]api.ContainerStatus{pod.Status.ContainerStatuses, pod.Status.InitContainerStatuses} {
		for i := range list {
			if list[i].Name == container {
				return &list[i]
			}
		}
	}
	return nil
}

// containers describes the containers of a Pod, or those of a template, whose
// pod is nil.
func (d *description) containers(title string, all []api.Container, pod *api.Pod) {
	if len(all) > 0 {
		d.line(0, "%s%s:", d.space, title)
	}
	for i := range all {
		d.container(&all[i], statusOf(pod, all[i].Name))
	}
}

// container models kubectl pkg/describe describeContainers; status may be nil.
func (d *description) container(c *api.Container, status *api.ContainerStatus) {
	d.line(1, "%s%s:", d.nameSpace(), c.Name)
	if status != nil {
		d.line(2, "Container ID:\t%s", status.ContainerID)
	}
	d.line(2, "Image:\t%s", c.Image)
	if status != nil {
		d.line(2, "Image ID:\t%s", status.ImageID)
	}
	d.ports("Port", c.Ports, func(p api.ContainerPort) int32 { return p.ContainerPort })
	d.ports("Host Port", c.Ports, func(p api.ContainerPort) int32 { return p.HostPort })
	d.words("Command:", c.Command)
	d.words("Args:", c.Args)
	if status != nil {
		d.state("State", status.State)
		if status.LastState.Terminated != nil {
			d.state("Last State", status.LastState)
		}
		d.line(2, "Ready:\t%s", titled(status.Ready))
		d.line(2, "Restart Count:\t%d", status.RestartCount)
	}
	d.resources("Limits", c.Resources.Limits)
	d.resources("Requests", c.Resources.Requests)
	d.probe("Liveness", c.LivenessProbe)
	d.probe("Readiness", c.ReadinessProbe)
	d.probe("Startup", c.StartupProbe)
	d.environment(c.Env)
	d.mounts(c.VolumeMounts)
}

// probe models kubectl pkg/describe DescribeProbe.
func (d *description) probe(title string, p *api.Probe) {
	if p == nil {
		return
	}
	text := "unknown"
	switch {
	case p.Exec != nil:
		text = fmt.Sprintf("exec %v", p.Exec.Command)
	case p.HTTPGet != nil:
		host := p.HTTPGet.Host
		if strings.Contains(host, ":") {
			host = "[" + host + "]"
		}
		path := p.HTTPGet.Path
		if path != "" && path[0] != '/' {
			path = "/" + path
		}
		text = "http-get " + strings.ToLower(p.HTTPGet.Scheme) + "://" + host + ":" + p.HTTPGet.Port.String() + path
	case p.TCPSocket != nil:
		text = "tcp-socket " + p.TCPSocket.Host + ":" + p.TCPSocket.Port.String()
	case p.GRPC != nil && p.GRPC.Service != nil:
		text = fmt.Sprintf("grpc <pod>:%d %s", p.GRPC.Port, *p.GRPC.Service)
	}
	d.line(2, "%s:\t%s delay=%ds timeout=%ds period=%ds successThreshold=%d failureThreshold=%d", title, text,
		p.InitialDelaySeconds, p.TimeoutSeconds, p.PeriodSeconds, p.SuccessThreshold, p.FailureThreshold)
}

// ports writes one line for all ports; its title tells whether they are many.
func (d *description) ports(title string, ports []api.ContainerPort, number func(api.ContainerPort) int32) {
	texts := make([]string, len(ports))
	for i, p := range ports {
		texts[i] = fmt.Sprintf("%d/%s", number(p), p.Protocol)
		if p.Name != "" {
			texts[i] += " (" + p.Name + ")"
		}
	}
	if len(ports) > 1 {
		title += "s"
	}
	d.line(2, "%s:\t%s", title, orNone(strings.Join(texts, ", ")))
}

func (d *description) words(title string, words []string) {
	if len(words) > 0 {
		d.line(2, "%s", title)
	}
	for _, w := range words {
		for _, part := range strings.Split(w, "\n") {
			d.line(3, "%s", part)
		}
	}
}

// state models kubectl pkg/describe describeStatus.
func (d *description) state(title string, s api.ContainerState) {
	switch {
	case s.Running != nil:
		d.line(2, "%s:\tRunning", title)
		d.line(3, "Started:\t%s", date(s.Running.StartedAt))
	case s.Terminated != nil:
		t := s.Terminated
		d.line(2, "%s:\tTerminated", title)
		d.reason("Reason", t.Reason)
		d.reason("Message", t.Message)
		d.line(3, "Exit Code:\t%d", t.ExitCode)
		if t.Signal > 0 {
			d.line(3, "Signal:\t%d", t.Signal)
		}
		d.line(3, "Started:\t%s", date(t.StartedAt))
		d.line(3, "Finished:\t%s", date(t.FinishedAt))
	default:
		d.line(2, "%s:\tWaiting", title)
		if s.Waiting != nil {
			d.reason("Reason", s.Waiting.Reason)
		}
	}
}

func (d *description) reason(title, text string) {
	if text != "" {
		d.line(3, "%s:\t%s", title, text)
	}
}

func titled(b bool) string {
	if b {
		return "True"
	}
	return "False"
}

func (d *description) resources(title string, list api.ResourceList) {
	if len(list) > 0 {
		d.line(2, "%s:", title)
	}
	for _, name := range sortedKeys(list) {
		d.line(3, "%s:\t%s", name, strings.Trim(string(list[name]), `"`))
	}
}

func (d *description) environment(env []api.EnvVar) {
	if len(env) == 0 {
		d.line(2, "Environment:\t<none>")
		return
	}
	d.line(2, "Environment:")
	for _, e := range env {
		for i, part := range strings.Split(e.Value, "\n") {
			if i == 0 {
				d.line(3, "%s:\t%s", e.Name, part)
			} else {
				d.line(3, "\t%s", part)
			}
		}
	}
}

// mounts lists where volumes are mounted, sorted by path.
func (d *description) mounts(raw api.Opaque) {
	list, _ := api.ReadTree(raw).([]any)
	if len(list) == 0 {
		d.line(2, "Mounts:\t<none>")
		return
	}
	d.line(2, "Mounts:")
	var lines []string
	for _, m := range list {
		mode := "rw"
		if readOnly, _ := at(m, "readOnly").(bool); readOnly {
			mode = "ro"
		}
		if sub, _ := at(m, "subPath").(string); sub != "" {
			mode += fmt.Sprintf(",path=%q", sub)
		}
		lines = append(lines, fmt.Sprintf("%v from %v (%s)", at(m, "mountPath"), at(m, "name"), mode))
	}
	slices.Sort(lines)
	for _, l := range lines {
		d.line(3, "%s", l)
	}
}

// volumes names the Pod's volumes. What is in them is not modelled.
func (d *description) volumes(raw api.Opaque) {
	list, _ := api.ReadTree(raw).([]any)
	if len(list) == 0 {
		d.line(0, "%sVolumes:\t<none>", d.space)
		return
	}
	d.line(0, "%sVolumes:", d.space)
	for _, v := range list {
		d.line(1, "%s%v:", d.nameSpace(), at(v, "name"))
	}
}

// tolerations models kubectl pkg/describe printTolerationsMultiline.
func (d *description) tolerations(list []api.Toleration) {
	list = slices.Clone(list)
	sort.SliceStable(list, func(i, j int) bool { return list[i].Key < list[j].Key })
	if len(list) == 0 {
		d.line(0, "%sTolerations:\t<none>", d.space)
	}
	for i, t := range list {
		if i == 0 {
			d.line(0, "%sTolerations:\t%s", d.space, tolerationText(t))
		} else {
			d.line(0, "\t%s", tolerationText(t))
		}
	}
}

func tolerationText(t api.Toleration) string {
	text := t.Key
	if t.Value != "" {
		text += "=" + t.Value
	}
	if t.Effect != "" {
		text += ":" + t.Effect
	}
	if t.Operator == "Exists" && t.Value == "" {
		text = strings.TrimSpace(text + " op=Exists")
	}
	if t.TolerationSeconds != nil {
		text += fmt.Sprintf(" for %ds", *t.TolerationSeconds)
	}
	return text
}
