package web

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"time"
)

// Memory is a file whose content is at hand.
func Memory(name string, body []byte) fs.File {
	return section{io.NewSectionReader(bytes.NewReader(body), 0, int64(len(body))), path.Base(name)}
}

// Section is a file that is a part of something larger.
func Section(name string, of io.ReaderAt, offset, size int64) fs.File {
	return section{io.NewSectionReader(of, offset, size), path.Base(name)}
}

// section is a file, and what is known of it.
type section struct {
	*io.SectionReader
	name string
}

func (s section) Stat() (fs.FileInfo, error) { return s, nil }
func (s section) Close() error               { return nil }
func (s section) Name() string               { return s.name }
func (s section) Mode() fs.FileMode          { return 0o444 }
func (s section) ModTime() time.Time         { return time.Time{} }
func (s section) IsDir() bool                { return false }
func (s section) Sys() any                   { return nil }
