package site

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// How often a folder is looked at where the system does not tell of changes, and
// for how long it has to be quiet before it is read: editors write in pieces.
const (
	lookEvery = time.Second
	quietFor  = 60 * time.Millisecond
)

// Watch calls changed after each change below a folder, until ctx ends. What the
// system tells only hastens the look: some file systems tell nothing.
func Watch(ctx context.Context, folder string, fsys fs.FS, changed func()) {
	told := make(<-chan fsnotify.Event)
	watcher, err := fsnotify.NewWatcher()
	if err == nil {
		defer watcher.Close()
		told = watcher.Events
	}
	was := fingerprint(fsys)
	follow := func() {
		if watcher != nil {
			_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
				if err == nil && d.IsDir() {
					_ = watcher.Add(filepath.Join(folder, filepath.FromSlash(name))) // what cannot be watched is looked at
				}
				return nil
			})
		}
	}
	follow()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	soon := time.NewTimer(time.Hour)
	defer soon.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case _, open := <-told:
			if !open {
				told = nil
			}
			soon.Reset(quietFor)
			continue
		case <-soon.C:
		case <-look.C:
		}
		if now := fingerprint(fsys); now != was {
			was = now
			follow()
			changed()
		}
	}
}

// fingerprint changes with every file that comes, goes, or is written.
func fingerprint(fsys fs.FS) string {
	var all strings.Builder
	_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // a folder that goes while it is read is seen the next time
		}
		if name != "." && strings.HasPrefix(d.Name(), ".") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if info, err := d.Info(); err == nil && !d.IsDir() {
			fmt.Fprintf(&all, "%s %d %d\n", name, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
	return all.String()
}
