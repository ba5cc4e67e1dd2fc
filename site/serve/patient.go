package serve

import (
	"net/http"
	"time"
)

// patient ends an answer when the client takes no piece of it for some time. A limit
// for the whole of an answer would end a download by a slow phone, and the streams of
// pages that wait for news.
func patient(h http.Handler, piece time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		slow := slowWriter{w, http.NewResponseController(w), piece}
		slow.extend() // what the server writes by itself needs time too
		h.ServeHTTP(slow, r)
		slow.extend()
	})
}

// slowWriter gives each piece its own time. It hides that the writer below can copy
// a whole file in one go, which no deadline could be set within.
type slowWriter struct {
	http.ResponseWriter
	control *http.ResponseController
	piece   time.Duration
}

// Unwrap lets streams be flushed.
func (s slowWriter) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// extend does nothing where there is no connection, as in tests.
func (s slowWriter) extend() { _ = s.control.SetWriteDeadline(time.Now().Add(s.piece)) }

func (s slowWriter) Write(b []byte) (int, error) {
	s.extend()
	return s.ResponseWriter.Write(b)
}
