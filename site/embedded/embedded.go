package embedded

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"io/fs"
)

// File is where the archive stands in the source, from the root of the module.
const File = "site/embedded/archive/site.zip"

//go:embed archive
var archive embed.FS

// Site is the site that was compiled into the program. The error wraps
// fs.ErrNotExist when there is none.
func Site() (fs.FS, error) {
	body, err := archive.ReadFile("archive/site.zip")
	if err != nil {
		return nil, fmt.Errorf("no site was compiled into this program: %w", err)
	}
	return Open(body)
}

// Open reads an archive that Write wrote.
func Open(body []byte) (fs.FS, error) {
	files, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, fmt.Errorf("reading the site within this program: %w", err)
	}
	return newTwins(files), nil
}
