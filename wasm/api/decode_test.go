package api

import (
	"strings"
	"testing"
)

func TestDecodeRefusesAsRecorded(t *testing.T) {
	const cannot = `Service in version "v1" cannot be handled as a Service: `
	tests := []struct{ name, yaml, want string }{
		{"unknown-fields.txtar f0", "spec: {port: 80}", `strict decoding error: unknown field "spec.port"`},
		{"unknown-fields.txtar f1", "spec: {ports: [{port: 80, targetport: 80}]}", `strict decoding error: unknown field "spec.ports[0].targetport"`},
		{"unknown-fields.txtar f2", "spec: {ports: [{port: 80}], selectors: {app: x}}", `strict decoding error: unknown field "spec.selectors"`},
		{"unknown-fields.txtar f3", "spec: {Type: NodePort, ports: [{port: 80}]}", `strict decoding error: unknown field "spec.Type"`},
		{"wrong-types.txtar f0", `spec: {ports: [{port: "80"}]}`,
			"json: cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type int32"},
		{"wrong-types.txtar f1", "spec: {ports: [{port: http}]}",
			"json: cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type int32"},
		{"wrong-types.txtar f2", "spec: {ports: 80}",
			"json: cannot unmarshal number into Go struct field ServiceSpec.spec.ports of type []v1.ServicePort"},
		{"wrong-types.txtar f3", "spec: {selector: app}",
			"json: cannot unmarshal string into Go struct field ServiceSpec.spec.selector of type map[string]string"},
		{"wrong-types.txtar f4", "spec: {selector: {app: 1}, ports: [{port: 80}]}",
			"json: cannot unmarshal number into Go struct field ServiceSpec.spec.selector of type string"},
		{"notes-nodeport.txtar svc-as-written", "spec: {type: NodePort, ports: {targetPort: 80, port: 80, nodePort: 30008}, selector: {app: myapp}}",
			"json: cannot unmarshal object into Go struct field ServiceSpec.spec.ports of type []v1.ServicePort"},
	}
	r, _ := ResourceNamed("services")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			docs, err := Documents([]byte("{apiVersion: v1, kind: Service, metadata: {name: a}, " + tt.yaml + "}"))
			if err != nil || len(docs) != 1 {
				t.Fatalf("got %d documents, %v", len(docs), err)
			}
			refused(t, r, string(docs[0].JSON), cannot+tt.want)
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	const pod = `Pod in version "v1" cannot be handled as a Pod: `
	tests := []struct{ name, resource, body, want string }{
		{"several unknown fields", "pods", `{"a":1,"spec":{"b":1,"containers":[{"c":1}]}}`,
			pod + `strict decoding error: unknown field "a", unknown field "spec.b", unknown field "spec.containers[0].c"`},
		{"a field twice", "pods", `{"metadata":{"name":"a","name":"b"}}`, pod + `strict decoding error: duplicate field "metadata.name"`},
		{"a label twice", "pods", `{"metadata":{"labels":{"a":"b","a":"c"}}}`, pod + `strict decoding error: duplicate field "metadata.labels.a"`},
		{"no JSON", "pods", `{"kind":`, `the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: unexpected end of JSON input ({"kind":)`},
		{"no object", "pods", `[1,2,3]`,
			`the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" } (5b312c322c335d)`},
		{"no body", "pods", ``, `the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)`},
		{"another version", "pods", `{"apiVersion":"v2","kind":"Pod"}`, `the API version in the data (v2) does not match the expected API version (v1)`},
		{"another kind", "pods", `{"apiVersion":"v1","kind":"Service"}`,
			`Service in version "v1" cannot be handled as a Pod: converting (v1.Service) to (Pod): unknown conversion`},
		{"core's EndpointPort has another name here", "endpoints", `{"subsets":[{"ports":[1]}]}`,
			`Endpoints in version "v1" cannot be handled as a Endpoints: json: cannot unmarshal number into Go struct field EndpointSubset.subsets.ports of type v1.EndpointPort`},
		{"a number that does not fit", "services", `{"spec":{"ports":[{"port":80000000000}]}}`,
			`Service in version "v1" cannot be handled as a Service: json: cannot unmarshal number 80000000000 into Go struct field ServicePort.spec.ports.port of type int32`},
		{"a targetPort", "services", `{"spec":{"ports":[{"targetPort":true}]}}`,
			`Service in version "v1" cannot be handled as a Service: json: cannot unmarshal bool into Go struct field ServicePort.spec.ports.targetPort of type int32`},
		{"a time", "pods", `{"metadata":{"creationTimestamp":"now"}}`, pod + `parsing time "now" as "2006-01-02T15:04:05Z07:00": cannot parse "now" as "2006"`},
		{"10,001 nested lists", "pods", strings.Repeat("[", 10_001),
			`the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: invalid character '[' exceeded max depth (` + strings.Repeat("5b", 30) + ` ...)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, _ := ResourceNamed(tt.resource)
			refused(t, r, tt.body, tt.want)
		})
	}
}

// refused checks that a body is refused as a bad request in these words.
func refused(t *testing.T, r Resource, body, want string) {
	t.Helper()
	_, err := Decode(r, []byte(body))
	status, ok := err.(*StatusError)
	if !ok || status.Reason != ReasonBadRequest || status.Message != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestDecodeRefusesMoreThanThreeMebibytes(t *testing.T) {
	r, _ := ResourceNamed("pods")
	_, err := Decode(r, []byte(`{"metadata":{"name":"`+strings.Repeat("x", 10<<20)+`"}}`))
	if status, ok := err.(*StatusError); !ok || status.Reason != ReasonRequestEntityTooLarge || status.Message != "Request entity too large: limit is 3145728" {
		t.Errorf("got %v", err)
	}
}

func TestDecodeTakesKindAndVersionFromTheResource(t *testing.T) {
	for _, r := range Resources() {
		for _, body := range []string{`{"metadata":{"name":"a"}}`, `{"kind":"","apiVersion":"","metadata":{"name":"a"}}`} {
			obj, err := Decode(r, []byte(body))
			if err != nil {
				t.Errorf("%s: %v", r.Kind, err)
				continue
			}
			if got := *obj.Type(); got != (TypeMeta{r.Kind, r.APIVersion()}) || obj.Meta().Name != "a" {
				t.Errorf("%s: got %+v named %q", r.Kind, got, obj.Meta().Name)
			}
		}
	}
}

// What Decode takes is written back as it came, whatever the cluster makes of
// it.
func TestDecodeKeepsWhatItDoesNotLookInto(t *testing.T) {
	const body = `{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a"},"spec":{"volumes":[{"name":"v","emptyDir":{}}],` +
		`"containers":[{"name":"c","image":"i","env":[{"name":"K","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}}],` +
		`"resources":{"limits":{"cpu":"500m"}},"volumeMounts":[{"name":"v","mountPath":"/v"}],` +
		`"readinessProbe":{"httpGet":{"path":"/","port":"http"},"periodSeconds":5}}],` +
		`"affinity":{"podAntiAffinity":{}},"tolerations":[{"operator":"Exists"}]},"status":{}}`
	if got := write(t, parse(t, "Pod", body)); got != body {
		t.Errorf("got  %s\nwant %s", got, body)
	}
	const null = `{"kind":"Pod","apiVersion":"v1","metadata":{},"spec":{"volumes":null,"containers":null,"affinity":null},"status":{}}`
	if got := write(t, parse(t, "Pod", null)); strings.Contains(got, "affinity") || strings.Contains(got, "volumes") {
		t.Errorf("null is written back: %s", got)
	}
}

func FuzzDecode(f *testing.F) {
	for _, body := range []string{
		`{"spec":{"ports":[{"port":80}]}}`, `{"metadata":{"labels":{"a":1}}}`, `[`, `{"a":`, `{"spec":null}`,
		`{"metadata":{"creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"containers":[{"readinessProbe":{"httpGet":{"port":"a"}}}]}}`,
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, r := range Resources() {
			obj, err := Decode(r, body)
			if err != nil {
				if _, ok := err.(*StatusError); !ok {
					t.Errorf("%s: the error is no StatusError: %v", r.Kind, err)
				}
				continue
			}
			// Whatever is taken can be copied, defaulted, validated and written.
			c := obj.DeepCopy()
			Default(c)
			Validate(c)
			ValidateUpdate(c, obj)
			write(t, c)
		}
	})
}
