package ingress

import (
	"cmp"
	"sort"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/route"
)

// Objects is what the controller has heard of. All functions return nil for what
// is not there.
type Objects struct {
	Ingresses   []*api.Ingress // its own, in any order
	Service     func(namespace, name string) *api.Service
	Slices      func(namespace, service string) []*api.EndpointSlice
	Certificate func(namespace, secret string) *route.Certificate
}

// fake is shown where no Secret has a certificate for the host.
var fake = route.Certificate{Name: "Kubernetes Ingress Controller Fake Certificate",
	Subject: "O=Acme Co; CN=Kubernetes Ingress Controller Fake Certificate", Issuer: "O=Acme Co; CN=Kubernetes Ingress Controller Fake Certificate",
	Hosts: []string{"ingress.local"}}

// server is a host, as nginx calls it.
type server struct {
	host      string
	secure    []route.Entry // what is asked over https
	plain     []route.Entry // and over http: the same, or a redirect
	tls       bool          // an Ingress names it in spec.tls
	root      bool          // a rule has the path /
	otherwise []route.Entry
}

// builder makes a table.
type builder struct {
	objects      *Objects
	servers      []*server
	certificates []route.Certificate
	certified    map[string]bool // hosts that have one
}

// Build makes the table of the controller's proxy. Of two Ingresses that want
// the same path of the same host the older has it. Models ingress-nginx
// internal/ingress/controller getBackendServers and createServers.
func Build(o *Objects) *route.Table {
	b := builder{objects: o, certificates: []route.Certificate{fake}, certified: map[string]bool{}}
	all := append([]*api.Ingress(nil), o.Ingresses...)
	sort.SliceStable(all, func(i, j int) bool {
		x, y := &all[i].ObjectMeta, &all[j].ObjectMeta
		return cmp.Or(cmp.Compare(x.CreationTimestamp, y.CreationTimestamp), strings.Compare(x.Namespace, y.Namespace), strings.Compare(x.Name, y.Name)) < 0
	})
	for _, ing := range all {
		b.takeTLS(ing)
	}
	for _, ing := range all {
		if !isCanary(ing) {
			b.take(ing)
		}
	}
	for _, ing := range all {
		if isCanary(ing) {
			b.takeCanary(ing)
		}
	}
	return b.table()
}

// server finds a host, or makes it.
func (b *builder) server(host string) *server {
	for _, s := range b.servers {
		if s.host == host {
			return s
		}
	}
	s := &server{host: host}
	b.servers = append(b.servers, s)
	return s
}

// takeTLS notes the hosts of an Ingress that have TLS, and the certificates of
// those that have one: a host keeps the first that it gets, and what a certificate
// is good for besides is not served with it. Models createServers with
// extractTLSSecretName.
func (b *builder) takeTLS(ing *api.Ingress) {
	for _, r := range ing.Spec.Rules {
		secret, named := b.secretFor(ing, r.Host)
		if named {
			b.server(r.Host).tls = true
		}
		if secret == "" || r.Host == "" || b.certified[r.Host] {
			continue
		}
		if c := b.objects.Certificate(ing.Namespace, secret); c != nil && c.For(r.Host) {
			own := *c
			own.Hosts = []string{r.Host}
			b.certificates, b.certified[r.Host] = append(b.certificates, own), true
		}
	}
}

// secretFor finds the Secret of a host: of the entry that names the host, or else of
// the first whose certificate is good for it.
func (b *builder) secretFor(ing *api.Ingress, host string) (secret string, named bool) {
	for _, t := range ing.Spec.TLS {
		for _, h := range t.Hosts {
			if h == host {
				return t.SecretName, true
			}
		}
	}
	for _, t := range ing.Spec.TLS {
		if c := b.objects.Certificate(ing.Namespace, t.SecretName); t.SecretName != "" && host != "" && c != nil && c.For(host) {
			return t.SecretName, true
		}
	}
	return "", false
}

// take adds the rules of an Ingress.
func (b *builder) take(ing *api.Ingress) {
	standard := (*route.Rule)(nil)
	if d := ing.Spec.DefaultBackend; d != nil {
		standard = b.rule(ing, d)
	}
	origin := route.Origin{Kind: "Ingress", Namespace: ing.Namespace, Name: ing.Name, Created: ing.CreationTimestamp}
	for i, r := range ing.Spec.Rules {
		s := b.server(r.Host)
		origin.Rule = i
		if r.HTTP != nil {
			for j := range r.HTTP.Paths {
				origin.Match = j
				b.takePath(s, ing, &r.HTTP.Paths[j], origin)
			}
		}
		if standard != nil {
			s.otherwise = append(s.otherwise, route.Entry{Origin: defaultOf(origin), Rule: standard})
		}
	}
	if len(ing.Spec.Rules) == 0 && standard != nil {
		s := b.server("")
		s.otherwise = append(s.otherwise, route.Entry{Origin: defaultOf(origin), Rule: standard})
	}
}

// defaultOf is the origin of a default backend: no rule's.
func defaultOf(o route.Origin) route.Origin {
	o.Rule, o.Match = -1, 0
	return o
}

// takePath adds a path of a host.
func (b *builder) takePath(s *server, ing *api.Ingress, p *api.HTTPIngressPath, origin route.Origin) {
	m := route.Match{Type: route.ByCharacter, Path: p.Path}
	if p.PathType != nil {
		switch *p.PathType {
		case api.PathTypeExact:
			m.Type = route.Exact
		case api.PathTypePrefix:
			m.Type = route.Prefix
		}
	}
	if m.Path == "" {
		m.Path = "/"
	}
	s.root = s.root || m.Path == "/" && m.Type != route.Exact
	rule := b.rule(ing, &p.Backend)
	if target := ing.Annotations[annotation+"rewrite-target"]; target != "" && !strings.Contains(target, "$") {
		rule.Filters.Rewrite = &route.Rewrite{Path: &route.PathChange{Full: true, Value: target}}
	}
	s.secure = append(s.secure, route.Entry{Origin: origin, Match: m, Rule: rule})
	if s.redirects(ing) {
		rule = &route.Rule{Filters: route.Filters{Redirect: &route.Redirect{Scheme: "https", Status: 308}}}
	}
	s.plain = append(s.plain, route.Entry{Origin: origin, Match: m, Rule: rule})
}

const annotation = "nginx.ingress.kubernetes.io/"

// redirects reports that plain HTTP is sent to https.
func (s *server) redirects(ing *api.Ingress) bool {
	return ing.Annotations[annotation+"force-ssl-redirect"] == "true" || s.tls && ing.Annotations[annotation+"ssl-redirect"] != "false"
}

// table puts the servers together.
func (b *builder) table() *route.Table {
	t := &route.Table{Server: "nginx", Tries: 3, Forwards: true, Listeners: []route.Listener{
		{Port: 80, Protocol: route.HTTP}, {Port: 443, Protocol: route.HTTPS, Certificates: b.certificates}}}
	for _, s := range b.servers {
		if !s.root && len(s.otherwise) > 0 {
			s.plain, s.secure = append(s.plain, s.otherwise[0]), append(s.secure, s.otherwise[0])
		}
		for i, entries := range [][]route.Entry{s.plain, s.secure} {
			l := &t.Listeners[i]
			l.Hosts = append(l.Hosts, route.VirtualHost{Host: s.host, OneLabel: true, Entries: entries})
		}
	}
	t.Sort()
	return t
}
