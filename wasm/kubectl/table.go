package kubectl

import (
	"strings"

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

// tables are those of the resources that have columns of their own.
var tables = map[string]table{
	"pods": podTable, "services": serviceTable, "nodes": nodeTable, "endpointslices": endpointSliceTable, "endpoints": endpointsTable,
	"namespaces": namespaceTable, "events": eventTable, "ingresses": ingressTable, "ingressclasses": ingressClassTable,
	"deployments": deploymentTable, "replicasets": replicaSetTable, "statefulsets": statefulSetTable, "daemonsets": daemonSetTable,
	"poddisruptionbudgets": budgetTable, "controllerrevisions": revisionTable, "secrets": secretTable,
}

// tableFor returns the table of a resource, or one of names and ages.
func tableFor(resource string) table {
	if t, ok := tables[resource]; ok {
		return t
	}
	if t, ok := customTables[resource]; ok {
		return t.table()
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
	namesOnly                                      bool // as kubectl prints what the server did not
	labelColumns                                   []string
}

func (p *process) tableOptions() tableOptions {
	return tableOptions{
		tableContext: tableContext{now: p.env.Cluster.Now(), wide: p.flags.string("output") == "wide"},
		noHeaders:    p.flags.bool("no-headers"), showLabels: p.flags.bool("show-labels"),
		labelColumns: p.flags.strings("label-columns"), withKind: p.flags.bool("show-kind"),
		namesOnly: !p.flags.bool("server-print"),
	}
}

// table returns the table of a resource.
func (o tableOptions) table(resource string) table {
	if o.namesOnly {
		return tableFor("")
	}
	return tableFor(resource)
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

// nameAt returns which cell holds the name, -1 when none that is shown does.
func (o tableOptions) nameAt(t table) int {
	at := 0
	for _, c := range t.columns {
		switch {
		case c.wide && !o.wide:
			continue
		case c.name == "NAME":
			return at
		}
		at++
	}
	return -1
}

// cells returns the row of an object.
func (o tableOptions) cells(t table, r api.Resource, object api.Object) []string {
	cells := t.row(object, o.tableContext)
	if at := o.nameAt(t); o.withKind && at >= 0 {
		cells[at] = kindGroup(r) + "/" + cells[at]
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
	for i := range cells {
		cells[i] = oneLine(cells[i])
	}
	return cells
}
