//go:build js

// Command wasm is the program in the page. It is composition only: it takes the
// lesson that stands in the page and the work that the browser kept of it, and
// hands both to package browser, which runs ui until the page is left.
package main
