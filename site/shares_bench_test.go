//go:build bench

package site

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"svclab/site/share"
)

// shares offers svclab serve a thousand links a second for ten seconds, each when its
// time has come whether or not those before have been answered, and then asks for all
// that were to be kept.
func shares(t *testing.T, dist string) []row {
	t.Helper()
	const rate, seconds = 1000, 10
	program := filepath.Join(t.TempDir(), "svclab")
	build := exec.Command("go", "build", "-o", program, "svclab/cmd/svclab")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(program, "serve", "--quiet", "--addr", "127.0.0.1:0", "--dir", dist, "--share-rate", "0", "--share-db", filepath.Join(t.TempDir(), "links.db"))
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address = strings.TrimSpace(address)
	client := &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 512, MaxConnsPerHost: 512},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

	took, status := make([]time.Duration, rate*seconds), make([]int, rate*seconds)
	link := func(i int) string { return fmt.Sprintf("ko/nodeport/#s=1.%d-%s", i, strings.Repeat("A", 1500)) }
	var all sync.WaitGroup
	began := time.Now()
	for i := range rate * seconds {
		due := began.Add(time.Duration(i) * time.Second / rate)
		time.Sleep(time.Until(due))
		all.Go(func() {
			answer, err := client.Post(address+"s", "text/plain", strings.NewReader(link(i)))
			if err == nil {
				_, err = io.Copy(io.Discard, answer.Body)
				answer.Body.Close()
			}
			took[i] = time.Since(due)
			if err == nil {
				status[i] = answer.StatusCode
			}
		})
	}
	all.Wait()
	whole := time.Since(began)
	refused, lost := 0, 0
	for i, s := range status {
		if s != http.StatusCreated {
			refused++
			continue
		}
		answer, err := client.Get(address + "s/" + share.ID(link(i)))
		if err != nil || answer.Header.Get("Location") != "../"+link(i) {
			lost++
		}
		if err == nil {
			answer.Body.Close()
		}
	}
	slices.Sort(took)
	return []row{
		{"short links: offered to serve", fmt.Sprintf("%d/s", rate), fmt.Sprintf("for %d s, 1.5 KB each, on loopback, fsynced", seconds)},
		{"short links: kept", fmt.Sprintf("%.0f/s", float64(len(status)-refused)/whole.Seconds()), fmt.Sprintf("%d not kept, %d kept and lost", refused, lost)},
		{"short links: median, 99 of 100 within", fmt.Sprintf("%.1f, %.1f ms", took[len(took)/2].Seconds()*1000, took[len(took)*99/100].Seconds()*1000), "from when each was due"},
	}
}

// TestShares measures short links alone.
func TestShares(t *testing.T) {
	for _, r := range shares(t, builtSite(t, true)) {
		fmt.Printf("%-60s %14s  %s\n", r[0], r[1], r[2])
	}
}
