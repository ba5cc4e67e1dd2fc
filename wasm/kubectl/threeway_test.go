package kubectl

import (
	"testing"

	"svclab/wasm/api"
)

// TestThreeWayPatch compares patches with those of upstream's
// CreateThreeWayMergePatch; the cases were worked out with it.
func TestThreeWayPatch(t *testing.T) {
	for _, c := range []struct{ sentence, resource, last, file, live, want string }{
		{"nothing to do", "services", `{"a":1}`, `{"a":1}`, `{"a":1,"b":2}`, `{}`},
		{"what the file changes", "services", `{"a":1}`, `{"a":2}`, `{"a":1}`, `{"a":2}`},
		{"what someone else changed comes back", "services", `{"a":1}`, `{"a":1}`, `{"a":3}`, `{"a":1}`},
		{"what the file no longer says goes", "services", `{"a":1,"b":1}`, `{"a":1}`, `{"a":1,"b":1}`, `{"b":null}`},
		{"it goes even when it has gone", "services", `{"a":1,"b":1}`, `{"a":1}`, `{"a":1}`, `{"b":null}`},
		{"what others added stays", "services", `{}`, `{}`, `{"metadata":{"labels":{"x":"y"}}}`, `{}`},
		{"never applied: nothing is deleted", "services", `{}`, `{"a":1}`, `{"a":1,"b":2}`, `{}`},
		{"a label goes, another comes", "services", `{"metadata":{"labels":{"x":"1"}}}`, `{"metadata":{"labels":{"y":"1"}}}`,
			`{"metadata":{"labels":{"x":"1"}}}`, `{"metadata":{"labels":{"x":null,"y":"1"}}}`},
		{"defaults of a port stay", "services", `{"spec":{"ports":[{"port":80}]}}`, `{"spec":{"ports":[{"port":80}]}}`,
			`{"spec":{"ports":[{"port":80,"targetPort":80,"nodePort":30001}]}}`, `{}`},
		{"a port changes its name", "services", `{"spec":{"ports":[{"port":80}]}}`, `{"spec":{"ports":[{"port":80,"name":"http"}]}}`,
			`{"spec":{"ports":[{"port":80,"targetPort":80}]}}`,
			`{"spec":{"$setElementOrder/ports":[{"port":80}],"ports":[{"name":"http","port":80}]}}`},
		{"a port makes room for another", "services", `{"spec":{"ports":[{"port":80}]}}`, `{"spec":{"ports":[{"port":8080}]}}`,
			`{"spec":{"ports":[{"port":80,"nodePort":30001}]}}`,
			`{"spec":{"$setElementOrder/ports":[{"port":8080}],"ports":[{"port":8080},{"$patch":"delete","port":80}]}}`},
		{"ports change places", "services", `{"spec":{"ports":[{"port":1},{"port":2}]}}`, `{"spec":{"ports":[{"port":2},{"port":1}]}}`,
			`{"spec":{"ports":[{"port":1},{"port":2}]}}`, `{"spec":{"$setElementOrder/ports":[{"port":2},{"port":1}]}}`},
		{"the last port goes", "services", `{"spec":{"ports":[{"port":1}]}}`, `{"spec":{"ports":[]}}`, `{"spec":{"ports":[{"port":1}]}}`,
			`{"spec":{"ports":[{"$patch":"delete","port":1}]}}`},
		{"one port loses a field, one gets one: the order is the file's", "services",
			`{"spec":{"ports":[{"name":"a","port":1}]}}`, `{"spec":{"ports":[{"port":1},{"port":2}]}}`, `{"spec":{"ports":[{"name":"a","port":1}]}}`,
			`{"spec":{"$setElementOrder/ports":[{"port":1},{"port":2}],"ports":[{"name":null,"port":1},{"port":2}]}}`},
		{"one number for two protocols: the wrong one is changed, and the number deleted, as kubectl does", "services",
			`{"spec":{"ports":[{"name":"t","port":53},{"name":"u","port":53,"protocol":"UDP"}]}}`, `{"spec":{"ports":[{"name":"t","port":53}]}}`,
			`{"spec":{"ports":[{"name":"t","port":53,"protocol":"TCP"},{"name":"u","port":53,"protocol":"UDP"}]}}`,
			`{"spec":{"$setElementOrder/ports":[{"port":53}],"ports":[{"name":"t","port":53,"protocol":null},{"$patch":"delete","port":53}]}}`},
		{"a list without a merge key is replaced", "services", `{"spec":{"externalIPs":["a"]}}`, `{"spec":{"externalIPs":["b"]}}`,
			`{"spec":{"externalIPs":["a"]}}`, `{"spec":{"externalIPs":["b"]}}`},
		{"containers merge by name, their ports by containerPort", "pods", `{}`,
			`{"spec":{"containers":[{"name":"c","ports":[{"containerPort":80}]}]}}`,
			`{"spec":{"containers":[{"name":"c","image":"x","ports":[{"containerPort":80,"protocol":"TCP"}]}]}}`, `{}`},
		{"finalizers are a list of words", "pods", `{"metadata":{"finalizers":["f1"]}}`, `{"metadata":{"finalizers":["f0"]}}`, `{"metadata":{"finalizers":["f1"]}}`,
			`{"metadata":{"$deleteFromPrimitiveList/finalizers":["f1"],"$setElementOrder/finalizers":["f0"],"finalizers":["f0"]}}`},
		{"a strategy keeps the keys that the file has", "deployments", `{"spec":{"strategy":{"rollingUpdate":{"maxSurge":1}}}}`,
			`{"spec":{"strategy":{"type":"Recreate"}}}`, `{"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}}`,
			`{"spec":{"strategy":{"$retainKeys":["type"],"rollingUpdate":null,"type":"Recreate"}}}`},
		{"a strategy that loses a default", "deployments", `{}`, `{"spec":{"strategy":{"type":"Recreate"}}}`,
			`{"spec":{"strategy":{"type":"Recreate","rollingUpdate":{"maxSurge":1}}}}`, `{"spec":{"strategy":{"$retainKeys":["type"]}}}`},
		{"a volume keeps the keys that the file has", "pods", `{}`, `{"spec":{"volumes":[{"name":"v","emptyDir":{}}]}}`,
			`{"spec":{"volumes":[{"name":"v","hostPath":{"path":"/"}}]}}`,
			`{"spec":{"$setElementOrder/volumes":[{"name":"v"}],"volumes":[{"$retainKeys":["emptyDir","name"],"emptyDir":{},"name":"v"}]}}`},
		{"the endpoints of a slice are replaced", "endpointslices", `{}`, `{"endpoints":[{"addresses":["a"]}]}`,
			`{"endpoints":[{"addresses":["b"]},{"addresses":["a"]}]}`, `{"endpoints":[{"addresses":["a"]}]}`},
	} {
		trees := [3]map[string]any{}
		for i, text := range []string{c.last, c.file, c.live} {
			trees[i] = api.ReadTree([]byte(text)).(map[string]any)
		}
		patch, err := threeWayPatch(trees[0], trees[1], trees[2], c.resource)
		if err != nil {
			t.Errorf("%s: %v", c.sentence, err)
		}
		if got := string(encode(patch)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.sentence, got, c.want)
		}
		for i, text := range []string{c.last, c.file, c.live} {
			if got := string(encode(trees[i])); got != string(encode(api.ReadTree([]byte(text)))) {
				t.Errorf("%s: tree %d was changed to %s", c.sentence, i, got)
			}
		}
	}
}

func TestAListElementWithoutItsKeyIsAnError(t *testing.T) {
	file := api.ReadTree([]byte(`{"spec":{"ports":[{"name":"x"}]}}`)).(map[string]any)
	live := api.ReadTree([]byte(`{"spec":{"ports":[{"port":80}]}}`)).(map[string]any)
	_, err := threeWayPatch(map[string]any{}, file, live, "services")
	if want := "map: map[name:x] does not contain declared merge key: port"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestLastAppliedIsKubectls: the text has an empty annotations map in it and a
// newline behind it, as kubectl has always written it.
func TestLastAppliedIsKubectls(t *testing.T) {
	object := api.ReadTree([]byte(`{"kind":"Service","apiVersion":"v1","metadata":{"name":"a<b"}}`)).(map[string]any)
	text := at(withLastApplied(object), "metadata", "annotations", lastAppliedAnnotation)
	want := `{"apiVersion":"v1","kind":"Service","metadata":{"annotations":{},"name":"a\u003cb"}}` + "\n"
	if text != want {
		t.Errorf("got %q, want %q", text, want)
	}
	if _, ok := lastApplied(object); ok {
		t.Error("the object itself was annotated")
	}
}
