package cluster

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"testing"

	"svclab/wasm/api"
)

// newWeb returns a cluster with the Service web.
func newWeb(t *testing.T) *Cluster {
	t.Helper()
	c := New(Config{Nodes: 2, Seed: 1})
	outcome(t, c, Create{Resource: "services", Body: []byte(
		`{"metadata":{"name":"web","labels":{"app":"web"}},"spec":{"clusterIP":"10.96.60.1","selector":{"app":"web"},"ports":[{"port":80}]}}`)})
	return c
}

func outcome(t *testing.T, c *Cluster, cmd Command) []Event {
	t.Helper()
	events, err := c.Do(cmd)
	if err != nil {
		t.Fatal(err)
	}
	return events
}

func patchWeb(kind PatchType, body string) Patch {
	return Patch{Resource: "services", Name: "web", Type: kind, Body: []byte(body)}
}

func TestAPatchIsRefusedInTheServersWords(t *testing.T) {
	const invalid = ` "" is invalid: patch: Invalid value: `
	for _, tt := range []struct {
		name, patch string
		kind        PatchType
		want        string
	}{
		{"no JSON", `{`, StrategicPatch, "invalid JSON patch"},
		{"a list", `[]`, StrategicPatch, "json: cannot unmarshal array into Go value of type map[string]interface {}"},
		{"a list as a merge patch", `[]`, MergePatch, "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}"},
		{"nothing as a merge patch", `null`, MergePatch, "Invalid JSON Patch"},
		{"an object as a JSON patch", `{}`, JSONPatch, "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp"},
		{"a number that is text", `{"spec":{"ports":[{"port":"x"}]}}`, StrategicPatch, invalid + `"map[spec:map[ports:[map[port:x]]]]": unrecognized type: int32`},
		{"text that is a number", `{"spec":{"type":5}}`, StrategicPatch, invalid + `"map[spec:map[type:5]]": cannot convert int64 to v1.ServiceType`},
		{"half a port", `{"spec":{"ports":[{"port":90.5}]}}`, StrategicPatch, invalid + `"map[spec:map[ports:[map[port:90.5]]]]": cannot convert float64 to int32`},
		{"a list that is text", `{"spec":{"clusterIPs":"x"}}`, StrategicPatch, invalid + `"map[spec:map[clusterIPs:x]]": cannot restore slice from string`},
		{"a struct that is a list", `{"spec":[]}`, StrategicPatch, invalid + `"map[spec:[]]": cannot restore struct from: slice`},
		{"a map that is text", `{"spec":{"selector":"x"}}`, StrategicPatch, invalid + `"map[spec:map[selector:x]]": cannot restore map from string`},
		{"numbers among ports", `{"spec":{"ports":[90]}}`, StrategicPatch, "list element types are not identical: [[map[port:80 protocol:TCP targetPort:80]] [90]]"},
		{"an unknown field", `{"spec":{"x":1,"ports":[{"port":80,"a":1}]}}`, StrategicPatch,
			invalid + `"map[spec:map[ports:[map[a:1 port:80]] x:1]]": strict decoding error: unknown field "spec.ports[0].a", unknown field "spec.x"`},
		{"a bad time", `{"metadata":{"creationTimestamp":"x"}}`, StrategicPatch,
			invalid + `"map[metadata:map[creationTimestamp:x]]": parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"`},
		{"another name", `{"metadata":{"name":"x"}}`, MergePatch, "the name of the object (x) does not match the name on the URL (web)"},
		{"no name", `{"metadata":{"name":null}}`, MergePatch, "the name of the object (web based on URL) was undeterminable: name must be provided"},
		{"another namespace", `{"metadata":{"namespace":"x"}}`, MergePatch, "the namespace of the provided object does not match the namespace sent on the request"},
		{"an old version", `{"metadata":{"resourceVersion":"1"}}`, MergePatch,
			`Operation cannot be fulfilled on services "web": the object has been modified; please apply your changes to the latest version and try again`},
		{"no version", `{"metadata":{"resourceVersion":"x"}}`, MergePatch, `strconv.ParseUint: parsing "x": invalid syntax`},
		{"a test that fails", `[{"op":"test","path":"/spec/type","value":"x"}]`, JSONPatch, "the server rejected our request due to an error in our request"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := newWeb(t)
			before := c.Dump()
			_, err := c.Do(patchWeb(tt.kind, tt.patch))
			if err == nil || err.Error() != tt.want {
				t.Errorf("got %v\nwant %s", err, tt.want)
			}
			if c.Dump() != before {
				t.Error("it changed the cluster")
			}
		})
	}
}

func TestAPatchThatWarnsGoesThrough(t *testing.T) {
	c := newWeb(t)
	cmd := patchWeb(StrategicPatch, `{"spec":{"bogus":1,"type":"ClusterIP","type":"NodePort"}}`)
	cmd.FieldValidation = Warn
	warned, ok := outcome(t, c, cmd)[0].(Warned)
	want := []string{`duplicate field "spec.type"`, `unknown field "spec.bogus"`}
	if !ok || !slices.Equal(warned.Texts, want) {
		t.Errorf("it warns of %q, want %q", warned.Texts, want)
	}
	if svc := c.Services("default")[1]; svc.Spec.Type != api.ServiceTypeNodePort {
		t.Errorf("the type is %s", svc.Spec.Type)
	}
	cmd = patchWeb(MergePatch, `{"spec":{"bogus":1,"type":"X"}}`)
	cmd.FieldValidation = Warn
	_, err := c.Do(cmd)
	var refused *api.StatusError
	if !errors.As(err, &refused) || !slices.Equal(refused.Warnings, []string{`unknown field "spec.bogus"`}) {
		t.Errorf("the refusal %v came without its warning", err)
	}
}

func TestAPatchThatChangesNothingIsNotWritten(t *testing.T) {
	c := newWeb(t)
	before := c.Services("default")[1].ResourceVersion
	for _, body := range []string{`{}`, `{"metadata":{"labels":{"app":"web"}}}`, `{"status":{"loadBalancer":{"ingress":[{"ip":"1.2.3.4"}]}}}`, `{"metadata":{"resourceVersion":"0"}}`} {
		if events := outcome(t, c, patchWeb(StrategicPatch, body)); len(events) > 0 {
			t.Errorf("%s: %v", body, events)
		}
	}
	if after := c.Services("default")[1].ResourceVersion; after != before {
		t.Errorf("the version went from %s to %s", before, after)
	}
}

func TestJSONPatchesAreCarriedOut(t *testing.T) {
	const doc = `{"a":{"b":1,"x/y":2,"m~n":3},"l":[1,2,3],"z":null}`
	for _, tt := range []struct{ name, ops, want string }{
		{"nothing", `[]`, doc},
		{"a key is added", `[{"op":"add","path":"/a/c","value":4}]`, `{"a":{"b":1,"x/y":2,"m~n":3,"c":4},"l":[1,2,3],"z":null}`},
		{"a value left out is null", `[{"op":"add","path":"/z2"}]`, `{"a":{"b":1,"x/y":2,"m~n":3},"l":[1,2,3],"z":null,"z2":null}`},
		{"escapes", `[{"op":"remove","path":"/a/x~1y"},{"op":"remove","path":"/a/m~0n"}]`, `{"a":{"b":1},"l":[1,2,3],"z":null}`},
		{"replace makes a new key", `[{"op":"replace","path":"/n","value":{}}]`, `{"a":{"b":1,"x/y":2,"m~n":3},"l":[1,2,3],"z":null,"n":{}}`},
		{"an item goes in between", `[{"op":"add","path":"/l/1","value":9}]`, `{"a":{"b":1,"x/y":2,"m~n":3},"l":[1,9,2,3],"z":null}`},
		{"an item goes to the end", `[{"op":"add","path":"/l/-","value":9},{"op":"add","path":"/l/4","value":8}]`, `{"a":{"b":1,"x/y":2,"m~n":3},"l":[1,2,3,9,8],"z":null}`},
		{"an index counts from the end", `[{"op":"remove","path":"/l/-1"},{"op":"replace","path":"/l/-2","value":7}]`, `{"a":{"b":1,"x/y":2,"m~n":3},"l":[7,2],"z":null}`},
		{"what stands before the first slash does not count", `[{"op":"remove","path":"x/z"}]`, `{"a":{"b":1,"x/y":2,"m~n":3},"l":[1,2,3]}`},
		{"a copy is another value", `[{"op":"copy","from":"/a","path":"/c"},{"op":"remove","path":"/a"},{"op":"add","path":"/c/b","value":5}]`, `{"c":{"b":5,"x/y":2,"m~n":3},"l":[1,2,3],"z":null}`},
		{"what is not there is copied as null", `[{"op":"copy","from":"/q","path":"/c"}]`, `{"a":{"b":1,"x/y":2,"m~n":3},"l":[1,2,3],"z":null,"c":null}`},
		{"a move", `[{"op":"move","from":"/l/0","path":"/l/2"}]`, `{"a":{"b":1,"x/y":2,"m~n":3},"l":[2,3,1],"z":null}`},
		{"tests that hold", `[{"op":"test","path":"/l","value":[1,2,3]},{"op":"test","path":"/none"},{"op":"test","path":"","value":` + doc + `}]`, doc},
		{"a document of its own", `[{"op":"replace","path":"","value":{"n":1}}]`, `{"n":1}`},
		{"no path", `[{"op":"add"}]`, ""},
		{"no such operation", `[{"op":"jump","path":"/a"}]`, ""},
		{"add to nowhere", `[{"op":"add","path":"/q/b","value":1}]`, ""},
		{"add to the document", `[{"op":"add","path":"","value":{}}]`, ""},
		{"add below a null", `[{"op":"add","path":"/z/b","value":1}]`, ""},
		{"add below a number", `[{"op":"add","path":"/a/b/c","value":1}]`, ""},
		{"add behind the end", `[{"op":"add","path":"/l/4","value":1}]`, ""},
		{"replace behind the end", `[{"op":"replace","path":"/l/3","value":1}]`, ""},
		{"remove what is not there", `[{"op":"remove","path":"/q"}]`, ""},
		{"remove before the start", `[{"op":"remove","path":"/l/-4"}]`, ""},
		{"no index", `[{"op":"remove","path":"/l/x"}]`, ""},
		{"move what is not there", `[{"op":"move","from":"/q","path":"/r"}]`, ""},
		{"move from nowhere", `[{"op":"move","path":"/r"}]`, ""},
		{"copy the document", `[{"op":"copy","from":"","path":"/r"}]`, ""},
		{"a test that does not hold", `[{"op":"test","path":"/a/b","value":1.0}]`, ""},
		{"a test below nothing", `[{"op":"test","path":"/q/b"}]`, ""},
		{"a document that is a word", `[{"op":"replace","path":"","value":"x"}]`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			patched, err := ApplyPatch(JSONPatch, "services", []byte(doc), []byte(tt.ops))
			if tt.want == "" {
				if err == nil {
					t.Errorf("it became %s", patched)
				}
				return
			}
			var got, want any
			if err != nil || json.Unmarshal(patched, &got) != nil || json.Unmarshal([]byte(tt.want), &want) != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("got %s, %v\nwant %s", patched, err, tt.want)
			}
		})
	}
}

func TestADryRunChangesNothing(t *testing.T) {
	web := `{"metadata":{"name":"np"},"spec":{"type":"NodePort","selector":{"app":"web"},"ports":[{"name":"a","port":80,"nodePort":30080},{"name":"b","port":81}]}}`
	for _, tt := range []struct {
		name   string
		cmd    Command
		change Change
	}{
		{"create", Create{Resource: "services", Body: []byte(web), DryRun: true}, Added},
		{"update", Update{Resource: "services", Name: "web", DryRun: true, Body: []byte(`{"metadata":{"name":"web"},"spec":{"type":"NodePort","ports":[{"port":80}]}}`)}, Modified},
		{"patch", Patch{Resource: "services", Name: "web", Type: MergePatch, Body: []byte(`{"spec":{"type":"LoadBalancer"}}`), DryRun: true}, Modified},
		{"delete", Delete{Resource: "services", Name: "web", DryRun: true}, Deleted},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := newWeb(t)
			before, history, free := c.Dump(), len(c.History()), len(c.nodePorts.taken)
			events := outcome(t, c, tt.cmd)
			if len(events) != 1 {
				t.Fatalf("it comes back as %v", events)
			}
			if r, ok := events[0].(Rehearsed); !ok || r.Change != tt.change || r.Object == nil {
				t.Errorf("it comes back as %#v", events[0])
			}
			if c.Dump() != before || len(c.History()) != history || len(c.nodePorts.taken) != free {
				t.Error("it changed the cluster")
			}
			x, y := newWeb(t), c
			outcome(t, x, Create{Resource: "services", Body: []byte(web)})
			outcome(t, y, Create{Resource: "services", Body: []byte(web)})
			if x.Dump() != y.Dump() {
				t.Error("the cluster has another future")
			}
		})
	}
}

func TestADryRunAllocatesDummies(t *testing.T) {
	c := newWeb(t)
	tried := outcome(t, c, Create{Resource: "services", DryRun: true, Body: []byte(
		`{"metadata":{"name":"np"},"spec":{"type":"NodePort","ports":[{"name":"a","port":80},{"name":"b","port":81}]}}`)})[0].(Rehearsed).Object.(*api.Service)
	if s := tried.Spec; s.ClusterIP != "10.96.0.0" || s.Ports[0].NodePort != 32769 || s.Ports[1].NodePort != 32770 {
		t.Errorf("it gets %s, %v", s.ClusterIP, s.Ports)
	}
	if tried.ResourceVersion != "" || tried.UID == "" {
		t.Errorf("version %q, uid %q", tried.ResourceVersion, tried.UID)
	}
	_, err := c.Do(Create{Resource: "services", DryRun: true, Body: []byte(`{"metadata":{"name":"x"},"spec":{"clusterIP":"10.0.0.1","ports":[{"port":80}]}}`)})
	want := `Service "x" is invalid: spec.clusterIPs: Invalid value: ["10.0.0.1"]: failed to allocate IP 10.0.0.1: the provided IP (10.0.0.1) is not in the valid range. The range of valid IPs is 10.96.0.0/12`
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func TestMergePatchesDropNullsWhereNoMapIsMerged(t *testing.T) {
	for _, tt := range []struct{ name, doc, patch, want string }{
		{"from a new map", `{}`, `{"a":{"b":1,"c":null}}`, `{"a":{"b":1}}`},
		{"from within a list over a list", `{"a":[1]}`, `{"a":[{"b":null},null]}`, `{"a":[{},null]}`},
		{"not from within a list over a map", `{"a":{}}`, `{"a":[{"b":null}]}`, `{"a":[{"b":null}]}`},
		{"null takes a key away", `{"a":1,"b":{"c":1,"d":2}}`, `{"a":null,"b":{"c":null}}`, `{"b":{"d":2}}`},
	} {
		got, err := ApplyPatch(MergePatch, "services", []byte(tt.doc), []byte(tt.patch))
		if err != nil || string(got) != tt.want {
			t.Errorf("%s: got %s, %v, want %s", tt.name, got, err, tt.want)
		}
	}
}

func TestOnePatchLiesOverAnother(t *testing.T) {
	for _, tt := range []struct{ name, under, over, want string }{
		{"nulls stay", `{"spec":{"type":null}}`, `{"spec":{"clusterIP":null,"selector":{"a":"b"}}}`, `{"spec":{"clusterIP":null,"selector":{"a":"b"},"type":null}}`},
		{"deletions come last", `{"spec":{"$setElementOrder/ports":[{"port":80}],"ports":[{"$patch":"delete","port":53}]}}`,
			`{"spec":{"$setElementOrder/ports":[{"port":80}],"ports":[{"port":80,"name":"a"}]}}`,
			`{"spec":{"$setElementOrder/ports":[{"port":80}],"ports":[{"name":"a","port":80},{"$patch":"delete","port":53}]}}`},
		{"deletions come last, though their key is in the order", `{"spec":{"ports":[{"name":null,"port":80},{"$patch":"delete","port":80}]}}`,
			`{"spec":{"$setElementOrder/ports":[{"port":80},{"port":53}],"ports":[{"port":53,"name":"a"}]}}`,
			`{"spec":{"$setElementOrder/ports":[{"port":80},{"port":53}],"ports":[{"name":null,"port":80},{"name":"a","port":53},{"$patch":"delete","port":80}]}}`},
		{"what deletes plain values stays", `{"metadata":{"$deleteFromPrimitiveList/finalizers":["a"]}}`, `{"metadata":{"finalizers":["b"]}}`,
			`{"metadata":{"$deleteFromPrimitiveList/finalizers":["a"],"finalizers":["b"]}}`},
	} {
		var under, over map[string]any
		if decodeTree([]byte(tt.under), &under) != nil || decodeTree([]byte(tt.over), &over) != nil {
			t.Fatal(tt.name)
		}
		merged, err := LayOver("services", under, over)
		got, _ := json.Marshal(merged)
		if err != nil || string(got) != tt.want {
			t.Errorf("%s: got %s, %v\nwant %s", tt.name, got, err, tt.want)
		}
	}
	order := func(port int64) map[string]any {
		return map[string]any{"spec": map[string]any{"$setElementOrder/ports": []any{map[string]any{"port": port}}}}
	}
	if _, err := LayOver("services", order(80), order(81)); !errors.Is(err, errElementOrder) {
		t.Errorf("two orders: %v", err)
	}
}
