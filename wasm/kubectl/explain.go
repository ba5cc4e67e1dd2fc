package kubectl

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"svclab/wasm/api"
)

func explainCommand() *command {
	return &command{
		name: "explain", group: intermediate, short: "Get documentation for a resource",
		use: "explain TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]",
		run: runExplain,
		flags: []flag{
			{name: "recursive", short: 'R', kind: boolFlag, bare: "true", usage: "Print the fields of fields. Use --max-depth to cap the recursion depth"},
			{name: "max-depth", kind: intFlag, value: "0", usage: "Maximum recursion depth when printing nested fields with --recursive. 0 means no limit"},
			{name: "api-version", kind: stringFlag, usage: "Use given api-version (group/version) of the resource"},
			{name: "output", short: 'o', kind: stringFlag, value: "plaintext", usage: "Format in which to render the schema (plaintext)"},
		},
	}
}

// runExplain models kubectl pkg/cmd/explain ExplainOptions.
func runExplain(p *process) error {
	depth := p.flags.int("max-depth")
	switch {
	case len(p.flags.args) == 0:
		return errors.New("You must specify the type of resource to explain. " + suggestResources + "\n")
	case len(p.flags.args) > 1:
		return errors.New("We accept only this format: explain RESOURCE\n")
	case depth > 0 && !p.flags.bool("recursive"):
		return errors.New("--max-depth requires --recursive")
	case depth < 0:
		return errors.New("--max-depth must be non-negative")
	}
	r, path, err := p.readExplained(p.flags.args[0])
	if err != nil {
		return err
	}
	if err := p.checkVersion(r); err != nil {
		return err
	}
	switch format := p.flags.string("output"); format {
	case "plaintext":
	case "plaintext-openapiv2":
		return notHere("explain -o " + format)
	default:
		return fmt.Errorf("unrecognized format: %s", format)
	}
	if err := p.request(""); err != nil {
		return err
	}
	if r.Group != "" {
		p.printf("GROUP:      %s\n", r.Group)
	}
	p.printf("KIND:       %s\nVERSION:    %s\n\n", r.Kind, r.Version)
	e := &explainer{process: p, recursive: p.flags.bool("recursive"), depth: depth}
	return e.explain(rootField(r), path)
}

// readExplained reads svc.spec.ports into a resource and the names of fields.
// Models kubectl pkg/explain SplitAndParseResourceRequestWithMatchingPrefix.
func (p *process) readExplained(arg string) (api.Resource, []string, error) {
	name, rest, _ := strings.Cut(strings.TrimSuffix(arg, "."), ".")
	path := strings.Split(rest, ".")
	if rest == "" {
		path = nil
	}
	if name == "" || slices.Contains(path, "") {
		return api.Resource{}, nil, errors.New("invalid jsonpath syntax, first node must be field node")
	}
	r, err := p.resourceType(name)
	if err != nil && strings.HasPrefix(err.Error(), "the server") {
		return r, nil, verbatim(err.Error())
	}
	if r.Group != "" && (rest == r.Group || strings.HasPrefix(rest, r.Group+".")) {
		path = path[strings.Count(r.Group, ".")+1:]
	}
	return r, path, err
}

// checkVersion refuses --api-version when it is not that of the resource.
func (p *process) checkVersion(r api.Resource) error {
	given := p.flags.string("api-version")
	if given == "" || given == r.APIVersion() {
		return nil
	}
	if slices.Contains(p.apiVersions(), given) {
		return fmt.Errorf("GVR (%s, Resource=%s) not found in OpenAPI schema", given, r.Name)
	}
	if !strings.Contains(given, "/") {
		given = "/" + given
	}
	return fmt.Errorf("couldn't find resource for %q", given+", Resource="+r.Name)
}

// explainer prints what is known of a type. Models
// kubectl pkg/explain/v2/templates/plaintext.tmpl.
type explainer struct {
	*process
	recursive bool
	depth     int // of recursion, 0 for all
}

// explain follows the names of fields from a type and describes where they lead.
func (e *explainer) explain(f schemaField, path []string) error {
	for _, name := range path {
		next, ok := f.named(name)
		if !ok {
			return fmt.Errorf("field %q does not exist", path[len(path)-1])
		}
		f = next
	}
	text := e.translate(f.text)
	if len(path) > 0 {
		e.printf("FIELD: %s <%s>\n", f.name, f.typeName())
		if len(f.values) > 0 {
			e.printf("ENUM:\n    %s\n", strings.Join(f.values, "\n    "))
		} else {
			e.printf("\n")
		}
		e.printf("\n")
	}
	switch t := f.structType(); {
	case f.custom != nil && len(path) == 0:
		text = e.translate(typeText(f.owner))
	case f.custom == nil && t != nil:
		text += "\n" + e.translate(typeText(t.Name()))
	}
	text = strings.Trim(text, "\n")
	if text == "" {
		text = "<empty>"
	}
	e.printf("DESCRIPTION:\n%s    \n", wrapped(text, 76, 4))
	if fields := f.fields(); len(fields) > 0 {
		e.printf("FIELDS:\n")
		e.list(fields, 1)
	}
	e.printf("\n")
	return nil
}

// list prints fields, in order of their names.
func (e *explainer) list(fields []schemaField, level int) {
	pad := strings.Repeat("  ", level)
	for _, f := range fields {
		e.printf("%s%s\t<%s>", pad, f.name, f.typeName())
		if f.required {
			e.printf(" -required-")
		}
		if len(f.values) > 0 {
			shown := f.values[:min(4, len(f.values))]
			e.printf("\n%senum: %s", pad, strings.Join(shown, ", "))
			if len(f.values) > len(shown) {
				e.printf(", ....")
			}
		}
		e.printf("\n")
		if !e.recursive {
			text := e.translate(f.text)
			if text == "" {
				text = "<no description>"
			}
			e.printf("%s\n", wrapped(text, 78-2*level, 2*level+2))
		} else if e.depth == 0 || level < e.depth {
			e.list(f.fields(), level+1)
		}
	}
}

// translate picks the learner's language out of a line of fieldTexts, English
// when there is nothing else.
func (e *explainer) translate(text string) string {
	english, korean, _ := strings.Cut(text, "\t")
	if e.env.Language == "ko" && korean != "" {
		return korean
	}
	return english
}

// wrapped breaks lines between words, and indents them.
func wrapped(text string, width, indent int) string {
	var out strings.Builder
	for _, line := range strings.Split(text, "\n") {
		column := 0
		for _, word := range strings.Fields(line) {
			long := len([]rune(word))
			switch {
			case column == 0:
				out.WriteString(strings.Repeat(" ", indent))
			case column+1+long > width:
				out.WriteString("\n" + strings.Repeat(" ", indent))
				column = 0
			default:
				out.WriteByte(' ')
				column++
			}
			out.WriteString(word)
			column += long
		}
		out.WriteByte('\n')
	}
	return out.String()
}
