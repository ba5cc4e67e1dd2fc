package api

import (
	"encoding/json"
	"testing"
)

func TestDefault(t *testing.T) {
	tests := []struct{ name, kind, in, want string }{
		{"a Service", "Service",
			`{"metadata":{"name":"a"},"spec":{"ports":[{"port":80}]}}`,
			`{"spec":{"ports":[{"protocol":"TCP","port":80,"targetPort":80}],"type":"ClusterIP","sessionAffinity":"None","internalTrafficPolicy":"Cluster"}}`},
		{"targetPort 0 and empty are the port", "Service",
			`{"spec":{"ports":[{"port":1,"targetPort":0},{"port":2,"targetPort":""},{"port":3,"targetPort":"http"}]}}`,
			`{"spec":{"ports":[{"targetPort":1},{"targetPort":2},{"targetPort":"http"}]}}`},
		{"a NodePort Service has an external policy", "Service", `{"spec":{"type":"NodePort"}}`,
			`{"spec":{"externalTrafficPolicy":"Cluster","internalTrafficPolicy":"Cluster"}}`},
		{"so has one with an external address", "Service", `{"spec":{"externalIPs":["192.0.2.1"]}}`,
			`{"spec":{"externalTrafficPolicy":"Cluster"}}`},
		{"a LoadBalancer Service gets node ports", "Service",
			`{"spec":{"type":"LoadBalancer"},"status":{"loadBalancer":{"ingress":[{"ip":"192.0.2.1"},{"hostname":"a"}]}}}`,
			`{"spec":{"allocateLoadBalancerNodePorts":true},"status":{"loadBalancer":{"ingress":[{"ip":"192.0.2.1","ipMode":"VIP"},{"hostname":"a","ipMode":null}]}}}`},
		{"an ExternalName Service has no policy", "Service", `{"spec":{"type":"ExternalName"}}`,
			`{"spec":{"sessionAffinity":"None","internalTrafficPolicy":null,"externalTrafficPolicy":null}}`},
		{"ClientIP keeps a client for 3 hours", "Service", `{"spec":{"sessionAffinity":"ClientIP"}}`,
			`{"spec":{"sessionAffinityConfig":{"clientIP":{"timeoutSeconds":10800}}}}`},
		{"a timeout that is set stays", "Service", `{"spec":{"sessionAffinity":"ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":5}}}}`,
			`{"spec":{"sessionAffinityConfig":{"clientIP":{"timeoutSeconds":5}}}}`},
		{"None forgets the timeout", "Service", `{"spec":{"sessionAffinityConfig":{"clientIP":{"timeoutSeconds":5}}}}`,
			`{"spec":{"sessionAffinity":"None","sessionAffinityConfig":null}}`},
		{"a Pod", "Pod", `{"spec":{"containers":[{"name":"a","image":"nginx","ports":[{"containerPort":80}]}]}}`,
			`{"spec":{"containers":[{"name":"a","image":"nginx","ports":[{"containerPort":80,"protocol":"TCP","hostPort":null}],"resources":{},
				"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"Always"}],
				"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{},
				"schedulerName":"default-scheduler","enableServiceLinks":true,"serviceAccountName":null}}`},
		{"a Pod on its node's network", "Pod", `{"spec":{"hostNetwork":true,"containers":[{"ports":[{"containerPort":80}]}]}}`,
			`{"spec":{"containers":[{"ports":[{"hostPort":80}]}]}}`},
		{"limits are requests too", "Pod", `{"spec":{"containers":[{"resources":{"limits":{"cpu":1,"memory":"1024Mi"},"requests":{"cpu":"500m"}}}]}}`,
			`{"spec":{"containers":[{"resources":{"requests":{"cpu":"500m","memory":"1Gi"}}}]}}`},
		{"a probe", "Pod", `{"spec":{"containers":[{"readinessProbe":{"httpGet":{"port":80}}}]}}`,
			`{"spec":{"containers":[{"readinessProbe":{"httpGet":{"path":"/","port":80,"scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3,"initialDelaySeconds":null}}]}}`},
		{"a service account under its old name", "Pod", `{"spec":{"serviceAccount":"a"}}`, `{"spec":{"serviceAccountName":"a","serviceAccount":"a"}}`},
		{"an EndpointSlice", "EndpointSlice", `{"ports":[{"port":80},{"name":"a","protocol":"UDP"}]}`,
			`{"ports":[{"name":"","protocol":"TCP","port":80},{"name":"a","protocol":"UDP"}]}`},
		{"Endpoints", "Endpoints", `{"subsets":[{"ports":[{"port":80}]}]}`, `{"subsets":[{"ports":[{"port":80,"protocol":"TCP"}]}]}`},
		{"a Namespace", "Namespace", `{"metadata":{"name":"a"}}`,
			`{"metadata":{"labels":{"kubernetes.io/metadata.name":"a"}},"status":{"phase":"Active"}}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			obj := parse(t, tt.kind, tt.in)
			Default(obj)
			once := write(t, obj)
			for _, diff := range missing("", decoded(t, tt.want), decoded(t, once)) {
				t.Error(diff)
			}
			Default(obj)
			if twice := write(t, obj); twice != once {
				t.Errorf("Default twice gives %s, once %s", twice, once)
			}
		})
	}
}

func TestDefaultPullPolicyFollowsTheTag(t *testing.T) {
	tests := []struct{ image, want string }{
		{"nginx", "Always"},
		{"nginx:latest", "Always"},
		{"nginx:1.27", "IfNotPresent"},
		{"registry.example.com:5000/nginx", "Always"},
		{"registry.example.com:5000/nginx:1.27", "IfNotPresent"},
		{"Registry.Example.com/nginx", "Always"},
		{"nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000", "IfNotPresent"},
		{"Nginx", "IfNotPresent"}, // no reference: upstream reads no tag in it
		{"", "IfNotPresent"},
	}
	for _, tt := range tests {
		pod := &Pod{Spec: PodSpec{Containers: []Container{{Image: tt.image}}}}
		Default(pod)
		if got := pod.Spec.Containers[0].ImagePullPolicy; got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.image, got, tt.want)
		}
	}
}

// parse decodes an object of a kind, and fails the test when that is refused.
func parse(t *testing.T, kind, body string) Object {
	t.Helper()
	for _, r := range Resources() {
		if r.Kind == kind {
			obj, err := Decode(r, []byte(body))
			if err != nil {
				t.Fatal(err)
			}
			return obj
		}
	}
	t.Fatalf("no kind %s", kind)
	return nil
}

func write(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func decoded(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// missing tells what of want is not in got; null in want means absent.
func missing(path string, want, got any) []string {
	switch want := want.(type) {
	case map[string]any:
		m, _ := got.(map[string]any)
		var diffs []string
		for k, v := range want {
			diffs = append(diffs, missing(path+"."+k, v, m[k])...)
		}
		return diffs
	case []any:
		s, _ := got.([]any)
		if len(s) != len(want) {
			return []string{path + ": not as many"}
		}
		var diffs []string
		for i, v := range want {
			diffs = append(diffs, missing(path+"[]", v, s[i])...)
		}
		return diffs
	}
	if want != got {
		w, _ := json.Marshal(want)
		g, _ := json.Marshal(got)
		return []string{path + ": got " + string(g) + ", want " + string(w)}
	}
	return nil
}
