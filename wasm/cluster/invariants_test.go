package cluster_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/controller/endpointslice"
	"svclab/wasm/proxy"
)

// invariants is what holds after each Command, whatever it was. Each check
// counts how often it had something to look at.
type invariants struct {
	*cluster.Cluster
	nodes                                               map[string]*api.Node // as they were written last
	off                                                 map[string]api.Time  // machines, since when
	bound                                               int
	restarts                                            map[string]int32 // of each container, by the Pod's uid
	listed, allocated, written, current, alive, settled int
	ordered, daemons                                    int
	objects                                             map[string]api.Object // Pods and StatefulSets as they were written last
}

// TestInvariantsHoldAfterEachOfManyRandomCommands plays 100,000 random Commands
// natively and 4,000 as wasm, where each takes ten times as long.
func TestInvariantsHoldAfterEachOfManyRandomCommands(t *testing.T) {
	histories, length := 100, 1_000
	if runtime.GOARCH == "wasm" {
		histories, length = 8, 500
	}
	var total invariants
	for seed := range uint64(histories) {
		r := rand.New(rand.NewPCG(seed, 4))
		i := invariants{nodes: map[string]*api.Node{}, off: map[string]api.Time{}, Cluster: cluster.New(cluster.Config{Nodes: 1 + int(seed%3), Seed: seed, DualStack: seed%4 == 3, Cloud: seed%2 == 1, Gateway: seed%4 < 2, Ingress: seed%3 == 0})}
		for _, n := range i.Nodes() {
			i.nodes[n.Name] = n
		}
		for n := range length {
			cmd := randomCommand(r, i.Cluster)
			why := i.do(cmd)
			if why == "" {
				why = i.check()
			}
			if why != "" {
				t.Fatalf("seed %d, command %d, %#v: %s", seed, n, cmd, why)
			}
		}
		total.listed += i.listed
		total.allocated += i.allocated
		total.written += i.written
		total.current += i.current
		total.ordered += i.ordered
		total.daemons += i.daemons
		i.repair()
		i.Do(cluster.Tick{By: api.Hour}) //nolint:errcheck // time that runs forwards is never refused
		if why := i.allIsSettled(); why != "" {
			t.Fatalf("seed %d, an hour later: %s", seed, why)
		}
		total.alive += i.alive
		total.bound += i.bound
		total.settled += i.settled
	}
	t.Logf("%d Commands; looked at %d lists, %d allocations, %d nodes' rules, %d nodes' news, %d endpoints",
		histories*length, total.listed, total.allocated, total.written, total.current, total.alive)
	for what, n := range map[string]int{"lists of endpoints": total.listed, "allocations": total.allocated, "rules": total.written, "news": total.current, "endpoints": total.alive, "Deployments": total.settled * 10, "bindings": total.bound * 10, "ordinals": total.ordered * 1000, "daemons": total.daemons} {
		if n < histories*length/4 {
			t.Errorf("the check of %s had something to look at %d times only", what, n)
		}
	}
}

// check says which invariant is broken, "" for none.
func (i *invariants) check() string {
	if why := i.endpointsAreSelectedPods(); why != "" {
		return why
	}
	if why := i.containersAreWhatTheirPodsSay(); why != "" {
		return why
	}
	if why := i.nothingIsGivenTwice(); why != "" {
		return why
	}
	if why := i.deploymentsAreWhatTheySay(); why != "" {
		return why
	}
	if why := i.setsAreWhatTheySay(); why != "" {
		return why
	}
	if why := i.deadNodesHaveNoEndpoints(); why != "" {
		return why
	}
	for _, n := range i.Nodes() {
		if !i.IsUp(n.Name) {
			continue // its rules stay as they were
		}
		if why := i.rulesAreWhatWasHeard(n.Name); why != "" {
			return why
		}
	}
	return ""
}

// endpointsAreSelectedPods: a Service's slices list the addresses of the Pods
// that it selects, each once, as soon as its controller has looked.
func (i *invariants) endpointsAreSelectedPods() string {
	for _, svc := range i.Services("") {
		if len(svc.Spec.Selector) == 0 || svc.Spec.Type == api.ServiceTypeExternalName || svc.DeletionTimestamp != nil ||
			i.Waits("endpointslice-controller", svc.Namespace, svc.Name) {
			continue
		}
		var want, have []string
		homeless := false         // a Pod whose Node was deleted goes from the list when somebody looks at it again
		over := map[string]bool{} // nobody tells the controller that a Pod has ended that was not ready
		for _, p := range i.Pods(svc.Namespace) {
			ended := p.Status.Phase == api.PodSucceeded || p.Status.Phase == api.PodFailed
			over[p.Name] = ended
			if ended || !api.Selects(svc.Spec.Selector, p.Labels) {
				continue
			}
			if _, err := i.Get("nodes", "", p.Spec.NodeName); p.Spec.NodeName != "" && err != nil {
				homeless = true
			}
			ready := svc.Spec.PublishNotReadyAddresses || p.Ready() && p.DeletionTimestamp == nil
			for _, ip := range p.Status.PodIPs {
				if slices.Contains(svc.Spec.IPFamilies, familyOf(ip.IP)) {
					want = append(want, fmt.Sprint(p.Name, ip.IP, ready))
				}
			}
		}
		for _, s := range i.EndpointSlices(svc.Namespace) {
			if s.Labels[api.LabelServiceName] != svc.Name || s.Labels[api.LabelManagedBy] != endpointslice.ManagedBy || s.DeletionTimestamp != nil {
				continue
			}
			if len(s.Endpoints) > endpointslice.MaxEndpoints {
				return fmt.Sprintf("slice %s lists %d endpoints", s.Name, len(s.Endpoints))
			}
			for _, e := range s.Endpoints {
				if over[e.TargetRef.Name] {
					continue
				}
				have = append(have, fmt.Sprint(e.TargetRef.Name, e.Addresses[0], *e.Conditions.Ready))
			}
		}
		slices.Sort(want)
		slices.Sort(have)
		if homeless {
			continue
		}
		i.listed++
		if !slices.Equal(want, have) {
			return fmt.Sprintf("Service %s lists %v, want %v", svc.Name, have, want)
		}
	}
	return ""
}

func familyOf(ip string) string {
	if strings.Contains(ip, ":") {
		return string(api.AddressTypeIPv6)
	}
	return string(api.AddressTypeIPv4)
}

// nothingIsGivenTwice: no two Services have one ClusterIP, no two ports one node
// port and protocol, no two load balancers one health check node port.
func (i *invariants) nothingIsGivenTwice() string {
	owner := map[string]string{}
	take := func(what, name string) string {
		i.allocated++
		if before := owner[what]; before != "" {
			return fmt.Sprintf("%s and %s both have %s", before, name, what)
		}
		owner[what] = name
		return ""
	}
	for _, svc := range i.Services("") {
		var all []string
		for _, ip := range svc.Spec.ClusterIPs {
			if ip != api.ClusterIPNone {
				all = append(all, ip)
			}
		}
		for _, p := range svc.Spec.Ports {
			if p.NodePort != 0 {
				all = append(all, fmt.Sprintf("node port %d/%s", p.NodePort, p.Protocol))
			}
		}
		if p := svc.Spec.HealthCheckNodePort; p != 0 {
			all = append(all, fmt.Sprintf("node port %d/TCP", p))
		}
		for _, what := range all {
			if why := take(what, svc.Namespace+"/"+svc.Name); why != "" {
				return why
			}
		}
	}
	return ""
}

// rulesAreWhatWasHeard: a node's rules are made from the newest that its
// kube-proxy has heard, and once there is no more news on its way, that is what
// is stored. Then no rule leads to a Pod that is gone.
func (i *invariants) rulesAreWhatWasHeard(node string) string {
	services, heard, current, fresh := i.HeardBy(node)
	if !current {
		return ""
	}
	rules := i.Rules(node)
	i.written++
	if want := proxy.Build(i.ProxyConfig(), rules.Node, services, heard); written(rules) != written(want) {
		return fmt.Sprintf("%s has the rules\n%swant\n%s", node, written(rules), written(want))
	}
	if !fresh {
		return ""
	}
	i.current++
	if got, want := versions(services, heard), versions(i.Services(""), i.EndpointSlices("")); got != want {
		return fmt.Sprintf("%s has heard of %s, want %s", node, got, want)
	}
	return i.rulesLeadToPodsThatAreThere(rules)
}

func (i *invariants) rulesLeadToPodsThatAreThere(rules *proxy.Rules) string {
	for _, p := range rules.Portals() {
		o, err := i.Get("services", p.Service.Namespace, p.Service.Name)
		if err != nil || len(o.(*api.Service).Spec.Selector) == 0 || i.Waits("endpointslice-controller", p.Service.Namespace, p.Service.Name) {
			continue // nobody keeps the slices of a Service without a selector right
		}
		for _, e := range p.Reachable() {
			if e.PodName == "" {
				continue // an address that somebody wrote by hand
			}
			i.alive++
			o, err := i.Get("pods", p.Service.Namespace, e.PodName)
			if err != nil || !slices.ContainsFunc(o.(*api.Pod).Status.PodIPs, func(ip api.PodIP) bool { return ip.IP == e.IP }) {
				return fmt.Sprintf("%s sends connections for %s to %s, where Pod %s is no longer", rules.Node.Name, p.Service, e, e.PodName)
			}
		}
	}
	return ""
}

// written is what of a node's rules decides about connections.
func written(r *proxy.Rules) string {
	var b strings.Builder
	for _, p := range r.Portals() {
		fmt.Fprintln(&b, p.Service, p.ClusterIP, p.Port, p.NodePort, p.ExternalIPs, p.LoadBalancerIPs, p.SourceRanges, p.AffinitySeconds, p.HasEndpoints)
		for _, c := range []*proxy.Chain{p.Cluster, p.Local} {
			if c == nil {
				b.WriteString("  none\n")
				continue
			}
			fmt.Fprintln(&b, " ", c.Name, c.Endpoints)
		}
	}
	return b.String()
}

// versions lists objects with their resourceVersions.
func versions(services []*api.Service, heard []*api.EndpointSlice) string {
	var all []string
	for _, s := range services {
		all = append(all, s.Namespace+"/"+s.Name+"@"+s.ResourceVersion)
	}
	for _, s := range heard {
		all = append(all, s.Namespace+"/"+s.Name+"@"+s.ResourceVersion)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// containersAreWhatTheirPodsSay: a container is in one state, its restarts never
// fall, no back-off lasts longer than five minutes, and a Pod's phase and
// conditions agree with its containers. One whose containers always start again
// ends only when somebody deletes it.
func (i *invariants) containersAreWhatTheirPodsSay() string {
	if i.restarts == nil {
		i.restarts = map[string]int32{}
	}
	for _, p := range i.Pods("") {
		ready, running := len(p.Status.ContainerStatuses) > 0, false
		for n, s := range append(slices.Clone(p.Status.ContainerStatuses), p.Status.InitContainerStatuses...) {
			states := 0
			for _, is := range []bool{s.State.Waiting != nil, s.State.Running != nil, s.State.Terminated != nil} {
				if is {
					states++
				}
			}
			key := p.UID + s.Name
			switch {
			case states != 1:
				return fmt.Sprintf("container %s of Pod %s is in %d states", s.Name, p.Name, states)
			case s.RestartCount < i.restarts[key]:
				return fmt.Sprintf("container %s of Pod %s was restarted %d times, then %d", s.Name, p.Name, i.restarts[key], s.RestartCount)
			case s.State.Waiting != nil && strings.Contains(s.State.Waiting.Message, "back-off") && !strings.Contains("10s 20s 40s 1m20s 2m40s 5m0s", strings.Fields(s.State.Waiting.Message)[1]):
				return fmt.Sprintf("container %s of Pod %s: %s", s.Name, p.Name, s.State.Waiting.Message)
			}
			i.restarts[key] = s.RestartCount
			if n < len(p.Status.ContainerStatuses) {
				ready, running = ready && s.Ready, running || s.State.Running != nil
			}
			if s.Ready && s.State.Running == nil && n < len(p.Status.ContainerStatuses) {
				return fmt.Sprintf("container %s of Pod %s is ready and does not run", s.Name, p.Name)
			}
		}
		over := p.Status.Phase == api.PodSucceeded || p.Status.Phase == api.PodFailed
		switch {
		case p.Ready() && (!ready || over):
			return fmt.Sprintf("Pod %s is ready and its containers are not", p.Name)
		case p.Status.Phase == api.PodPending && running && len(p.Status.ContainerStatuses) == 1:
			return fmt.Sprintf("Pod %s is Pending and its container runs", p.Name)
		case over && running && p.DeletionTimestamp == nil:
			return fmt.Sprintf("Pod %s is %s and its container runs", p.Name, p.Status.Phase)
		case over && p.Spec.RestartPolicy == "Always" && p.DeletionTimestamp == nil:
			return fmt.Sprintf("Pod %s is %s, and its containers are to be started again whatever happens", p.Name, p.Status.Phase)
		}
	}
	return ""
}
