package api

// TypeMeta names the kind of an object and the version it is written in.
type TypeMeta struct {
	Kind       string `json:"kind,omitempty"`
	APIVersion string `json:"apiVersion,omitempty"`
}

// ObjectMeta is what every stored object carries.
type ObjectMeta struct {
	Name                       string            `json:"name,omitempty"`
	GenerateName               string            `json:"generateName,omitempty"`
	Namespace                  string            `json:"namespace,omitempty"`
	SelfLink                   string            `json:"selfLink,omitempty"`
	UID                        string            `json:"uid,omitempty"`
	ResourceVersion            string            `json:"resourceVersion,omitempty"`
	Generation                 int64             `json:"generation,omitempty"`
	CreationTimestamp          Time              `json:"creationTimestamp,omitzero"`
	DeletionTimestamp          *Time             `json:"deletionTimestamp,omitempty"`
	DeletionGracePeriodSeconds *int64            `json:"deletionGracePeriodSeconds,omitempty"`
	Labels                     map[string]string `json:"labels,omitempty"`
	Annotations                map[string]string `json:"annotations,omitempty"`
	OwnerReferences            []OwnerReference  `json:"ownerReferences,omitempty"`
	Finalizers                 []string          `json:"finalizers,omitempty"`
	ManagedFields              Opaque            `json:"managedFields,omitempty"`
}

// OwnerReference names the object that an object belongs to and goes with.
type OwnerReference struct {
	APIVersion         string `json:"apiVersion"`
	Kind               string `json:"kind"`
	Name               string `json:"name"`
	UID                string `json:"uid"`
	Controller         *bool  `json:"controller,omitempty"`
	BlockOwnerDeletion *bool  `json:"blockOwnerDeletion,omitempty"`
}

// ObjectReference points at another object, as EndpointSlices point at Pods.
type ObjectReference struct {
	Kind            string `json:"kind,omitempty"`
	Namespace       string `json:"namespace,omitempty"`
	Name            string `json:"name,omitempty"`
	UID             string `json:"uid,omitempty"`
	APIVersion      string `json:"apiVersion,omitempty"`
	ResourceVersion string `json:"resourceVersion,omitempty"`
	FieldPath       string `json:"fieldPath,omitempty"`
}

// Object is a stored API object. A stored object is never changed: whoever
// wants to change one works on a DeepCopy and writes that.
type Object interface {
	// Meta returns the object's own metadata, not a copy.
	Meta() *ObjectMeta
	// Type returns the object's own kind and apiVersion, not a copy.
	Type() *TypeMeta
	// DeepCopy shares nothing with the original.
	DeepCopy() Object
}

// Meta returns m, so that a type that embeds ObjectMeta is an Object.
func (m *ObjectMeta) Meta() *ObjectMeta { return m }

// Type returns t, so that a type that embeds TypeMeta is an Object.
func (t *TypeMeta) Type() *TypeMeta { return t }

// Selects reports whether labels have all that a selector asks for. An empty
// selector asks for nothing; what that means is for its owner to say.
func Selects(selector, labels map[string]string) bool {
	for k, want := range selector {
		if got, ok := labels[k]; !ok || got != want {
			return false
		}
	}
	return true
}

// ControllerRef returns the reference by which an object names the controller
// that it belongs to. Models apimachinery NewControllerRef.
func ControllerRef(owner Object) OwnerReference {
	yes, t, m := true, owner.Type(), owner.Meta()
	return OwnerReference{APIVersion: t.APIVersion, Kind: t.Kind, Name: m.Name, UID: m.UID, Controller: &yes, BlockOwnerDeletion: &yes}
}

// ControllerOf returns the reference to an object's controller, nil when it has
// none. Models apimachinery GetControllerOfNoCopy.
func ControllerOf(m *ObjectMeta) *OwnerReference {
	for i := range m.OwnerReferences {
		if c := m.OwnerReferences[i].Controller; c != nil && *c {
			return &m.OwnerReferences[i]
		}
	}
	return nil
}
