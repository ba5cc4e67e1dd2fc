//go:build js

package main

import (
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/syumai/workers/cloudflare"
	"github.com/syumai/workers/cloudflare/fetch"

	"svclab/site/web"
)

// files are the files of a binding that answers GET with them, as Workers Static
// Assets do. Each Open is a request to it.
type files struct{ client *http.Client }

func newFiles(binding string) files {
	client := fetch.NewClient(fetch.WithBinding(cloudflare.GetBinding(binding)))
	return files{client.HTTPClient(fetch.RedirectModeManual)}
}

// Open opens a file. Whatever else the binding answers than a file is none.
func (f files) Open(name string) (fs.File, error) {
	request, err := http.NewRequest(http.MethodGet, (&url.URL{Scheme: "https", Host: "assets", Path: "/" + name}).String(), nil)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	response, err := f.client.Do(request)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fmt.Errorf("%w: %w", web.ErrUnavailable, err)}
	}
	if response.StatusCode != http.StatusOK {
		response.Body.Close()
		if response.StatusCode < 500 {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
		return nil, &fs.PathError{Op: "open", Path: name, Err: fmt.Errorf("%w: the assets answer %s", web.ErrUnavailable, response.Status)}
	}
	if strings.HasPrefix(response.Header.Get("Content-Type"), "application/json") && path.Ext(name) != ".json" {
		response.Body.Close() // workerd's list of a folder
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &file{response.Body, path.Base(name), response.ContentLength}, nil
}

// file is a file that comes.
type file struct {
	io.ReadCloser
	name string
	size int64
}

func (f *file) Stat() (fs.FileInfo, error) { return f, nil }
func (f *file) Name() string               { return f.name }
func (f *file) Size() int64                { return f.size }
func (f *file) Mode() fs.FileMode          { return 0o444 }
func (f *file) ModTime() time.Time         { return time.Time{} }
func (f *file) IsDir() bool                { return false }
func (f *file) Sys() any                   { return nil }
