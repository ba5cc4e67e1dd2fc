package cluster

import (
	"fmt"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/kubelet"
	"svclab/wasm/network"
)

// finding is what a probe has found out, and in which words.
type finding struct {
	result kubelet.Result
	text   string
	failed bool // it could not even ask
}

// The clients of the kubelet, as servers log them.
const (
	probeAgent = "kube-probe/1.37"
	hookAgent  = "kube-lifecycle/1.37"
)

// planProbes plans when a container's probes ask next: from now on for one that
// makes a container ready, by their own clocks for the others.
func (w *podWork) planProbes(ctr int) {
	c, r := w.spec(ctr), &w.run.ctrs[ctr]
	for kind := range kubelet.Kinds {
		if kind.Of(c) == nil || r.IsStarted == (kind == kubelet.Startup) || ctr < len(w.pod.Spec.InitContainers) && !kubelet.IsSidecar(c) {
			continue
		}
		if kind == kubelet.Readiness {
			r.origin[kind] = w.now
		}
		w.planProbe(ctr, kind, w.now)
	}
}

// planProbe plans a probe for its first period that does not begin before a
// moment, and not before its initial delay.
func (w *podWork) planProbe(ctr int, kind kubelet.Kind, from api.Time) {
	r, p := &w.run.ctrs[ctr], kind.Of(w.spec(ctr))
	from = max(from, r.Started.Add(api.Duration(p.InitialDelaySeconds)*api.Second))
	period := api.Duration(p.PeriodSeconds) * api.Second
	periods := (from.Sub(r.origin[kind]) + period - 1) / period
	at := r.origin[kind].Add(max(periods, 0) * period)
	w.laterFor(at.Sub(w.now), workProbe, ctr, kind)
}

// probe asks a container once. What it finds counts when the answer is there.
func (w *podWork) probe(ctr int, kind kubelet.Kind) {
	c, r := w.spec(ctr), &w.run.ctrs[ctr]
	p := kind.Of(c)
	if w.pod.DeletionTimestamp != nil && kind != kubelet.Readiness || !kubelet.Due(kind, p, &r.Container, r.workers[kind], w.now) {
		return
	}
	f, took := w.ask(ctr, p)
	if took = min(took, api.Duration(p.TimeoutSeconds)*api.Second); took == 0 || f.result == kubelet.Success && r.workers[kind].Result == kubelet.Success {
		w.take(ctr, kind, f)
		return
	}
	r.found[kind] = f
	w.laterFor(took, workProbed, ctr, kind)
}

// probed takes the answer for which a probe has waited.
func (w *podWork) probed(ctr int, kind kubelet.Kind) { w.take(ctr, kind, w.run.ctrs[ctr].found[kind]) }

// take draws its conclusions from what a probe has found. Models
// pkg/kubelet/prober doProbe.
func (w *podWork) take(ctr int, kind kubelet.Kind, f finding) {
	r, p := &w.run.ctrs[ctr], kind.Of(w.spec(ctr))
	switch {
	case f.failed:
		w.say(ctr, api.EventWarning, "Unhealthy", "%s probe errored and resulted in unknown state: %s", kind, f.text)
		w.planProbe(ctr, kind, w.now+1)
		return
	case f.result == kubelet.Failure:
		w.say(ctr, api.EventWarning, "Unhealthy", "%s probe failed: %s", kind, f.text)
	case f.text != "":
		w.say(ctr, api.EventWarning, "ProbeWarning", "%s probe warning: %s", kind, f.text)
	}
	was := r.workers[kind].Result
	r.workers[kind] = r.workers[kind].Take(kind, p, f.result)
	if !r.workers[kind].OnHold {
		w.planProbe(ctr, kind, w.now+1)
	}
	if now := r.workers[kind].Result; now != was {
		w.conclude(ctr, kind, now == kubelet.Success)
	}
}

// conclude changes what is known of a container.
func (w *podWork) conclude(ctr int, kind kubelet.Kind, ok bool) {
	r := &w.run.ctrs[ctr]
	switch {
	case kind == kubelet.Readiness:
		r.IsReady = ok
		w.report()
	case kind == kubelet.Startup && ok:
		r.IsStarted = true
		w.planProbes(ctr)
		w.sync()
	case kind == kubelet.Startup:
		r.Unstarted = true
		w.sync()
	case !ok:
		r.Unlive = true
		w.sync()
	}
}

// ask carries out a probe, and says how long it takes.
func (w *podWork) ask(ctr int, p *api.Probe) (finding, api.Duration) {
	c, limit := w.spec(ctr), api.Duration(p.TimeoutSeconds)*api.Second
	switch {
	case p.HTTPGet != nil:
		return w.askHTTP(c, p.HTTPGet, limit, probeAgent)
	case p.TCPSocket != nil:
		return w.askTCP(c, p.TCPSocket, limit)
	case p.Exec != nil:
		call := w.execute(ctr, p.Exec.Command)
		text := strings.Join(p.Exec.Command, " ")
		switch {
		case call.Missing:
			return finding{failed: true, text: "rpc error: code = NotFound desc = failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: " +
				"unable to start container process: exec: " + strconv.Quote(p.Exec.Command[0]) + ": executable file not found in $PATH"}, 0
		case call.Hangs || call.Took > limit:
			return finding{result: kubelet.Failure, text: fmt.Sprintf("command timed out: %q timed out after %s", text, wait(limit))}, limit
		case call.Code != 0:
			return finding{result: kubelet.Failure, text: call.Output}, call.Took
		}
		return finding{result: kubelet.Success}, call.Took
	}
	return finding{failed: true, text: "svclab has no gRPC: want httpGet, tcpSocket or exec"}, 0
}

// portOf finds a container's port by its number or its name. Models pkg/probe
// ResolveContainerPort.
func portOf(c *api.Container, port api.IntOrString) (int32, error) {
	if !port.IsString {
		return port.IntVal, nil
	}
	for _, p := range c.Ports {
		if p.Name == port.String() {
			return p.ContainerPort, nil
		}
	}
	n, err := strconv.Atoi(port.String())
	if err != nil {
		return 0, fmt.Errorf("port %s not found", port.String())
	}
	return int32(n), nil
}

// askHTTP models pkg/probe/http DoHTTPProbe, whose errors are Go's.
func (w *podWork) askHTTP(c *api.Container, get *api.HTTPGetAction, limit api.Duration, agent string) (finding, api.Duration) {
	port, err := portOf(c, get.Port)
	if err != nil {
		return finding{failed: true, text: err.Error()}, 0
	}
	host := get.Host
	if host == "" {
		host = w.run.ips[0].IP
	}
	path := get.Path
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	at := network.SocketText(host, port)
	url := `Get "` + strings.ToLower(get.Scheme) + "://" + at + path + `": `
	p := w.connectTo(host, port, path, agent)
	bad := func(why string) (finding, api.Duration) {
		return finding{result: kubelet.Failure, text: url + why}, p.Latency
	}
	switch {
	case p.Reason == network.AppHangs, p.Result == network.Answered && p.Latency > limit:
		p.Latency = limit
		return bad("context deadline exceeded (Client.Timeout exceeded while awaiting headers)")
	case p.Result != network.Answered && p.Latency > limit || p.Result == network.TimedOut:
		p.Latency = limit
		return bad("context deadline exceeded (Client.Timeout exceeded while awaiting headers)")
	case p.Result != network.Answered:
		return bad(dialError(at, p))
	case p.Status == 0:
		return bad("EOF")
	case get.Scheme == "HTTPS":
		return bad("http: server gave HTTP response to HTTPS client")
	case p.Status >= 400:
		return finding{result: kubelet.Failure, text: "HTTP probe failed with statuscode: " + strconv.Itoa(p.Status)}, p.Latency
	case p.Status >= 300:
		return finding{result: kubelet.Success, text: "Probe terminated redirects, Response body: " + p.Body}, p.Latency
	}
	return finding{result: kubelet.Success}, p.Latency
}

// askTCP models pkg/probe/tcp DoTCPProbe.
func (w *podWork) askTCP(c *api.Container, socket *api.TCPSocketAction, limit api.Duration) (finding, api.Duration) {
	port, err := portOf(c, socket.Port)
	if err != nil {
		return finding{failed: true, text: err.Error()}, 0
	}
	host := socket.Host
	if host == "" {
		host = w.run.ips[0].IP
	}
	p := w.connectTo(host, port, "", "")
	at := network.SocketText(host, port)
	switch took := p.Latency - p.Served; {
	case p.Result == network.Answered || p.Reason == network.AppHangs:
		return finding{result: kubelet.Success}, took
	case p.Result == network.TimedOut || took > limit:
		return finding{result: kubelet.Failure, text: "dial tcp " + at + ": i/o timeout"}, limit
	}
	return finding{result: kubelet.Failure, text: dialError(at, p)}, p.Latency
}

func dialError(at string, p network.Path) string {
	if p.Result == network.NoRoute {
		return "dial tcp " + at + ": connect: no route to host"
	}
	return "dial tcp " + at + ": connect: connection refused"
}

// connectTo asks from the kubelet's own node. A container that answers logs it;
// an empty path only connects.
func (w *podWork) connectTo(host string, port int32, path, agent string) network.Path {
	draw := uint64(0)
	if len(w.apps) > 0 {
		draw = w.random.Uint64()
	}
	p, answers := network.Probe(w.world(), w.node, network.Target{IP: host, Port: port, Protocol: api.ProtocolTCP}, path, draw)
	w.logAnswers(answers, image.Request{Agent: agent}, 1)
	return p
}

// execute runs a command in a container, whose files it may change.
func (w *podWork) execute(ctr int, words []string) image.Call {
	r := &w.run.ctrs[ctr]
	call := image.Run(w.spec(ctr), words, image.Inside{
		HasFile: func(path string) bool { return r.hasFile(path, w.now) },
		Ask: func(host string, port int32, path string) (int, bool) {
			if host == "127.0.0.1" || host == "::1" {
				host = w.run.ips[0].IP
			}
			p := w.connectTo(host, port, path, "curl/7.88.1")
			return p.Status, p.Result == network.Answered
		},
	})
	for _, f := range call.Gone {
		r.change(f.Path, f.Gone, w.now)
	}
	return call
}

// hasFile reports whether a file is in a container: its process or a command has
// made it last.
func (r *ctrRun) hasFile(path string, now api.Time) bool {
	age := now.Sub(r.Started)
	there, last := r.process.HasFile(path, age), api.Duration(-1)
	for _, f := range r.process.Files {
		if f.Path == path && f.After <= age {
			last = f.After
		}
	}
	for _, f := range r.files {
		if f.Path == path && f.After >= last {
			there = !f.Gone
		}
	}
	return there
}

func (r *ctrRun) change(path string, gone bool, now api.Time) {
	r.files = append(r.files[:len(r.files):len(r.files)], image.FileChange{After: now.Sub(r.Started), Path: path, Gone: gone})
}

// hook carries out what is to be done after a start or before an end, and says
// how long that takes. Models pkg/kubelet/lifecycle handlerRunner.
func (w *podWork) hook(ctr int, h *api.LifecycleHandler) (took api.Duration, ok bool) {
	switch {
	case h.Sleep != nil:
		return api.Duration(h.Sleep.Seconds) * api.Second, true
	case h.Exec != nil:
		call := w.execute(ctr, h.Exec.Command)
		if call.Hangs {
			return api.Day, false
		}
		return call.Took, !call.Missing && call.Code == 0
	case h.HTTPGet != nil:
		f, took := w.askHTTP(w.spec(ctr), h.HTTPGet, network.HangsFor, hookAgent)
		return took, !f.failed && (f.result == kubelet.Success || strings.HasPrefix(f.text, "HTTP probe failed"))
	}
	return 0, false
}

// postStart runs a hook, for which the sync waits. One that fails ends the
// container.
func (w *podWork) postStart(s *step, h *api.LifecycleHandler) (waits bool) {
	if h == nil {
		return false
	}
	took, ok := w.hook(s.ctr, h)
	if !ok && took < api.Day {
		w.say(s.ctr, api.EventWarning, "FailedPostStartHook", "PostStartHook failed")
		w.run.ctrs[s.ctr].Waiting, w.run.ctrs[s.ctr].Message = "PostStartHookError", "PostStartHook failed"
		s.kill = &kubelet.Kill{Index: s.ctr, Message: "FailedPostStartHook"}
		w.kill(s.ctr, s.kill.Message, w.graceOf(nil))
		return true
	}
	s.stage = hooked
	w.laterFor(took, workStep, s.ctr, 0)
	return true
}
