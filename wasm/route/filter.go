package route

import (
	"strconv"
	"strings"
)

// Filters are what is done to a request and its answer on the way.
type Filters struct {
	Request  *HeaderChange
	Response *HeaderChange
	Redirect *Redirect
	Rewrite  *Rewrite
	Mirrors  []Mirror
}

// HeaderChange changes headers: sets, then adds, then removes.
type HeaderChange struct {
	Set    []Field
	Add    []Field
	Remove []string
}

// Apply returns the changed headers.
func (c *HeaderChange) Apply(header []Field) []Field {
	if c == nil {
		return header
	}
	out := append([]Field(nil), header...)
	for _, f := range c.Set {
		out = append(without(out, f.Name), f)
	}
	for _, f := range c.Add {
		at := -1
		for i := range out {
			if strings.EqualFold(out[i].Name, f.Name) {
				at = i
			}
		}
		if at < 0 {
			out = append(out, f)
			continue
		}
		out[at].Value += "," + f.Value
	}
	for _, name := range c.Remove {
		out = without(out, name)
	}
	return out
}

func without(header []Field, name string) []Field {
	out := header[:0]
	for _, f := range header {
		if !strings.EqualFold(f.Name, name) {
			out = append(out, f)
		}
	}
	return out
}

// Value returns a header's value, "" when it is not there.
func Value(header []Field, name string) string {
	for _, f := range header {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Redirect sends the client elsewhere. What is empty stays as it was asked.
type Redirect struct {
	Scheme   string
	Hostname string
	Port     int32
	Path     *PathChange
	Status   int // 302 when it is 0
}

// Rewrite changes what the backend is asked.
type Rewrite struct {
	Hostname string
	Path     *PathChange
}

// PathChange is another path.
type PathChange struct {
	Full  bool // Value stands for all of the path, not for the prefix that matched
	Value string
}

// Mirror sends a copy of a share of the requests to another backend, whose
// answer nobody waits for.
type Mirror struct {
	Backend Backend
	// Numerator of Denominator requests are copied; all when Denominator is 0.
	Numerator, Denominator int32
}

// apply changes a path, with its query, where prefix is what matched of it.
func (c *PathChange) apply(target, prefix string) string {
	if c == nil {
		return target
	}
	path, query, asked := strings.Cut(target, "?")
	if c.Full {
		path = c.Value
	} else {
		rest := strings.TrimPrefix(path, strings.TrimSuffix(prefix, "/"))
		if path = c.Value; rest != "" {
			path = strings.TrimSuffix(path, "/") + rest
		}
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	if asked {
		path += "?" + query
	}
	return path
}

// location is where a redirect sends the request. Models the documentation of
// HTTPRequestRedirectFilter in sigs.k8s.io/gateway-api/apis/v1.
func (r *Redirect) location(q Request, prefix string) string {
	scheme, port := r.Scheme, r.Port
	if scheme == "" {
		scheme = q.scheme()
		if port == 0 {
			port = q.Port
		}
	}
	host := r.Hostname
	if host == "" {
		host = q.host()
	}
	if port != 0 && port != wellKnown[scheme] {
		host += ":" + strconv.Itoa(int(port))
	}
	return scheme + "://" + host + r.Path.apply(q.path(), prefix)
}

// wellKnown are the ports that an URL need not name.
var wellKnown = map[string]int32{"http": 80, "https": 443}
