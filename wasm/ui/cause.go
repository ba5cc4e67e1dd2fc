package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/network"
	"svclab/wasm/route"
)

// Cause says why a request failed, and which objects to look at.
type Cause struct {
	Said []Sentence
	Look []Ref
}

// Sentence is a phrase with what stands in its places.
type Sentence struct {
	Key  string
	Args []any
}

func (c *Cause) say(key string, args ...any) { c.Said = append(c.Said, Sentence{key, args}) }

func (c *Cause) look(resource, namespace, name string) {
	r := Ref{resource, namespace, name}
	if _, had := find(c.Look, func(o Ref) bool { return o == r }); !had && name != "" {
		c.Look = append(c.Look, r)
	}
}

// cause finds why a request failed, from what the cluster is like now.
func (p Picture) cause(path network.Path) Cause {
	c := finder{p: p, path: path}
	if path.Forwarded {
		return Cause{} // no Service and no rule had a part in it
	}
	port := int(path.To.Port)
	switch path.Reason {
	case network.NoEndpoints:
		c.noEndpoints(serviceOf(path))
	case network.NoLocalEndpoints:
		c.noLocal()
	case network.ContainerClosed:
		c.closed(path.Hops)
	case network.NoSuchPort:
		c.noServicePort(port)
	case network.NobodyListens:
		c.nobodyListens(path.To.IP, port)
	case network.OutsideCIDR:
		c.clusterIP()
	case network.OutsidePodCIDR:
		c.podIP()
	case network.UnknownAddress:
		c.unknown()
	case network.NotInSourceRange:
		c.sourceRange()
	case network.NoHealthyNode:
		c.noHealthyNode()
	case network.NodeOff:
		c.nodeOff()
	case network.PodGone:
		c.podGone()
	default:
		c.http()
	}
	return c.Cause
}

// finder gathers a Cause.
type finder struct {
	Cause
	p    Picture
	path network.Path
}

func (c *finder) service(namespace, name string) *api.Service {
	if s := c.p.Stored(Ref{"services", namespace, name}); s != nil {
		return s.Object.(*api.Service)
	}
	return nil
}

// noEndpoints looks for what keeps a Service without an endpoint.
func (c *finder) noEndpoints(namespace, name string) {
	svc := c.service(namespace, name)
	if svc == nil {
		return
	}
	c.look("services", namespace, name)
	pods := selected(c.p, svc)
	switch {
	case c.lateNews(namespace, name):
	case len(svc.Spec.Selector) == 0:
		c.say("cause.noSelector", name)
	case len(pods) == 0:
		c.say("cause.noMatch", name, pairsText(pairs(svc.Spec.Selector)))
		c.nearMiss(svc)
	case c.namedPort(svc, pods):
	default:
		c.notReady(pods)
	}
}

// lateNews reports that there is an endpoint, but not yet in the rules of the
// node that was asked.
func (c *finder) lateNews(namespace, name string) bool {
	ready := func(list []EndpointBox) bool {
		_, ok := find(list, func(e EndpointBox) bool { return e.Ready })
		return ok
	}
	node := lastNode(c.path)
	if !ready(c.p.endpointsOf(namespace, name)) || node == "" {
		return false
	}
	c.say("cause.unheard", node)
	c.look("nodes", "", node)
	return true
}

// selected are the Pods that a Service's selector matches.
func selected(p Picture, svc *api.Service) []*api.Pod {
	if len(svc.Spec.Selector) == 0 {
		return nil
	}
	var out []*api.Pod
	for t := range p.all("pods").since(spot{a: svc.Namespace}) {
		if t.Namespace != svc.Namespace {
			break
		}
		if api.Selects(svc.Spec.Selector, t.Object.Meta().Labels) {
			out = append(out, t.Object.(*api.Pod))
		}
	}
	return out
}

// nearMiss finds a Pod whose label could be the one that was meant, or one in
// another namespace that has it.
func (c *finder) nearMiss(svc *api.Service) {
	for t := range c.p.all("pods").each {
		labels := t.Object.Meta().Labels
		if t.Namespace != svc.Namespace {
			if api.Selects(svc.Spec.Selector, labels) {
				c.say("cause.otherNamespace", t.Name, t.Namespace, svc.Namespace)
				c.look("pods", t.Namespace, t.Name)
				return
			}
			continue
		}
		for _, want := range pairs(svc.Spec.Selector) {
			got, has := labels[want.Key]
			slip := ""
			if has && near(want.Value, got) {
				slip = want.Key + "=" + got
			}
			for _, l := range pairs(labels) {
				if !has && l.Value == want.Value && near(want.Key, l.Key) {
					slip = l.String()
				}
			}
			if slip != "" {
				c.say("cause.nearMiss", t.Name, slip)
				c.look("pods", t.Namespace, t.Name)
				return
			}
		}
	}
}

// namedPort reports that the Pods lack the port that targetPort names.
func (c *finder) namedPort(svc *api.Service, pods []*api.Pod) bool {
	for _, port := range svc.Spec.Ports {
		name := port.TargetPort.StrVal
		if !port.TargetPort.IsString || port.Port != c.servicePort() {
			continue
		}
		for _, pod := range pods {
			if hasPort(pod, name) {
				return false
			}
		}
		c.say("cause.namedPort", name, pods[0].Name)
		c.look("pods", pods[0].Namespace, pods[0].Name)
		return true
	}
	return false
}

func (c *finder) servicePort() int32 {
	for _, h := range c.path.Hops {
		if h.Kind == network.HopServicePort {
			return h.Port
		}
	}
	return 0
}

// notReady says what keeps the Pods that are chosen from being ready.
func (c *finder) notReady(pods []*api.Pod) {
	const most = 3
	ready := 0
	for _, pod := range pods {
		if pod.Ready() && pod.DeletionTimestamp == nil {
			ready++
		}
	}
	if ready > 0 {
		c.say("cause.sliceSoon")
		return
	}
	c.say("cause.notReady", len(pods))
	for i, pod := range pods {
		if i == most {
			c.say("cause.more", len(pods)-most)
			break
		}
		c.podTrouble(pod)
		c.look("pods", pod.Namespace, pod.Name)
	}
}

// podTrouble says in a sentence how a Pod is that is not ready.
func (c *finder) podTrouble(pod *api.Pod) {
	switch word := status(pod); {
	case pod.DeletionTimestamp != nil:
		c.say("cause.podEnding", pod.Name)
	case word == "ErrImagePull" || word == "ImagePullBackOff" || word == "InvalidImageName":
		c.say("cause.podImage", pod.Name, word)
	case word == "CrashLoopBackOff" || word == "Error":
		c.say("cause.podCrash", pod.Name, word)
	case pod.Spec.NodeName == "":
		c.say("cause.podPending", pod.Name)
	case word == "Running":
		c.say("cause.podProbe", pod.Name)
	default:
		c.say("cause.podOther", pod.Name, word)
	}
}

// http looks at the answer of an HTTP proxy.
func (c *finder) http() {
	h, ok := find(c.path.Hops, func(h network.Hop) bool { return h.Kind == network.HopHTTP && h.HTTP != nil })
	if !ok {
		return
	}
	d := h.HTTP
	if d.Rule != nil {
		c.look(resourceOf(d.Rule.Origin.Kind), d.Rule.Origin.Namespace, d.Rule.Origin.Name)
	}
	switch {
	case d.Why == route.NoRule:
		c.say("cause.noRule", d.Request.Host+pathOr(d.Request.Path), strconv.Itoa(c.path.Status))
		for i := range d.Looks {
			c.look(resourceOf(d.Looks[i].Origin.Kind), d.Looks[i].Origin.Namespace, d.Looks[i].Origin.Name)
		}
	case d.Why == route.NoEndpoint:
		c.say("cause.noBackendEndpoint", d.Service, strconv.Itoa(c.path.Status))
		c.noEndpoints(d.Namespace, d.Service)
	case d.Invalid != "":
		c.say("cause.invalidBackend", d.Invalid, strconv.Itoa(c.path.Status))
		c.look("services", d.Namespace, d.Service)
	case c.path.Status == 502 && d.IP != "":
		c.say("cause.badGateway", d.Service, address(d.IP, d.ToPort))
		c.look("services", d.Namespace, d.Service)
		c.listens(d.IP, d.ToPort)
	}
}

func resourceOf(kind string) string {
	r, _ := api.ResourceNamed(strings.ToLower(kind))
	return r.Name
}
