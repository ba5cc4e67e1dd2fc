package shell

import (
	"strings"
	"testing"

	"svclab/wasm/cluster"
)

func TestPingSaysWhatItCountedWhenCtrlCEndsIt(t *testing.T) {
	for _, tt := range []struct{ name, line, want string }{
		{"one that runs", "ping node-1", "--- node-1 ping statistics ---\n3 packets transmitted, 3 received, 0% packet loss, time 2000ms\nrtt min/avg/max/mdev = 0.500/0.500/0.500/0.000 ms\n"},
		{"one whose output is no terminal says it there", "ping node-1 | cat", ""},
		{"one that has ended", "ping -c 1 node-1; sleep 9", ""},
		{"another program", "sleep 9", ""},
	} {
		s := newTestShell(nil)
		printed := ""
		for step := range s.Run(tt.line) {
			printed += step.Stdout
			if _, err := s.Cluster.Do(cluster.Tick{By: step.Wait}); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(printed, "icmp_seq=3") || strings.Contains(printed, "statistics") || step.Wait > 8e9 {
				if got := s.Farewell(); got != tt.want {
					t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
				}
				break
			}
		}
		if got := s.Farewell(); got != "" {
			t.Errorf("%s: after Ctrl-C there is still %q to say", tt.name, got)
		}
	}
}
