package kubectl

import (
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
