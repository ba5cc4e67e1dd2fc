package torture

import (
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/controller/endpointslice"
	"svclab/wasm/proxy"
)

// invariants are what holds after each Command, whatever it was, and what is
// remembered for that. Each check counts how often it had something to look at.
type invariants struct {
	*cluster.Cluster
	nodes    map[string]*api.Node  // as they were written last
	off      map[string]api.Time   // machines, since when, or since when somebody looks
	restarts map[string]int32      // of each container, by the Pod's uid
	objects  map[string]api.Object // Pods and StatefulSets as they were written last
	stale    map[string]bool       // budgets that have lost a Pod without a word, by uid
	looked   map[string]int        // how often, by what at
}

// watch begins to look at a cluster. Of machines that are off already nobody knows how
// far the node lifecycle controller was when it died.
func watch(c *cluster.Cluster, looked map[string]int) *invariants {
	i := &invariants{Cluster: c, nodes: map[string]*api.Node{}, off: map[string]api.Time{}, restarts: map[string]int32{}, objects: map[string]api.Object{}, stale: map[string]bool{}, looked: looked}
	for _, n := range i.Nodes() {
		i.nodes[n.Name] = n
	}
	for _, b := range i.List("poddisruptionbudgets", "") {
		i.stale[b.Meta().UID] = true // nobody knows what came before
	}
	for _, resource := range []string{"pods", "statefulsets"} {
		for _, o := range i.List(resource, "") {
			i.objects[resource+"/"+o.Meta().Namespace+"/"+o.Meta().Name] = o
		}
	}
	return i
}

// waits reports that a controller has still to look at an object, or does not run.
func (i *invariants) waits(controller, namespace, name string) bool {
	return !i.Runs(controller) || i.Waits(controller, namespace, name)
}

// broken is an invariant that does not hold.
type broken struct{ Rule, Why string }

// rule is an invariant, and what it is called.
type rule struct {
	name string
	why  func(*invariants) string
}

// always holds after each Command, often is looked at after every few.
var (
	always = []rule{
		{"endpoints are the Pods that a Service selects", (*invariants).endpointsAreSelectedPods},
		{"containers are what their Pod says", (*invariants).containersAreWhatTheirPodsSay},
		{"Deployments are what they say", (*invariants).deploymentsAreWhatTheySay},
		{"StatefulSets and DaemonSets are what they say", (*invariants).setsAreWhatTheySay},
		{"PodDisruptionBudgets count right", (*invariants).budgetsCountRight},
		{"dead nodes have no ready endpoints", (*invariants).deadNodesHaveNoEndpoints},
	}
	often = []rule{
		{"nothing is given twice", (*invariants).nothingIsGivenTwice},
		{"what is kept beside the objects agrees with them", func(i *invariants) string { return i.Audit() }},
		{"rules are made of what was heard", (*invariants).allRulesAreWhatWasHeard},
	}
	settled = []rule{
		{"everything has come to rest", (*invariants).allIsSettled},
		{"every proxy and CoreDNS knows all", (*invariants).allIsKnown},
		{"fresh controllers find nothing to do", (*invariants).freshControllersAgree},
	}
)

// check returns the first of some rules that is broken, nil for none.
func (i *invariants) check(rules []rule) *broken {
	for _, r := range rules {
		if why := r.why(i); why != "" {
			return &broken{r.name, why}
		}
	}
	return nil
}

func (i *invariants) allRulesAreWhatWasHeard() string {
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
		if len(svc.Spec.Selector) == 0 || svc.Spec.Type == api.ServiceTypeExternalName || svc.DeletionTimestamp != nil || i.ending(svc.Namespace) ||
			i.waits("endpointslice-controller", svc.Namespace, svc.Name) {
			continue
		}
		var want, have []string
		homeless := false         // a Pod whose Node was deleted goes from the list when somebody looks at it again
		over := map[string]bool{} // nobody tells the controller that a Pod has ended that was not ready
		for _, p := range i.Pods(svc.Namespace) {
			ended := p.Ended()
			over[p.Name] = ended
			if ended || !api.Selects(svc.Spec.Selector, p.Labels) {
				continue
			}
			if _, err := i.Get("nodes", "", p.Spec.NodeName); p.Spec.NodeName != "" && err != nil {
				homeless = true
			}
			ready := svc.Spec.PublishNotReadyAddresses || p.Ready() && p.DeletionTimestamp == nil
			for _, ip := range p.Status.PodIPs {
				if slices.Contains(svc.Spec.IPFamilies, api.FamilyOf(ip.IP)) {
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
		i.looked["lists of endpoints"]++
		if !slices.Equal(want, have) {
			return fmt.Sprintf("Service %s lists %v, want %v", svc.Name, have, want)
		}
	}
	return ""
}

// ending reports that a Namespace takes nothing new, from controllers neither.
func (i *invariants) ending(namespace string) bool {
	o, err := i.Get("namespaces", "", namespace)
	return err != nil || o.Meta().DeletionTimestamp != nil
}

// nothingIsGivenTwice: no two Services have one ClusterIP, no two ports one node
// port and protocol, no two load balancers one health check node port.
func (i *invariants) nothingIsGivenTwice() string {
	owner := map[string]string{}
	take := func(what, name string) string {
		i.looked["allocations"]++
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
	i.looked["rules"]++
	if want := proxy.Build(i.ProxyConfig(), rules.Node, services, heard); written(rules) != written(want) {
		return fmt.Sprintf("%s has the rules\n%swant\n%s", node, written(rules), written(want))
	}
	if !fresh {
		return ""
	}
	i.looked["news"]++
	if got, want := versions(services, heard), versions(i.Services(""), i.EndpointSlices("")); got != want {
		return fmt.Sprintf("%s has heard of %s, want %s", node, got, want)
	}
	return i.rulesLeadToPodsThatAreThere(rules)
}

func (i *invariants) rulesLeadToPodsThatAreThere(rules *proxy.Rules) string {
	for _, p := range rules.Portals() {
		o, err := i.Get("services", p.Service.Namespace, p.Service.Name)
		if err != nil || len(o.(*api.Service).Spec.Selector) == 0 || i.waits("endpointslice-controller", p.Service.Namespace, p.Service.Name) {
			continue // nobody keeps the slices of a Service without a selector right
		}
		for _, e := range p.Reachable() {
			if e.PodName == "" {
				continue // an address that somebody wrote by hand
			}
			i.looked["endpoints of rules"]++
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
// ends only when somebody deletes it, or means to: the Pod garbage collector says that
// one has failed and may die before it deletes it.
func (i *invariants) containersAreWhatTheirPodsSay() string {
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
		over := p.Ended()
		if over && hasCondition(p, "DisruptionTarget") {
			continue // its containers were not asked
		}
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

func hasCondition(p *api.Pod, kind string) bool {
	return slices.ContainsFunc(p.Status.Conditions, func(c api.PodCondition) bool { return c.Type == kind })
}
