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

	"svclab/site"
)

// serveCommand is svclab serve. It ends at an interrupt, when the answers under way
// have been given.
func serveCommand(args []string, _ io.Reader, stdout, stderr io.Writer) int {
	set := flags("serve", "[--addr 127.0.0.1:8080] [--dir dist]", stderr)
	addr := set.String("addr", "127.0.0.1:8080", "the `address` to listen at; port 0 takes a free one")
	dir := set.String("dir", "dist", "the `folder` that svclab build wrote")
	if status, ok := parse(set, args); !ok {
		return status
	}
	if err := serveUntilInterrupt(*addr, *dir, stdout); err != nil {
		fmt.Fprintf(stderr, "svclab serve: %v\n", err)
		return 1
	}
	return 0
}

func serveUntilInterrupt(addr, dir string, stdout io.Writer) error {
	if _, err := os.Stat(filepath.Join(dir, "index.html")); err != nil {
		return fmt.Errorf("%s holds no site: run \"svclab build --out %s\" first", dir, dir)
	}
	listener, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("address %q is taken: want another, such as --addr 127.0.0.1:0 for any free port", addr)
	}
	if err != nil {
		return fmt.Errorf("address %q: want HOST:PORT, such as 127.0.0.1:8080: %w", addr, err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	server := &http.Server{Handler: site.Handler(os.DirFS(dir)), ReadHeaderTimeout: 10 * time.Second}
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
