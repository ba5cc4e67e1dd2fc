package kubectl

// listKeys says how the lists of a kind merge: by which key their elements are
// known. A list that is not mentioned is replaced as a whole. Models the
// patchStrategy and patchMergeKey tags of k8s.io/api.
type listKeys struct {
	key       string // of a list of maps that merges
	primitive bool   // a list of plain values that merges
	fields    map[string]*listKeys
}

// field goes down one key. Nothing is known below what is not mentioned.
func (k *listKeys) field(key string) *listKeys {
	if k == nil {
		return nil
	}
	return k.fields[key]
}

// merges reports whether a list merges element by element.
func (k *listKeys) merges() bool { return k != nil && (k.key != "" || k.primitive) }

func fields(m map[string]*listKeys) *listKeys { return &listKeys{fields: m} }

func mergeBy(key string, m map[string]*listKeys) *listKeys { return &listKeys{key: key, fields: m} }

var (
	wordList   = &listKeys{primitive: true}
	byType     = mergeBy("type", nil)
	metaFields = fields(map[string]*listKeys{"finalizers": wordList, "ownerReferences": mergeBy("uid", nil)})
	container  = mergeBy("name", map[string]*listKeys{
		"ports": mergeBy("containerPort", nil), "env": mergeBy("name", nil), "volumeMounts": mergeBy("mountPath", nil),
		"volumeDevices": mergeBy("devicePath", nil), "resizePolicy": nil,
	})
)

// kindKeys are the lists that merge, by resource.
var kindKeys = map[string]*listKeys{
	"services": fields(map[string]*listKeys{
		"metadata": metaFields,
		"spec":     fields(map[string]*listKeys{"ports": mergeBy("port", nil)}),
		"status":   fields(map[string]*listKeys{"conditions": byType}),
	}),
	"pods": fields(map[string]*listKeys{
		"metadata": metaFields,
		"spec": fields(map[string]*listKeys{
			"containers": container, "initContainers": container, "ephemeralContainers": container,
			"volumes": mergeBy("name", nil), "imagePullSecrets": mergeBy("name", nil),
			"hostAliases": mergeBy("ip", nil), "topologySpreadConstraints": mergeBy("topologyKey", nil),
			"schedulingGates": mergeBy("name", nil), "resourceClaims": mergeBy("name", nil),
		}),
		"status": fields(map[string]*listKeys{"conditions": byType, "podIPs": mergeBy("ip", nil), "hostIPs": mergeBy("ip", nil)}),
	}),
	"nodes": fields(map[string]*listKeys{
		"metadata": metaFields,
		"spec":     fields(map[string]*listKeys{"podCIDRs": wordList}),
		"status":   fields(map[string]*listKeys{"conditions": byType, "addresses": byType}),
	}),
	"namespaces": fields(map[string]*listKeys{
		"metadata": metaFields,
		"status":   fields(map[string]*listKeys{"conditions": byType}),
	}),
}

// keysOf returns how the lists of a resource merge. Every kind has metadata.
func keysOf(resource string) *listKeys {
	if k := kindKeys[resource]; k != nil {
		return k
	}
	return fields(map[string]*listKeys{"metadata": metaFields})
}
