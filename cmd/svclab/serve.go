package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"svclab/lessons"
	"svclab/lessons/author"
	"svclab/site"
	"svclab/site/web"
)

// serveCommand is svclab serve. It ends at an interrupt, when the answers under way
// have been given.
func serveCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	set := flags("serve", "[--addr 127.0.0.1:8080] [--dir dist] [--lessons DIR]", stderr)
	addr := set.String("addr", "127.0.0.1:8080", "the `address` to listen at; port 0 takes a free one")
	dir := set.String("dir", "dist", "the `folder` that svclab build wrote")
	lessons := set.String("lessons", "", "the lessons, a `folder` with course.yaml, one with a single lesson, or a Markdown file: the pages are made from it and follow each change, and open pages keep their cluster")
	if status, ok := parse(set, args); !ok {
		return status
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s := server{dir: *dir, lessons: *lessons, log: stderr}
	err := s.open(ctx)
	if err == nil {
		err = s.listen(ctx, *addr, stdout)
	}
	if err != nil {
		fmt.Fprintf(stderr, "svclab serve: %v\n", err)
		return 1
	}
	return 0
}

// server serves a site.
type server struct {
	dir, lessons string
	log          io.Writer
	handler      http.Handler
	close        func() // ends what would go on for ever; nil when nothing does
}

// open finds the site, and makes the pages of the lessons when they are given.
func (s *server) open(ctx context.Context) error {
	if err := s.site(); err != nil {
		return err
	}
	built := os.DirFS(s.dir)
	if s.lessons == "" {
		s.handler = web.Handler(built)
		return nil
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
	s.handler, s.close = live.Handler(), live.Close
	go site.Watch(ctx, opened.Folder, opened.FS, live.Load)
	return nil
}

// site makes sure that there is a site to serve. With lessons it is only needed
// for what all pages share, and can be built here where the source is.
func (s *server) site() error {
	if _, err := os.Stat(filepath.Join(s.dir, "index.html")); err == nil {
		return nil
	}
	if _, err := os.Stat(filepath.Join("wasm", "main.go")); s.lessons == "" || err != nil {
		return fmt.Errorf("%s holds no site: run \"svclab build --out %s\" first", s.dir, s.dir)
	}
	fmt.Fprintf(s.log, "building %s, which takes a minute\n", s.dir)
	return site.Build(site.Options{Out: s.dir, Lessons: lessons.Content, Build: "build", Quick: true, Log: s.log})
}

// listen serves until ctx ends.
func (s *server) listen(ctx context.Context, addr string, stdout io.Writer) error {
	listener, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("address %q is taken: want another, such as --addr 127.0.0.1:0 for any free port", addr)
	}
	if err != nil {
		return fmt.Errorf("address %q: want HOST:PORT, such as 127.0.0.1:8080: %w", addr, err)
	}
	server := &http.Server{Handler: s.handler, ReadHeaderTimeout: 10 * time.Second}
	if s.close != nil {
		server.RegisterOnShutdown(s.close)
	}
	done := make(chan error, 1)
	go func() {
		<-ctx.Done()
		soon, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		done <- server.Shutdown(soon)
	}()
	fmt.Fprintf(stdout, "http://%s/\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	return <-done
}
