package dns

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"
)

// The sizes were measured with github.com/miekg/dns v1.1.68 and, with EDNS, on CoreDNS 1.15.
func TestTheSizeOfAReply(t *testing.T) {
	z := small()
	for _, tt := range []struct {
		name, question, kind string
		takes, want          int
	}{
		{"an address", "web.default", "A", SizePlain, 92},
		{"with EDNS", "web.default", "A", SizeEDNS, 103},
		{"SRV", "_http._tcp.web.default", "SRV", SizePlain, 192},
		{"no such name", "nosuch.default", "A", SizePlain, 143},
	} {
		m := z.Answer(Question{tt.question + ".svc.cluster.local", tt.kind}, coreDNS, 1)
		if got := m.Size(tt.takes, false); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestAReplyIsCutToWhatTheClientTakes(t *testing.T) {
	z := small()
	crowd := "crowd http:80"
	for i := range 100 {
		crowd += fmt.Sprintf(" 10.244.1.%d", i+1)
	}
	z.Learn(service("crowd None http:80"), false, 0)
	z.Learn(slice(crowd), false, 0)
	m := z.Answer(Question{"crowd.default.svc.cluster.local", "A"}, coreDNS, 1)
	for _, tt := range []struct{ takes, answers int }{{SizePlain, 28}, {SizeEDNS, 73}, {65535, 100}} {
		cut := m.Fit(tt.takes)
		if len(cut.Answer) != tt.answers || cut.Truncated != (tt.answers < 100) {
			t.Errorf("to %d bytes: got %d answers, truncated %t, want %d", tt.takes, len(cut.Answer), cut.Truncated, tt.answers)
		}
		if size := cut.Size(tt.takes, false); size > tt.takes {
			t.Errorf("to %d bytes: got %d", tt.takes, size)
		}
	}
	srv := z.Answer(Question{"crowd.default.svc.cluster.local", "SRV"}, coreDNS, 1).Fit(SizeEDNS)
	if len(srv.Answer) != 18 || len(srv.Additional) != 0 || !srv.Truncated {
		t.Errorf("SRV: got %d answers and %d more, want 18, as targets are never shortened", len(srv.Answer), len(srv.Additional))
	}
	if len(m.Answer) != 100 {
		t.Errorf("Fit changed the reply itself: %d answers are left", len(m.Answer))
	}
}

// packed writes a message as RFC 1035 has it. Owners and the names in the data
// of old types may point to an earlier name, targets of SRV may not (RFC 2782).
func packed(m Message, takes int, compress bool) []byte {
	out := make([]byte, 12)
	met := map[string]int{}
	name := func(text string, mayPoint bool) {
		labels := strings.Split(strings.TrimSuffix(text, "."), ".")
		for i, label := range labels {
			rest := strings.Join(labels[i:], ".")
			if at, ok := met[rest]; ok && compress && mayPoint {
				out = append(out, 0xc0|byte(at>>8), byte(at))
				return
			}
			if _, ok := met[rest]; !ok && len(out) < 1<<14 { // a pointer has 14 bits
				met[rest] = len(out)
			}
			out = append(out, byte(len(label)))
			out = append(out, label...)
		}
		out = append(out, 0)
	}
	name(m.Question.Name, true)
	out = append(out, 0, 1, 0, 1) // type and class
	for _, r := range append(append(slices.Clone(m.Answer), m.Authority...), m.Additional...) {
		name(r.Name, true)
		out = append(out, make([]byte, 2+2+4+2)...) // type, class, TTL and length
		switch r.Type {
		case "A", "AAAA":
			out = append(out, netip.MustParseAddr(r.Data).AsSlice()...)
		case "TXT":
			text := strings.Trim(r.Data, `"`)
			out = append(append(out, byte(len(text))), text...)
		case "SRV":
			out = append(out, make([]byte, 2+2+2)...) // priority, weight and port
			name(strings.Fields(r.Data)[3], false)
		case "SOA":
			name(strings.Fields(r.Data)[0], true)
			name(strings.Fields(r.Data)[1], true)
			out = append(out, make([]byte, 5*4)...)
		default:
			name(r.Data, true)
		}
	}
	if takes > SizePlain { // an OPT record: the root, type, size, flags and length
		out = append(out, make([]byte, 1+2+2+4+2)...)
	}
	return out
}

func TestTheSizeIsThatOfThePackedReply(t *testing.T) {
	z := small()
	crowd := "crowd http:80 metrics:90"
	for i := range 120 {
		crowd += fmt.Sprintf(" 10.244.1.%d", i+1)
	}
	z.Learn(service("crowd None http:80 metrics:90"), false, 0)
	z.Learn(slice(crowd), false, 0)
	for _, question := range strings.Fields("web.default~ crowd.default~ both.default~ six.default~ ext.default~ chain.default~ heads.default~ cluster.local. ns.dns.cluster.local. " +
		"dns-version.cluster.local. 7.0.96.10.in-addr.arpa. 2.0.244.10.in-addr.arpa. nosuch.default~ _http._tcp.heads.default~ _http._tcp.crowd.default~ example.com.") {
		for _, kind := range strings.Fields("A AAAA SRV TXT NS SOA PTR CNAME HTTPS") {
			m := z.Answer(Question{strings.Replace(question, "~", ".svc.cluster.local", 1), kind}, coreDNS, 1)
			for _, takes := range []int{SizePlain, SizePlain + 1, SizeEDNS, 4096, 65535} {
				plain, short := len(packed(m, takes, false)), len(packed(m, takes, true))
				if got := m.Size(takes, true); got != plain {
					t.Errorf("%s %s over TCP: got %d, want %d", question, kind, got, plain)
				}
				want := plain
				if plain > min(takes, 1480) {
					want = short
				}
				if got := m.Size(takes, false); got != want {
					t.Errorf("%s %s to %d bytes: got %d, want %d", question, kind, takes, got, want)
				}
				cut := m.Fit(takes)
				if size := len(packed(cut, takes, true)); size > takes && len(packed(cut, takes, false)) > takes {
					t.Errorf("%s %s cut to %d bytes has %d", question, kind, takes, size)
				}
				if cut.Truncated != (min(plain, short) > takes) {
					t.Errorf("%s %s of %d bytes, cut to %d: truncated %t", question, kind, short, takes, cut.Truncated)
				}
				if n := len(cut.Answer); cut.Truncated && n < len(m.Answer) {
					cut.Answer = m.Answer[:n+1]
					if size := len(packed(cut, takes, true)); size <= takes {
						t.Errorf("%s %s: %d answers have room in %d bytes, and %d are left", question, kind, n+1, takes, n)
					}
				}
			}
		}
	}
}

// A reply that just fits is not cut, compressed or not.
func TestAReplyThatJustFits(t *testing.T) {
	m := small().Answer(Question{"heads.default.svc.cluster.local", "A"}, coreDNS, 1)
	plain, short := len(packed(m, 0, false)), len(packed(m, 0, true))
	for _, row := range []struct{ takes, answers int }{{plain, 2}, {short, 2}, {short - 1, 1}, {short - 16, 1}, {short - 17, 0}} {
		if cut := m.Fit(row.takes); len(cut.Answer) != row.answers || cut.Truncated != (row.answers < 2) {
			t.Errorf("to %d bytes of %d or %d: %d answers, truncated %t", row.takes, short, plain, len(cut.Answer), cut.Truncated)
		}
	}
}
