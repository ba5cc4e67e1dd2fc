package ui

import (
	"encoding/json"
	"fmt"

	"svclab/lessons/lesson"
	"svclab/wasm/html"
)

// LanguageKey is the storage key of the language used last, which the root page
// sends a reader on to.
const LanguageKey = "svclab:language"

// language is the change from one language to another.
type language struct {
	asked string // the page that is being read, "" for none
	plain bool   // it could not be read: the link opens it, as links do
}

// How the lesson comes in another language.
type (
	// Speak shows the lesson in the other language.
	Speak struct{}
	// PageRead is what a ReadPageEffect brings.
	PageRead struct {
		URL    string
		Lesson string // in JSON, as it stands in the page
		Failed string // why there is none
	}
)

// ReadPageEffect reads the lesson out of another page of this site. Its
// PageRead is shown with the same block of the lesson at the top as before.
type ReadPageEffect struct{ URL string }

// SpeakEffect makes the document the page at URL, in another language, without
// loading it.
type SpeakEffect struct{ Lang, Title, URL string }

func (ReadPageEffect) effect() {}
func (SpeakEffect) effect()    {}

func (m *Model) inLanguage(msg any) []Effect {
	switch msg := msg.(type) {
	case Speak:
		if url := m.otherPage(); m.language.asked != url {
			m.language.asked = url
			return []Effect{ReadPageEffect{url}}
		}
	case PageRead:
		if msg.URL == m.language.asked {
			m.language.asked = ""
			return m.speak(msg)
		}
	}
	return nil
}

// speak goes on in another language: the lesson's texts change and nothing else.
func (m *Model) speak(page PageRead) []Effect {
	var l lesson.Lesson
	failed := page.Failed
	if failed == "" {
		err := json.Unmarshal([]byte(page.Lesson), &l)
		if err == nil && m.session != nil {
			err = m.session.Speak(&l)
		}
		if err != nil {
			failed = err.Error()
		}
	}
	if failed != "" {
		m.language.plain = true
		m.notice = notice{key: "language.failed", args: []any{failed}}
		return nil
	}
	m.lesson, m.written = &l, &l
	if m.session != nil {
		m.lesson = m.session.Lesson()
	}
	m.printed = nil // our own words in it are of the language before
	m.live = m.T("language.now")
	return []Effect{SpeakEffect{l.Lang, l.Title + " · Service Lab", page.URL}, SaveEffect{LanguageKey, l.Lang}}
}

func (m Model) otherPage() string { return fmt.Sprintf("../../%s/%s/", m.T("other.lang"), m.lesson.ID) }

// languageLink leads to the page in the other language. While the engine runs
// it is a switch, unless the learner wants the page in a tab of its own.
func (m Model) languageLink() html.Node {
	speaks := m.started && !m.language.plain
	return html.Link(html.ID("language"), html.Class("button"), html.Href(m.otherPage()),
		html.Lang(m.T("other.lang")), html.A("hreflang", m.T("other.lang")), html.Text(m.T("other.name")),
		html.If(speaks, html.OnPrevent("click", func(in html.Input) any {
			if in.Ctrl || in.Shift || in.Alt {
				return nil
			}
			return Speak{}
		})))
}
