package kubectl

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// isEnvVarName reports whether a variable may have the name: letters, digits,
// "-", "_" and ".", no digit first, and no path such as "..". Models apimachinery
// pkg/util/validation IsEnvVarName.
func isEnvVarName(name string) bool {
	for i, c := range name {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_' || c == '.'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != "" && name != "." && !strings.HasPrefix(name, "..")
}

// readEnv reads KEY=VALUE words into environment variables.
func readEnv(specs []string) ([]any, error) {
	var out []any
	for _, spec := range specs {
		name, value, ok := strings.Cut(spec, "=")
		if !ok || name == "" || !isEnvVarName(name) {
			return nil, fmt.Errorf("invalid env: %v", spec)
		}
		variable := map[string]any{"name": name}
		if value != "" {
			variable["value"] = value
		}
		out = append(out, variable)
	}
	return out, nil
}

// readPairs reads KEY=VALUE words. Models kubectl pkg/cmd/util ParsePairs.
func readPairs(specs []string, kind string) (map[string]any, error) {
	out := map[string]any{}
	var invalid []string
	for _, spec := range specs {
		if key, value, ok := strings.Cut(spec, "="); ok && key != "" {
			out[key] = value
		} else {
			invalid = append(invalid, spec)
		}
	}
	if len(invalid) > 0 {
		return nil, fmt.Errorf("invalid %s format: %s", kind, strings.Join(invalid, ", "))
	}
	return out, nil
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// validImage reports whether an image name can be read: [HOST[:PORT]/]PATH[:TAG][@DIGEST].
// Models the grammar of github.com/distribution/reference.
func validImage(image string) bool {
	name, digest, pinned := strings.Cut(image, "@")
	if pinned && !validDigest(digest) {
		return false
	}
	if colon := strings.LastIndexByte(name, ':'); colon >= 0 && !strings.Contains(name[colon:], "/") {
		if !validTag(name[colon+1:]) {
			return false
		}
		name = name[:colon]
	}
	parts := strings.Split(name, "/")
	if len(parts) > 1 && validHost(parts[0]) {
		parts = parts[1:]
	}
	return !slices.ContainsFunc(parts, func(s string) bool { return !validPathPart(s) })
}

const (
	lowerAlnum = "abcdefghijklmnopqrstuvwxyz0123456789"
	alnum      = lowerAlnum + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

func madeOf(s, letters string) bool { return s != "" && strings.Trim(s, letters) == "" }

// validPathPart wants words of lower case joined by ".", "_", "__" or dashes.
func validPathPart(s string) bool {
	if s == "" || !madeOf(s[:1], lowerAlnum) || !madeOf(s[len(s)-1:], lowerAlnum) {
		return false
	}
	for s != "" {
		s = strings.TrimLeft(s, lowerAlnum)
		rest := strings.TrimLeft(s, "-._")
		joint := s[:len(s)-len(rest)]
		if joint != "" && joint != "." && joint != "_" && joint != "__" && strings.Trim(joint, "-") != "" {
			return false
		}
		if joint == "" && s != "" {
			return false
		}
		s = rest
	}
	return true
}

func validHost(s string) bool {
	host, port, given := strings.Cut(s, ":")
	if given && !madeOf(port, "0123456789") {
		return false
	}
	for _, label := range strings.Split(host, ".") {
		if !madeOf(label, alnum+"-") || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
	}
	return true
}

func validTag(s string) bool {
	return len(s) <= 128 && madeOf(s, alnum+"_.-") && madeOf(s[:1], alnum+"_")
}

func validDigest(s string) bool {
	algorithm, sum, ok := strings.Cut(s, ":")
	return ok && madeOf(algorithm, alnum+"+.-_") && len(sum) >= 32 && madeOf(sum, "0123456789abcdefABCDEF")
}
