package cluster

import (
	"fmt"
	"net/netip"
	"sort"
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/controller/nodelifecycle"
	"svclab/wasm/proxy"
)

// What a fresh cluster holds.
const (
	bootstrapper   = "kubeadm"
	kubeletVersion = "v1.37.2"
	apiServerIP    = "10.96.0.1"
	dnsIP          = "10.96.0.10"
)

// switchOn makes what a fresh cluster has: nodes, namespaces, the Services
// kubernetes and kube-dns, and CoreDNS.
func (c *Cluster) switchOn() {
	for _, name := range []string{"default", "kube-node-lease", "kube-public", "kube-system"} {
		ns := &api.Namespace{TypeMeta: api.TypeMeta{Kind: "Namespace", APIVersion: "v1"}}
		ns.Name = name
		c.install("namespaces", ns)
	}
	c.numbers = make(map[string]int32, c.config.Nodes)
	c.machines, c.kubelets, c.proxies = make([]machine, c.config.Nodes), make([]*nodeKubelet, c.config.Nodes), make([]kubeProxy, c.config.Nodes)
	for i := range c.config.Nodes {
		c.machineNames = append(c.machineNames, nodeName(i))
	}
	sort.Strings(c.machineNames)
	nothing := &hearing{}
	c.hearings[extent{}] = nothing
	for i, name := range c.machineNames {
		c.numbers[name], c.kubelets[i] = int32(i), newKubelet(name, c.token)
		c.proxies[i] = kubeProxy{node: proxy.Node{Name: name}, hearing: nothing, written: proxy.NewBook(c.proxyConfig, nil)}
	}
	for i := range c.config.Nodes {
		node := newNode(i, c.now, c.config.DualStack)
		c.machines[c.numbers[node.Name]] = machine{number: i, since: c.now, leased: c.now.Add(api.Duration(i) * 1300 * api.Millisecond % leasePeriod)}
		c.install("nodes", node)
		c.recordNode(node)
	}
	c.lifecycle = nodelifecycle.NewState(c.Nodes())
	c.install("services", newAPIServerService())
	c.install("endpointslices", newAPIServerSlice())
	c.install("endpoints", newAPIServerEndpoints())
	c.install("services", newDNSService())
	c.startCoreDNS()
	c.installLoad()
	if c.config.Ingress {
		c.installIngress()
	}
}

// install stores an object that the cluster comes with.
func (c *Cluster) install(resource string, o api.Object) {
	api.Default(o)
	c.prepareCreate(o)
	if svc, ok := o.(*api.Service); ok {
		if a, err := c.beginCreate(svc, false); err == nil {
			a.commit()
		}
	}
	c.write(bootstrapper, resource, o)
}

func nodeName(i int) string { return "node-" + strconv.Itoa(i+1) }

// newNode returns the node number i, from 0, as its kubelet reports it.
func newNode(i int, now api.Time, dualStack bool) *api.Node {
	name := nodeName(i)
	zone := "zone-" + string(rune('a'+i%3))
	n := &api.Node{TypeMeta: api.TypeMeta{Kind: "Node", APIVersion: "v1"}}
	n.Name = name
	n.Annotations = map[string]string{"node.alpha.kubernetes.io/ttl": "0"}
	n.Labels = map[string]string{
		"beta.kubernetes.io/arch": "amd64", "beta.kubernetes.io/os": "linux",
		"kubernetes.io/arch": "amd64", "kubernetes.io/os": "linux",
		api.LabelHostname: name, api.LabelZone: zone,
	}
	n.Spec.PodCIDR = podCIDR(i)
	n.Spec.PodCIDRs = []string{n.Spec.PodCIDR}
	n.Status.Addresses = []api.NodeAddress{{Type: "InternalIP", Address: nodeIP(i)}}
	if dualStack {
		second := netip.MustParsePrefix(fmt.Sprintf("fd00:10:244:%x::/64", i)).String() // as fd00:10:244::/64 on the first node
		n.Spec.PodCIDRs = append(n.Spec.PodCIDRs, second)
		n.Status.Addresses = append(n.Status.Addresses, api.NodeAddress{Type: "InternalIP", Address: fmt.Sprintf("fd00:192:168:1::%x", i+2)})
	}
	n.Status.Addresses = append(n.Status.Addresses, api.NodeAddress{Type: "Hostname", Address: name})
	n.Status.DaemonEndpoints.KubeletEndpoint.Port = 10250
	n.Status.NodeInfo = api.NodeSystemInfo{KernelVersion: "6.12.0", OSImage: "Debian GNU/Linux 13 (trixie)",
		ContainerRuntimeVersion: "containerd://2.2.0", KubeletVersion: kubeletVersion, OperatingSystem: "linux", Architecture: "amd64"}
	for _, c := range []api.NodeCondition{
		{Type: "MemoryPressure", Status: "False", Reason: "KubeletHasSufficientMemory", Message: "kubelet has sufficient memory available"},
		{Type: "DiskPressure", Status: "False", Reason: "KubeletHasNoDiskPressure", Message: "kubelet has no disk pressure"},
		{Type: "PIDPressure", Status: "False", Reason: "KubeletHasSufficientPID", Message: "kubelet has sufficient PID available"},
		{Type: "Ready", Status: "True", Reason: "KubeletReady", Message: "kubelet is posting ready status"},
	} {
		c.LastHeartbeatTime, c.LastTransitionTime = now, now
		n.Status.Conditions = append(n.Status.Conditions, c)
	}
	return n
}

func newAPIServerService() *api.Service {
	s := &api.Service{TypeMeta: api.TypeMeta{Kind: "Service", APIVersion: "v1"}}
	s.Name, s.Namespace = "kubernetes", "default"
	s.Labels = map[string]string{"component": "apiserver", "provider": "kubernetes"}
	s.Spec.ClusterIP = apiServerIP
	s.Spec.Ports = []api.ServicePort{{Name: "https", Port: 443, TargetPort: api.FromInt(6443)}}
	return s
}

// newAPIServerSlice lists the API server, which runs on the first node. Models
// pkg/controlplane/reconcilers, which writes it without a controller.
func newAPIServerSlice() *api.EndpointSlice {
	s := &api.EndpointSlice{TypeMeta: api.TypeMeta{Kind: "EndpointSlice", APIVersion: "discovery.k8s.io/v1"}}
	s.Name, s.Namespace = "kubernetes", "default"
	s.Labels = map[string]string{api.LabelServiceName: "kubernetes"}
	s.AddressType = api.AddressTypeIPv4
	name, port, protocol, ready := "https", int32(6443), api.ProtocolTCP, true
	s.Endpoints = []api.Endpoint{{Addresses: []string{nodeIP(0)}, Conditions: api.EndpointConditions{Ready: &ready}}}
	s.Ports = []api.EndpointPort{{Name: &name, Port: &port, Protocol: &protocol}}
	return s
}

func newAPIServerEndpoints() *api.Endpoints {
	e := &api.Endpoints{TypeMeta: api.TypeMeta{Kind: "Endpoints", APIVersion: "v1"}}
	e.Name, e.Namespace = "kubernetes", "default"
	e.Labels = map[string]string{"endpointslice.kubernetes.io/skip-mirror": "true"}
	e.Subsets = []api.EndpointSubset{{
		Addresses: []api.EndpointAddress{{IP: nodeIP(0)}},
		Ports:     []api.EndpointsPort{{Name: "https", Port: 6443}},
	}}
	return e
}

func newDNSService() *api.Service {
	s := &api.Service{TypeMeta: api.TypeMeta{Kind: "Service", APIVersion: "v1"}}
	s.Name, s.Namespace = "kube-dns", "kube-system"
	s.Labels = map[string]string{"k8s-app": "kube-dns", "kubernetes.io/cluster-service": "true", "kubernetes.io/name": "CoreDNS"}
	s.Spec.ClusterIP = dnsIP
	s.Spec.Selector = map[string]string{"k8s-app": "kube-dns"}
	s.Spec.Ports = []api.ServicePort{
		{Name: "dns", Port: 53, Protocol: api.ProtocolUDP, TargetPort: api.FromInt(53)},
		{Name: "dns-tcp", Port: 53, Protocol: api.ProtocolTCP, TargetPort: api.FromInt(53)},
		{Name: "metrics", Port: 9153, Protocol: api.ProtocolTCP, TargetPort: api.FromInt(9153)},
	}
	return s
}
