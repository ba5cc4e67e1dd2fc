package ui

import (
	"math"
	"testing"

	"svclab/lessons/lesson"
	"svclab/wasm/network"
)

// halting is a learner at a step that wants time to stop where rules translate
// an address.
func halting(t *testing.T) *player {
	l := small("en")
	l.Steps[1].Blocks = append(l.Steps[1].Blocks, lesson.Block{Diagram: &lesson.Diagram{Pause: string(network.HopDNAT), Speed: 0.5}})
	m, effects := New(l, nil, Options{Width: 1280, Height: 800})
	p := &player{t: t, stored: map[string]string{}, m: m}
	p.keep(effects)
	p.line("kubectl run web --image=nginx; kubectl expose pod web --port=80; sleep 5; ssh node-1 curl -s $(kubectl get svc web -o jsonpath='{.spec.clusterIP}')")
	p.wait(3)
	return p
}

const askAgain = "ssh node-1 curl -s $(kubectl get svc web -o jsonpath='{.spec.clusterIP}')"

func TestTimeStopsWhereTheStepWantsIt(t *testing.T) {
	p := halting(t)
	if p.m.time.paused {
		t.Fatal("it stops in a step that does not want it")
	}
	p.do(GoStep{1})
	p.wait(2)
	if p.m.time.paused {
		t.Fatal("it stops for a request from before the step")
	}
	p.do(Typed{askAgain}, Submit{})
	p.wait(6)
	if !p.m.time.paused || p.m.notice.key != "time.halted" {
		t.Fatalf("paused %v, notice %q", p.m.time.paused, p.m.notice.key)
	}
	r := p.m.picture.Requests[len(p.m.picture.Requests)-1]
	at, there := p.m.stage.l.reaches(r, "dnat")
	if _, way := r.age(p.m.clock.motion); !there || math.Abs(at-p.m.clock.motion) > 0.01 || way <= 0 || way >= 1 {
		t.Errorf("the request has made %.2f of its way at %.1f, and comes to the rule at %.1f", way, p.m.clock.motion, at)
	}
	p.do(TogglePlay{})
	p.wait(3)
	if p.m.notice.key != "" {
		t.Errorf("the notice %q stays", p.m.notice.key)
	}
	p.do(Typed{askAgain}, Submit{})
	p.wait(6)
	if p.m.time.paused {
		t.Error("it stops a second time")
	}
}

func TestAStepsSpeedIsOfThatStepAlone(t *testing.T) {
	p := halting(t)
	p.do(SetSpeed{4}, GoStep{1})
	if p.m.clock.speed != 0.5 {
		t.Errorf("speed %v in the step", p.m.clock.speed)
	}
	p.do(GoStep{1}, GoStep{0})
	if p.m.clock.speed != 4 {
		t.Errorf("speed %v after it", p.m.clock.speed)
	}
	p.do(GoStep{1}, SetSpeed{10}, GoStep{0})
	if p.m.clock.speed != 10 {
		t.Errorf("a speed chosen in the step is %v after it", p.m.clock.speed)
	}
}

func TestAHopOnTheWayIsReachedInItsTurn(t *testing.T) {
	w := threeNodes()
	w.send(100, w.reach("web", "node-1", "web-2"))
	m := shown("en", 1280, w)
	l, r := m.staged().l, m.picture.Requests[0]
	last := r.Start
	for _, kind := range []network.HopKind{network.HopClient, network.HopNodePort, network.HopServicePort, network.HopDNAT, network.HopPod, network.HopContainer} {
		at, there := l.reaches(r, string(kind))
		if !there || at < last || at > r.Start+r.Travel {
			t.Errorf("%s is reached at %v (%v), after %v", kind, at, there, last)
		}
		last = at
	}
	if last != r.Start+r.Travel {
		t.Errorf("the container is reached at %v of %v", last-r.Start, r.Travel)
	}
	if _, there := l.reaches(r, "balancer"); there {
		t.Error("a hop that is not on the way is reached")
	}
}

func TestAStepMarksWhatItLooksAt(t *testing.T) {
	for focus, want := range map[string]Select{
		"svc/web": {}, "": {}, "pod/web-1": {"pod", "default", "web-1"}, "pod/shop/web-1": {"pod", "shop", "web-1"}, "node/node-2": {"node", "", "node-2"},
	} {
		l := small("en")
		l.Steps[1].Blocks = append(l.Steps[1].Blocks, lesson.Block{Diagram: &lesson.Diagram{Focus: focus}})
		m, _ := New(l, nil, Options{Width: 1280, Height: 800})
		if m, _ = Update(m, GoStep{1}); m.selected != want {
			t.Errorf("focus=%s marks %+v", focus, m.selected)
		}
	}
}
