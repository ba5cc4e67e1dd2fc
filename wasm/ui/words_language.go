package ui

var languageWords = map[string]phrase{
	"language.now":    {"한국어로 바꿨어요.", "The page is in English now."},
	"language.failed": {"영어 페이지를 불러오지 못해 그대로 두었어요. 하던 것은 모두 남아 있어요. English를 다시 누르면 그 페이지를 직접 열어요. (%s)", "The Korean page could not be loaded, so nothing has changed and nothing is lost. 한국어 now opens that page itself. (%s)"},
}
