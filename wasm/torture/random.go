package torture

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/network"
	"svclab/wasm/proxy"
)

// Random draws a Command such as learners and operators give, good ones and bad
// ones. Each kind has the same share.
func Random(r *rand.Rand, c *cluster.Cluster) cluster.Command {
	cmd := random(r, c)
	if r.IntN(40) > 0 {
		return cmd
	}
	switch cmd := cmd.(type) { // now and then only as a dry run
	case cluster.Create:
		cmd.DryRun = true
		return cmd
	case cluster.Update:
		cmd.DryRun = true
		return cmd
	case cluster.Patch:
		cmd.DryRun = true
		return cmd
	case cluster.Delete:
		cmd.DryRun = true
		return cmd
	}
	return cmd
}

func random(r *rand.Rand, c *cluster.Cluster) cluster.Command {
	switch r.IntN(17) {
	case 0:
		return randomPodChange(r)
	case 1:
		return randomServiceChange(r)
	case 2:
		return randomEndpoints(r, c)
	case 3:
		return randomDeployment(r, c)
	case 4:
		return randomSet(r, c)
	case 5:
		return randomNode(r)
	case 6:
		return randomFault(r, c)
	case 7:
		return randomIngress(r)
	case 8:
		return randomGateway(r)
	case 9:
		return randomConfiguration(r)
	case 10:
		return randomTraffic(r, c)
	case 11:
		return randomBudget(r, c)
	case 12:
		return randomDisruption(r, c)
	case 13:
		return randomSubresource(r, c)
	}
	return randomTime(r)
}

// randomTime lets time pass: mostly a moment, now and then hours.
func randomTime(r *rand.Rand) cluster.Command {
	switch n := r.IntN(1000); {
	case n < 300:
		return cluster.Step{}
	case n < 330:
		return cluster.Tick{}
	case n < 930:
		return cluster.Tick{By: api.Duration(r.Int64N(int64(3 * api.Second)))}
	case n < 995:
		return cluster.Tick{By: api.Duration(r.Int64N(int64(2 * api.Minute)))}
	}
	return cluster.Tick{By: api.Duration(r.Int64N(int64(2 * api.Hour)))}
}

// randomPodChange makes, labels and deletes Pods that nobody owns.
func randomPodChange(r *rand.Rand) cluster.Command {
	switch r.IntN(4) {
	case 0, 1:
		return cluster.Create{Resource: "pods", Body: randomPod(r)}
	case 2:
		return cluster.Patch{Resource: "pods", Name: podName(r), Type: cluster.StrategicPatch,
			Body: marshal(map[string]any{"metadata": map[string]any{"labels": map[string]any{"app": label(r)}}})}
	}
	return cluster.Delete{Resource: "pods", Name: podName(r), GracePeriodSeconds: grace(r)}
}

func randomServiceChange(r *rand.Rand) cluster.Command {
	switch r.IntN(4) {
	case 0, 1:
		return cluster.Create{Resource: "services", Body: randomService(r)}
	case 2:
		return cluster.Update{Resource: "services", Name: serviceName(r), Body: randomService(r)}
	}
	return cluster.Delete{Resource: "services", Name: serviceName(r)}
}

// randomConfiguration changes how all nodes or one of them are set up.
func randomConfiguration(r *rand.Rand) cluster.Command {
	if r.IntN(3) == 0 {
		return cluster.ConfigureProxy{Mode: []proxy.Mode{proxy.IPTables, proxy.NFTables, proxy.IPVS, "typo"}[r.IntN(4)],
			Scheduler: []proxy.Scheduler{"", proxy.LeastConnections, proxy.SourceHashing}[r.IntN(3)]}
	}
	return cluster.Patch{Resource: "nodes", Name: fmt.Sprintf("node-%d", 1+r.IntN(3)), Type: cluster.MergePatch,
		Body: marshal(map[string]any{"metadata": map[string]any{"labels": map[string]any{"topology.kubernetes.io/zone": []string{"zone-a", "zone-b"}[r.IntN(2)]}}})}
}

// randomTraffic opens connections, and goes on with those that there are.
func randomTraffic(r *rand.Rand, c *cluster.Cluster) cluster.Command {
	switch r.IntN(7) {
	case 0:
		return cluster.Send{Connection: 1 + r.IntN(20), Count: r.IntN(3)}
	case 1:
		return cluster.Close{Connection: 1 + r.IntN(20)}
	case 2:
		return randomLookup(r)
	case 3:
		return randomForget(r, c)
	}
	connect := cluster.Connect{From: randomPlace(r), To: randomTarget(r, c), Count: r.IntN(5)}
	if connect.Keep = r.IntN(2) == 0; connect.Keep {
		connect.Count = r.IntN(2)
		connect.SourcePort = []int32{0, 0, 5353}[r.IntN(3)]
	}
	return connect
}

// randomEndpoints writes and deletes lists of endpoints by hand, and lets
// finalizers come and go.
func randomEndpoints(r *rand.Rand, c *cluster.Cluster) cluster.Command {
	switch r.IntN(6) {
	case 0, 1:
		return cluster.Create{Resource: "endpoints", Body: marshal(map[string]any{"metadata": map[string]any{"name": serviceName(r)},
			"subsets": []any{map[string]any{"addresses": []any{map[string]any{"ip": fmt.Sprintf("192.0.2.%d", 1+r.IntN(9))}}, "ports": []any{map[string]any{"port": 80}}}}})}
	case 2:
		return cluster.Delete{Resource: "endpoints", Name: serviceName(r)}
	case 3:
		finalizers := []any{nil, []string{}, []string{"example.com/a"}}[r.IntN(3)]
		return cluster.Patch{Resource: []string{"services", "endpoints"}[r.IntN(2)], Name: serviceName(r), Type: cluster.MergePatch,
			Body: marshal(map[string]any{"metadata": map[string]any{"finalizers": finalizers}})}
	case 4:
		return cluster.Patch{Resource: "services", Name: serviceName(r), Type: cluster.MergePatch,
			Body: marshal(map[string]any{"spec": map[string]any{"selector": nil, "trafficDistribution": "PreferSameZone"}})}
	}
	slices := c.EndpointSlices("default")
	if len(slices) == 0 {
		return cluster.Step{}
	}
	s := slices[r.IntN(len(slices))]
	if r.IntN(2) == 0 {
		return cluster.Delete{Resource: "endpointslices", Name: s.Name}
	}
	return cluster.Patch{Resource: "endpointslices", Name: s.Name, Type: cluster.MergePatch,
		Body: marshal(map[string]any{"metadata": map[string]any{"labels": map[string]any{api.LabelServiceName: serviceName(r)}}})}
}

// randomDeployment makes, changes and deletes Deployments, and what they own.
func randomDeployment(r *rand.Rand, c *cluster.Cluster) cluster.Command {
	name := fmt.Sprintf("deploy-%d", r.IntN(2))
	change := func(spec map[string]any) cluster.Command {
		return cluster.Patch{Resource: "deployments", Name: name, Type: cluster.StrategicPatch, Body: marshal(map[string]any{"spec": spec})}
	}
	image := []string{"nginx", "nginx:1.29", "svclab.invalid/x"}[r.IntN(3)]
	switch r.IntN(10) {
	case 0, 1:
		labels := map[string]any{"app": name}
		return cluster.Create{Resource: "deployments", Body: marshal(map[string]any{"metadata": map[string]any{"name": name}, "spec": map[string]any{
			"replicas": r.IntN(4), "minReadySeconds": r.IntN(2), "revisionHistoryLimit": r.IntN(3), "selector": map[string]any{"matchLabels": labels},
			"strategy": map[string]any{"type": []string{api.StrategyRecreate, api.StrategyRollingUpdate}[r.IntN(2)]},
			"template": map[string]any{"metadata": map[string]any{"labels": labels}, "spec": map[string]any{"containers": []any{map[string]any{"name": "c", "image": image}}}}}})}
	case 2, 3:
		return change(map[string]any{"replicas": r.IntN(5)})
	case 4, 5:
		return change(map[string]any{"template": map[string]any{"spec": map[string]any{"containers": []any{map[string]any{"name": "c", "image": image}}}}})
	case 6:
		return change(map[string]any{"paused": r.IntN(3) == 0})
	case 7:
		return cluster.Delete{Resource: "deployments", Name: name, Propagation: []cluster.Propagation{"", cluster.Foreground, cluster.Orphan}[r.IntN(3)]}
	}
	resource := []string{"replicasets", "pods"}[r.IntN(2)]
	objects := c.List(resource, "default")
	if len(objects) == 0 {
		return cluster.Step{}
	}
	o := objects[r.IntN(len(objects))].Meta()
	if resource == "pods" && r.IntN(2) == 0 {
		return cluster.Patch{Resource: resource, Name: o.Name, Type: cluster.MergePatch,
			Body: marshal(map[string]any{"metadata": map[string]any{"labels": map[string]any{"app": []string{"deploy-0", label(r)}[r.IntN(2)]}}})}
	}
	return cluster.Delete{Resource: resource, Name: o.Name}
}

func serviceName(r *rand.Rand) string { return fmt.Sprintf("svc-%d", r.IntN(4)) }
func podName(r *rand.Rand) string     { return fmt.Sprintf("pod-%d", r.IntN(8)) }
func label(r *rand.Rand) string       { return []string{"web", "db", "wbe"}[r.IntN(3)] }

func grace(r *rand.Rand) *int64 {
	if r.IntN(2) == 0 {
		return nil
	}
	seconds := r.Int64N(3)
	return &seconds
}

func randomPod(r *rand.Rand) []byte {
	ctr := map[string]any{"name": "c", "image": []string{"nginx", "nginx:1.29", "redis", "svclab.invalid/x", "shop", "busybox"}[r.IntN(6)]}
	spec := map[string]any{"containers": []any{ctr}}
	if r.IntN(3) == 0 {
		spec["nodeName"] = fmt.Sprintf("node-%d", 1+r.IntN(3))
	}
	if r.IntN(2) == 0 {
		spec["restartPolicy"] = []string{"Always", "OnFailure", "Never"}[r.IntN(3)]
		spec["terminationGracePeriodSeconds"] = r.IntN(8)
		probe := []map[string]any{{"httpGet": map[string]any{"path": "/ready", "port": 80}}, {"tcpSocket": map[string]any{"port": 80}},
			{"exec": map[string]any{"command": []string{"cat", "/tmp/x"}}}}[r.IntN(3)]
		probe["periodSeconds"], probe["failureThreshold"] = 1+r.IntN(3), 1+r.IntN(3)
		ctr[[]string{"readinessProbe", "livenessProbe", "startupProbe"}[r.IntN(3)]] = probe
		if r.IntN(2) == 0 {
			ctr["command"] = []string{"sh", "-c", []string{"sleep 2; exit 1", "sleep 3", "touch /tmp/x; sleep 4; rm /tmp/x; sleep 9", "while true; do sleep 1; done"}[r.IntN(4)]}
		}
		if r.IntN(3) == 0 {
			ctr["lifecycle"] = map[string]any{"preStop": map[string]any{"exec": map[string]any{"command": []string{"sleep", "2"}}}}
		}
	}
	if r.IntN(4) == 0 {
		init := map[string]any{"name": "init", "image": "busybox", "command": []string{"sh", "-c", []string{"sleep 1", "sleep 1; exit 2"}[r.IntN(2)]}}
		if r.IntN(2) == 0 {
			init["restartPolicy"] = "Always"
		}
		spec["initContainers"] = []any{init}
	}
	return marshal(map[string]any{"apiVersion": "v1", "kind": "Pod", "spec": spec,
		"metadata": map[string]any{"name": podName(r), "labels": map[string]any{"app": label(r)}}})
}

// randomFault makes the app of any Pod misbehave, or changes its image.
func randomFault(r *rand.Rand, c *cluster.Cluster) cluster.Command {
	pod := podName(r)
	if pods := c.Pods("default"); len(pods) > 0 {
		pod = pods[r.IntN(len(pods))].Name
	}
	if r.IntN(4) == 0 {
		image := []string{"nginx", "nginx:1.30", "svclab.invalid/x"}[r.IntN(3)]
		return cluster.Patch{Resource: "pods", Name: pod, Type: cluster.StrategicPatch,
			Body: marshal(map[string]any{"spec": map[string]any{"containers": []any{map[string]any{"name": "c", "image": image}}}})}
	}
	return cluster.Fault{Namespace: "default", Pod: pod, Container: "c", Slow: api.Duration(r.Int64N(int64(3 * api.Second))), Percent: r.IntN(101),
		Kind: []cluster.FaultKind{cluster.FaultSlow, cluster.FaultError, cluster.FaultUnready, cluster.FaultHang, cluster.FaultCrash, cluster.FaultClear}[r.IntN(6)]}
}

func randomService(r *rand.Rand) []byte {
	port := map[string]any{"port": []int{80, 8080, 0}[r.IntN(3)], "targetPort": []any{80, "http", 6379}[r.IntN(3)]}
	spec := map[string]any{"ports": []any{port}, "selector": map[string]any{"app": label(r)}, "type": []string{"ClusterIP", "NodePort", "NodePort", "LoadBalancer", "Typo"}[r.IntN(5)]}
	if r.IntN(2) == 0 {
		port["nodePort"] = []int{30008, 30009, 8080}[r.IntN(3)]
	}
	if r.IntN(4) == 0 {
		port["protocol"] = "UDP"
	}
	if r.IntN(4) == 0 {
		spec["sessionAffinity"] = "ClientIP"
	}
	if r.IntN(4) == 0 {
		spec["externalTrafficPolicy"] = "Local"
	}
	if r.IntN(4) == 0 {
		spec["internalTrafficPolicy"] = "Local"
	}
	if r.IntN(6) == 0 {
		spec["externalIPs"] = []string{"192.168.1.3", "198.51.100.5"}[:1+r.IntN(2)]
	}
	if r.IntN(3) == 0 {
		spec["clusterIP"] = []string{"10.96.7.7", "None", "10.0.0.1"}[r.IntN(3)]
	}
	return marshal(map[string]any{"apiVersion": "v1", "kind": "Service", "metadata": map[string]any{"name": serviceName(r)}, "spec": spec})
}

func randomPlace(r *rand.Rand) network.Place {
	switch r.IntN(3) {
	case 0:
		return network.Place{Kind: network.OnNode, Node: fmt.Sprintf("node-%d", 1+r.IntN(3))}
	case 1:
		return network.Place{Kind: network.InPod, Namespace: "default", Pod: podName(r)}
	}
	return network.Place{Kind: network.Outside}
}

func randomTarget(r *rand.Rand, c *cluster.Cluster) network.Target {
	ip := []string{"192.168.1.2", "192.168.1.3", "10.244.0.2", "10.244.1.2", "10.96.7.7", "8.8.8.8", "198.51.100.5"}[r.IntN(7)]
	if services := c.Services("default"); r.IntN(2) == 0 {
		ip = services[r.IntN(len(services))].Spec.ClusterIP
	}
	return network.Target{IP: ip, Port: []int32{80, 8080, 30008, 30009, 6379}[r.IntN(5)], Protocol: []api.Protocol{"", "", api.ProtocolUDP}[r.IntN(3)]}
}

func marshal(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}
