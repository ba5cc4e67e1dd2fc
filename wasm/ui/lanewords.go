package ui

import (
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

// laneName is what a lane is called.
func (m Model) laneName(l Lane) string {
	if l.Name == "" {
		switch l.Part {
		case Kubelet:
			return m.T("vast.lane", "kubelet")
		case KubeProxy:
			return m.T("vast.lane", "kube-proxy")
		case Machine:
			return m.T("vast.machines")
		}
	}
	switch l.Part {
	case Learner:
		return m.T("lanes.me")
	case APIServer:
		return m.T("lanes.api")
	case Scheduler:
		return "scheduler"
	case Kubelet:
		return "kubelet " + l.Name
	case KubeProxy:
		return "kube-proxy " + l.Name
	case ClusterDNS:
		return "CoreDNS"
	case Requests:
		return m.T("lanes.requests")
	case Machine:
		return m.T("lanes.machine", l.Name)
	}
	if l.Name == "cloud" {
		return m.T("lanes.cloud")
	}
	return l.Name
}

// kindNames are the kinds of which lanes tell most.
var kindNames = map[string]string{"pods": "Pod", "services": "Service", "endpointslices": "EndpointSlice", "endpoints": "Endpoints",
	"replicasets": "ReplicaSet", "deployments": "Deployment", "statefulsets": "StatefulSet", "daemonsets": "DaemonSet", "nodes": "Node",
	"namespaces": "Namespace", "ingresses": "Ingress", "configmaps": "ConfigMap", "secrets": "Secret"}

// thing writes an object as Pod web-1, with its namespace when that is not the
// default one.
func (k Moment) thing() string {
	kind := kindNames[k.Resource]
	if kind == "" {
		kind = k.Resource
	}
	if k.Namespace != "" && k.Namespace != "default" {
		return kind + " " + k.Namespace + "/" + k.Name
	}
	return kind + " " + k.Name
}

// after is how long after its cause a moment came.
func (m Model) after(k Moment) (cause Moment, late api.Duration, ok bool) {
	cause, ok = m.momentNamed(k.Cause)
	return cause, k.At.Sub(cause.At), ok
}

// millis writes a duration as one reads it: 208 ms, 2.29 s.
func millis(d api.Duration) string {
	ms := float64(d) / float64(api.Millisecond)
	switch {
	case ms < 9.95:
		return strings.TrimSuffix(strconv.FormatFloat(ms, 'f', 1, 64), ".0") + " ms"
	case ms < 1000:
		return strconv.FormatFloat(ms, 'f', 0, 64) + " ms"
	}
	return strconv.FormatFloat(ms/1000, 'f', 2, 64) + " s"
}

// momentWords says in a sentence what a moment is, by whom, and how long after
// its cause it came.
func (m Model) momentWords(k Moment) string {
	cause, late, known := m.after(k)
	delay := millis(late)
	switch k.Kind {
	case HeardOf:
		who := m.laneName(k.Lane)
		if k.Lane.Part == KubeProxy {
			who = m.T("lanes.proxyOf", k.nodes(m))
		}
		if !known {
			return m.T("lanes.heard", m.particle(who, "이", "가"), m.particle(k.thing(), "을", "를"))
		}
		return m.T("lanes.heardAfter", m.particle(who, "이", "가"), m.particle(k.thing(), "을", "를"), delay)
	case WroteRules:
		if !known {
			return m.T("lanes.rules", k.nodes(m))
		}
		return m.T("lanes.rulesAfter", k.nodes(m), k.Count, delay)
	case MadeBalancer:
		key := map[cluster.Change]string{cluster.Added: "lanes.balancer", cluster.Modified: "lanes.balancerNodes", cluster.Deleted: "lanes.balancerGone"}[k.Change]
		return m.T(key, k.Name, k.To, k.Count) + m.afterWords(cause, delay, known)
	case SwitchedOver:
		if k.Up {
			return m.T("lanes.booted", k.Lane.Name)
		}
		return m.T("lanes.off", k.Lane.Name)
	case Requested:
		return m.requestWords(k)
	case AskedName:
		return m.T("lanes.asked", k.Name, m.resultWords(k.Result))
	}
	return m.wroteWords(k) + m.afterWords(cause, delay, known)
}

// nodes names the node of a moment, and says how many more it was the same on.
func (k Moment) nodes(m Model) string {
	if k.Also == 0 {
		return k.Lane.Name
	}
	return m.T("vast.also", k.Lane.Name, thousands(k.Also))
}

func (m Model) requestWords(k Moment) string {
	switch {
	case k.Count > 1:
		return m.T("event.many", k.Count, k.To)
	case k.Result == network.Answered && k.Name != "":
		return m.T("lanes.answered", k.Request, k.To, k.Name)
	}
	return m.T("lanes.request", k.Request, k.To, m.resultWords(k.Result))
}

// wroteWords says who wrote what.
func (m Model) wroteWords(k Moment) string {
	who := m.particle(m.laneWriter(k.Lane), "이", "가")
	switch k.Turn {
	case TurnBound:
		return m.T("lanes.bound", who, m.particle(k.thing(), "을", "를"))
	case TurnReady:
		return m.T("lanes.ready", who, m.particle(k.thing(), "이", "가"))
	case TurnUnready:
		return m.T("lanes.unready", who, m.particle(k.thing(), "이", "가"))
	case TurnTerminating:
		return m.T("lanes.terminating", who, m.particle(k.thing(), "을", "를"))
	case TurnRelabelled:
		return m.T("lanes.relabelled", who, k.thing())
	}
	switch k.Change {
	case cluster.Added:
		return m.T("lanes.added", who, m.particle(k.thing(), "을", "를"))
	case cluster.Deleted:
		return m.T("lanes.deleted", who, m.particle(k.thing(), "을", "를"))
	}
	return m.T("lanes.modified", who, m.particle(k.thing(), "을", "를"))
}

// laneWriter is who writes, in a sentence.
func (m Model) laneWriter(l Lane) string {
	switch l.Part {
	case Learner:
		return m.T("lanes.learner")
	case Kubelet:
		return m.T("lanes.kubeletOf", l.Name)
	}
	return l.Name
}

func (m Model) afterWords(cause Moment, delay string, known bool) string {
	if !known {
		return ""
	}
	return " " + m.T("lanes.after", delay, m.causeWords(cause))
}

// causeWords names a write as the cause of another.
func (m Model) causeWords(k Moment) string {
	switch k.Turn {
	case TurnReady:
		return m.T("cause.ready", k.thing())
	case TurnUnready:
		return m.T("cause.unready", k.thing())
	case TurnTerminating, TurnGone:
		return m.T("cause.deleted", k.thing())
	}
	if k.Change == cluster.Added {
		return m.T("cause.added", k.thing())
	}
	return m.T("cause.modified", k.thing())
}
