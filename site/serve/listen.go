package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"sync/atomic"
	"syscall"
	"time"
)

// Options says how to serve.
type Options struct {
	Addr    string // HOST:PORT; a port of 0 takes a free one
	Path    string // where the site stands below that, such as svclab/
	Handler http.Handler
	Out     io.Writer // gets the address to open, once the server listens
	Log     io.Writer // gets what whoever runs the server should know
	Quiet   bool      // leaves the requests out of it
	Open    bool      // opens the address in a browser
	Closing func()    // ends what would go on for ever; nil when nothing does
}

// How long a client may take to ask, to send a body, and to take a piece of an
// answer; and for how long it may keep silent.
const (
	toAsk  = 10 * time.Second
	toSend = 30 * time.Second
	toTake = time.Minute
	silent = 2 * time.Minute
)

// Run serves until ctx ends, and then as long as answers are under way. The error
// says what else to try.
func Run(ctx context.Context, o Options) error {
	listener, err := listen(o.Addr)
	if err != nil {
		return err
	}
	out := &lines{to: o.Log}
	handler := caught(patient(o.Handler, toTake), out)
	if !o.Quiet {
		handler = logged(handler, out)
	}
	var under atomic.Int64
	idle := unused{all: map[net.Conn]bool{}}
	server := &http.Server{
		Handler: underway(handler, &under), ErrorLog: log.New(out, "", 0),
		ReadHeaderTimeout: toAsk, ReadTimeout: toSend, IdleTimeout: silent, MaxHeaderBytes: 64 << 10,
		ConnState: idle.follow,
	}
	server.RegisterOnShutdown(idle.close)
	if o.Closing != nil {
		server.RegisterOnShutdown(o.Closing)
	}
	done := make(chan error, 1)
	go func() {
		<-ctx.Done()
		if n := under.Load(); n > 0 && o.Closing == nil {
			out.printf("stopping when %d answers have been given; a second interrupt stops at once", n)
		}
		done <- server.Shutdown(context.Background())
	}()
	address, wide := addresses(listener.Addr())
	for _, other := range wide {
		out.printf("others in the network can reach this server, at %s", other+o.Path)
	}
	fmt.Fprintln(o.Out, address+o.Path)
	if o.Open {
		browse(address+o.Path, out)
	}
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	if err := <-done; err != nil {
		return fmt.Errorf("stopping: %w", err)
	}
	return nil
}

// listen takes an address. The error says what to do where that cannot be.
func listen(addr string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, wsaAddrInUse):
		return nil, fmt.Errorf("address %q is taken: want another, such as --addr 127.0.0.1:0 for any free port", addr)
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("address %q: this user may not listen there: want a port above 1023, such as 127.0.0.1:8080", addr)
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return nil, fmt.Errorf("address %q is none of this machine: want 127.0.0.1:8080, or :8080 for all that it has", addr)
	case err != nil:
		return nil, fmt.Errorf("address %q: want HOST:PORT, such as 127.0.0.1:8080: %w", addr, err)
	}
	return listener, nil
}

// wsaAddrInUse is how Windows says that an address is taken.
const wsaAddrInUse = syscall.Errno(10048)

// underway counts the answers under way.
func underway(h http.Handler, n *atomic.Int64) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.Add(1)
		defer n.Add(-1)
		h.ServeHTTP(w, r)
	})
}
