package main

import (
	"bytes"
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCommandLine(t *testing.T) {
	taken, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	dist := t.TempDir()
	if err := os.WriteFile(filepath.Join(dist, "index.html"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		name, args     string
		status         int
		stdout, stderr string // of which each holds this
	}{
		{"nothing asked", "", 2, "", "Usage: svclab COMMAND"},
		{"help lists the commands", "help", 0, "serve    serve a built site", ""},
		{"a word that is no command", "sreve", 2, "", `unknown command "sreve": want one of help, serve, build, shell, lesson`},
		{"a word that lesson knows", "lint", 2, "", `unknown command "lint": did you mean "svclab lesson lint"?`},
		{"an argument too many", "serve dist", 2, "", `unexpected argument "dist"`},
		{"an unknown flag", "build --oout x", 2, "", "flag provided but not defined: -oout"},
		{"help of a command", "serve -h", 0, "", "Usage: svclab serve [--addr"},
		{"no site to serve", "serve --dir testdata/nowhere", 1, "", `holds no site: run "svclab build --out testdata/nowhere" first`},
		{"a taken port", "serve --dir " + dist + " --addr " + taken.Addr().String(), 1, "", "is taken: want another, such as --addr 127.0.0.1:0"},
		{"no lessons to serve", "serve --dir " + dist + " --lessons testdata/nowhere", 1, "", "--lessons testdata/nowhere: no such file or folder: want a folder with course.yaml"},
		{"an address without a port", "serve --dir " + dist + " --addr nonsense", 1, "", `address "nonsense": want HOST:PORT`},
		{"no lessons to build", "build --lessons testdata/nowhere --out " + filepath.Join(dist, "new"), 1, "", "svclab build: testdata/nowhere: no such file or folder: want a folder with course.yaml"},
		{"a folder without lessons", "build --lessons testdata --out " + filepath.Join(dist, "new"), 1, "", "svclab build: testdata holds no lesson: want a folder with course.yaml, or a file such as hello.md"},
	} {
		t.Run(row.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			status := run(strings.Fields(row.args), strings.NewReader(""), &stdout, &stderr)
			if status != row.status || !strings.Contains(stdout.String(), row.stdout) || !strings.Contains(stderr.String(), row.stderr) {
				t.Errorf("status %d, out %q, err %q; want %d, %q, %q", status, &stdout, &stderr, row.status, row.stdout, row.stderr)
			}
			if row.status != 0 && stdout.Len() > 0 {
				t.Errorf("an error went to standard output: %q", &stdout)
			}
		})
	}
}
