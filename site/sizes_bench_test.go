//go:build bench

package site

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"testing"
)

// pageKinds are a page of each kind.
var pageKinds = []string{"", "ko/", "en/", "ko/nodeport/", "en/nodeport/", "ko/clinic/", "ko/sandbox/", "ko/nodeport/sheet/", "ko/glossary/", "ko/guide/", "embed/ko/nodeport/", "ko/author/"}

// pageSizes are what a browser transfers to show a page and have it work, in brotli and
// in gzip: the page, its scripts and styles, and the program where it has one.
func pageSizes(t *testing.T, dist string) []row {
	t.Helper()
	needs := regexp.MustCompile(`(?:src|data-wasm)="([^"#]*)"|<link rel="(?:stylesheet|icon)" href="([^"]*)"`)
	var rows []row
	for _, page := range pageKinds {
		body, err := os.ReadFile(filepath.Join(dist, page, "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		files := []string{page + "index.html"}
		for _, m := range needs.FindAllStringSubmatch(string(body), -1) {
			files = append(files, path.Join(page, m[1]+m[2]))
		}
		sizes := map[string]int64{}
		for _, f := range files {
			for _, extension := range []string{".br", ".gz"} {
				info, err := os.Stat(filepath.Join(dist, f+extension))
				if err != nil {
					info, err = os.Stat(filepath.Join(dist, f))
				}
				if err != nil {
					t.Fatal(err)
				}
				sizes[extension] += info.Size()
			}
		}
		rows = append(rows, row{"page /" + page + ", all it needs", grouped(sizes[".br"]) + " B", fmt.Sprintf("brotli; %s B in gzip; %d files", grouped(sizes[".gz"]), len(files))})
	}
	return rows
}
