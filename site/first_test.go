//go:build journey

package site

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"svclab/site/slim"
)

var record = flag.Bool("record", false, "write later.txt anew, from what learners do not call in their first minutes")

// firstMinutes are what a learner may well type before the rest of the program
// has come.
var firstMinutes = []string{
	"help", "kubectl get nodes", "kubectl get nodes -o wide", "ls", "cat more-pods.yaml", "kubectl apply -f more-pods.yaml", "kubectl delete -f more-pods.yaml",
	"kubectl run web-1 --image=nginx --labels=app=web", "kubectl run tool --image=busybox -- sleep 3600",
	"kubectl expose pod web-1 --port=80 --type=NodePort", "kubectl get all", "kubectl get pods -A", "kubectl get pods -o wide",
	"kubectl get pod web-1 -o yaml", "kubectl get pods --show-labels", "kubectl get pods -l app=web", "kubectl get svc", "kubectl get svc,ep",
	"kubectl get endpointslices", "kubectl get deploy,rs,pods", "kubectl logs web-1",
	"kubectl exec tool -- curl -s web-1", "kubectl exec web-1 -- hostname", "ssh node-1 hostname", "curl -m 1 node-1:30080",
	"kubectl get events", "kubectl get pods --watch", "kubectl delete svc web-1", "kubectl get pod nothing",
	"kubectl gte pods", "nothing", "echo hello | wc -l", "kubectl get pods | grep shop", "clear", "history",
}

// noter keeps what a watched program has noted beyond a reload.
const noter = `(() => {
	let watched;
	const stream = WebAssembly.instantiateStreaming;
	WebAssembly.instantiateStreaming = async (...args) => {
		const program = await stream.call(WebAssembly, ...args);
		watched = program.instance.exports;
		return program;
	};
	window.svclabCalled = () => {
		const called = new Set(JSON.parse(localStorage.getItem("called") || "[]"));
		for (const [name, value] of Object.entries(watched || {})) {
			if (/^w\d+$/.test(name) && value.value) called.add(Number(name.slice(1)));
		}
		localStorage.setItem("called", JSON.stringify([...called]));
		return [...called];
	};
	addEventListener("pagehide", () => window.svclabCalled());
})()`

// TestWhatIsCalledFirst lets learners take the lesson and type, each in both
// languages and on both screens, and writes down which functions that does not call.
func TestWhatIsCalledFirst(t *testing.T) {
	if !*record {
		t.Skip("make parts records it")
	}
	called, names := map[int]bool{}, []string(nil)
	compiled := filepath.Join(t.TempDir(), "svclab.wasm")
	if err := compile(compiled, "svclab/wasm"); err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(compiled)
	if err != nil {
		t.Fatal(err)
	}
	if program, names, err = slim.Watch(program); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(compiled, program, 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "dist")
	// The editor of manifests comes behind the rest, so what it asks comes later.
	if err := Build(Options{Out: out, Wasm: compiled, AsIs: true, Lessons: os.DirFS(courseWithTour(t, t.TempDir())), Quick: true, Plain: true}); err != nil {
		t.Fatal(err)
	}
	site := served(t, out)
	browser := chromium(t)
	for _, lang := range []string{"ko", "en"} {
		for _, screen := range screens {
			for _, act := range []func(*learner){(*learner).takesTheLesson, (*learner).typesAtFirst} {
				l := &learner{tab: newTab(t, browser, screen.width, screen.height), lang: lang, phone: screen.name == "phone", plain: true}
				l.before(noter)
				l.openTerminal(site.URL + "/" + lang + "/tour/")
				act(l)
				for _, i := range eval[[]int](l.tab, `svclabCalled()`) {
					called[i] = true
				}
			}
		}
	}
	first := map[string]bool{}
	for i := range called {
		first[names[i]] = true
	}
	later := slices.DeleteFunc(names, func(name string) bool { return first[name] || name == "" || ofRuntime(name) })
	slices.Sort(later)
	later = slices.Compact(later)
	if err := os.WriteFile("later.txt", []byte(strings.Join(later, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d functions are called, %d come later", len(first), len(later))
}

func (l *learner) takesTheLesson() {
	l.takeTheLesson()
	l.comesBack()
}

func (l *learner) typesAtFirst() {
	l.show("terminal")
	for _, line := range firstMinutes {
		l.focus(`document.getElementById("line")`)
		l.keys(line + kb.Enter)
		if strings.HasSuffix(line, "--watch") {
			l.wait("it goes on", `document.getElementById("stop")`)
			l.control("c")
		}
		l.ran()
	}
	l.keys(kb.ArrowUp + kb.ArrowUp + kb.ArrowDown)
	l.control("u")
	l.keys("kubectl des" + kb.Tab)
	l.wait("a word is completed", `document.getElementById("line").value === "kubectl describe "`)
	l.keys("po" + kb.Tab + " " + kb.Tab + kb.Tab)
	l.wait("names are offered", `document.querySelectorAll("#offers li").length > 1`)
	l.keys(kb.Escape)
	l.control("u")
	l.paste("kubectl get pods\nkubectl get svc\n")
	l.ran()
	if !l.phone {
		l.show("events")
	}
	l.show("yaml")
	l.show("picture")
}
