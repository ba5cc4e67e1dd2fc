package kubectl

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"

	"k8s.io/apimachinery/pkg/api/validate/content"
)

// What things cost in virtual time. Real kubectl processes took 50 to 150 ms
// when the transcripts were recorded, most of it starting up and reading the
// discovery cache; the controllers went on meanwhile.
const (
	startCost   = 60 * api.Millisecond
	requestCost = 10 * api.Millisecond
	pollEvery   = 50 * api.Millisecond // stands in for a watch
)

// process is one run of kubectl.
type process struct {
	env            Env
	command        *command
	flags          *flags
	namespace      string
	namespaceGiven bool // by -n
	interrupted    bool
	warned         map[string]bool
	printedYAML    bool       // so that the next document needs a separator
	trial          bool       // --dry-run=server
	tried          api.Object // what the last write would have stored
	config         kubeconfig
	status         int  // with which a command that did not fail ends
	offline        bool // the configuration leads to no server
	lenient        bool // --validate=warn or ignore
	careless       bool // --validate=ignore
}

// pass lets virtual time pass, and fails once the process was interrupted.
// Every request passes time, so a command that goes on after that does nothing
// more, and Run keeps its errors to itself.
func (p *process) pass(d api.Duration) error {
	if !p.interrupted && p.env.Wait != nil && !p.env.Wait(d) {
		p.interrupted = true
	}
	if p.interrupted {
		return errInterrupted
	}
	return nil
}

// request is what every call to the API server has in common: it takes time,
// and the server may add a warning, which kubectl shows once.
func (p *process) request(resource string) error {
	if err := p.pass(requestCost); err != nil {
		return err
	}
	if p.offline {
		return noServer
	}
	if resource == "endpoints" {
		p.warn("v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice")
	}
	return nil
}

func (p *process) warn(text string) {
	if p.warned[text] || p.careless && (strings.HasPrefix(text, "unknown field ") || strings.HasPrefix(text, "duplicate field ")) {
		return
	}
	if p.warned == nil {
		p.warned = map[string]bool{}
	}
	p.warned[text] = true
	fmt.Fprintf(p.env.Stderr, "Warning: %s\n", text)
}

// get fetches one object.
func (p *process) get(r api.Resource, namespace, name string) (api.Object, error) {
	if err := checkPath(namespace, name); err != nil {
		return nil, err
	}
	if err := p.request(r.Name); err != nil {
		return nil, err
	}
	return p.env.Cluster.Get(r.Name, namespace, name)
}

// list fetches the objects of a resource that a selector matches.
func (p *process) list(r api.Resource, namespace string, s selector) ([]api.Object, error) {
	if err := checkPath(namespace, ""); err != nil {
		return nil, err
	}
	if err := p.request(r.Name); err != nil {
		return nil, err
	}
	var out []api.Object
	for _, o := range p.env.Cluster.List(r.Name, namespace) {
		if s.matches(o.Meta().Labels) {
			out = append(out, o)
		}
	}
	return out, nil
}

// checkPath refuses names that would not make a path. Models client-go rest
// Request.Name and Request.Namespace.
func checkPath(namespace, name string) error {
	if problems := content.IsPathSegmentName(namespace); len(problems) > 0 {
		return verbatim(fmt.Sprintf("invalid namespace %q: %v", namespace, problems))
	}
	if problems := content.IsPathSegmentName(name); len(problems) > 0 {
		return fmt.Errorf("invalid resource name %q: %v", name, problems)
	}
	return nil
}

// trialWords follow what is said of an object that was tried only.
func (p *process) trialWords() string {
	if p.trial {
		return " (server dry run)"
	}
	return ""
}

// do sends a write. One to be tried only is sent as a dry run.
func (p *process) do(resource string, c cluster.Command) ([]cluster.Event, error) {
	if d, ok := c.(cluster.Delete); ok {
		if err := checkPath(d.Namespace, d.Name); err != nil {
			return nil, err
		}
	}
	if err := p.request(resource); err != nil {
		return nil, err
	}
	if p.lenient {
		c = p.leniently(resource, c)
	}
	if p.trial {
		c, p.tried = asDryRun(c), nil
	}
	events, err := p.env.Cluster.Do(c)
	if p.env.Events != nil && len(events) > 0 {
		p.env.Events(events)
	}
	if e, ok := err.(*api.StatusError); ok {
		p.warnAll(e.Warnings)
	}
	p.warnOf(c, events)
	return events, err
}

// patch sends a patch of an object.
func (p *process) patch(i *info, how cluster.PatchType, body []byte) error {
	_, err := p.do(i.resource.Name, cluster.Patch{Resource: i.resource.Name, Namespace: i.namespace, Name: i.name, Type: how, Body: body})
	return err
}

// warnOf passes on what the server says of an object that it has accepted.
func (p *process) warnOf(c cluster.Command, events []cluster.Event) {
	switch c.(type) {
	case cluster.Create, cluster.Update, cluster.Patch:
	default:
		return
	}
	for _, e := range events {
		if w, ok := e.(cluster.Warned); ok {
			p.warnAll(w.Texts)
		}
		if w, ok := e.(cluster.Rehearsed); ok {
			p.tried = w.Object
		}
		if w, ok := written(e); ok {
			p.warnAll(append(api.Warnings(w.Object, w.Old), secretWarnings(w.Object)...))
			return // what the Command itself wrote comes first
		}
	}
}

func (p *process) warnAll(texts []string) {
	for _, text := range texts {
		p.warn(text)
	}
}

// written returns what a Command wrote, or would write.
func written(e cluster.Event) (w cluster.Written, ok bool) {
	if r, ok := e.(cluster.Rehearsed); ok {
		return r.Written, true
	}
	w, ok = e.(cluster.Written)
	return w, ok
}

// asDryRun marks a write as one that is not to be stored.
func asDryRun(c cluster.Command) cluster.Command {
	switch c := c.(type) {
	case cluster.Create:
		c.DryRun = true
		return c
	case cluster.Update:
		c.DryRun = true
		return c
	case cluster.Evict:
		c.DryRun = true
		return c
	case cluster.Patch:
		c.DryRun = true
		return c
	case cluster.Delete:
		c.DryRun = true
		return c
	}
	return c
}

// printf prints to standard output.
func (p *process) printf(format string, args ...any) {
	fmt.Fprintf(p.env.Stdout, format, args...)
}

// errorf prints to standard error.
func (p *process) errorf(format string, args ...any) {
	fmt.Fprintf(p.env.Stderr, format, args...)
}
