//go:build js

// Command wasm is the program in the page. It is composition only: it takes the
// lesson that stands in the page and the work that the browser kept of it, and
// hands both to package browser, which runs ui until the page is left.
//
// # What the page weighs
//
// Every byte of the program is waited for, so it is made small after it is compiled,
// and comes in two parts: see site/slim. site/later.txt lists the functions of the second, which no
// learner calls in the first minutes; who asks for one of them earlier waits for it, with
// what was typed meanwhile kept. Most functions are not inlined.
//
// For the same reason a few things are our own that a library does elsewhere: the YAML
// writer and the label selectors of kubectl, SHA-256 in proxy. Tests hold each against
// its library.
package main
