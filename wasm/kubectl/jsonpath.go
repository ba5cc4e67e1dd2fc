package kubectl

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"k8s.io/client-go/util/jsonpath"
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
	j := jsonpath.New("out")
	if err := j.Parse(template); err != nil {
		return nil, fmt.Errorf("error parsing jsonpath %s, %w", template, err)
	}
	j.AllowMissingKeys(p.flags.bool("allow-missing-template-keys"))
	j.EnableJSONOutput(kind == "jsonpath-as-json")
	return func(object map[string]any) error {
		var out bytes.Buffer
		if err := j.Execute(&out, object); err != nil {
			p.env.Stdout.Write(out.Bytes())
			return templateError(template, object, err)
		}
		_, err := p.env.Stdout.Write(out.Bytes())
		return err
	}, nil
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

// pathValues finds what a path leads to in an object.
func pathValues(j *jsonpath.JSONPath, object any) ([]any, error) {
	results, err := j.FindResults(object)
	if err != nil {
		return nil, err
	}
	var out []any
	for _, list := range results {
		for _, v := range list {
			if v.IsValid() && v.CanInterface() {
				out = append(out, v.Interface())
			} else {
				out = append(out, nil)
			}
		}
	}
	return out, nil
}
