package ui

var twinWords = map[string]phrase{
	"twin.read": {"그림을 글로 읽기", "Read the diagram as text"},
}
