package ui

import (
	"strings"
	"testing"

	"svclab/wasm/html"
)

// FuzzStored: whatever the browser has kept, and whatever a link says, the page
// opens on its lesson and carries out what is typed.
func FuzzStored(f *testing.F) {
	m, _ := New(small("en"), nil, Options{})
	m, _ = Update(m, Typed{"kubectl get nodes"})
	m, _ = Update(m, Submit{})
	for n := range 20 {
		m, _ = Update(m, Frame{float64(n) * 16})
	}
	for _, e := range m.save(true) {
		if e, ok := e.(SaveEffect); ok {
			f.Add(e.Value, "", e.Value)
		}
	}
	f.Add("", "#"+sharedPrefix+"abc", string(m.session.Share(true)))
	f.Add("damaged", "#"+sharedPrefix+"abc", `{"version":4,"lesson":"small"}`)
	f.Add("{}\n{}", "#step-2", "")
	f.Add(`{"tab":"yaml","file":"../x","drafts":{"":"a"}}`+"\n"+`{"version":99}`, "#"+sharedPrefix, "null")
	f.Fuzz(func(t *testing.T, kept, fragment, linked string) {
		p := &player{t: t, stored: map[string]string{}}
		m, effects := New(small("en"), []byte(kept), Options{Width: 400, Height: 700, Fragment: fragment, History: linked, Backup: linked, Theme: linked, Completion: linked, Keys: linked})
		p.m = m
		p.keep(effects)
		if _, shared := sharedData(fragment); shared {
			p.do(Inflated{Text: linked})
		}
		for n := 0; p.m.resuming.lab != nil && n < 200; n++ {
			p.do(Frame{float64(n) * 16})
		}
		if p.m.resuming.lab != nil {
			p.do(GiveUp{})
		}
		if shown := html.String(View(p.m)); !strings.Contains(shown, `id="line"`) {
			t.Fatalf("there is no line to type on: %.300s", shown)
		}
		p.now = 4000
		p.do(Typed{"echo it-works"}, Submit{})
		p.wait(2)
		if shown := html.String(View(p.m)); strings.Count(shown, "it-works") < 2 {
			t.Fatal("the line was not carried out")
		}
	})
}
