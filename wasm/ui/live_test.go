package ui

import (
	"strings"
	"testing"
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
	if p.do(CloseBrowser{}, TypedURL{"x"}, Visit{}, CloseBrowser{}); p.m.web != nil {
		t.Error("the browser is open")
	}
}
