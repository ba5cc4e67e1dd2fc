package serve

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// lines writes whole lines, whoever writes them at once.
type lines struct {
	mu sync.Mutex
	to io.Writer
}

func (l *lines) printf(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	fmt.Fprintf(l.to, format+"\n", args...)
}

// Write writes what net/http has to say.
func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.to.Write(b)
}

// logged writes a line for each answer: the time, method, path, status, bytes,
// coding and how long it took. It says nothing of who asked, and no query: what
// somebody shares may stand in it.
func logged(h http.Handler, log *lines) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		answer := &counter{ResponseWriter: w}
		defer func() {
			coding := answer.Header().Get("Content-Encoding")
			if coding == "" {
				coding = "-"
			}
			log.printf("%s %s %s %d %d %s %s", began.Format(time.TimeOnly), method(r.Method), shown(r.URL),
				max(answer.status, http.StatusOK), answer.bytes, coding, time.Since(began).Round(10*time.Microsecond))
		}()
		h.ServeHTTP(answer, r)
	})
}

// longest is how much of a path a line has room for.
const longest = 200

// shown is what a line says of an address: the path as it was written, which holds
// no space and nothing that moves a terminal's cursor. The ID of a short link is left
// out, since whoever has it has what was shared.
func shown(u *url.URL) string {
	path := u.EscapedPath()
	if before, _, ok := strings.Cut(path, "/s/"); ok {
		path = before + "/s/..."
	}
	if len(path) > longest {
		path = path[:longest] + "..."
	}
	return path
}

// method is what a line says was asked: nothing that a client made up.
func method(m string) string {
	for _, known := range []string{"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"} {
		if m == known {
			return m
		}
	}
	return "OTHER"
}

// counter knows what was answered.
type counter struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// Unwrap lets streams be flushed.
func (c *counter) Unwrap() http.ResponseWriter { return c.ResponseWriter }

func (c *counter) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
	c.ResponseWriter.WriteHeader(status)
}

func (c *counter) Write(b []byte) (int, error) {
	c.status = max(c.status, http.StatusOK)
	n, err := c.ResponseWriter.Write(b)
	c.bytes += int64(n)
	return n, err
}
