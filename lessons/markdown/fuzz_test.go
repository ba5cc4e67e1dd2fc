package markdown

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// FuzzParse: whatever stands in a lesson's file, it is read, twice alike, each
// problem is on a line that there is, and what is shown of it is harmless.
func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"../0[1-5]0-*/lesson.ko.md", "../1*-*/lesson.en.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatalf("no lessons at %s: %v", pattern, err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(src))
		}
	}
	const top = "---\ntitle: T\nid: t\n---\n"
	for _, body := range []string{
		"## A\n<script>alert(1)</script>\n", "## A\n[a](javascript:alert(1)) ![x](data:text/html,x)\n", "## A\n<img src=x onerror=alert(1)>\n",
		"## A\n- [ ] goal\n\n```sh check\ntrue\n```\n", "## A\n- ( ) a\n- (x) b\n  > right\n", "## A\n<details><summary>s</summary>\n\n```sh solution\nls\n```\n\n</details>\n",
		"## A\n```yaml file=a.yaml apply\nkind: [\n```\n", "## A\n| a | b |\n|---|---|\n| `<b>` | &lt;script&gt; |\n", "## A\n<svg/onload=alert(1)>\n[x]: <java\tscript:alert(1)>\n[x]\n",
	} {
		f.Add(top + body)
	}
	f.Fuzz(func(t *testing.T, src string) {
		l, problems := Parse("010-a/lesson.en.md", []byte(src))
		again, problemsAgain := Parse("010-a/lesson.en.md", []byte(src))
		first, second := asJSON(t, l, problems), asJSON(t, again, problemsAgain)
		if first != second {
			t.Fatalf("read twice, it is\n%s\nand\n%s", first, second)
		}
		lines := strings.Count(src, "\n") + 1
		for _, p := range problems {
			if p.Line < 0 || p.Line > lines {
				t.Errorf("a problem on line %d of %d: %+v", p.Line, lines, p)
			}
		}
		var all any
		if err := json.Unmarshal([]byte(first), &all); err != nil {
			t.Fatal(err)
		}
		harmless(t, "", all)
	})
}

func asJSON(t *testing.T, values ...any) string {
	t.Helper()
	text, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// harmless looks for what a browser would run in all HTML of a lesson.
func harmless(t *testing.T, name string, v any) {
	t.Helper()
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			harmless(t, name, x)
		}
	case map[string]any:
		for key, x := range v {
			harmless(t, key, x)
		}
	case string:
		if name != "html" && name != "feedback" {
			return
		}
		z := html.NewTokenizer(strings.NewReader(v))
		for z.Next() != html.ErrorToken {
			token := z.Token()
			switch token.Data {
			case "script", "style", "iframe", "object", "embed", "svg", "math", "form", "base", "meta", "link":
				if token.Type != html.TextToken && token.Type != html.CommentToken {
					t.Fatalf("there is a <%s> in %q", token.Data, v)
				}
			}
			for _, a := range token.Attr {
				where := strings.ToLower(strings.Map(func(r rune) rune {
					if r <= ' ' {
						return -1
					}
					return r
				}, a.Val))
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" && a.Val != "" && !strings.HasPrefix(a.Val, "text-align:") ||
					(a.Key == "href" || a.Key == "src") && (strings.HasPrefix(where, "javascript:") || strings.HasPrefix(where, "vbscript:") || strings.HasPrefix(where, "data:text")) {
					t.Fatalf("there is %s=%q in %q", a.Key, a.Val, v)
				}
			}
		}
	}
}
