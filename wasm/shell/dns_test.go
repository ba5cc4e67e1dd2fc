package shell

import (
	"strings"
	"testing"

	"svclab/wasm/dns"
)

// BIND moves to columns 24, 32, 40 and 48 with tabs of 8, or one blank on.
func TestDigsColumns(t *testing.T) {
	for _, tt := range []struct {
		name   string
		record dns.Record
		want   string
	}{
		{"a short name leaves room for tabs", dns.Record{Name: "example.com.", TTL: 3600, Type: "A", Data: "93.184.216.34"}, "example.com.\t\t3600\tIN\tA\t93.184.216.34\n"},
		{"a long one pushes the rest", dns.Record{Name: "web.default.svc.cluster.local.", TTL: 30, Type: "A", Data: "10.96.60.131"}, "web.default.svc.cluster.local. 30 IN\tA\t10.96.60.131\n"},
		{"one of 37 letters", dns.Record{Name: "kubernetes.default.svc.cluster.local.", TTL: 30, Type: "A", Data: "10.96.0.1"}, "kubernetes.default.svc.cluster.local. 30 IN A\t10.96.0.1\n"},
		{"the zone", dns.Record{Name: "cluster.local.", TTL: 30, Type: "SOA", Data: "ns."}, "cluster.local.\t\t30\tIN\tSOA\tns.\n"},
	} {
		if got := (&digOptions{on: map[string]bool{"class": true, "ttlid": true}}).records([]dns.Record{tt.record}); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	if got, want := digQuestion(dns.Question{Name: "example.com.", Type: "A"}), ";example.com.\t\t\tIN\tA\n"; got != want {
		t.Errorf("question: got %q, want %q", got, want)
	}
	if got, want := digQuestion(dns.Question{Name: "kubernetes.default.svc.cluster.local.", Type: "A"}), ";kubernetes.default.svc.cluster.local. IN A\n"; got != want {
		t.Errorf("question: got %q, want %q", got, want)
	}
}

func TestDigsCommandLine(t *testing.T) {
	for _, tt := range []struct{ name, line, want string }{
		{"the type may come first", "dig A web", ";web.\t\t\t\tIN\tA"},
		{"or last, in any case", "dig web srv", ";web.\t\t\t\tIN\tSRV"},
		{"or with -t", "dig -t TXT web", ";web.\t\t\t\tIN\tTXT"},
		{"-x turns an address round", "dig -x 10.96.0.1", ";1.0.96.10.in-addr.arpa.\t\tIN\tPTR"},
		{"a name that is a type needs -q", "dig -q a -t aaaa", ";a.\t\t\t\tIN\tAAAA"},
		{"no name is the root", "dig", ";.\t\t\t\tIN\tNS"},
		{"an unknown type is a name", "dig web nosuch", ";nosuch.\t\t\t\tIN\tA"},
	} {
		got := play(newTestShell(nil), tt.line+" | grep IN")
		if !strings.Contains(got, tt.want+"\n") {
			t.Errorf("%s: %s: got %q, want %q", tt.name, tt.line, got, tt.want)
		}
	}
}

func TestASessionInAPodComesBackWithTheContainersVariables(t *testing.T) {
	s := newTestShell(nil)
	play(s, "kubectl run web --image=nginx --env=GREETING=hello; sleep 10; kubectl exec -it web -- sh")
	play(s, "own=1")
	state := s.State()
	for name := range state.Vars {
		if name != "own" && name != "_" {
			t.Errorf("the state holds %s, which the container has anyway", name)
		}
	}
	again := newTestShell(nil)
	again.Cluster = s.Cluster
	again.Restore(state)
	if got, want := play(again, "echo $GREETING $own $KUBERNETES_SERVICE_HOST"), "hello 1 10.96.0.1\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNobodyWritesTheFilesOfEtc(t *testing.T) {
	s := newTestShell(nil)
	before := play(s, "cat /etc/hosts")
	for _, line := range []string{"echo x > /etc/hosts", "rm /etc/hosts"} {
		if got := play(s, line); !strings.Contains(got, "Permission denied") {
			t.Errorf("%s: got %q", line, got)
		}
	}
	if got := play(s, "cat /etc/hosts"); got != before || !strings.Contains(got, "node-1") {
		t.Errorf("got %q, want %q", got, before)
	}
}
