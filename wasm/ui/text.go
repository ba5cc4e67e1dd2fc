package ui

import "fmt"

// T returns the learner's words for a key, with args in their places.
func (m Model) T(key string, args ...any) string { return words(m.lesson.Lang, key, args...) }

func words(lang, key string, args ...any) string {
	table := korean
	if lang == "en" {
		table = english
	}
	s, ok := table[key]
	if !ok {
		return key // a test sees to it that this does not happen
	}
	if len(args) == 0 {
		return s
	}
	return fmt.Sprintf(s, args...)
}
