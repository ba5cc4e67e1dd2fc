package shell

import (
	"encoding/base64"
	"fmt"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/network"
	"svclab/wasm/route"
)

// notTLS is what an HTTPS server says to a request without TLS, by which it
// can be told.
const notTLS = "Client sent an HTTP request to an HTTPS server.\n"

// answer takes what the server at the end of path says.
func (t *transfer) answer(path network.Path) error {
	switch {
	case t.url.scheme != "https":
	case path.Certificate == nil && path.TLSFailure == "":
		return t.answerTLS(path)
	default:
		if err := t.handshake(path); err != nil {
			return err
		}
	}
	t.location, t.contentKind = route.Value(path.Header, "Location"), route.Value(path.Header, "Content-Type")
	t.verbose("%s", t.request())
	if path.Status == 0 {
		if t.speaksFirst(path) {
			return t.fail(1, "Received HTTP/0.9 when not allowed")
		}
		return t.fail(52, "Empty reply from server")
	}
	t.take(path.Status, path.Body, path.Header...)
	return nil
}

// take keeps an HTTP answer.
func (t *transfer) take(status int, body string, header ...route.Field) {
	t.status, t.body = status, body
	number := t.made - 1
	if t.reused {
		number = t.number
	}
	end := fmt.Sprintf("* Connection #%d to host %s left intact\n", number, t.url.host)
	if t.o.closes() {
		end = "* Closing connection\n"
	}
	t.headers = httpHead(t.shell.Cluster.Now(), status, len(body), t.contentType(), t.o.closes(), header...)
	if t.o.head {
		t.body = ""
	}
	for line := range strings.Lines(t.headers) {
		t.verbose("< %s", line)
	}
	if t.body != "" && (t.output != "" && t.output != "-" || !t.fd[1].isTerminal()) {
		t.verbose("{ [%d bytes data]\n", len(t.body))
	}
	t.verbose("%s", end)
}

// httpHead is the head of an HTTP answer.
func httpHead(now api.Time, status, length int, contentType string, closes bool, header ...route.Field) string {
	last := ""
	for _, f := range header {
		if f.Name != "Content-Type" {
			last += f.Name + ": " + f.Value + "\r\n"
		}
	}
	if closes {
		last += "Connection: close\r\n"
	}
	return fmt.Sprintf("HTTP/1.1 %d %s\r\nDate: %s\r\nContent-Length: %d\r\nContent-Type: %s\r\n%s\r\n",
		status, route.StatusText(status), formatTime(now, "%a, %d %b %Y %H:%M:%S GMT"), length, contentType, last)
}

func (t *transfer) contentType() string {
	if t.status == 0 {
		return ""
	}
	if t.contentKind != "" {
		return t.contentKind
	}
	return "text/plain; charset=utf-8"
}

// request is what -v shows of the request.
func (t *transfer) request() string {
	var b strings.Builder
	version := "1.1"
	if t.o.http10 {
		version = "1.0"
	}
	header := func(name, value string) {
		for _, h := range t.o.headers { // one's own is sent instead of curl's
			given, own, _ := strings.Cut(h, ":")
			switch {
			case !strings.EqualFold(given, name):
			case name == "Host":
				value = strings.TrimSpace(own)
			default:
				return
			}
		}
		if value != "" {
			b.WriteString("> " + name + ": " + value + "\r\n")
		}
	}
	if t.o.user != "" {
		name, _, _ := strings.Cut(t.o.user, ":")
		b.WriteString("* Server auth using Basic with user '" + name + "'\n")
	}
	fmt.Fprintf(&b, "> %s %s HTTP/%s\r\n", t.o.requestMethod(), t.url.path, version)
	header("Host", t.url.authority())
	if t.o.user != "" {
		header("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(t.o.user)))
	}
	header("User-Agent", t.o.agent)
	header("Accept", "*/*")
	header("Referer", t.o.referer)
	for _, h := range t.o.headers {
		if name, value, _ := strings.Cut(h, ":"); strings.TrimSpace(value) != "" && !strings.EqualFold(name, "host") {
			b.WriteString("> " + h + "\r\n")
		}
	}
	if t.o.hasData && !t.o.get {
		fmt.Fprintf(&b, "> Content-Length: %d\r\n> Content-Type: application/x-www-form-urlencoded\r\n", len(t.o.data))
	}
	b.WriteString("> \r\n")
	return b.String()
}

// listener returns the name of the process that a connection has reached: a
// container, or a daemon of a node.
func listener(path network.Path) string {
	if len(path.Hops) == 0 || path.Result != network.Answered {
		return ""
	}
	return path.Hops[len(path.Hops)-1].Name
}

// speaksFirst reports a server that greets its client, or answers a line that
// it does not understand, in words that are no HTTP.
func (t *transfer) speaksFirst(path network.Path) bool {
	container := listener(path)
	namespace, name := path.Pod()
	if name == "" {
		return container == "sshd"
	}
	for _, pod := range t.shell.Cluster.Pods(namespace) {
		if pod.Name != name {
			continue
		}
		for _, c := range pod.Spec.Containers {
			if i, err := image.Lookup(c.Image); err == nil && c.Name == container {
				return i.Name == "mysql" || i.Name == "mariadb" || i.Name == "memcached"
			}
		}
	}
	return false
}
