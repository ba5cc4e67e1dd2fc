package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"

	"svclab/site/web"
)

// One file has the whole site: it stands alone in a folder, and finds neither Go nor
// any other program.
func TestAFileThatRunsOnAPlane(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("signals are sent otherwise there")
	}
	dist, program := withinOneFile(t)

	t.Run("it serves what the folder holds", func(t *testing.T) {
		p := start(t, program, "serve", "--quiet")
		compareWithFolder(t, p.address, dist)
		p.send(t, syscall.SIGTERM)
		if err := p.wait(); err != nil {
			t.Errorf("after SIGTERM: %v, %s", err, p.stderr)
		}
		if !strings.Contains(p.stderr.String(), "serving the site within this program\n") {
			t.Errorf("nobody is told what is served: %s", p.stderr)
		}
	})
	t.Run("below a path", func(t *testing.T) {
		p := start(t, program, "serve", "--base", "/docs/lab/")
		if !strings.HasSuffix(p.address, "/docs/lab/") {
			t.Errorf("the address is %s", p.address)
		}
		if got := ask(t, p.address+"en/hello?clip=secret", "br"); got.status != 200 || got.coding != "br" {
			t.Errorf("got %+v", got)
		}
		p.send(t, os.Interrupt)
		if err := p.wait(); err != nil || !strings.Contains(p.stderr.String(), " GET /docs/lab/en/hello 308 0 - ") || strings.Contains(p.stderr.String(), "secret") {
			t.Errorf("%v: the log says %s", err, p.stderr)
		}
	})
	t.Run("lessons are written with it", func(t *testing.T) {
		p := start(t, program, "serve", "--lessons", "mine.md")
		if got := ask(t, p.address+"en/mine/", "identity"); got.status != 200 || !strings.Contains(got.body, "Mine and nobody") {
			t.Errorf("got %d %.300s", got.status, got.body)
		}
		p.send(t, os.Interrupt)
		if err := p.wait(); err != nil {
			t.Errorf("%v: %s", err, p.stderr)
		}
	})
	t.Run("and packed", func(t *testing.T) {
		cmd := alone(t, program, "lesson", "pack", "mine.md")
		out, err := cmd.CombinedOutput()
		page, _ := os.ReadFile(filepath.Join(cmd.Dir, "mine.html"))
		if err != nil || !bytes.Contains(page, []byte("Mine and nobody")) || !bytes.Contains(out, []byte("with the program of the site within this one")) {
			t.Errorf("%v: %s", err, out)
		}
	})
	t.Run("no link that it kept is lost when it is killed", func(t *testing.T) { killedWhileSharing(t, program) })
	t.Run("a second signal ends it at once", func(t *testing.T) {
		p := start(t, program, "serve", "--quiet", "--share-db", "links.db")
		c, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(p.address, "http://"), "/"))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		// A request whose body does not come keeps the server waiting. That it has
		// begun, the server says when it asks for the body.
		fmt.Fprint(c, "POST /s HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n")
		if line, err := bufio.NewReader(c).ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") {
			t.Fatalf("got %q (%v)", line, err)
		}
		p.send(t, syscall.SIGTERM)
		for !strings.Contains(p.stderr.String(), "a second interrupt stops at once") {
			runtime.Gosched()
		}
		p.send(t, syscall.SIGTERM)
		if err := p.wait(); err == nil || !strings.Contains(err.Error(), "terminated") {
			t.Errorf("got %v, want that the signal ended it", err)
		}
	})
}

// withinOneFile builds a small site, and a program that holds it.
func withinOneFile(t *testing.T) (dist, program string) {
	t.Helper()
	folder := t.TempDir()
	in := func(name string) string { return filepath.Join(folder, name) }
	for name, text := range map[string]string{
		"hello.md":  "---\ntitle: Hello\nid: hello\n---\n\n## One\n\nProse.\n",
		"fake.wasm": "\x00asm no program " + strings.Repeat("at all ", 1000),
	} {
		if err := os.WriteFile(in(name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var said bytes.Buffer
	args := []string{"build", "--lessons", in("hello.md"), "--wasm", in("fake.wasm"), "--out", in("dist"), "--build", in("build"), "--archive", in("site.zip")}
	if status := run(args, strings.NewReader(""), &said, &said); status != 0 {
		t.Fatalf("%v: %s", args, &said)
	}
	place, err := filepath.Abs("../../site/embedded/archive/site.zip")
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {place: in("site.zip")}})
	if err == nil {
		err = os.WriteFile(in("overlay.json"), overlay, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "build", "-overlay", in("overlay.json"), "-o", in("svclab"), ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return in("dist"), in("svclab")
}

// alone is the program in a folder of its own, with a lesson in it and with no other
// program to be found.
func alone(t *testing.T, program string, args ...string) *exec.Cmd {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "mine.md"), []byte("---\ntitle: Mine and nobody else's\nid: mine\n---\n\n## One\n\nProse.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, args...)
	cmd.Dir, cmd.Env = folder, []string{"PATH="}
	return cmd
}

// process is the program while it serves.
type process struct {
	cmd     *exec.Cmd
	address string
	stderr  *safeBuffer
	wait    func() error
}

func start(t *testing.T, program string, args ...string) process {
	t.Helper()
	p := process{cmd: alone(t, program, append(args, "--addr", "127.0.0.1:0")...), stderr: &safeBuffer{}}
	p.cmd.Stderr = p.stderr
	out, err := p.cmd.StdoutPipe()
	if err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	done := false
	p.wait = func() error { done = true; return p.cmd.Wait() }
	t.Cleanup(func() {
		if !done {
			_ = p.cmd.Process.Kill()
			_ = p.cmd.Wait()
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("it says no address: %v, %s", err, p.stderr)
	}
	p.address = strings.TrimSpace(line)
	return p
}

func (p process) send(t *testing.T, s os.Signal) {
	t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// safeBuffer is what a process says, which a test may read meanwhile.
type safeBuffer struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.String()
}

// answer is what a test looks at of one.
type answer struct {
	status                   int
	coding, media, kept, tag string
	body                     string
}

// ask asks for an address as a browser that takes some coding.
func ask(t *testing.T, address, coding string) answer {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", coding)
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	h := got.Header
	return answer{got.StatusCode, h.Get("Content-Encoding"), h.Get("Content-Type"), h.Get("Cache-Control"), h.Get("ETag"), string(body)}
}

// compareWithFolder asks for each file of a folder, in each coding, what the program
// holds instead of it.
func compareWithFolder(t *testing.T, address, dist string) {
	t.Helper()
	folder := httptest.NewServer(web.Handler(os.DirFS(dist)))
	defer folder.Close()
	files := 0
	err := fs.WalkDir(os.DirFS(dist), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		for _, coding := range []string{"br", "gzip", "identity"} {
			got, want := ask(t, address+name, coding), ask(t, folder.URL+"/"+name, coding)
			if got != want {
				t.Errorf("%s in %s: got %.300v, want %.300v", name, coding, got, want)
			}
		}
		return nil
	})
	if err != nil || files < 10 {
		t.Errorf("%d files were compared (%v)", files, err)
	}
}
