package ingress

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/api/apitest"
	"svclab/wasm/route"
)

// told writes a table: for each host its entries, with the Ingress, rule and path
// that each comes from.
func told(table *route.Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %d tries, forwards %t\n", table.Server, table.Tries, table.Forwards)
	for _, l := range table.Listeners {
		fmt.Fprintf(&b, "%s on %d\n", l.Protocol, l.Port)
		for _, c := range l.Certificates {
			fmt.Fprintf(&b, "  certificate %q of %q by %q for %v\n", c.Name, c.Subject, c.Issuer, c.Hosts)
		}
		for _, h := range l.Hosts {
			fmt.Fprintf(&b, "  host %q, one label %t\n", h.Host, h.OneLabel)
			for _, e := range h.Entries {
				o := e.Origin
				fmt.Fprintf(&b, "    %s %s%v of %s %s/%s %d.%d, made %d:", e.Match.Type, e.Match.Path, e.Match.Header, o.Kind, o.Namespace, o.Name, o.Rule, o.Match, o.Created)
				for _, to := range e.Rule.Backends {
					fmt.Fprintf(&b, " %s/%s:%d at %d", to.Namespace, to.Service, to.Port, to.Weight)
					for _, end := range to.Endpoints {
						fmt.Fprintf(&b, " %s:%d", end.IP, end.Port)
					}
					if to.Invalid != "" {
						fmt.Fprintf(&b, " (%d %s)", to.InvalidStatus, to.Invalid)
					}
				}
				if f := e.Rule.Filters; f.Redirect != nil || f.Rewrite != nil {
					text, _ := json.Marshal([]any{f.Redirect, f.Rewrite})
					fmt.Fprintf(&b, " %s", text)
				}
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}

func TestATableIsToldInFull(t *testing.T) {
	standard := func(ing *api.Ingress, to string) *api.Ingress {
		b := backendOf(to)
		ing.Spec.DefaultBackend = &b
		return ing
	}
	safe := made("safe", 5, "", "foo.com /a*=web:80", "foo.com /b=api:http", "bar.com =web:8080")
	safe.Spec.TLS = []api.IngressTLS{{SecretName: "gone"}, {Hosts: []string{"foo.com"}, SecretName: "cert"}}
	resource := made("resource", 7, "", "odd.com /r~=web:80", "odd.com /s=none:80", "odd.com /t=outside:80", "odd.com /u=web:81", "odd.com /v=web:https")
	resource.Spec.Rules[0].HTTP.Paths[0].Backend = api.IngressBackend{}
	resource.Spec.Rules = append(resource.Spec.Rules, api.IngressRule{Host: "empty.com"})
	table := Build(objects(safe, standard(resource, "api:80"), standard(made("alone", 6, ""), "old:80"), made("re", 8, "rewrite-target=/x", "re.com /*=web:80"),
		made("group", 9, "rewrite-target=/$1", "re.com /y=web:80"), made("none", 9, "", "none.com /=web:80")))
	apitest.Same(t, told(table), `
		nginx, 3 tries, forwards true
		HTTP on 80
		  host "empty.com", one label true
		     [] of Ingress default/resource -1.0, made 7: default/api:80 at 1 api:8080
		  host "none.com", one label true
		    Exact /[] of Ingress default/none 0.0, made 9: default/web:80 at 1 web:8080
		  host "bar.com", one label true
		    Exact /[] of Ingress default/safe 2.0, made 5: default/web:80 at 1 web:8080
		  host "foo.com", one label true
		    Exact /b[] of Ingress default/safe 1.0, made 5: [{"Scheme":"https","Hostname":"","Port":0,"Path":null,"Status":308},null]
		    Prefix /a[] of Ingress default/safe 0.0, made 5: [{"Scheme":"https","Hostname":"","Port":0,"Path":null,"Status":308},null]
		  host "odd.com", one label true
		    Exact /s[] of Ingress default/resource 1.0, made 7: default/none:80 at 1 (503 service default/none does not exist)
		    Exact /t[] of Ingress default/resource 2.0, made 7: default/outside:80 at 1 (503 service default/outside is an ExternalName)
		    Exact /u[] of Ingress default/resource 3.0, made 7: default/web:81 at 1 (503 service default/web has no port 81)
		    Exact /v[] of Ingress default/resource 4.0, made 7: default/web:0 at 1 (503 service default/web has no port https)
		    ByCharacter /r[] of Ingress default/resource 0.0, made 7: default/:0 at 1 (503 the backend is no Service)
		     [] of Ingress default/resource -1.0, made 7: default/api:80 at 1 api:8080
		  host "re.com", one label true
		    Exact /y[] of Ingress default/group 0.0, made 9: default/web:80 at 1 web:8080
		    Prefix /[] of Ingress default/re 0.0, made 8: default/web:80 at 1 web:8080 [null,{"Hostname":"","Path":{"Full":true,"Value":"/x"}}]
		  host "", one label true
		     [] of Ingress default/alone -1.0, made 6: default/old:80 at 1 old:8080
		HTTPS on 443
		  certificate "Kubernetes Ingress Controller Fake Certificate" of "O=Acme Co; CN=Kubernetes Ingress Controller Fake Certificate" by "O=Acme Co; CN=Kubernetes Ingress Controller Fake Certificate" for [ingress.local]
		  certificate "cert" of "" by "" for [foo.com]
		  host "empty.com", one label true
		     [] of Ingress default/resource -1.0, made 7: default/api:80 at 1 api:8080
		  host "none.com", one label true
		    Exact /[] of Ingress default/none 0.0, made 9: default/web:80 at 1 web:8080
		  host "bar.com", one label true
		    Exact /[] of Ingress default/safe 2.0, made 5: default/web:80 at 1 web:8080
		  host "foo.com", one label true
		    Exact /b[] of Ingress default/safe 1.0, made 5: default/api:80 at 1 api:8080
		    Prefix /a[] of Ingress default/safe 0.0, made 5: default/web:80 at 1 web:8080
		  host "odd.com", one label true
		    Exact /s[] of Ingress default/resource 1.0, made 7: default/none:80 at 1 (503 service default/none does not exist)
		    Exact /t[] of Ingress default/resource 2.0, made 7: default/outside:80 at 1 (503 service default/outside is an ExternalName)
		    Exact /u[] of Ingress default/resource 3.0, made 7: default/web:81 at 1 (503 service default/web has no port 81)
		    Exact /v[] of Ingress default/resource 4.0, made 7: default/web:0 at 1 (503 service default/web has no port https)
		    ByCharacter /r[] of Ingress default/resource 0.0, made 7: default/:0 at 1 (503 the backend is no Service)
		     [] of Ingress default/resource -1.0, made 7: default/api:80 at 1 api:8080
		  host "re.com", one label true
		    Exact /y[] of Ingress default/group 0.0, made 9: default/web:80 at 1 web:8080
		    Prefix /[] of Ingress default/re 0.0, made 8: default/web:80 at 1 web:8080 [null,{"Hostname":"","Path":{"Full":true,"Value":"/x"}}]
		  host "", one label true
		     [] of Ingress default/alone -1.0, made 6: default/old:80 at 1 old:8080`)
}

func TestCanaries(t *testing.T) {
	safe := made("main", 1, "", "foo.com /a*=old:80", "foo.com /b=old:80")
	safe.Spec.TLS = []api.IngressTLS{{Hosts: []string{"foo.com"}, SecretName: "cert"}}
	safe.Annotations[annotation+"ssl-redirect"] = "false"
	canary := made("canary", 2, "canary=true canary-weight=30 canary-by-header=X-Try", "foo.com /gone=new:80", "foo.com /b=new:80")
	canary.Spec.Rules = append([]api.IngressRule{{Host: "foo.com"}}, canary.Spec.Rules...)
	apitest.Same(t, told(Build(objects(safe, canary))), `
		nginx, 3 tries, forwards true
		HTTP on 80
		  host "foo.com", one label true
		    Exact /b[{X-Try always}] of Ingress default/canary 2.0, made 2: default/new:80 at 1 new:8080
		    Exact /b[{X-Try never}] of Ingress default/canary 2.0, made 2: default/old:80 at 1 old:8080
		    Exact /b[] of Ingress default/main 1.0, made 1: default/old:80 at 70 old:8080 default/new:80 at 30 new:8080
		    Prefix /a[] of Ingress default/main 0.0, made 1: default/old:80 at 1 old:8080
		HTTPS on 443
		  certificate "Kubernetes Ingress Controller Fake Certificate" of "O=Acme Co; CN=Kubernetes Ingress Controller Fake Certificate" by "O=Acme Co; CN=Kubernetes Ingress Controller Fake Certificate" for [ingress.local]
		  certificate "cert" of "" by "" for [foo.com]
		  host "foo.com", one label true
		    Exact /b[{X-Try always}] of Ingress default/canary 2.0, made 2: default/new:80 at 1 new:8080
		    Exact /b[{X-Try never}] of Ingress default/canary 2.0, made 2: default/old:80 at 1 old:8080
		    Exact /b[] of Ingress default/main 1.0, made 1: default/old:80 at 70 old:8080 default/new:80 at 30 new:8080
		    Prefix /a[] of Ingress default/main 0.0, made 1: default/old:80 at 1 old:8080`)
	for _, row := range []struct{ annotations, want string }{
		{"canary-weight=1", "99 1"}, {"canary-weight=0", "1"}, {"", "1"}, {"canary-weight=100", "0 100"}, {"canary-weight=200", "0 100"}, {"canary-weight=-1", "1"}, {"canary-weight=x", "1"},
		{"canary-weight=3 canary-weight-total=4", "1 3"}, {"canary-weight=5 canary-weight-total=0", "1"},
	} {
		table := Build(objects(made("main", 1, "", "foo.com /=old:80"), made("canary", 2, "canary=true "+row.annotations, "foo.com /=new:80")))
		var weights []string
		for _, b := range table.Listeners[0].Hosts[0].Entries[0].Rule.Backends {
			weights = append(weights, fmt.Sprint(b.Weight))
		}
		if got := strings.Join(weights, " "); got != row.want {
			t.Errorf("%s: the shares are %s, want %s", row.annotations, got, row.want)
		}
	}
	// A second canary of the same path takes nothing.
	table := Build(objects(made("main", 1, "", "foo.com /=old:80"), made("x", 2, "canary=true canary-weight=10", "foo.com /=new:80"), made("y", 3, "canary=true canary-weight=20", "foo.com /=api:80")))
	if got := table.Listeners[1].Hosts[0].Entries[0].Rule.Backends; len(got) != 2 || got[1].Service != "new" || got[1].Weight != 10 {
		t.Errorf("got %+v", got)
	}
}

func TestEndpointsAreThoseThatAreReady(t *testing.T) {
	name, other, empty, port, none := "http", "metrics", "", int32(8080), int32(0)
	yes, no := true, false
	ready := func(is *bool, pod string, addresses ...string) api.Endpoint {
		e := api.Endpoint{Addresses: addresses, Conditions: api.EndpointConditions{Ready: is}}
		if pod != "" {
			e.TargetRef = &api.ObjectReference{Kind: "Pod", Name: pod}
		}
		return e
	}
	machine := ready(nil, "m", "10.0.0.5")
	machine.TargetRef.Kind = "VirtualMachine"
	ends := []api.Endpoint{ready(&no, "a", "10.0.0.1"), ready(&yes, "b", "10.0.0.2", "10.0.0.3"), ready(nil, "", "10.0.0.4"), machine, ready(&yes, "b", "10.0.0.2")}
	slice := func(ports []api.EndpointPort, ends ...api.Endpoint) *api.EndpointSlice {
		return &api.EndpointSlice{Ports: ports, Endpoints: ends}
	}
	for _, row := range []struct {
		name   string
		port   string
		slices []*api.EndpointSlice
		want   string
	}{
		{"by name", "http", []*api.EndpointSlice{slice([]api.EndpointPort{{Name: &other, Port: &none}, {Name: &name, Port: &port}}, ends...)}, "b@10.0.0.2:8080 b@10.0.0.3:8080 @10.0.0.4:8080 @10.0.0.5:8080"},
		{"without a name", "", []*api.EndpointSlice{slice([]api.EndpointPort{{Port: &port}}, ends[2])}, "@10.0.0.4:8080"},
		{"with an empty name", "", []*api.EndpointSlice{slice([]api.EndpointPort{{Name: &empty, Port: &port}}, ends[2])}, "@10.0.0.4:8080"},
		{"without a name where one is asked for", "http", []*api.EndpointSlice{slice([]api.EndpointPort{{Port: &port}}, ends[2])}, ""},
		{"another name, and then the next slice", "http", []*api.EndpointSlice{slice([]api.EndpointPort{{Name: &other, Port: &port}}, ends[2]), slice([]api.EndpointPort{{Name: &name, Port: &port}}, ends[3], ends[2])}, "@10.0.0.5:8080 @10.0.0.4:8080"},
		{"without a number", "http", []*api.EndpointSlice{slice([]api.EndpointPort{{Name: &name}}, ends[2])}, ""},
		{"twice in two slices", "http", []*api.EndpointSlice{slice([]api.EndpointPort{{Name: &name, Port: &port}}, ends[1]), slice([]api.EndpointPort{{Name: &name, Port: &port}}, ends[1])}, "b@10.0.0.2:8080 b@10.0.0.3:8080"},
	} {
		var got []string
		for _, e := range Endpoints(row.slices, &api.ServicePort{Name: row.port}) {
			got = append(got, fmt.Sprintf("%s@%s:%d", e.Pod, e.IP, e.Port))
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%s: got %v, want %s", row.name, got, row.want)
		}
	}
}

func TestWhichAddressesAnIngressIsToldOf(t *testing.T) {
	for _, row := range []struct {
		kind api.ServiceType
		want string
	}{
		{api.ServiceTypeExternalName, "/a.com"}, {api.ServiceTypeLoadBalancer, "203.0.113.9/ /lb.com 198.51.100.1/"}, {api.ServiceTypeNodePort, "198.51.100.1/"}, {api.ServiceTypeClusterIP, "10.96.0.9/"},
	} {
		svc := &api.Service{}
		svc.Spec = api.ServiceSpec{Type: row.kind, ClusterIP: "10.96.0.9", ExternalIPs: []string{"198.51.100.1"}, ExternalName: "a.com"}
		svc.Status.LoadBalancer.Ingress = []api.LoadBalancerIngress{{IP: "203.0.113.9"}, {Hostname: "lb.com"}}
		var got []string
		for _, a := range Addresses(svc) {
			got = append(got, a.IP+"/"+a.Hostname)
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%s: got %v, want %s", row.kind, got, row.want)
		}
	}
	svc := &api.Service{Spec: api.ServiceSpec{Type: api.ServiceTypeNodePort, ClusterIP: "10.96.0.9"}}
	if got := Addresses(svc); len(got) != 1 || got[0].IP != "10.96.0.9" || got[0].Hostname != "" {
		t.Errorf("a node port without external IPs: got %v", got)
	}
}
