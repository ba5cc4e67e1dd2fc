package api

import "testing"

func TestValidateUpdate(t *testing.T) {
	service := func(spec string) string { return "{metadata: {name: web}, spec: {ports: [{port: 80}], " + spec + "}}" }
	pod := func(spec string) string { return "{metadata: {name: p}, spec: {" + spec + "}}" }
	slice := func(fields string) string { return "{metadata: {name: a}, " + fields + "}" }
	tests := []struct{ name, kind, old, yaml, want string }{
		{"immutable-cluster-ip.txtar b", "Service", service("clusterIP: 10.96.70.1"), service("clusterIP: 10.96.70.2"),
			`spec.clusterIPs[0]: Invalid value: ["10.96.70.2"]: may not change once set`},
		{"immutable-cluster-ip.txtar c", "Service", service("clusterIP: 10.96.70.1"), service("clusterIP: 10.96.70.1, type: NodePort"), ""},
		{"immutable-cluster-ip.txtar d", "Service", service("clusterIP: 10.96.70.1, type: NodePort"), service("clusterIP: 10.96.70.1"), ""},
		{"a Service becomes headless", "Service", service("clusterIP: 10.96.70.1"), service("clusterIP: None"),
			`spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set`},
		{"a Service becomes an external name", "Service", service("clusterIP: 10.96.70.1"), service("type: ExternalName, externalName: a"), ""},
		{"the ClusterIP goes", "Service", service("clusterIP: 10.96.70.1"), service("type: ClusterIP"),
			`spec.clusterIPs[0]: Invalid value: null: primary clusterIP can not be unset`},
		{"the second address comes", "Service", service("clusterIP: 10.96.70.1"), service("clusterIP: 10.96.70.1, clusterIPs: [10.96.70.1, '2001:db8::1']"), ""},
		{"the second address goes", "Service", service("clusterIP: 10.96.70.1, clusterIPs: [10.96.70.1, '2001:db8::1']"), service("clusterIP: 10.96.70.1"),
			`spec.ipFamilyPolicy: Invalid value: null: must be set to 'SingleStack' when releasing the secondary clusterIP`},
		{"the family changes", "Service", service("ipFamilies: [IPv4]"), service("ipFamilies: [IPv6]"),
			`spec.ipFamilies[0]: Invalid value: ["IPv6"]: may not change once set`},
		{"the class of a load balancer changes", "Service", service("type: LoadBalancer, loadBalancerClass: a"), service("type: LoadBalancer"),
			`spec.loadBalancerClass: Invalid value: null: may not change once set`},
		{"the health check's port changes", "Service",
			service("type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30001"),
			service("type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30002"),
			`spec.healthCheckNodePort: Forbidden: field is immutable`},
		{"the health check is not needed any more", "Service",
			service("type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30001"), service("type: LoadBalancer"), ""},
		{"an odd address that was there stays", "Service", service("externalIPs: [010.0.0.1]"), service("externalIPs: [010.0.0.1, 010.0.0.2]"),
			`spec.externalIPs[1]: Invalid value: "010.0.0.2": must not have leading 0s`},
		{"the image of a Pod changes", "Pod", pod("containers: [{name: a, image: nginx:1}]"), pod("containers: [{name: a, image: nginx:2}]"), ""},
		{"a Pod gets another container", "Pod", pod("containers: [{name: a, image: b}]"), pod("containers: [{name: a, image: b}, {name: c, image: b}]"),
			`spec.containers: Forbidden: pod updates may not add or remove containers`},
		{"a Pod's deadline comes nearer", "Pod", pod("containers: [{name: a, image: b}], activeDeadlineSeconds: 5"), pod("containers: [{name: a, image: b}], activeDeadlineSeconds: 4"), ""},
		{"a Pod's deadline goes away", "Pod", pod("containers: [{name: a, image: b}], activeDeadlineSeconds: 5"), pod("containers: [{name: a, image: b}], activeDeadlineSeconds: 6"),
			`spec.activeDeadlineSeconds: Invalid value: 6: must be less than or equal to previous value`},
		{"a Pod's deadline is lifted", "Pod", pod("containers: [{name: a, image: b}], activeDeadlineSeconds: 5"), pod("containers: [{name: a, image: b}]"),
			`spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value`},
		{"a Pod tolerates more", "Pod", pod("containers: [{name: a, image: b}]"), pod("containers: [{name: a, image: b}], tolerations: [{operator: Exists}]"), ""},
		{"a Pod tolerates less", "Pod", pod("containers: [{name: a, image: b}], tolerations: [{operator: Exists}]"), pod("containers: [{name: a, image: b}]"),
			`spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds`},
		{"the address type of an EndpointSlice changes", "EndpointSlice", slice("addressType: IPv4, endpoints: []"), slice("addressType: IPv6, endpoints: []"),
			`addressType: Invalid value: null: field is immutable`},
		{"it changes to none", "EndpointSlice", slice("addressType: IPv4, endpoints: []"), slice("endpoints: []"),
			"addressType: Required value\naddressType: Invalid value: null: field is immutable"},
		{"it changes to one that is none", "EndpointSlice", slice("addressType: IPv4, endpoints: []"), slice("addressType: x, endpoints: []"),
			`addressType: Unsupported value: "x": supported values: "FQDN", "IPv4", "IPv6"` + "\naddressType: Invalid value: null: field is immutable"},
		{"the endpoints of an EndpointSlice change", "EndpointSlice", slice("addressType: IPv4, endpoints: []"), slice("addressType: IPv4, endpoints: [{addresses: []}]"),
			`endpoints[0].addresses: Required value`},
		{"odd endpoints that were there stay", "EndpointSlice", slice("addressType: IPv4, endpoints: [{addresses: [x]}]"), slice("addressType: IPv4, endpoints: [{addresses: [x]}]"), ""},
		{"odd Endpoints that were there stay", "Endpoints", slice("subsets: [{addresses: [{ip: x}]}]"), slice("subsets: [{addresses: [{ip: x}]}]"), ""},
		{"the name changes", "Namespace", "{metadata: {name: a}}", "{metadata: {name: b}}", `metadata.name: Invalid value: "b": field is immutable`},
		{"the range of a node changes", "Node", "{metadata: {name: a}, spec: {podCIDRs: [10.244.0.0/24]}}", "{metadata: {name: a}, spec: {podCIDRs: [10.244.1.0/24]}}",
			`spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid`},
		{"the provider's name of a node goes", "Node", "{metadata: {name: a}, spec: {providerID: x}}", "{metadata: {name: a}}",
			`spec.providerID: Invalid value: null: field cannot be cleared once set`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			compareErrors(t, ValidateUpdate(admit(t, tt.kind, tt.yaml), admit(t, tt.kind, tt.old)), tt.want)
		})
	}
}

func TestAPodMayChangeNothingElse(t *testing.T) {
	old := admit(t, "Pod", "{metadata: {name: p}, spec: {containers: [{name: a, image: b, ports: [{containerPort: 80}]}]}}")
	pod := admit(t, "Pod", "{metadata: {name: p}, spec: {containers: [{name: a, image: c, ports: [{containerPort: 81}]}]}}")
	compareErrors(t, ValidateUpdate(pod, old), `spec: Forbidden: pod updates may not change fields other than `+
		"`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"+
		"`spec.tolerations` (only additions to existing tolerations),"+
		"`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n"+
		"@@ -5,7 +5,7 @@\n"+
		"    \"image\": \"b\",\n    \"ports\": [\n     {\n-     \"containerPort\": 80,\n+     \"containerPort\": 81,\n"+
		"      \"protocol\": \"TCP\"\n     }\n    ],\n")
}

func TestFinalizersStayOutOfWhatIsGoing(t *testing.T) {
	now := Epoch
	old := &Namespace{ObjectMeta: ObjectMeta{Name: "a", DeletionTimestamp: &now}}
	ns := old.DeepCopy().(*Namespace)
	ns.Finalizers = []string{"example.com/b", "example.com/a"}
	compareErrors(t, ValidateUpdate(ns, old), `metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, `+
		`found new finalizers []string{"example.com/a", "example.com/b"}`)
}
