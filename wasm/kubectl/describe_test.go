package kubectl

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"svclab/wasm/api"
)

// TestPodsOfANode leaves out those of others and those that have ended.
func TestPodsOfANode(t *testing.T) {
	on := func(node, name string, phase api.PodPhase) *api.Pod {
		return &api.Pod{ObjectMeta: api.ObjectMeta{Name: name}, Spec: api.PodSpec{NodeName: node}, Status: api.PodStatus{Phase: phase}}
	}
	pods := podsOn(&api.Node{ObjectMeta: api.ObjectMeta{Name: "n"}}, []api.Object{on("n", "a", "Running"), on("m", "b", "Running"), on("n", "c", "Succeeded"), on("n", "d", "Pending")})
	var got []string
	for _, p := range pods {
		got = append(got, p.Name)
	}
	if strings.Join(got, " ") != "a d" {
		t.Errorf("got %v, want a and d", got)
	}
}

// TestDescribedEndpoints: describe counts only the ready endpoints of a port.
func TestDescribedEndpoints(t *testing.T) {
	slice := func(name string, states string) *api.EndpointSlice {
		s := &api.EndpointSlice{Ports: []api.EndpointPort{{Name: &name, Port: ptr(int32(80))}}}
		for i, state := range states {
			e := api.Endpoint{Addresses: []string{"10.0.0." + string(rune('1'+i))}}
			e.Conditions.Ready = ptr(state == 'r')
			s.Endpoints = append(s.Endpoints, e)
		}
		return s
	}
	for _, c := range []struct {
		sentence string
		slices   []*api.EndpointSlice
		want     string
	}{
		{"no slices", nil, "<none>"},
		{"nobody is ready", []*api.EndpointSlice{slice("", "nn")}, ""},
		{"two of three", []*api.EndpointSlice{slice("", "rnr")}, "10.0.0.1:80,10.0.0.3:80"},
		{"more than three", []*api.EndpointSlice{slice("", "rrr"), slice("", "rr")}, "10.0.0.1:80,10.0.0.2:80,10.0.0.3:80 + 2 more..."},
		{"another port", []*api.EndpointSlice{slice("https", "r")}, ""},
		{"a slice without ports", []*api.EndpointSlice{{Endpoints: slice("", "r").Endpoints}}, "10.0.0.1"},
	} {
		if got := readyEndpoints(c.slices, ""); got != c.want {
			t.Errorf("%s: got %s, want %s", c.sentence, got, c.want)
		}
	}
}

func TestDatesAreRFC1123(t *testing.T) {
	for _, c := range []struct {
		t    api.Time
		want string
	}{
		{api.Epoch, "Thu, 01 Jan 2026 00:00:00 +0000"},
		{api.Epoch.Add(-5 * api.Minute), "Wed, 31 Dec 2025 23:55:00 +0000"},
		{api.Epoch.Add(59*api.Day + 3*api.Hour), "Sun, 01 Mar 2026 03:00:00 +0000"},
	} {
		if got := date(c.t); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

// TestDescriptionsAreLinedUp: values stand two spaces behind the longest key.
func TestDescriptionsAreLinedUp(t *testing.T) {
	l := newLab(t, 1)
	l.files["svc.yaml"] = `{"apiVersion":"v1","kind":"Service","metadata":{"name":"db","labels":{"b":"2","a":"1"},"annotations":{"note":"two\nlines","k":"v"}},` +
		`"spec":{"clusterIP":"None","ports":[{"port":3306}]}}`
	l.run("apply", "-f", "svc.yaml")
	got, _, _ := l.run("describe", "svc", "db")
	want := "" +
		"Name:                     db\n" +
		"Namespace:                default\n" +
		"Labels:                   a=1\n" +
		"                          b=2\n" +
		"Annotations:              k: v\n" +
		"                          note:\n" +
		"                            two\n" +
		"                            lines\n" +
		"Selector:                 <none>\n" +
		"Type:                     ClusterIP\n" +
		"IP Family Policy:         RequireDualStack\n" +
		"IP Families:              IPv4,IPv6\n" +
		"IP:                       None\n" +
		"IPs:                      None\n" +
		"Port:                     <unset>  3306/TCP\n" +
		"TargetPort:               3306/TCP\n" +
		"Endpoints:                <none>\n" +
		"Session Affinity:         None\n" +
		"Internal Traffic Policy:  Cluster\n" +
		"Events:                   <none>\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// The text is what kubectl 1.37.2 itself made of this Service.
func TestEveryFieldOfAServiceIsDescribedInItsPlace(t *testing.T) {
	svc := &api.Service{}
	if err := json.Unmarshal([]byte(`{"metadata":{"name":"web","namespace":"default"},"spec":{"type":"LoadBalancer","selector":{"app":"web"},
		"ipFamilyPolicy":"RequireDualStack","ipFamilies":["IPv4","IPv6"],"clusterIP":"10.96.0.70","clusterIPs":["10.96.0.70","fd00:10:96::7"],
		"externalIPs":["192.0.2.1","192.0.2.2"],"loadBalancerIP":"203.0.113.9","ports":[
		{"name":"http","port":80,"protocol":"TCP","targetPort":"web","nodePort":30008,"appProtocol":"http"},{"port":53,"protocol":"UDP","targetPort":53}],
		"sessionAffinity":"ClientIP","externalTrafficPolicy":"Local","internalTrafficPolicy":"Cluster","healthCheckNodePort":30100,
		"loadBalancerSourceRanges":["10.0.0.0/8","192.168.0.0/16"],"trafficDistribution":"PreferSameZone"},
		"status":{"loadBalancer":{"ingress":[{"ip":"203.0.113.1","ipMode":"VIP"},{"ip":"203.0.113.2"},{"hostname":"lb.example.com"}]}}}`), svc); err != nil {
		t.Fatal(err)
	}
	l := newLab(t, 1)
	d := (&process{env: l.env(&bytes.Buffer{}, &bytes.Buffer{})}).description()
	d.service(svc, nil)
	d.events(nil)
	const want = `
Name:                        web
Namespace:                   default
Labels:                      <none>
Annotations:                 <none>
Selector:                    app=web
Type:                        LoadBalancer
IP Family Policy:            RequireDualStack
IP Families:                 IPv4,IPv6
IP:                          10.96.0.70
IPs:                         10.96.0.70,fd00:10:96::7
External IPs:                192.0.2.1,192.0.2.2
Desired LoadBalancer IP:     203.0.113.9
LoadBalancer Ingress:        203.0.113.1 (VIP), 203.0.113.2, lb.example.com
Port:                        http  80/TCP
TargetPort:                  web/TCP
AppProtocol:                 http
NodePort:                    http  30008/TCP
Endpoints:                   <none>
Port:                        <unset>  53/UDP
TargetPort:                  53/UDP
Endpoints:                   <none>
Session Affinity:            ClientIP
External Traffic Policy:     Local
Internal Traffic Policy:     Cluster
HealthCheck NodePort:        30100
LoadBalancer Source Ranges:  10.0.0.0/8,192.168.0.0/16
Traffic Distribution:        PreferSameZone
Events:                      <none>
`
	if got := "\n" + d.String(); got != want {
		t.Errorf("got%s\nwant%s", got, want)
	}
}
