package kubectl

import (
	"slices"

	"svclab/wasm/api"
)

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

// getTables prints tables: one for each run of objects of the same type. A table
// that cannot be sorted is left out without a word, but several answers are
// sorted among themselves first, and there it is a mistake.
func (p *process) getTables(s *selection) error {
	chunks, err := p.chunks(s)
	if p.interrupted {
		return errInterrupted
	}
	if by := p.flags.string("sort-by"); by != "" {
		if len(chunks) > 1 {
			if err := p.sortChunks(chunks, by); err != nil {
				return err
			}
		}
		for i := range chunks {
			objects, err := p.sortObjects(chunks[i].objects, by)
			if f, ok := err.(verbatim); ok {
				return f
			}
			chunks[i].objects = objects
		}
	}
	printed := p.printChunks(chunks)
	if !printed && err == nil && !p.flags.bool("ignore-not-found") {
		p.sayNothingFound(chunks)
	}
	return err
}

// sortChunks sorts the server's answers. They are Tables, so that hardly any
// field is found in them. Models kubectl pkg/cmd/get RuntimeSorter.Sort.
func (p *process) sortChunks(chunks []chunk, by string) error {
	tables := make([]any, len(chunks))
	for i := range chunks {
		tables[i] = map[string]any{"kind": "Table", "apiVersion": "meta.k8s.io/v1",
			"metadata": map[string]any{"resourceVersion": ""}, "columnDefinitions": []any{}, "rows": []any{}}
	}
	_, err := p.sortItems(tables, by, "*unstructured.Unstructured")
	return err
}

// printChunks reports whether it printed anything.
func (p *process) printChunks(chunks []chunk) bool {
	options := p.tableOptions()
	if slices.ContainsFunc(chunks, func(c chunk) bool { return c.resource.Name != chunks[0].resource.Name }) {
		options.withKind = true
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
	t := options.table(r.Name)
	var lines [][]string
	if !options.noHeaders {
		lines = append(lines, options.headings(t))
	}
	for _, o := range objects {
		lines = append(lines, options.cells(t, r, o))
	}
	new(rows).print(p.env.Stdout, lines)
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
