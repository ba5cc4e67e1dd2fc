package ui

var crashWords = map[string]phrase{
	"crash.title":    {"페이지에 문제가 생겼어요", "Something on this page broke"},
	"crash.text":     {"지금까지 한 것은 남아 있어요. 마지막으로 괜찮았던 때로 되살리거나, 저장된 곳에서 다시 열거나, 파일로 받아 둘 수 있어요.", "What you did so far is kept. Bring back the last good moment, open it where it was saved, or download it."},
	"crash.lines":    {"마지막으로 실행한 명령", "The last commands"},
	"crash.revive":   {"마지막으로 괜찮았던 때로 되살리기", "Restore the last good moment"},
	"crash.reload":   {"저장된 곳에서 다시 열기", "Open where it was saved"},
	"crash.download": {"내 작업 내려받기", "Download my work"},
	"crash.over":     {"처음부터 시작하기", "Start over"},
	"crash.report":   {"문제 알리기", "Report it"},
	"crash.issue":    {"이 내용으로 버그 신고 글 쓰기", "Open a bug report with this"},
	"crash.noIssues": {"이 사이트를 운영하는 곳에 아래 내용을 보내 주세요. 내려받은 작업 파일이 있으면 그대로 재현할 수 있어요.", "Send the text below to whoever runs this site. With the downloaded file it can be reproduced exactly."},
	"crash.revived":  {"마지막으로 괜찮았던 때로 되살렸어요.", "The last good moment is back."},
}
