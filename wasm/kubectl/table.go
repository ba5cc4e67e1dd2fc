package kubectl

import (
	"bytes"
	"io"
	"strings"
	"text/tabwriter"

	"svclab/wasm/api"
)

// column is one column of a table. One that is wide is printed with -o wide.
type column struct {
	name string
	wide bool
}

// table is how a kind is printed: its columns, and the cells of an object.
// Models pkg/printers/internalversion.
type table struct {
	columns []column
	row     func(o api.Object, t tableContext) []string
}

// tableContext is what cells depend on besides the object.
type tableContext struct {
	now  api.Time
	wide bool
}

// tableFor returns the table of a resource, or one of names and ages.
func tableFor(resource string) table {
	switch resource {
	case "pods":
		return podTable
	case "services":
		return serviceTable
	case "nodes":
		return nodeTable
	case "endpointslices":
		return endpointSliceTable
	case "endpoints":
		return endpointsTable
	case "namespaces":
		return namespaceTable
	case "ingresses":
		return ingressTable
	case "ingressclasses":
		return ingressClassTable
	case "deployments":
		return deploymentTable
	case "replicasets":
		return replicaSetTable
	}
	return table{names("NAME", "AGE"), func(o api.Object, t tableContext) []string {
		return []string{o.Meta().Name, since(t.now, o.Meta().CreationTimestamp)}
	}}
}

// names makes columns; those after "|" are wide.
func names(all ...string) []column {
	var out []column
	wide := false
	for _, name := range all {
		if name == "|" {
			wide = true
			continue
		}
		out = append(out, column{name, wide})
	}
	return out
}

// tableOptions is what the flags of get say about tables.
type tableOptions struct {
	tableContext
	noHeaders, withNamespace, withKind, showLabels bool
	labelColumns                                   []string
}

// headings returns the column titles.
func (o tableOptions) headings(t table) []string {
	var out []string
	if o.withNamespace {
		out = append(out, "NAMESPACE")
	}
	for _, c := range t.columns {
		if !c.wide || o.wide {
			out = append(out, c.name)
		}
	}
	for _, key := range o.labelColumns {
		out = append(out, strings.ToUpper(key[strings.LastIndexByte(key, '/')+1:]))
	}
	if o.showLabels {
		out = append(out, "LABELS")
	}
	return out
}

// cells returns the row of an object.
func (o tableOptions) cells(t table, r api.Resource, object api.Object) []string {
	cells := t.row(object, o.tableContext)
	if o.withKind {
		cells[0] = kindGroup(r) + "/" + cells[0]
	}
	if o.withNamespace {
		cells = append([]string{object.Meta().Namespace}, cells...)
	}
	for _, key := range o.labelColumns {
		cells = append(cells, object.Meta().Labels[key])
	}
	if o.showLabels {
		cells = append(cells, formatLabels(object.Meta().Labels))
	}
	return cells
}

// lineUp prints what write writes, its columns lined up as kubectl does: at least
// six wide, three spaces apart. The text is gathered first, for a reader that is
// gone ends a program in the middle of a write, and tabwriter would take that
// for a fault of its own. Models cli-runtime pkg/printers GetNewTabWriter.
func (p *process) lineUp(write func(w io.Writer) error) error {
	var out bytes.Buffer
	w := tabwriter.NewWriter(&out, 6, 4, 3, ' ', 0)
	err := write(w)
	w.Flush()
	p.env.Stdout.Write(out.Bytes())
	return err
}

// writeRow writes the cells of one line. A line break in a cell would spoil the
// table, so the cell is cut there.
func writeRow(w io.Writer, cells []string) {
	for i, c := range cells {
		if i > 0 {
			io.WriteString(w, "\t")
		}
		if cut := strings.IndexAny(c, "\f\n\r"); cut >= 0 {
			c = c[:cut] + "..."
		}
		io.WriteString(w, c)
	}
	io.WriteString(w, "\n")
}
