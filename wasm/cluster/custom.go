package cluster

import (
	"maps"

	"svclab/wasm/api"
)

// Serves reports whether the API server has a resource: those of Gateway API
// only where their definitions are installed.
func (c *Cluster) Serves(r api.Resource) bool { return !r.IsCustom() || c.config.Gateway }

// hasCustomStatus reports whether the definition of a kind has a subresource
// status.
func hasCustomStatus(kind string) bool { return kind != "ReferenceGrant" }

// createCustom models apiextensions pkg/registry/customresource PrepareForCreate.
// The default of a status comes back when the object is read.
func createCustom(o api.Object) {
	custom, ok := o.(*api.Custom)
	if !ok {
		return
	}
	custom.Generation = 1
	if hasCustomStatus(custom.Kind) {
		delete(custom.Fields, "status")
	}
	api.Default(custom)
}

// updateCustom models PrepareForUpdate.
func updateCustom(o, old api.Object) {
	custom, ok := o.(*api.Custom)
	if !ok {
		return
	}
	was := old.(*api.Custom)
	if hasCustomStatus(custom.Kind) {
		custom.Fields["status"] = was.Fields["status"]
		if was.Fields["status"] == nil {
			delete(custom.Fields, "status")
		}
	}
	if !sameValue(custom.Fields, was.Fields) {
		custom.Generation++
	}
}

// updateCustomStatus keeps all of old but the status. Models statusStrategy
// PrepareForUpdate.
func updateCustomStatus(o, old *api.Custom) {
	status := o.Fields["status"]
	o.Fields = maps.Clone(old.Fields)
	delete(o.Fields, "status")
	if status != nil {
		o.Fields["status"] = status
	}
	o.Labels, o.Annotations = old.Labels, old.Annotations
	o.OwnerReferences, o.Finalizers = old.OwnerReferences, old.Finalizers
}
