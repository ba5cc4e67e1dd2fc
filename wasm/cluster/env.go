package cluster

import (
	"encoding/json"
	"sort"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/dns"
	"svclab/wasm/kubelet"
)

// ContainerEnv returns the environment with which a container of a Pod started,
// each as NAME=value: first what its image and its runtime set, then its own env
// in its order, then the variables of the Services that there were at that
// moment, by Service name. The first container is meant when none is named. It
// is nil for a container that has not started.
//
// Models pkg/kubelet makeEnvironmentVariables.
func (c *Cluster) ContainerEnv(namespace, pod, container string) []string {
	p := c.podByName(namespace, pod)
	if p == nil || c.kubeletOn(p.Spec.NodeName) == nil {
		return nil
	}
	run, inits := c.kubeletOn(p.Spec.NodeName).runs[p.UID], len(p.Spec.InitContainers)
	for i, ctr := range kubelet.All(&p.Spec) {
		if run != nil && (container == "" && i >= inits || ctr.Name == container) {
			if born := run.ctrs[i].born; born.services != nil {
				return born.environ(p)
			}
		}
	}
	return nil
}

// containerPath is the PATH of the images.
const containerPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// birth is what a container's environment is made of when somebody asks: what of
// it the container has of its own, and the Services that there were.
type birth struct {
	own      environ
	services *table // never changed
}

// born notes what a container that starts now is to know.
func (c *Cluster) born(pod *api.Pod, ctr *api.Container) birth {
	if c.servicesNow == nil {
		now := c.store.tables["services"].clone()
		c.servicesNow = &now
	}
	b := birth{services: c.servicesNow}
	if len(ctr.Env) > 0 {
		links := serviceEnv(pod, b.services)
		for _, v := range ctr.Env {
			b.own.set(v.Name, valueOf(v, pod, b.own, links))
		}
	}
	return b
}

// environ makes the environment of a container.
func (b birth) environ(pod *api.Pod) (out []string) {
	var env environ
	env.set("PATH", containerPath)
	env.set("HOSTNAME", dns.KernelName(pod))
	for _, v := range b.own.list {
		env.set(v.name, v.value)
	}
	for _, v := range serviceEnv(pod, b.services).list {
		if _, taken := b.own.get(v.name); !taken {
			env.set(v.name, v.value)
		}
	}
	if _, taken := env.get("HOME"); !taken {
		env.set("HOME", "/root")
	}
	for _, v := range env.list {
		out = append(out, v.name+"="+v.value)
	}
	return out
}

// environ is a list of variables, each name once, in the order in which they
// came.
type environ struct {
	list []variable
	at   map[string]int
}

type variable struct{ name, value string }

func (e *environ) set(name, value string) {
	if i, there := e.at[name]; there {
		e.list[i].value = value
		return
	}
	if e.at == nil {
		e.at = map[string]int{}
	}
	e.at[name] = len(e.list)
	e.list = append(e.list, variable{name, value})
}

func (e environ) get(name string) (string, bool) {
	if i, there := e.at[name]; there {
		return e.list[i].value, true
	}
	return "", false
}

// serviceEnv makes the variables that tell a Pod of Services: those of its
// namespace unless enableServiceLinks is false, and the API server's always.
//
// Models pkg/kubelet getServiceEnvVarMap and pkg/kubelet/envvars FromServices.
func serviceEnv(pod *api.Pod, all *table) (env environ) {
	var services []*api.Service
	own := false // the namespace has a Service kubernetes, which goes before the API server's
	add := func(svc *api.Service) {
		if ip := svc.Spec.ClusterIP; ip != "" && ip != api.ClusterIPNone && len(svc.Spec.Ports) > 0 {
			services = append(services, svc)
			own = own || svc.Name == "kubernetes"
		}
	}
	if links := pod.Spec.EnableServiceLinks; links == nil || *links {
		all.in(pod.Namespace, func(_ objectKey, o api.Object) { add(o.(*api.Service)) })
	}
	if master, ok := all.get(objectKey{"default", "kubernetes"}); ok && !own {
		add(master.(*api.Service))
	}
	sort.Slice(services, func(i, j int) bool { return services[i].Name < services[j].Name })
	for _, svc := range services {
		linkTo(&env, svc)
	}
	return env
}

func linkTo(env *environ, svc *api.Service) {
	prefix, ip := variableName(svc.Name), svc.Spec.ClusterIP
	env.set(prefix+"_SERVICE_HOST", ip)
	env.set(prefix+"_SERVICE_PORT", number(svc.Spec.Ports[0].Port))
	for _, p := range svc.Spec.Ports {
		if p.Name != "" {
			env.set(prefix+"_SERVICE_PORT_"+variableName(p.Name), number(p.Port))
		}
	}
	for i, p := range svc.Spec.Ports {
		protocol := strings.ToLower(string(p.Protocol))
		if protocol == "" {
			protocol = "tcp"
		}
		url := protocol + "://" + joinHostPort(ip, p.Port)
		if i == 0 {
			env.set(prefix+"_PORT", url)
		}
		link := prefix + "_PORT_" + number(p.Port) + "_" + strings.ToUpper(protocol)
		env.set(link, url)
		env.set(link+"_PROTO", protocol)
		env.set(link+"_PORT", number(p.Port))
		env.set(link+"_ADDR", ip)
	}
}

func number(n int32) string { return strconv.Itoa(int(n)) }

func joinHostPort(ip string, port int32) string {
	if strings.Contains(ip, ":") {
		ip = "[" + ip + "]"
	}
	return ip + ":" + number(port)
}

func variableName(s string) string { return strings.ToUpper(strings.ReplaceAll(s, "-", "_")) }

// valueOf is the value of a container's own variable. What comes from
// ConfigMaps, Secrets, resources and files is empty here: there are none.
func valueOf(v api.EnvVar, pod *api.Pod, own, links environ) string {
	if v.Value != "" {
		return expand(v.Value, own, links)
	}
	var from struct {
		FieldRef struct {
			FieldPath string `json:"fieldPath"`
		} `json:"fieldRef"`
	}
	if len(v.ValueFrom) == 0 || json.Unmarshal(v.ValueFrom, &from) != nil {
		return ""
	}
	return podField(pod, from.FieldRef.FieldPath)
}

// podField models pkg/kubelet podFieldSelectorRuntimeValue.
func podField(pod *api.Pod, path string) string {
	if list, key, ok := strings.Cut(strings.TrimSuffix(path, "']"), "['"); ok {
		if list == "metadata.labels" {
			return pod.Labels[key]
		}
		return pod.Annotations[key]
	}
	switch path {
	case "metadata.name":
		return pod.Name
	case "metadata.namespace":
		return pod.Namespace
	case "metadata.uid":
		return pod.UID
	case "spec.nodeName":
		return pod.Spec.NodeName
	case "spec.serviceAccountName":
		return pod.Spec.ServiceAccountName
	case "status.hostIP":
		return pod.Status.HostIP
	case "status.hostIPs":
		return pod.Status.HostIP // nodes have one address
	case "status.podIP":
		return pod.Status.PodIP
	case "status.podIPs":
		var ips []string
		for _, ip := range pod.Status.PodIPs {
			ips = append(ips, ip.IP)
		}
		return strings.Join(ips, ",")
	}
	return ""
}

// expand replaces $(NAME) by the value of a variable that came before, or of a
// Service's; $$ is a $.
//
// Models third_party/forked/golang/expansion Expand.
func expand(s string, own, links environ) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "$")
		b.WriteString(before)
		name, after, closed := strings.Cut(rest, ")")
		switch {
		case !found:
			return b.String()
		case rest == "":
			return b.String() + "$"
		case rest[0] == '$':
			b.WriteByte('$')
			s = rest[1:]
			continue
		case rest[0] != '(' || !closed:
			b.WriteByte('$')
			s = rest
			continue
		}
		name = name[1:]
		value, ok := own.get(name)
		if !ok {
			if value, ok = links.get(name); !ok {
				value = "$(" + name + ")"
			}
		}
		b.WriteString(value)
		s = after
	}
}
