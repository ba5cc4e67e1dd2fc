package ingress

import (
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/route"
)

// made makes an Ingress: its rules are written "host path=service:port", a path
// that ends in * is a prefix, one in ~ implementation-specific.
func made(name string, created api.Time, annotations string, rules ...string) *api.Ingress {
	ing := &api.Ingress{ObjectMeta: api.ObjectMeta{Namespace: "default", Name: name, UID: name, CreationTimestamp: created, Annotations: map[string]string{}}}
	for _, a := range strings.Fields(annotations) {
		key, value, _ := strings.Cut(a, "=")
		ing.Annotations[annotation+key] = value
	}
	for _, r := range rules {
		host, rest, _ := strings.Cut(r, " ")
		path, to, _ := strings.Cut(rest, "=")
		kind := api.PathTypeExact
		if p, ok := strings.CutSuffix(path, "*"); ok {
			kind, path = api.PathTypePrefix, p
		} else if p, ok := strings.CutSuffix(path, "~"); ok {
			kind, path = api.PathTypeImplementationSpecific, p
		}
		ing.Spec.Rules = append(ing.Spec.Rules, api.IngressRule{Host: strings.Trim(host, "-"), IngressRuleValue: api.IngressRuleValue{
			HTTP: &api.HTTPIngressRuleValue{Paths: []api.HTTPIngressPath{{Path: path, PathType: &kind, Backend: backendOf(to)}}}}})
	}
	return ing
}

func backendOf(to string) api.IngressBackend {
	service, port, _ := strings.Cut(to, ":")
	s := &api.IngressServiceBackend{Name: service, Port: api.ServiceBackendPort{Name: port}}
	if n := int32(0); port != "" && port[0] <= '9' {
		fmt.Sscan(port, &n)
		s.Port = api.ServiceBackendPort{Number: n}
	}
	return api.IngressBackend{Service: s}
}

// objects has the Services web, api, old and new, each with one ready endpoint
// and one that is not, on a port 80 that is called http and leads to 8080; and
// outside, an ExternalName.
func objects(ingresses ...*api.Ingress) *Objects {
	http, port, yes, no := "http", int32(8080), true, false
	return &Objects{Ingresses: ingresses,
		Service: func(_, name string) *api.Service {
			svc := &api.Service{ObjectMeta: api.ObjectMeta{Namespace: "default", Name: name}}
			svc.Spec.Ports = []api.ServicePort{{Name: "http", Port: 80, TargetPort: api.FromInt(8080), Protocol: api.ProtocolTCP}}
			switch name {
			case "web", "api", "old", "new":
				return svc
			case "outside":
				svc.Spec.Type = api.ServiceTypeExternalName
				return svc
			}
			return nil
		},
		Slices: func(_, service string) []*api.EndpointSlice {
			return []*api.EndpointSlice{{Ports: []api.EndpointPort{{Name: &http, Port: &port}}, Endpoints: []api.Endpoint{
				{Addresses: []string{service}, Conditions: api.EndpointConditions{Ready: &yes}}, {Addresses: []string{"unready"}, Conditions: api.EndpointConditions{Ready: &no}}}}}
		},
		Certificate: func(_, secret string) *route.Certificate {
			if secret == "cert" {
				return &route.Certificate{Name: "cert", Hosts: []string{"foo.com"}}
			}
			return nil
		},
	}
}

func TestRequestsComeToTheIngressThatWantsThem(t *testing.T) {
	standard := func(ing *api.Ingress, to string) *api.Ingress {
		b := backendOf(to)
		ing.Spec.DefaultBackend = &b
		return ing
	}
	safe := made("safe", 1, "", "foo.com /*=web:80")
	safe.Spec.TLS = []api.IngressTLS{{Hosts: []string{"foo.com"}, SecretName: "cert"}}
	lax := made("lax", 1, "ssl-redirect=false", "foo.com /*=web:80")
	lax.Spec.TLS = safe.Spec.TLS
	for _, row := range []struct {
		name    string
		objects *Objects
		url     string
		want    string
	}{
		{"a Service by the number of its port", objects(made("a", 1, "", "foo.com /*=web:80")), "http://foo.com/x", "web:8080"},
		{"by the name of its port", objects(made("a", 1, "", "foo.com /*=web:http")), "http://foo.com/x", "web:8080"},
		{"by its target", objects(made("a", 1, "", "foo.com /*=web:8080")), "http://foo.com/x", "web:8080"},
		{"a port that the Service lacks", objects(made("a", 1, "", "foo.com /*=web:81")), "http://foo.com/x", "503"},
		{"a Service that is not there", objects(made("a", 1, "", "foo.com /*=none:80")), "http://foo.com/x", "503"},
		{"an ExternalName", objects(made("a", 1, "", "foo.com /*=outside:80")), "http://foo.com/x", "503"},
		{"of two Ingresses the older", objects(made("a", 2, "", "foo.com /*=new:80"), made("b", 1, "", "foo.com /*=old:80")), "http://foo.com/", "old:8080"},
		{"of two as old the first by name", objects(made("b", 1, "", "foo.com /*=new:80"), made("a", 1, "", "foo.com /*=old:80")), "http://foo.com/", "old:8080"},
		{"a host with rules keeps the rules without a host out", objects(made("a", 1, "", "foo.com /a=web:80", "- /b=api:80")), "http://foo.com/b", "404"},
		{"ImplementationSpecific compares characters", objects(made("a", 1, "", "foo.com /foo~=web:80")), "http://foo.com/foobar", "web:8080"},
		{"a default backend alone", objects(standard(made("a", 1, ""), "web:80")), "http://any.com/x", "web:8080"},
		{"but not for a host that has rules", objects(standard(made("a", 1, ""), "web:80"), made("b", 1, "", "foo.com /a=api:80")), "http://foo.com/x", "404"},
		{"a default backend beside rules is for their hosts", objects(standard(made("a", 1, "", "foo.com /a=api:80"), "web:80")), "http://foo.com/x", "web:8080"},
		{"unless a rule has the path /", objects(standard(made("a", 1, "", "foo.com /*=api:80"), "web:80")), "http://foo.com/x", "api:8080"},
		{"TLS redirects", objects(safe), "http://foo.com/x", "308"},
		{"https does not", objects(safe), "https://foo.com/x", "web:8080"},
		{"nor does one that is told not to", objects(lax), "http://foo.com/x", "web:8080"},
		{"one that is told to, without TLS", objects(made("a", 1, "force-ssl-redirect=true", "foo.com /*=web:80")), "http://foo.com/x", "308"},
		{"https knows every host", objects(made("a", 1, "", "foo.com /*=web:80")), "https://foo.com/", "web:8080"},
		{"a canary of all", objects(made("a", 1, "", "foo.com /*=old:80"), made("b", 2, "canary=true canary-weight=100", "foo.com /*=new:80")), "http://foo.com/", "new:8080"},
		{"a canary of none", objects(made("a", 1, "", "foo.com /*=old:80"), made("b", 2, "canary=true", "foo.com /*=new:80")), "http://foo.com/", "old:8080"},
		{"a canary without a main", objects(made("b", 2, "canary=true canary-weight=100", "foo.com /*=new:80")), "http://foo.com/", "404"},
	} {
		scheme, rest, _ := strings.Cut(row.url, "://")
		host, path, _ := strings.Cut(rest, "/")
		q := route.Request{Scheme: scheme, Host: host, Path: "/" + path, Port: 80}
		if scheme == "https" {
			q.Port = 443
		}
		f := Build(row.objects).Find(q)
		c := f.Choose(1 << 62)
		got := fmt.Sprint(c.Status)
		if c.Endpoint != nil {
			got = fmt.Sprintf("%s:%d", c.Endpoint.IP, c.Endpoint.Port)
		}
		if got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
}

func TestRewriteAndCanaryHeader(t *testing.T) {
	table := Build(objects(made("a", 1, "rewrite-target=/new", "foo.com /old*=old:80"), made("b", 2, "canary=true canary-by-header=X-Try", "foo.com /old=new:80")))
	for value, want := range map[string]string{"always": "new", "never": "old", "": "old"} {
		q := route.Request{Host: "foo.com", Path: "/old/x", Port: 80}
		if value != "" {
			q.Header = []route.Field{{Name: "x-try", Value: value}}
		}
		f := table.Find(q)
		if c := f.Choose(0); c.Endpoint == nil || c.Endpoint.IP != want || c.Request.Path != "/new" {
			t.Errorf("header %q: got %+v %s, want %s", value, c.Endpoint, c.Request.Path, want)
		}
	}
}

func TestCertificates(t *testing.T) {
	ing := made("safe", 1, "", "foo.com /*=web:80", "bar.com /*=web:80")
	ing.Spec.TLS = []api.IngressTLS{{Hosts: []string{"foo.com"}, SecretName: "cert"}, {Hosts: []string{"bar.com"}, SecretName: "none"}}
	l := Build(objects(ing)).Listener(443, "")
	for host, want := range map[string]string{"foo.com": "cert", "bar.com": fake.Name, "": fake.Name} {
		if got := l.Certificate(host); got.Name != want {
			t.Errorf("%q: got %s, want %s", host, got.Name, want)
		}
	}
}

func TestACertificateIsServedForTheHostsThatNameIt(t *testing.T) {
	one, other := made("one", 1, "", "a.foo.com /*=web:80", "bar.com /*=web:80"), made("other", 2, "", "a.foo.com /*=web:80", "b.foo.com /*=web:80", "c.foo.com /*=web:80")
	one.Spec.TLS = []api.IngressTLS{{Hosts: []string{"a.foo.com", "bar.com"}, SecretName: "wild"}}
	other.Spec.TLS = []api.IngressTLS{{Hosts: []string{"a.foo.com"}, SecretName: "late"}, {Hosts: []string{"b.foo.com"}}, {SecretName: "late"}}
	o := objects(one, other)
	o.Certificate = func(_, secret string) *route.Certificate {
		if secret == "" {
			return nil
		}
		return &route.Certificate{Name: secret, Hosts: []string{"*.foo.com"}}
	}
	table := Build(o)
	for host, want := range map[string]string{"a.foo.com": "wild", "bar.com": fake.Name, "b.foo.com": fake.Name, "c.foo.com": "late", "d.foo.com": fake.Name} {
		if got := table.Listener(443, "").Certificate(host); got.Name != want {
			t.Errorf("%q: got %s, want %s", host, got.Name, want)
		}
	}
}

func TestWhoseAnIngressIs(t *testing.T) {
	class := func(name string) *api.IngressClass {
		c := &api.IngressClass{ObjectMeta: api.ObjectMeta{Name: name}, Spec: api.IngressClassSpec{Controller: Controller}}
		switch name {
		case "other":
			c.Spec.Controller = "example.com/other"
		case "none":
			return nil
		}
		return c
	}
	for _, row := range []struct {
		name, class, annotation string
		want                    bool
	}{
		{"a class of the controller", "nginx", "", true},
		{"whatever it is called", "public", "", true},
		{"another's class", "other", "", false},
		{"a class that is not there", "none", "", false},
		{"the annotation of old", "", "nginx", true},
		{"for another", "", "traefik", false},
		{"the class counts before the annotation", "other", "nginx", false},
		{"neither", "", "", false},
	} {
		ing := &api.Ingress{}
		if row.class != "" {
			ing.Spec.IngressClassName = &row.class
		}
		if row.annotation != "" {
			ing.Annotations = map[string]string{classAnnotation: row.annotation}
		}
		if got := Owns(ing, class); got != row.want {
			t.Errorf("%s: got %t", row.name, got)
		}
	}
}

func TestWhereTheControllerAnswers(t *testing.T) {
	for _, row := range []struct {
		kind     api.ServiceType
		balancer string
		external string
		want     string
	}{
		{api.ServiceTypeLoadBalancer, "203.0.113.1", "", "203.0.113.1"},
		{api.ServiceTypeLoadBalancer, "", "", ""},
		{api.ServiceTypeLoadBalancer, "203.0.113.1", "192.0.2.1", "203.0.113.1 192.0.2.1"},
		{api.ServiceTypeNodePort, "", "", "10.96.0.9"},
		{api.ServiceTypeNodePort, "", "192.0.2.1", "192.0.2.1"},
		{api.ServiceTypeClusterIP, "", "", "10.96.0.9"},
	} {
		svc := &api.Service{Spec: api.ServiceSpec{Type: row.kind, ClusterIP: "10.96.0.9"}}
		if row.external != "" {
			svc.Spec.ExternalIPs = []string{row.external}
		}
		if row.balancer != "" {
			svc.Status.LoadBalancer.Ingress = []api.LoadBalancerIngress{{IP: row.balancer}}
		}
		var got []string
		for _, a := range Addresses(svc) {
			got = append(got, a.IP)
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%s %s %s: got %v, want %s", row.kind, row.balancer, row.external, got, row.want)
		}
	}
}
