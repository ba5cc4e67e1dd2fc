package ui

// clinicWords are said in a lesson that is drawn anew.
var clinicWords = map[string]phrase{
	"clinic.label":   {"진료 기록", "Record of the clinic"},
	"clinic.later":   {"여기에 올 사례는 클러스터가 준비되면 뽑아요.", "The cases that come here are drawn when the cluster is up."},
	"clinic.number":  {"뽑기 번호 %d", "Draw no. %d"},
	"clinic.solved":  {"해결 %d/%d", "%d of %d solved"},
	"clinic.this":    {"이 사례 %s", "this case %s"},
	"clinic.all":     {"모두 %s", "in all %s"},
	"clinic.paused":  {"시간이 멈춰 있어서 시계도 쉬고 있어요.", "Time stands still, and so does the watch."},
	"clinic.anew":    {"새로 뽑기…", "Draw anew…"},
	"clinic.sure":    {"다른 사례로 처음부터 시작할까요? 가장 좋은 결과는 남아요. 지금까지 한 것도 한 벌 따로 남겨 두어요.", "Start over with other cases? Your best result stays, and what you did is set aside."},
	"clinic.ask":     {"뽑기 번호 (비우면 아무 번호나)", "Number (empty: any)"},
	"clinic.go":      {"뽑기", "Draw"},
	"clinic.drawn":   {"%d번으로 새로 뽑았어요.", "Draw no. %d begins."},
	"clinic.results": {"뽑기 번호 %d의 결과", "How draw no. %d went"},
	"clinic.case":    {"사례", "Case"},
	"clinic.how":     {"어떻게", "How"},
	"clinic.time":    {"시간", "Time"},
	"clinic.total":   {"모두", "In all"},
	"clinic.open":    {"아직", "open"},
	"clinic.alone":   {"혼자서", "by yourself"},
	"clinic.hint":    {"힌트를 보고", "with a hint"},
	"clinic.shown":   {"정답을 보고", "solution seen"},
	"clinic.best":    {"앞선 뽑기 가운데 가장 좋은 결과: %d번, 혼자서 %d건, 힌트를 보고 %d건, 정답을 보고 %d건, %s", "The best of your earlier draws: no. %d, %d by yourself, %d with hints, %d with the solution, in %s"},
}
