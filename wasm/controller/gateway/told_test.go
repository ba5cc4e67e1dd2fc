package gateway

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/api/apitest"
	"svclab/wasm/route"
)

// told writes what a plan says of everything: conditions with the generation and
// the second since when they are so.
func told(t *testing.T, plan Plan) string {
	var b strings.Builder
	list := func(indent string, conditions any) {
		for _, c := range items(conditions) {
			m := c.(map[string]any)
			since, _ := strings.CutPrefix(text(c, "lastTransitionTime"), "2026-01-01T00:")
			fmt.Fprintf(&b, "%s%s=%s %s @%v %s %s\n", indent, text(c, "type"), text(c, "status"), text(c, "reason"), m["observedGeneration"], since, text(c, "message"))
		}
	}
	raw := func(v any) string {
		out, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var tree any
		if err := json.Unmarshal(out, &tree); err != nil {
			t.Fatal(err)
		}
		out, _ = json.Marshal(filled(tree))
		return string(out)
	}
	for _, o := range plan.Status {
		fmt.Fprintf(&b, "%s %s\n", o.Kind, o.Name)
		if a := status(o, "addresses"); a != nil {
			fmt.Fprintf(&b, "  addresses %s\n", raw(a))
		}
		list("  ", status(o, "conditions"))
		for _, l := range items(status(o, "listeners")) {
			m := l.(map[string]any)
			fmt.Fprintf(&b, "  listener %v, %v routes, %s\n", m["name"], m["attachedRoutes"], raw(m["supportedKinds"]))
			list("    ", m["conditions"])
		}
		for _, p := range items(status(o, "parents")) {
			m := p.(map[string]any)
			fmt.Fprintf(&b, "  parent %s of %v\n", raw(m["parentRef"]), m["controllerName"])
			list("    ", m["conditions"])
		}
	}
	for _, s := range plan.Services {
		fmt.Fprintln(&b, raw(s))
	}
	for _, d := range plan.Deployments {
		fmt.Fprintln(&b, raw(d))
	}
	for _, p := range plan.Tables {
		var seen []*route.Rule
		fmt.Fprintf(&b, "table of %s/%s: server %s, forwards %t, tries %d\n", p.Namespace, p.Name, p.Table.Server, p.Table.Forwards, p.Table.Tries)
		for _, l := range p.Table.Listeners {
			hosts := l.Hosts
			l.Hosts = nil
			fmt.Fprintf(&b, "  %s\n", raw(l))
			for _, h := range hosts {
				fmt.Fprintf(&b, "    host %q\n", h.Host)
				for _, e := range h.Entries {
					at := slices.Index(seen, e.Rule)
					if at < 0 {
						at = len(seen)
						seen = append(seen, e.Rule)
					}
					fmt.Fprintf(&b, "      %s of %s: rule %d\n", raw(e.Match), raw(e.Origin), at)
				}
			}
		}
		for i, r := range seen {
			fmt.Fprintf(&b, "  rule %d %s\n", i, raw(r))
		}
	}
	return b.String()
}

// filled leaves out of a tree what is empty.
func filled(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			if v[k] = filled(e); v[k] == nil {
				delete(v, k)
			}
		}
		if len(v) == 0 {
			return nil
		}
	case []any:
		for i := range v {
			v[i] = filled(v[i])
		}
	case string:
		if v == "" {
			return nil
		}
	case float64:
		if v == 0 {
			return nil
		}
	}
	return v
}

// rich is a Gateway with listeners of all sorts, and two routes.
const rich = head + `---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: odd}
spec: {controllerName: svclab.dev/gateway-controller, parametersRef: {group: a.b, kind: C, name: d}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: theirs}
spec: {controllerName: example.com/other}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: default, uid: ug}
spec:
  gatewayClassName: lab
  infrastructure: {labels: {team: a}, annotations: {note: b}}
  addresses: [{type: IPAddress, value: 203.0.113.7}]
  listeners:
  - {name: http, port: 80, protocol: HTTP}
  - {name: more, port: 80, protocol: HTTP, hostname: more.com}
  - {name: https, port: 443, protocol: HTTPS, hostname: a.com, tls: {certificateRefs: [{name: c}]}}
  - {name: any, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: c}, {name: gone}]}}
  - {name: tcp, port: 90, protocol: TCP}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: first, namespace: default}
spec:
  parentRefs: [{name: g, sectionName: http}, {name: g, sectionName: tcp, port: 80}]
  hostnames: [a.com, b.com]
  rules:
  - matches: [{path: {type: Exact, value: /x}, method: GET, headers: [{name: v, value: "1"}], queryParams: [{name: q, value: z}]}, {path: {value: /y}}]
    timeouts: {request: 10s, backendRequest: 5s}
    filters:
    - {type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: s, value: "1"}], add: [{name: a, value: "2"}], remove: [r]}}
    - {type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: t, value: "3"}]}}
    - {type: RequestMirror, requestMirror: {backendRef: {name: b2, port: 80}, percent: 25}}
    - {type: RequestMirror, requestMirror: {backendRef: {name: b3, port: 80}}}
    - {type: RequestMirror, requestMirror: {backendRef: {name: b3, port: 80}, fraction: {numerator: 1, denominator: 8}}}
    - {type: URLRewrite, urlRewrite: {hostname: new.com, path: {type: ReplaceFullPath, replaceFullPath: /z}}}
    backendRefs:
    - {name: b1, port: 80, weight: 9, filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: o, value: "4"}]}}]}
    - {name: gone, port: 80}
    - {name: b2, port: 81, weight: 0}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: second, namespace: default}
spec:
  parentRefs: [{name: g}]
  rules:
  - {filters: [{type: RequestRedirect, requestRedirect: {scheme: https, hostname: c.com, port: 8443, statusCode: 301, path: {type: ReplaceFullPath, replaceFullPath: /f}}}]}
  - {matches: [{path: {type: RegularExpression, value: /a+}}, {path: {value: /b}}]}
`

func TestAPlanIsToldInFull(t *testing.T) {
	known := read(t, rich)
	plan := Reconcile(known)
	apitest.Same(t, told(t, plan), `
		GatewayClass lab
		  Accepted=True Accepted @1 00:00Z Gateways of this class are looked after by svclab.dev/gateway-controller
		  SupportedVersion=True SupportedVersion @1 00:00Z the definitions are those of Gateway API v1.7.0
		GatewayClass odd
		  Accepted=False InvalidParameters @1 00:00Z spec.parametersRef: this controller takes no parameters
		  SupportedVersion=True SupportedVersion @1 00:00Z the definitions are those of Gateway API v1.7.0
		HTTPRoute first
		  parent {"group":"gateway.networking.k8s.io","kind":"Gateway","name":"g","sectionName":"http"} of svclab.dev/gateway-controller
		    Accepted=True Accepted @1 00:00Z the route is attached
		    ResolvedRefs=False BackendNotFound @1 00:00Z there is no Service default/gone
		  parent {"group":"gateway.networking.k8s.io","kind":"Gateway","name":"g","port":80,"sectionName":"tcp"} of svclab.dev/gateway-controller
		    Accepted=False NoMatchingParent @1 00:00Z the Gateway has no listener "tcp" on port 80
		    ResolvedRefs=False BackendNotFound @1 00:00Z there is no Service default/gone
		HTTPRoute second
		  parent {"group":"gateway.networking.k8s.io","kind":"Gateway","name":"g"} of svclab.dev/gateway-controller
		    Accepted=True Accepted @1 00:00Z the route is attached
		    ResolvedRefs=True ResolvedRefs @1 00:00Z all references are resolved
		    PartiallyInvalid=True UnsupportedValue @1 00:00Z Dropped Rule 1: matches[0]: regular expressions are not supported
		Gateway g
		  Accepted=True ListenersNotValid @1 00:00Z not served: any, tcp
		  Programmed=False AddressNotAssigned @1 00:00Z Service g-lab has no address yet
		  listener http, 2 routes, [{"group":"gateway.networking.k8s.io","kind":"HTTPRoute"}]
		    Accepted=True Accepted @1 00:00Z the listener is valid
		    ResolvedRefs=True ResolvedRefs @1 00:00Z all references are resolved
		    Conflicted=False NoConflicts @1 00:00Z no other listener is in the way
		    Programmed=False Pending @1 00:00Z Service g-lab has no address yet
		  listener more, 1 routes, [{"group":"gateway.networking.k8s.io","kind":"HTTPRoute"}]
		    Accepted=True Accepted @1 00:00Z the listener is valid
		    ResolvedRefs=True ResolvedRefs @1 00:00Z all references are resolved
		    Conflicted=False NoConflicts @1 00:00Z no other listener is in the way
		    Programmed=False Pending @1 00:00Z Service g-lab has no address yet
		  listener https, 1 routes, [{"group":"gateway.networking.k8s.io","kind":"HTTPRoute"}]
		    Accepted=True Accepted @1 00:00Z the listener is valid
		    ResolvedRefs=True ResolvedRefs @1 00:00Z all references are resolved
		    Conflicted=False NoConflicts @1 00:00Z no other listener is in the way
		    Programmed=False Pending @1 00:00Z Service g-lab has no address yet
		    OverlappingTLSConfig=True OverlappingHostnames @1 00:00Z another listener on this port ends TLS for some of the same hosts
		  listener any, 1 routes, [{"group":"gateway.networking.k8s.io","kind":"HTTPRoute"}]
		    Accepted=True Accepted @1 00:00Z the listener is valid
		    ResolvedRefs=False InvalidCertificateRef @1 00:00Z there is no Secret default/gone
		    Conflicted=False NoConflicts @1 00:00Z no other listener is in the way
		    Programmed=False Invalid @1 00:00Z the listener is not served
		    OverlappingTLSConfig=True OverlappingHostnames @1 00:00Z another listener on this port ends TLS for some of the same hosts
		  listener tcp, 0 routes, []
		    Accepted=False UnsupportedProtocol @1 00:00Z protocol "TCP" is not supported: use HTTP or HTTPS
		    ResolvedRefs=True ResolvedRefs @1 00:00Z all references are resolved
		    Conflicted=False NoConflicts @1 00:00Z no other listener is in the way
		    Programmed=False Invalid @1 00:00Z the listener is not served
		{"apiVersion":"v1","kind":"Service","metadata":{"annotations":{"note":"b"},"labels":{"gateway.networking.k8s.io/gateway-class-name":"lab","gateway.networking.k8s.io/gateway-name":"g","team":"a"},"name":"g-lab","namespace":"default","ownerReferences":[{"apiVersion":"gateway.networking.k8s.io/v1","blockOwnerDeletion":true,"controller":true,"kind":"Gateway","name":"g","uid":"ug"}]},"spec":{"loadBalancerIP":"203.0.113.7","ports":[{"name":"http-80","port":80,"protocol":"TCP","targetPort":80},{"name":"https-443","port":443,"protocol":"TCP","targetPort":443}],"selector":{"gateway.networking.k8s.io/gateway-name":"g"},"type":"LoadBalancer"}}
		{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"annotations":{"note":"b"},"labels":{"gateway.networking.k8s.io/gateway-class-name":"lab","gateway.networking.k8s.io/gateway-name":"g","team":"a"},"name":"g-lab","namespace":"default","ownerReferences":[{"apiVersion":"gateway.networking.k8s.io/v1","blockOwnerDeletion":true,"controller":true,"kind":"Gateway","name":"g","uid":"ug"}]},"spec":{"replicas":1,"selector":{"matchLabels":{"gateway.networking.k8s.io/gateway-name":"g"}},"template":{"metadata":{"labels":{"gateway.networking.k8s.io/gateway-class-name":"lab","gateway.networking.k8s.io/gateway-name":"g","team":"a"}},"spec":{"containers":[{"image":"svclab.dev/gateway-proxy:v1","name":"proxy","ports":[{"containerPort":80,"name":"port-80","protocol":"TCP"},{"containerPort":443,"name":"port-443","protocol":"TCP"}]}]}}}}
		table of default/g: server svclab-gateway, forwards true, tries 0
		  {"FallThrough":true,"Hostname":"more.com","Origin":{"kind":"Gateway","name":"g","namespace":"default"},"Port":80,"Protocol":"HTTP","Section":"more"}
		    host "more.com"
		      {"Path":"/","Type":"Prefix"} of {"kind":"HTTPRoute","name":"second","namespace":"default"}: rule 0
		  {"FallThrough":true,"Origin":{"kind":"Gateway","name":"g","namespace":"default"},"Port":80,"Protocol":"HTTP","Section":"http"}
		    host "a.com"
		      {"Header":[{"name":"v","value":"1"}],"Method":"GET","Path":"/x","Query":[{"name":"q","value":"z"}],"Type":"Exact"} of {"kind":"HTTPRoute","name":"first","namespace":"default"}: rule 1
		      {"Path":"/y","Type":"Prefix"} of {"kind":"HTTPRoute","match":1,"name":"first","namespace":"default"}: rule 1
		    host "b.com"
		      {"Header":[{"name":"v","value":"1"}],"Method":"GET","Path":"/x","Query":[{"name":"q","value":"z"}],"Type":"Exact"} of {"kind":"HTTPRoute","name":"first","namespace":"default"}: rule 1
		      {"Path":"/y","Type":"Prefix"} of {"kind":"HTTPRoute","match":1,"name":"first","namespace":"default"}: rule 1
		    host ""
		      {"Path":"/","Type":"Prefix"} of {"kind":"HTTPRoute","name":"second","namespace":"default"}: rule 0
		  {"Certificates":[{"name":"c"}],"FallThrough":true,"Hostname":"a.com","Origin":{"kind":"Gateway","name":"g","namespace":"default"},"Port":443,"Protocol":"HTTPS","Section":"https"}
		    host "a.com"
		      {"Path":"/","Type":"Prefix"} of {"kind":"HTTPRoute","name":"second","namespace":"default"}: rule 0
		  rule 0 {"Filters":{"Redirect":{"Hostname":"c.com","Path":{"Full":true,"Value":"/f"},"Port":8443,"Scheme":"https","Status":301}}}
		  rule 1 {"BackendTimeout":5000000000,"Backends":[{"Endpoints":[{"IP":"10.244.0.2","Pod":"b1","Port":8080}],"Filters":{"Request":{"Set":[{"name":"o","value":"4"}]}},"Namespace":"default","Port":80,"Service":"b1","Weight":9},{"Invalid":"there is no Service default/gone","Namespace":"default","Port":80,"Service":"gone","Weight":1},{"Invalid":"Service default/b2 has no port 81","Namespace":"default","Port":81,"Service":"b2"}],"Filters":{"Mirrors":[{"Backend":{"Endpoints":[{"IP":"10.244.0.2","Pod":"b2","Port":8080}],"Namespace":"default","Port":80,"Service":"b2"},"Denominator":100,"Numerator":25},{"Backend":{"Endpoints":[{"IP":"10.244.0.2","Pod":"b3","Port":8080}],"Namespace":"default","Port":80,"Service":"b3"}},{"Backend":{"Endpoints":[{"IP":"10.244.0.2","Pod":"b3","Port":8080}],"Namespace":"default","Port":80,"Service":"b3"},"Denominator":8,"Numerator":1}],"Request":{"Add":[{"name":"a","value":"2"}],"Remove":["r"],"Set":[{"name":"s","value":"1"}]},"Response":{"Set":[{"name":"t","value":"3"}]},"Rewrite":{"Hostname":"new.com","Path":{"Full":true,"Value":"/z"}}},"Timeout":10000000000}`)

	// Somebody has carried it out: there are a Service with an address and a
	// Deployment with a Pod, to which others have added something.
	carried := func(kind api.ServiceType, available int32) {
		svc, d := plan.Services[0].DeepCopy().(*api.Service), plan.Deployments[0].DeepCopy().(*api.Deployment)
		svc.UID, svc.Annotations["theirs"], svc.Labels["theirs"], svc.Labels["team"] = "us", "x", "y", "theirs"
		svc.Spec.Type, svc.Spec.ClusterIPs = kind, []string{"10.96.0.50"}
		svc.Spec.Ports[0].NodePort = 30080
		svc.Status.LoadBalancer.Ingress = []api.LoadBalancerIngress{{Hostname: "lb.example"}, {IP: "203.0.113.7"}}
		d.Spec.Template.Labels["theirs"], d.Spec.Template.Spec.Containers[0].Image = "z", "mine:v2"
		three := int32(3)
		d.Spec.Replicas, d.Status.AvailableReplicas = &three, available
		known.Service = func(namespace, name string) *api.Service {
			if name == "g-lab" {
				return svc
			}
			return nil
		}
		known.Deployment = func(namespace, name string) *api.Deployment { return d }
	}
	known.Now = api.Epoch.Add(5 * api.Second)
	for _, list := range []*[]*api.Custom{&known.Classes, &known.Gateways, &known.Routes} {
		for i, o := range *list {
			if at := slices.IndexFunc(plan.Status, func(s *api.Custom) bool { return s.Kind == o.Kind && s.Name == o.Name }); at >= 0 {
				(*list)[i] = plan.Status[at]
			}
		}
	}
	carried(api.ServiceTypeLoadBalancer, 1)
	next := Reconcile(known)
	next.Tables = nil
	apitest.Same(t, told(t, next), `
		HTTPRoute first
		  parent {"group":"gateway.networking.k8s.io","kind":"Gateway","name":"g","sectionName":"http"} of svclab.dev/gateway-controller
		    Accepted=True Accepted @1 00:00Z the route is attached
		    ResolvedRefs=False BackendNotFound @1 00:00Z there is no Service default/b2
		  parent {"group":"gateway.networking.k8s.io","kind":"Gateway","name":"g","port":80,"sectionName":"tcp"} of svclab.dev/gateway-controller
		    Accepted=False NoMatchingParent @1 00:00Z the Gateway has no listener "tcp" on port 80
		    ResolvedRefs=False BackendNotFound @1 00:00Z there is no Service default/b2
		Gateway g
		  addresses [{"type":"IPAddress","value":"203.0.113.7"}]
		  Accepted=True ListenersNotValid @1 00:00Z not served: any, tcp
		  Programmed=True Programmed @1 00:05Z the proxy has its configuration
		  listener http, 2 routes, [{"group":"gateway.networking.k8s.io","kind":"HTTPRoute"}]
		    Accepted=True Accepted @1 00:00Z the listener is valid
		    ResolvedRefs=True ResolvedRefs @1 00:00Z all references are resolved
		    Conflicted=False NoConflicts @1 00:00Z no other listener is in the way
		    Programmed=True Programmed @1 00:05Z the proxy listens
		  listener more, 1 routes, [{"group":"gateway.networking.k8s.io","kind":"HTTPRoute"}]
		    Accepted=True Accepted @1 00:00Z the listener is valid
		    ResolvedRefs=True ResolvedRefs @1 00:00Z all references are resolved
		    Conflicted=False NoConflicts @1 00:00Z no other listener is in the way
		    Programmed=True Programmed @1 00:05Z the proxy listens
		  listener https, 1 routes, [{"group":"gateway.networking.k8s.io","kind":"HTTPRoute"}]
		    Accepted=True Accepted @1 00:00Z the listener is valid
		    ResolvedRefs=True ResolvedRefs @1 00:00Z all references are resolved
		    Conflicted=False NoConflicts @1 00:00Z no other listener is in the way
		    Programmed=True Programmed @1 00:05Z the proxy listens
		    OverlappingTLSConfig=True OverlappingHostnames @1 00:00Z another listener on this port ends TLS for some of the same hosts
		  listener any, 1 routes, [{"group":"gateway.networking.k8s.io","kind":"HTTPRoute"}]
		    Accepted=True Accepted @1 00:00Z the listener is valid
		    ResolvedRefs=False InvalidCertificateRef @1 00:00Z there is no Secret default/gone
		    Conflicted=False NoConflicts @1 00:00Z no other listener is in the way
		    Programmed=False Invalid @1 00:00Z the listener is not served
		    OverlappingTLSConfig=True OverlappingHostnames @1 00:00Z another listener on this port ends TLS for some of the same hosts
		  listener tcp, 0 routes, []
		    Accepted=False UnsupportedProtocol @1 00:00Z protocol "TCP" is not supported: use HTTP or HTTPS
		    ResolvedRefs=True ResolvedRefs @1 00:00Z all references are resolved
		    Conflicted=False NoConflicts @1 00:00Z no other listener is in the way
		    Programmed=False Invalid @1 00:00Z the listener is not served
		{"apiVersion":"v1","kind":"Service","metadata":{"annotations":{"note":"b","theirs":"x"},"labels":{"gateway.networking.k8s.io/gateway-class-name":"lab","gateway.networking.k8s.io/gateway-name":"g","team":"a","theirs":"y"},"name":"g-lab","namespace":"default","ownerReferences":[{"apiVersion":"gateway.networking.k8s.io/v1","blockOwnerDeletion":true,"controller":true,"kind":"Gateway","name":"g","uid":"ug"}],"uid":"us"},"spec":{"clusterIPs":["10.96.0.50"],"loadBalancerIP":"203.0.113.7","ports":[{"name":"http-80","nodePort":30080,"port":80,"protocol":"TCP","targetPort":80},{"name":"https-443","port":443,"protocol":"TCP","targetPort":443}],"selector":{"gateway.networking.k8s.io/gateway-name":"g"},"type":"LoadBalancer"},"status":{"loadBalancer":{"ingress":[{"hostname":"lb.example"},{"ip":"203.0.113.7"}]}}}
		{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"annotations":{"note":"b"},"labels":{"gateway.networking.k8s.io/gateway-class-name":"lab","gateway.networking.k8s.io/gateway-name":"g","team":"a"},"name":"g-lab","namespace":"default","ownerReferences":[{"apiVersion":"gateway.networking.k8s.io/v1","blockOwnerDeletion":true,"controller":true,"kind":"Gateway","name":"g","uid":"ug"}]},"spec":{"replicas":3,"selector":{"matchLabels":{"gateway.networking.k8s.io/gateway-name":"g"}},"template":{"metadata":{"labels":{"gateway.networking.k8s.io/gateway-class-name":"lab","gateway.networking.k8s.io/gateway-name":"g","team":"a","theirs":"z"}},"spec":{"containers":[{"image":"mine:v2","name":"proxy","ports":[{"containerPort":80,"name":"port-80","protocol":"TCP"},{"containerPort":443,"name":"port-443","protocol":"TCP"}]}]}}},"status":{"availableReplicas":1}}`)
	carried(api.ServiceTypeLoadBalancer, 0)
	next = Reconcile(known)
	next.Tables, next.Services, next.Deployments = nil, nil, nil
	next.Status = slices.DeleteFunc(next.Status, func(o *api.Custom) bool { return o.Kind != "Gateway" })
	next.Status[0].Fields["status"].(map[string]any)["listeners"] = nil
	apitest.Same(t, told(t, next), `
		Gateway g
		  addresses [{"type":"IPAddress","value":"203.0.113.7"}]
		  Accepted=True ListenersNotValid @1 00:00Z not served: any, tcp
		  Programmed=False Pending @1 00:00Z no Pod of Deployment g-lab is ready`)
}

func TestWhatServesAGateway(t *testing.T) {
	owned := func(s api.ServiceType, edit func(svc *api.Service)) *api.Service {
		svc := &api.Service{ObjectMeta: api.ObjectMeta{OwnerReferences: []api.OwnerReference{{UID: "other"}, {UID: "g"}}}}
		svc.Spec.Type, svc.Spec.ClusterIPs = s, []string{"10.96.0.50", "fd00::50"}
		svc.Status.LoadBalancer.Ingress = []api.LoadBalancerIngress{{IP: "203.0.113.7"}}
		if edit != nil {
			edit(svc)
		}
		return svc
	}
	running := &api.Deployment{ObjectMeta: api.ObjectMeta{OwnerReferences: []api.OwnerReference{{UID: "g"}}}}
	running.Spec.Template.Spec.Containers = []api.Container{{Name: "proxy"}}
	running.Status.AvailableReplicas = 1
	annotated := func(kind string) string {
		return strings.Replace(plain, "listeners:", "infrastructure: {annotations: {svclab.dev/service-type: "+kind+"}}, listeners:", 1)
	}
	addressed := func(addresses string) string {
		return strings.Replace(plain, "listeners:", "addresses: ["+addresses+"], listeners:", 1)
	}
	for _, row := range []struct {
		name, manifest string
		svc            *api.Service
		deployment     *api.Deployment
		want           string // accepted, programmed, the addresses, and the type of the Service and its address
	}{
		{"a load balancer", plain, owned("LoadBalancer", nil), running, "Accepted Programmed 203.0.113.7, LoadBalancer"},
		{"none yet", plain, nil, running, "Accepted AddressNotAssigned , LoadBalancer"},
		{"one without an address", plain, owned("LoadBalancer", func(svc *api.Service) { svc.Status.LoadBalancer.Ingress = nil }), running, "Accepted AddressNotAssigned , LoadBalancer"},
		{"one with a name alone", plain, owned("LoadBalancer", func(svc *api.Service) {
			svc.Status.LoadBalancer.Ingress[0] = api.LoadBalancerIngress{Hostname: "a.com"}
		}), running, "Accepted AddressNotAssigned , LoadBalancer"},
		{"no Pod", plain, owned("LoadBalancer", nil), nil, "Accepted Pending 203.0.113.7, LoadBalancer"},
		{"a ClusterIP", annotated("ClusterIP"), owned("ClusterIP", nil), running, "Accepted Programmed 10.96.0.50 fd00::50, ClusterIP"},
		{"a node port", annotated("NodePort"), owned("NodePort", nil), running, "Accepted Programmed 192.168.1.2, NodePort"},
		{"a type that there is not", annotated("ExternalName"), owned("LoadBalancer", nil), running, "Accepted Programmed 203.0.113.7, LoadBalancer"},
		{"the address that is asked for", addressed("{type: IPAddress, value: 203.0.113.7}"), owned("LoadBalancer", nil), running, "Accepted Programmed 203.0.113.7, LoadBalancer 203.0.113.7"},
		{"another one", addressed("{type: IPAddress, value: 203.0.113.8}"), owned("LoadBalancer", nil), running, "Accepted AddressNotUsable 203.0.113.7, LoadBalancer 203.0.113.8"},
		{"any one", addressed("{type: IPAddress}"), owned("LoadBalancer", nil), running, "Accepted Programmed 203.0.113.7, LoadBalancer"},
		{"two", addressed("{type: IPAddress, value: 203.0.113.7}, {type: IPAddress, value: 203.0.113.8}"), owned("LoadBalancer", nil), running, "UnsupportedAddress Invalid "},
		{"a name", addressed("{type: Hostname, value: a.com}"), owned("LoadBalancer", nil), running, "UnsupportedAddress Invalid "},
		{"a Service of somebody else", plain, &api.Service{}, running, "Accepted NoResources "},
		{"a Deployment of somebody else", plain, owned("LoadBalancer", nil), &api.Deployment{}, "Accepted NoResources "},
	} {
		known := read(t, row.manifest)
		known.Service = func(namespace, name string) *api.Service { return row.svc }
		known.Deployment = func(namespace, name string) *api.Deployment { return row.deployment }
		plan := Reconcile(known)
		s := statusOf(t, known, plan, "Gateway", "g")
		var words []string
		for _, c := range items(s["conditions"]) {
			words = append(words, text(c, "reason"))
		}
		got := strings.Join(words, " ") + " "
		words = nil
		for _, a := range items(s["addresses"]) {
			words = append(words, text(a, "value"))
		}
		got += strings.Join(words, " ")
		for _, svc := range plan.Services {
			got += strings.TrimRight(", "+string(svc.Spec.Type)+" "+svc.Spec.LoadBalancerIP, " ")
		}
		if got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}

// A Gateway has as many ports as its listeners that are served have.
func TestThePortsOfAGateway(t *testing.T) {
	known := read(t, gatewayWith("{name: a, port: 80, protocol: HTTP, hostname: a.com}, {name: b, port: 80, protocol: HTTP, hostname: b.com}, {name: c, port: 81, protocol: HTTP, allowedRoutes: {kinds: [{kind: GRPCRoute}]}}, {name: d, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: c}]}}", ""))
	plan := Reconcile(known)
	var got []string
	for _, p := range plan.Services[0].Spec.Ports {
		got = append(got, fmt.Sprintf("%s %d/%s to %d", p.Name, p.Port, p.Protocol, p.TargetPort.IntVal))
	}
	for _, p := range plan.Deployments[0].Spec.Template.Spec.Containers[0].Ports {
		got = append(got, fmt.Sprintf("%s %d/%s", p.Name, p.ContainerPort, p.Protocol))
	}
	if want := "http-80 80/TCP to 80, https-443 443/TCP to 443, port-80 80/TCP, port-443 443/TCP"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

func TestOtherBackendsThatAreNone(t *testing.T) {
	for _, row := range []struct {
		name string
		edit func(svc *api.Service)
		want string
	}{
		{"an ExternalName", func(svc *api.Service) { svc.Spec.Type = api.ServiceTypeExternalName }, "Service default/b1 is an ExternalName, which has no endpoints"},
		{"a port of UDP alone", func(svc *api.Service) { svc.Spec.Ports[0].Protocol = api.ProtocolUDP }, "Service default/b1 has no port 80"},
		{"a port of UDP before one of TCP", func(svc *api.Service) {
			svc.Spec.Ports = append([]api.ServicePort{{Port: 80, Protocol: api.ProtocolUDP}}, svc.Spec.Ports...)
		}, ""},
		{"HTTP", func(svc *api.Service) { http := "http"; svc.Spec.Ports[0].AppProtocol = &http }, ""},
		{"WebSockets", func(svc *api.Service) { ws := "kubernetes.io/ws"; svc.Spec.Ports[0].AppProtocol = &ws }, ""},
		{"no word of it", func(svc *api.Service) { none := ""; svc.Spec.Ports[0].AppProtocol = &none }, ""},
		{"gRPC", func(svc *api.Service) { grpc := "grpc"; svc.Spec.Ports[0].AppProtocol = &grpc }, "port 80 of Service default/b1 speaks grpc, which is not supported"},
	} {
		known := read(t, rules("rules: [{backendRefs: [{name: b1, port: 80}]}]"))
		svc := known.Service("default", "b1")
		row.edit(svc)
		known.Service = func(namespace, name string) *api.Service {
			if name == "b1" {
				return svc
			}
			return nil
		}
		c := ask(t, Reconcile(known), "/", 0)
		if c.Backend.Invalid != row.want || (c.Status == 500) != (row.want != "") {
			t.Errorf("%s: got %q with %d, want %q", row.name, c.Backend.Invalid, c.Status, row.want)
		}
	}
}
