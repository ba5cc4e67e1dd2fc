package kubectl

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"k8s.io/client-go/util/jsonpath"
)

// customColumn is one column of -o custom-columns.
type customColumn struct {
	heading string
	path    *jsonpath.JSONPath
}

// columnsPrinter prints a table of the user's own. Models kubectl pkg/cmd/get
// CustomColumnsPrinter.
func (p *process) columnsPrinter(kind, spec string) (printFunc, error) {
	if spec == "" {
		return nil, errors.New("custom-columns format specified but no custom columns given")
	}
	if kind == "custom-columns-file" {
		return nil, notHere(p.command.name + " -o custom-columns-file")
	}
	columns, err := readColumns(spec)
	if err != nil {
		return nil, err
	}
	return func(object map[string]any) error {
		return p.lineUp(func(w io.Writer) error {
			if !p.flags.bool("no-headers") {
				cells := make([]string, len(columns))
				for i, c := range columns {
					cells[i] = c.heading
				}
				writeRow(w, cells)
			}
			return each(object, func(m map[string]any) error {
				cells := make([]string, len(columns))
				for i, c := range columns {
					if cells[i], err = c.cell(m); err != nil {
						return err
					}
				}
				writeRow(w, cells)
				return nil
			})
		})
	}, nil
}

// readColumns reads NAME:.metadata.name,PORT:.spec.ports[0].port.
func readColumns(spec string) ([]customColumn, error) {
	var out []customColumn
	for _, part := range strings.Split(spec, ",") {
		heading, path, ok := strings.Cut(part, ":")
		if !ok {
			return nil, fmt.Errorf("unexpected custom-columns spec: %s, expected <header>:<json-path-expr>", part)
		}
		path, err := relaxedPath(path)
		if err != nil {
			return nil, err
		}
		j := jsonpath.New(heading).AllowMissingKeys(true)
		if err := j.Parse(path); err != nil {
			return nil, err
		}
		out = append(out, customColumn{heading, j})
	}
	return out, nil
}

// cell writes all that the path leads to, or <none>.
func (c customColumn) cell(object map[string]any) (string, error) {
	values, err := pathValues(c.path, object)
	if err != nil || len(values) == 0 {
		return "<none>", err
	}
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = fmt.Sprint(v)
	}
	return strings.Join(texts, ","), nil
}
