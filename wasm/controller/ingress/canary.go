package ingress

import (
	"strconv"

	"svclab/wasm/api"
	"svclab/wasm/route"
)

// isCanary reports that an Ingress only takes a share of what another takes.
func isCanary(ing *api.Ingress) bool { return ing.Annotations[annotation+"canary"] == "true" }

// takeCanary gives the backends of a canary their share of the same paths of the
// same hosts. A header whose value is always or never decides before the weight.
func (b *builder) takeCanary(ing *api.Ingress) {
	total := int32(number(ing, "canary-weight-total", 100))
	weight := min(int32(number(ing, "canary-weight", 0)), total)
	header := ing.Annotations[annotation+"canary-by-header"]
	for i, r := range ing.Spec.Rules {
		if r.HTTP == nil {
			continue
		}
		s := b.server(r.Host)
		for j := range r.HTTP.Paths {
			origin := route.Origin{Kind: "Ingress", Namespace: ing.Namespace, Name: ing.Name, Rule: i, Match: j, Created: ing.CreationTimestamp}
			canary := b.backend(ing.Namespace, &r.HTTP.Paths[j].Backend)
			s.plain = share(s.plain, r.HTTP.Paths[j].Path, origin, canary, weight, total, header)
			s.secure = share(s.secure, r.HTTP.Paths[j].Path, origin, canary, weight, total, header)
		}
	}
}

// share adds a canary to the entries of a path. Entries share their rules with
// those of the other listener, so that each gets a new one.
func share(entries []route.Entry, path string, origin route.Origin, canary route.Backend, weight, total int32, header string) []route.Entry {
	for i := range entries {
		e := &entries[i]
		if e.Match.Path != path || len(e.Rule.Backends) != 1 || len(e.Match.Header) > 0 {
			continue
		}
		main, rule := e.Rule.Backends[0], *e.Rule
		if header != "" {
			for _, row := range []struct {
				value string
				to    route.Backend
			}{{"always", canary}, {"never", main}} {
				own := rule
				own.Backends = []route.Backend{row.to}
				own.Backends[0].Weight = 1
				m := e.Match
				m.Header = []route.Field{{Name: header, Value: row.value}}
				entries = append(entries, route.Entry{Origin: origin, Match: m, Rule: &own})
			}
		}
		if canary.Weight = weight; weight > 0 {
			main.Weight = total - weight
			rule.Backends = []route.Backend{main, canary}
			entries[i].Rule = &rule
		}
		return entries
	}
	return entries
}

func number(ing *api.Ingress, name string, otherwise int) int {
	if n, err := strconv.Atoi(ing.Annotations[annotation+name]); err == nil && n >= 0 {
		return n
	}
	return otherwise
}
