package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"svclab/site/serve"
	"svclab/site/share"
)

// serveCommand is svclab serve. It ends at an interrupt, when the answers under way
// have been given, and at the second one at once.
func serveCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	s := server{log: stderr}
	set := flags("serve", "[--addr 127.0.0.1:8080] [--open] [--dir FOLDER] [--lessons DIR] [--share-db FILE]", stderr)
	var o serve.Options
	set.StringVar(&o.Addr, "addr", "127.0.0.1:8080", "the `address` to listen at; port 0 takes a free one, and :8080 lets the network in")
	set.BoolVar(&o.Open, "open", false, "open the site in the browser")
	set.BoolVar(&o.Quiet, "quiet", false, "log no requests")
	set.StringVar(&s.dir, "dir", "", "a `folder` that svclab build wrote; without it dist, or the site within this program")
	set.StringVar(&s.base, "base", "/", "the `path` that the site stands below, such as /svclab/")
	set.StringVar(&s.lessons, "lessons", "", "the lessons, a `folder` with course.yaml, one with a single lesson, or a Markdown file: the pages are made from it and follow each change, and open pages keep their cluster")
	set.StringVar(&s.shareDB, "share-db", "", "a `file` that keeps short links to shared moments; without it there are only long ones")
	set.Float64Var(&s.shareRate, "share-rate", share.Usual.Rate, "how many short links one client may make a `second`, after some at once; 0 is no limit")
	if status, ok := parse(set, args); !ok {
		return status
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // so that a second one is not kept from the program
	err := s.openSite(ctx)
	if err == nil {
		o.Handler, o.Closing, o.Path, o.Out, o.Log = s.handler, s.closing, trimmed(s.base), stdout, stderr
		err = serve.Run(ctx, o)
	}
	if s.links != nil {
		err = errors.Join(err, s.links.Close())
	}
	if err != nil {
		fmt.Fprintf(stderr, "svclab serve: %v\n", err)
		return 1
	}
	return 0
}
