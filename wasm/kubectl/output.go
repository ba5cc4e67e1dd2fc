package kubectl

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"svclab/wasm/api"
)

// printFunc prints an object, or a List of them.
type printFunc func(object map[string]any) error

// The formats that kubectl names when it is asked for one that it has not.
var (
	commonFormats = []string{"json", "yaml", "kyaml", "name", "go-template", "go-template-file", "template", "templatefile", "jsonpath", "jsonpath-as-json", "jsonpath-file"}
	getFormats    = append(slices.Clone(commonFormats), "custom-columns", "custom-columns-file", "wide")
)

// printer makes what -o asks for. Models cli-runtime pkg/genericclioptions
// PrintFlags.ToPrinter, without Go templates, whose reflection would double
// the size of the page.
func (p *process) printer(formats []string) (printFunc, error) {
	format := p.flags.string("output")
	kind, template, _ := strings.Cut(format, "=")
	lower := strings.ToLower(format)
	switch {
	case format == "" && p.flags.string("template") != "":
		return nil, notHere(p.command.name + " -o go-template")
	case lower == "json":
		return p.withoutManagedFields(p.printJSON), nil
	case lower == "yaml":
		return p.withoutManagedFields(p.printYAML), nil
	case lower == "kyaml":
		return p.withoutManagedFields(p.printKYAML), nil
	case lower == "name":
		return p.printName, nil
	case kind == "jsonpath" || kind == "jsonpath-as-json" || kind == "jsonpath-file":
		return p.jsonPathPrinter(kind, template)
	case (kind == "custom-columns" || kind == "custom-columns-file") && slices.Contains(formats, kind):
		return p.columnsPrinter(kind, template)
	case slices.Contains(formats, kind):
		return nil, notHere(p.command.name + " -o " + kind)
	}
	sorted := slices.Sorted(slices.Values(formats))
	return nil, fmt.Errorf("unable to match a printer suitable for the output format %q, allowed formats are: %s", format, strings.Join(sorted, ","))
}

// each calls fn with an object, or with each item of a List.
func each(object map[string]any, fn func(map[string]any) error) error {
	items, ok := object["items"].([]any)
	if !ok {
		return fn(object)
	}
	for _, item := range items {
		if m, ok := item.(map[string]any); ok {
			if err := fn(m); err != nil {
				return err
			}
		}
	}
	return nil
}

// withoutManagedFields leaves out what nobody wants to read.
func (p *process) withoutManagedFields(print printFunc) printFunc {
	if p.flags.bool("show-managed-fields") {
		return print
	}
	return func(object map[string]any) error {
		object = api.CopyTree(object).(map[string]any)
		each(object, func(m map[string]any) error {
			if meta, ok := m["metadata"].(map[string]any); ok {
				delete(meta, "managedFields")
			}
			return nil
		})
		return print(object)
	}
}

func (p *process) printJSON(object map[string]any) error {
	b, err := json.MarshalIndent(object, "", "    ")
	if err != nil {
		return err
	}
	_, err = p.env.Stdout.Write(append(b, '\n'))
	return err
}

func (p *process) printYAML(object map[string]any) error {
	if p.printedYAML {
		io.WriteString(p.env.Stdout, "---\n")
	}
	p.printedYAML = true
	_, err := io.WriteString(p.env.Stdout, writeYAML(object))
	return err
}

func (p *process) printName(object map[string]any) error {
	return each(object, func(m map[string]any) error {
		p.printf("%s\n", treeName(m))
		return nil
	})
}

// treeName is kindName of a tree.
func treeName(object map[string]any) string {
	kind, _ := object["kind"].(string)
	version, _ := object["apiVersion"].(string)
	name, _ := at(object, "metadata", "name").(string)
	name = cmp.Or(name, "<unknown>")
	kind = strings.ToLower(kind)
	if group, _, grouped := strings.Cut(version, "/"); grouped {
		kind += "." + group
	}
	return kind + "/" + name
}

// report prints what was done to an object: a line such as "pod/web created",
// or the object as -o asks.
func (p *process) report(object map[string]any, operation string) error {
	if p.flags.string("output") == "" && p.flags.string("template") == "" {
		p.printf("%s %s%s\n", treeName(object), operation, p.trialWords())
		return nil
	}
	print, err := p.printer(commonFormats)
	if err != nil {
		return err
	}
	return print(object)
}
