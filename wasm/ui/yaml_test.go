package ui

import (
	"strings"
	"testing"

	"svclab/wasm/html"
)

// write types a text into a new file of the editor, and waits.
func (p *player) write(text string) {
	p.do(CodeReady{}, ShowTab{TabYAML}, NewFile{}, Edit{text})
	p.wait(1)
}

const bad = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - prot: 80\n"

func TestTheTextIsCheckedWhenTypingRests(t *testing.T) {
	for lang, want := range map[string]string{"ko": "port 말인가요", "en": "did you mean port"} {
		p := play(t, lang, "")
		p.do(CodeReady{}, ShowTab{TabYAML}, NewFile{}, Edit{bad})
		if p.m.code.check.done {
			t.Error("the text is checked while it is being typed")
		}
		p.wait(1)
		page := html.Indent(View(p.m))
		if n := len(p.m.code.check.Problems); n != 1 || !strings.Contains(page, want) || !strings.Contains(p.m.code.check.marks, `[70,74,"error"`) {
			t.Errorf("%d problems, marks %s", n, p.m.code.check.marks)
		}
		if !strings.Contains(p.m.live, want) {
			t.Errorf("a screen reader hears %q", p.m.live)
		}
		p.do(GoToProblem{0})
		if !p.has(FocusEffect{ID: "editor", Caret: true, Start: 70, End: 74}) {
			t.Error("a click on a problem does not lead to it")
		}
		p.do(Edit{strings.Replace(bad, "prot", "port", 1)})
		p.wait(1)
		if len(p.m.code.check.Problems) != 0 || p.m.code.check.marks != "" {
			t.Errorf("what has been mended is still wrong: %v", p.m.code.check.Problems)
		}
	}
}

func TestTheCheckHasNoEffect(t *testing.T) {
	p := play(t, "ko", "")
	before := len(p.m.session.Cluster().History())
	now := p.m.session.Cluster().Now()
	text := strings.Replace(bad, "prot", "port", 1)
	p.do(CodeReady{}, ShowTab{TabYAML}, NewFile{}, Edit{text}, ToggleChanges{})
	if len(p.m.session.Cluster().History()) != before || p.m.session.Cluster().Now() != now {
		t.Error("a rehearsal has changed the cluster")
	}
	page := html.Indent(View(p.m))
	for _, want := range []string{"service/web", "새로 만들어져요", `"+kind: Service\n"`} {
		if !strings.Contains(page, want) {
			t.Errorf("what will change does not say %s", want)
		}
	}
	p.do(Apply{})
	p.wait(5)
	p.do(ShowTab{TabYAML})
	p.wait(2)
	if got := p.m.code.check.Changes; len(got) != 1 || got[0].Kind != "unchanged" {
		t.Errorf("after the apply: %v", got)
	}
}

func TestQuestionsOfTheEditor(t *testing.T) {
	p := play(t, "ko", "")
	p.write("apiVersion: v1\nkind: Service\n# 한글\nspec:\n  ty")
	p.do(Ask{7, "complete", 44})
	if want := `{"id":7,"from":42,"to":44,"options":[{"label":"type"`; !strings.HasPrefix(p.m.code.answer, want) {
		t.Errorf("got %s, want %s", p.m.code.answer, want)
	}
	p.do(Ask{8, "explain", 16})
	if want := `{"id":8,"from":15,"to":19,"texts":["kind \u003cstring\u003e"`; !strings.HasPrefix(p.m.code.answer, want) {
		t.Errorf("got %s, want %s", p.m.code.answer, want)
	}
	p.do(Ask{9, "what", -5}, Caret{16})
	if p.m.code.field == nil || !strings.Contains(html.Indent(View(p.m)), "오브젝트의 종류") {
		t.Error("the page does not say what the field at the caret is")
	}
}

func TestFilesAreRenamedAndDeletedAndComeBack(t *testing.T) {
	p := play(t, "en", "")
	p.write("a: 1\n")
	p.do(NameFile{}, NamedSoFar{"shop.yaml"}, RenameFile{true})
	if p.m.file() != "shop.yaml" || p.m.text() != "a: 1\n" || p.m.editor.was != "new-1.yaml" {
		t.Errorf("after the renaming: %s with %q", p.m.file(), p.m.text())
	}
	for _, name := range []string{"service.yaml", "", "../x", "a b", "-f"} {
		p.do(NameFile{}, NamedSoFar{name}, RenameFile{true})
		if p.m.file() != "shop.yaml" || p.m.notice.key == "" {
			t.Errorf("the file could be named %q", name)
		}
		p.do(Dismiss{}, RenameFile{false})
	}
	p.line("cat shop.yaml")
	if p.output() != "a: 1\n" {
		t.Errorf("the shell reads %q", p.output())
	}
	p.do(DeleteFile{})
	if p.m.text() == "a: 1\n" || p.m.editor.deleted == nil {
		t.Error("the file is still there")
	}
	p.line("cat shop.yaml")
	if !strings.Contains(p.output(), "No such file") {
		t.Errorf("the shell reads %q", p.output())
	}
	p.do(RestoreFile{})
	if p.m.file() != "shop.yaml" || p.m.text() != "a: 1\n" {
		t.Errorf("brought back: %s with %q", p.m.file(), p.m.text())
	}
	p.do(Leave{})
	q := play(t, "en", p.stored[Key(p.m.lesson)])
	q.do(PickFile{"shop.yaml"})
	if q.m.text() != "a: 1\n" {
		t.Errorf("after coming back the file has %q", q.m.text())
	}
}

func TestWhatIsTooLargeIsRefused(t *testing.T) {
	p := play(t, "ko", "")
	p.write("a: 1\n")
	p.do(Edit{strings.Repeat("a: 1\n", MaxFile/5+1)})
	if p.m.text() != "a: 1\n" || p.m.notice.key != "yaml.large" || !p.has(FillEffect{"editor", "a: 1\n"}) {
		t.Errorf("%d bytes are in the editor, the notice is %q", len(p.m.text()), p.m.notice.key)
	}
	p.do(Dismiss{}, Refused{10 << 20})
	if page := html.Indent(View(p.m)); !strings.Contains(page, "10240 KiB") || !strings.Contains(page, "1024 KiB까지") {
		t.Error("the page does not say what the limit is")
	}
}

// TestTheTextIsPutWhenItChanges: the editor is told of another text, and never of
// what was typed into it.
func TestTheTextIsPutWhenItChanges(t *testing.T) {
	p := play(t, "ko", "")
	p.do(CodeReady{})
	for _, row := range []struct {
		name string
		do   any
		put  bool
	}{
		{"a new file", NewFile{}, true},
		{"what is typed", Edit{"a: 1\n"}, false},
		{"another file", PickFile{"service.yaml"}, true},
		{"the file that is shown already", PickFile{"service.yaml"}, false},
		{"a manifest of the lesson", OpenFile{"service.yaml", "kind: Pod\n"}, true},
		{"the text before", Revert{}, true},
	} {
		was := p.m.code.put
		if p.do(row.do); (p.m.code.put != was) != row.put {
			t.Errorf("%s: put is %d after %d", row.name, p.m.code.put, was)
		}
	}
}
