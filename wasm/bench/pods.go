package bench

import (
	"fmt"
	"runtime"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
)

const (
	nodePort = 30080
	// web is a Service with a node port, for the Pods with the label app=web.
	web = `{"metadata":{"name":"web"},"spec":{"type":"NodePort","selector":{"app":"web"},"ports":[{"port":80,"nodePort":30080}]}}`
)

// boot switches clusters on.
func (m *measuring) boot(nodes, times int) {
	var c *cluster.Cluster
	spent := m.took(func() {
		for i := range times {
			c = cluster.New(cluster.Config{Nodes: nodes, Seed: uint64(i)})
		}
	})
	m.check(len(c.Nodes()) == nodes && len(c.Pods("kube-system")) == 2, "%d nodes, %d Pods", len(c.Nodes()), len(c.Pods("kube-system")))
	m.found("boot", float64(spent)/float64(times)/1e6, Milliseconds)
	m.memory("boot")
	runtime.KeepAlive(c)
}

// answer creates 3 Pods and a Service with a node port, and asks at it every 10 ms
// until somebody answers.
func (m *measuring) answer(times int) {
	spent, waited := int64(0), api.Duration(0)
	for i := range times {
		c := cluster.New(cluster.Config{Nodes: 3, Seed: uint64(i)})
		began, answered := c.Now(), false
		spent += m.took(func() {
			m.threePods(c)
			for tries := 0; !answered && tries < 6000; tries++ {
				m.do(c, cluster.Tick{By: 10 * api.Millisecond})
				_, answered = m.ask(c)
			}
		})
		m.check(answered, "nobody answered in a minute")
		waited += c.Now().Sub(began)
	}
	m.found("answer", float64(spent)/float64(times)/1e6, Milliseconds)
	m.found("answer.clock", float64(waited)/float64(times)/float64(api.Second), ClockSeconds)
}

func (m *measuring) threePods(c *cluster.Cluster) {
	for i := range 3 {
		m.do(c, cluster.Create{Resource: "pods", Body: fmt.Appendf(nil,
			`{"metadata":{"name":"web-%d","labels":{"app":"web"}},"spec":{"containers":[{"name":"web","image":"nginx"}]}}`, i)})
	}
	m.do(c, cluster.Create{Resource: "services", Body: []byte(web)})
}

// door is the node port of a node, seen from outside.
func door(c *cluster.Cluster, count int) cluster.Connect {
	return cluster.Connect{From: network.Place{Kind: network.Outside}, To: network.Target{IP: c.Machine("node-1").IP, Port: nodePort}, Count: count}
}

// ask makes one request at the node port, and returns which Pod answered.
func (m *measuring) ask(c *cluster.Cluster) (pod string, answered bool) {
	for _, e := range m.do(c, door(c, 0)) {
		if e, ok := e.(cluster.Connected); ok && e.Path.Result == network.Answered {
			_, pod = e.Path.Pod()
			return pod, true
		}
	}
	return "", false
}

// serving is a cluster of 3 nodes with 3 Pods that answer.
func (m *measuring) serving() *cluster.Cluster {
	c := cluster.New(cluster.Config{Nodes: 3, Seed: 1})
	m.threePods(c)
	m.do(c, cluster.Tick{By: 20 * api.Second})
	return c
}

// requests makes requests one by one, each with all that can be told of its way.
func (m *measuring) requests() {
	const batch = 250
	c := m.serving()
	asked, answers := 0, map[string]int{}
	rate := m.rate(func() {
		for range batch {
			if pod, ok := m.ask(c); ok {
				answers[pod]++
			}
		}
		asked += batch
	})
	m.check(len(answers) == 3 && answers["web-0"]+answers["web-1"]+answers["web-2"] == asked, "of %d requests were answered: %v", asked, answers)
	m.found("requests", rate*batch, PerSecond)
}

// connections makes connections in bulk, of which only is told who answered how many.
func (m *measuring) connections(batch int) {
	c := m.serving()
	made, answers := 0, map[string]int{}
	rate := m.rate(func() {
		for _, e := range m.do(c, door(c, batch)) {
			if e, ok := e.(cluster.Tallied); ok {
				for _, t := range e.Answers {
					answers[t.Pod] += t.Count
				}
			}
		}
		made += batch
	})
	m.check(len(answers) == 3 && answers["web-0"]+answers["web-1"]+answers["web-2"] == made, "of %d connections were answered: %v", made, answers)
	m.found("connections", rate*float64(batch), PerSecond)
}

// pods creates a Deployment and a Service, and lets time pass until all Pods have gone
// through the scheduler, their kubelets and the slices, and every kube-proxy leads to
// all of them.
func (m *measuring) pods(row string, pods, nodes int) {
	c := cluster.New(cluster.Config{Nodes: nodes, Seed: 1})
	began, ready := c.Now(), 0
	spent := m.took(func() {
		m.do(c, cluster.Create{Resource: "services", Body: []byte(web)})
		m.do(c, cluster.Create{Resource: "deployments", Body: fmt.Appendf(nil, `{"metadata":{"name":"web"},"spec":{"replicas":%d,"selector":{"matchLabels":{"app":"web"}},
			"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"web","image":"nginx"}]}}}}`, pods)})
		for c.Now().Sub(began) < 10*api.Minute && ready < pods {
			m.do(c, cluster.Tick{By: 100 * api.Millisecond})
			ready = readyEndpoints(c)
		}
	})
	waited := c.Now().Sub(began)
	m.check(ready == pods, "%d of %d endpoints were ready after %d s", ready, pods, waited/api.Second)
	spent += m.took(func() { m.do(c, cluster.Tick{By: 2 * api.Second}) }) // at most a second, and news
	for _, n := range c.Nodes() {
		m.check(reached(c, n.Name) == pods, "the rules of %s lead to %d of %d Pods", n.Name, reached(c, n.Name), pods)
	}
	m.found(row, float64(spent)/1e9, Seconds)
	m.found(row+".clock", float64(waited)/float64(api.Second), ClockSeconds)
	m.memory(row)
	runtime.KeepAlive(c)
}

// readyEndpoints counts those of the default namespace, without the API server.
func readyEndpoints(c *cluster.Cluster) int {
	ready := 0
	for _, s := range c.EndpointSlices("default") {
		if s.Labels[api.LabelServiceName] != "web" {
			continue
		}
		for _, e := range s.Endpoints {
			if e.Conditions.Ready != nil && *e.Conditions.Ready {
				ready++
			}
		}
	}
	return ready
}

// reached counts the endpoints of the Service to which a node's rules lead.
func reached(c *cluster.Cluster, node string) int {
	for _, p := range c.Rules(node).Portals() {
		if p.NodePort == nodePort {
			return len(p.Reachable())
		}
	}
	return 0
}
