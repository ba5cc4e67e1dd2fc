package kubelet

import (
	"fmt"
	"testing"

	"svclab/wasm/api"
)

func TestABackOffDoublesUpToFiveMinutesAndBeginsAnew(t *testing.T) {
	var b BackOff
	now, got := api.Epoch, ""
	for range 7 {
		b = b.Next(now, now)
		got += fmt.Sprint(b.Wait/api.Second, " ")
		if left := b.Left(now, now.Add(api.Second)); left != b.Wait-api.Second {
			t.Errorf("a second later %d are left of %d", left, b.Wait)
		}
		now = now.Add(b.Wait)
	}
	if got != "10 20 40 80 160 300 300 " {
		t.Errorf("got %s", got)
	}
	if b = b.Next(now.Add(backOffReset+1), now); b.Wait != BackOffFirst {
		t.Errorf("after more than ten minutes it is %d", b.Wait)
	}
}

func TestAProbeCountsWhenItsThresholdIsReached(t *testing.T) {
	for _, tt := range []struct {
		name, finds string
		kind        Kind
		success     int32
		want        string // the result after each
	}{
		{"readiness begins with failure", "+", Readiness, 2, "-"},
		{"and wants a row", "+-++", Readiness, 2, "---+"},
		{"liveness begins with success", "--", Liveness, 1, "++"},
		{"and fails at the third in a row", "--+---", Liveness, 1, "+++++-"},
		{"startup knows nothing at first", "--+", Startup, 1, "??+"},
	} {
		w, got := Worker{}.Renew(tt.kind), ""
		p := &api.Probe{FailureThreshold: 3, SuccessThreshold: tt.success}
		for _, f := range tt.finds {
			w = w.Take(tt.kind, p, map[rune]Result{'+': Success, '-': Failure}[f])
			got += map[Result]string{Unknown: "?", Success: "+", Failure: "-"}[w.Result]
		}
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestAPhaseFollowsFromTheContainers(t *testing.T) {
	run := Container{State: Running, IsStarted: true, IsReady: true}
	ended := func(code int32) Container { return Container{State: Exited, ExitCode: code} }
	for _, tt := range []struct {
		name, policy string
		init         bool
		ctrs         []Container
		phase        api.PodPhase
		ready        string
	}{
		{"nothing has started", "Always", false, []Container{{}}, api.PodPending, "False"},
		{"it runs", "Always", false, []Container{run}, api.PodRunning, "True"},
		{"one runs, another waits", "Always", false, []Container{run, {}}, api.PodPending, "False"},
		{"it runs and is not ready", "Always", false, []Container{{State: Running, IsStarted: true}}, api.PodRunning, "False"},
		{"it will run again", "Always", false, []Container{ended(0)}, api.PodRunning, "False"},
		{"it has succeeded", "OnFailure", false, []Container{ended(0)}, api.PodSucceeded, "False"},
		{"it has failed and will run again", "OnFailure", false, []Container{ended(1)}, api.PodRunning, "False"},
		{"it has failed", "Never", false, []Container{ended(1)}, api.PodFailed, "False"},
		{"one of two has failed, the other runs", "Never", false, []Container{ended(1), run}, api.PodRunning, "False"},
		{"an init container runs", "Always", true, []Container{run, {}}, api.PodPending, "False"},
		{"an init container has failed for good", "Never", true, []Container{ended(1), {}}, api.PodFailed, "False"},
		{"all is initialized", "Always", true, []Container{ended(0), run}, api.PodRunning, "True"},
	} {
		pod := &api.Pod{Spec: api.PodSpec{RestartPolicy: tt.policy}}
		for i := range tt.ctrs {
			c := api.Container{Name: fmt.Sprint("c", i)}
			if tt.init && i == 0 {
				pod.Spec.InitContainers = append(pod.Spec.InitContainers, c)
			} else {
				pod.Spec.Containers = append(pod.Spec.Containers, c)
			}
		}
		s := Status(pod, &Pod{Sandbox: true, Containers: tt.ctrs}, api.Epoch)
		if got := (&api.Pod{Status: s}).Condition(api.PodReady); s.Phase != tt.phase || got != tt.ready {
			t.Errorf("%s: got %s, ready %s; want %s, %s", tt.name, s.Phase, got, tt.phase, tt.ready)
		}
	}
}

func TestWhatIsDoneNext(t *testing.T) {
	sidecar := "Always"
	pod := &api.Pod{Spec: api.PodSpec{RestartPolicy: "OnFailure",
		InitContainers: []api.Container{{Name: "setup", Image: "i"}, {Name: "log", Image: "i", RestartPolicy: &sidecar}},
		Containers:     []api.Container{{Name: "web", Image: "i", LivenessProbe: &api.Probe{}}}}}
	run := Container{State: Running, IsStarted: true, Image: "i"}
	done, failed := Container{State: Exited, Image: "i"}, Container{State: Exited, ExitCode: 1, Image: "i"}
	hung, other := run, run
	hung.Unlive, other.Image = true, "old"
	for _, tt := range []struct {
		name string
		ctrs []Container
		want string
	}{
		{"the first init container", []Container{{}, {}, {}}, "[] [0] false"},
		{"which is waited for", []Container{run, {}, {}}, "[] [] false"},
		{"or tried again", []Container{failed, {}, {}}, "[] [0] false"},
		{"then the sidecar", []Container{done, {}, {}}, "[] [1] false"},
		{"then the others", []Container{done, run, {}}, "[] [2] false"},
		{"which stay", []Container{done, run, run}, "[] [] false"},
		{"a sidecar that ended", []Container{done, done, run}, "[] [1] false"},
		{"an app that hangs", []Container{done, run, hung}, "[2 Container web failed liveness probe, will be restarted] [2] false"},
		{"another image", []Container{done, run, other}, "[2 Container web definition changed, will be restarted] [2] false"},
		{"all is done", []Container{done, run, done}, "[] [] true"},
	} {
		a := Next(pod, tt.ctrs)
		kills := []any{}
		for _, k := range a.Kill {
			kills = append(kills, fmt.Sprint(k.Index, " ", k.Message))
		}
		if got := fmt.Sprint(kills, " ", a.Start, " ", a.KillPod); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}
