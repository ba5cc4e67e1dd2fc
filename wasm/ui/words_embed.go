package ui

var embedWords = map[string]phrase{
	"print.help": {"힌트와 정답", "Hints and solutions"},
	"embed.open": {"Service Lab에서 열기", "Open in Service Lab"},
}
