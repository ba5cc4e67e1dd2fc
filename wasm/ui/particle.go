package ui

import (
	"strings"
	"unicode/utf8"
)

// particle puts the Korean particle behind a name that its last sound asks for;
// English needs none.
func (m Model) particle(name, closed, open string) string {
	if m.lesson.Lang == "en" {
		return name
	}
	if endsClosed(name) {
		return name + closed
	}
	return name + open
}

// endsClosed reports whether a name, read aloud in Korean, ends in a consonant:
// 웹, kubelet and web-1 (일) do, controller and web-2 (이) do not. What holds a
// digit or no vowel is spelled out.
func endsClosed(name string) bool {
	r, size := utf8.DecodeLastRuneInString(name)
	if r >= '가' && r <= '힣' {
		return (r-'가')%28 != 0
	}
	word := strings.ToLower(name[strings.LastIndexAny(name, "-/ .:")+1:])
	if strings.ContainsAny(word, "0123456789") || !strings.ContainsAny(word, "aeiou") {
		return strings.ContainsRune("013678lmnrLMNR", r)
	}
	before, _ := utf8.DecodeLastRuneInString(name[:len(name)-size])
	return strings.ContainsRune("lmn", r) || strings.HasSuffix(word, "ng") || strings.ContainsRune("bpkt", r) && strings.ContainsRune("aeiou", before)
}
