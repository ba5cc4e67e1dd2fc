package serve

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// text is what a server wrote, which a test may read meanwhile.
type text struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (t *text) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.all.Write(b)
}

func (t *text) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.all.String()
}

// running is a server that a test has started.
type running struct {
	address string // without the slash at its end
	log     *text
	stop    func()
	ended   chan error
}

func run(t *testing.T, o Options) running {
	t.Helper()
	out, in := io.Pipe()
	ctx, stop := context.WithCancel(context.Background())
	r := running{log: &text{}, stop: stop, ended: make(chan error, 1)}
	o.Addr, o.Out, o.Log = "127.0.0.1:0", in, r.log
	go func() {
		err := Run(ctx, o)
		in.CloseWithError(err)
		r.ended <- err
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	r.address = strings.TrimSuffix(strings.TrimSpace(line), "/")
	return r
}

// An interrupt lets an answer under way come to its end, and nobody else begin one.
func TestStoppingFinishesWhatIsUnderWay(t *testing.T) {
	begun, finish := make(chan bool), make(chan bool)
	s := run(t, Options{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "half, ")
		_ = http.NewResponseController(w).Flush()
		begun <- true
		<-finish
		fmt.Fprint(w, "and the rest")
	})})
	answer := make(chan string)
	go func() {
		got, err := http.Get(s.address + "/slow")
		if err != nil {
			answer <- err.Error()
			return
		}
		defer got.Body.Close()
		body, err := io.ReadAll(got.Body)
		answer <- fmt.Sprint(string(body), err)
	}()
	<-begun
	s.stop()
	for { // until the listener is closed, which Run does in its own time
		c, err := net.Dial("tcp", strings.TrimPrefix(s.address, "http://"))
		if err != nil {
			break
		}
		c.Close()
		runtime.Gosched()
	}
	select {
	case err := <-s.ended:
		t.Fatalf("the server has not waited: %v", err)
	default:
	}
	close(finish)
	if got := <-answer; got != "half, and the rest<nil>" {
		t.Errorf("got %q", got)
	}
	if err := <-s.ended; err != nil {
		t.Error(err)
	}
	if !strings.Contains(s.log.String(), "stopping when 1 answers have been given; a second interrupt stops at once") {
		t.Errorf("nobody is told why it does not stop at once: %q", s.log)
	}
}

func TestStoppingEndsStreams(t *testing.T) {
	closed := make(chan bool)
	s := run(t, Options{Closing: func() { close(closed) }, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "data: 1\n\n")
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Error(err)
		}
		<-closed
	})})
	got, err := http.Get(s.address + "/live/events")
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	s.stop()
	if err := <-s.ended; err != nil {
		t.Error(err)
	}
	if body, err := io.ReadAll(got.Body); err != nil || string(body) != "data: 1\n\n" {
		t.Errorf("got %q (%v)", body, err)
	}
}

// A browser opens connections in advance. Whether the server has closed one tells
// what is read from its other end.
func TestStoppingWaitsForNobodyWhoAsksNothing(t *testing.T) {
	idle := unused{all: map[net.Conn]bool{}}
	silent, ofSilent := net.Pipe()
	asking, ofAsking := net.Pipe()
	idle.follow(silent, http.StateNew)
	idle.follow(asking, http.StateNew)
	idle.follow(asking, http.StateActive)
	idle.close()
	if _, err := ofSilent.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		t.Errorf("who asked nothing gets %v, want the end", err)
	}
	go func() { _, _ = asking.Write([]byte("x")) }()
	if _, err := ofAsking.Read(make([]byte, 1)); err != nil {
		t.Errorf("who asked gets %v, want an answer", err)
	}
}

func TestALineForEachRequest(t *testing.T) {
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/ko/":
			w.Header().Set("Content-Encoding", "br")
			fmt.Fprint(w, "course")
		case "/nowhere":
			http.NotFound(w, r)
		}
	})
	for _, row := range []struct{ name, method, target, want string }{
		{"a page", "GET", "/ko/", "GET /ko/ 200 6 br"},
		{"a query stays out", "GET", "/ko/?clip=secret", "GET /ko/ 200 6 br"},
		{"what is not there", "GET", "/nowhere", "GET /nowhere 404 19 -"},
		{"the ID of a short link stays out", "GET", "/s/SECRET", "GET /s/... 200 0 -"},
		{"below a base too", "GET", "/docs/lab/s/SECRET", "GET /docs/lab/s/... 200 0 -"},
		{"a short link that is made", "POST", "/s", "POST /s 200 0 -"},
		{"a line that looks like two", "GET", "/a%0a12:00:00%20GET%20/b", "GET /a%0a12:00:00%20GET%20/b 200 0 -"},
		{"what moves a cursor", "GET", "/%1b[2J", "GET /%1b[2J 200 0 -"},
		{"a method that somebody made up", "S3CRET", "/", "OTHER / 200 0 -"},
		{"a path without an end", "GET", "/" + strings.Repeat("x", 500), "GET /" + strings.Repeat("x", longest-1) + "... 200 0 -"},
	} {
		t.Run(row.name, func(t *testing.T) {
			var out bytes.Buffer
			r := httptest.NewRequest(row.method, row.target, nil)
			r.RemoteAddr = "192.0.2.77:1234"
			r.Header.Set("User-Agent", "Somebody's")
			logged(h, &lines{to: &out}).ServeHTTP(httptest.NewRecorder(), r)
			if !regexp.MustCompile(`^\d\d:\d\d:\d\d ` + regexp.QuoteMeta(row.want) + ` [0-9.]+[nµm]?s\n$`).Match(out.Bytes()) {
				t.Errorf("got %q, want %q between time and duration", &out, row.want)
			}
			if said := out.String(); strings.Contains(said, "SECRET") || strings.Contains(said, "192.0.2.77") || strings.Contains(said, "Somebody") {
				t.Errorf("%q says more than it should", said)
			}
		})
	}
}

func TestQuietLogsNoRequests(t *testing.T) {
	s := run(t, Options{Quiet: true, Handler: http.NotFoundHandler()})
	got, err := http.Get(s.address)
	if err != nil {
		t.Fatal(err)
	}
	got.Body.Close()
	s.stop()
	if err := <-s.ended; err != nil || s.log.String() != "" {
		t.Errorf("%q (%v)", s.log, err)
	}
}

func TestAPanicIsAnAnswer(t *testing.T) {
	s := run(t, Options{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		w.Header().Set("Cache-Control", "immutable")
		if r.URL.Path == "/late" {
			fmt.Fprint(w, "half")
			_ = http.NewResponseController(w).Flush()
		}
		panic("a broken lesson")
	})})
	got, err := http.Get(s.address + "/early")
	if err != nil {
		t.Fatal(err)
	}
	got.Body.Close()
	if got.StatusCode != 500 || got.Header.Get("Content-Encoding") != "" || got.Header.Get("Cache-Control") != "" {
		t.Errorf("got %s %v", got.Status, got.Header)
	}
	if late, err := http.Get(s.address + "/late"); err == nil {
		if body, err := io.ReadAll(late.Body); err == nil {
			t.Errorf("half an answer, %q, looks whole", body)
		}
		late.Body.Close()
	}
	s.stop()
	if err := <-s.ended; err != nil {
		t.Error(err)
	}
	for _, want := range []string{"a bug of svclab: GET /early: a broken lesson\n", "serve_test.go:", "GET /early 500 22 -", "GET /late 200 4 br"} {
		if !strings.Contains(s.log.String(), want) {
			t.Errorf("the log says %q, want %q in it", s.log, want)
		}
	}
	if strings.Contains(s.log.String(), "127.0.0.1") {
		t.Errorf("the log names a client: %q", s.log)
	}
}

// deadlines is an answer that notes how much time it is given.
type deadlines struct {
	*httptest.ResponseRecorder
	until []time.Time
}

func (d *deadlines) SetWriteDeadline(t time.Time) error { d.until = append(d.until, t); return nil }

// ReadFrom would send a whole file with one deadline.
func (d *deadlines) ReadFrom(io.Reader) (int64, error) { panic("a whole file in one piece") }

func TestEachPieceOfAnAnswerHasItsTime(t *testing.T) {
	w := &deadlines{ResponseRecorder: httptest.NewRecorder()}
	began := time.Now()
	patient(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(w, struct{ io.Reader }{strings.NewReader(strings.Repeat("x", 100<<10))})
	}), time.Hour).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if len(w.until) != 6 { // before, for each of 32 KiB, and after
		t.Errorf("the time was extended %d times, want 6", len(w.until))
	}
	for _, until := range w.until {
		if until.Before(began.Add(time.Hour)) {
			t.Errorf("a piece got %s", until.Sub(began))
		}
	}
}

// A client that takes nothing any more is given up; others go on meanwhile.
func TestWhoTakesNothingIsGivenUp(t *testing.T) {
	failed := make(chan error, 1)
	s := httptest.NewServer(patient(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		piece := make([]byte, 1<<20)
		for {
			if _, err := w.Write(piece); err != nil {
				failed <- err
				return
			}
		}
	}), 50*time.Millisecond))
	defer s.Close()
	c, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprint(c, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	if err := <-failed; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("got %v, want that the time was over", err)
	}
}

func TestWhereAServerIs(t *testing.T) {
	for _, row := range []struct{ at, own, others string }{
		{"127.0.0.1:8080", "http://127.0.0.1:8080/", ""},
		{"[::1]:8080", "http://[::1]:8080/", ""},
		{"192.0.2.1:80", "http://192.0.2.1:80/", "http://192.0.2.1:80/"},
	} {
		at, err := net.ResolveTCPAddr("tcp", row.at)
		if err != nil {
			t.Fatal(err)
		}
		own, others := addresses(at)
		if own != row.own || strings.Join(others, " ") != row.others {
			t.Errorf("%s: got %s and %v, want %s and %q", row.at, own, others, row.own, row.others)
		}
	}
	for _, all := range []string{"0.0.0.0:8080", "[::]:8080"} {
		at, err := net.ResolveTCPAddr("tcp", all)
		if err != nil {
			t.Fatal(err)
		}
		if own, others := addresses(at); own != "http://127.0.0.1:8080/" || len(others) == 0 || strings.Contains(strings.Join(others, " "), "127.0.0.1") {
			t.Errorf("%s: got %s and %v, want the own address, and those of others", all, own, others)
		}
	}
}

func TestAddressesThatCannotBe(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for addr, want := range map[string]string{
		taken.Addr().String(): "is taken: want another, such as --addr 127.0.0.1:0 for any free port",
		"192.0.2.1:8080":      `address "192.0.2.1:8080" is none of this machine: want 127.0.0.1:8080`,
		"8080":                `address "8080": want HOST:PORT, such as 127.0.0.1:8080`,
		"127.0.0.1:99999":     `address "127.0.0.1:99999": want HOST:PORT, such as 127.0.0.1:8080`,
	} {
		if err := Run(context.Background(), Options{Addr: addr}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q in it", addr, err, want)
		}
	}
}

// The browser is whatever the system opens addresses with: here one that writes down
// what it was given, and one that fails.
func TestOpen(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("other systems open addresses without looking into PATH")
	}
	for _, row := range []struct{ name, script, want string }{
		{"there is none", "", "no browser was opened with xdg-open (exec: \"xdg-open\": executable file not found in $PATH): open ADDRESS yourself"},
		{"it fails", "#!/bin/sh\nexit 3\n", "no browser was opened with xdg-open (exit status 3): open ADDRESS yourself"},
		{"it opens", "#!/bin/sh\necho \"$1\" > \"$0.got\"\n", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			bin := t.TempDir()
			t.Setenv("PATH", bin)
			program := filepath.Join(bin, "xdg-open")
			if row.script != "" {
				if err := os.WriteFile(program, []byte(row.script), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			s := run(t, Options{Open: true, Path: "docs/lab/", Handler: http.NotFoundHandler()})
			want := strings.Replace(row.want, "ADDRESS", s.address+"/", 1) + "\n"
			for {
				got, _ := os.ReadFile(program + ".got")
				if row.want != "" && s.log.String() == want || row.want == "" && string(got) == s.address+"/\n" {
					break
				}
				if t.Context().Err() != nil || s.log.String() != "" && s.log.String() != want {
					t.Fatalf("the log says %q and the browser got %q", s.log, got)
				}
				runtime.Gosched()
			}
			if !strings.HasSuffix(s.address, "/docs/lab") {
				t.Errorf("the address is %s", s.address)
			}
		})
	}
}
