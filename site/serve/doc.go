// Package serve runs a web server on somebody's own machine: it listens where it was
// told, says which address to open, logs what is asked, and stops when the answers
// under way have been given.
//
// An answer may take as long as it needs, as long as the client goes on taking it: a
// phone may be slow, and a page may wait for news for hours. The log says what was
// asked and how it went, and nothing of who asked or what somebody shares.
package serve
