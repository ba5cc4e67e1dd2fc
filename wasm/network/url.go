package network

import (
	"fmt"
	"strconv"
	"strings"

	"svclab/wasm/api"
)

// URL is an address as people type it to curl or a browser.
type URL struct {
	Scheme string // http when none is given
	Host   string // a name or an address literal, without brackets
	Port   int32
	Path   string // begins with /
}

// Authority is the host with its port, unless that is the scheme's own.
func (u URL) Authority() string {
	host := u.Host
	if api.IsIPv6(host) {
		host = "[" + host + "]"
	}
	if u.Port == 80 && u.Scheme == "http" || u.Port == 443 && u.Scheme == "https" {
		return host
	}
	return host + ":" + strconv.Itoa(int(u.Port))
}

// ParseURL reads [http://]HOST[:PORT][/PATH]. The scheme is not judged here:
// a client says for itself what it speaks.
func ParseURL(text string) (URL, error) {
	u := URL{Scheme: "http", Port: 80, Path: "/"}
	rest := text
	if scheme, after, ok := strings.Cut(rest, "://"); ok {
		u.Scheme, rest = strings.ToLower(scheme), after
	}
	if u.Scheme == "https" {
		u.Port = 443
	}
	if at := strings.IndexAny(rest, "/?#"); at >= 0 {
		u.Path, rest = rest[at:], rest[:at]
		if u.Path[0] != '/' {
			u.Path = "/" + u.Path
		}
	}
	if at := strings.LastIndexByte(rest, '@'); at >= 0 {
		rest = rest[at+1:]
	}
	host, port, err := splitPort(rest)
	if err != nil {
		return URL{}, fmt.Errorf("URL %q: %w", text, err)
	}
	u.Host = host
	if port != 0 {
		u.Port = port
	}
	return u, nil
}

// splitPort takes HOST, HOST:PORT, [HOST] or [HOST]:PORT apart; port 0 means none.
func splitPort(authority string) (host string, port int32, err error) {
	host, number, given := strings.Cut(authority, ":")
	if inside, ok := strings.CutPrefix(authority, "["); ok {
		literal, after, closed := strings.Cut(inside, "]")
		if !closed {
			return "", 0, fmt.Errorf("the bracket is not closed")
		}
		host = literal
		number, given = strings.CutPrefix(after, ":")
	}
	if host == "" || strings.ContainsAny(host, " \t\n") {
		return "", 0, fmt.Errorf("want a host, such as http://192.168.1.2:30008")
	}
	if !given {
		return host, 0, nil
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > 65535 {
		return "", 0, fmt.Errorf("port %q: want a number from 1 to 65535", number)
	}
	return host, int32(n), nil
}
