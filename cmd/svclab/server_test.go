package main

import (
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"svclab/site"
)

// A program that stands anywhere serves what it was told, what was built here, or
// what it holds, and says which; another program's dist is none of these.
func TestWhatIsServed(t *testing.T) {
	within := fstest.MapFS{"index.html": {Data: []byte("within")}}
	for _, row := range []struct {
		name   string
		dir    string
		files  string // that are there
		within fstest.MapFS
		want   string // of the page
		said   string
	}{
		{"the folder that is named", "other", "other/index.html dist/index.html dist/" + site.BuiltFile, within, "other/index.html", "serving other\n"},
		{"what was built here", "", "dist/index.html dist/" + site.BuiltFile, within, "dist/index.html", "serving dist\n"},
		{"what the program holds", "", "", within, "within", "serving the site within this program\n"},
		{"not what another program built", "", "dist/index.html", within, "within", "serving the site within this program\n"},
		{"nothing", "", "dist/index.html", nil, "", `no site was compiled into this program, and dist holds none: run "make build" where the source is, or name a folder with --dir`},
		{"a folder without a site", "other", "other/readme.txt", within, "", `other holds no site: run "svclab build --out other" first`},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			t.Setenv("PATH", "")
			if row.within == nil {
				holds(t, nil)
			} else {
				holds(t, row.within)
			}
			for name := range strings.FieldsSeq(row.files) {
				if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(name, []byte(name), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			var log strings.Builder
			s := server{dir: row.dir, log: &log}
			err := s.openSite(context.Background())
			if row.want == "" {
				if err == nil || err.Error() != row.said {
					t.Errorf("got %v, want %s", err, row.said)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			w := httptest.NewRecorder()
			s.handler.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
			if w.Body.String() != row.want || log.String() != row.said {
				t.Errorf("got %q and %q, want %q and %q", w.Body, log.String(), row.want, row.said)
			}
		})
	}
}

func TestBasesThatCannotBe(t *testing.T) {
	holds(t, fstest.MapFS{})
	for _, base := range []string{"https://lab.example/", "svclab", "/a/../b", "/a//b"} {
		s := server{base: base, log: &strings.Builder{}}
		if err := s.openSite(context.Background()); err == nil || !strings.HasSuffix(err.Error(), "want a path, such as /svclab/") {
			t.Errorf("--base %s: got %v", base, err)
		}
	}
}
