package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"
	"time"
)

// Grace is how long answers under way may take when a server stops.
const Grace = 5 * time.Second

// Options says how to serve.
type Options struct {
	Addr    string // HOST:PORT; a port of 0 takes a free one
	Handler http.Handler
	Log     io.Writer    // gets what whoever runs the server should know
	Quiet   bool         // leaves the requests out of it
	Ready   func(string) // is told the address to open, once the server listens
	Closing func()       // ends what would go on for ever; nil when nothing does
}

// Run serves until ctx ends. The error says what else to try.
func Run(ctx context.Context, o Options) error {
	listener, err := net.Listen("tcp", o.Addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("address %q is taken: want another, such as --addr 127.0.0.1:0 for any free port", o.Addr)
	}
	if err != nil {
		return fmt.Errorf("address %q: want HOST:PORT, such as 127.0.0.1:8080: %w", o.Addr, err)
	}
	handler := caught(o.Handler, o.Log)
	if !o.Quiet {
		handler = logged(handler, o.Log)
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, // and no limit for writing: a phone may be slow, and a page may listen for news
	}
	if o.Closing != nil {
		server.RegisterOnShutdown(o.Closing)
	}
	done := make(chan error, 1)
	go func() {
		<-ctx.Done()
		soon, cancel := context.WithTimeout(context.Background(), Grace)
		defer cancel()
		done <- server.Shutdown(soon)
	}()
	address, open := where(listener.Addr())
	if open {
		fmt.Fprintf(o.Log, "others in the network can reach this server at %s\n", listener.Addr())
	}
	o.Ready(address)
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	if err := <-done; errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("stopped before every answer was given: some took longer than %s", Grace)
	} else if err != nil {
		return fmt.Errorf("stopping: %w", err)
	}
	return nil
}

// where returns the address to open in a browser, and whether others than this
// machine can reach the server.
func where(at net.Addr) (address string, open bool) {
	tcp, ok := at.(*net.TCPAddr)
	if !ok || tcp.IP.IsLoopback() {
		return "http://" + at.String() + "/", false
	}
	if tcp.IP.IsUnspecified() {
		return fmt.Sprintf("http://127.0.0.1:%d/", tcp.Port), true
	}
	return "http://" + at.String() + "/", true
}
