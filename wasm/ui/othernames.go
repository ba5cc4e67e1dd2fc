package ui

import (
	"strings"

	"svclab/wasm/api"
)

// otherKinds are the resources without a box of their own in the diagram whose
// names lead to the inspector.
var otherKinds = []string{"endpointslices", "deployments", "replicasets", "statefulsets", "daemonsets", "ingresses", "gateways", "httproutes", "poddisruptionbudgets", "secrets"}

// otherNames are their names, alone and behind their resource and a slash.
func (p Picture) otherNames() map[string]Ref {
	out := map[string]Ref{}
	for _, resource := range otherKinds {
		for s := range p.all(resource).each {
			if !ofSystem(s) {
				out[resource+"/"+s.Name] = s.Ref
				if _, taken := out[s.Name]; !taken {
					out[s.Name] = s.Ref
				}
			}
		}
	}
	return out
}

// other finds what a word means that a line has printed: of objects of one name
// the one whose resource the line asked for. A name that the diagram knows is
// its own unless the line says otherwise.
func (n names) other(word, line string) (Ref, bool) {
	if kind, name, ok := strings.Cut(word, "/"); ok {
		kind, _, _ = strings.Cut(kind, ".") // as in deployment.apps/web
		if r, ok := api.ResourceNamed(kind); ok {
			ref, ok := n.others[r.Name+"/"+name]
			return ref, ok
		}
		return Ref{}, false
	}
	for _, asked := range strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == ',' || r == '/' }) {
		if r, ok := api.ResourceNamed(asked); ok {
			if ref, ok := n.others[r.Name+"/"+word]; ok {
				return ref, true
			}
		}
	}
	ref, ok := n.others[word]
	if _, drawn := n.plain[word]; drawn {
		return Ref{}, false
	}
	return ref, ok
}
