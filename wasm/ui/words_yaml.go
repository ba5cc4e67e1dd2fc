package ui

// yamlWords are the words around the editor of manifests.
var yamlWords = map[string]phrase{
	"yaml.large": {"파일이 너무 커서(%d KiB) 받지 않았어요. 한 파일은 %d KiB까지 쓸 수 있어요. 쓰던 내용은 그대로예요.",
		"That is too large a file (%d KiB) and was not taken. A file can have up to %d KiB. What you had is still there."},
	"yaml.let-go":     {"이제 Tab을 누르면 편집기에서 나가요.", "Tab now leaves the editor."},
	"yaml.unchecked":  {"%d KiB가 넘는 글은 쓰는 동안 검사하지 않아요. 적용할 때 알 수 있어요.", "Above %d KiB a text is not checked as you type. Applying it tells."},
	"yaml.no-field":   {"필드에 커서를 두면 무슨 필드인지 여기에 나와요.", "Put the caret on a field to read here what it is for."},
	"yaml.problems":   {"살펴볼 곳 %d개.", "Problems: %d."},
	"yaml.fine":       {"이제 문제가 없어요.", "No problems any more."},
	"yaml.error":      {"%d행 오류", "Line %d, error"},
	"yaml.warning":    {"%d행 경고", "Line %d, warning"},
	"yaml.info":       {"%d행 참고", "Line %d, note"},
	"yaml.changes":    {"바뀌는 것", "What will change"},
	"yaml.no-change":  {"적용할 오브젝트가 없어요.", "There is no object to apply."},
	"yaml.created":    {"새로 만들어져요", "will be created"},
	"yaml.configured": {"바뀌어요", "will change"},
	"yaml.unchanged":  {"그대로예요", "stays as it is"},
	"yaml.refused":    {"서버가 거절해요", "will be refused"},

	"file.unapplied": {"적용하지 않은 변경 있음", "changed, not applied"},
	"file.rename":    {"이름 바꾸기", "Rename"},
	"file.delete":    {"삭제", "Delete"},
	"file.name":      {"%s의 새 이름", "New name of %s"},
	"file.keep":      {"바꾸기", "Rename"},
	"file.cancel":    {"취소", "Cancel"},
	"file.deleted":   {"%s 파일을 지웠어요.", "%s was deleted."},
	"file.restore":   {"되돌리기", "Undo"},
	"file.taken":     {"%q 파일이 이미 있어요. 다른 이름을 쓰세요.", "There is a file %q already: use another name."},
	"file.bad":       {"%q 같은 파일 이름은 쓸 수 없어요. web.yaml처럼 글자, 숫자, 점, 붙임표로 쓰세요.", "The file name %q cannot be used: use letters, digits, dots and hyphens, such as web.yaml."},
	"file.tabs":      {"파일", "Files"},
}
