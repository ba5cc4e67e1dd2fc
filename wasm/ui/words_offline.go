package ui

var offlineWords = map[string]phrase{
	"offline.ready":        {"이제 네트워크가 없어도 모든 수업을 할 수 있어요.", "All lessons now work without a network."},
	"offline.full":         {"브라우저에 자리가 모자라 수업을 저장해 두지 못했어요. 네트워크가 있으면 그대로 쓸 수 있고, 자리를 비우면 다음에 다시 저장해요.", "The browser has no room to keep the lessons for when there is no network. All works with one, and they are kept the next time there is room."},
	"offline.update":       {"새 버전이 준비됐어요. 하던 작업은 그대로 이어져요.", "A new version is ready. Your work goes on where it is."},
	"offline.update.take":  {"새 버전으로", "Take it"},
	"offline.changed":      {"다른 탭에서 새 버전으로 바꿨어요. 이 탭은 이전 버전이에요.", "Another tab has moved to a new version. This tab is of the one before."},
	"offline.changed.take": {"이 탭도 바꾸기", "Move this tab too"},
	"offline.saver":        {"데이터 절약 중이라 수업을 미리 받아 두지 않았어요. 받아 두면 네트워크가 없어도 할 수 있어요.", "You are saving data, so the lessons were not fetched ahead. Once they are, they work without a network."},
	"offline.saver.take":   {"받아 두기", "Fetch them"},
	"offline.later":        {"나중에", "Later"},
}
