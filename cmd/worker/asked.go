//go:build js

package main

import "net/http"

// asked puts the client's own words for the path into a request, by which the
// handler leads from /svclab to /svclab/. The library leaves them out.
func asked(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.RequestURI = r.URL.RequestURI()
		h.ServeHTTP(w, r)
	})
}
