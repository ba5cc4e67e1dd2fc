package serve

import (
	"fmt"
	"net"
)

// addresses returns the address to open in a browser, and those at which others than
// this machine reach the server: none when it listens to this machine alone.
func addresses(at net.Addr) (own string, others []string) {
	tcp, ok := at.(*net.TCPAddr)
	if !ok || tcp.IP.IsLoopback() {
		return "http://" + at.String() + "/", nil
	}
	if !tcp.IP.IsUnspecified() {
		own = "http://" + at.String() + "/"
		return own, []string{own}
	}
	all, _ := net.InterfaceAddrs() // which only says more
	for _, a := range all {
		if ip, ok := a.(*net.IPNet); ok && ip.IP.IsGlobalUnicast() && ip.IP.To4() != nil {
			others = append(others, fmt.Sprintf("http://%s:%d/", ip.IP, tcp.Port))
		}
	}
	if others == nil {
		others = []string{"http://" + at.String() + "/"}
	}
	return fmt.Sprintf("http://127.0.0.1:%d/", tcp.Port), others
}
