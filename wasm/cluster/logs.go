package cluster

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/kubelet"
	"svclab/wasm/network"
)

// logMost is how many of its last lines a container's log keeps.
const logMost = 1000

// LogLine is a line of a container's log.
type LogLine struct {
	At   api.Time
	Text string
}

// logKey names a container's log.
type logKey struct {
	uid, container string
	previous       bool // of its run before
}

// logged is a request that reached a container, or several alike that came at the
// same instant. A list of them is never changed but at its end.
type logged struct {
	image.Request
	count int
}

// firstAgent is who asks when a Command does not say.
const firstAgent = "curl/7.88.1"

// logRequest notes that a request was answered by a container.
func (c *Cluster) logRequest(node string, key logKey, r logged) {
	k := c.kubeletFor(node)
	if k == nil || r.Status == 0 {
		return
	}
	if r.Method == "" {
		r.Method = "GET"
	}
	if r.Agent == "" {
		r.Agent = firstAgent
	}
	if r.Path == "" {
		r.Path = "/"
	}
	r.At = c.now
	log := k.logs[key]
	log.total += r.count
	if len(log.requests) >= 2*logMost {
		log.requests = append(make([]logged, 0, 2*logMost), log.requests[logMost:]...)
	}
	log.requests = append(log.requests, r)
	k.logs[key] = log
}

// containerLog is what a container was asked.
type containerLog struct {
	requests []logged
	total    int // with those that are no longer kept
}

func cloneLogs(logs map[logKey]containerLog) map[logKey]containerLog {
	out := make(map[logKey]containerLog, len(logs))
	for key, log := range logs {
		log.requests = log.requests[:len(log.requests):len(log.requests)]
		out[key] = log
	}
	return out
}

// logAnswers notes a request, or several alike, at the containers that saw it.
func (c *Cluster) logAnswers(answers []network.Answer, r image.Request, count int) {
	for _, a := range answers {
		if a.UID == "" {
			continue
		}
		r.IP, r.Port, r.Status, r.Size, r.Path, r.Forwarded, r.Upstream = a.SeenIP, a.SeenPort, a.Status, a.Size, a.Path, a.Forwarded, a.Upstream
		if r.Method == "HEAD" {
			r.Size = 0
		}
		c.logRequest(a.Node, logKey{uid: a.UID, container: a.Container}, logged{r, count})
	}
}

// renewLog puts away the log of a container that starts anew.
func (w *podWork) renewLog(key logKey) {
	before := key
	before.previous = true
	if log, ok := w.k.logs[key]; ok {
		w.k.logs[before] = log
	} else {
		delete(w.k.logs, before)
	}
	delete(w.k.logs, key)
}

// ContainerLog returns the last lines, 1,000 at most, of the log of a container
// that runs or has ended, oldest first, and how many lines there were in all.
// There are none when the container has not started.
func (c *Cluster) ContainerLog(namespace, pod, container string) (lines []LogLine, total int) {
	return c.containerLog(namespace, pod, container, false)
}

// PreviousLog returns the log of a container's run before this one.
func (c *Cluster) PreviousLog(namespace, pod, container string) (lines []LogLine, total int) {
	return c.containerLog(namespace, pod, container, true)
}

func (c *Cluster) containerLog(namespace, pod, container string, previous bool) (lines []LogLine, total int) {
	p := c.podByName(namespace, pod)
	if p == nil || c.kubeletOn(p.Spec.NodeName) == nil {
		return nil, 0
	}
	k := c.kubeletOn(p.Spec.NodeName)
	run, log := k.runs[p.UID], k.logs[logKey{p.UID, container, previous}]
	for i, ctr := range kubelet.All(&p.Spec) {
		if ctr.Name != container || run == nil || run.ctrs[i].State == kubelet.Absent {
			continue
		}
		r := &run.ctrs[i]
		if previous && r.State == kubelet.Exited && r.Waiting != "" {
			return c.containerLog(namespace, pod, container, false) // which waits to run again
		}
		if previous && r.Last == nil {
			return nil, 0
		}
		process, started, until := r.process, r.Started, c.now
		if r.State == kubelet.Exited {
			until = r.Finished
		}
		if previous && r.Last != nil {
			process, started, until = image.Start(ctr), r.Last.StartedAt, r.Last.FinishedAt
		}
		img, err := image.Lookup(ctr.Image)
		if err != nil {
			return nil, 0
		}
		if process.Listens >= 0 && process.Listens <= until.Sub(started) {
			begun := started.Add(process.Listens)
			for _, text := range img.LogStart(ctr, p.Status.PodIP, begun) {
				lines = append(lines, LogLine{begun, text})
			}
		}
		for _, l := range process.Output {
			if l.After <= until.Sub(started) {
				lines = append(lines, LogLine{started.Add(l.After), l.Text})
			}
		}
		if img.LogRequest(ctr, image.Request{}) == "" {
			return lines, len(lines)
		}
		total = len(lines) + log.total
		for _, r := range log.lately() {
			lines = append(lines, LogLine{r.At, img.LogRequest(ctr, r.Request)})
		}
	}
	return lines[max(0, len(lines)-logMost):], total
}

// lately returns the last requests one by one, oldest first.
func (l containerLog) lately() []logged {
	from, n := len(l.requests), 0
	for from > 0 && n < logMost {
		from--
		n += l.requests[from].count
	}
	var out []logged
	skip := max(0, n-logMost)
	for _, r := range l.requests[from:] {
		for range r.count - skip {
			out = append(out, r)
		}
		skip = 0
	}
	return out
}

// dumpLogs writes how many requests containers logged, and the last of each.
func (c *Cluster) dumpLogs(b *strings.Builder) {
	for _, p := range c.Pods("") {
		for i := range p.Spec.Containers {
			name := p.Spec.Containers[i].Name
			if k := c.kubeletOn(p.Spec.NodeName); k != nil && k.logs[logKey{uid: p.UID, container: name}].total > 0 {
				log := k.logs[logKey{uid: p.UID, container: name}]
				fmt.Fprintf(b, "log %s %s %d %v\n", keyOf(p), name, log.total, log.requests[len(log.requests)-1])
			}
		}
	}
}
