package route

import "strings"

// Request is an HTTP request as the proxy gets it.
type Request struct {
	Scheme string  `json:"scheme,omitempty"` // http when empty
	Host   string  `json:"host,omitempty"`   // as in the header Host, with or without a port
	Method string  `json:"method,omitempty"` // GET when empty
	Path   string  `json:"path,omitempty"`   // with the query; / when empty
	Header []Field `json:"header,omitempty"` // without Host

	Port       int32  `json:"port,omitempty"`       // of the listener
	ServerName string `json:"serverName,omitempty"` // that TLS asked for, "" for none
}

func (q *Request) scheme() string {
	if q.Scheme == "" {
		return "http"
	}
	return q.Scheme
}

// host is the name that is asked for, without a port.
func (q *Request) host() string { return hostOf(q.Host) }

// hostOf returns a Host header's name, in lower case and without the port.
func hostOf(host string) string {
	if at := strings.LastIndexByte(host, ':'); at >= 0 && !strings.HasSuffix(host, "]") {
		host = host[:at]
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

func (q *Request) method() string {
	if q.Method == "" {
		return "GET"
	}
	return q.Method
}

func (q *Request) path() string {
	if q.Path == "" {
		return "/"
	}
	return q.Path
}

// query returns the value of a parameter: the first of that name.
func (q *Request) query(name string) (string, bool) {
	_, query, _ := strings.Cut(q.Path, "?")
	for query != "" {
		var pair string
		pair, query, _ = strings.Cut(query, "&")
		if key, value, _ := strings.Cut(pair, "="); key == name {
			return value, true
		}
	}
	return "", false
}

// header returns the value of a header; those of the same name are joined.
func (q *Request) header(name string) (value string, ok bool) {
	for _, f := range q.Header {
		if !strings.EqualFold(f.Name, name) {
			continue
		}
		if ok {
			value += ","
		}
		value, ok = value+f.Value, true
	}
	if !ok && strings.EqualFold(name, "Host") {
		return q.Host, q.Host != ""
	}
	return value, ok
}

// MatchesHost reports that a host is the one of a pattern: "" is every host,
// *.example.com those below it, by one label or by any number of them.
func MatchesHost(pattern, host string, oneLabel bool) bool {
	pattern = strings.ToLower(pattern)
	suffix, wild := strings.CutPrefix(pattern, "*")
	if !wild {
		return pattern == "" || pattern == host
	}
	label, ok := strings.CutSuffix(host, suffix)
	return ok && label != "" && label[0] != '.' && (!oneLabel || !strings.Contains(label, "."))
}

// matchesPath reports that a path, which may have a query, is as asked for.
func matchesPath(kind PathType, want, path string) bool {
	path, _, _ = strings.Cut(path, "?")
	switch kind {
	case AnyPath:
		return true
	case Exact:
		return path == want
	case ByCharacter:
		return strings.HasPrefix(path, want)
	case Prefix:
		want = strings.TrimSuffix(want, "/")
		rest, ok := strings.CutPrefix(path, want)
		return ok && (rest == "" || rest[0] == '/')
	}
	return false
}
