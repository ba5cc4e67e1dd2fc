//go:build js

package browser

import (
	"strings"
	"syscall/js"
)

// embedPath reports whether the page stands at the path that others may frame.
func embedPath() bool {
	return strings.Contains(js.Global().Get("location").Get("pathname").String(), "/embed/")
}

// query returns what follows embed= in the address, and whether embed is there.
func query() (pane string, asked bool) {
	search := js.Global().Get("URLSearchParams").New(js.Global().Get("location").Get("search"))
	if v := search.Call("get", "embed"); v.Type() == js.TypeString {
		return v.String(), true
	}
	return "", false
}

func embedAsked() bool { _, asked := query(); return asked }

func embedPane() string { pane, _ := query(); return pane }
