package deploy

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the files anew")

// The file that people copy is what is written from the table of headers. How nginx
// behaves under it is shown by the tests of cmd/worker.
func TestTheFileForNginxIsTheTables(t *testing.T) {
	want := Nginx("80", "/srv/svclab", "/")
	if *update {
		if err := os.WriteFile("nginx.conf", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile("nginx.conf"); err != nil || string(got) != want {
		t.Errorf("nginx.conf is out of date (%v): go test ./site/deploy -args -update", err)
	}
}
