package api

import (
	"strings"
	"testing"
)

func TestValidateMeta(t *testing.T) {
	qualified := `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`
	checkRefusals(t, "Namespace", []refusal{
		{"a name that is a label", "{metadata: {name: team-a}}", ""},
		{"a name with a dot", "{metadata: {name: a.b}}", `metadata.name: Invalid value: "a.b": must not contain dots`},
		{"no name", "{}", `metadata.name: Required value: name or generateName is required`},
		{"a start of a name that ends in a dash", "{metadata: {generateName: a-, name: a-1}}", ""},
		{"a start of a name that is none", "{metadata: {generateName: A.b-, name: a}}", `metadata.generateName: Invalid value: "A.b-": ` + label1123},
		{"a namespace on what has none", "{metadata: {name: a, namespace: b}}", `metadata.namespace: Forbidden: not allowed on this type`},
		{"label keys and annotation keys", "{metadata: {name: a, labels: {b c: d}, annotations: {e f: g, OK: h}}}",
			`metadata.labels: Invalid value: "b c": ` + qualified + "\n" + `metadata.annotations: Invalid value: "e f": ` + qualified},
		{"finalizers", "{metadata: {name: a, finalizers: [b]}, spec: {finalizers: [kubernetes, example.com/c]}}",
			`metadata.finalizers[0]: Invalid value: "b": name is neither a standard finalizer name nor is it fully qualified`},
		{"owners", "{metadata: {name: a, ownerReferences: [{apiVersion: a/b/c, kind: K, name: x, uid: u, controller: true}, {apiVersion: v1, kind: L, name: x, uid: '', controller: true}]}}",
			`metadata.ownerReferences[0].apiVersion: Invalid value: "a/b/c": must be <group>/<version> or <version>` + "\n" +
				`metadata.ownerReferences[1].uid: Required value: must not be empty` + "\n" +
				`metadata.ownerReferences: Invalid value: [{"apiVersion":"a/b/c","kind":"K","name":"x","uid":"u","controller":true},{"apiVersion":"v1","kind":"L","name":"x","uid":"","controller":true}]: Only one reference can have Controller set to true. Found "true" in references for K/x and L/x`},
		{"annotations of more than 256 KiB", "{metadata: {name: a, annotations: {k: " + strings.Repeat("x", 256*1024) + "}}}",
			`metadata.annotations: Too long: may not be more than 262144 bytes`},
	})
}

func TestValidateEndpoints(t *testing.T) {
	endpoints := func(subset string) string { return "{metadata: {name: b}, subsets: [{" + subset + "}]}" }
	checkRefusals(t, "Endpoints", []refusal{
		{"endpoints-objects.txtar f0", endpoints("addresses: [{ip: 192.0.2.10}], ports: [{port: 80}]"), ""},
		{"endpoints-objects.txtar f1", endpoints("addresses: [{ip: 127.0.0.1}], ports: [{port: 80}]"),
			`subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)`},
		{"no addresses", endpoints("ports: [{port: 80}]"), "subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`"},
		{"no address", endpoints("notReadyAddresses: [{ip: x}]"),
			`subsets[0].notReadyAddresses[0].ip: Invalid value: "x": ` + validIP + "\n" + `subsets[0].notReadyAddresses[0].ip: Invalid value: "x": must be a valid IP address`},
		{"ports without names", endpoints("addresses: [{ip: 192.0.2.10, hostname: A}], ports: [{port: 80}, {port: 0, protocol: x}]"),
			`subsets[0].addresses[0].hostname: Invalid value: "A": ` + label1123 + "\nsubsets[0].ports[0].name: Required value\nsubsets[0].ports[1].name: Required value\n" +
				"subsets[0].ports[1].port: Invalid value: 0: " + portRange + "\n" + `subsets[0].ports[1].protocol: Unsupported value: "x": supported values: "SCTP", "TCP", "UDP"`},
	})
}

func TestValidateEndpointSlice(t *testing.T) {
	slice := func(fields string) string { return "{metadata: {name: a}, " + fields + "}" }
	checkRefusals(t, "EndpointSlice", []refusal{
		{"endpoints-objects.txtar f2", slice("addressType: IPv4, ports: [{name: '', port: 80}], endpoints: [{addresses: [192.0.2.11]}]"), ""},
		{"endpoints-objects.txtar f3", slice("addressType: IPV4, endpoints: []"),
			`addressType: Unsupported value: "IPV4": supported values: "FQDN", "IPv4", "IPv6"`},
		{"endpoints-objects.txtar f4", slice("addressType: IPv4, endpoints: [{addresses: [not-an-ip]}]"),
			`endpoints[0].addresses[0]: Invalid value: "not-an-ip": ` + validIP},
		{"no address type", slice("endpoints: []"), `addressType: Required value`},
		{"the declared rules come last", slice("addressType: x, ports: [{}, {}], endpoints: [{addresses: []}]"),
			"ports[1].name: Duplicate value: \"\"\naddressType: Unsupported value: \"x\": supported values: \"FQDN\", \"IPv4\", \"IPv6\"\nendpoints[0].addresses: Required value"},
		{"an address of the other family", slice("addressType: IPv4, endpoints: [{addresses: ['2001:db8::1']}]"),
			`endpoints[0].addresses: Invalid value: "2001:db8::1": must be an IPv4 address`},
		{"an address that is not written the usual way", slice("addressType: IPv6, endpoints: [{addresses: ['2001:DB8::1']}]"),
			`endpoints[0].addresses[0]: Invalid value: "2001:DB8::1": must be in canonical form ("2001:db8::1")`},
		{"names", slice("addressType: FQDN, endpoints: [{addresses: [a], nodeName: A, hostname: A, hints: {forZones: [{name: z}, {name: z}]}}]"),
			`endpoints[0].addresses[0]: Invalid value: "a": should be a domain with at least two segments separated by dots` + "\n" +
				`endpoints[0].nodeName: Invalid value: "A": ` + subdomain1123 + "\n" + `endpoints[0].hostname: Invalid value: "A": ` + label1123 + "\n" +
				`endpoints[0].hints.forZones[1].name: Duplicate value: "z"`},
		{"too many endpoints", slice("addressType: IPv4, endpoints: [" + strings.Repeat("{addresses: [192.0.2.1]},", 1001) + "]"),
			"endpoints: Too many: 1001: must have at most 1000 items"},
	})
}

func TestValidateNode(t *testing.T) {
	checkRefusals(t, "Node", []refusal{
		{"a good node", "{metadata: {name: node-1}, spec: {podCIDRs: [10.244.0.0/24]}}", ""},
		{"a name in upper case", "{metadata: {name: Node}}", `metadata.name: Invalid value: "Node": ` + subdomain1123},
		{"ranges", "{metadata: {name: a}, spec: {podCIDRs: [10.244.0.0/24, 10.244.1.0/24]}}",
			`spec.podCIDRs: Invalid value: ["10.244.0.0/24","10.244.1.0/24"]: may specify no more than one CIDR for each IP family`},
		{"taints", "{metadata: {name: a}, spec: {taints: [{key: a, effect: NoSchedule}, {key: a, effect: NoSchedule}, {key: b}]}}",
			`metadata.taints[1]: Duplicate value: {"Key":"a","Value":"","Effect":"NoSchedule","TimeAdded":null}: taints must be unique by key and effect pair` + "\n" +
				`metadata.taints[2].effect: Required value`},
	})
}
