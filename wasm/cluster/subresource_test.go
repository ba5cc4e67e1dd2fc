package cluster

import (
	"testing"

	"svclab/wasm/api"
)

const webDeployment = `{"metadata":{"name":"web","labels":{"app":"web"}},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},
"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}`

func TestScaleIsASubresourceOfWhatHasReplicas(t *testing.T) {
	c := New(Config{Nodes: 2, Seed: 1})
	outcome(t, c, Create{Resource: "deployments", Body: []byte(webDeployment)})
	outcome(t, c, Tick{By: 5 * api.Second})
	patch := func(body string) Patch {
		return Patch{Resource: "deployments", Name: "web", Subresource: ScaleOfPods, Type: MergePatch, Body: []byte(body)}
	}
	shown, err := c.GetSubresource("deployments", "default", "web", ScaleOfPods)
	if s, ok := shown.(*api.Scale); err != nil || !ok || s.Spec.Replicas != 2 || s.Status.Replicas != 2 || s.Status.Selector != "app=web" {
		t.Fatalf("it is %+v, %v", shown, err)
	}
	outcome(t, c, patch(`{"spec":{"replicas":3}}`))
	outcome(t, c, Tick{By: 5 * api.Second})
	if n := len(c.Pods("default")); n != 3 {
		t.Errorf("%d Pods", n)
	}
	version := shown.Meta().ResourceVersion
	for _, tt := range []struct{ name, want string }{
		{`{"spec":{"replicas":-1}}`, `Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0`},
		{`{"metadata":{"resourceVersion":"` + version + `"}}`, `Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version and try again`},
		{`{"metadata":{"name":"x"}}`, `the name of the object (x) does not match the name on the URL (web)`},
	} {
		if _, err := c.Do(patch(tt.name)); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v\nwant %s", tt.name, err, tt.want)
		}
	}
	outcome(t, c, Update{Resource: "deployments", Name: "web", Subresource: ScaleOfPods,
		Body: []byte(`{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"web"},"spec":{"replicas":1}}`)})
	if o, _ := c.Get("deployments", "default", "web"); *o.(*api.Deployment).Spec.Replicas != 1 {
		t.Errorf("it has %d replicas", *o.(*api.Deployment).Spec.Replicas)
	}
}

func TestStatusIsWrittenWithoutTheRest(t *testing.T) {
	c := New(Config{Nodes: 2, Seed: 1})
	outcome(t, c, Create{Resource: "services", Body: []byte(`{"metadata":{"name":"web"},"spec":{"type":"LoadBalancer","ports":[{"port":80}]}}`)})
	outcome(t, c, Create{Resource: "services", Body: []byte(`{"metadata":{"name":"ip"},"spec":{"ports":[{"port":80}]}}`)})
	outcome(t, c, Create{Resource: "deployments", Body: []byte(webDeployment)})
	outcome(t, c, Patch{Resource: "services", Name: "web", Subresource: Status, Type: StrategicPatch, Body: []byte(
		`{"metadata":{"labels":{"a":"b"}},"spec":{"sessionAffinity":"ClientIP"},"status":{"loadBalancer":{"ingress":[{"ip":"203.0.113.9"}]}}}`)})
	o, _ := c.Get("services", "default", "web")
	svc := o.(*api.Service)
	if svc.Spec.SessionAffinity != "None" || svc.Labels["a"] != "b" || len(svc.Status.LoadBalancer.Ingress) != 1 {
		t.Errorf("it became %+v", svc)
	}
	for _, tt := range []struct{ resource, name, subresource, patch, want string }{
		{"services", "ip", Status, `{"status":{"loadBalancer":{"ingress":[{"ip":"203.0.113.9"}]}}}`,
			"Service \"ip\" is invalid: status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'"},
		{"services", "web", Status, `{"status":{"loadBalancer":{"ingress":[{"ip":"x"}]}}}`,
			`Service "web" is invalid: status.loadBalancer.ingress[0].ip: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)`},
		{"namespaces", "default", Status, `{"status":{"phase":"Terminating"}}`,
			"Namespace \"default\" is invalid: status.Phase: Invalid value: \"Terminating\": may only be 'Active' if `deletionTimestamp` is empty"},
		{"deployments", "web", Status, `{"status":{"replicas":7,"readyReplicas":9}}`,
			`Deployment.apps "web" is invalid: status.readyReplicas: Invalid value: 9: cannot be greater than status.replicas`},
		{"services", "web", ScaleOfPods, `{}`, "the server could not find the requested resource"},
		{"endpoints", "kubernetes", Status, `{}`, "the server could not find the requested resource"},
		{"services", "web", "nope", `{}`, "the server could not find the requested resource"},
	} {
		_, err := c.Do(Patch{Resource: tt.resource, Name: tt.name, Subresource: tt.subresource, Type: StrategicPatch, Body: []byte(tt.patch)})
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s/%s %s: got %v\nwant %s", tt.resource, tt.name, tt.patch, err, tt.want)
		}
	}
}
