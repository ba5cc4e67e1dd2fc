package ui

import (
	"encoding/json"

	"svclab/wasm/manifest"
)

// answer is what the editor of manifests reads. Places are in UTF-16 units.
type answer struct {
	ID      int      `json:"id"`
	From    int      `json:"from"`
	To      int      `json:"to"`
	Options []option `json:"options,omitempty"`
	Texts   []string `json:"texts,omitempty"`
}

// option is one way to complete a word.
type option struct {
	Label  string `json:"label"`
	Detail string `json:"detail,omitempty"`
	Text   string `json:"text,omitempty"`
	Insert string `json:"insert"`
}

func (m *Model) answer(q Ask) string {
	text := m.editing()
	at := offset(text, q.At)
	a := answer{ID: q.ID, From: q.At, To: q.At}
	switch {
	case m.session == nil || len(text) > maxChecked:
	case q.Kind == "complete":
		from, options := manifest.Complete(m.session.Cluster(), m.lesson.Lang, text, at)
		a.From = units(text, from)
		for _, o := range options {
			a.Options = append(a.Options, option(o))
		}
	case q.Kind == "explain":
		if e, ok := manifest.Explain(m.session.Cluster(), m.lesson.Lang, text, at); ok {
			a.From, a.To = units(text, e.From), units(text, e.To)
			a.Texts = fieldTexts(e)
		}
	}
	return asJSON(a)
}

// fieldTexts says of a field what there is to say, the path first.
func fieldTexts(e manifest.Explained) []string {
	texts := []string{e.Path + " <" + e.Type + ">"}
	for _, t := range []string{e.Text, e.More} {
		if t != "" {
			texts = append(texts, t)
		}
	}
	return texts
}

func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // it holds texts and numbers
	}
	return string(text)
}
