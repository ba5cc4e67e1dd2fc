package kubectl

import (
	"bytes"
	"strings"
	"testing"

	"svclab/wasm/api"
)

const testNow = api.Epoch + api.Time(90*api.Second)

func ptr[T any](v T) *T { return &v }

// pod makes a Pod of container states: r running and ready, n running and not
// ready, w:REASON waiting, t:CODE:REASON ended.
func pod(phase api.PodPhase, states ...string) *api.Pod {
	p := &api.Pod{ObjectMeta: api.ObjectMeta{Name: "p", CreationTimestamp: api.Epoch}, Status: api.PodStatus{Phase: phase}}
	for _, s := range states {
		kind, rest, _ := strings.Cut(s, ":")
		var c api.ContainerStatus
		switch kind {
		case "r", "n":
			c.Ready = kind == "r"
			c.State.Running = &api.ContainerStateRunning{}
		case "w":
			c.State.Waiting = &api.ContainerStateWaiting{Reason: rest}
		case "t":
			code, reason, _ := strings.Cut(rest, ":")
			c.State.Terminated = &api.ContainerStateTerminated{ExitCode: int32(len(code)), Reason: reason}
		}
		p.Spec.Containers = append(p.Spec.Containers, api.Container{})
		p.Status.ContainerStatuses = append(p.Status.ContainerStatuses, c)
	}
	return p
}

func restarted(p *api.Pod, count int32, ago api.Duration) *api.Pod {
	p.Status.ContainerStatuses[0].RestartCount = count
	if ago > 0 {
		p.Status.ContainerStatuses[0].LastState.Terminated = &api.ContainerStateTerminated{FinishedAt: testNow.Add(-ago)}
	}
	return p
}

func deleted(p *api.Pod) *api.Pod {
	p.DeletionTimestamp = ptr(testNow)
	return p
}

func ready(p *api.Pod) *api.Pod {
	p.Status.Conditions = []api.PodCondition{{Type: api.PodReady, Status: "True"}}
	return p
}

// TestPodStatusColumn writes READY STATUS RESTARTS. An exit code is as many x.
func TestPodStatusColumn(t *testing.T) {
	for _, c := range []struct {
		sentence string
		pod      *api.Pod
		want     string
	}{
		{"nothing is known yet", pod(api.PodPending), "0/0 Pending 0"},
		{"the image is being pulled", pod(api.PodPending, "w:ContainerCreating"), "0/1 ContainerCreating 0"},
		{"the image cannot be pulled", pod(api.PodPending, "w:ErrImagePull"), "0/1 ErrImagePull 0"},
		{"it was tried again", pod(api.PodPending, "w:ImagePullBackOff"), "0/1 ImagePullBackOff 0"},
		{"it runs", pod(api.PodRunning, "r"), "1/1 Running 0"},
		{"it runs and is not ready", pod(api.PodRunning, "n"), "0/1 Running 0"},
		{"one of two is ready", pod(api.PodRunning, "r", "n"), "1/2 Running 0"},
		{"it crashes again and again", restarted(pod(api.PodRunning, "w:CrashLoopBackOff"), 3, 20*api.Second), "0/1 CrashLoopBackOff 3 (20s ago)"},
		{"it was restarted, nobody knows when", restarted(pod(api.PodRunning, "r"), 2, 0), "1/1 Running 2"},
		{"it has done its work", pod(api.PodSucceeded, "t::Completed"), "0/1 Completed 0"},
		{"it has failed", pod(api.PodFailed, "t:x:Error"), "0/1 Error 0"},
		{"it has failed without a reason", pod(api.PodFailed, "t:xxx:"), "0/1 ExitCode:3 0"},
		{"one has ended, the other runs", ready(pod(api.PodRunning, "t::Completed", "r")), "1/2 Running 0"},
		{"one has ended, the other is not ready", pod(api.PodRunning, "t::Completed", "r"), "1/2 NotReady 0"},
		{"one has ended well, one badly", pod(api.PodRunning, "t::Completed", "t:x:Error"), "0/2 Error 0"},
		{"the first container's word is the last", pod(api.PodPending, "w:ErrImagePull", "w:ContainerCreating"), "0/2 ErrImagePull 0"},
		{"it is being deleted", deleted(pod(api.PodRunning, "r")), "1/1 Terminating 0"},
		{"it had ended before", deleted(pod(api.PodSucceeded, "t::Completed")), "0/1 Completed 0"},
	} {
		row := podRow(c.pod, tableContext{now: testNow})
		if got := strings.Join(row[1:4], " "); got != c.want {
			t.Errorf("%s: got %s, want %s", c.sentence, got, c.want)
		}
	}
}

func TestServiceColumns(t *testing.T) {
	lb := func(addresses ...string) *api.Service {
		s := &api.Service{Spec: api.ServiceSpec{Type: api.ServiceTypeLoadBalancer}}
		for _, a := range addresses {
			s.Status.LoadBalancer.Ingress = append(s.Status.LoadBalancer.Ingress, api.LoadBalancerIngress{IP: a})
		}
		return s
	}
	external := func(s *api.Service, ips ...string) *api.Service { s.Spec.ExternalIPs = ips; return s }
	typed := func(kind api.ServiceType) *api.Service { return &api.Service{Spec: api.ServiceSpec{Type: kind}} }
	for _, c := range []struct {
		sentence string
		svc      *api.Service
		want     string
	}{
		{"a ClusterIP Service has none", typed("ClusterIP"), "<none>"},
		{"unless it was given some", external(typed("NodePort"), "192.0.2.1", "192.0.2.2"), "192.0.2.1,192.0.2.2"},
		{"a cloud is still at it", lb(), "<pending>"},
		{"a cloud has given one", lb("203.0.113.7"), "203.0.113.7"},
		{"many are listed in order, however wide", lb("203.0.113.8", "203.0.113.7"), "203.0.113.7,203.0.113.8"},
		{"given ones come before one's own", external(lb("203.0.113.7"), "192.0.2.1"), "203.0.113.7,192.0.2.1"},
		{"a type nobody knows", typed("Odd"), "<unknown>"},
	} {
		if got := externalIP(c.svc); got != c.want {
			t.Errorf("%s: got %s, want %s", c.sentence, got, c.want)
		}
	}
	ports := []api.ServicePort{{Port: 80, Protocol: "TCP"}, {Port: 53, NodePort: 30053, Protocol: "UDP"}}
	if got := portList(ports); got != "80/TCP,53:30053/UDP" {
		t.Errorf("ports: got %s", got)
	}
}

// TestEndpointCells prints the two kinds of endpoints as table cells.
func TestEndpointCells(t *testing.T) {
	slice := func(ports []api.EndpointPort, addresses ...string) []string {
		s := &api.EndpointSlice{Ports: ports}
		for _, a := range addresses {
			s.Endpoints = append(s.Endpoints, api.Endpoint{Addresses: []string{a}})
		}
		return endpointSliceRow(s, tableContext{})[2:4]
	}
	subset := func(ports []api.EndpointsPort, addresses ...string) []string {
		s := api.EndpointSubset{Ports: ports}
		for _, a := range addresses {
			s.Addresses = append(s.Addresses, api.EndpointAddress{IP: a})
		}
		return endpointsRow(&api.Endpoints{Subsets: []api.EndpointSubset{s}}, tableContext{})[1:2]
	}
	port := api.EndpointPort{Port: ptr(int32(80))}
	for _, c := range []struct {
		sentence string
		got      []string
		want     string
	}{
		{"an empty slice", slice(nil), "<unset> <unset>"},
		{"a slice", slice([]api.EndpointPort{port}, "a", "b"), "80 a,b"},
		{"a slice with more than three", slice([]api.EndpointPort{port, port, port, port}, "a", "b", "c", "d", "e"), "80,80,80 + 1 more... a,b,c + 2 more..."},
		{"a port that is only a name, and one that is anything", slice([]api.EndpointPort{{Name: ptr("http")}, {}}, "a"), "http,* a"},
		{"no subsets", endpointsRow(&api.Endpoints{}, tableContext{})[1:2], "<none>"},
		{"nobody is ready", subset([]api.EndpointsPort{{Port: 80}}), ""},
		{"no ports", subset(nil, "a", "b"), "a,b"},
		{"ports times addresses", subset([]api.EndpointsPort{{Port: 80}, {Port: 443}}, "10.0.0.1", "::1"), "10.0.0.1:80,[::1]:80,10.0.0.1:443 + 1 more..."},
	} {
		if got := strings.Join(c.got, " "); got != c.want {
			t.Errorf("%s: got %s, want %s", c.sentence, got, c.want)
		}
	}
}

func TestNodeRow(t *testing.T) {
	node := &api.Node{ObjectMeta: api.ObjectMeta{Name: "n", CreationTimestamp: api.Epoch, Labels: map[string]string{
		"node-role.kubernetes.io/control-plane": "", "kubernetes.io/role": "worker", "a": "b"}}}
	node.Spec.Unschedulable = true
	node.Status.Conditions = []api.NodeCondition{{Type: "Ready", Status: "False"}}
	node.Status.NodeInfo = api.NodeSystemInfo{KubeletVersion: "v1.37.2", KernelVersion: "6.1", Architecture: "amd64"}
	got := strings.Join(nodeRow(node, tableContext{now: testNow, wide: true}), " | ")
	want := "n | NotReady,SchedulingDisabled | control-plane,worker | 90s | v1.37.2 | <none> | <none> | <unknown> | 6.1 (amd64) | <unknown>"
	if got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

// TestTablesAreLinedUp: columns are at least six wide and three spaces apart;
// the last one has nothing behind it.
func TestTablesAreLinedUp(t *testing.T) {
	services, _ := api.ResourceNamed("services")
	long := &api.Service{ObjectMeta: api.ObjectMeta{Name: "a-long-name", Namespace: "default", CreationTimestamp: api.Epoch, Labels: map[string]string{"x.io/tier": "front"}},
		Spec: api.ServiceSpec{Type: "NodePort", ClusterIPs: []string{"10.96.0.9"}, Selector: map[string]string{"b": "2", "a": "1"},
			Ports: []api.ServicePort{{Port: 80, NodePort: 30080, Protocol: "TCP"}}}}
	short := &api.Service{ObjectMeta: api.ObjectMeta{Name: "b", Namespace: "x", CreationTimestamp: api.Epoch}, Spec: api.ServiceSpec{Type: "ExternalName", ExternalName: "e"}}
	for _, c := range []struct {
		sentence string
		options  tableOptions
		want     string
	}{
		{"as it is", tableOptions{}, "" +
			"NAME          TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)        AGE\n" +
			"a-long-name   NodePort       10.96.0.9    <none>        80:30080/TCP   90s\n" +
			"b             ExternalName   <none>       e             <none>         90s\n"},
		{"wide", tableOptions{tableContext: tableContext{wide: true}}, "" +
			"NAME          TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)        AGE   SELECTOR\n" +
			"a-long-name   NodePort       10.96.0.9    <none>        80:30080/TCP   90s   a=1,b=2\n" +
			"b             ExternalName   <none>       e             <none>         90s   <none>\n"},
		{"with all that can be added", tableOptions{withNamespace: true, withKind: true, showLabels: true, labelColumns: []string{"x.io/tier"}}, "" +
			"NAMESPACE   NAME                  TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)        AGE   TIER    LABELS\n" +
			"default     service/a-long-name   NodePort       10.96.0.9    <none>        80:30080/TCP   90s   front   x.io/tier=front\n" +
			"x           service/b             ExternalName   <none>       e             <none>         90s           <none>\n"},
		{"without headings", tableOptions{noHeaders: true}, "" +
			"a-long-name   NodePort       10.96.0.9   <none>   80:30080/TCP   90s\n" +
			"b             ExternalName   <none>      e        <none>         90s\n"},
	} {
		var out bytes.Buffer
		p := &process{env: Env{Stdout: &out}}
		c.options.now = testNow
		p.printTable(services, []api.Object{long, short}, c.options)
		if out.String() != c.want {
			t.Errorf("%s:\n got\n%s\nwant\n%s", c.sentence, out.String(), c.want)
		}
	}
}
