package serve

import (
	"net/http"
	"runtime/debug"
)

// caught answers with an error where a handler panics, and logs where that was. An
// answer that has begun is broken off, so that nobody takes it for whole.
func caught(h http.Handler, log *lines) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := &counter{ResponseWriter: w}
		defer func() {
			p := recover()
			switch {
			case p == nil:
				return
			case p == http.ErrAbortHandler:
				panic(p)
			}
			log.printf("a bug of svclab: %s %s: %v\n%s", method(r.Method), shown(r.URL), p, debug.Stack())
			if answer.status != 0 {
				panic(http.ErrAbortHandler)
			}
			for _, of := range []string{"Cache-Control", "Content-Encoding", "ETag"} {
				answer.Header().Del(of) // the file that was to be sent
			}
			http.Error(answer, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		}()
		h.ServeHTTP(answer, r)
	})
}
