package kubectl

import (
	"fmt"
	"io"
	"slices"

	"svclab/wasm/api"
)

func getCommand() *command {
	return &command{
		name: "get", group: intermediate, short: "Display one or many resources", instead: []string{"list", "ls"},
		use: "get [(-o|--output=)wide|name|yaml|json|jsonpath|custom-columns] (TYPE [NAME | -l label] | TYPE/NAME ...) [flags]",
		run: runGet,
		flags: []flag{
			outputFlag, templateFlag, missingKeysFlag, managedFlag, selectorFlag, fieldSelectorFlag, allNamespacesFlag,
			filenameFlag, recursiveFlag, kustomizeFlag, subresourceFlag, chunkSizeFlag,
			{name: "no-headers", kind: boolFlag, bare: "true", usage: "Don't print headers"},
			{name: "show-labels", kind: boolFlag, bare: "true", usage: "Show all labels as the last column"},
			{name: "label-columns", short: 'L', kind: sliceFlag, usage: "Labels that are going to be presented as columns"},
			{name: "show-kind", kind: boolFlag, bare: "true", usage: "List the resource type for the requested object(s)"},
			{name: "sort-by", kind: stringFlag, usage: "Sort by a field, as a JSONPath expression such as .metadata.name"},
			{name: "ignore-not-found", kind: boolFlag, bare: "true", usage: "Do not complain of objects that are not there"},
			{name: "watch", short: 'w', kind: boolFlag, bare: "true", absent: true},
			{name: "watch-only", kind: boolFlag, bare: "true", absent: true},
			{name: "output-watch-events", kind: boolFlag, bare: "true", absent: true},
			{name: "raw", kind: stringFlag, absent: true},
			{name: "server-print", kind: boolFlag, value: "true", bare: "true", absent: true},
		},
	}
}

// runGet models kubectl pkg/cmd/get GetOptions.
func runGet(p *process) error {
	f := p.flags
	if len(f.args) == 0 && len(f.strings("filename")) == 0 {
		p.errorf("You must specify the type of resource to get. %s\n\n", suggestResources)
		return p.usageError("Required resource not specified.\nUse \"kubectl explain <resource>\" for a detailed description of that resource (e.g. kubectl explain pods).")
	}
	format := f.string("output")
	if f.bool("show-labels") && format != "" && format != "wide" {
		return fmt.Errorf("--show-labels option cannot be used with %s printer", format)
	}
	q := p.query(f.args)
	q.typeIsEnough = true
	s, err := p.find(q)
	if err != nil {
		return err
	}
	if format == "" || format == "wide" {
		return p.getTables(s)
	}
	return p.getObjects(s)
}

// suggestResources points at the list of resource types.
const suggestResources = `Use "kubectl api-resources" for a complete list of supported resources.`

// chunk is one answer of the server: an object asked for by name, or a list.
type chunk struct {
	resource api.Resource
	objects  []api.Object
}

// chunks asks for what a selection names, an answer each.
func (p *process) chunks(s *selection) ([]chunk, error) {
	var out []chunk
	named := *s
	named.listed = nil
	err := p.visit(&named, latest, func(i *info) error {
		out = append(out, chunk{i.resource, []api.Object{i.object}})
		return nil
	})
	errs := []error{err}
	for _, l := range s.listed {
		infos, err := p.read(l)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		c := chunk{resource: l.resource}
		for _, i := range infos {
			c.objects = append(c.objects, i.object)
		}
		out = append(out, c)
	}
	if p.flags.bool("ignore-not-found") {
		for i := range errs {
			errs[i] = withoutNotFound(errs[i])
		}
	}
	return out, join(errs)
}

// getTables prints tables: one for each run of objects of the same type.
func (p *process) getTables(s *selection) error {
	chunks, err := p.chunks(s)
	if p.interrupted {
		return errInterrupted
	}
	if by := p.flags.string("sort-by"); by != "" {
		for _, c := range chunks {
			if err := sortObjects(c.objects, by); err != nil {
				return err
			}
		}
	}
	printed := p.printChunks(chunks)
	if !printed && err == nil && !p.flags.bool("ignore-not-found") {
		p.sayNothingFound(chunks)
	}
	return err
}

// printChunks reports whether it printed anything.
func (p *process) printChunks(chunks []chunk) bool {
	severalKinds := slices.ContainsFunc(chunks, func(c chunk) bool { return c.resource.Name != chunks[0].resource.Name })
	options := tableOptions{
		tableContext: tableContext{now: p.env.Cluster.Now(), wide: p.flags.string("output") == "wide"},
		noHeaders:    p.flags.bool("no-headers"), showLabels: p.flags.bool("show-labels"),
		labelColumns: p.flags.strings("label-columns"), withKind: severalKinds || p.flags.bool("show-kind"),
	}
	printed := false
	for len(chunks) > 0 {
		r := chunks[0].resource
		var objects []api.Object
		for len(chunks) > 0 && chunks[0].resource.Name == r.Name {
			objects = append(objects, chunks[0].objects...)
			chunks = chunks[1:]
		}
		if len(objects) == 0 {
			continue
		}
		if printed && !options.noHeaders {
			p.printf("\n")
		}
		options.withNamespace = p.flags.bool("all-namespaces") && r.Namespaced
		p.printTable(r, objects, options)
		printed = true
	}
	return printed
}

// printTable prints objects of one type.
func (p *process) printTable(r api.Resource, objects []api.Object, options tableOptions) {
	t := tableFor(r.Name)
	p.lineUp(func(w io.Writer) error { //nolint:errcheck // there is none
		if !options.noHeaders {
			writeRow(w, options.headings(t))
		}
		for _, o := range objects {
			writeRow(w, options.cells(t, r, o))
		}
		return nil
	})
}

// sayNothingFound names the namespace when all that was asked for lives in one.
func (p *process) sayNothingFound(chunks []chunk) {
	everywhere := p.flags.bool("all-namespaces") ||
		slices.ContainsFunc(chunks, func(c chunk) bool { return !c.resource.Namespaced })
	if everywhere {
		p.errorf("No resources found\n")
		return
	}
	p.errorf("No resources found in %s namespace.\n", p.namespace)
}

// getObjects prints objects as data: alone when one was asked for by name,
// otherwise as a List.
func (p *process) getObjects(s *selection) error {
	infos, err := p.infos(s, latest)
	if p.interrupted {
		return errInterrupted
	}
	if p.flags.bool("ignore-not-found") {
		err = withoutNotFound(err)
		if len(infos) == 0 {
			return err
		}
	}
	if err != nil && s.single {
		return err
	}
	print, formatErr := p.printer(getFormats)
	if formatErr != nil {
		return formatErr
	}
	objects := make([]api.Object, len(infos))
	for i, each := range infos {
		objects[i] = each.object
	}
	if by := p.flags.string("sort-by"); by != "" {
		if err := sortObjects(objects, by); err != nil {
			return err
		}
	}
	if s.single && len(objects) == 1 {
		return join([]error{err, print(tree(objects[0]))})
	}
	return join([]error{err, print(listOf(objects))})
}

// listOf puts objects into a List.
func listOf(objects []api.Object) map[string]any {
	items := make([]any, len(objects))
	for i, o := range objects {
		items[i] = tree(o)
	}
	return map[string]any{"kind": "List", "apiVersion": "v1", "metadata": map[string]any{"resourceVersion": ""}, "items": items}
}
