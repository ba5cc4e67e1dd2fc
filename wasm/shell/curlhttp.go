package shell

import (
	"fmt"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/image"
	"svclab/wasm/network"
)

// notTLS is what an HTTPS server says to a request without TLS, by which it
// can be told.
const notTLS = "Client sent an HTTP request to an HTTPS server.\n"

// answer takes what the server at the end of path says.
func (t *transfer) answer(path network.Path) error {
	if t.url.scheme == "https" {
		return t.answerTLS(path)
	}
	t.verbose("%s", t.request())
	if path.Status == 0 {
		if t.speaksFirst(path) {
			return t.fail(1, "Received HTTP/0.9 when not allowed")
		}
		return t.fail(52, "Empty reply from server")
	}
	t.take(path.Status, path.Body)
	return nil
}

// take keeps an HTTP answer.
func (t *transfer) take(status int, body string) {
	t.status, t.body = status, body
	end := fmt.Sprintf("* Connection #%d to host %s left intact\n", t.made-1, t.url.host)
	if t.o.closes() {
		end = fmt.Sprintf("* Closing connection %d\n", t.made-1)
	}
	t.headers = httpHead(t.shell.Cluster.Now(), status, len(body), t.contentType(), t.o.closes())
	if t.o.head {
		t.body = ""
	}
	for line := range strings.Lines(t.headers) {
		t.verbose("< %s", line)
	}
	t.verbose("%s", end)
}

// httpHead is the head of an HTTP answer.
func httpHead(now api.Time, status, length int, contentType string, closes bool) string {
	last := ""
	if closes {
		last = "Connection: close\r\n"
	}
	return fmt.Sprintf("HTTP/1.1 %d %s\r\nDate: %s\r\nContent-Length: %d\r\nContent-Type: %s\r\n%s\r\n",
		status, statusText[status], formatTime(now, "%a, %d %b %Y %H:%M:%S GMT"), length, contentType, last)
}

func (t *transfer) contentType() string {
	if t.status == 0 {
		return ""
	}
	return "text/plain; charset=utf-8"
}

var statusText = map[int]string{200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 502: "Bad Gateway", 503: "Service Unavailable"}

// request is what -v shows of the request.
func (t *transfer) request() string {
	var b strings.Builder
	version := "1.1"
	if t.o.http10 {
		version = "1.0"
	}
	fmt.Fprintf(&b, "> %s %s HTTP/%s\r\n> Host: %s\r\n> User-Agent: %s\r\n> Accept: */*\r\n",
		t.o.requestMethod(), t.url.path, version, t.url.authority(), t.o.agent)
	for _, h := range t.o.headers {
		b.WriteString("> " + h + "\r\n")
	}
	if t.o.hasData {
		fmt.Fprintf(&b, "> Content-Length: %d\r\n> Content-Type: application/x-www-form-urlencoded\r\n", len(t.o.data))
	}
	b.WriteString("> \r\n")
	return b.String()
}

// answerTLS takes the answer to an https URL. Only the control plane and the
// kubelets speak TLS, with certificates that the learner's machine does not know.
func (t *transfer) answerTLS(path network.Path) error {
	if path.Body != notTLS {
		return t.fail(35, "OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number")
	}
	if !t.o.insecure {
		return t.fail(60, "SSL certificate problem: unable to get local issuer certificate\n"+
			"More details here: https://curl.se/docs/sslcerts.html\n\n"+
			"curl failed to verify the legitimacy of the server and therefore could not\n"+
			"establish a secure connection to it. To learn more about this situation and\n"+
			"how to fix it, please visit the web page mentioned above.")
	}
	if listener(path) != "kube-apiserver" {
		t.take(404, "404 page not found\n")
		return nil
	}
	t.take(403, fmt.Sprintf("{\n  \"kind\": \"Status\",\n  \"apiVersion\": \"v1\",\n  \"metadata\": {},\n  \"status\": \"Failure\",\n"+
		"  \"message\": \"forbidden: User \\\"system:anonymous\\\" cannot get path \\\"%s\\\"\",\n"+
		"  \"reason\": \"Forbidden\",\n  \"details\": {},\n  \"code\": 403\n}", t.url.path))
	return nil
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
