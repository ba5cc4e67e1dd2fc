package cluster_test

import (
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
)

const kubernetesEnv = "KUBERNETES_SERVICE_HOST=10.96.0.1 KUBERNETES_SERVICE_PORT=443 KUBERNETES_SERVICE_PORT_HTTPS=443 KUBERNETES_PORT=tcp://10.96.0.1:443 " +
	"KUBERNETES_PORT_443_TCP=tcp://10.96.0.1:443 KUBERNETES_PORT_443_TCP_PROTO=tcp KUBERNETES_PORT_443_TCP_PORT=443 KUBERNETES_PORT_443_TCP_ADDR=10.96.0.1"

// startPod starts a Pod from its spec, and returns the variables of one of its
// containers without those that every container has.
func startPod(t *testing.T, c *cluster.Cluster, name, spec, container string) string {
	t.Helper()
	do(t, c, cluster.Create{Resource: "pods", Namespace: "default",
		Body: []byte(`{"apiVersion":"v1","kind":"Pod","metadata":{"name":"` + name + `","labels":{"app":"web"}},"spec":` + spec + `}`)})
	do(t, c, cluster.Tick{By: 10 * api.Second})
	var own []string
	for _, e := range c.ContainerEnv("default", name, container) {
		if name, _, _ := strings.Cut(e, "="); name != "PATH" && name != "HOSTNAME" && name != "HOME" {
			own = append(own, e)
		}
	}
	return strings.Join(own, " ")
}

func TestContainersKnowTheServicesThatWereThereWhenTheyStarted(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	for _, spec := range []string{
		`{"metadata":{"name":"redis-main"},"spec":{"clusterIP":"10.96.0.60","ports":[{"name":"redis","port":6379},{"name":"m-2","port":9121,"protocol":"UDP"}]}}`,
		`{"metadata":{"name":"heads"},"spec":{"clusterIP":"None","ports":[{"port":80}]}}`,
		`{"metadata":{"name":"ext"},"spec":{"type":"ExternalName","externalName":"example.com"}}`,
		`{"metadata":{"name":"far","namespace":"kube-public"},"spec":{"ports":[{"port":80}]}}`,
		`{"metadata":{"name":"kubernetes","namespace":"kube-public"},"spec":{"ports":[{"port":80}]}}`,
	} {
		namespace := ""
		if strings.Contains(spec, "kube-public") {
			namespace = "kube-public"
		}
		do(t, c, cluster.Create{Resource: "services", Namespace: namespace, Body: []byte(`{"apiVersion":"v1","kind":"Service",` + spec[1:])})
	}
	const redis = " REDIS_MAIN_SERVICE_HOST=10.96.0.60 REDIS_MAIN_SERVICE_PORT=6379 REDIS_MAIN_SERVICE_PORT_REDIS=6379 REDIS_MAIN_SERVICE_PORT_M_2=9121 " +
		"REDIS_MAIN_PORT=tcp://10.96.0.60:6379 REDIS_MAIN_PORT_6379_TCP=tcp://10.96.0.60:6379 REDIS_MAIN_PORT_6379_TCP_PROTO=tcp " +
		"REDIS_MAIN_PORT_6379_TCP_PORT=6379 REDIS_MAIN_PORT_6379_TCP_ADDR=10.96.0.60 REDIS_MAIN_PORT_9121_UDP=udp://10.96.0.60:9121 " +
		"REDIS_MAIN_PORT_9121_UDP_PROTO=udp REDIS_MAIN_PORT_9121_UDP_PORT=9121 REDIS_MAIN_PORT_9121_UDP_ADDR=10.96.0.60"
	for _, tt := range []struct{ name, spec, container, want string }{
		{"all of the namespace that have an address", `{"containers":[{"name":"c","image":"nginx"}]}`, "", kubernetesEnv + redis},
		{"the API server's alone without service links", `{"enableServiceLinks":false,"containers":[{"name":"c","image":"nginx"}]}`, "", kubernetesEnv},
		{"the container's own variables come first and win", `{"enableServiceLinks":false,"containers":[{"name":"c","image":"nginx","env":[
			{"name":"A","value":"1"},{"name":"KUBERNETES_PORT","value":"mine"},{"name":"B","value":"$(A)$(KUBERNETES_SERVICE_PORT)$(C)$$(A)$"},{"name":"C","value":"$(B"}]}]}`, "",
			"A=1 KUBERNETES_PORT=mine B=1443$(C)$(A)$ C=$(B " + strings.Replace(kubernetesEnv, "KUBERNETES_PORT=tcp://10.96.0.1:443 ", "", 1)},
		{"each container has its own", `{"enableServiceLinks":false,"containers":[{"name":"c","image":"nginx","env":[{"name":"A","value":"1"}]},
			{"name":"d","image":"redis","env":[{"name":"A","value":"2"}]}]}`, "d", "A=2 " + kubernetesEnv},
		{"fields of the Pod", `{"enableServiceLinks":false,"containers":[{"name":"c","image":"nginx","env":[
			{"name":"NS","valueFrom":{"fieldRef":{"fieldPath":"metadata.namespace"}}},{"name":"NODE","valueFrom":{"fieldRef":{"fieldPath":"spec.nodeName"}}},
			{"name":"HOST","valueFrom":{"fieldRef":{"fieldPath":"status.hostIP"}}},{"name":"APP","valueFrom":{"fieldRef":{"fieldPath":"metadata.labels['app']"}}}]}]}`, "",
			"NS=default NODE=node-1 HOST=192.168.1.2 APP=web " + kubernetesEnv},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := startPod(t, c, strings.ReplaceAll(strings.ToLower(tt.name[:9]), " ", "-")+"x", tt.spec, tt.container); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestANamespacesOwnKubernetesServiceGoesBeforeTheAPIServers(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	for _, o := range [][2]string{
		{"services", `{"apiVersion":"v1","kind":"Service","metadata":{"name":"kubernetes"},"spec":{"clusterIP":"10.96.0.61","ports":[{"port":80}]}}`},
		{"pods", `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"containers":[{"name":"c","image":"nginx"}]}}`},
	} {
		do(t, c, cluster.Create{Resource: o[0], Namespace: "kube-public", Body: []byte(o[1])})
	}
	do(t, c, cluster.Tick{By: 10 * api.Second})
	if got := strings.Join(c.ContainerEnv("kube-public", "web", ""), " "); !strings.Contains(got, "KUBERNETES_SERVICE_HOST=10.96.0.61 ") || strings.Contains(got, "10.96.0.1 ") {
		t.Errorf("got %s", got)
	}
}

func TestVariablesStayAsTheyWereWhenTheContainerStarted(t *testing.T) {
	c := cluster.New(cluster.Config{Nodes: 1, Seed: 1})
	early := startPod(t, c, "early", `{"containers":[{"name":"c","image":"nginx"}]}`, "c")
	create(t, c, "services", `{"apiVersion":"v1","kind":"Service","metadata":{"name":"redis"},"spec":{"ports":[{"port":6379}]}}`)
	fork := c.Fork()
	late := startPod(t, c, "late", `{"containers":[{"name":"c","image":"nginx"}]}`, "c")
	if strings.Contains(early, "REDIS") || !strings.Contains(late, "REDIS_SERVICE_PORT=6379") {
		t.Errorf("early has %q, late %q", early, late)
	}
	do(t, c, cluster.Delete{Resource: "services", Name: "redis"})
	do(t, c, cluster.Tick{By: api.Second})
	if got := strings.Join(c.ContainerEnv("default", "late", "c"), " "); !strings.Contains(got, "REDIS_SERVICE_PORT=6379") {
		t.Errorf("after the Service went: %q", got)
	}
	if got := c.ContainerEnv("default", "early", "nosuch"); got != nil {
		t.Errorf("a container that is not there has %q", got)
	}
	createPod(t, fork, "soon")
	do(t, fork, cluster.Tick{By: 100 * api.Millisecond}) // it has its node, and does not run yet
	other := fork.Fork()
	do(t, fork, cluster.Tick{By: 10 * api.Second})
	if len(fork.ContainerEnv("default", "soon", "c")) == 0 || other.ContainerEnv("default", "soon", "c") != nil {
		t.Error("a container that started in a fork started in the other too, or in neither")
	}
}
