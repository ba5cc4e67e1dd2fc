package service

import (
	"slices"
	"testing"

	"svclab/wasm/api"
)

func balanced() *api.Service {
	svc := &api.Service{ObjectMeta: api.ObjectMeta{Name: "web", UID: "1"}}
	svc.Spec.Type = api.ServiceTypeLoadBalancer
	svc.Spec.Ports = []api.ServicePort{{Port: 80, TargetPort: api.FromInt(80), NodePort: 30008}}
	return svc
}

// with returns balanced after a change.
func with(change func(*api.Service)) *api.Service {
	svc := balanced()
	change(svc)
	return svc
}

func leaving(svc *api.Service) *api.Service {
	now := api.Epoch
	svc.DeletionTimestamp = &now
	return svc
}

func kept(svc *api.Service) *api.Service { return WithFinalizer(svc) }

func TestWhoWantsALoadBalancer(t *testing.T) {
	class := "example.com/lb"
	plain := with(func(s *api.Service) { s.Spec.Type = api.ServiceTypeNodePort })
	for _, tt := range []struct {
		name           string
		svc            *api.Service
		wants, cleanup bool
	}{
		{"a Service of the type", balanced(), true, false},
		{"one of another type", plain, false, false},
		{"one that is another controller's by its class", with(func(s *api.Service) { s.Spec.LoadBalancerClass = &class }), false, false},
		{"one that has its load balancer", kept(balanced()), true, false},
		{"one that has it and goes", leaving(kept(balanced())), true, true},
		{"one that has it and is of another type now", kept(plain), false, true},
		{"one that goes and never had any", leaving(balanced()), true, false},
	} {
		if w, c := WantsLoadBalancer(tt.svc), NeedsCleanup(tt.svc); w != tt.wants || c != tt.cleanup {
			t.Errorf("%s: wants %t, needs cleanup %t", tt.name, w, c)
		}
	}
}

func TestWhatTheCloudHasToHearOf(t *testing.T) {
	timeout := int32(60)
	h2c := "kubernetes.io/h2c"
	for _, tt := range []struct {
		name   string
		change func(*api.Service)
		want   string
	}{
		{"nothing", func(*api.Service) {}, "no"},
		{"a label", func(s *api.Service) { s.Labels = map[string]string{"a": "b"} }, "no"},
		{"the selector", func(s *api.Service) { s.Spec.Selector = map[string]string{"a": "b"} }, "no"},
		{"the internal traffic policy", func(s *api.Service) { s.Spec.InternalTrafficPolicy = &h2c }, "no"},
		{"the status", func(s *api.Service) { s.Status.LoadBalancer.Ingress = []api.LoadBalancerIngress{{IP: "203.0.113.1"}} }, "no"},
		{"the type", func(s *api.Service) { s.Spec.Type = api.ServiceTypeClusterIP }, "Type: LoadBalancer -> ClusterIP"},
		{"the class", func(s *api.Service) { s.Spec.LoadBalancerClass = &h2c }, "Type: LoadBalancer -> LoadBalancer"},
		{"an annotation", func(s *api.Service) { s.Annotations = map[string]string{"a": "b"} }, "yes"},
		{"a node port", func(s *api.Service) { s.Spec.Ports[0].NodePort = 30009 }, "yes"},
		{"an application protocol", func(s *api.Service) { s.Spec.Ports[0].AppProtocol = &h2c }, "yes"},
		{"a port more", func(s *api.Service) { s.Spec.Ports = append(s.Spec.Ports, api.ServicePort{Port: 81}) }, "yes"},
		{"the source ranges", func(s *api.Service) { s.Spec.LoadBalancerSourceRanges = []string{"10.0.0.0/8"} }, "LoadBalancerSourceRanges: [] -> [10.0.0.0/8]"},
		{"the address asked for", func(s *api.Service) { s.Spec.LoadBalancerIP = "203.0.113.7" }, "LoadbalancerIP:  -> 203.0.113.7"},
		{"an external IP", func(s *api.Service) { s.Spec.ExternalIPs = []string{"192.0.2.1"} }, "ExternalIP: Count: 0 -> 1"},
		{"the affinity", func(s *api.Service) { s.Spec.SessionAffinity = api.SessionAffinityClientIP }, "yes"},
		{"its timeout", func(s *api.Service) {
			s.Spec.SessionAffinityConfig = &api.SessionAffinityConfig{ClientIP: &api.ClientIPConfig{TimeoutSeconds: &timeout}}
		}, "yes"},
		{"the external traffic policy", func(s *api.Service) { s.Spec.ExternalTrafficPolicy = api.TrafficPolicyLocal }, "ExternalTrafficPolicy:  -> Local"},
		{"the port of its health check", func(s *api.Service) { s.Spec.HealthCheckNodePort = 31000 }, "HealthCheckNodePort: 0 -> 31000"},
		{"a second family", func(s *api.Service) { s.Spec.IPFamilies = []string{"IPv4", "IPv6"} }, "IPFamilies: Count: 0 -> 2"},
		{"another Service of the name", func(s *api.Service) { s.UID = "2" }, "UID: 1 -> 2"},
	} {
		if got := heard(balanced(), with(tt.change)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	plain := with(func(s *api.Service) { s.Spec.Type = api.ServiceTypeClusterIP })
	other := with(func(s *api.Service) {
		s.Spec.Type, s.Annotations = api.ServiceTypeNodePort, map[string]string{"a": "b"}
	})
	if got := heard(plain, other); got != "no" {
		t.Error("the cloud hears of Services that are not its business")
	}
	two := with(func(s *api.Service) { s.Spec.ExternalIPs = []string{"192.0.2.1"} })
	swapped := with(func(s *api.Service) { s.Spec.ExternalIPs = []string{"192.0.2.2"} })
	if got, want := heard(two, swapped), "ExternalIP: Added: 192.0.2.2"; got != want {
		t.Errorf("another external IP: got %q, want %q", got, want)
	}
}

// heard is what the cloud hears of a change: nothing, that there is one, or the
// Event that tells of it.
func heard(old, svc *api.Service) string {
	reason, message, needed := NeedsUpdate(old, svc)
	switch {
	case reason != "":
		return reason + ": " + message
	case needed:
		return "yes"
	}
	return "no"
}

func TestWhichNodesStandBehindALoadBalancer(t *testing.T) {
	now := api.Epoch
	for _, tt := range []struct {
		name   string
		change func(*api.Node)
		want   bool
	}{
		{"a node", func(*api.Node) {}, true},
		{"a cordoned one", func(n *api.Node) { n.Spec.Unschedulable = true }, true},
		{"one that is not Ready, which the health check finds out", func(n *api.Node) { n.Status.Conditions = []api.NodeCondition{{Type: "Ready", Status: "False"}} }, true},
		{"one of the control plane", func(n *api.Node) { n.Labels = map[string]string{"node-role.kubernetes.io/control-plane": ""} }, true},
		{"one with some taint", func(n *api.Node) { n.Spec.Taints = []api.Taint{{Key: "dedicated"}} }, true},
		{"one that the Cluster Autoscaler will delete", func(n *api.Node) { n.Spec.Taints = []api.Taint{{Key: toBeDeletedTaint}} }, false},
		{"one labelled out", func(n *api.Node) { n.Labels = map[string]string{labelExclude: "true"} }, false},
		{"with whatever value", func(n *api.Node) { n.Labels = map[string]string{labelExclude: ""} }, false},
		{"but false", func(n *api.Node) { n.Labels = map[string]string{labelExclude: "false"} }, true},
		{"one on its way out", func(n *api.Node) { n.DeletionTimestamp = &now }, false},
	} {
		n := &api.Node{}
		tt.change(n)
		if got := IsBackend(n); got != tt.want {
			t.Errorf("%s: got %t", tt.name, got)
		}
	}
}

func TestWhatTheHealthCheckAsks(t *testing.T) {
	local := func(s *api.Service) {
		s.Spec.ExternalTrafficPolicy, s.Spec.HealthCheckNodePort = api.TrafficPolicyLocal, 31000
	}
	for _, tt := range []struct {
		name string
		svc  *api.Service
		want int32
	}{
		{"kube-proxy itself, when any node will do", balanced(), 0},
		{"the Service's own port, when only nodes with endpoints will", with(local), 31000},
		{"nothing of its own for a node port", with(func(s *api.Service) { local(s); s.Spec.Type = api.ServiceTypeNodePort }), 0},
	} {
		if got := HealthCheckPort(tt.svc); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestPatchesLeaveTheirServiceAlone(t *testing.T) {
	svc := balanced()
	svc.Finalizers = []string{"example.com/mine"}
	next := WithFinalizer(svc)
	if len(svc.Finalizers) != 1 || !slices.Equal(next.Finalizers, []string{"example.com/mine", Finalizer}) || WithFinalizer(next) != next {
		t.Errorf("with the finalizer: got %v from %v", next.Finalizers, svc.Finalizers)
	}
	back := WithoutFinalizer(next)
	if len(next.Finalizers) != 2 || !slices.Equal(back.Finalizers, []string{"example.com/mine"}) || WithoutFinalizer(back) != back {
		t.Errorf("without it: got %v from %v", back.Finalizers, next.Finalizers)
	}
	told := WithIP(svc, "203.0.113.1")
	if in := told.Status.LoadBalancer.Ingress; len(svc.Status.LoadBalancer.Ingress) != 0 || len(in) != 1 || in[0].IP != "203.0.113.1" || *in[0].IPMode != "VIP" {
		t.Errorf("with an address: got %+v", told.Status)
	}
	if WithIP(told, "203.0.113.1") != told || WithIP(svc, "") != svc || len(WithIP(told, "").Status.LoadBalancer.Ingress) != 0 {
		t.Error("an address that is there already is written, or one that goes stays")
	}
}
