package api

import (
	"strings"
	"testing"
)

func TestWarnings(t *testing.T) {
	service := func(spec string) string { return "{metadata: {name: a}, spec: {ports: [{port: 80}], " + spec + "}}" }
	pod := func(containers string) string {
		return "{metadata: {name: p}, spec: {containers: [" + containers + "]}}"
	}
	tests := []struct{ name, kind, yaml, want string }{
		{"a plain Service", "Service", service("type: ClusterIP"), ""},
		{"external addresses", "Service", service("externalIPs: [192.0.2.1, '2001:DB8::1']"),
			`spec.externalIPs[1]: IPv6 address "2001:DB8::1" should be in RFC 5952 canonical format ("2001:db8::1")` + "\n" +
				"spec.externalIPs is deprecated and may no longer be implemented in some clusters"},
		{"what a headless Service ignores", "Service", service("clusterIP: None, loadBalancerIP: 192.0.2.1, externalIPs: [192.0.2.1], sessionAffinity: ClientIP"),
			"spec.loadBalancerIP is ignored for headless services\nspec.externalIPs is ignored for headless services\nspec.SessionAffinity is ignored for headless services"},
		{"an external name that is not used", "Service", service("externalName: a, trafficDistribution: PreferClose"),
			`spec.externalName is ignored when spec.type is not "ExternalName"` + "\n" + `spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"`},
		{"external addresses of an external name", "Service", service("type: ExternalName, externalName: a, externalIPs: [192.0.2.1]"),
			`spec.externalIPs is ignored when spec.type is "ExternalName"`},
		{"a Pod's name with a dot", "Pod", "{metadata: {name: a.b}, spec: {containers: [{name: a, image: b}]}}",
			"metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]"},
		{"a variable twice", "Pod", pod("{name: a, image: b, env: [{name: X, value: '1'}, {name: X, value: $(X)2}, {name: X, value: '3'}]}"),
			`spec.containers[0].env[2]: hides previous definition of "X", which may be dropped when using apply`},
		{"a port twice", "Pod", pod("{name: a, image: b, ports: [{containerPort: 80}]}, {name: c, image: b, ports: [{containerPort: 80}, {containerPort: 80, hostPort: 1}]}"),
			"spec.containers[1].ports[0]: duplicate port definition with spec.containers[0].ports[0]\n" +
				"spec.containers[1].ports[1]: overlapping port definition with spec.containers[0].ports[0]\n" +
				"spec.containers[1].ports[1]: overlapping port definition with spec.containers[1].ports[0]"},
		{"a port name in two containers", "Pod", pod("{name: a, image: b, ports: [{name: http, containerPort: 80}]}, {name: c, image: b, ports: [{name: http, containerPort: 81}]}"),
			`spec.containers[1].ports[0]: duplicate port name "http" with spec.containers[0].ports[0], services and probes that select ports by name will use spec.containers[0].ports[0]`},
		{"names as endpoints", "EndpointSlice", "{metadata: {name: a}, addressType: FQDN}", "spec.addressType: FQDN endpoints are deprecated"},
		{"addresses in Endpoints", "Endpoints", "{metadata: {name: a}, subsets: [{addresses: [{ip: '2001:DB8::1'}]}]}",
			`subsets[0].addresses[0].ip: IPv6 address "2001:DB8::1" should be in RFC 5952 canonical format ("2001:db8::1")`},
		{"a node's old field", "Node", "{metadata: {name: a}, spec: {externalID: x}}", "spec.externalID: this field is deprecated, and is unused by Kubernetes"},
		{"a Namespace", "Namespace", "{metadata: {name: a}}", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(Warnings(admit(t, tt.kind, tt.yaml), nil), "\n"); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
