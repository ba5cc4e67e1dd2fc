//go:build hosts

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const wrangler = "testdata/wrangler/node_modules/.bin/wrangler"

// wranglerEnv lets wrangler ask nobody, tell nobody, and keep nothing.
func wranglerEnv(t *testing.T) []string {
	t.Helper()
	return append(os.Environ(), "CI=1", "NO_COLOR=1", "WRANGLER_SEND_METRICS=false", "WRANGLER_LOG_PATH="+t.TempDir())
}

// most is what the free plan takes of a Worker, compressed.
const most = 3_000_000

var gzipped = regexp.MustCompile(`gzip: ([0-9.]+) KiB`)

// Cloudflare's own program reads the configuration, bundles the Worker, and does all
// of a deployment but to send it. What it does not know, it warns of.
func TestWranglerTakesIt(t *testing.T) {
	folder := t.TempDir()
	page := filepath.Join(folder, "index.html")
	if err := os.WriteFile(page, []byte("<!doctype html>"), 0o644); err != nil {
		t.Fatal(err)
	}
	build := exec.Command("make", "worker")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("make worker: %v\n%s", err, out)
	}
	cmd := exec.Command(wrangler, "deploy", "--dry-run", "--assets", folder, "--outdir", filepath.Join(folder, "out"))
	cmd.Env = wranglerEnv(t)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: .ci/setup installs wrangler\n%s", err, out)
	}
	said := string(out)
	if strings.Contains(said, "WARNING") {
		t.Errorf("it warns:\n%s", said)
	}
	for _, want := range []string{"env.LINKS (", "env.LIMITER (20 requests/60s)", "env.ASSETS ", `env.BASE ("/")`} {
		if !strings.Contains(said, want) {
			t.Errorf("the Worker has no %s:\n%s", want, said)
		}
	}
	size := gzipped.FindStringSubmatch(said)
	if size == nil {
		t.Fatalf("no size is told:\n%s", said)
	}
	kib, err := strconv.ParseFloat(size[1], 64)
	if err != nil || kib*1024 >= most {
		t.Errorf("the Worker has %s KiB compressed (%v), and the free plan takes %d bytes", size[1], err, most)
	}
	t.Logf("%s KiB compressed", size[1])
}
