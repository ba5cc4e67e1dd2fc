package ui

var courseWords = map[string]phrase{
	"course.map":      {"수업 지도", "Map of the course"},
	"course.glossary": {"용어집", "Glossary"},
	"course.sheet":    {"이 수업 요약", "Cheat sheet"},
	"course.needs":    {"먼저 하면 좋은 수업:", "Easier after:"},
	"course.on":       {"수업을 마친 다음", "Where to go next"},
	"course.next":     {"다음 수업: %s", "Next lesson: %s"},
	"course.finished": {"마지막 수업이에요. 수업 지도로 가기", "That was the last lesson. To the map"},
}
