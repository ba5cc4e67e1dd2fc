package kubectl

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
)

func describeCommand() *command {
	return &command{
		name: "describe", group: debugging, short: "Show details of a specific resource or group of resources", instead: []string{"inspect"},
		use: "describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)",
		run: runDescribe,
		flags: []flag{
			filenameFlag, recursiveFlag, kustomizeFlag, selectorFlag, allNamespacesFlag, chunkSizeFlag,
			{name: "show-events", kind: boolFlag, value: "true", bare: "true", usage: "Display events related to the described object"},
		},
	}
}

// runDescribe models kubectl pkg/cmd/describe DescribeOptions.Run.
func runDescribe(p *process) error {
	if len(p.flags.args) == 0 && len(p.flags.strings("filename")) == 0 {
		return errors.New("You must specify the type of resource to describe. " + suggestResources + "\n")
	}
	s, err := p.findTyped(p.flags.args, true)
	if err != nil {
		return err
	}
	infos, err := p.infos(s, ifUnknown)
	showEvents := p.flags.bool("show-events")
	if (err != nil || len(infos) > 1) && !p.flags.changed["show-events"] {
		showEvents = false
	}
	if isNotFound(err) && len(p.flags.args) == 2 && strings.Contains(p.flags.args[0], ",") {
		return errors.New("you may only specify a single resource type")
	}
	if isNotFound(err) && len(p.flags.args) == 2 {
		return p.describeMatching(err, s.named[0], p.flags.args[1], showEvents)
	}
	errs := []error{err}
	first := true
	for _, i := range infos {
		text, err := p.describeOne(i, showEvents)
		if err != nil {
			if !slices.ContainsFunc(errs, func(e error) bool { return e != nil && e.Error() == err.Error() }) {
				errs = append(errs, err)
			}
			continue
		}
		if !first {
			p.printf("\n\n")
		}
		first = false
		p.printf("%s", text)
	}
	if err = join(errs); err == nil && len(infos) == 0 {
		p.sayNoneToDescribe()
	}
	return err
}

func (p *process) sayNoneToDescribe() {
	if p.flags.bool("all-namespaces") {
		p.errorf("No resources found\n")
		return
	}
	p.errorf("No resources found in %s namespace.\n", p.namespace)
}

// describeMatching takes a name that is not there as the beginning of names,
// as it was written: TYPE/NAME begins none. Models DescribeMatchingResources.
func (p *process) describeMatching(notFound error, like *info, prefix string, showEvents bool) error {
	objects, err := p.list(like.resource, like.namespace, nil)
	if err != nil {
		return err
	}
	found := false
	for _, o := range objects {
		if !strings.HasPrefix(o.Meta().Name, prefix) {
			continue
		}
		text, err := p.describeOne(&info{resource: like.resource, namespace: o.Meta().Namespace, name: o.Meta().Name}, showEvents)
		if err != nil {
			return err
		}
		found = true
		p.printf("%s\n", text)
	}
	if !found {
		return notFound
	}
	return nil
}

// describeOne gets an object anew, with what belongs to it, and describes it.
func (p *process) describeOne(i *info, showEvents bool) (string, error) {
	o, err := p.get(i.resource, i.namespace, i.name)
	if err != nil {
		return "", err
	}
	d := p.description()
	list := func(r api.Resource, namespace string) (objects []api.Object) {
		objects, err = p.list(r, namespace, nil)
		return objects
	}
	switch o := o.(type) {
	case *api.Service:
		d.service(o, slicesOf(o, list(endpointSlices, o.Namespace)))
	case *api.Pod:
		d.pod(o)
	case *api.Node:
		pods := list(podsResource, "")
		d.renewed, _ = p.env.Cluster.Lease(o.Name)
		d.node(o, podsOn(o, pods))
	case *api.EndpointSlice:
		d.endpointSlice(o)
	case *api.Endpoints:
		d.endpoints(o)
	case *api.Ingress:
		err = p.describeIngress(d, o)
	case *api.IngressClass:
		d.ingressClass(o)
	case *api.Deployment:
		var sets []*api.ReplicaSet
		sets, err = p.replicaSets(o)
		d.deployment(o, sets)
	case *api.ReplicaSet, *api.StatefulSet, *api.DaemonSet:
		d.set(o, list(podsResource, o.Meta().Namespace))
	case *api.PodDisruptionBudget:
		d.budget(o)
	case *api.ControllerRevision:
		d.generic(o)
	case *api.Secret:
		d.secret(o)
		return d.String(), nil
	case *api.Namespace:
		d.namespace(o)
		return d.String(), nil
	case *api.Custom:
		d.generic(o)
	default:
		return "", fmt.Errorf("svclab cannot describe %s yet", i.resource.Name)
	}
	if showEvents && err == nil {
		var events []*api.Event
		events, err = p.eventsOf(o)
		d.events(events)
	}
	if err != nil {
		return "", err
	}
	return d.String(), nil
}

// namespace models kubectl pkg/describe describeNamespace.
func (d *description) namespace(o *api.Namespace) {
	d.line(0, "Name:\t%s", o.Name)
	d.labels("Labels", o.Labels)
	d.annotations(o.Annotations)
	d.line(0, "Status:\t%s", o.Status.Phase)
	if len(o.Status.Conditions) > 0 {
		d.line(0, "Conditions:")
		d.line(1, "Type\tStatus\tLastTransitionTime\tReason\tMessage")
		d.line(1, "----\t------\t------------------\t------\t-------")
		for _, c := range o.Status.Conditions {
			d.line(1, "%s\t%s\t%s\t%s\t%s", c.Type, c.Status, date(c.LastTransitionTime), c.Reason, c.Message)
		}
	}
	d.line(0, "")
	d.line(0, "No resource quota.")
	d.line(0, "")
	d.line(0, "No LimitRange resource.")
}
