package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"svclab/lessons/author"
	"svclab/lessons/markdown"
)

const i18nUsage = `Usage: svclab lesson i18n status [LANG] [DIR] [ID...]
       svclab lesson i18n sync LANG [--done] [DIR] [ID...]
`

// i18nCommand is svclab lesson i18n: it keeps translations beside their source.
func i18nCommand(args []string, stdout, stderr io.Writer) int {
	done := slices.Contains(args, "--done")
	args = slices.DeleteFunc(slices.Clone(args), func(arg string) bool { return arg == "--done" })
	if len(args) == 0 || args[0] != "status" && (args[0] != "sync" || len(args) < 2) || args[0] == "status" && done {
		fmt.Fprint(stderr, i18nUsage)
		return 2
	}
	lang := ""
	name, rest := args[0], args[1:]
	if len(rest) > 0 && (name == "sync" || isLanguage(rest[0])) {
		lang, rest = rest[0], rest[1:]
	}
	which, ok := chooseLessons("lesson i18n "+name, rest, stderr)
	if !ok {
		return 1
	}
	course, _ := markdown.Load(which.FS)
	languages := course.Languages[min(1, len(course.Languages)):]
	if lang != "" {
		languages = []string{lang}
	}
	if len(languages) == 0 {
		fmt.Fprintf(stdout, "there is nothing to translate: the lessons are in %s alone\n", course.Source())
		return 0
	}
	var all []author.Translation
	for _, lang := range languages {
		translations, err := author.Translations(which.FS, lang, which.only...)
		if err != nil {
			fmt.Fprintf(stderr, "svclab lesson i18n %s: %v\n", name, err)
			return 1
		}
		all = append(all, translations...)
	}
	if name == "sync" {
		return which.sync(all, done, stdout, stderr)
	}
	return which.status(all, stdout)
}

// isLanguage tells a language such as en from the name of a folder.
func isLanguage(word string) bool {
	return len(word) == 2 && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == "" && !isFolder(word)
}

// status says of each translation what is to be done, or that nothing is.
func (c chosenLessons) status(all []author.Translation, stdout io.Writer) int {
	status := 0
	for _, t := range all {
		if len(t.To) > 0 {
			status = c.report(stdout, t.To)
			continue
		}
		fmt.Fprintf(stdout, "%s: up to date\n", c.Path(t.File))
	}
	return status
}

// sync writes the translations, and says what is left to be done.
func (c chosenLessons) sync(all []author.Translation, done bool, stdout, stderr io.Writer) int {
	for _, t := range all {
		if text := t.Sync(done); string(text) != t.Text() && !c.write("i18n sync", t.File, text, stdout, stderr) {
			return 1
		}
	}
	var left []author.Translation
	for _, t := range all {
		again, err := author.Translations(c.FS, t.Lang, t.ID)
		if err != nil {
			fmt.Fprintf(stderr, "svclab lesson i18n sync: %v\n", err)
			return 1
		}
		left = append(left, again...)
	}
	status := c.status(left, stdout)
	if status != 0 && !done {
		fmt.Fprintln(stdout, `when a lesson is translated, "svclab lesson i18n sync LANG ID --done" says so in of:`)
	}
	return status
}
