package ui

// yamlWords are the words around the editor of manifests.
var yamlWords = map[string]phrase{
	"yaml.large": {"파일이 너무 커서(%d KiB) 받지 않았어요. 한 파일은 %d KiB까지 쓸 수 있어요. 쓰던 내용은 그대로예요.",
		"That is too large a file (%d KiB) and was not taken. A file can have up to %d KiB. What you had is still there."},
	"yaml.let-go": {"이제 Tab을 누르면 편집기에서 나가요.", "Tab now leaves the editor."},
}
