package ui

import (
	"strings"
	"testing"

	"svclab/lessons/lesson"
	"svclab/wasm/html"
)

func TestClock(t *testing.T) {
	p := play(t, "en", "")
	p.wait(4)
	start := p.m.lab.now
	p.effects = nil
	p.wait(10)
	if passed := p.m.lab.now - start; passed < 9_900_000_000 || passed > 10_300_000_000 {
		t.Errorf("in 10 s at rest passed %d ns", passed)
	}
	frames := 0
	for _, e := range p.effects {
		if _, ok := e.(FrameEffect); ok {
			frames++
		}
	}
	if frames > 45 {
		t.Errorf("at rest there were %d frames in 10 s, want about 40", frames)
	}
	before := p.m.lab.now
	p.now += 60_000 // the tab was hidden
	p.do(Frame{p.now})
	if jump := p.m.lab.now - before; jump > 400_000_000 {
		t.Errorf("a minute in a hidden tab made the clock jump by %d ns", jump)
	}
	p.do(SetSpeed{10})
	before = p.m.lab.now
	p.wait(1)
	if fast := p.m.lab.now - before; fast < 9_000_000_000 {
		t.Errorf("at 10x a second made %d ns", fast)
	}
}

func TestSend(t *testing.T) {
	p := play(t, "en", "")
	p.do(Send{})
	if p.m.notice.key != "send.none" || len(p.m.lab.entries) != 0 {
		t.Errorf("without a Service: notice %q", p.m.notice.key)
	}
	p.line("kubectl run web --image=nginx --labels=app=web")
	p.line("kubectl wait --for=condition=Ready pod/web")
	p.m.editor.drafts = map[string]string{"s.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30008}]}\n"}
	p.line("kubectl apply -f s.yaml")
	p.wait(1)
	p.do(Send{})
	p.wait(0.5)
	last := p.m.lab.entries[len(p.m.lab.entries)-1]
	if last.Line != "curl -s node-1:30008" || !strings.Contains(last.Output, "web") {
		t.Errorf("got %q with %q", last.Line, last.Output)
	}
	if got := short(p.m.picture); got != "node-1 web✓@node-1:1 web=30008[web] flying:1" {
		t.Errorf("picture: %s", got)
	}
	p.do(PinPod{"default", "web"})
	if p.m.pinned != 1 || p.m.live == "" {
		t.Errorf("pinned %d, told %q", p.m.pinned, p.m.live)
	}
}

func TestNodeBrowser(t *testing.T) {
	p := play(t, "en", "")
	p.line("kubectl run web --image=nginx")
	p.line("kubectl wait --for=condition=Ready pod/web")
	p.do(OpenBrowser{"node-1"})
	if p.m.web.url != "http://10.244.0.2" && !strings.HasPrefix(p.m.web.url, "http://10.244.0.") {
		t.Errorf("the first address is %s", p.m.web.url)
	}
	p.do(Visit{})
	if !p.m.web.page.OK || !strings.Contains(p.m.web.page.Body, "web") {
		t.Errorf("page: %+v", *p.m.web.page)
	}
	p.do(TypedURL{"http://10.244.9.9"}, Visit{})
	if p.m.web.page.OK || !strings.HasPrefix(p.m.web.page.Error, "ERR_") {
		t.Errorf("page: %+v", *p.m.web.page)
	}
	if page := html.Indent(p.m.browserBox()); !strings.Contains(page, "on:keydown") {
		t.Errorf("Escape does not close the browser:\n%s", page)
	}
	if p.do(CloseBrowser{}, TypedURL{"x"}, Visit{}, CloseBrowser{}); p.m.web != nil {
		t.Error("the browser is open")
	}
}

func TestTravelTime(t *testing.T) {
	for speed, want := range map[float64]float64{0: 600, 1: 600, 0.5: 1200, 0.2: 3000, 0.01: 3000, 10: 300} {
		if got := (Picture{Speed: speed}).travelTime(); got != want {
			t.Errorf("at %v×: got %v ms, want %v", speed, got, want)
		}
	}
}

func TestShownServices(t *testing.T) {
	w := threeNodes()
	w.service("back", "10.96.1.2", 0, "app=back")
	w.service("data", "10.96.1.3", 0, "app=data")
	names := func(m Model, width float64) string {
		var out []string
		for _, s := range m.shown(m.drawn(), width) {
			out = append(out, s.Name)
		}
		return strings.Join(out, " ")
	}
	m := shown("en", 1280, w)
	if got := names(m, 600); got != "back" {
		t.Errorf("of three, the first: got %s", got)
	}
	w.send(0, w.reach("web", "node-1", "web-1"))
	m.picture = w.Picture
	if got := names(m, 600); got != "web" {
		t.Errorf("of three, the one used last: got %s", got)
	}
	if m.focus = focusName("svc/data"); names(m, 600) != "data" {
		t.Errorf("of three, the focused one: got %s", names(m, 600))
	}
	m.focus = ""
	if got := names(m, 860) + ", " + names(m, 360); got != "back data web, web" {
		t.Errorf("of three, on a wide page and a narrow one: got %s", got)
	}
	if m.focus = everyService; names(m, 360) != "back data web" {
		t.Errorf("all of them on a narrow page: got %s", names(m, 360))
	}
}

func TestCameraAndHints(t *testing.T) {
	l := small("en")
	l.Steps[0].Blocks[5].Hint.When = "true"
	l.Steps[1].Blocks = append(l.Steps[1].Blocks, lesson.Block{Diagram: &lesson.Diagram{Focus: "svc/web", Speed: 0.5}})
	m, _ := New(l, nil, Options{})
	if len(m.lab.hints) != 1 {
		t.Errorf("hints at the start: %v, want the one that applies", m.lab.hints)
	}
	m, _ = Update(m, GoStep{1})
	if m.focus != "default/web" || m.clock.speed != 0.5 || len(m.lab.hints) != 0 {
		t.Errorf("focus %q, speed %v, hints %v", m.focus, m.clock.speed, m.lab.hints)
	}
}

func TestToldOnceACommandHasEnded(t *testing.T) {
	p := play(t, "en", "")
	p.do(Run{[]string{"kubectl run web --image=nginx; sleep 3"}})
	p.wait(1)
	if !p.m.lab.busy || p.m.live != "" {
		t.Errorf("while it runs: busy %v, told %q", p.m.lab.busy, p.m.live)
	}
	p.wait(5)
	if !strings.Contains(p.m.live, "Pod web") {
		t.Errorf("afterwards: told %q", p.m.live)
	}
}
