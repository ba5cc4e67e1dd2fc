package deploy

import (
	"embed"
	"fmt"
)

//go:embed deploy.ko.md deploy.en.md
var guides embed.FS

// Guide returns the guide for hosts in a language, as Markdown, and the name of its
// file.
func Guide(lang string) (file string, text []byte, err error) {
	file = "deploy." + lang + ".md"
	if text, err = guides.ReadFile(file); err != nil {
		return file, nil, fmt.Errorf("the guide for hosts in %q: %w", lang, err)
	}
	return "site/deploy/" + file, text, nil
}
