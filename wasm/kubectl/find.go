package kubectl

import (
	"errors"
	"fmt"
	"strings"

	"svclab/wasm/api"
)

// query says which objects a command is about, in the terms of its command
// line. Models cli-runtime pkg/resource Builder.
type query struct {
	args          []string
	filenames     []string
	selector      string
	fields        string // as --field-selector says
	all           bool   // every object of the types
	typeIsEnough  bool   // a type without a name means every object of it
	allNamespaces bool
}

// query reads the flags that commands share. A command without one of them
// reads it as not given.
func (p *process) query(args []string) query {
	return query{args: args, filenames: p.flags.strings("filename"), selector: strings.TrimSpace(p.flags.string("selector")),
		fields: strings.TrimSpace(p.flags.string("field-selector")), allNamespaces: p.flags.bool("all-namespaces")}
}

// findTyped is find of arguments. alone says that a type without a name means
// every object of it.
func (p *process) findTyped(args []string, alone bool) (*selection, error) {
	q := p.query(args)
	q.typeIsEnough = alone
	return p.find(q)
}

// selection is what a query names, before the server was asked.
type selection struct {
	named  []*info
	listed []listing
	errs   []error // of files that cannot be read
	single bool    // exactly one object was asked for by name
}

// listing is a type of which the matching objects are to be listed.
type listing struct {
	resource  api.Resource
	namespace string
	selector  string
	fields    string
}

// find makes a selection of a query. The steps:
//
//  1. Read TYPE/NAME arguments, or a,b NAME, into pairs of type and name;
//     TYPE NAME... into one type and names.
//  2. Files come first, then selectors, then pairs, then names; whatever does
//     not go together is refused.
func (p *process) find(q query) (*selection, error) {
	pairs, types, names, err := p.readArguments(q)
	if err != nil {
		return nil, aggregate{err}
	}
	p.warnOfShortNames(pairs, types)
	everything := q.all || q.typeIsEnough && len(types) > 0 && len(names) == 0
	selects := q.selector != "" || q.fields != ""
	switch {
	case q.all && selects:
		return nil, errors.New("setting 'all' parameter but found a non empty selector. ")
	case len(q.filenames) > 0:
		return p.findFiles(q, pairs, types, names)
	case selects || everything:
		return p.findListed(q, pairs, types, names)
	case len(pairs) > 0:
		return p.findPairs(q, pairs)
	case len(names) > 0:
		return p.findNames(q, types, names)
	case len(types) > 0:
		if _, err := p.resourceTypes(types); err != nil {
			return nil, err
		}
		return nil, errors.New("resource(s) were provided, but no name was specified")
	}
	return nil, errMissingResource
}

// warnOfShortNames says of ev, as discovery does, that another group has it too.
func (p *process) warnOfShortNames(pairs []pair, types []string) {
	for _, pr := range pairs {
		types = append(types, pr.kind)
	}
	for _, t := range types {
		if t == "ev" {
			p.warn(`short name "ev" could also match lower priority resource events.events.k8s.io`)
		}
	}
}

// pair is a TYPE/NAME argument.
type pair struct{ kind, name string }

// readArguments sorts arguments into pairs, types and names.
func (p *process) readArguments(q query) (pairs []pair, types, names []string, err error) {
	args := multiply(q.args)
	slashes := 0
	for _, a := range args {
		if strings.Contains(a, "/") {
			slashes++
		}
	}
	switch {
	case slashes > 0 && slashes < len(args):
		return nil, nil, nil, errors.New("there is no need to specify a resource type as a separate argument when passing arguments in resource/name form " +
			"(e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'")
	case slashes > 0:
		for _, a := range args {
			pr, err := readPair(a)
			if err != nil {
				return nil, nil, nil, err
			}
			pairs = append(pairs, pr)
		}
	case len(args) > 0:
		types, names = splitTypes(p.expandCategories(args[0])), args[1:]
	}
	return pairs, types, names, nil
}

// multiply turns a,b x y into a/x a/y b/x b/y.
func multiply(args []string) []string {
	if len(args) < 2 {
		return args
	}
	types := splitTypes(args[0])
	if len(types) < 2 {
		return args
	}
	var out []string
	for _, t := range types {
		for _, name := range args[1:] {
			out = append(out, t+"/"+name)
		}
	}
	return out
}

func readPair(arg string) (pair, error) {
	parts := strings.Split(arg, "/")
	if len(parts) != 2 {
		return pair{}, errors.New("arguments in resource/name form may not have more than one slash")
	}
	if parts[0] == "" || parts[1] == "" || strings.Contains(parts[0], ",") {
		return pair{}, errors.New("arguments in resource/name form must have a single resource and name")
	}
	return pair{parts[0], parts[1]}, nil
}

func (p *process) findFiles(q query, pairs []pair, types, names []string) (*selection, error) {
	switch {
	case len(types) > 0:
		return nil, errors.New("when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well")
	case len(names) > 0:
		return nil, errors.New("name cannot be provided when a path is specified")
	case len(pairs) > 0:
		return nil, errors.New("resource/name arguments cannot be provided when a path is specified")
	}
	return p.readManifests(q)
}

func (p *process) findListed(q query, pairs []pair, types, names []string) (*selection, error) {
	switch {
	case len(names) > 0:
		return nil, errors.New("name cannot be provided when a selector is specified")
	case len(pairs) > 0:
		return nil, errors.New("selectors and the all flag cannot be used when passing resource/name arguments")
	case len(types) == 0:
		return nil, errors.New("at least one resource must be specified to use a selector")
	}
	resources, err := p.resourceTypes(types)
	if err != nil {
		return nil, err
	}
	s := &selection{}
	for _, r := range resources {
		l := listing{resource: r, namespace: p.scope(r), selector: q.selector, fields: q.fields}
		if q.allNamespaces {
			l.namespace = ""
		}
		s.listed = append(s.listed, l)
	}
	return s, nil
}

func (p *process) findPairs(q query, pairs []pair) (*selection, error) {
	s := &selection{single: len(pairs) == 1}
	for _, pr := range pairs {
		r, err := p.resourceType(pr.kind)
		if err != nil {
			return nil, err
		}
		if err := refuseAllNamespaces(q, r); err != nil {
			return nil, err
		}
		s.named = append(s.named, &info{resource: r, namespace: p.scope(r), name: pr.name})
	}
	return s, nil
}

func (p *process) findNames(q query, types, names []string) (*selection, error) {
	resources, err := p.resourceTypes(types)
	if err != nil {
		return nil, err
	}
	if len(types) > 1 {
		return nil, errors.New("you must specify only one resource")
	}
	if err := refuseAllNamespaces(q, resources[0]); err != nil {
		return nil, err
	}
	s := &selection{single: len(names) == 1}
	for _, name := range names {
		s.named = append(s.named, &info{resource: resources[0], namespace: p.scope(resources[0]), name: name})
	}
	return s, nil
}

func refuseAllNamespaces(q query, r api.Resource) error {
	if q.allNamespaces && r.Namespaced {
		return errors.New("a resource cannot be retrieved by name across all namespaces")
	}
	return nil
}

// scope is the namespace in which a resource is looked for.
func (p *process) scope(r api.Resource) string {
	if r.Namespaced {
		return p.namespace
	}
	return ""
}

// read lists what a listing names. It is the server that reads the selectors.
func (p *process) read(l listing) ([]*info, error) {
	matching, err := parseSelector(l.selector)
	var fields api.FieldSelector
	if err == nil {
		fields, err = api.ParseFieldSelector(l.resource, l.fields)
	}
	if err != nil {
		if err := p.request(l.resource.Name); err != nil {
			return nil, err
		}
		return nil, api.BadRequest(fmt.Sprintf("Unable to find %q that match label selector %q, field selector %q: %v",
			groupVersionResource(l.resource), l.selector, l.fields, err))
	}
	objects, err := p.list(l.resource, l.namespace, matching)
	if err != nil {
		return nil, err
	}
	var out []*info
	for _, o := range objects {
		if fields.Matches(o) {
			out = append(out, &info{resource: l.resource, namespace: o.Meta().Namespace, name: o.Meta().Name, object: o})
		}
	}
	return out, nil
}
