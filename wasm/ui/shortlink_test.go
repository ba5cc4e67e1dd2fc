package ui

import (
	"strings"
	"testing"
)

// sharing is a page whose panel has a link, on a host that answers in some way.
func sharing(t *testing.T, page, allow string) (Model, []Effect) {
	t.Helper()
	m, _ := New(small("en"), nil, Options{Width: 1280, Height: 800})
	m, _ = Update(m, ShowShare{true})
	m, effects := Update(m, Deflated{N: m.share.asked, Data: "AbC", Page: page})
	for _, e := range effects {
		if _, ok := e.(ShortenEffect); ok {
			m, _ = Update(m, Shortened{Status: 204, Allow: allow})
		}
	}
	return m, effects
}

const page = "https://lab.example/base/en/small/"

func shortens(effects []Effect) []ShortenEffect {
	var out []ShortenEffect
	for _, e := range effects {
		if e, ok := e.(ShortenEffect); ok {
			out = append(out, e)
		}
	}
	return out
}

func copies(effects []Effect, text string) bool {
	for _, e := range effects {
		if e == (CopyEffect{text}) {
			return true
		}
	}
	return false
}

func TestAHostIsAskedOnceWhetherItKeepsShortLinks(t *testing.T) {
	m, effects := sharing(t, page, "POST, OPTIONS")
	if asked := shortens(effects); len(asked) != 1 || asked[0] != (ShortenEffect{}) || len(m.shortBox()) == 0 {
		t.Errorf("asks %v and shows %v", asked, m.shortBox())
	}
	m, _ = Update(m, ShowShare{false})
	m, _ = Update(m, ShowShare{true})
	if m, effects = Update(m, Deflated{N: m.share.asked, Data: "AbC", Page: page}); len(shortens(effects)) != 0 || len(m.shortBox()) == 0 {
		t.Errorf("asks again: %v", effects)
	}
	if m, _ := sharing(t, page, "GET, HEAD, OPTIONS"); len(m.shortBox()) != 0 {
		t.Error("a host of files is said to keep short links")
	}
	if m, effects := sharing(t, "null/disk/lesson.html", ""); len(shortens(effects)) != 0 || len(m.shortBox()) != 0 {
		t.Error("a file on a disk asks somebody")
	}
}

func TestAShortLinkIsShownAndCopied(t *testing.T) {
	m, _ := sharing(t, page, "POST, OPTIONS")
	own := "en/" + m.lesson.ID + "/"
	m, _ = Update(m, Deflated{N: m.share.asked, Data: "AbC", Page: "https://lab.example/base/" + own})
	m, effects := Update(m, MakeShort{})
	if asked := shortens(effects); len(asked) != 1 || asked[0] != (ShortenEffect{m.share.asked, own + "#s=1.AbC"}) {
		t.Fatalf("asks for %v", asked)
	}
	if _, again := Update(m, MakeShort{}); len(shortens(again)) != 0 {
		t.Error("a second click asks for another")
	}
	m, effects = Update(m, Shortened{N: m.share.asked, Status: 201, Location: "s/AAAAAAAAAAAAAAAA"})
	want := "https://lab.example/base/s/AAAAAAAAAAAAAAAA"
	if m.share.short.link != want || !copies(effects, want) {
		t.Errorf("got %q, and %v", m.share.short.link, effects)
	}
	if m.share.link != "https://lab.example/base/"+own+"#s=1.AbC" {
		t.Errorf("the long link is now %q", m.share.link)
	}
	// What is shared changes, and the short link with it.
	late := m.share.asked
	m, _ = Update(m, ShareLines{true})
	m, _ = Update(m, Shortened{N: late, Status: 201, Location: "s/BBBBBBBBBBBBBBBB"})
	if m.share.short.link != "" || !m.share.short.kept {
		t.Errorf("after a change there is %+v", m.share.short)
	}
}

func TestWhyThereIsNoShortLinkIsTold(t *testing.T) {
	for _, row := range []struct {
		name string
		got  Shortened
		want string
	}{
		{"it is too long", Shortened{Status: 413}, "32 KiB"},
		{"there were too many", Shortened{Status: 429, Wait: "7"}, "in 7 s"},
		{"a proxy found too many", Shortened{Status: 429}, "in 60 s"},
		{"the disk is full", Shortened{Status: 507}, "no room"},
		{"the network is gone", Shortened{}, "cannot be reached"},
		{"the server is broken", Shortened{Status: 503}, "could not make"},
		{"another program answers", Shortened{Status: 200}, "could not make"},
		{"it leads elsewhere", Shortened{Status: 201, Location: "https://evil.example/s/A"}, "could not make"},
	} {
		m, _ := sharing(t, page, "POST, OPTIONS")
		m, _ = Update(m, MakeShort{})
		row.got.N = m.share.asked
		m, _ = Update(m, row.got)
		if said := m.shortBox()[0].Children[0].Text; !strings.Contains(said, row.want) {
			t.Errorf("%s: says %q, want %q in it", row.name, said, row.want)
		}
		if m.share.link == "" || m.share.short.making {
			t.Errorf("%s: the long link is gone, or no other can be asked for", row.name)
		}
	}
}
