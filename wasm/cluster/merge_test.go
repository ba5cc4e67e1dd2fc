package cluster

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestStrategicPatchesMergeListsByTheirKeys(t *testing.T) {
	for _, tt := range []struct{ name, resource, object, patch, want string }{
		{"a port is known by its number", "services", `{"spec":{"ports":[{"port":80,"nodePort":30008}]}}`,
			`{"spec":{"ports":[{"port":80,"name":"http"}]}}`, `{"spec":{"ports":[{"port":80,"nodePort":30008,"name":"http"}]}}`},
		{"a container's port is known by its containerPort", "pods", `{"spec":{"containers":[{"name":"c","ports":[{"containerPort":80}]}]}}`,
			`{"spec":{"containers":[{"name":"c","ports":[{"containerPort":81}]}]}}`, `{"spec":{"containers":[{"name":"c","ports":[{"containerPort":81},{"containerPort":80}]}]}}`},
		{"an item is deleted by its key", "services", `{"spec":{"ports":[{"port":80},{"port":81}]}}`,
			`{"spec":{"ports":[{"$patch":"delete","port":80}]}}`, `{"spec":{"ports":[{"port":81}]}}`},
		{"all items of the key are deleted, before others come in", "services", `{"spec":{"ports":[{"port":53,"name":"t"},{"port":53,"name":"u"}]}}`,
			`{"spec":{"ports":[{"port":53,"name":"t"},{"$patch":"delete","port":53}]}}`, `{"spec":{"ports":[{"port":53,"name":"t"}]}}`},
		{"items come in the order that is asked for", "services", `{"spec":{"ports":[{"port":80},{"port":81}]}}`,
			`{"spec":{"$setElementOrder/ports":[{"port":81},{"port":80}]}}`, `{"spec":{"ports":[{"port":81},{"port":80}]}}`},
		{"plain values add up", "pods", `{"metadata":{"finalizers":["a"]}}`, `{"metadata":{"finalizers":["b","a"]}}`, `{"metadata":{"finalizers":["b","a"]}}`},
		{"what the patch does not name keeps its place", "services", `{"spec":{"ports":[{"port":80},{"port":81},{"port":82}]}}`,
			`{"spec":{"ports":[{"port":82,"name":"x"},{"port":90}]}}`, `{"spec":{"ports":[{"port":80},{"port":81},{"port":82,"name":"x"},{"port":90}]}}`},
		{"a list is replaced", "services", `{"spec":{"ports":[{"port":80}]}}`, `{"spec":{"ports":[{"port":81},{"$patch":"replace"}]}}`, `{"spec":{"ports":[{"port":81}]}}`},
		{"a map is replaced", "services", `{"spec":{"selector":{"a":"b"}}}`, `{"spec":{"selector":{"$patch":"replace","c":"d"}}}`, `{"spec":{"selector":{"c":"d"}}}`},
		{"a map is emptied", "services", `{"spec":{"selector":{"a":"b"}}}`, `{"spec":{"selector":{"$patch":"delete"}}}`, `{"spec":{"selector":{}}}`},
		{"nothing is left of a directive on what is not there", "services", `{"spec":{}}`,
			`{"spec":{"selector":{"$patch":"delete"},"ports":[{"$patch":"delete","port":80},{"port":81,"name":null}]}}`, `{"spec":{"ports":[{"port":81}]}}`},
		{"a map keeps some keys", "services", `{"spec":{"type":"NodePort","clusterIP":"x"}}`, `{"spec":{"$retainKeys":["type"],"type":"ClusterIP"}}`, `{"spec":{"type":"ClusterIP"}}`},
		{"a new item takes the place of one that goes", "services", `{"spec":{"ports":[{"port":443},{"port":53}]}}`,
			`{"spec":{"$setElementOrder/ports":[{"port":80}],"ports":[{"port":80},{"$patch":"delete","port":53}]}}`, `{"spec":{"ports":[{"port":443},{"port":80}]}}`},
		{"an empty order asks for none", "services", `{"spec":{}}`,
			`{"spec":{"$setElementOrder/ports":[],"ports":[{"port":81}]}}`, `{"spec":{"ports":[{"port":81}]}}`},
		{"others come between those in order", "services", `{"spec":{"ports":[{"port":80},{"port":81},{"port":82}]}}`,
			`{"spec":{"$setElementOrder/ports":[{"port":82},{"port":80}]}}`, `{"spec":{"ports":[{"port":81},{"port":82},{"port":80}]}}`},
		{"plain values go by name", "pods", `{"metadata":{"finalizers":["a","b"]}}`,
			`{"metadata":{"$deleteFromPrimitiveList/finalizers":["a"]}}`, `{"metadata":{"finalizers":["b"]}}`},
		{"a list that no key is known of is replaced", "services", `{"spec":{"externalIPs":["a"]}}`, `{"spec":{"externalIPs":["b"]}}`, `{"spec":{"externalIPs":["b"]}}`},
		{"null takes a field away", "services", `{"spec":{"type":"NodePort","clusterIP":"x"}}`, `{"spec":{"type":null}}`, `{"spec":{"clusterIP":"x"}}`},
		{"a key that is no plain value is like no other", "services", `{"spec":{"ports":[{"port":80}]}}`, `{"spec":{"ports":[{"port":{}}]}}`, `{"spec":{"ports":[{"port":{}},{"port":80}]}}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			merged, err := ApplyPatch(StrategicPatch, tt.resource, []byte(tt.object), []byte(tt.patch))
			if err != nil {
				t.Fatal(err)
			}
			var got, want any
			if json.Unmarshal(merged, &got) != nil || json.Unmarshal([]byte(tt.want), &want) != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("got %s, want %s", merged, tt.want)
			}
		})
	}
}

func TestPatchesThatCannotBeReadAreRefused(t *testing.T) {
	for _, tt := range []struct {
		name  string
		kind  PatchType
		patch string
	}{
		{"no JSON", MergePatch, `{`},
		{"a list", MergePatch, `[]`},
		{"another kind", "json", `{}`},
		{"a directive of its own", StrategicPatch, `{"$setElementOrders/ports":[]}`},
		{"a list of objects with a word in it", StrategicPatch, `{"spec":{"ports":["x"]}}`},
		{"an object without its key", StrategicPatch, `{"spec":{"ports":[{"name":"x"}]}}`},
		{"an order that leaves out what the patch has", StrategicPatch, `{"spec":{"ports":[{"port":81}],"$setElementOrder/ports":[{"port":80}]}}`},
		{"keys to keep that leave out what the patch has", StrategicPatch, `{"spec":{"$retainKeys":["type"],"clusterIP":"x"}}`},
		{"an order that is through before the patch is", StrategicPatch, `{"spec":{"ports":[{"port":80},{"$patch":"replace"}],"$setElementOrder/ports":[{"port":80}]}}`},
		{"an order of nothing", StrategicPatch, `{"spec":{"ports":null,"$setElementOrder/ports":[{"port":80}]}}`},
		{"an unknown directive", StrategicPatch, `{"spec":{"$patch":"merge"}}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if out, err := ApplyPatch(tt.kind, "services", []byte(`{"spec":{"ports":[{"port":80}]}}`), []byte(tt.patch)); err == nil {
				t.Errorf("it became %s", out)
			}
		})
	}
}
