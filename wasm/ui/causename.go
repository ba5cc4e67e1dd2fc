package ui

import (
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/dns"
	"svclab/wasm/network"
)

// causeOfName finds why a name has no address. asked are the questions, in turn.
func (p Picture) causeOfName(asked []cluster.LookedUp) Cause {
	c := finder{p: p}
	last := asked[len(asked)-1]
	word := shortest(asked)
	if last.Message == nil {
		c.say("cause.dnsSilent", last.Server)
		c.dnsPods()
		return c.Cause
	}
	if !aliased(asked) {
		c.say("cause.noName", word)
	}
	service, rest, _ := strings.Cut(word, ".")
	rest, _, _ = strings.Cut(rest, ".")
	if last.Server == dns.LANResolver {
		for s := range p.Services.each {
			if s.Name == service {
				c.say("cause.dnsOutside", s.Name)
				c.look("services", s.Namespace, s.Name)
				break
			}
		}
		return c.Cause
	}
	c.nearName(service, rest, spaceOf(asked))
	return c.Cause
}

// aliased reports whether the name is there, as an alias of one without an address.
func aliased(asked []cluster.LookedUp) bool {
	for _, e := range asked {
		if e.Message != nil && len(e.Message.Answer) > 0 {
			return true
		}
	}
	return false
}

// shortest is the name as a learner has typed it: the search list makes it longer.
func shortest(asked []cluster.LookedUp) string {
	word := strings.TrimSuffix(asked[0].Question.Name, ".")
	for _, e := range asked {
		if name := strings.TrimSuffix(e.Question.Name, "."); len(name) < len(word) {
			word = name
		}
	}
	return word
}

// spaceOf is the namespace in which a Pod's search list begins.
func spaceOf(asked []cluster.LookedUp) string {
	if from := asked[0].Path.From; from.Kind == network.InPod {
		return from.Namespace
	}
	return ""
}

// nearName looks for the Service that was meant.
func (c *finder) nearName(service, namespace, space string) {
	if namespace == "" {
		namespace = space
	}
	for t := range c.p.all("services").each {
		if t.Name != service {
			continue
		}
		c.look("services", t.Namespace, t.Name)
		if o := t.Object.(*api.Service); t.Namespace == namespace && o.Spec.Type == api.ServiceTypeExternalName {
			c.say("cause.externalName", t.Name, o.Spec.ExternalName)
		} else if t.Namespace == namespace {
			c.say("cause.dnsSoon")
		} else {
			c.say("cause.elsewhere", t.Namespace, t.Name+"."+t.Namespace)
		}
		return
	}
	for t := range c.p.all("services").each {
		if near(service, t.Name) && !systemNamespace(t.Namespace) {
			c.say("cause.nearName", t.Name)
			c.look("services", t.Namespace, t.Name)
			return
		}
	}
}

// dnsPods points at the DNS Pods when none is ready.
func (c *finder) dnsPods() {
	c.look("services", "kube-system", "kube-dns")
	svc := c.service("kube-system", "kube-dns")
	if svc == nil {
		c.say("cause.noDNS")
		return
	}
	pods := selected(c.p, svc)
	for _, pod := range pods {
		if pod.Ready() {
			return
		}
	}
	if len(pods) == 0 {
		c.say("cause.noDNSPods")
		return
	}
	c.notReady(pods)
}

// leftAside tells which ready endpoints a node did not choose from, and why.
func (p Picture) leftAside(path network.Path) aside {
	h, ok := find(path.Hops, func(h network.Hop) bool { return h.Kind == network.HopDNAT })
	namespace, name := serviceOf(path)
	if !ok || name == "" || len(h.Rolls) == 0 || h.By != "" {
		return aside{}
	}
	chosen := int(1/h.Rolls[0].Probability + 0.5)
	stored := p.Stored(Ref{"services", namespace, name})
	all := p.endpoints(namespace, name)
	if stored == nil || chosen >= len(all) {
		return aside{}
	}
	svc := stored.Object.(*api.Service)
	local := func(policy *string) bool { return policy != nil && *policy == api.TrafficPolicyLocal }
	out := aside{why: "aside.hints"}
	_, through := find(path.Hops, func(h network.Hop) bool { return h.Kind == network.HopNodePort || h.Kind == network.HopBalancer })
	if external := svc.Spec.ExternalTrafficPolicy; through && local(&external) || !through && local(svc.Spec.InternalTrafficPolicy) {
		out.why = "aside.local"
	}
	for b := range p.slicesIn(namespace, name) {
		t := p.Stored(Ref{"endpointslices", namespace, b.Name})
		if t == nil {
			continue
		}
		o := t.Object.(*api.EndpointSlice)
		for _, e := range o.Endpoints {
			if (e.Conditions.Ready == nil || *e.Conditions.Ready) && e.TargetRef != nil && p.skips(out.why, h.Node, e) {
				out.pods = append(out.pods, e.TargetRef.Name)
			}
		}
	}
	if len(out.pods) == 0 {
		return aside{}
	}
	return out
}

// elsewhere are the Pods that a policy keeps from getting connections made in
// bulk: those on other nodes than the one that was asked.
func (p Picture) elsewhere(s ServiceBox, e cluster.Tallied) []string {
	node, local := e.From.Node, s.InLocal
	if n, ok := p.nodeAt(e.To.IP); ok {
		node, local = n.Name, s.OutLocal
	}
	var out []string
	for b := range p.Pods.each {
		if local && b.Namespace == s.Namespace && b.Node != node {
			out = append(out, b.Name)
		}
	}
	return out
}

// skips reports that a node leaves an endpoint to others.
func (p Picture) skips(why, node string, e api.Endpoint) bool {
	if why == "aside.local" {
		return e.NodeName == nil || *e.NodeName != node
	}
	if e.Hints == nil {
		return false
	}
	zone := ""
	if s := p.Stored(Ref{"nodes", "", node}); s != nil {
		zone = s.Object.Meta().Labels[api.LabelZone]
	}
	for _, n := range e.Hints.ForNodes {
		if n.Name == node {
			return false
		}
	}
	for _, z := range e.Hints.ForZones {
		if z.Name == zone {
			return false
		}
	}
	return true
}
