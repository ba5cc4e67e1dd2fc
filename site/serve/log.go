package serve

import (
	"fmt"
	"io"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"
)

// logged writes a line for each answer: the time, method, path, status, bytes,
// coding and how long it took. It says nothing of who asked, and no query: what
// somebody shares may stand in it.
func logged(h http.Handler, log io.Writer) http.Handler {
	var mu sync.Mutex
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		counted := &counter{ResponseWriter: w}
		defer func() {
			path := strconv.Quote(r.URL.Path)
			if !strings.ContainsAny(path, `\ `) {
				path = path[1 : len(path)-1]
			}
			coding := counted.Header().Get("Content-Encoding")
			if coding == "" {
				coding = "-"
			}
			mu.Lock()
			defer mu.Unlock()
			fmt.Fprintf(log, "%s %s %s %d %d %s %s\n", began.Format(time.TimeOnly), method(r.Method), path,
				max(counted.status, http.StatusOK), counted.bytes, coding, time.Since(began).Round(10*time.Microsecond))
		}()
		h.ServeHTTP(counted, r)
	})
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

// caught answers with an error where a handler panics, and logs where that was.
func caught(h http.Handler, log io.Writer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := &counter{ResponseWriter: w}
		defer func() {
			if p := recover(); p != nil && p != http.ErrAbortHandler {
				fmt.Fprintf(log, "a bug of svclab: %s %q: %v\n%s", method(r.Method), r.URL.Path, p, debug.Stack())
				if answer.status == 0 {
					http.Error(answer, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
				}
			} else if p != nil {
				panic(p)
			}
		}()
		h.ServeHTTP(answer, r)
	})
}
