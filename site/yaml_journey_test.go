//go:build journey

package site

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"svclab/site/web"
)

// TestTheEditor is a learner who writes a Service from nothing, with what the
// editor says and offers.
func TestTheEditor(t *testing.T) {
	t.Parallel()
	eachScreen(t, func(l *learner, _ string) {
		if l.lang == "en" {
			l.dark()
		}
		l.enter("kubectl run web-1 --image=nginx --labels=app=web")
		l.editor()
		l.writesAService()
		l.namesFiles()
		l.composes()
		l.pastesTooMuch()
	})
}

// code is an expression for what the editor's own document has.
const code = `document.getElementById("code").shadowRoot`

func (l *learner) text(want string) {
	l.t.Helper()
	l.wait("the page has the text", `document.getElementById("editor").value === `+quote(want))
}

func (l *learner) says(korean, english string) {
	l.t.Helper()
	want := english
	if l.lang == "ko" {
		want = korean
	}
	l.wait("the page says "+want, `[...document.querySelectorAll("#problems, #field, #changes, .notice")].some(e => e.textContent.includes(`+quote(want)+`))`)
}

func (l *learner) writesAService() {
	l.t.Helper()
	l.press(`document.getElementById("new-file")`)
	l.focused("code")
	l.write("apiVersion: v1\nkind: Service\nmetadata:\nname: web\n")
	l.do(chromedp.KeyEvent(kb.Backspace))
	l.write("spec:\nselector:\napp: wbe\n")
	l.do(chromedp.KeyEvent(kb.Backspace))
	l.write("ports:\n- prot: 80")
	l.text("apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: wbe\n  ports:\n    - prot: 80")
	l.says("port 말인가요?", "did you mean port?")
	l.wait("it is underlined", code+`.querySelector(".cm-lintRange-error")?.textContent === "prot"`)
	l.screen("yaml-error")
	l.accessible("the editor with an error")

	// The field at the caret is explained, without a pointer.
	for range 4 {
		l.keys(kb.Backspace)
	}
	for range 4 {
		l.keys(kb.Backspace)
	}
	l.keys("po")
	l.wait("fields are offered", code+`.querySelector(".cm-tooltip-autocomplete li")?.textContent.startsWith("port")`)
	l.screen("yaml-offers")
	l.keys(kb.Tab)
	l.keys("80")
	l.says("클라이언트가 Service에 닿는 포트", "The port at which clients reach")
	l.do(chromedp.KeyEvent("k", chromedp.KeyModifiers(kb.ModifierCtrl)))
	l.wait("a key explains the field", code+`.querySelector(".svclab-field")?.textContent.includes("spec.ports[0].port")`)
	l.says("web-1에는 app=web 레이블이 있어요", "web-1 has app=web")
	l.screen("yaml-field")

	// What would change, and that it does.
	l.press(`document.getElementById("show-changes")`)
	l.says("새로 만들어져요", "will be created")
	l.screen("yaml-changes")
	l.accessible("what will change")
	l.press(`document.getElementById("show-changes")`)
	l.press(`document.getElementById("code")`)
	l.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(kb.ModifierCtrl)))
	l.ran()
	l.printed("service/web created")
}

func (l *learner) namesFiles() {
	l.t.Helper()
	l.editor()
	text := eval[string](l.tab, `document.getElementById("editor").value`)
	l.press(`document.getElementById("file-rename")`)
	l.focused("file-name")
	l.keys("shop" + kb.Enter)
	l.wait("the file has its name", `document.querySelector(".file[aria-current]")?.textContent === "shop.yaml"`)
	l.text(text)
	l.press(`document.getElementById("file-delete")`)
	l.focused("file-restore")
	l.screen("yaml-deleted")
	l.keys(kb.Enter)
	l.focused("code")
	l.text(text)
	// Escape lets Tab out.
	l.keys(kb.Escape + kb.Tab)
	l.wait("the focus has left", `document.activeElement.id !== "code"`)
}

// TestTheCaretStaysInSight makes the editor smaller, as what is said below it does,
// while the caret stands at its end.
func TestTheCaretStaysInSight(t *testing.T) {
	l := &learner{tab: newTab(t, chromium(t), 1280, 800), lang: "en"}
	l.open(served(t, builtSite(t, true)).URL + "/en/sandbox/")
	l.wait("the terminal is there", `document.getElementById("line")`)
	l.editor()
	l.press(`document.getElementById("new-file")`)
	l.focused("code")
	l.write(strings.Repeat("#\n", 30) + "# here")
	seen := `(pane => [...` + code + `.querySelectorAll(".cm-line")].some(line => line.textContent === "# here" &&
		line.getBoundingClientRect().bottom <= pane.bottom))(` + code + `.querySelector(".cm-scroller").getBoundingClientRect())`
	l.wait("the last line is in sight", seen)
	eval[bool](l.tab, `document.getElementById("code").style.flex = "none", document.getElementById("code").style.height = "80px", true`)
	l.wait("it is in sight in the smaller editor", seen)
	l.quiet()
}

// composes writes a letter of Korean as an input method does, and looks for it.
func (l *learner) composes() {
	l.t.Helper()
	l.editor()
	l.do(chromedp.KeyEvent(kb.End, chromedp.KeyModifiers(kb.ModifierCtrl)))
	l.keys(" # ")
	l.do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		for _, so := range []string{"ㅎ", "하", "한"} {
			if _, err := chromedp.Call(ctx, input.ImeSetComposition, input.ImeSetCompositionParams{Text: so, SelectionStart: 1, SelectionEnd: 1}); err != nil {
				return chromedp.Void{}, err
			}
		}
		_, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: "한"})
		return chromedp.Void{}, err
	})
	l.wait("the letter stands there once", `document.getElementById("editor").value.endsWith("# 한")`)
	l.do(chromedp.KeyEvent("f", chromedp.KeyModifiers(kb.ModifierCtrl)))
	find := "Find"
	if l.lang == "ko" {
		find = "찾기"
	}
	l.wait("the search speaks the language", code+`.querySelector(".cm-search input")?.placeholder === `+quote(find))
	l.accessible("the editor's search")
	l.keys(kb.Escape)
}

// pastesTooMuch pastes 10 MB. The page goes on and says what it takes.
func (l *learner) pastesTooMuch() {
	l.t.Helper()
	l.editor()
	text := eval[string](l.tab, `document.getElementById("editor").value`)
	took := eval[float64](l.tab, `(() => {
		const data = new DataTransfer();
		data.setData("text/plain", "key: value\n".repeat(1e6));
		const began = performance.now();
		`+code+`.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true, composed: true}));
		return performance.now() - began;
	})()`)
	l.t.Logf("10 MB took %.0f ms", took)
	l.says("1024 KiB까지", "up to 1024 KiB")
	l.screen("yaml-large")
	l.text(text)
	l.keys("#")
	l.wait("the editor goes on", `document.getElementById("editor").value.includes("#")`)
}

// TestAPageWithoutTheEditor writes in the text field when the editor cannot be
// fetched.
func TestAPageWithoutTheEditor(t *testing.T) {
	t.Parallel()
	site := web.Handler(os.DirFS(builtSite(t, true)))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/assets/editor.") {
			http.Error(w, "not now", http.StatusServiceUnavailable)
			return
		}
		site.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	l := &learner{tab: newTab(t, chromium(t), 1280, 800), lang: "ko", plain: true}
	l.openTerminal(s.URL + "/ko/tour/")
	l.openFile("myapp-pod.yaml")
	l.editor()
	l.do(chromedp.KeyEvent(kb.End, chromedp.KeyModifiers(kb.ModifierCtrl)))
	l.keys("# mine")
	l.wait("the text is the page's", `document.querySelector(".file.unapplied[aria-current]")`)
	l.apply()
	l.goals(1)
	l.screen("yaml-plain")
}

// TestTheEditorTakesOver writes before the editor has come, and goes on in it.
func TestTheEditorTakesOver(t *testing.T) {
	t.Parallel()
	site := web.Handler(os.DirFS(builtSite(t, true)))
	open := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/assets/editor.") {
			<-open
		}
		site.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	l := &learner{tab: newTab(t, chromium(t), 1280, 800), lang: "ko", plain: true}
	l.openTerminal(s.URL + "/ko/tour/")
	l.show("yaml")
	l.press(`document.getElementById("new-file")`)
	l.focused("editor")
	l.keys("kind: Pdo" + kb.ArrowLeft)
	close(open)
	l.wait("the editor has come", `document.querySelector("svclab-code")?.shadowRoot`)
	l.focused("code")
	l.keys(kb.Backspace + kb.Delete)
	l.keys("od")
	l.text("kind: Pod")
	l.quiet()
}
