package embedded

import (
	"archive/zip"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// File is where the archive stands in the source, from the root of the module.
const File = "site/embedded/archive/site.zip"

//go:embed archive
var archive embed.FS

// ErrNone says that there was no archive when the program was compiled.
var ErrNone = errors.New("no site was compiled into this program")

// Site is the site that was compiled into the program.
func Site() (fs.FS, error) {
	f, err := archive.Open("archive/site.zip")
	if err != nil {
		return nil, ErrNone
	}
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("reading the site within this program: %w", err)
	}
	return Open(f.(io.ReaderAt), info.Size()) // which embedded files are
}

// Open reads an archive that Write wrote.
func Open(from io.ReaderAt, size int64) (fs.FS, error) {
	files, err := zip.NewReader(from, size)
	if err != nil {
		return nil, fmt.Errorf("reading the site within this program: %w", err)
	}
	return newTwins(from, files)
}
