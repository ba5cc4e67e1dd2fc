package ui

import (
	"testing"

	"svclab/wasm/html"
)

// shop is a page of a lesson in which three Pods stand behind a Service, a
// fourth is nearly chosen and a fifth is never ready.
func shop(t *testing.T, lang string) *player {
	t.Helper()
	p := play(t, lang, "")
	p.line("kubectl create deployment web --image=nginx --replicas=2")
	p.line("kubectl expose deployment web --port=80 --type=NodePort")
	p.line("kubectl run slip --image=nginx --labels=app=wbe")
	p.line("kubectl run late --image=svclab.invalid/x --labels=app=web")
	p.wait(20)
	return p
}

func (p *player) objects() html.Node { return p.m.objectsBox() }

func service(name string) ShowObject { return ShowObject{Ref{"services", "default", name}} }

func TestObjectViews(t *testing.T) {
	for _, lang := range []string{"ko", "en"} {
		p := shop(t, lang)
		p.do(ShowTab{TabObjects})
		golden(t, "objects-list."+lang, html.Indent(p.objects()))
		p.do(service("web"))
		golden(t, "objects-service."+lang, html.Indent(p.m.inspector()))
	}
}

func TestObjectsAreNotDrawnWhileNobodySees(t *testing.T) {
	p := shop(t, "en")
	if n := len(p.objects().Children); n != 0 {
		t.Errorf("a hidden tab has %d children", n)
	}
	if p.m.objects.view != nil {
		t.Error("an object was made ready")
	}
}
