package kubectl

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// jsonPathPrinter prints what a template picks out of an object. Models
// cli-runtime pkg/genericclioptions JSONPathPrintFlags.
func (p *process) jsonPathPrinter(kind, template string) (printFunc, error) {
	if given := p.flags.string("template"); given != "" {
		template = given
	}
	if template == "" {
		return nil, errors.New("template format specified but no template given")
	}
	if kind == "jsonpath-file" {
		text, err := p.readPath(template)
		if err != nil {
			return nil, fmt.Errorf("error reading --template %s, open %s: %w", template, template, err)
		}
		template = string(text)
	}
	j, err := parsePath(template, p.flags.bool("allow-missing-template-keys"))
	if err != nil {
		return nil, fmt.Errorf("error parsing jsonpath %s, %w", template, err)
	}
	return func(object map[string]any) error {
		lists, err := j.find(object)
		if err != nil {
			return templateError(template, object, err)
		}
		var out bytes.Buffer
		for _, values := range lists {
			writeValues(&out, values, kind == "jsonpath-as-json")
			if out.Len() > maxPrinted {
				return fmt.Errorf("error executing jsonpath %q: it prints more than %d bytes; ask for less", template, maxPrinted)
			}
		}
		_, err = p.env.Stdout.Write(out.Bytes())
		return err
	}, nil
}

// maxPrinted is how much a template may print, in bytes.
const maxPrinted = 16 << 20

// writeValues writes values with spaces between, or as a list of JSON. Models
// client-go util/jsonpath JSONPath.PrintResults.
func writeValues(out *bytes.Buffer, values []any, asJSON bool) {
	if asJSON {
		text, _ := json.MarshalIndent(append([]any{}, values...), "", "    ")
		out.Write(append(text, '\n'))
		return
	}
	for i, v := range values {
		if i > 0 {
			out.WriteByte(' ')
		}
		switch v.(type) {
		case nil:
			out.WriteString("null")
		case map[string]any, []any:
			out.Write(encode(v))
		default:
			fmt.Fprint(out, v)
		}
		if out.Len() > maxPrinted {
			return
		}
	}
}

// templateError shows the template and the object that it does not fit.
func templateError(template string, object map[string]any, err error) error {
	return fmt.Errorf("error executing jsonpath %q: Error executing template: %w. Printing more information for debugging the template:\n"+
		"\ttemplate was:\n\t\t%s\n\tobject given to jsonpath engine was:\n\t\t%#v\n\n", template, err, template, object)
}

// relaxedPath accepts {.a.b}, .a.b and a.b. Models kubectl pkg/cmd/get
// RelaxedJSONPathExpression.
func relaxedPath(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	inner := path
	if strings.HasPrefix(inner, "{") && strings.HasSuffix(inner, "}") {
		inner = inner[1 : len(inner)-1]
	}
	inner = strings.TrimPrefix(inner, ".")
	if inner == "" || strings.ContainsAny(inner, "{}") {
		return "", errors.New("unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'")
	}
	return "{." + inner + "}", nil
}
