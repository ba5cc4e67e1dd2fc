package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"svclab/lessons"
	"svclab/lessons/author"
	"svclab/site"
	"svclab/site/embedded"
	"svclab/site/share"
	"svclab/site/share/bolt"
	"svclab/site/web"
)

// server is what svclab serve serves.
type server struct {
	dir, base, lessons, shareDB string
	shareRate                   float64
	log                         io.Writer

	handler http.Handler
	closing func()      // ends what would go on for ever; nil when nothing does
	links   *bolt.Store // nil when no short links are kept
}

// openSite finds the site, and makes the pages of the lessons when they are given.
func (s *server) openSite(ctx context.Context) error {
	if below := strings.Trim(s.base, "/"); below != "" && (s.base[0] != '/' || !fs.ValidPath(below)) {
		return fmt.Errorf("--base %q: want a path, such as /svclab/", s.base)
	}
	built, err := s.site()
	if err != nil {
		return err
	}
	c := web.Config{Files: built, Base: s.base}
	if s.lessons != "" {
		return s.openLessons(ctx, built)
	}
	if s.shareDB != "" {
		if s.links, err = bolt.Open(s.shareDB, 0); err != nil {
			return fmt.Errorf("--share-db: %w", err)
		}
		limits := share.Usual
		if limits.Rate = s.shareRate; s.shareRate == 0 {
			limits.Total = 0
		}
		c.Shares = share.Handler(s.links, limits)
	}
	s.handler = web.New(c)
	return nil
}

// openLessons makes pages that follow what their author writes.
func (s *server) openLessons(ctx context.Context, built fs.FS) error {
	if trimmed(s.base) != "" || s.shareDB != "" {
		return errors.New("--lessons is for whoever writes them: want it without --base and --share-db")
	}
	opened, err := author.Open(s.lessons)
	if err != nil {
		return fmt.Errorf("--lessons %w", err)
	}
	if opened.Made {
		fmt.Fprintf(s.log, "%s; the sandbox has the scenes of svclab\n", opened.What)
	}
	live, err := site.NewLive(built, site.Written{FS: opened.FS, Name: s.lessons, Real: opened.Real}, s.log)
	if err != nil {
		return err
	}
	s.handler, s.closing = live.Handler(), live.Close
	go site.Watch(ctx, opened.Folder, opened.FS, live.Load)
	return nil
}

// site finds the site: the folder that was named, dist, or what was compiled into
// the program. With lessons it is only needed for what all pages share, and can be
// built here where the source is.
func (s *server) site() (fs.FS, error) {
	if s.dir != "" && !hasIndex(s.dir) {
		return nil, fmt.Errorf("%s holds no site: run \"svclab build --out %s\" first", s.dir, s.dir)
	}
	if s.dir == "" && isBuilt("dist") {
		s.dir = "dist"
	}
	if s.dir != "" {
		fmt.Fprintf(s.log, "serving %s\n", s.dir)
		return os.DirFS(s.dir), nil
	}
	within, err := siteWithin()
	switch {
	case err == nil:
		fmt.Fprintln(s.log, "serving the site within this program")
		return within, nil
	case !errors.Is(err, embedded.ErrNone):
		return nil, err
	case !inSource():
		return nil, fmt.Errorf("%w, and dist holds none: run \"make build\" where the source is, or name a folder with --dir", err)
	}
	fmt.Fprintln(s.log, "building dist, which takes minutes")
	if err := site.Build(site.Options{Out: "dist", Lessons: lessons.Content, Build: "build", Quick: true, Log: s.log}); err != nil {
		return nil, err
	}
	return os.DirFS("dist"), nil
}

// siteWithin is the site that was compiled into the program.
var siteWithin = embedded.Site

func hasIndex(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, "index.html"))
	return err == nil
}

// trimmed is a base path behind the slash that ends an address.
func trimmed(base string) string {
	if base = strings.Trim(base, "/"); base != "" {
		base += "/"
	}
	return base
}
