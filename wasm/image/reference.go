package image

import (
	"errors"
	"fmt"
	"strings"
)

const (
	dockerHub  = "docker.io"
	hubLibrary = "library/"
	longestTag = 128
	longest    = 255 // of host and path together
)

var errFormat = errors.New("invalid reference format")

// reference is a parsed image reference. Models distribution/reference
// ParseNormalizedNamed: a name without a host is Docker Hub's, and one without
// an owner is in its library.
type reference struct {
	host   string // docker.io
	path   string // library/nginx
	tag    string
	digest string
}

func parse(ref string) (reference, error) {
	var r reference
	_, path := split(ref)
	if path, _, _ = strings.Cut(path, ":"); strings.ToLower(path) != path {
		return r, fmt.Errorf("invalid reference format: repository name (%s) must be lowercase", path)
	}
	name, digest, digested := strings.Cut(ref, "@")
	if digested && !isDigest(digest) {
		return r, errFormat
	}
	r.digest = digest
	// A colon before the last slash belongs to the host's port.
	if i := strings.LastIndexByte(name, ':'); i > strings.LastIndexByte(name, '/') {
		name, r.tag = name[:i], name[i+1:]
		if !isTag(r.tag) {
			return r, errFormat
		}
	}
	r.host, r.path = split(name)
	if !isHost(r.host) || !isPath(r.path) {
		return r, errFormat
	}
	if len(r.repository()) > longest {
		return r, errors.New("repository name must not be more than 255 characters")
	}
	return r, nil
}

// split tells the host from the path. Models distribution/reference
// splitDockerDomain.
func split(name string) (host, path string) {
	first, rest, ok := strings.Cut(name, "/")
	if !ok || !strings.ContainsAny(first, ".:") && first != "localhost" && strings.ToLower(first) == first {
		host, path = dockerHub, name
	} else {
		host, path = first, rest
	}
	if host == "index.docker.io" {
		host = dockerHub
	}
	if host == "k8s.gcr.io" { // which sends whoever asks on to the new registry
		host = "registry.k8s.io"
	}
	if host == dockerHub && !strings.Contains(path, "/") {
		path = hubLibrary + path
	}
	return host, path
}

func (r reference) repository() string { return r.host + "/" + r.path }

// familiar is the name as people write it.
func (r reference) familiar() string {
	if r.host == dockerHub {
		return strings.TrimPrefix(r.path, hubLibrary)
	}
	return r.repository()
}

// whole is the reference as the container runtime writes it.
func (r reference) whole() string {
	switch {
	case r.digest != "":
		return r.repository() + "@" + r.digest
	case r.tag != "":
		return r.repository() + ":" + r.tag
	}
	return r.repository() + ":latest"
}

// unreachable is what the container runtime says of a registry whose name
// does not resolve.
func (r reference) unreachable() string {
	version := r.tag
	if r.digest != "" {
		version = r.digest
	} else if version == "" {
		version = "latest"
	}
	return fmt.Sprintf("failed to pull and unpack image %q: failed to resolve reference %q: failed to do request: "+
		`Head "https://%s/v2/%s/manifests/%s": dial tcp: lookup %s: no such host`,
		r.whole(), r.whole(), r.host, r.path, version, r.host)
}

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }
func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// isPath reports whether every component is lower-case letters and digits,
// kept apart by one dot, one or two underscores, or any number of dashes.
func isPath(path string) bool {
	for component := range strings.SplitSeq(path, "/") {
		if !isComponent(component) {
			return false
		}
	}
	return true
}

func isComponent(s string) bool {
	end := 0 // of the last letter or digit
	for i := range len(s) {
		if !isLower(s[i]) && !isDigit(s[i]) {
			continue
		}
		if i > end && (end == 0 || !isSeparator(s[end:i])) {
			return false
		}
		end = i + 1
	}
	return s != "" && end == len(s)
}

func isSeparator(s string) bool {
	return s == "." || s == "_" || s == "__" || strings.Trim(s, "-") == ""
}

func isTag(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		word := isLower(c) || isUpper(c) || isDigit(c) || c == '_'
		if !word && (i == 0 || c != '.' && c != '-') {
			return false
		}
	}
	return 0 < len(s) && len(s) <= longestTag
}

func isDigest(s string) bool {
	algorithm, hex, ok := strings.Cut(s, ":")
	return ok && isComponent(algorithm) && len(hex) >= 32 && strings.Trim(hex, "0123456789abcdefABCDEF") == ""
}

func isHost(s string) bool {
	host, port, ok := strings.Cut(s, ":")
	if ok && (port == "" || strings.Trim(port, "0123456789") != "") {
		return false
	}
	for label := range strings.SplitSeq(host, ".") {
		if !isComponent(strings.ToLower(label)) || strings.Contains(label, "_") {
			return false
		}
	}
	return true
}
