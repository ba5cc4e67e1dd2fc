package ui

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/html"
	"svclab/wasm/lab"
)

func init() { shotEvery = 16 }

// typedLines are lines such as learners type, good ones and bad ones.
var typedLines = []string{"kubectl run web --image=nginx --labels=app=web", "kubectl run db --image=redis", "kubectl delete pod web --wait=false", "kubectl delete pod db",
	"kubectl apply -f service.yaml", "kubectl create deployment d --image=nginx --replicas=3", "kubectl scale deployment d --replicas=1", "kubectl expose deployment d --port=80 --type=NodePort",
	"curl -s -m 1 node-1:30008", "for i in 1 2 3 4; do curl -s -m 1 d; sleep 0.2; done", "load 500 node-1:30008", "kubectl get pods -o wide", "sleep 2; echo a; sleep 2; echo b", "nslookup d", "ssh node-1", "exit", "X=1", "echo $X", "node stop node-2", "kubectl label pod web app=wbe --overwrite"}

const workingManifest = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: NodePort\n  selector:\n    app: web\n  ports:\n  - port: 80\n    nodePort: 30008\n"

// wander does one thing that a learner does on the page.
func (p *player) wander(r *rand.Rand) {
	switch r.IntN(14) {
	case 0, 1, 2, 3:
		p.do(Typed{typedLines[r.IntN(len(typedLines))]}, Submit{})
	case 4:
		p.do(PickFile{"service.yaml"}, Edit{workingManifest}, Apply{})
	case 5:
		p.do(Send{})
	case 6:
		p.do(Interrupt{})
	case 7:
		p.do(SetSpeed{[]float64{0.1, 1, 10, 100}[r.IntN(4)]})
	case 8:
		p.do(StepTime{1})
	case 9:
		p.do(TogglePlay{})
	case 10:
		p.do(OpenBrowser{"node-1"}, Visit{}, CloseBrowser{})
	default:
		p.wait(r.Float64())
	}
}

// looked is what the page shows of a moment: all that is of the cluster's time.
// Requests on their way are where the screen's time has them, and come apart.
type looked struct {
	picture          Picture
	entries          []lab.Entry
	prompt           string
	now              api.Duration
	at               lab.Moment
	undo             string
	diagram, objects string
	names            map[string]Select
}

func (p *player) looked() looked {
	m := p.m
	m.picture = m.picture.settle()
	m.picture.Clock, m.picture.Speed = 0, 0
	m.pinned, m.web, m.clock.speed, m.lower = 0, nil, 1, TabObjects
	return looked{m.picture, slices.Clone(m.lab.entries), m.lab.prompt, m.lab.now, m.time.at, m.time.undo,
		html.Indent(m.diagram()) + html.Indent(m.whyBox()), html.Indent(m.objectsBox()), m.names.plain}
}

// differ says what of two looks is not alike.
func (a looked) differ(b looked) string {
	switch {
	case a.now != b.now:
		return fmt.Sprintf("clock %v, want %v", a.now, b.now)
	case a.at != b.at:
		return fmt.Sprintf("moment %+v, want %+v", a.at, b.at)
	case a.undo != b.undo:
		return fmt.Sprintf("undo %q, want %q", a.undo, b.undo)
	case !slices.Equal(a.entries, b.entries):
		return fmt.Sprintf("terminal %+v\nwant %+v", a.entries, b.entries)
	case short(a.picture) != short(b.picture):
		return fmt.Sprintf("picture %s\nwant %s", short(a.picture), short(b.picture))
	case !maps.Equal(a.names, b.names):
		return fmt.Sprintf("names %v\nwant %v", a.names, b.names)
	case a.diagram != b.diagram:
		return "the diagram is drawn otherwise: " + firstDifference(a.diagram, b.diagram)
	case a.objects != b.objects:
		return "the objects are listed otherwise: " + firstDifference(a.objects, b.objects)
	case differs(a.picture, b.picture) != "":
		return "the Pictures differ in what is not drawn: " + differs(a.picture, b.picture)
	}
	return ""
}

// lookAt goes to a moment as the page does.
func (p *player) lookAt(to lab.Moment) {
	p.m.seek(to)
	p.do(nil)
}

// At any moment the page shows what it showed then, and what a page shows that
// a replay of the history up to that moment has made.
func TestAnyScrubPositionEqualsAReplay(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 1))
		p := play(t, "en", "")
		then := map[lab.Moment]looked{}
		for range 30 {
			p.wander(r)
			if !p.m.lab.busy { // of a line that runs, the past shows no prompt to go on
				then[p.m.time.at] = p.looked()
			}
		}
		var moments []lab.Moment
		for at := range then {
			moments = append(moments, at)
		}
		slices.SortFunc(moments, lab.Moment.Compare)
		r.Shuffle(len(moments), func(i, j int) { moments[i], moments[j] = moments[j], moments[i] })
		for _, at := range moments {
			p.lookAt(at)
			if diff := p.looked().differ(then[at]); diff != "" {
				t.Fatalf("seed %d, %+v: %s", seed, at, diff)
			}
		}
		for range 12 {
			p.do(Scrub{r.IntN(sliderEnd + 1)})
			p.wait(0.016)
			p.equalsAReplay(seed)
		}
	}
}

// equalsAReplay compares the page with one of which the history ends here.
func (p *player) equalsAReplay(seed uint64) {
	p.t.Helper()
	session, err := lab.Restore(p.m.lesson, p.m.session.Share(false))
	if err != nil {
		p.t.Fatalf("seed %d: %v", seed, err)
	}
	q := &player{t: p.t, m: p.m, stored: map[string]string{}}
	q.m.session, q.m.picture, q.m.time, q.m.names = session, Picture{}, timeline{want: -1, paused: true}, names{}
	q.m.time.fresh = true
	q.do(nil)
	want, got := q.looked(), p.looked()
	want.at, want.entries, want.prompt, want.undo = got.at, got.entries, got.prompt, got.undo // that is not shared
	want.diagram, got.diagram = "", ""                                                        // what is drawn of the terminal's lines
	if diff := got.differ(want); diff != "" {
		p.t.Fatalf("seed %d, a replay to %+v: %s", seed, got.at, diff)
	}
	if p.m.time.past && !reflect.DeepEqual(p.m.picture.Requests, q.m.picture.Requests) {
		p.t.Fatalf("seed %d, at %+v other requests are on their way than in a replay", seed, got.at)
	}
}

// Whoever goes on from any moment has a history that leads there, and can come
// back to what was left.
func TestForksReplayToTheByte(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 2))
		p := play(t, "ko", "")
		for range 20 {
			p.wander(r)
		}
		for range 4 {
			p.do(Scrub{r.IntN(sliderEnd)})
			p.wait(0.016)
			p.do(GoOn{})
			p.equalsAReplay(seed)
			for range 4 {
				p.wander(r)
			}
			p.whole(seed)
		}
		for n := len(p.m.time.branches); n > 0; n-- {
			p.do(Interrupt{}, ReturnTo{r.IntN(n)})
			p.whole(seed)
		}
	}
}

// whole compares the Picture with one folded from all events since the cluster
// was switched on.
func (p *player) whole(seed uint64) {
	p.t.Helper()
	s := p.m.session
	twin, err := cluster.Replay(s.Cluster().Config(), s.Cluster().Until(s.Moment().At))
	if err != nil || twin.Dump() != s.Cluster().Dump() {
		p.t.Fatalf("seed %d: the history leads elsewhere (%v)", seed, err)
	}
	again := Picture{}.FoldAll(append(twin.Boot(), twin.Between(cluster.Position{}, twin.Position())...)).settle()
	got := p.looked().picture
	again.Clock, again.Speed = 0, 0
	if d := differs(got, again); d != "" {
		p.t.Fatalf("seed %d: the Picture is %s\nfolded anew it is %s: %s", seed, short(got), short(again), d)
	}
}

func TestUndoThenRedoShowsTheSame(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 3))
		p := play(t, "en", "")
		for range 20 {
			p.wander(r)
		}
		p.do(Interrupt{})
		if !p.m.time.paused {
			p.do(TogglePlay{})
		}
		now, dump, undone := p.looked(), p.m.session.Cluster().Dump(), 0
		for p.m.time.canUndo {
			p.do(Undo{})
			undone++
		}
		for range undone {
			p.do(Redo{})
		}
		if diff := p.looked().differ(now); diff != "" || p.m.session.Cluster().Dump() != dump || p.m.time.past || !p.m.time.paused {
			t.Fatalf("seed %d: after %d undone and redone: %s (past %v)", seed, undone, diff, p.m.time.past)
		}
	}
}

func TestPausedTimeStands(t *testing.T) {
	p := play(t, "en", "")
	p.line("kubectl run web --image=nginx")
	p.do(TogglePlay{}, Typed{"sleep 1; echo slept"}, Submit{})
	began := p.m.lab.now
	p.frames()
	p.wait(20)
	if p.m.lab.now != began || !p.m.lab.busy {
		t.Errorf("while time stood %v passed, busy %v", p.m.lab.now-began, p.m.lab.busy)
	}
	if frames := p.frames(); frames > 150 {
		t.Errorf("in 20 s in which nothing moves there were %d frames", frames)
	}
	p.do(StepTime{1})
	first := p.m.lab.now
	if first <= began || first > began+api.Second || !p.m.time.paused {
		t.Errorf("a step took %v, paused %v", first-began, p.m.time.paused)
	}
	p.do(TogglePlay{})
	p.wait(1.2)
	if p.m.lab.busy || p.output() != "slept\n" {
		t.Errorf("when time passes again: busy %v, output %q", p.m.lab.busy, p.output())
	}
}

func (p *player) frames() int {
	n := 0
	for _, e := range p.effects {
		if _, ok := e.(FrameEffect); ok {
			n++
		}
	}
	p.effects = nil
	return n
}

// A dot stops when time is paused, moves when one steps to its request, and is
// on its way again when the past is played.
func TestDotsMoveWithTime(t *testing.T) {
	p := play(t, "en", "")
	p.line("kubectl run web --image=nginx --labels=app=web")
	p.line("kubectl wait --for=condition=Ready pod/web")
	p.do(PickFile{"service.yaml"}, Edit{workingManifest}, Apply{})
	p.wait(2)
	p.do(Send{})
	p.wait(0.3)
	p.do(TogglePlay{})
	way := func() float64 {
		if len(p.m.picture.Requests) == 0 {
			return -1
		}
		_, way := p.m.picture.Requests[0].age(p.m.picture.Clock)
		return way
	}
	stood := way()
	if p.wait(3); stood <= 0 || stood >= 1 || way() != stood {
		t.Fatalf("a dot that stood at %.2f of its way is at %.2f", stood, way())
	}
	at := p.m.time.at
	p.do(TogglePlay{})
	p.wait(4)
	if way() != -1 {
		t.Fatalf("later the dot is at %.2f", way())
	}
	p.lookAt(at)
	if got := way(); got < stood-0.05 || got > stood+0.05 || !p.m.time.past {
		t.Errorf("looked at again, it is at %.2f of its way; it was at %.2f", got, stood)
	}
	p.do(TogglePlay{})
	p.wait(0.1)
	if got := way(); got <= stood {
		t.Errorf("played again, it is at %.2f", got)
	}
	p.do(StepTime{-1}, StepTime{-1}, StepTime{-1})
	began := way()
	p.do(StepTime{1}, StepTime{1})
	p.wait(0.3)
	if p.m.time.paused && way() <= began {
		t.Errorf("stepped to, it is at %.2f; it was at %.2f", way(), began)
	}
}

// However often the slider is pulled, folding is done once a frame.
func TestPullingFoldsOnceAFrame(t *testing.T) {
	p := play(t, "en", "")
	p.line("sleep 3")
	before := p.m.time.at
	for to := range 500 {
		p.do(Scrub{to})
	}
	if p.m.time.at != before && p.m.time.past || p.m.slider() != 499 {
		t.Errorf("before the frame %+v is shown, the slider stands at %d", p.m.time.at, p.m.slider())
	}
	if !p.has(FrameEffect{}) {
		t.Error("no frame was asked for")
	}
	p.wait(0.016)
	if !p.m.time.past || p.m.slider() != 499 {
		t.Errorf("after it: past %v, slider %d", p.m.time.past, p.m.slider())
	}
	p.do(Scrub{sliderEnd})
	if p.wait(0.016); p.m.time.past || p.m.time.paused {
		t.Errorf("pulled to the end: past %v, paused %v", p.m.time.past, p.m.time.paused)
	}
}

func TestTimeKeys(t *testing.T) {
	var m Model
	for _, tt := range []struct {
		name string
		in   html.Input
		want any
	}{
		{"Ctrl-Z takes back", html.Input{Key: "z", Ctrl: true, Tag: "body"}, Undo{}},
		{"with Shift it brings again", html.Input{Key: "Z", Ctrl: true, Shift: true, Tag: "button"}, Redo{}},
		{"where a text is typed it is the field's", html.Input{Key: "z", Ctrl: true, Tag: "textarea", Typing: true}, nil},
		{"space plays", html.Input{Key: " ", Tag: "body"}, TogglePlay{}},
		{"on a button space presses it", html.Input{Key: " ", Tag: "button"}, nil},
		{"in a text it is a space", html.Input{Key: " ", Tag: "textarea", Typing: true}, nil},
		{"a letter means nothing", html.Input{Key: "z", Tag: "body"}, nil},
	} {
		if got := m.anyKey(tt.in); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
	for key, want := range map[string]any{"ArrowLeft": StepTime{-1}, "ArrowUp": StepTime{1}, "PageUp": StepTime{10}, "PageDown": StepTime{-10}, "Home": ToStart{}, "End": ToNow{}, "x": nil} {
		if got := sliderKey(html.Input{Key: key}); got != want {
			t.Errorf("%s on the slider: got %v, want %v", key, got, want)
		}
	}
}

// The place of an instant on the timeline, and the instant at that place, are
// each other's inverse; time without anything in it takes little room.
func TestScale(t *testing.T) {
	ticks := ticks{learner: []api.Duration{2 * api.Second}, traffic: []api.Duration{3 * api.Second, 3600 * api.Second}}
	s := ticks.scale(3604 * api.Second)
	for _, at := range []api.Duration{0, api.Second, 2 * api.Second, 3 * api.Second, 1000 * api.Second, 3600 * api.Second, 3604 * api.Second} {
		if back := s.time(s.place(at)); back < at-api.Millisecond || back > at+api.Millisecond {
			t.Errorf("%v is at %.4f, where %v is", at, s.place(at), back)
		}
	}
	if quiet := s.place(3600*api.Second) - s.place(3*api.Second); quiet < 0.4 || quiet > 0.45 {
		t.Errorf("an hour without anything takes %.2f of the timeline; want five seconds of twelve", quiet)
	}
}

// What happens again is marked once.
func TestPlayingThePastMarksNothingTwice(t *testing.T) {
	p := play(t, "en", "")
	p.line("kubectl run web --image=nginx")
	p.line("for i in 1 2 3; do curl -s -m 1 node-1:30008; sleep 1; done")
	p.do(TogglePlay{})
	want, end := p.m.time.ticks, p.m.lab.now
	p.do(ToStart{}, SetSpeed{10}, TogglePlay{})
	for p.m.time.past {
		p.wait(0.016)
	}
	got := p.m.time.ticks
	got.cut(end)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("marks %v, want %v", got, want)
	}
}

func TestTicksAreFew(t *testing.T) {
	var marks ticks
	var all []api.Duration
	for i := range 100_000 {
		all = marks.mark(all, api.Duration(i)*30*api.Millisecond)
	}
	if len(all) > mostTicks || len(all) < mostTicks/3 || all[len(all)-1] < 2900*api.Second {
		t.Errorf("of 100,000 marks %d are kept, the last at %v", len(all), all[len(all)-1])
	}
}
