package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"svclab/site/web"
)

// workerFile is the service worker. It keeps what stands in its folder, so its name
// is for good.
const workerFile = "sw.js"

// addOffline adds the service worker of all files that there are, and the name of
// this edition of the site.
func (f folderFiles) addOffline() error {
	list := map[string]string{}
	all := sha256.New()
	for _, name := range f.names() {
		sum := sha256.Sum256(f[name])
		fmt.Fprintf(all, "%s %x\n", name, sum)
		if keptOffline(name) {
			list[name] = hex.EncodeToString(sum[:])
		}
	}
	version := hex.EncodeToString(all.Sum(nil)[:8])
	files, err := json.Marshal(list) // whose keys are in order
	if err != nil {
		return fmt.Errorf("listing the files to keep: %w", err)
	}
	worker, err := minify(workerFile, api.LoaderJS, fmt.Sprintf("const version = %q, files = %s;\n%s\n%s", version, files, source("twin.js"), source(workerFile)))
	if err != nil {
		return err
	}
	f[workerFile] = worker
	f[web.VersionFile] = []byte(version + "\n")
	return nil
}

// keptOffline tells whether a learner without a network needs a file: lessons and
// what is around them in all languages, the program and the editor, and what an
// installed site shows of itself. The page for authors and its program are kept once
// somebody has looked at them.
func keptOffline(name string) bool {
	folder, _, _ := strings.Cut(name, "/")
	base := path.Base(name)
	switch {
	case folder == "embed", folder == "draft", name == "404.html", strings.HasSuffix(name, "/author/index.html"):
		return false
	case folder == "assets":
		for _, other := range []string{"card-", "author.", "writing.", "markdown."} {
			if strings.HasPrefix(base, other) {
				return false
			}
		}
		return true
	}
	switch path.Ext(name) {
	case ".html", ".webmanifest", ".png", ".svg":
		return true
	}
	return false
}
