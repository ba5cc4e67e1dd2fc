package ui

import "fmt"

// T returns the learner's words for a key, with args in their places.
func (m Model) T(key string, args ...any) string { return words(m.lesson.Lang, key, args...) }

// phrase is what is said in each language. Neither is a translation of the other.
type phrase struct{ ko, en string }

// subjects are the tables of phrases beside the page's own, one for each subject
// and file.
var subjects = []map[string]phrase{
	placesWords,
	timePhrases,
	sandboxWords,
	clinicWords,
	keyWords,
	embedWords,
	whyWords,
	trafficWords,
	languageWords,
	shareWords,
	progressWords,
	crashWords,
	editionWords, fileWords,
	objectWords,
	yamlWords,
	diagramWords, vastWords,
	laneWords, twinWords,
	courseWords,
	offlineWords,
}

func words(lang, key string, args ...any) string {
	s := lookUp(lang, key)
	if len(args) == 0 {
		return s
	}
	return fmt.Sprintf(s, args...)
}

func lookUp(lang, key string) string {
	table := koreanPage
	if lang == "en" {
		table = englishPage
	}
	if s, ok := table[key]; ok {
		return s
	}
	for _, subject := range subjects {
		if p, ok := subject[key]; ok && lang == "en" {
			return p.en
		} else if ok {
			return p.ko
		}
	}
	return key // a test sees to it that this does not happen
}
