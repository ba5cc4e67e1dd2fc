package kubectl

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"svclab/wasm/api"
)

// description is the text of describe in the making: lines of KEY:<tab>VALUE,
// lined up with at least two spaces between. Models kubectl pkg/describe
// PrefixWriter and tabbedString.
type description struct {
	out  bytes.Buffer
	tabs *tabwriter.Writer
	now  api.Time

	renewed api.Time // when the lease of the node was, 0 for none

	plain bool   // tabs stay tabs
	space string // before the titles of a template, which is part of something else
}

// nameSpace is what comes before the names of a template's parts besides their
// level.
func (d *description) nameSpace() string { return d.space[:len(d.space)/2] }

func (p *process) description() *description {
	d := &description{now: p.env.Cluster.Now()}
	d.tabs = tabwriter.NewWriter(&d.out, 0, 8, 2, ' ', 0)
	return d
}

// line writes one line, indented by two spaces a level.
func (d *description) line(level int, format string, args ...any) {
	var w io.Writer = d.tabs
	if d.plain {
		w = &d.out
	}
	fmt.Fprintf(w, strings.Repeat("  ", level)+format+"\n", args...)
}

func (d *description) String() string {
	d.tabs.Flush()
	return d.out.String()
}

// meta writes what most descriptions begin with.
func (d *description) meta(m *api.ObjectMeta) {
	d.line(0, "Name:\t%s", m.Name)
	d.line(0, "Namespace:\t%s", m.Namespace)
	d.labels("Labels", m.Labels)
	d.annotations(m.Annotations)
}

// labels writes KEY=VALUE lines under one title, sorted.
func (d *description) labels(title string, m map[string]string) {
	if len(m) == 0 {
		d.line(0, "%s:\t<none>", title)
	}
	for i, key := range sortedKeys(m) {
		if i == 0 {
			d.line(0, "%s:\t%s=%s", title, key, m[key])
		} else {
			d.line(0, "\t%s=%s", key, m[key])
		}
	}
}

// longest is the length from which an annotation gets lines of its own.
const longest = 140

// annotations writes KEY: VALUE lines, sorted, without what kubectl keeps for
// itself.
func (d *description) annotations(m map[string]string) {
	lead := d.space + "Annotations:\t"
	for _, key := range sortedKeys(m) {
		if key == lastAppliedAnnotation {
			continue
		}
		value := strings.TrimSuffix(m[key], "\n")
		if len(key)+len(value)+2 <= longest && !strings.Contains(value, "\n") {
			d.line(0, "%s%s: %s", lead, key, value)
		} else {
			d.line(0, "%s%s:", lead, key)
			for _, part := range strings.Split(value, "\n") {
				if len(part) > longest-2 {
					part = part[:longest-2] + "..."
				}
				d.line(0, "\t  %s", part)
			}
		}
		lead = "\t"
	}
	if lead != "\t" {
		d.line(0, "%s<none>", lead)
	}
}

// date writes a time as RFC 1123 with a numeric zone: Thu, 01 Jan 2026
// 00:00:00 +0000.
func date(t api.Time) string {
	if t == 0 {
		return "Mon, 01 Jan 0001 00:00:00 +0000"
	}
	text := t.String() // 2026-01-01T00:00:00Z
	const months = "JanFebMarAprMayJunJulAugSepOctNovDec"
	month := int(text[5]-'0')*10 + int(text[6]-'0')
	day := int64(t) / int64(api.Day) // 1970-01-01 was a Thursday
	const days = "ThuFriSatSunMonTueWed"
	return fmt.Sprintf("%s, %s %s %s %s +0000", days[day%7*3:][:3], text[8:10], months[(month-1)*3:][:3], text[:4], text[11:19])
}
