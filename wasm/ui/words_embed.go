package ui

var embedWords = map[string]phrase{
	"embed.open": {"Service Lab에서 열기", "Open in Service Lab"},
}
