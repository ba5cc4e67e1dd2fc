//go:build hosts

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"svclab/site/deploy"
)

// patience is how long a host may take to start.
const patience = 30 * time.Second

// host is a server of the site that runs.
type host struct {
	name   string
	root   string // its address, with the path that the site stands below and a slash
	shares bool   // it keeps short links, and answers oembed and healthz
	blind  bool   // it keeps a link without asking first whether it has it
}

// hosts starts each kind of server with the site, at the root and below a path.
func hosts(t *testing.T) []host {
	t.Helper()
	site := builtSite(t)
	var out []host
	for _, base := range []string{"/", "/svclab/"} {
		out = append(out,
			host{"serve at " + base, runServe(t, site, base) + base, true, false},
			host{"workerd at " + base, runWorkerd(t, site, t.TempDir(), base).address + base, true, true},
			host{"nginx at " + base, runNginx(t, site, base) + base, false, false})
	}
	return out
}

// built are what is built once for all tests.
var builtFolder, svclab string

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "svclab-hosts-")
	if err != nil {
		panic(err)
	}
	builtFolder, svclab = filepath.Join(folder, "dist"), filepath.Join(folder, "svclab")
	status := m.Run()
	os.RemoveAll(folder)
	os.Exit(status)
}

// builtSite builds the program svclab, the Worker, and the site: with something small
// in the place of the page's program, which no host looks into.
func builtSite(t *testing.T) string {
	t.Helper()
	if _, err := os.Stat(builtFolder); err == nil {
		return builtFolder
	}
	program := filepath.Join(filepath.Dir(builtFolder), "program.wasm")
	if err := os.WriteFile(program, []byte("\x00asm\x01\x00\x00\x00"+strings.Repeat("a program ", 30_000)), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, "go", "build", "-o", svclab, "./cmd/svclab")
	run(t, "make", "worker")
	run(t, svclab, "build", "--out", builtFolder, "--wasm", program, "--build", filepath.Join(filepath.Dir(builtFolder), "kept"))
	return builtFolder
}

// run runs a command in the root of the source.
func run(t *testing.T, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = filepath.Join("..", "..")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, out)
	}
}

// process is a server that runs until the test ends, or is killed.
type process struct {
	*exec.Cmd
	address string
}

// start starts a server, and waits until it answers at an address.
func start(t *testing.T, cmd *exec.Cmd, address string) *process {
	t.Helper()
	log, err := os.CreateTemp(t.TempDir(), "log-*")
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = log
	if cmd.Stdout == nil {
		cmd.Stdout = log
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // so that its children end with it
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{cmd, address}
	t.Cleanup(p.kill)
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		if c, err := net.Dial("tcp", strings.TrimPrefix(address, "http://")); err == nil {
			c.Close()
			return p
		}
		if time.Now().After(end) {
			text, _ := os.ReadFile(log.Name())
			t.Fatalf("%s does not answer at %s\n%s", cmd, address, text)
		}
	}
}

// kill ends a server as kill -9 does.
func (p *process) kill() {
	_ = syscall.Kill(-p.Process.Pid, syscall.SIGKILL) // it may have ended
	_ = p.Wait()
}

// freePort returns an address where nothing listens.
func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// runServe runs svclab serve and returns its address.
func runServe(t *testing.T, site, base string) string {
	t.Helper()
	address := freePort(t)
	cmd := exec.Command(svclab, "serve", "--addr", address, "--dir", site, "--base", base, "--share-db", filepath.Join(t.TempDir(), "links.db"))
	return start(t, cmd, "http://"+address).address
}

// runWorkerd runs the Worker in workerd, with its links in a folder.
func runWorkerd(t *testing.T, site, links, base string) *process {
	t.Helper()
	folder, err := filepath.Abs("testdata/workerd")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(folder, "config.capnp"))
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(folder, fmt.Sprintf("config%s.next.capnp", strings.ReplaceAll(base, "/", "-"))) // embed looks for the modules from there
	t.Cleanup(func() { os.Remove(config) })
	if err := os.WriteFile(config, []byte(strings.Replace(string(text), `text = "/"`, fmt.Sprintf("text = %q", base), 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	address := freePort(t)
	workerd := filepath.Join(folder, "node_modules", ".bin", "workerd")
	if _, err := os.Stat(workerd); err != nil {
		t.Fatalf("no workerd: .ci/setup installs it: %v", err)
	}
	binary, err := filepath.Glob(filepath.Join(folder, "node_modules", "@cloudflare", "workerd-*", "bin", "workerd"))
	if err != nil || len(binary) != 1 {
		t.Fatalf("workerd for this machine: %v, %v", binary, err)
	}
	cmd := exec.Command(binary[0], "serve", config, "--directory-path", "assets="+site, "--directory-path", "links="+links, "--socket-addr", "http="+address)
	return start(t, cmd, "http://"+address)
}

// runNginx runs Debian's nginx with the configuration that people copy.
func runNginx(t *testing.T, site, base string) string {
	t.Helper()
	address, folder := freePort(t), t.TempDir()
	nginx, err := exec.LookPath("nginx")
	if err != nil {
		nginx = "/usr/sbin/nginx" // which is not everybody's path
	}
	var text strings.Builder
	text.WriteString("daemon off;\npid " + folder + "/pid;\nerror_log stderr;\ninclude /etc/nginx/modules-enabled/*.conf;\nevents {}\nhttp {\naccess_log off;\n")
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		fmt.Fprintf(&text, "%s_temp_path %s/%s;\n", kind, folder, kind)
	}
	text.WriteString(deploy.Nginx(address, site, base) + "}\n")
	config := filepath.Join(folder, "nginx.conf")
	if os.Getuid() == 0 {
		text.WriteString("user root;\n") // to whom the folders of the test belong
	}
	if err := os.WriteFile(config, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return start(t, exec.Command(nginx, "-c", config), "http://"+address).address
}

// client neither follows links nor unpacks.
var client = &http.Client{
	Transport:     &http.Transport{DisableCompression: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Timeout:       patience,
}

// answer is what a host said.
type answer struct {
	*http.Response
	body []byte
}

// ask asks a host for a path below its root.
func (h host) ask(t *testing.T, method, below, body string, header ...string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), method, h.root+below, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body == "" {
		request.Body = nil
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatalf("%s: %s %s: %v", h.name, method, below, err)
	}
	defer response.Body.Close()
	all, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatalf("%s: %s %s: %v", h.name, method, below, err)
	}
	return answer{response, all}
}

// raw asks for a path as it is written, which a client would tidy up first.
func (h host) raw(t *testing.T, path string) int {
	t.Helper()
	address, _, _ := strings.Cut(strings.TrimPrefix(h.root, "http://"), "/")
	connection, err := net.DialTimeout("tcp", address, patience)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	if err := connection.SetDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(connection, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", path, address)
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		return 0 // it hung up, which is an answer too
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	if strings.Contains(string(body), "root:") {
		t.Errorf("%s: %s gives a file of the machine", h.name, path)
	}
	return response.StatusCode
}
