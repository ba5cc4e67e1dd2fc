package ui

import (
	"strings"
	"testing"

	"svclab/wasm/html"
)

// TestAFileOfProgressIsShownBeforeItReplacesAnything exports, goes on, and
// imports again.
func TestAFileOfProgressIsShownBeforeItReplacesAnything(t *testing.T) {
	p := play(t, "en", "")
	p.line("echo first")
	p.do(ExportProgress{}, StoreRead{For: "export", Values: p.stored})
	file := p.effects[len(p.effects)-1]
	for _, e := range p.effects {
		if d, ok := e.(DownloadEffect); ok {
			file = d
		}
	}
	text := file.(DownloadEffect).Text
	p.line("echo second")
	p.wait(1)
	for _, bad := range []string{"", "[]", "{}", `{"format":"svclab-progress","version":7}`, `{"format":"svclab-progress","version":1,"values":{"other":"x"}}`} {
		p.do(FileRead{Name: "bad.json", Text: bad})
		if p.m.progress.values != nil || !strings.HasPrefix(p.m.notice.key, "progress.") {
			t.Errorf("%q: notice %q", bad, p.m.notice.key)
		}
	}
	p.do(FileRead{Name: "mine.svclab.json", Text: text}, StoreRead{For: "import", Values: p.stored})
	view := html.String(View(p.m))
	if !strings.Contains(view, "import-panel") || !strings.Contains(view, "Lesson nodeport") {
		t.Fatalf("the page does not say what is replaced: %v, notice %q", p.m.progress.replaced, p.m.notice.key)
	}
	p.do(TakeIn{}, Leave{})
	last := p.effects[len(p.effects)-1]
	for _, e := range p.effects {
		if r, ok := e.(ReplaceStoreEffect); ok {
			if !strings.Contains(r.Values[Key(small("en"))], "echo first") {
				t.Errorf("it takes in %v", r.Values)
			}
			return
		}
	}
	t.Errorf("nothing is taken in: %v", last)
}
