package site

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"svclab/lessons"
	"svclab/lessons/markdown"
)

// fakeParts are parts whose scripts try to break out of the file.
func fakeParts() Parts {
	files := map[string]string{
		"style.css": "p { color: red }", "loader.js": `run("</script><script>alert(1)</script>", "<!-- <script>")`,
		"svclab.wasm": "\x00asm first", "rest.wasm": "\x00asm rest", "editor.js": "(()=>{})();",
	}
	return Parts{assets{style: "style.css", loader: "loader.js", wasm: "svclab.wasm", rest: "rest.wasm", editor: "editor.js", wasmSize: 10, functions: 3},
		func(name string) ([]byte, error) { return []byte(files[name]), nil }}
}

func TestAPackedLessonNeedsNothingElse(t *testing.T) {
	course, problems := markdown.Load(lessons.Content)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	body, err := Pack(course, course.Order[0], "en", fakeParts())
	if err != nil {
		t.Fatal(err)
	}
	file := string(body)
	policy := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(strings.ReplaceAll(file, "&#39;", "'"))
	if policy == nil {
		t.Fatal("there is no policy")
	}
	if !strings.HasPrefix(policy[1], "default-src 'none'; script-src 'wasm-unsafe-eval' 'sha256-") || strings.Contains(policy[1], "self") || strings.Contains(policy[1], "http") || strings.Contains(policy[1], "connect-src") {
		t.Errorf("the policy allows too much: %s", policy[1])
	}
	for _, m := range regexp.MustCompile(`(?s)<(script|style)([^>]*)>(.*?)</(?:script|style)>`).FindAllStringSubmatch(file, -1) {
		if strings.Contains(m[2], "type=") {
			continue // data, which no browser runs
		}
		sum := sha256.Sum256([]byte(m[3]))
		if hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy[1], hash) {
			t.Errorf("the policy does not allow the %s %.60q", m[1], m[3])
		}
		if strings.Contains(m[2], "src=") {
			t.Errorf("a script stands elsewhere: %s", m[2])
		}
	}
	if found := regexp.MustCompile(`<(?:link|img|iframe|script)[^>]*(?:src|href)="([^"]*)"`).FindAllStringSubmatch(file, -1); len(found) != 1 || !strings.HasPrefix(found[0][1], "data:image/svg+xml") {
		t.Errorf("the file asks for %v", found)
	}
	for _, lang := range course.Languages {
		if !strings.Contains(file, `id="packed-page-`+lang+`"`) {
			t.Errorf("it has no %s", lang)
		}
	}
	if _, err := Pack(course, "nodeprt", "en", fakeParts()); err == nil {
		t.Error("a lesson that is not there is packed")
	}
}
