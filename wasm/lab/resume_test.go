package lab_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"svclab/wasm/api"
	"svclab/wasm/lab"
)

// link is a shared text with a history of its own.
func link(history string) string {
	return `{"version":2,"lesson":"door","config":{"nodes":2,"seed":4},"history":[` + history + `],"shell":{},"files":{},"opened":[0],"shared":true}`
}

// pieces resumes a text as a page does, in small pieces.
func pieces(text string) (*lab.Session, error) {
	r, err := lab.Resume(course(), []byte(text))
	for err == nil && !r.Done() {
		err = r.Work(5_000)
	}
	if err != nil {
		return nil, err
	}
	return r.Session(), nil
}

func TestASharedMomentIsTheSameForOthers(t *testing.T) {
	for _, lines := range []bool{true, false} {
		s := start(t)
		s.Enter("kubectl apply -f svc.yaml", "curl -s node-1:30008", "ssh node-2", "sleep 7")
		s.WriteFile("mine.yaml", "a: b\n")
		settle(t, s)
		pass(s, 20*api.Minute)
		text := s.Share(lines)
		if len(text) > len(s.Save()) {
			t.Errorf("%d bytes to share, %d to save", len(text), len(s.Save()))
		}
		r, err := pieces(string(text))
		if err != nil {
			t.Fatal(err)
		}
		if r.Cluster().Dump() != s.Cluster().Dump() {
			t.Error("the cluster differs")
		}
		if fmt.Sprint(r.Files()) != fmt.Sprint(s.Files()) || r.Prompt() != s.Prompt() || r.Step() != s.Step() {
			t.Errorf("files %v, prompt %q, step %d", r.Files(), r.Prompt(), r.Step())
		}
		if got := len(r.Terminal()); (got > 0) != lines {
			t.Errorf("%d lines of the terminal, shared: %v", got, lines)
		}
		if string(r.Share(lines)) != string(text) {
			t.Error("who shares it on gives another text")
		}
	}
}

// Resuming in pieces and at once give the same Session, over many Ticks.
func TestPiecesMakeTheSameSession(t *testing.T) {
	s := start(t)
	for i := range 150 {
		s.Enter(fmt.Sprintf("kubectl label pod web n=%d --overwrite", i), "sleep 13")
		settle(t, s)
	}
	pass(s, 2*api.Day)
	text := string(s.Save())
	r, err := pieces(text)
	if err != nil {
		t.Fatal(err)
	}
	if r.Cluster().Dump() != s.Cluster().Dump() {
		t.Error("the cluster differs")
	}
	again, err := lab.Restore(course(), r.Save())
	if err != nil || again.Cluster().Dump() != s.Cluster().Dump() {
		t.Errorf("restored again, the cluster differs: %v", err)
	}
}

// Whatever a link asks for, it is refused or carried out, in bounded pieces.
func TestHostileLinksAreRefused(t *testing.T) {
	many := func(n int, cmd string) string { return strings.TrimSuffix(strings.Repeat(cmd+",", n), ",") }
	deployment := func(replicas string) string {
		return `{"create":{"resource":"deployments","namespace":"default","body":{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"replicas":` + replicas +
			`,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}}}`
	}
	connect := func(count string) string {
		return `{"connect":{"from":{"kind":"outside"},"to":{"ip":"192.168.1.2","port":30008},"count":` + count + `}}`
	}
	for _, tt := range []struct{ name, text, want string }{
		{"nothing", "", "read the saved lesson"},
		{"a list", "[]", "read the saved lesson"},
		{"too many nodes", strings.Replace(link(""), `"nodes":2`, `"nodes":2000000000`, 1), "nodes: want 1 to"},
		{"a load that its nodes cannot bear", strings.Replace(link(""), `"nodes":2`, `"nodes":2,"load":{"services":1,"pods":5000}`, 1), "a load of 5000 Pods: want 200 at most"},
		{"a load on more nodes than there can be", strings.Replace(link(""), `"nodes":2`, `"nodes":5001,"load":{"services":1,"pods":10}`, 1), "5001 nodes: want 1 to 5000"},
		{"a load that is borne", strings.Replace(link(""), `"nodes":2`, `"nodes":120,"load":{"services":30,"pods":4100}`, 1), ""},
		{"a Tick of centuries", link(`{"tick":{"by":9000000000000000000}}`), "waits for longer than 30 days"},
		{"centuries of Ticks", link(many(2000, `{"tick":{"by":2500000000000000}}`)), "longer than 30 days"},
		{"a Tick back", link(`{"tick":{"by":-5}}`), "time does not run backwards"},
		{"a count beyond all numbers", link(connect("2147483648")), "connections"},
		{"many large counts", link(many(1000, connect("10000000"))), "connections"},
		{"a million commands", link(many(1_000_000, `{"step":{}}`)), "commands"},
		{"an unknown verb", link(`{"conjure":{}}`), `verb "conjure"`},
		{"a command that fails", link(`{"delete":{"resource":"pods","name":"nobody"}}`), "command 1"},
		{"an object of megabytes", link(`{"create":{"resource":"pods","namespace":"default","body":{"kind":"Pod","metadata":{"name":"x","annotations":{"a":"` + strings.Repeat("x", 3<<20) + `"}}}}}`), "command 1"},
		{"more replicas than there is room for", link(deployment("1000000") + `,{"tick":{"by":2500000000000000}}`), "objects"},
		{"a wrong type", link(`{"tick":{"by":"long"}}`), "tick"},
		{"two verbs in one", link(`{"step":{},"tick":{"by":1}}`), "2 verbs"},
		{"a place that is none", strings.Replace(link(""), `"shell":{}`, `"shell":{"places":[{"kind":"moon"},{"kind":"pod","name":"gone"}]}`, 1), ""},
		{"steps that are none", strings.Replace(link(""), `"opened":[0]`, `"opened":[-1,99],"step":-7,"goals":{"-1":[true]},"answers":{"q":{"choice":99}}`, 1), ""},
		{"a file with an odd name", strings.Replace(link(""), `"files":{}`, `"files":{"../../x":"1","<script>":"2","":"3"}`, 1), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, err := pieces(tt.text)
			if tt.want == "" && err == nil {
				s.Enter("kubectl get pods", "ls")
				pass(s, api.Second)
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) || tt.want == "" {
				t.Errorf("got %v, want …%s…", err, tt.want)
			}
		})
	}
}

// FuzzSharedText resumes anything, within bounds, and then works with it.
func FuzzSharedText(f *testing.F) {
	s, err := lab.New(course())
	if err != nil {
		f.Fatal(err)
	}
	s.Enter("kubectl apply -f svc.yaml", "curl -s node-1:30008", "ssh node-2")
	pass(s, api.Second)
	f.Add(string(s.Share(true)))
	f.Add(link(`{"tick":{"by":60000000000}},{"step":{}}`))
	f.Add(link(`{"power":{"node":"node-2"}}`))
	f.Fuzz(func(t *testing.T, text string) {
		r, err := lab.Resume(course(), []byte(text))
		for n := 0; err == nil && !r.Done() && n < 20; n++ {
			err = r.Work(10_000)
		}
		if err != nil || !r.Done() {
			if err != nil && strings.Contains(err.Error(), "breaks the cluster") {
				t.Fatal(err)
			}
			return
		}
		r.Session().Enter("kubectl get pods -A", "ls")
		pass(r.Session(), api.Second)
		if !json.Valid(r.Session().Save()) {
			t.Error("it cannot be saved")
		}
	})
}
