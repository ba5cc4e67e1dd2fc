package ui

import (
	"strings"
	"testing"

	"svclab/lessons/lesson"
	"svclab/wasm/html"
)

// box is a page of two scenes.
func box(lang string) *lesson.Lesson {
	return lesson.Sandbox(lang, "Sandbox", []lesson.Scene{
		{ID: "empty", Title: "Empty", About: "Nothing. Yet.", Cluster: lesson.Cluster{Nodes: 3, Seed: 1}},
		{ID: "web", Title: "Web", About: "One Pod. One Service.", Cluster: lesson.Cluster{Nodes: 2, Seed: 2},
			Run: []string{"kubectl run web --image=nginx", "kubectl expose pod web --port=80 --type=NodePort"}, Type: []string{"kubectl get pods"}, Focus: "svc/web"},
	})
}

func TestAStartLosesNothing(t *testing.T) {
	m, _ := New(box("en"), nil, Options{Width: 1280})
	do := func(msgs ...any) {
		for _, msg := range msgs {
			m, _ = Update(m, msg)
		}
	}
	pods := func() int { return m.picture.Pods.n }
	do(Frame{1}, Run{[]string{"kubectl create namespace mine"}}, Frame{100}, Frame{200})
	mine := m.kept()
	do(OpenScene{"web"})
	if m.sandbox.Scene != "web" || m.picture.Nodes.n != 2 || pods() != 1 {
		t.Fatalf("scene %q opened with %d nodes and %d Pods", m.sandbox.Scene, m.picture.Nodes.n, pods())
	}
	if m.sandbox.Before != mine {
		t.Error("the work before is not what it was")
	}
	do(Frame{300}, Frame{400}, SetNodes{"4"}, SetSeed{"77"}, SetProxy{"ipvs"}, SetCloud{true}, StartAnew{})
	config := m.session.Cluster().Config()
	if config.Nodes != 4 || config.Seed != 77 || config.Proxy.Mode != "ipvs" || !config.Cloud || pods() != 1 {
		t.Errorf("started on %+v with %d Pods", config, pods())
	}
	do(ComeBack{})
	if m.sandbox.Scene != "web" || m.picture.Nodes.n != 2 || pods() != 1 {
		t.Errorf("came back to %q with %d nodes and %d Pods", m.sandbox.Scene, m.picture.Nodes.n, pods())
	}
	do(ComeBack{})
	if got := m.session.Cluster().Config().Seed; got != 77 {
		t.Errorf("and to the later work with seed %d, want 77", got)
	}
	m, _ = New(box("ko"), []byte(m.work()), Options{})
	if m.sandbox.Before == "" || m.session.Cluster().Config().Seed != 77 {
		t.Error("a reload loses the work")
	}
}

func TestASettingThatMakesNoSenseChangesNothing(t *testing.T) {
	m, _ := New(box("en"), nil, Options{})
	was := m.sandbox
	for _, msg := range []any{SetNodes{"0"}, SetNodes{"6"}, SetNodes{"x"}, SetSeed{"-1"}, SetSeed{"1e9"}, SetSeed{"99999999999999999999"}} {
		if m, _ = Update(m, msg); m.sandbox != was {
			t.Errorf("%#v: %+v", msg, m.sandbox)
		}
	}
}

func TestSandboxView(t *testing.T) {
	for _, lang := range []string{"ko", "en"} {
		m, _ := New(box(lang), nil, Options{Width: 1280})
		m, _ = Update(m, OpenScene{"web"})
		golden(t, "sandbox."+lang, html.Indent(m.reader()))
	}
	if page := html.Indent(Loading(box("en"))); !strings.Contains(page, "One Pod. One Service.") {
		t.Error("the scenes cannot be read before the program")
	}
}
