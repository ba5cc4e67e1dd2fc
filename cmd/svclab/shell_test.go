package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"svclab/wasm/cluster"
	"svclab/wasm/shell"
)

func TestShellCommand(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "note.txt"), []byte("from disk\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "outside")); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		name, args, stdin string
		status            int
		want              string
	}{
		{"a script on standard input", "", "echo a\necho b\n", 0, "a\nb\n"},
		{"the last line may lack its newline", "", "echo a", 0, "a\n"},
		{"a script in an argument", "-c~echo $0; exit 3", "echo never\n", 3, "bash\n"},
		{"an empty script", "-c~", "echo never\n", 0, ""},
		{"the status is the last command's", "", "true\nfalse\n", 1, ""},
		{"exit ends the script", "", "exit 7\necho never\n", 7, ""},
		{"output and errors come in order", "", "echo a; nosuch; echo b\n", 0, "a\nbash: nosuch: command not found\nb\n"},
		{"a late syntax error", "", "echo a\necho )\necho never\n", 2, "a\nbash: syntax error near unexpected token `)'\n"},
		{"the default is three nodes", "-c~kubectl get nodes --no-headers | wc -l", "", 0, "3\n"},
		{"as many nodes as one likes", "--nodes~5~-c~kubectl get nodes --no-headers | wc -l", "", 0, "5\n"},
		{"a cloud that hands out load balancers", "--cloud~-c~printf 'apiVersion: v1\nkind: Service\nmetadata: {name: lb}\nspec: {type: LoadBalancer, ports: [{port: 80}]}' | kubectl apply -f -; sleep 5; kubectl get svc lb -o jsonpath='{.status}'",
			"", 0, "service/lb created\n" + `{"loadBalancer":{"ingress":[{"ip":"203.0.113.1","ipMode":"VIP"}]}}`},
		{"IPv6 beside IPv4", "--dual-stack~-c~kubectl get node node-2 -o jsonpath='{.spec.podCIDRs}'", "", 0, `["10.244.1.0/24","fd00:10:244:1::/64"]`},
		{"sleep takes no time", "-c~sleep 1d; date +%d", "", 0, "02\n"},
		{"files are those of the folder", "-c~ls; cat note.txt", "", 0, "note.txt\nfrom disk\n"},
		{"what is written is read back", "-c~echo new > note.txt; echo x > b; rm b; cat note.txt; ls", "", 0, "new\nnote.txt\n"},
		{"rm takes a file away", "-c~rm note.txt; ls; cat note.txt", "", 1, "cat: note.txt: No such file or directory\n"},
		{"nothing outside the folder is there", "-c~cat outside ../x /etc/passwd", "", 1,
			"cat: outside: No such file or directory\ncat: ../x: No such file or directory\ncat: /etc/passwd: No such file or directory\n"},
		{"ssh moves until exit", "", "ssh node-2\nhostname\nexit\nhostname\n", 0, "node-2\nlogout\nConnection to node-2 closed.\n192.168.1.10\n"},
		{"a word too many", "now", "", 2, `svclab shell: unexpected argument "now": want commands on standard input, or in -c` + "\n"},
		{"kube-proxy in another mode", "--proxy-mode~ipvs~--ipvs-scheduler~lc~-c~kube-proxy", "", 0, "--proxy-mode=ipvs --ipvs-scheduler=lc\n"},
		{"a mode that is none", "--proxy-mode~userspace", "", 2, "svclab shell: proxy mode \"userspace\": want iptables, nftables or ipvs\n"},
		{"a scheduler that is none", "--ipvs-scheduler~wrr", "", 2, "svclab shell: IPVS scheduler \"wrr\": want rr, lc or sh\n"},
		{"help in Korean", "--lang~ko~-c~man kubectl", "", 0, "kubectl [COMMAND] [TYPE] [NAME]\n    클러스터를 조회하고 바꿉니다. 명령 목록은 kubectl --help로 보고, apply -f ingress-controller.yaml로 인그레스 컨트롤러를 설치합니다\n"},
		{"a language that is not there", "--lang~fr", "", 2, "svclab shell: --lang \"fr\": want en or ko\n"},
		{"no nodes", "--nodes~0", "", 2, "svclab shell: --nodes 0: want 1 to 5000\n"},
		{"a folder that is not there", "--dir~nope", "", 2, "svclab shell: --dir nope: no such file or directory\n"},
	} {
		args := []string{"--dir", dir}
		if row.args != "" {
			args = append(args, strings.Split(row.args, "~")...)
		}
		var out bytes.Buffer
		status := shellCommand(args, strings.NewReader(row.stdin), &out, &out)
		if status != row.status || out.String() != row.want {
			t.Errorf("%s: got [%d] %q, want [%d] %q", row.name, status, out.String(), row.status, row.want)
		}
	}
	if text, err := os.ReadFile(filepath.Join(dir, "note.txt")); err != nil || string(text) != "from disk\n" {
		t.Errorf("on disk the note is now %q, %v", text, err)
	}
}

func TestShellUsage(t *testing.T) {
	for args, want := range map[string]string{"--nope": "flag provided but not defined: -nope", "--nodes=x": "invalid value", "-h": "stays in memory"} {
		var out, errs bytes.Buffer
		status := shellCommand([]string{args}, strings.NewReader(""), &out, &errs)
		if wantStatus := map[bool]int{true: 0, false: 2}[args == "-h"]; status != wantStatus || !strings.Contains(errs.String(), want) {
			t.Errorf("%s: got [%d] %q, want [%d] and %q in it", args, status, errs.String(), wantStatus, want)
		}
	}
}

func TestJobsGoOnWhileThePromptWaits(t *testing.T) {
	files, err := openDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	in, typed := io.Pipe()
	out := &watched{wanted: "late\n", seen: make(chan bool)}
	go func() {
		io.WriteString(typed, "(sleep 0.01; echo late) &\n")
		<-out.seen
		io.WriteString(typed, "echo on\n")
		typed.Close()
	}()
	term := &terminal{shell: shell.New(cluster.New(cluster.Config{Nodes: 1, Seed: 1}), files), out: out, err: out}
	term.interact(in)
	prompt := "learner@192.168.1.10 ~ $ "
	want := prompt + "[1] 4713\n" + prompt + "late\non\n[1]+  Done                    (sleep 0.01; echo late)\n" + prompt + "exit\n"
	if got := out.text.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// watched is a buffer that tells when something wanted is written.
type watched struct {
	text   bytes.Buffer
	wanted string
	seen   chan bool
}

func (w *watched) Write(p []byte) (int, error) {
	if string(p) == w.wanted {
		close(w.seen)
	}
	return w.text.Write(p)
}
