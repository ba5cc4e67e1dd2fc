package dns

import (
	"math"
	"strings"
)

// defaultNS is the name of the name server, before its zone.
const defaultNS = "ns.dns."

// record makes a record of what was asked for.
func (a *asked) record(kind, data string) Record { return Record{a.question.Name, ttl, kind, data} }

// services finds what the name asked for stands for, as far as the type asked
// for has a use for it. exists is false when there is no such name.
//
// Models plugin/kubernetes Services.
func (a *asked) services() (list []found, exists bool) {
	kind := a.question.Type
	if a.name == defaultNS+a.zone {
		for _, f := range a.nameServers(a.local, a.zone) {
			if f.kind() == kind {
				list = append(list, f)
			}
		}
		return list, true
	}
	all, exists := a.records(a.name, a.zone)
	for _, f := range all {
		if kind != TypeSRV || f.ip().IsValid() {
			list = append(list, f)
		}
	}
	return list, exists
}

// kind is the type of the record that f makes.
func (f *found) kind() string {
	switch ip := f.ip(); {
	case ip.Is4():
		return TypeA
	case ip.Is6():
		return TypeAAAA
	}
	return TypeCNAME
}

// mostCNAMEs is how many names CoreDNS follows in a row, and one more.
const mostCNAMEs = 10

// addresses gives the A or the AAAA records of a name. before holds the targets
// of the CNAMEs that led to it.
//
// Models plugin A and AAAA.
func (a *asked) addresses(before []string) (out []Record, exists bool) {
	list, exists := a.services()
	seen := set{}
	for _, f := range list {
		kind := f.kind()
		if kind == TypeCNAME {
			out = append(out, a.chase(Fqdn(f.host), before)...)
		}
		if kind == a.question.Type && seen.first(f.host) {
			out = append(out, a.record(kind, f.ip().String()))
		}
	}
	return out, exists
}

// chase follows a CNAME to its target: into the zone, where a target without
// addresses takes the CNAME with it, or out of it, where nobody knows more.
func (a *asked) chase(target string, before []string) []Record {
	if len(before) > mostCNAMEs {
		return nil
	}
	for _, old := range before {
		if old == target {
			return nil
		}
	}
	own := a.record(TypeCNAME, target)
	if !below(a.zone, target) {
		return append([]Record{own}, a.Answer(Question{target, a.question.Type}, a.local, 0).Answer...)
	}
	next := *a
	next.question.Name, next.name = target, strings.ToLower(target)
	if rest, _ := next.addresses(append(before[:len(before):len(before)], target)); len(rest) > 0 {
		return append([]Record{own}, rest...)
	}
	return nil
}

// set is what has come before.
type set map[string]bool

// first reports whether a key comes for the first time.
func (s set) first(key string) bool {
	had := s[key]
	s[key] = true
	return !had
}

// srv gives the SRV records of a name and the addresses of their targets. The
// records of one priority share a weight of 100.
//
// Models plugin SRV.
func (a *asked) srv() (out, extra []Record, exists bool) {
	list, exists := a.services()
	weight := max(math.Floor(100.0/float64(100*len(list))*100), 1)
	seen := set{}
	for _, f := range list {
		if f.port == -1 {
			continue // an endpoint without ports, which still takes its part of the weight
		}
		port := decimal(int(f.port))
		if seen.first(f.key + ":" + port) {
			out = append(out, a.record(TypeSRV, "0 "+decimal(int(weight))+" "+port+" "+f.key))
		}
		if seen.first(f.key + "=" + f.host) {
			extra = append(extra, f.address())
		}
	}
	return out, extra, exists
}

// address is the A or AAAA record of what f stands for.
func (f *found) address() Record { return Record{f.key, ttl, f.kind(), f.ip().String()} }

// texts models plugin TXT: one name has a text, and others are only there when
// they have something else.
func (a *asked) texts() (out []Record, exists bool) {
	if a.name == "dns-version."+strings.ToLower(a.zone) {
		return []Record{{a.question.Name, 28800, TypeTXT, `"1.1.0"`}}, true
	}
	list, _ := a.records(a.name, a.zone)
	return nil, len(list) > 0
}

// cname models plugin CNAME.
func (a *asked) cname() (out []Record, exists bool) {
	list, exists := a.services()
	if len(list) > 0 && list[0].kind() == TypeCNAME {
		out = append(out, a.record(TypeCNAME, Fqdn(list[0].host)))
	}
	return out, exists
}

// pointers models plugin PTR and plugin/kubernetes Reverse.
func (a *asked) pointers() (out []Record, exists bool) {
	ip := addressOf(a.name)
	if !ip.IsValid() {
		_, exists = a.records(a.name, a.zone)
		return nil, exists
	}
	seen := set{}
	for _, name := range a.reverse(ip.String()) {
		if seen.first(name) {
			out = append(out, a.record(TypePTR, name))
		}
	}
	return out, len(out) > 0
}

// ns models plugin NS.
func (a *asked) ns() (out, extra []Record) {
	seen := set{}
	for _, f := range a.nameServers(a.local, a.zone) {
		extra = append(extra, f.address())
		if seen.first(f.key) {
			out = append(out, a.record(TypeNS, f.key))
		}
	}
	return out, extra
}
