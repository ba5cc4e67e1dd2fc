package shell

import "strings"

// glob turns a field into the names of the files that match it, or into its
// own text when it is no pattern or matches nothing.
func (e *environment) glob(field []piece) []string {
	text := join(field)
	source := asPattern(field)
	if !hasPattern(source) {
		return []string{text}
	}
	prefix := ""
	for _, p := range []string{"./", `\.\/`} {
		if strings.HasPrefix(source, p) {
			prefix, source = "./", source[len(p):]
		}
	}
	var names []string
	segments := strings.Split(source, "/")
	for _, name := range e.fileNames() {
		if matchSegments(segments, strings.Split(name, "/")) {
			names = append(names, prefix+name)
		}
	}
	if len(names) == 0 {
		return []string{text}
	}
	return names
}

// matchSegments matches folder by folder; * does not match a leading dot.
func matchSegments(patterns, names []string) bool {
	if len(patterns) != len(names) {
		return false
	}
	for i, p := range patterns {
		hidden := strings.HasPrefix(names[i], ".")
		if hidden && !strings.HasPrefix(strings.TrimPrefix(p, `\`), ".") || !matchPattern(p, names[i]) {
			return false
		}
	}
	return true
}
