package gateway

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/api/apitest"
	"svclab/wasm/route"
)

// head is what every scene has: a class of this controller.
const head = `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: lab}
spec: {controllerName: svclab.dev/gateway-controller}
`

// plain is a Gateway that listens on port 80 for every host.
const plain = head + `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g, namespace: default, uid: g}
spec: {gatewayClassName: lab, listeners: [{name: http, port: 80, protocol: HTTP}]}
`

// rules is a route of that Gateway.
func rules(spec string) string {
	return plain + "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r, namespace: default}\n" +
		"spec:\n  parentRefs: [{name: g}]\n" + strings.ReplaceAll("\n"+spec, "\n", "\n  ") + "\n"
}

// read makes what is known of manifests. Services are named b1 to b3 and have
// port 80 and one endpoint each, in the namespaces default and other.
func read(t *testing.T, text string) Known {
	t.Helper()
	known := Known{Now: api.Epoch, NodeIP: "192.168.1.2"}
	lists := map[string]*[]*api.Custom{"GatewayClass": &known.Classes, "Gateway": &known.Gateways, "HTTPRoute": &known.Routes, "ReferenceGrant": &known.Grants}
	for _, o := range apitest.Objects(t, []byte(text)) {
		o.Meta().Generation = 1
		for _, e := range api.Validate(o) {
			if !strings.Contains(e.Field, "metadata") {
				t.Fatalf("%s %s: %v", o.Type().Kind, o.Meta().Name, e)
			}
		}
		list := lists[o.Type().Kind]
		*list = append(*list, o.(*api.Custom))
	}
	known.Service = func(namespace, name string) *api.Service {
		if (namespace != "default" && namespace != "other") || len(name) != 2 || name[0] != 'b' {
			return nil
		}
		s := &api.Service{}
		s.Namespace, s.Name = namespace, name
		s.Spec.Ports = []api.ServicePort{{Port: 80, Protocol: api.ProtocolTCP}}
		if name == "b9" {
			h2c := "kubernetes.io/h2c"
			s.Spec.Ports[0].AppProtocol = &h2c
		}
		return s
	}
	known.Deployment = func(namespace, name string) *api.Deployment { return nil }
	known.Namespace = func(name string) *api.Namespace {
		ns := &api.Namespace{}
		ns.Name, ns.Labels = name, map[string]string{"team": name}
		return ns
	}
	known.Certificate = func(namespace, secret string) (*route.Certificate, string) {
		if secret == "gone" {
			return nil, "there is no Secret " + namespace + "/" + secret
		}
		return &route.Certificate{Name: secret}, ""
	}
	known.Endpoints = func(svc *api.Service, port int32) []route.Endpoint {
		return []route.Endpoint{{IP: "10.244.0.2", Port: 8080, Pod: svc.Name}}
	}
	return known
}

// said writes the conditions of a status in short, sorted: Accepted=True/Accepted.
func summary(conditions any) string {
	var out []string
	for _, c := range items(conditions) {
		out = append(out, fmt.Sprintf("%s=%s/%s", text(c, "type"), text(c, "status"), text(c, "reason")))
	}
	sort.Strings(out)
	return strings.Join(out, " ")
}

// statusOf finds what a plan says of an object, or what was said before.
func statusOf(t *testing.T, known Known, plan Plan, kind, name string) map[string]any {
	t.Helper()
	all := append(append([]*api.Custom{}, plan.Status...), known.Classes...)
	all = append(append(all, known.Gateways...), known.Routes...)
	for _, o := range all {
		if o.Kind == kind && o.Name == name {
			s, _ := o.Fields["status"].(map[string]any)
			return s
		}
	}
	t.Fatalf("no %s %s", kind, name)
	return nil
}

// ask sends a request such as "POST example.com/path?a=b version:two" through
// the only table of a plan.
func ask(t *testing.T, plan Plan, request string, draw uint64) route.Choice {
	t.Helper()
	if len(plan.Tables) != 1 {
		t.Fatalf("%d tables", len(plan.Tables))
	}
	q := route.Request{Port: 80}
	for i, word := range strings.Fields(request) {
		switch {
		case i == 0 && !strings.Contains(word, "/"):
			q.Method = word
		case strings.Contains(word, "/") && q.Path == "":
			at := strings.IndexByte(word, '/')
			q.Host, q.Path = word[:at], word[at:]
		default:
			name, value, _ := strings.Cut(word, ":")
			q.Header = append(q.Header, route.Field{Name: name, Value: value})
		}
	}
	if q.Host == "" {
		q.Host = "any.example"
	}
	found := plan.Tables[0].Table.Find(q)
	return found.Choose(draw)
}

// outcome says where a request went.
func outcome(c route.Choice) string {
	switch {
	case c.Location != "":
		return fmt.Sprint(c.Status, " ", c.Location)
	case c.Status != 0:
		return fmt.Sprint(c.Status)
	}
	return c.Endpoint.Pod
}
