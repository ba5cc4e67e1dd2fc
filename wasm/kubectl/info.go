package kubectl

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
)

// info is one object that a command is about. Models cli-runtime pkg/resource
// Info.
type info struct {
	resource  api.Resource
	namespace string
	name      string
	source    string         // the file it is from, "" when it is from arguments
	manifest  map[string]any // what the file says
	object    api.Object     // what the server has; nil until fetched
}

// String is how errors of apply name the object.
func (i *info) String() string {
	return fmt.Sprintf("Resource: %q, GroupVersionKind: %q\nName: %q, Namespace: %q",
		groupVersionResource(i.resource), i.resource.Group+"/"+i.resource.Version+", Kind="+i.resource.Kind, i.name, i.namespace)
}

// fetch gets the object from the server. A namespace that is not there is
// blamed before the object. Models cli-runtime pkg/resource Info.Get.
func (p *process) fetch(i *info) error {
	if i.name == "" {
		return fmt.Errorf("resource name may not be empty")
	}
	o, err := p.get(i.resource, i.namespace, i.name)
	if isNotFound(err) && i.namespace != "" && i.namespace != "default" {
		namespaces, _ := api.ResourceNamed("namespaces")
		if _, inner := p.get(namespaces, "", i.namespace); isNotFound(inner) {
			return inner
		}
	}
	if err == nil {
		i.object = o
	}
	return err
}

// kindName is how results name an object: service/web, or
// endpointslice.discovery.k8s.io/web-1.
func (i *info) kindName() string { return kindGroup(i.resource) + "/" + i.name }

// kindGroup is a kind in lower case with its group, when it has one.
func kindGroup(r api.Resource) string {
	kind := strings.ToLower(r.Kind)
	if r.Group != "" {
		kind += "." + r.Group
	}
	return kind
}

// groupVersionResource names a resource as schema.GroupVersionResource prints.
func groupVersionResource(r api.Resource) string {
	return r.Group + "/" + r.Version + ", Resource=" + r.Name
}
