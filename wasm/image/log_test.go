package image

import (
	"strings"
	"testing"

	"svclab/wasm/api"
)

func TestProgramsLogInTheirOwnFormats(t *testing.T) {
	at := api.Epoch.Add(12*api.Hour + 345678*api.Microsecond)
	r := Request{At: at, IP: "10.244.0.1", Port: 40000, Method: "GET", Path: "/a?b=c", Agent: "curl/8.0", Status: 200, Size: 6}
	const clf = `10.244.0.1 - - [01/Jan/2026:12:00:00 +0000] "GET /a?b=c HTTP/1.1" `
	agnhost := "registry.k8s.io/e2e-test-images/agnhost"
	for _, tt := range []struct {
		name           string
		c              *api.Container
		start, request string // of the start the last line
	}{
		{"nginx", container("nginx", "", ""), "2026/01/01 12:00:00 [notice] 1#1: start worker processes", clf + `200 6 "-" "curl/8.0" "-"`},
		{"nginx that sleeps", container("nginx", "sleep 9", ""), "", clf + `200 6 "-" "curl/8.0" "-"`},
		{"httpd", container("httpd", "", ""), "[Thu Jan 01 12:00:00.345678 2026] [core:notice] [pid 1:tid 1] AH00094: Command line: 'httpd -D FOREGROUND'", clf + "200 6"},
		{"whoami", container("traefik/whoami", "", ""), "2026/01/01 12:00:00 Starting up on port 80", ""},
		{"whoami on another port", container("traefik/whoami", "", "--port 8000"), "2026/01/01 12:00:00 Starting up on port 8000", ""},
		{"whoami that is verbose", container("traefik/whoami", "", "-verbose"), "2026/01/01 12:00:00 Starting up on port 80",
			`2026/01/01 12:00:00 10.244.0.1:40000 - - [01/Jan/2026:12:00:00 +0000] "GET /a?b=c HTTP/1.1" - -`},
		{"agnhost", container(agnhost, "", "netexec --http-port=80"), "I0101 12:00:00.345678       1 log.go:245] Started HTTP server on port 80",
			"I0101 12:00:00.345678       1 log.go:245] GET /a?b=c"},
		{"agnhost that waits", container(agnhost, "", "pause"), "", "I0101 12:00:00.345678       1 log.go:245] GET /a?b=c"},
		{"redis", container("redis", "", ""), "1:M 01 Jan 2026 12:00:00.345 * Ready to accept connections tcp", ""},
		{"mysql", container("mysql", "", ""), "2026-01-01T12:00:00.345678Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections.", ""},
		{"a stranger", container("ghcr.io/me/app", "", "", api.ContainerPort{ContainerPort: 3000}), "listening on port 3000", clf + `200 6 "-" "curl/8.0" "-"`},
		{"a stranger that says nothing", container("ghcr.io/me/app", "", ""), "", clf + `200 6 "-" "curl/8.0" "-"`},
		{"busybox", container("busybox", "", ""), "", ""},
	} {
		i, err := Lookup(tt.c.Image)
		if err != nil {
			t.Fatal(err)
		}
		start := i.LogStart(tt.c, "10.244.0.2", at)
		if last := strings.Join(start[max(0, len(start)-1):], ""); last != tt.start {
			t.Errorf("%s starts with %q, want %q", tt.name, last, tt.start)
		}
		if got := i.LogRequest(tt.c, r); got != tt.request {
			t.Errorf("%s: got  %s\nwant %s", tt.name, got, tt.request)
		}
	}
	i, _ := Lookup("httpd")
	if r.Size = 0; i.LogRequest(container("httpd", "", ""), r) != clf+"200 -" {
		t.Errorf("httpd writes no bytes as %s", i.LogRequest(container("httpd", "", ""), r))
	}
}
