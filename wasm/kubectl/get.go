package kubectl

import (
	"errors"
	"fmt"
	"strings"

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
			{name: "no-headers", kind: boolFlag, bare: "true", usage: "When using the default or custom-column output format, don't print headers"},
			{name: "show-labels", kind: boolFlag, bare: "true", usage: "Show all labels as the last column"},
			{name: "label-columns", short: 'L', kind: sliceFlag, usage: "Labels that are going to be presented as columns"},
			{name: "show-kind", kind: boolFlag, bare: "true", usage: "List the resource type for the requested object(s)"},
			{name: "sort-by", kind: stringFlag, usage: "Sort by a field, as a JSONPath expression such as .metadata.name"},
			{name: "ignore-not-found", kind: boolFlag, bare: "true", usage: "Do not complain of objects that are not there"},
			{name: "watch", short: 'w', kind: boolFlag, bare: "true", usage: "After listing or getting the requested object, watch for changes"},
			{name: "watch-only", kind: boolFlag, bare: "true", usage: "Watch for changes to the requested object(s), without listing or getting first"},
			{name: "output-watch-events", kind: boolFlag, bare: "true", usage: "Print what happened to each object when --watch or --watch-only is used; objects that are there come as ADDED"},
			{name: "raw", kind: stringFlag, absent: true},
			{name: "server-print", kind: boolFlag, value: "true", bare: "true", usage: "If false, print names and ages only, as kubectl does without the server's columns"},
		},
	}
}

// runGet models kubectl pkg/cmd/get GetOptions.
func runGet(p *process) error {
	f := p.flags
	watch := f.bool("watch") || f.bool("watch-only")
	switch by := f.string("sort-by"); {
	case by != "" && f.bool("watch"):
		p.errorf("warning: --watch requested, --sort-by will be ignored for watch events received\n")
	case by != "" && watch:
		p.errorf("warning: --watch-only requested, --sort-by will be ignored\n")
	case !watch && len(f.args) == 0 && len(f.strings("filename")) == 0:
		p.errorf("You must specify the type of resource to get. %s\n\n", suggestResources)
		return p.usageError("Required resource not specified.\nUse \"kubectl explain <resource>\" for a detailed description of that resource (e.g. kubectl explain pods).")
	}
	format := f.string("output")
	switch {
	case f.bool("show-labels") && format != "" && format != "wide":
		return fmt.Errorf("--show-labels option cannot be used with %s printer", format)
	case len(f.strings("label-columns")) > 0 && strings.HasPrefix(format, "custom-columns"):
		return fmt.Errorf("--label-columns option cannot be used with %s printer", format)
	case f.bool("output-watch-events") && !watch:
		return errors.New("--output-watch-events option can only be used with --watch or --watch-only")
	}
	q := p.query(f.args)
	q.typeIsEnough = true
	if watch {
		return p.getWatch(q)
	}
	s, err := p.find(q)
	if err != nil {
		return err
	}
	if p.asTable() {
		return p.getTables(s)
	}
	return p.getObjects(s)
}

// asTable reports whether get prints for human readers.
func (p *process) asTable() bool {
	format := p.flags.string("output")
	return format == "wide" || format == "" && p.flags.string("template") == ""
}

// suggestResources points at the list of resource types.
const suggestResources = `Use "kubectl api-resources" for a complete list of supported resources.`

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
	if s.single && len(infos) == 1 {
		return join([]error{err, print(tree(infos[0].object))})
	}
	objects := make([]api.Object, len(infos))
	for i, each := range infos {
		objects[i] = each.object
	}
	list := listOf(objects)
	if by := p.flags.string("sort-by"); by != "" {
		if err := p.sortList(list, by); err != nil {
			return err
		}
	}
	return join([]error{err, print(list)})
}

// listOf puts objects into a List.
func listOf(objects []api.Object) map[string]any {
	items := make([]any, len(objects))
	for i, o := range objects {
		items[i] = tree(o)
	}
	return map[string]any{"kind": "List", "apiVersion": "v1", "metadata": map[string]any{"resourceVersion": ""}, "items": items}
}
