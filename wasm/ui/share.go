package ui

import (
	"strings"
)

// share is what concerns moments that are shared: the link to this one, and the
// one that is looked at.
type share struct {
	open   bool   // the panel is
	lines  bool   // the terminal goes with it
	asked  int    // links that have been asked for
	text   string // the moment as it was when the panel was opened
	link   string // "" until it is there
	failed string // why there is none
	copied string // key of what became of the last copy
	short  shortLink

	opening bool   // a link is being read
	own     string // the learner's own work, while another's is looked at
	visits  bool   // another's moment is looked at, and nothing is saved
}

// sharedPrefix begins the fragment of a link that holds a moment. The number is
// the version of what follows it: a deflated lab.Session.Share in base64url.
const sharedPrefix = "#s="

const sharedVersion = "1."

// longLink is how many characters all places take that a link is pasted into.
const longLink = 8 << 10

// What is done with shared moments.
type (
	// ShowShare opens the panel with the link, or closes it.
	ShowShare struct{ Open bool }
	// ShareLines says whether the terminal's lines go with the link.
	ShareLines struct{ On bool }
	// CopyLink puts the link on the clipboard.
	CopyLink struct{}
	// CopyEmbed puts what a blog needs on the clipboard.
	CopyEmbed struct{}
	// DownloadScene hands out the moment as a file.
	DownloadScene struct{}
	// TryFromHere goes on from another's moment as one's own.
	TryFromHere struct{}
	// BackToMine leaves another's moment.
	BackToMine struct{}
	// TakeBack brings one's own work back that TryFromHere set aside.
	TakeBack struct{}
	// Copied says what became of a CopyEffect.
	Copied struct{ Failed bool }
	// Deflated brings what a DeflateEffect asked for.
	Deflated struct {
		N          int
		Data, Page string // in base64url; this page's address without query and fragment
		Failed     string
	}
	// Inflated brings what an InflateEffect asked for.
	Inflated struct{ Text, Failed string }
	// FragmentChanged is another fragment in the page's address.
	FragmentChanged struct{ Fragment string }
)

// DeflateEffect asks for Text deflated and in base64url.
type DeflateEffect struct {
	N    int
	Text string
}

// InflateEffect asks for the opposite. A text of more than Most bytes is refused
// before it is whole. Failed is then one of base64, deflate, large, unsupported.
type InflateEffect struct {
	Data string
	Most int
}

// DropFragmentEffect takes the fragment off the page's address.
type DropFragmentEffect struct{}

func (DeflateEffect) effect()      {}
func (InflateEffect) effect()      {}
func (DropFragmentEffect) effect() {}

func (m *Model) inShare(msg any) []Effect {
	s := &m.share
	switch msg := msg.(type) {
	case ShowShare:
		return m.showShare(msg.Open)
	case ShareLines:
		s.lines = msg.On
		return m.makeLink()
	case Deflated:
		if msg.N == s.asked {
			s.link, s.failed = msg.Page+sharedPrefix+sharedVersion+msg.Data, msg.Failed
		}
	case CopyLink:
		s.short.copying = false
		return []Effect{CopyEffect{s.link}, FocusEffect{ID: "share-copy"}}
	case CopyEmbed:
		s.short.copying = false
		return []Effect{CopyEffect{m.snippet()}, FocusEffect{ID: "share-embed-copy"}}
	case Copied:
		s.copied = "share.copied"
		if msg.Failed {
			s.copied = "share.notCopied"
		}
	case DownloadScene:
		return []Effect{DownloadEffect{"svclab-" + m.lesson.ID + ".svclab.json", s.text}}
	}
	return append(m.inShortLink(msg), m.inVisit(msg)...)
}

func (m *Model) showShare(open bool) []Effect {
	s := &m.share
	if m.session == nil || s.open == open {
		return nil
	}
	if s.open = open; !open {
		return []Effect{FocusEffect{ID: "share"}}
	}
	m.keepDrafts()
	return append(m.makeLink(), FocusEffect{ID: "share-title"})
}

// makeLink asks for the link to the moment that is shown.
func (m *Model) makeLink() []Effect {
	s := &m.share
	s.asked++
	s.text, s.link, s.failed, s.copied = string(m.session.Share(s.lines)), "", "", ""
	s.short = shortLink{asked: s.short.asked, kept: s.short.kept} // which is of another moment
	return []Effect{DeflateEffect{s.asked, s.text}}
}

// sharedData returns what a fragment holds of a moment.
func sharedData(fragment string) (data string, shared bool) {
	return strings.CutPrefix(fragment, sharedPrefix)
}
