package kubectl

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"svclab/wasm/api"
)

// described are the kinds of which fieldTexts has every field. Those of others
// show up all the same, without a description.
var described = []string{"services", "endpointslices", "endpoints", "namespaces", "pods", "nodes", "deployments", "replicasets", "statefulsets", "daemonsets", "controllerrevisions", "secrets", "poddisruptionbudgets", "ingresses", "ingressclasses"}

func TestEveryFieldIsDescribedAndNothingElse(t *testing.T) {
	lines := map[string]bool{} // TYPE or TYPE field, true once a field led there
	owner := ""
	for _, line := range strings.Split(strings.Trim(fieldTexts, "\n"), "\n") {
		name, text, _ := strings.Cut(strings.TrimPrefix(line, " "), " ")
		if i := strings.IndexAny(name, "?<="); i >= 0 {
			name = name[:i]
		}
		if english, _, _ := strings.Cut(text, "\t"); english == "" || strings.Count(line, "\t") > 1 {
			t.Errorf("%q: want a text, and at most one in Korean", line)
		}
		if line[0] == ' ' {
			name = owner + " " + name
		} else {
			owner = name
		}
		if _, twice := lines[name]; twice {
			t.Errorf("%s is there twice", name)
		}
		lines[name] = owner == "TypeMeta"
	}
	var walk func(f schemaField)
	walk = func(f schemaField) {
		s := f.structType()
		if s == nil {
			return
		}
		if _, ok := lines[s.Name()]; !ok {
			t.Errorf("%s has no text", s.Name())
			return
		}
		lines[s.Name()] = true
		for _, each := range f.fields() {
			if each.text == "" {
				t.Errorf("%s.%s has no text", s.Name(), each.name)
			}
			if each.typeName() == "Object" && each.name != "podPreemptionPolicy" { // which OpenAPI does not have
				t.Errorf("%s.%s has no type", s.Name(), each.name)
			}
			lines[s.Name()+" "+each.name] = true
			walk(each)
		}
	}
	for _, name := range described {
		r, _ := api.ResourceNamed(name)
		walk(schemaField{kind: reflect.TypeOf(r.New())})
	}
	var custom func(f schemaField)
	custom = func(f schemaField) {
		for _, each := range f.fields() {
			if each.custom != nil {
				lines[f.owner+" "+each.name] = true
				custom(each)
			}
		}
	}
	for _, r := range api.Resources() {
		if r.IsCustom() {
			lines[r.Kind] = true
			custom(rootField(r))
		}
	}
	for name, used := range lines {
		if !used {
			t.Errorf("%s is described, but there is no such field", name)
		}
	}
}

func TestExplain(t *testing.T) {
	for _, c := range []struct{ line, language, want string }{
		{"svc.spec.ports.protocol", "", "KIND:       Service\nVERSION:    v1\n\nFIELD: protocol <string>\nENUM:\n    SCTP\n    TCP\n    UDP\n\n" +
			"DESCRIPTION:\n    Transport protocol. Defaults to TCP.\n    \n\n"},
		{"svc.spec.ports.port", "ko", "KIND:       Service\nVERSION:    v1\n\nFIELD: port <integer>\n\n\nDESCRIPTION:\n    클라이언트가 Service에 닿는 포트.\n    \n\n"},
		{"endpointslices.discovery.k8s.io.endpoints.conditions", "", "GROUP:      discovery.k8s.io\nKIND:       EndpointSlice\nVERSION:    v1\n\nFIELD: conditions <EndpointConditions>\n\n\n" +
			"DESCRIPTION:\n    Whether it can take traffic.\n    What state an endpoint is in.\n    \nFIELDS:\n" +
			"  ready\t<boolean>\n    Serving and not terminating; or always true with publishNotReadyAddresses.\n\n" +
			"  serving\t<boolean>\n    Its Pod is ready, whether terminating or not.\n\n  terminating\t<boolean>\n    Its Pod is on its way out.\n\n\n"},
		{"svc.spec.type", "", "type <string>\nENUM:\n    ClusterIP\n    ExternalName\n    LoadBalancer\n    NodePort\n\nDESCRIPTION:\n    From where the Service can be reached. NodePort adds a port of every node,\n    LoadBalancer"},
		{"pods.status --recursive --max-depth=1", "", "\nFIELDS:\n  allocatedResources\t<map[string]Quantity>\n  conditions\t<[]PodCondition>\n  containerStatuses\t<[]ContainerStatus>\n"},
		{"pods.status --recursive", "", "  phase\t<string>\n  enum: Failed, Pending, Running, Succeeded, ....\n  podIP\t<string>\n  podIPs\t<[]PodIP>\n    ip\t<string> -required-\n"},
		{"svc.spec.ports --recursive", "", "  port\t<integer> -required-\n  protocol\t<string>\n  enum: SCTP, TCP, UDP\n  targetPort\t<IntOrString>\n"},
		{"svc.spec.nope.x", "", "KIND:       Service\nVERSION:    v1\n\nerror: field \"x\" does not exist\n"},
		{"nope", "", "the server doesn't have a resource type \"nope\"\n"},
		{"svc --api-version=v2", "", "error: couldn't find resource for \"/v2, Resource=services\"\n"},
		{"svc --api-version=discovery.k8s.io/v1", "", "error: GVR (discovery.k8s.io/v1, Resource=services) not found in OpenAPI schema\n"},
		{"svc --max-depth=1", "", "error: --max-depth requires --recursive\n"},
	} {
		var out bytes.Buffer
		env := newLab(t, 1).env(&out, &out)
		env.Language = c.language
		Run(env, append([]string{"explain"}, strings.Fields(c.line)...))
		if !strings.Contains(out.String(), c.want) {
			t.Errorf("explain %s: got\n%s\nwant\n%s", c.line, out.String(), c.want)
		}
	}
}
