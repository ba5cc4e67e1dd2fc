package serve

import (
	"net"
	"net/http"
	"sync"
)

// unused are the connections over which nothing has been asked yet. Browsers open
// some in advance, and a server that stops would wait for seconds whether something
// comes over them.
type unused struct {
	mu  sync.Mutex
	all map[net.Conn]bool
}

// follow is told what becomes of each connection.
func (u *unused) follow(c net.Conn, state http.ConnState) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if state == http.StateNew {
		u.all[c] = true
	} else {
		delete(u.all, c) // before anything of it is answered
	}
}

// close closes them.
func (u *unused) close() {
	u.mu.Lock()
	defer u.mu.Unlock()
	for c := range u.all {
		_ = c.Close() // the server finds out by itself
	}
}
