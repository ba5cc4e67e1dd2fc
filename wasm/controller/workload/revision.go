package workload

import (
	"encoding/json"
	"hash/fnv"
	"maps"
	"sort"
	"strconv"

	"svclab/wasm/api"
)

// LabelHash is the label of a StatefulSet's ControllerRevision. Models
// pkg/controller/history ControllerRevisionHashLabel.
const LabelHash = "controller.kubernetes.io/hash"

// Data returns the patch that brings a template back. Models getPatch of
// pkg/controller/statefulset and pkg/controller/daemon.
func Data(t *api.PodTemplateSpec) api.Opaque {
	var template map[string]any
	b, err := json.Marshal(t)
	if err == nil {
		err = json.Unmarshal(b, &template)
	}
	if err != nil { // a template that was read can be written
		panic(err)
	}
	template["$patch"] = "replace"
	b, _ = json.Marshal(map[string]any{"spec": map[string]any{"template": template}})
	return b
}

// Restore returns the template that a ControllerRevision keeps.
func Restore(data api.Opaque) (t api.PodTemplateSpec, err error) {
	var patch struct {
		Spec struct {
			Template api.PodTemplateSpec `json:"template"`
		} `json:"spec"`
	}
	err = json.Unmarshal(data, &patch)
	return patch.Spec.Template, err
}

// Revision returns a new ControllerRevision of an owner, with the labels of its
// template and one more, and the owner's annotations.
func Revision(owner api.Object, t *api.PodTemplateSpec, label, hash string, number int64) *api.ControllerRevision {
	r := &api.ControllerRevision{TypeMeta: api.TypeMeta{Kind: "ControllerRevision", APIVersion: "apps/v1"}, Data: Data(t), Revision: number}
	m := owner.Meta()
	r.Name, r.Namespace = m.Name[:min(len(m.Name), 223)]+"-"+hash, m.Namespace
	r.Labels, r.Annotations = maps.Clone(t.Labels), maps.Clone(m.Annotations)
	if r.Labels == nil {
		r.Labels = map[string]string{}
	}
	r.Labels[label] = hash
	r.OwnerReferences = []api.OwnerReference{api.ControllerRef(owner)}
	return r
}

// HashData returns the hash of a StatefulSet's ControllerRevision. Models
// pkg/controller/history HashControllerRevision.
func HashData(data api.Opaque, collisions int32) string {
	h := fnv.New32()
	h.Write(data)
	h.Write([]byte(strconv.Itoa(int(collisions))))
	return encode(h.Sum32())
}

// SortRevisions orders revisions by number, then by age, then by name. Models
// SortControllerRevisions.
func SortRevisions(revisions []*api.ControllerRevision) {
	sort.SliceStable(revisions, func(i, j int) bool {
		a, b := revisions[i], revisions[j]
		if a.Revision != b.Revision {
			return a.Revision < b.Revision
		}
		if a.CreationTimestamp != b.CreationTimestamp {
			return a.CreationTimestamp < b.CreationTimestamp
		}
		return a.Name < b.Name
	})
}
