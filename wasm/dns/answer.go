package dns

import "strings"

// What the Corefile of kubeadm says.
const (
	primaryZone = "cluster.local."
	ttl         = 30
)

var zones = []string{primaryZone, arpa4[1:], arpa6[1:]}

// asked is a question on its way through CoreDNS.
type asked struct {
	*Zone
	question Question
	name     string // in lower case
	zone     string // the zone that it lies in, spelled as the client did
	local    string // address of the CoreDNS Pod that answers
}

// Answer says what the CoreDNS Pod with the address local replies. draw is the
// random number that its answers are shuffled by.
//
// Models plugin/kubernetes ServeDNS behind plugin/loadbalance.
func (z *Zone) Answer(q Question, local string, draw uint64) Message {
	q.Name = Fqdn(q.Name)
	a := &asked{Zone: z, question: q, name: strings.ToLower(q.Name), local: local}
	for _, zone := range zones {
		if below(zone, a.name) {
			a.zone = q.Name[len(q.Name)-len(zone):]
		}
	}
	if a.zone == "" {
		return a.forwarded()
	}
	m := Message{Rcode: Success, Authoritative: true, Question: q}
	exists := true
	switch q.Type {
	case TypeA, TypeAAAA:
		m.Answer, exists = a.addresses(nil)
	case TypeTXT:
		m.Answer, exists = a.texts()
	case TypeCNAME:
		m.Answer, exists = a.cname()
	case TypePTR:
		m.Answer, exists = a.pointers()
	case TypeSRV:
		m.Answer, m.Additional, exists = a.srv()
	case TypeSOA:
		if q.Name == a.zone {
			m.Answer = []Record{a.soa()}
		}
	case "AXFR", "IXFR":
		return Message{Rcode: Refused, Question: q}
	case TypeNS:
		if a.name == a.zone {
			m.Answer, m.Additional = a.ns()
			break
		}
		_, exists = a.likeA()
	case "MX":
		_, exists = a.services()
	default:
		_, exists = a.likeA()
	}
	if !exists {
		if strings.ToLower(a.zone) != primaryZone {
			return a.forwarded() // fallthrough in-addr.arpa ip6.arpa
		}
		m.Rcode = NameError
	}
	if !exists || len(m.Answer) == 0 {
		m.Answer, m.Additional, m.Authority = nil, nil, []Record{a.soa()}
	}
	m.balanced(draw)
	return m
}

// likeA tells whether there is the name, for types that nothing has.
func (a *asked) likeA() ([]Record, bool) {
	b := *a
	b.question.Type = TypeA
	return b.addresses(nil)
}

// soa models plugin SOA.
func (a *asked) soa() Record {
	return Record{a.zone, ttl, TypeSOA, "ns.dns." + a.zone + " hostmaster." + a.zone + " " +
		decimal(int(a.modified/1e9)) + " 7200 1800 86400 " + decimal(ttl)}
}

func (a *asked) forwarded() Message {
	m := Outside(a.question)
	m.Recursion = m.Rcode != ServerFailure // CoreDNS says itself that it failed
	return m
}
