package image

import (
	"fmt"
	"testing"

	"svclab/wasm/api"
)

func TestWhatBecomesOfAProcess(t *testing.T) {
	for _, tt := range []struct {
		name  string
		c     *api.Container
		want  string // listens, ends, code, deaf
		files string
	}{
		{"a server", container("nginx", "", ""), "0 -1 0 false", ""},
		{"a shell that nobody talks to", container("busybox", "", ""), "-1 0 0 false", ""},
		{"sleep", container("busybox", "sleep 5", ""), "-1 5 0 true", ""},
		{"sleep without end", container("busybox", "sleep infinity", ""), "-1 -1 0 true", ""},
		{"a script that fails", &api.Container{Image: "busybox", Args: []string{"sh", "-c", "sleep 2; exit 3"}}, "-1 2 3 true", ""},
		{"a server after a while", &api.Container{Image: "nginx", Command: []string{"sh", "-c", "sleep 20; exec nginx -g 'daemon off;'"}}, "20 -1 0 false", ""},
		{"a server under a shell", &api.Container{Image: "nginx", Command: []string{"sh", "-c", "sleep 20; nginx"}}, "20 -1 0 true", ""},
		{"a loop", &api.Container{Image: "busybox", Command: []string{"sh", "-c", "while true; do sleep 1; done"}}, "-1 -1 0 true", ""},
		{"files", &api.Container{Image: "busybox", Command: []string{"sh", "-c", "touch /a && sleep 3; rm /a; test -f /a || exit 4"}}, "-1 3 4 true", "/a 0 false, /a 3 true, "},
		{"an app that nobody knows, whatever it is told", container("me/app", "serve now", "", api.ContainerPort{ContainerPort: 80}), "0 -1 0 false", ""},
		{"but for a shell", &api.Container{Image: "me/app", Command: []string{"sh", "-c", "false"}}, "-1 0 1 true", ""},
	} {
		p := Start(tt.c)
		ends := api.Duration(-1)
		if p.Ends {
			ends = p.After / api.Second
		}
		listens := p.Listens
		if listens > 0 {
			listens /= api.Second
		}
		files := ""
		for _, f := range p.Files {
			files += fmt.Sprint(f.Path, " ", int(f.After/api.Second), " ", f.Gone, ", ")
		}
		if got := fmt.Sprint(int(listens), " ", int(ends), " ", p.Code, " ", p.Deaf); got != tt.want || files != tt.files {
			t.Errorf("%s: got %s with %s, want %s with %s", tt.name, got, files, tt.want, tt.files)
		}
	}
}
