package markdown

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

// yamlLine finds the line in the text of a YAML error, 1 when it tells none.
func yamlLine(err error) int {
	_, rest, _ := strings.Cut(err.Error(), "line ")
	digits := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
	n, none := strconv.Atoi(digits)
	if none != nil {
		return 1
	}
	for _, text := range ofParser {
		if strings.Contains(err.Error(), "did not find expected "+text) {
			return n + 1
		}
	}
	return n
}

// ofParser are what the YAML library's parser may not find where a line stands
// too far to the left or right: it counts lines from 0, unlike the scanner.
var ofParser = []string{"key", "'-' indicator"}

// YAMLProblem says of an error of the YAML library in which line it is, and
// what is wrong there.
func YAMLProblem(err error) (line int, text string) { return yamlLine(err), yamlText(err) }

// yamlText leaves out what the YAML library says of itself.
func yamlText(err error) string {
	text := err.Error()
	for _, word := range []string{"error converting YAML to JSON: ", "yaml: "} {
		text = strings.TrimPrefix(text, word)
	}
	if rest, ok := strings.CutPrefix(text, "line "); ok {
		if _, after, ok := strings.Cut(rest, ": "); ok {
			text = after
		}
	}
	return text
}

// typeText says of a value with the wrong type under which key it stands.
func typeText(err error) (key, text string) {
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) {
		return "", yamlText(err)
	}
	last := wrong.Field[strings.LastIndex(wrong.Field, ".")+1:]
	return last, fmt.Sprintf("%s: found a %s, want %s", wrong.Field, wrong.Value, typeWord(wrong.Type.Kind().String()))
}

func typeWord(kind string) string {
	switch kind {
	case "slice":
		return "a list, such as [a, b]"
	case "string":
		return "text"
	case "bool":
		return "true or false"
	case "struct", "ptr", "map":
		return "a mapping"
	}
	return "a number"
}
