package ui

import (
	"strings"
	"testing"

	"svclab/wasm/html"
)

// shows reports that the page says a phrase.
func (p *player) shows(key string) bool {
	var page strings.Builder
	if err := html.Render(&page, View(p.m)); err != nil {
		p.t.Fatal(err)
	}
	return strings.Contains(page.String(), p.m.T(key))
}

// asks returns what a message makes the page ask for.
func (p *player) asks(msg any) []Effect {
	before := len(p.effects)
	p.do(msg)
	return p.effects[before:]
}

// A new edition is offered, and taking it saves the work first.
func TestANewEditionIsOfferedAndTaken(t *testing.T) {
	p := play(t, "ko", "")
	p.do(OfflineState{"update"})
	if !p.shows("offline.update") {
		t.Fatal("nothing is offered")
	}
	if effects := p.asks(KeepEdition{}); len(effects) > 0 || p.shows("offline.update") {
		t.Errorf("later: %v", effects)
	}
	p.do(OfflineState{"update"})
	p.m.dirty = true
	effects := p.asks(TakeEdition{})
	if len(effects) < 2 {
		t.Fatalf("taking does %v", effects)
	}
	if saved, ok := effects[0].(SaveEffect); !ok || saved.Key != Key(p.m.lesson) {
		t.Errorf("first comes %#v", effects[0])
	}
	if _, ok := effects[len(effects)-1].(TakeEditionEffect); !ok {
		t.Errorf("last comes %#v", effects[len(effects)-1])
	}
}

// What the browser keeps is told where nothing weightier is said.
func TestWhatIsKeptIsTold(t *testing.T) {
	for _, state := range []string{"ready", "full"} {
		p := play(t, "en", "")
		p.do(OfflineState{state})
		if !p.shows("offline." + state) {
			t.Errorf("%s is not told", state)
		}
	}
	p := play(t, "en", "")
	p.m.notice = notice{key: "notice.damaged"}
	p.do(OfflineState{"ready"})
	if p.m.notice.key != "notice.damaged" {
		t.Errorf("it takes the place of %s", p.m.notice.key)
	}
	if effects := p.asks(OfflineState{"whatever"}); len(effects) > 0 || p.m.offline.state != "" {
		t.Error("a word that nobody knows does something")
	}
}

// An offer is not hidden behind the news that the site is kept.
func TestAnOfferTakesThePlaceOfOlderNews(t *testing.T) {
	p := play(t, "ko", "")
	p.do(OfflineState{"ready"})
	p.do(OfflineState{"update"})
	if p.shows("offline.ready") || !p.shows("offline.update") {
		t.Error("the offer is hidden")
	}
	p.do(OfflineState{"changed"})
	if p.shows("offline.update") || !p.shows("offline.changed") {
		t.Error("the tab does not say that it is of the edition before")
	}
}
