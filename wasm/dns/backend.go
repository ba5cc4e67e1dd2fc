package dns

import (
	"math"
	"strings"
)

// defaultNS is the name of the name server, before its zone.
const defaultNS = "ns.dns."

// services finds what the name asked for stands for, as far as the type asked
// for has a use for it. exists is false when there is no such name.
//
// Models plugin/kubernetes Services.
func (a asked) services() (list []found, exists bool) {
	if a.Type == TypeTXT {
		if a.name == "dns-version."+strings.ToLower(a.zone) {
			return []found{{text: "1.1.0", ttl: 28800}}, true
		}
		list, _ = a.records(a.name, a.zone)
		return nil, len(list) > 0
	}
	if a.name == defaultNS+a.zone {
		for _, f := range a.nameServers(a.local, a.zone) {
			if f.ip().Is4() && a.Type == TypeA || f.ip().Is6() && a.Type == TypeAAAA {
				f.key = a.Name
				list = append(list, f)
			}
		}
		return list, true
	}
	list, exists = a.records(a.name, a.zone)
	if a.Type != TypeSRV {
		return list, exists
	}
	var internal []found
	for _, f := range list {
		if f.ip().IsValid() {
			internal = append(internal, f)
		}
	}
	return internal, exists
}

// mostCNAMEs is how many names CoreDNS follows in a row, and one more.
const mostCNAMEs = 10

// addresses gives the A or the AAAA records of a name. before holds the CNAMEs
// that led to it.
//
// Models plugin A and AAAA.
func (a asked) addresses(before []Record) (out []Record, exists bool) {
	list, exists := a.services()
	if !exists {
		return nil, false
	}
	seen := map[string]bool{}
	for _, f := range list {
		ip := f.ip()
		switch {
		case !ip.IsValid():
			out = append(out, a.chase(f, before)...)
		case ip.Is4() == (a.Type == TypeA) && !seen[f.host]:
			seen[f.host] = true
			out = append(out, Record{a.Name, f.ttl, a.Type, ip.String()})
		}
	}
	return out, true
}

// chase follows the CNAME that f is: into the zone, where a target without
// addresses takes the CNAME with it, or out of it, where nobody knows more.
func (a asked) chase(f found, before []Record) []Record {
	r := Record{a.Name, f.ttl, TypeCNAME, Fqdn(f.host)}
	if below(a.name, r.Data) || len(before) > mostCNAMEs {
		return nil
	}
	for _, old := range before {
		if old.Data == r.Data {
			return nil
		}
	}
	if !below(a.zone, r.Data) {
		rest := a.Answer(Question{r.Data, a.Type}, a.local, 0)
		return append([]Record{r}, rest.Answer...)
	}
	next := a
	next.Name, next.name = r.Data, strings.ToLower(r.Data)
	if rest, _ := next.addresses(append(before[:len(before):len(before)], r)); len(rest) > 0 {
		return append([]Record{r}, rest...)
	}
	return nil
}

// srv gives the SRV records of a name and the addresses of their targets. The
// records of one priority share a weight of 100.
//
// Models plugin SRV.
func (a asked) srv() (out, extra []Record, exists bool) {
	list, exists := a.services()
	weight := math.Floor(100.0 / float64(100*len(list)) * 100)
	seen := map[string]bool{}
	once := func(key string) bool {
		first := !seen[key]
		seen[key] = true
		return first
	}
	for _, f := range list {
		if f.port == -1 {
			continue // an endpoint without ports, which still takes its part of the weight
		}
		if once(f.key + ":" + decimal(int(f.port))) {
			out = append(out, Record{a.Name, f.ttl, TypeSRV, "0 " + decimal(int(max(weight, 1))) + " " + decimal(int(f.port)) + " " + f.key})
		}
		if once(f.key + "=" + f.host) {
			extra = append(extra, f.address())
		}
	}
	return out, extra, exists
}

// address is the A or AAAA record of what f stands for.
func (f found) address() Record {
	kind := TypeA
	if f.ip().Is6() {
		kind = TypeAAAA
	}
	return Record{f.key, f.ttl, kind, f.ip().String()}
}

// texts models plugin TXT.
func (a asked) texts() (out []Record, exists bool) {
	list, exists := a.services()
	for _, f := range list {
		out = append(out, Record{a.Name, f.ttl, TypeTXT, `"` + f.text + `"`})
	}
	return out, exists
}

// cname models plugin CNAME.
func (a asked) cname() (out []Record, exists bool) {
	list, exists := a.services()
	if len(list) > 0 && !list[0].ip().IsValid() {
		out = []Record{{a.Name, list[0].ttl, TypeCNAME, Fqdn(list[0].host)}}
	}
	return out, exists
}

// pointers models plugin PTR and plugin/kubernetes Reverse.
func (a asked) pointers() (out []Record, exists bool) {
	ip := addressOf(a.name)
	if !ip.IsValid() {
		_, exists = a.records(a.name, a.zone)
		return nil, exists
	}
	seen := map[string]bool{}
	for _, name := range a.reverse(ip.String()) {
		if !seen[name] {
			seen[name] = true
			out = append(out, Record{a.Name, ttl, TypePTR, name})
		}
	}
	return out, len(out) > 0
}

// ns models plugin NS.
func (a asked) ns() (out, extra []Record) {
	seen := map[string]bool{}
	for _, f := range a.nameServers(a.local, a.zone) {
		extra = append(extra, f.address())
		if !seen[f.key] {
			seen[f.key] = true
			out = append(out, Record{a.Name, f.ttl, TypeNS, f.key})
		}
	}
	return out, extra
}
