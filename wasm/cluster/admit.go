package cluster

import (
	"encoding/json"
	"fmt"
	"strconv"

	"svclab/wasm/api"
)

// user is who writes when a Command does.
const user = "user"

// create admits a new object. Its steps are the API server's: decode, default,
// allocate, validate, store. Models apiserver pkg/registry/generic Store.Create
// with pkg/registry/core/service/storage beginCreate.
func (c *Cluster) create(cmd Create) error {
	r, o, err := c.decode(cmd.Resource, cmd.Namespace, "", cmd.Body)
	if err != nil {
		return err
	}
	return c.admitNew(r, o, cmd.DryRun)
}

func (c *Cluster) admitNew(r api.Resource, o api.Object, dry bool) (err error) {
	m := o.Meta()
	if err := c.admitInto(r, m); err != nil {
		return err
	}
	if m.Name == "" && m.GenerateName != "" {
		m.Name = c.generateName(m.GenerateName)
	}
	api.Default(o)
	c.prepareCreate(o)
	var a allocation
	svc, isService := o.(*api.Service)
	if isService {
		if a, err = c.beginCreate(svc, dry); err != nil {
			return err
		}
	}
	if errs := api.Validate(o); len(errs) > 0 {
		a.revert()
		return api.Invalid(r, m.Name, errs)
	}
	if _, ok := c.store.get(r.Name, keyOf(o)); ok {
		a.revert()
		return api.AlreadyExists(r, m.Name)
	}
	a.commit()
	if isService {
		asRead(svc)
	}
	if dry {
		c.rehearse(Added, r.Name, o, nil)
		return nil
	}
	c.write(user, r.Name, o)
	return nil
}

// decode reads the object of a request to a resource in a namespace, or to a
// subresource of it.
func (c *Cluster) decode(resource, namespace, subresource string, body []byte) (api.Resource, api.Object, error) {
	r, ok := api.ResourceNamed(resource)
	if !ok || !c.Serves(r) {
		return r, nil, unknownResource(resource)
	}
	c.settle(r.Name)
	if !hasSubresource(r, subresource) {
		return r, nil, noSubresource(api.Resource{}, "")
	}
	kind := r
	if subresource == ScaleOfPods {
		kind = api.ScaleResource
	}
	o, err := api.Decode(kind, body)
	if err != nil {
		return r, nil, err
	}
	if err := inNamespace(r, o, orDefault(namespace)); err != nil {
		return r, nil, err
	}
	return r, o, nil
}

// inNamespace puts an object into the namespace of the request, and refuses one
// of another.
func inNamespace(r api.Resource, o api.Object, namespace string) error {
	m := o.Meta()
	switch {
	case !r.Namespaced:
		m.Namespace = ""
	case m.Namespace != "" && m.Namespace != namespace:
		return api.BadRequest("the namespace of the provided object does not match the namespace sent on the request")
	default:
		m.Namespace = namespace
	}
	return nil
}

// namedAs refuses an object of another name than the request's. Models apiserver
// pkg/endpoints/handlers checkName.
func namedAs(o api.Object, name string) error {
	switch got := o.Meta().Name; got {
	case name:
		return nil
	case "":
		return api.BadRequest("the name of the object (" + name + " based on URL) was undeterminable: name must be provided")
	default:
		return api.BadRequest(fmt.Sprintf("the name of the object (%s) does not match the name on the URL (%s)", got, name))
	}
}

// update replaces an object. A Service and Endpoints are made when they are
// not there: their strategies say AllowCreateOnUpdate.
func (c *Cluster) update(cmd Update) error {
	r, o, err := c.decode(cmd.Resource, cmd.Namespace, cmd.Subresource, cmd.Body)
	if err != nil {
		return err
	}
	if err := namedAs(o, cmd.Name); err != nil {
		return err
	}
	old, ok := c.store.get(r.Name, keyOf(o))
	switch {
	case ok && o.Meta().UID != "" && o.Meta().UID != old.Meta().UID:
		return otherUID(r, o.Meta(), old.Meta().UID)
	case ok:
		return c.replaceBy(r, o, old, cmd.Subresource, cmd.DryRun)
	case cmd.Subresource == "" && (r.Name == "services" || r.Name == "endpoints"):
		return c.admitNew(r, o, cmd.DryRun)
	}
	return api.NotFound(r, cmd.Name)
}

// otherUID refuses a PUT that is meant for another object of that name. Models
// apiserver storage.Preconditions with its error.
func otherUID(r api.Resource, m *api.ObjectMeta, was string) error {
	folder := r.Name
	switch r.Name {
	case "services":
		folder = "services/specs"
	case "endpoints":
		folder = "services/endpoints"
	case "nodes":
		folder = "minions"
	}
	e := api.Conflict(r, m.Name)
	e.Message = fmt.Sprintf("Operation cannot be fulfilled on %s %q: StorageError: invalid object, Code: 4, Key: /registry/%s/%s, ResourceVersion: 0, "+
		"AdditionalErrorMsg: Precondition failed: UID in precondition: %s, UID in object meta: %s",
		r.GroupResource(), m.Name, folder, objectKey{m.Namespace, m.Name}, m.UID, was)
	return e
}

// replaceBy writes what was sent to a subresource.
func (c *Cluster) replaceBy(r api.Resource, o, old api.Object, subresource string, dry bool) error {
	if s, ok := o.(*api.Scale); ok {
		return c.replaceScale(r, s, old, request{dry: dry})
	}
	return c.replace(r, o, old, request{dry: dry, status: subresource == Status})
}

// replace admits o in the place of old. Nothing is written when they are equal.
func (c *Cluster) replace(r api.Resource, o, old api.Object, how request) error {
	m, was := o.Meta(), old.Meta()
	if err := sameVersion(r, m.ResourceVersion, was); err != nil {
		return err
	}
	api.Default(o)
	var a allocation
	validate := api.ValidateUpdate
	svc, isService := o.(*api.Service)
	if how.status {
		prepareStatus(o, old)
		validate = api.ValidateStatusUpdate
	} else {
		prepareUpdate(o, old)
	}
	if isService && !how.status {
		var err error
		if a, err = c.beginUpdate(svc, old.(*api.Service), how.dry); err != nil {
			return err
		}
		dropTypeDependent(svc, old.(*api.Service))
	}
	if errs := validate(o, old); len(errs) > 0 {
		a.revert()
		return api.Invalid(r, m.Name, errs)
	}
	a.commit()
	if isService {
		asRead(svc)
	}
	m.ResourceVersion = was.ResourceVersion
	if how.dry {
		c.rehearse(Modified, r.Name, o, old)
		return nil
	}
	if same(o, old) {
		return nil
	}
	if goes(o, old) {
		c.letGo(user, r.Name, o)
		return nil
	}
	c.write(user, r.Name, o)
	return nil
}

// sameVersion refuses a write on top of another version than the client's. None
// and 0 are any version. Models apiserver storage.APIObjectVersioner with store.go
// Update.
func sameVersion(r api.Resource, version string, was *api.ObjectMeta) error {
	if version == "" {
		return nil
	}
	n, err := strconv.ParseUint(version, 10, 64)
	switch {
	case err != nil:
		return &api.StatusError{Message: err.Error()}
	case n != 0 && strconv.FormatUint(n, 10) != was.ResourceVersion:
		return api.Conflict(r, was.Name)
	}
	return nil
}

// same reports whether two objects are written alike.
func same(a, b api.Object) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

// delete lets an object go: a Pod when its kubelet is done, others at once.
func (c *Cluster) delete(cmd Delete) error {
	o, err := c.Get(cmd.Resource, orDefault(cmd.Namespace), cmd.Name)
	if err != nil {
		return err
	}
	r, _ := api.ResourceNamed(cmd.Resource)
	if g := cmd.GracePeriodSeconds; g != nil && *g < 0 {
		return api.BadRequest(fmt.Sprintf("gracePeriodSeconds %d: want 0 or more seconds", *g))
	}
	if err := immortal(r, cmd.Name); err != nil {
		return err
	}
	if cmd.DryRun {
		c.rehearse(Deleted, r.Name, o, o)
		return nil
	}
	switch o := o.(type) {
	case *api.Pod:
		c.deletePod(user, o, cmd.GracePeriodSeconds)
	case *api.Namespace:
		c.deleteNamespace(o)
	default:
		c.deleteWith(user, r.Name, keyOf(o), cmd.Propagation)
	}
	return nil
}

func orDefault(namespace string) string {
	if namespace == "" {
		return "default"
	}
	return namespace
}

// nameAlphabet is what generated names end in: no vowels and nothing that looks
// like another letter. Models apimachinery pkg/util/rand.
const nameAlphabet = "bcdfghjklmnpqrstvwxz2456789"

func (c *Cluster) generateName(prefix string) string {
	prefix = prefix[:min(len(prefix), 58)] // so that the name is a label of 63 letters at most
	suffix := make([]byte, 5)
	for i := range suffix {
		suffix[i] = nameAlphabet[c.draw(len(nameAlphabet))]
	}
	return prefix + string(suffix)
}

// uid draws a random UUID of version 4.
func (c *Cluster) uid() string { return uuid(c.random.Uint64(), c.random.Uint64()) }

// uuid writes 128 bits as a UUID of version 4.
func uuid(a, b uint64) string {
	a = a&^0xf000 | 0x4000
	b = b&^(0xc000<<48) | 0x8000<<48
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", a>>32, a>>16&0xffff, a&0xffff, b>>48, b&0xffff_ffff_ffff)
}
