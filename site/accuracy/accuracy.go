package accuracy

import (
	"embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
)

//go:embed accuracy.ko.md accuracy.en.md counts.json differences.md
var files embed.FS

// placeholder is where a count, or a text that is not written by hand, goes.
var placeholder = regexp.MustCompile(`\{\{([a-z_]+)\}\}`)

// Page returns the page in a language, as Markdown with its counts, and the name of
// its file. texts are what else placeholders may name.
func Page(lang string, texts map[string]string) (file string, text []byte, err error) {
	file = "accuracy." + lang + ".md"
	if text, err = files.ReadFile(file); err != nil {
		return file, nil, fmt.Errorf("the page about accuracy in %q: %w", lang, err)
	}
	counts, err := Counts()
	if err != nil {
		return file, nil, err
	}
	differences, err := files.ReadFile("differences.md")
	if err != nil {
		return file, nil, err
	}
	text = placeholder.ReplaceAllFunc(text, func(m []byte) []byte {
		name := string(m[2 : len(m)-2])
		if n, ok := counts[name]; ok {
			return []byte(grouped(n))
		}
		if t, ok := texts[name]; ok {
			return []byte(t)
		}
		if name == "differences" {
			return differences
		}
		err = fmt.Errorf("%s: nothing is counted as %q", file, name)
		return nil
	})
	return "site/accuracy/" + file, text, err
}

// Counts returns what was counted, by name.
func Counts() (map[string]int64, error) {
	text, err := files.ReadFile("counts.json")
	if err != nil {
		return nil, err
	}
	var counts map[string]int64
	if err := json.Unmarshal(text, &counts); err != nil {
		return nil, fmt.Errorf("counts.json: %w", err)
	}
	return counts, nil
}

// grouped writes a number with a comma between thousands.
func grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
