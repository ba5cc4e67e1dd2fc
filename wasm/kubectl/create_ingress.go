package kubectl

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

func createIngressCommand() *command {
	return &command{name: "create ingress", aliases: []string{"ing"}, short: "Create an ingress with the specified name",
		use: "create ingress NAME --rule=host/path=service:port[,tls[=secret]]", run: runCreateIngress,
		flags: slices.Concat(creationFlags, []flag{
			{name: "class", kind: stringFlag, usage: "Ingress Class to be used"},
			{name: "rule", kind: arrayFlag, usage: "Rule in format host/path=service:port[,tls=secretname]; a path that ends in * is a prefix"},
			{name: "default-backend", kind: stringFlag, usage: "Default service for backend, in format of svcname:port"},
			{name: "annotation", kind: arrayFlag, usage: "Annotation to insert in the ingress object, in the format annotation=value"},
		})}
}

// runCreateIngress models kubectl pkg/cmd/create CreateIngressOptions.
func runCreateIngress(p *process) error {
	name, dry, err := p.namedCreation()
	if err != nil {
		return err
	}
	f := p.flags
	rules, fallback := f.strings("rule"), f.string("default-backend")
	if fallback == "" && len(rules) == 0 {
		return errors.New("not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)")
	}
	ing := &api.Ingress{TypeMeta: api.TypeMeta{Kind: "Ingress", APIVersion: "networking.k8s.io/v1"},
		ObjectMeta: api.ObjectMeta{Name: name, Namespace: p.namespaceOf()}}
	if class := f.string("class"); class != "" {
		ing.Spec.IngressClassName = &class
	}
	for _, text := range rules {
		rule, ok := readIngressRule(text)
		if !ok {
			return fmt.Errorf("rule %s is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]", text)
		}
		rule.addTo(&ing.Spec)
	}
	for _, text := range f.strings("annotation") {
		key, value, ok := strings.Cut(text, "=")
		if !ok {
			return fmt.Errorf("annotation %s is invalid and should be in format key=[value]", text)
		}
		if ing.Annotations == nil {
			ing.Annotations = map[string]string{}
		}
		ing.Annotations[key] = value
	}
	if fallback != "" {
		if strings.Count(fallback, ":") != 1 {
			return errors.New("default-backend should be in format servicename:serviceport")
		}
		b := ingressBackend(fallback)
		ing.Spec.DefaultBackend = &b
	}
	return p.createSaved(ing, "failed to create ingress: ", dry)
}

// ingressRule is what one --rule says.
type ingressRule struct {
	host, path, backend string
	tls                 bool
	secret              string
}

// readIngressRule models create_ingress.go ruleRegex and what is made of it. A
// comma before the service, over which upstream panics, is refused.
func readIngressRule(text string) (r ingressRule, ok bool) {
	rule, tls, _ := strings.Cut(text, ",")
	r.host, r.path, ok = strings.Cut(rule, "/")
	if !ok || !isIngressHost(r.host) {
		return r, false
	}
	r.path, r.backend, _ = strings.Cut("/"+r.path, "=")
	name, port, _ := strings.Cut(r.backend, ":")
	if !startsWithWord(port) || !isIngressWord(name) {
		return r, false
	}
	r.tls = strings.Count(text, ",") == 1 // whatever comes behind it
	if _, secret, ok := strings.Cut(tls, "="); ok {
		r.secret, _, _ = strings.Cut(secret, "=")
	}
	return r, true
}

func isIngressHost(s string) bool {
	return s == "" || isIngressWord(strings.NewReplacer("*", "x", ".", "x").Replace(s))
}

// isIngressWord says whether s is letters, digits, _ and -.
func isIngressWord(s string) bool {
	for _, c := range []byte(s) {
		if !wordByte(c) {
			return false
		}
	}
	return s != ""
}

func startsWithWord(s string) bool { return s != "" && wordByte(s[0]) }

func wordByte(c byte) bool {
	return c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// addTo adds the path to the rule of its host, and the host to the Secret that
// it wants. A host may want one Secret only: the first.
func (r ingressRule) addTo(spec *api.IngressSpec) {
	if i := slices.IndexFunc(spec.TLS, func(t api.IngressTLS) bool { return slices.Contains(t.Hosts, r.host) }); r.tls && i < 0 {
		r.addTLS(spec)
	}
	pathType := api.PathTypeExact
	path := r.path
	if strings.HasSuffix(path, "*") {
		pathType, path = api.PathTypePrefix, path[:len(path)-1]
	}
	p := api.HTTPIngressPath{Path: path, PathType: &pathType, Backend: ingressBackend(r.backend)}
	if i := slices.IndexFunc(spec.Rules, func(have api.IngressRule) bool { return have.Host == r.host }); i >= 0 {
		spec.Rules[i].HTTP.Paths = append(spec.Rules[i].HTTP.Paths, p)
		return
	}
	spec.Rules = append(spec.Rules, api.IngressRule{Host: r.host,
		IngressRuleValue: api.IngressRuleValue{HTTP: &api.HTTPIngressRuleValue{Paths: []api.HTTPIngressPath{p}}}})
}

func (r ingressRule) addTLS(spec *api.IngressSpec) {
	i := slices.IndexFunc(spec.TLS, func(t api.IngressTLS) bool { return t.SecretName == r.secret })
	switch {
	case i >= 0:
		spec.TLS[i].Hosts = append(spec.TLS[i].Hosts, r.host)
	case r.host != "":
		spec.TLS = append(spec.TLS, api.IngressTLS{Hosts: []string{r.host}, SecretName: r.secret})
	case r.secret != "":
		spec.TLS = append(spec.TLS, api.IngressTLS{SecretName: r.secret})
	}
}

// ingressBackend reads NAME:PORT, where the port is a number or a name.
func ingressBackend(text string) api.IngressBackend {
	name, port, _ := strings.Cut(text, ":")
	s := &api.IngressServiceBackend{Name: name}
	if n, err := strconv.ParseInt(port, 10, 32); err == nil {
		s.Port.Number = int32(n)
	} else {
		s.Port.Name = port
	}
	return api.IngressBackend{Service: s}
}
