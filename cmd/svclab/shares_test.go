package main

import (
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"svclab/site/share"
)

// killedWhileSharing kills the program several times in the midst of links that are
// being made, as kill -9 does, and looks for each that it said it had kept.
func killedWhileSharing(t *testing.T, program string) {
	file := filepath.Join(t.TempDir(), "links.db")
	kept := map[string]string{} // links by their addresses
	for round := range 4 {
		p := start(t, program, "serve", "--quiet", "--share-db", file, "--share-rate", "0")
		enough := 100 * (round + 1) // the program is killed when so many have been kept in this round
		var mu sync.Mutex
		var clients sync.WaitGroup
		before, killed := len(kept), false
		for client := range 32 {
			clients.Go(func() {
				for n := 0; ; n++ {
					link := fmt.Sprintf("ko/nodeport/#s=1.%d-%d-%d-%s", round, client, n, strings.Repeat("A", 2000))
					path, err := shareAt(p.address, link)
					if err != nil {
						return // the program is gone
					}
					mu.Lock()
					kept[path] = link
					if len(kept)-before >= enough && !killed {
						killed = true
						_ = p.cmd.Process.Kill()
					}
					mu.Unlock()
				}
			})
		}
		clients.Wait()
		if !killed {
			t.Fatalf("round %d: only %d links were kept: %s", round, len(kept)-before, p.stderr)
		}
		_ = p.wait() // it was killed
	}
	p := start(t, program, "serve", "--quiet", "--share-db", file)
	for path, link := range kept {
		if to := led(t, p.address+path); to != "../"+link {
			t.Errorf("%s was said to be kept, and leads to %q", path, to)
		}
	}
	t.Logf("%d links kept over four kills", len(kept))
}

// sharer follows no links, and keeps as many connections as there are clients.
var sharer = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 64},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// shareAt keeps a link and returns its path, when the whole answer has come.
func shareAt(address, link string) (path string, err error) {
	answer, err := sharer.Post(address+"s", "text/plain", strings.NewReader(link))
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return "", err
	}
	if answer.StatusCode != http.StatusCreated || answer.Header.Get("Location") != "s/"+share.ID(link) {
		return "", fmt.Errorf("the answer is %s, at %q", answer.Status, answer.Header.Get("Location"))
	}
	return answer.Header.Get("Location"), nil
}

// led is where a short link leads.
func led(t *testing.T, address string) string {
	t.Helper()
	answer, err := sharer.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	return answer.Header.Get("Location")
}
