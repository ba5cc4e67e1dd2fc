package ui

import (
	"slices"
	"sort"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/html"
	"svclab/wasm/kubectl"
)

// What a learner does with the export.
type (
	// OpenExport writes the manifests of all that the learner has made.
	OpenExport struct{}
	// CloseExport puts them away.
	CloseExport struct{}
	// CopyExport puts them on the clipboard.
	CopyExport struct{}
	// DownloadExport hands them out as a file.
	DownloadExport struct{}
)

// manifestFile is the export as it was when it was opened.
type manifestFile struct {
	text  string
	count int
}

func (m *Model) inExport(msg any) []Effect {
	o := &m.objects
	switch msg.(type) {
	case OpenExport:
		text, n := exported(m.picture, m.lesson.Lang)
		o.file = &manifestFile{text, n}
		return []Effect{FocusEffect{ID: "inspector-title"}}
	case CloseExport:
		o.file = nil
		return []Effect{FocusEffect{ID: "object-export"}}
	case CopyExport:
		if o.file != nil {
			return []Effect{CopyEffect{o.file.text}}
		}
	case DownloadExport:
		if o.file != nil {
			return []Effect{DownloadEffect{"svclab-" + m.lesson.ID + ".yaml", o.file.text}}
		}
	}
	return nil
}

// editable reports whether one writes manifests of such an object.
func editable(s *Stored) bool {
	switch s.Resource {
	case "nodes", "events", "controllerrevisions":
		return false
	}
	return true
}

// manifestable reports whether an object is there because somebody wrote it:
// those that controllers make are made by them anew.
func manifestable(s *Stored) bool {
	m := s.Object.Meta()
	return s.Own && editable(s) && api.ControllerOf(m) == nil && m.DeletionTimestamp == nil
}

// exported writes all that the learner has made, and what the lesson has made in
// the learner's name, as one file for kubectl apply -f. Not in it is what
// controllers make, what the cluster came with, and what is being deleted.
func exported(p Picture, lang string) (text string, n int) {
	var body strings.Builder
	odd, all := false, mine(p)
	for _, s := range all {
		body.WriteString("---\n")
		if s.Resource == "secrets" {
			body.WriteString(comment(words(lang, "export.secret")))
		}
		yaml := kubectl.YAML(kubectl.Manifest(s.Object, s.asked))
		odd = odd || strings.Contains(yaml, "svclab.invalid/")
		body.WriteString(yaml)
	}
	head := comment(words(lang, "export.head"))
	if odd {
		head += comment(words(lang, "export.images"))
	}
	return head + body.String(), len(all)
}

// mine are the objects that are exported, in the order in which they are applied.
func mine(p Picture) []*Stored {
	var all []*Stored
	for _, h := range p.shelves {
		for s := range h.objects.each {
			if manifestable(s) && !ofSystem(s) {
				all = append(all, s)
			}
		}
	}
	sort.Slice(all, func(i, j int) bool { return kubectl.CompareManifests(all[i].Object, all[j].Object) < 0 })
	return all
}

func comment(text string) string { return "# " + strings.ReplaceAll(text, "\n", "\n# ") + "\n" }

func (m Model) exportPane() html.Nodes {
	f := m.objects.file
	return html.Nodes{
		html.Div(html.Class("inspector-head"),
			html.H2(html.ID("inspector-title"), html.A("tabindex", "-1"), html.Text(m.T("export.title"))),
			html.Span(html.Class("grow")),
			html.Button(html.ID("export-close"), html.Class("small"), html.On("click", CloseExport{}), html.Text(m.T("export.close")))),
		html.P(html.Text(m.T("export.text", f.count))),
		html.Div(html.Class("row object-row-tools"),
			html.Button(html.ID("export-download"), html.Class("primary small"), html.Bool("disabled", f.count == 0), html.On("click", DownloadExport{}), html.Text(m.T("export.download"))),
			html.Button(html.ID("export-copy"), html.Class("small"), html.Bool("disabled", f.count == 0), html.On("click", CopyExport{}), html.Text(m.T("export.copy")))),
		html.Pre(html.ID("export-text"), html.Class("object-yaml"), html.A("tabindex", "0"), html.Role("region"), html.Aria("label", m.T("export.title")), html.Text(f.text)),
	}
}

// useObject copies the object, or opens what one would write of it as a new
// file of the editor.
func (m *Model) useObject(msg any) []Effect {
	v := m.objects.view
	if v == nil {
		return nil
	}
	if _, ok := msg.(CopyObject); ok {
		return []Effect{CopyEffect{v.yaml}}
	}
	name := v.stored.Name + ".yaml"
	if slices.Contains(m.fileNames(), name) {
		name = v.stored.Name + "-" + strings.ToLower(kindOf(v.stored.Resource)) + ".yaml"
	}
	if slices.Contains(m.fileNames(), name) {
		name = m.freeName()
	}
	return m.inLesson(OpenFile{name, kubectl.YAML(kubectl.Manifest(v.stored.Object, v.stored.asked))})
}
