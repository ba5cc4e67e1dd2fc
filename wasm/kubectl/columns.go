package kubectl

import (
	"errors"
	"fmt"
	"strings"
)

// customColumn is one column of -o custom-columns.
type customColumn struct {
	heading string
	text    string    // of the path
	path    *jsonPath // of text
}

// columnsPrinter prints a table of the user's own, its headings before the
// first object. Models kubectl pkg/cmd/get CustomColumnsPrinter.
func (p *process) columnsPrinter(kind, spec string) (printFunc, error) {
	if spec == "" {
		return nil, errors.New("custom-columns format specified but no custom columns given")
	}
	columns, err := readColumns(spec)
	withHeadings := !p.flags.bool("no-headers")
	if kind == "custom-columns-file" {
		columns, err = p.readColumnsFile(spec)
		withHeadings = true
	}
	if err != nil {
		return nil, err
	}
	printed := &rows{}
	return func(object map[string]any) error {
		var lines [][]string
		if withHeadings {
			lines = append(lines, headingsOf(columns))
		}
		withHeadings = false
		err := parseColumns(columns)
		if err == nil {
			err = each(object, func(m map[string]any) error {
				cells := make([]string, len(columns))
				for i, c := range columns {
					var err error
					if cells[i], err = c.cell(m); err != nil {
						return err
					}
				}
				lines = append(lines, cells)
				return nil
			})
		}
		printed.print(p.env.Stdout, lines)
		return err
	}, nil
}

func headingsOf(columns []customColumn) []string {
	var out []string
	for _, c := range columns {
		out = append(out, c.heading)
	}
	return out
}

// parseColumns reads the paths when the headings have been printed, as kubectl
// does.
func parseColumns(columns []customColumn) error {
	for i := range columns {
		var err error
		if columns[i].path, err = parsePath(columns[i].text, true); err != nil {
			return err
		}
	}
	return nil
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
		out = append(out, customColumn{heading: heading, text: path})
	}
	return out, nil
}

// readColumnsFile reads a line of headings and a line of paths.
func (p *process) readColumnsFile(name string) ([]customColumn, error) {
	text, err := p.readPath(name)
	if err != nil {
		return nil, fmt.Errorf("error reading template %s, open %s: %w\n", name, name, err)
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	for i, missing := range []string{"header", "spec"} {
		if len(text) == 0 || i == len(lines) {
			return nil, fmt.Errorf("invalid template, missing %s line. Expected format is one line of space separated headers, one line of space separated column specs.", missing)
		}
	}
	headings, paths := strings.Fields(lines[0]), strings.Fields(lines[1])
	if len(headings) != len(paths) {
		return nil, fmt.Errorf("number of headers (%d) and field specifications (%d) don't match", len(headings), len(paths))
	}
	var out []customColumn
	for i, heading := range headings {
		path, err := relaxedPath(paths[i])
		if err != nil {
			return nil, err
		}
		out = append(out, customColumn{heading: heading, text: path})
	}
	return out, nil
}

// cell writes all that the path leads to, or <none>.
func (c customColumn) cell(object map[string]any) (string, error) {
	values, err := c.path.values(object)
	if err != nil || len(values) == 0 {
		return "<none>", err
	}
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = escaped(fmt.Sprint(v))
	}
	return strings.Join(texts, ","), nil
}
