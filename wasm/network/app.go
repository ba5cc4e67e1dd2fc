package network

import (
	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/route"
)

// App is how the process in a container misbehaves at this instant. The zero App
// does what its image does. World.AppOf tells it; whatever decides what an HTTP
// server at the end of a way says has to ask it first (see World.reply).
type App struct {
	Slow    api.Duration // how much later each answer comes
	Errors  int          // so many of a hundred requests are answered 500
	Unready string       // the path on which every request is answered 503, "" for none
	Hang    bool         // it accepts connections and never answers
}

// HangsFor is how long a client that has no patience of its own waits for an App
// that hangs. A real one would wait for ever.
const HangsFor = 5 * api.Minute

// asked is one HTTP request as it gets to its end.
type asked struct {
	path     string
	seenIP   string // the client's address there
	seenPort int32
	draw     uint64   // decides what an App leaves to chance
	whole    *Request // nil for a probe
}

// answer is what an HTTP server says, and when.
type answer struct {
	status int // 0 when it speaks no HTTP
	body   string
	served api.Duration  // how long the process took
	hangs  bool          // nothing ever comes
	header []route.Field // beside what every answer has
}

// app returns how the process at an end misbehaves.
func (w *World) app(e *end) App {
	if w.AppOf == nil || e.pod == nil || e.container == "" {
		return App{}
	}
	return w.AppOf(e.pod, e.container)
}

// misbehaves is what an App says instead of its page; ok is false when it says
// what it should, if late.
func (a App) misbehaves(r asked) (answer, bool) {
	switch {
	case a.Hang:
		return answer{hangs: true}, true
	case a.Unready != "" && a.Unready == r.path:
		return answer{status: 503, body: "unready\n", served: a.Slow}, true
	case a.fails(r.draw):
		return answer{status: 500, body: "Internal Server Error\n", served: a.Slow}, true
	}
	return answer{}, false
}

// fails decides by a request's draw whether an App answers 500.
func (a App) fails(draw uint64) bool {
	return a.Errors > 0 && portBetween(0, 99, mix(draw, mixError)) < int32(a.Errors)
}

// ErrorOf reports whether a request that drew a number is one of those that an
// App in the way of a connection answers with 500.
func (c *Connection) ErrorOf(w *World, draw uint64) bool {
	if w.AppOf == nil || c.Path.Status == 0 {
		return false
	}
	namespace, name := c.Path.Pod()
	e := c.end(w.PodByName(namespace, name))
	a, _ := w.app(&e).misbehaves(asked{path: c.Request.path(), draw: draw})
	return a.status == 500
}

// page is what a web app that does as it should answers.
func (e *end) page(r asked) (status int, body string) {
	i, err := image.Lookup(e.web.Image)
	switch {
	case i.Proxy && r.path == "/healthz":
		return 200, ""
	case i.DNS && (e.port == 8080 && r.path == "/health" || e.port == 8181 && r.path == "/ready"):
		return 200, "OK"
	case i.DNS && r.path == "/metrics":
		return 404, noMetrics
	case err != nil || !i.Web:
		return 404, notFound
	}
	if r.whole != nil && r.path == "/header" {
		if key, ok := i.ToldHeader(r.whole.Path); ok {
			return 200, route.Value(r.whole.Header, key)
		}
	}
	remote := ""
	if i.TellsClient(r.path) {
		remote = SocketText(r.seenIP, r.seenPort)
	}
	return 200, i.Answer(e.pod.Name, r.path, remote)
}
