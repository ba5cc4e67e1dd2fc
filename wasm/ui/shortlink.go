package ui

import (
	"strings"

	"svclab/wasm/html"
)

// shortLink is what concerns a short name for the link, which some hosts give.
type shortLink struct {
	asked, kept bool   // whether the host keeps short links, once that was asked
	making      bool   // it has been asked for one
	link        string // "" until there is one
	failed      string // key of why there is none
	wait        string // the seconds after which to try again
	copying     bool   // the last copy was of it
}

type (
	// MakeShort asks the host for a short link.
	MakeShort struct{}
	// CopyShort puts it on the clipboard.
	CopyShort struct{}
	// Shortened brings what a ShortenEffect asked for: what the host says in a few
	// of its headers. A Status of 0 is no answer.
	Shortened struct {
		N, Status             int
		Allow, Location, Wait string
	}
)

// ShortenEffect asks the site's host to keep Link, which stands below the site's
// root, or with none whether it keeps any.
type ShortenEffect struct {
	N    int
	Link string
}

func (ShortenEffect) effect() {}

func (m *Model) inShortLink(msg any) []Effect {
	s := &m.share.short
	switch msg := msg.(type) {
	case Deflated:
		if !s.asked && strings.HasPrefix(m.share.link, "http") {
			s.asked = true
			return []Effect{ShortenEffect{}}
		}
	case MakeShort:
		if !s.making && m.share.link != "" {
			s.making, s.failed = true, ""
			_, link := m.linkParts()
			return []Effect{ShortenEffect{m.share.asked, link}}
		}
	case CopyShort:
		s.copying = true
		return []Effect{CopyEffect{s.link}, FocusEffect{ID: "share-short"}}
	case Shortened:
		switch msg.N {
		case 0:
			s.kept = msg.Status == 204 && strings.Contains(msg.Allow, "POST")
		case m.share.asked:
			return m.shortened(msg)
		}
	}
	return nil
}

// shortened shows a short link, and tries to copy it: that was the click's wish.
func (m *Model) shortened(msg Shortened) []Effect {
	s := &m.share.short
	s.making, s.wait = false, msg.Wait
	if ok := msg.Status == 200 || msg.Status == 201; ok && strings.HasPrefix(msg.Location, "s/") {
		root, _ := m.linkParts()
		s.link, s.copying = root+msg.Location, true
		return []Effect{CopyEffect{s.link}, FocusEffect{ID: "share-short"}}
	}
	switch msg.Status {
	case 0:
		s.failed = "share.shortAway"
	case 413:
		s.failed = "share.shortLong"
	case 429:
		if s.wait == "" {
			s.wait = "60"
		}
		s.failed = "share.shortMany"
	case 507:
		s.failed = "share.shortFull"
	default:
		s.failed = "share.shortFailed"
	}
	return []Effect{FocusEffect{ID: "share-short"}}
}

// linkParts are the site's root, and the link below it.
func (m *Model) linkParts() (root, link string) {
	page, fragment, _ := strings.Cut(m.share.link, "#")
	page, _, _ = strings.Cut(page, "?")
	own := m.lesson.Lang + "/" + m.lesson.ID + "/"
	return strings.TrimSuffix(page, own), own + "#" + fragment
}

// shortBox offers a short link where the host keeps some.
func (m Model) shortBox() html.Nodes {
	s := m.share.short
	if !s.kept {
		return nil
	}
	said := html.Span(html.Class("quiet"), html.Role("status"), html.Text(m.copied(s.copying)))
	if s.link != "" {
		return html.Nodes{html.Div(html.Class("row link"),
			html.Field(html.ID("share-short-link"), html.Type("text"), html.A("readonly", ""), html.Value(s.link), html.Aria("label", m.T("share.shortLabel"))),
			html.Button(html.ID("share-short"), html.Class("small"), html.On("click", CopyShort{}), html.Text(m.T("notice.copy"))), said)}
	}
	what := html.P(html.Class("quiet"), html.ID("share-short-what"), html.Role("status"), html.Text(m.T("share.shortWhat")))
	if s.failed != "" {
		args := []any{}
		if s.failed == "share.shortMany" {
			args = append(args, s.wait)
		}
		what = html.P(html.Class("warn-text"), html.ID("share-short-what"), html.Role("status"), html.Text(m.T(s.failed, args...)))
	}
	return html.Nodes{what,
		html.Button(html.ID("share-short"), html.Class("small"), html.Flag("disabled", s.making), html.A("aria-describedby", "share-short-what"),
			html.On("click", MakeShort{}), html.Text(m.T("share.short")))}
}

// copied says what became of the last copy, beside what was copied.
func (m Model) copied(here bool) string {
	if m.share.copied == "" || !here {
		return ""
	}
	return m.T(m.share.copied)
}
