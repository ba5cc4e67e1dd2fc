package api

import (
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

// refusal is one object and what the server says of it, a line for each error.
type refusal struct {
	name string // what is wrong, or the transcript that it comes from
	yaml string
	want string
}

// The words for names that many refusals end in.
const (
	label1123     = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`
	subdomain1123 = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`
	portRange     = `must be between 1 and 65535, inclusive`
	validIP       = `must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)`
)

// admit does to an object what the server does before it validates: the
// namespace, the defaults, clusterIPs from clusterIP.
func admit(t *testing.T, kind, manifest string) Object {
	t.Helper()
	docs, err := Documents([]byte(manifest))
	if err != nil || len(docs) != 1 {
		t.Fatalf("got %d documents, %v", len(docs), err)
	}
	obj := parse(t, kind, string(docs[0].JSON))
	switch kind {
	case "Namespace", "Node":
	default:
		obj.Meta().Namespace = "default"
	}
	if svc, ok := obj.(*Service); ok && svc.Spec.ClusterIP != "" && svc.Spec.ClusterIPs == nil {
		svc.Spec.ClusterIPs = []string{svc.Spec.ClusterIP}
	}
	Default(obj)
	return obj
}

func checkRefusals(t *testing.T, kind string, tests []refusal) {
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			compareErrors(t, Validate(admit(t, kind, tt.yaml)), tt.want)
		})
	}
}

func compareErrors(t *testing.T, errs field.ErrorList, want string) {
	t.Helper()
	var got []string
	for _, e := range errs {
		got = append(got, e.Error())
	}
	if strings.Join(got, "\n") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n"), want)
	}
}

func TestValidateServiceAsRecorded(t *testing.T) {
	service := func(spec string) string { return "{metadata: {name: a}, spec: {" + spec + "}}" }
	named := func(name string) string { return "{metadata: {name: " + name + "}, spec: {ports: [{port: 80}]}}" }
	checkRefusals(t, "Service", []refusal{
		{"types.txtar f0", service("type: nodePort, ports: [{port: 80}]"),
			`spec.type: Unsupported value: "nodePort": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"`},
		{"types.txtar f2", service("ports: [{port: 80, protocol: tcp}]"),
			`spec.ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"`},
		{"types.txtar f3", service("ports: [{port: 80, protocol: HTTP}]"),
			`spec.ports[0].protocol: Unsupported value: "HTTP": supported values: "SCTP", "TCP", "UDP"`},
		{"ports-missing.txtar f0", service("selector: {app: x}"), `spec.ports: Required value`},
		{"ports-missing.txtar f1", service("ports: []"), `spec.ports: Required value`},
		{"ports-missing.txtar f2", service("ports: [{port: 0}]"),
			"spec.ports[0].port: Invalid value: 0: " + portRange + "\nspec.ports[0].targetPort: Invalid value: 0: " + portRange},
		{"ports-missing.txtar f3", service("ports: [{port: 70000}]"),
			"spec.ports[0].port: Invalid value: 70000: " + portRange + "\nspec.ports[0].targetPort: Invalid value: 70000: " + portRange},
		{"ports-missing.txtar f4", service("ports: [{targetPort: 80}]"), "spec.ports[0].port: Invalid value: 0: " + portRange},
		{"multi-port.txtar f0", service("ports: [{port: 80}, {port: 443}]"), "spec.ports[0].name: Required value\nspec.ports[1].name: Required value"},
		{"multi-port.txtar f1", service("ports: [{name: http, port: 80}, {name: http, port: 443}]"), `spec.ports[1].name: Duplicate value: "http"`},
		{"multi-port.txtar f2", service("ports: [{name: HTTP, port: 80}]"), `spec.ports[0].name: Invalid value: "HTTP": ` + label1123},
		{"multi-port.txtar f3", service("ports: [{name: a, port: 80}, {name: b, port: 80}]"),
			`spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}`},
		{"multi-port.txtar f4", service("ports: [{name: a, port: 53}, {name: b, port: 53, protocol: UDP}]"), ""},
		{"names.txtar f0", named("MyService"), `metadata.name: Invalid value: "MyService": ` + label1123},
		{"names.txtar f1", named("my_service"), `metadata.name: Invalid value: "my_service": ` + label1123},
		{"names.txtar f2", named("1st"), ""},
		{"names.txtar f3", named(strings.Repeat("a", 64)),
			`metadata.name: Invalid value: "` + strings.Repeat("a", 64) + `": must be no more than 63 characters`},
		{"cluster-ip.txtar f0", service("clusterIP: nonsense, ports: [{port: 80}]"), `spec.clusterIPs[0]: Invalid value: "nonsense": ` + validIP},
		{"cluster-ip.txtar f2", service("clusterIP: None, type: NodePort, ports: [{port: 80}]"),
			`spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for NodePort services`},
		{"affinity-and-policies.txtar f0", service("sessionAffinity: Client, ports: [{port: 80}]"),
			`spec.sessionAffinity: Unsupported value: "Client": supported values: "ClientIP", "None"`},
		{"affinity-and-policies.txtar f1", service("sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}, ports: [{port: 80}]"),
			`spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: must be greater than 0 and less than 86400`},
		{"affinity-and-policies.txtar f2", service("externalTrafficPolicy: Local, ports: [{port: 80}]"),
			`spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services`},
		{"affinity-and-policies.txtar f3", service("type: NodePort, externalTrafficPolicy: Nowhere, ports: [{port: 80, nodePort: 30071}]"),
			`spec.externalTrafficPolicy: Unsupported value: "Nowhere": supported values: "Cluster", "Local"`},
		{"affinity-and-policies.txtar f4", service("internalTrafficPolicy: Node, ports: [{port: 80}]"),
			`spec.internalTrafficPolicy: Unsupported value: "Node": supported values: "Cluster", "Local"`},
		{"external-name.txtar f0", service("type: ExternalName"), `spec.externalName: Required value`},
		{"external-name.txtar f1", service("type: ExternalName, externalName: db.example.com"), ""},
		{"external-name.txtar f2", service("type: ExternalName, externalName: not_a_name!"), `spec.externalName: Invalid value: "not_a_name!": ` + subdomain1123},
		{"external-name.txtar f3", service("type: ExternalName, externalName: 192.0.2.1, ports: [{port: 80}]"), ""},
		{"external-name.txtar f4", service("type: ExternalName, externalName: db.example.com, clusterIP: 10.96.71.1"),
			`spec.clusterIPs: Forbidden: may not be set for ExternalName services`},
		{"nodeport-taken.txtar c", service("ports: [{port: 80, nodePort: 30124}]"),
			"spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"},
	})
}

// The rows below have no transcript; their texts are those of
// pkg/apis/core/validation.
func TestValidateService(t *testing.T) {
	service := func(spec string) string { return "{metadata: {name: a}, spec: {ports: [{port: 80}], " + spec + "}}" }
	checkRefusals(t, "Service", []refusal{
		{"a headless Service needs no port", "{metadata: {name: a}, spec: {clusterIP: None}}", ""},
		{"a name may end in a dot for an external name", service("type: ExternalName, externalName: db.example.com."), ""},
		{"an external name with families", service("type: ExternalName, externalName: a, ipFamilies: [IPv4], ipFamilyPolicy: SingleStack"),
			"spec.ipFamilies: Forbidden: may not be set for ExternalName services\nspec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services"},
		{"a headless load balancer", service("type: LoadBalancer, clusterIP: None"),
			`spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for LoadBalancer services`},
		{"a port name with an underscore", "{metadata: {name: a}, spec: {ports: [{port: 80, targetPort: a-name-of-15-le}, {name: b, port: 81, targetPort: A_b}]}}",
			"spec.ports[0].name: Required value\nspec.ports[1].targetPort: Invalid value: \"A_b\": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"},
		{"a port name of more than 15 letters", "{metadata: {name: a}, spec: {ports: [{port: 80, targetPort: abcdefghijklmnop}]}}",
			`spec.ports[0].targetPort: Invalid value: "abcdefghijklmnop": must be no more than 15 characters`},
		{"a port name of digits", `{metadata: {name: a}, spec: {ports: [{port: 80, targetPort: "80"}]}}`,
			`spec.ports[0].targetPort: Invalid value: "80": must contain at least one letter (a-z)`},
		{"an application protocol", "{metadata: {name: a}, spec: {ports: [{port: 80, appProtocol: a b}]}}",
			`spec.ports[0].appProtocol: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`},
		{"a selector with a value that is no label", service("selector: {app: a b}"),
			`spec.selector: Invalid value: "a b": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`},
		{"an affinity of more than a day", service("sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 86401}}"),
			`spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400`},
		{"clusterIP and clusterIPs part", service("clusterIP: 10.96.0.2, clusterIPs: [10.96.0.3]"),
			`spec.clusterIPs: Invalid value: ["10.96.0.3"]: first value must match ` + "`clusterIP`"},
		{"clusterIPs without clusterIP", service("clusterIPs: [10.96.0.3]"),
			`spec.clusterIPs: Invalid value: ["10.96.0.3"]: must be empty when ` + "`clusterIP` is not specified"},
		{"None among others", service("clusterIP: None, clusterIPs: [None, 10.96.0.3]"),
			`spec.clusterIPs: Invalid value: ["None","10.96.0.3"]: 'None' must be the first and only value`},
		{"two addresses of a family", service("clusterIP: 10.96.0.2, clusterIPs: [10.96.0.2, 10.96.0.3]"),
			`spec.clusterIPs: Invalid value: ["10.96.0.2","10.96.0.3"]: may specify no more than one IP for each IP family`},
		{"three addresses", service("clusterIP: 10.96.0.2, clusterIPs: [10.96.0.2, '2001:db8::1', '2001:db8::2']"),
			`spec.clusterIPs: Invalid value: ["10.96.0.2","2001:db8::1","2001:db8::2"]: may only hold up to 2 values`},
		{"an address of the other family", service("clusterIP: 10.96.0.2, ipFamilies: [IPv6]"),
			`spec.clusterIPs[0]: Invalid value: "10.96.0.2": expected an IPv6 value as indicated by ` + "`ipFamilies[0]`"},
		{"an address with leading zeros", service("clusterIP: 010.096.000.002"), `spec.clusterIPs[0]: Invalid value: "010.096.000.002": must not have leading 0s`},
		{"families that are none", service("ipFamilies: [IPv5, IPv5], ipFamilyPolicy: Both"),
			"spec.ipFamilies[0]: Unsupported value: \"IPv5\": supported values: \"IPv4\", \"IPv6\"\n" +
				"spec.ipFamilies[1]: Unsupported value: \"IPv5\": supported values: \"IPv4\", \"IPv6\"\n" +
				"spec.ipFamilies[1]: Duplicate value: \"IPv5\"\n" +
				"spec.ipFamilyPolicy: Unsupported value: \"Both\": supported values: \"PreferDualStack\", \"RequireDualStack\", \"SingleStack\""},
		{"external addresses that are none", service("externalIPs: [nonsense, 127.0.0.1, 0.0.0.0]"),
			`spec.externalIPs[0]: Invalid value: "nonsense": ` + validIP + "\n" +
				`spec.externalIPs[1]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)` + "\n" +
				`spec.externalIPs[2]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)`},
		{"a node port twice", "{metadata: {name: a}, spec: {type: NodePort, ports: [{name: a, port: 80, nodePort: 30001}, {name: b, port: 81, nodePort: 30001}]}}",
			`spec.ports[1].nodePort: Duplicate value: 30001`},
		{"a node port for two protocols", "{metadata: {name: a}, spec: {type: NodePort, ports: [{name: a, port: 80, nodePort: 30001}, {name: b, port: 80, protocol: UDP, nodePort: 30001}]}}", ""},
		{"source ranges without a load balancer", service("loadBalancerSourceRanges: [10.0.0.0/8]"),
			"spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'"},
		{"source ranges that are none", service("type: LoadBalancer, loadBalancerSourceRanges: [' 10.0.0.0/8 ', x]"),
			`spec.LoadBalancerSourceRanges[1]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)`},
		{"a load balancer's fields elsewhere", service("allocateLoadBalancerNodePorts: false, loadBalancerClass: a"),
			"spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'\nspec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'"},
		{"a health check that nobody needs", service("healthCheckNodePort: 30000"),
			"spec.healthCheckNodePort: Invalid value: 30000: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"},
		{"a traffic distribution", service("trafficDistribution: Near"),
			`spec.trafficDistribution: Unsupported value: "Near": supported values: "PreferClose", "PreferSameZone", "PreferSameNode"`},
		{"a value with letters that JSON escapes", service("type: <a>"),
			`spec.type: Unsupported value: "\u003ca\u003e": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"`},
	})
}

func TestValidatePod(t *testing.T) {
	pod := func(spec string) string { return "{metadata: {name: p}, spec: {" + spec + "}}" }
	container := func(fields string) string { return pod("containers: [{name: a, image: nginx, " + fields + "}]") }
	checkRefusals(t, "Pod", []refusal{
		{"pods.txtar f0", pod("containers: []"), `spec.containers: Required value`},
		{"pods.txtar f1", pod("containers: [{name: a}]"), `spec.containers[0].image: Required value`},
		{"pods.txtar f2", pod("containers: [{image: nginx}]"), `spec.containers[0].name: Required value`},
		{"pods.txtar f3", container("ports: [{containerPort: 99999}]"), "spec.containers[0].ports[0].containerPort: Invalid value: 99999: " + portRange},
		{"pods.txtar f4", pod("containers: [{name: a, image: nginx}, {name: a, image: nginx}]"), `spec.containers[1].name: Duplicate value: "a"`},
		{"run-and-get-pods.txtar Bad_Name", "{metadata: {name: Bad_Name}, spec: {containers: [{name: Bad_Name, image: nginx}]}}",
			`metadata.name: Invalid value: "Bad_Name": ` + subdomain1123 + "\n" + `spec.containers[0].name: Invalid value: "Bad_Name": ` + label1123},
		{"a good Pod", container("ports: [{containerPort: 80, name: http}]"), ""},
		{"a port of no number", container("ports: [{name: http}]"), `spec.containers[0].ports[0].containerPort: Required value`},
		{"a port name twice", container("ports: [{name: a, containerPort: 1}, {name: a, containerPort: 2}]"), `spec.containers[0].ports[1].name: Duplicate value: "a"`},
		{"a port name in upper case", container("ports: [{name: HTTP, containerPort: 1}]"),
			`spec.containers[0].ports[0].name: Invalid value: "HTTP": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)` + "\n" +
				`spec.containers[0].ports[0].name: Invalid value: "HTTP": must contain at least one letter (a-z)`},
		{"a protocol", container("ports: [{containerPort: 1, protocol: tcp}]"),
			`spec.containers[0].ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"`},
		{"a port of the node twice", container("ports: [{containerPort: 1, hostPort: 80}, {containerPort: 2, hostPort: 80}]"),
			`spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"`},
		{"a port that differs on the node's network", pod("hostNetwork: true, containers: [{name: a, image: b, ports: [{containerPort: 1, hostPort: 2}]}]"),
			"spec.containers[0].ports[0].hostPort: Invalid value: 2: must match `containerPort` when `hostNetwork` is true"},
		{"an image with space around it", pod("containers: [{name: a, image: ' nginx'}]"),
			`spec.containers[0].image: Invalid value: " nginx": must not have leading or trailing whitespace`},
		{"policies", pod("restartPolicy: always, dnsPolicy: x, containers: [{name: a, image: b, imagePullPolicy: Sometimes, terminationMessagePolicy: x}]"),
			`spec.containers[0].terminationMessagePolicy: Unsupported value: "x": supported values: "File", "FallbackToLogsOnError"` + "\n" +
				`spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"` + "\n" +
				`spec.restartPolicy: Unsupported value: "always": supported values: "Always", "OnFailure", "Never"` + "\n" +
				`spec.dnsPolicy: Unsupported value: "x": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"`},
		{"a dnsPolicy None without dnsConfig", pod("dnsPolicy: None, containers: [{name: a, image: b}]"),
			"spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None"},
		{"a dnsPolicy None without a nameserver", pod("dnsPolicy: None, dnsConfig: {searches: [A]}, containers: [{name: a, image: b}]"),
			"spec.dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None"},
		{"too much of a dnsConfig", pod(`dnsConfig: {nameservers: [1.1.1.1, "2001:db8::1", x, 1.1.1.2], options: [{value: "3"}, {name: debug}],
				searches: [` + strings.Repeat("a.example, ", 33) + strings.Repeat("a", 2000) + `]}, containers: [{name: a, image: b}]`),
			`spec.dnsConfig.nameservers: Invalid value: ["1.1.1.1","2001:db8::1","x","1.1.1.2"]: must not have more than 3 nameservers` + "\n" +
				`spec.dnsConfig.nameservers[2]: Invalid value: "x": ` + validIP + "\n" +
				`spec.dnsConfig.searches: Invalid value: [` + strings.Repeat(`"a.example",`, 33) + `"` + strings.Repeat("a", 2000) + `"]: must not have more than 32 search paths` + "\n" +
				`spec.dnsConfig.searches: Invalid value: [` + strings.Repeat(`"a.example",`, 33) + `"` + strings.Repeat("a", 2000) + `"]: must not have more than 2048 characters (including spaces) in the search list` + "\n" +
				`spec.dnsConfig.searches[33]: Invalid value: "` + strings.Repeat("a", 2000) + `": must be no more than 253 characters` + "\n" +
				`spec.dnsConfig.options[0]: Required value: must not be empty`},
		{"search domains with dots and underscores", pod("dnsConfig: {searches: [., a.example., _a._b_c, a_, __a]}, containers: [{name: a, image: b}]"),
			strings.ReplaceAll(`spec.dnsConfig.searches[3]: Invalid value: "a_": RULE`+"\n"+`spec.dnsConfig.searches[4]: Invalid value: "__a": RULE`, "RULE",
				"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character "+
					`(e.g. 'example.com', regex used for validation is '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')`)},
		{"a readiness gate without a type", pod("readinessGates: [{conditionType: a.example/b}, {}], containers: [{name: a, image: b}]"),
			`spec.readinessGates[1].conditionType: Invalid value: "": name part must be non-empty` + "\n" +
				`spec.readinessGates[1].conditionType: Invalid value: "": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`},
		{"a variable without a name", container("env: [{value: a}]"), `spec.containers[0].env[0].name: Required value`},
		{"a probe that asks nothing", container("readinessProbe: {periodSeconds: 1}"), `spec.containers[0].readinessProbe: Required value: must specify a handler type`},
		{"a probe that asks twice", container("readinessProbe: {tcpSocket: {port: 1}, httpGet: {port: 0}}"),
			"spec.containers[0].readinessProbe.httpGet.port: Invalid value: 0: " + portRange + "\n" +
				`spec.containers[0].readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type`},
		{"a liveness probe that wants two successes", container("livenessProbe: {exec: {command: []}, successThreshold: 2, timeoutSeconds: -1}"),
			`spec.containers[0].livenessProbe.exec.command: Required value` + "\n" +
				`spec.containers[0].livenessProbe.timeoutSeconds: Invalid value: -1: must be greater than or equal to 0` + "\n" +
				`spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1`},
		{"an init container of the same name, with a probe", pod("containers: [{name: a, image: b}], initContainers: [{name: a, image: b, readinessProbe: {tcpSocket: {port: 1}}}]"),
			`spec.initContainers[0].name: Duplicate value: "a"` + "\n" +
				`spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always`},
		{"names of other things", pod("containers: [{name: a, image: b}], hostname: a.b, subdomain: A, nodeName: A, serviceAccountName: A, activeDeadlineSeconds: 0"),
			`spec.serviceAccountName: Invalid value: "A": ` + subdomain1123 + "\n" + `spec.nodeName: Invalid value: "A": ` + subdomain1123 + "\n" +
				"spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive\n" +
				`spec.hostname: Invalid value: "a.b": must not contain dots` + "\n" + `spec.subdomain: Invalid value: "A": ` + label1123},
		{"tolerations", pod("containers: [{name: a, image: b}], tolerations: [{operator: Equal}, {key: a, operator: exists, effect: x}]"),
			`spec.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when ` + "`key`" + ` is empty, which means "match all values and all keys"` + "\n" +
				`spec.tolerations[1].operator: Unsupported value: "exists": supported values: "Equal", "Exists"` + "\n" +
				`spec.tolerations[1].effect: Unsupported value: "x": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"`},
		{"ephemeral containers and gates", pod("containers: [{name: a, image: b}], nodeName: a, ephemeralContainers: [{}], schedulingGates: [{name: a}]"),
			"spec.ephemeralContainers: Forbidden: cannot be set on create\nspec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared"},
		{"a deletion cost", "{metadata: {name: p, annotations: {controller.kubernetes.io/pod-deletion-cost: '+1'}}, spec: {containers: [{name: a, image: b}]}}",
			`metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "+1": must be a 32bit integer`},
	})
}
