package api

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
)

// ListKeys says how the lists of a kind merge: by which key their elements are
// known. A list that is not mentioned is replaced as a whole. kubectl makes
// strategic merge patches by it and the server applies them by it. Models the
// patchStrategy and patchMergeKey tags of k8s.io/api. Nil knows no lists.
type ListKeys struct {
	Key        string // of a list of maps that merges
	Primitive  bool   // a list of plain values that merges
	RetainKeys bool   // a map of which a patch names the keys that stay
	Replace    bool   // a map that does not merge
	fields     map[string]*ListKeys
}

// Field goes down one key. Nothing is known below what is not mentioned.
func (k *ListKeys) Field(key string) *ListKeys {
	if k == nil {
		return nil
	}
	return k.fields[key]
}

// Merges reports whether a list merges element by element.
func (k *ListKeys) Merges() bool { return k != nil && (k.Key != "" || k.Primitive) }

func listFields(m map[string]*ListKeys) *ListKeys { return &ListKeys{fields: m} }

func mergeBy(key string, m map[string]*ListKeys) *ListKeys { return &ListKeys{Key: key, fields: m} }

var (
	wordList       = &ListKeys{Primitive: true}
	byType         = mergeBy("type", nil)
	metaLists      = listFields(map[string]*ListKeys{"finalizers": wordList, "ownerReferences": mergeBy("uid", nil)})
	byTypeStatus   = listFields(map[string]*ListKeys{"conditions": byType})
	containerLists = mergeBy("name", map[string]*ListKeys{
		"ports": mergeBy("containerPort", nil), "env": mergeBy("name", nil), "volumeMounts": mergeBy("mountPath", nil),
		"volumeDevices": mergeBy("devicePath", nil), "resizePolicy": nil,
	})
	podSpecLists = listFields(map[string]*ListKeys{
		"containers": containerLists, "initContainers": containerLists, "ephemeralContainers": containerLists,
		"volumes": {Key: "name", RetainKeys: true}, "imagePullSecrets": mergeBy("name", nil),
		"hostAliases": mergeBy("ip", nil), "topologySpreadConstraints": mergeBy("topologyKey", nil),
		"schedulingGates": mergeBy("name", nil), "resourceClaims": mergeBy("name", nil),
	})
	templateLists = listFields(map[string]*ListKeys{"metadata": metaLists, "spec": podSpecLists})
)

// kindLists are the lists that merge, by resource.
var kindLists = map[string]*ListKeys{
	"services": listFields(map[string]*ListKeys{
		"metadata": metaLists,
		"spec":     listFields(map[string]*ListKeys{"ports": mergeBy("port", nil)}),
		"status":   byTypeStatus,
	}),
	"pods": listFields(map[string]*ListKeys{
		"metadata": metaLists,
		"spec":     podSpecLists,
		"status":   listFields(map[string]*ListKeys{"conditions": byType, "podIPs": mergeBy("ip", nil), "hostIPs": mergeBy("ip", nil)}),
	}),
	"deployments": listFields(map[string]*ListKeys{
		"metadata": metaLists,
		"spec":     listFields(map[string]*ListKeys{"template": templateLists, "strategy": {RetainKeys: true}}),
		"status":   byTypeStatus,
	}),
	"replicasets": listFields(map[string]*ListKeys{
		"metadata": metaLists,
		"spec":     listFields(map[string]*ListKeys{"template": templateLists}),
		"status":   byTypeStatus,
	}),
	"statefulsets": listFields(map[string]*ListKeys{
		"metadata": metaLists,
		"spec":     listFields(map[string]*ListKeys{"template": templateLists}),
		"status":   byTypeStatus,
	}),
	"daemonsets": listFields(map[string]*ListKeys{
		"metadata": metaLists,
		"spec":     listFields(map[string]*ListKeys{"template": templateLists}),
		"status":   byTypeStatus,
	}),
	"poddisruptionbudgets": listFields(map[string]*ListKeys{
		"metadata": metaLists,
		"spec":     listFields(map[string]*ListKeys{"selector": {Replace: true}}),
		"status":   byTypeStatus,
	}),
	"nodes": listFields(map[string]*ListKeys{
		"metadata": metaLists,
		"spec":     listFields(map[string]*ListKeys{"podCIDRs": wordList}),
		"status":   listFields(map[string]*ListKeys{"conditions": byType, "addresses": byType}),
	}),
	"namespaces": listFields(map[string]*ListKeys{
		"metadata": metaLists,
		"status":   byTypeStatus,
	}),
}

// ListKeysOf returns how the lists of a resource merge. Every kind has metadata.
func ListKeysOf(resource string) *ListKeys {
	if k := kindLists[resource]; k != nil {
		return k
	}
	return listFields(map[string]*ListKeys{"metadata": metaLists})
}

// ErrListOfLists says that lists of lists do not merge.
var ErrListOfLists = errors.New("lists of lists are not supported")

// SameTypes makes sure that the items of two lists are all maps or all plain
// values of one type. Models sliceElementType.
func SameTypes(base, change []any) (isMap bool, err error) {
	both := slices.Concat(base, change)
	for _, v := range both {
		first, is := reflect.TypeOf(both[0]), reflect.TypeOf(v)
		if _, ok := both[0].([]any); ok {
			return false, ErrListOfLists
		}
		if first != is {
			return false, fmt.Errorf("list element types are not identical: %v", [][]any{base, change})
		}
	}
	if len(both) == 0 {
		return false, errors.New("no elements in any of the given slices")
	}
	_, isMap = both[0].(map[string]any)
	return isMap, nil
}
