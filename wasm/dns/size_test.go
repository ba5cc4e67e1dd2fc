package dns

import (
	"fmt"
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
