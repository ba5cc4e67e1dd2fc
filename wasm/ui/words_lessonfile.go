package ui

var fileWords = map[string]phrase{
	"file.open":    {"수업 파일(.md) 열기…", "Open a lesson file (.md)…"},
	"file.write":   {"수업 쓰기", "Write a lesson"},
	"file.sandbox": {"여기서 한 일을 수업으로 만들기", "Make a lesson of what I did"},
	"file.reading": {"%s 파일을 읽는 중이에요. 처음에는 읽는 프로그램을 받느라 조금 걸려요.", "Reading %s. The first time, the program that reads it has to come."},
	"file.cannot":  {"%s: 이 페이지는 수업 파일을 열 수 없어요. 수업 페이지에서 열어 주세요.", "%s: this page cannot open lesson files. Open it on the page of a lesson."},
	"file.label":   {"파일로 연 수업", "A lesson from a file"},
	"file.from":    {"%s 파일로 연 수업이에요. 다른 수업에서 하던 일은 그대로 있어요.", "This lesson comes from %s. What you did in other lessons is as you left it."},
	"file.none":    {"아직 연 수업 파일이 없어요. 파일을 이 페이지에 놓거나 ⋯ 메뉴에서 여세요.", "No lesson file is open. Drop one on the page, or open it from the menu."},
	"file.back":    {"보던 수업으로 돌아가기", "Back to your lesson"},
	"file.list":    {"수업 목록", "All lessons"},
}
