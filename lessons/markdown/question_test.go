package markdown

import (
	"strings"
	"testing"

	"svclab/lessons/lesson"
)

func TestALessonAsksItsFirstQuestion(t *testing.T) {
	long := strings.Repeat("word ", 50) + "end. "
	tests := []struct{ name, html, want string }{
		{"what leads to it comes along", "<p>The server runs. It does not\nanswer. <strong>Is it broken?</strong> It is not.</p>", "The server runs. It does not answer. Is it broken?"},
		{"a later paragraph", "<p>Look.</p>\n<p>You wrote <code>a &lt; b</code>. Why?</p>", "You wrote a < b. Why?"},
		{"a point inside a word ends no sentence", "<p>See 10.0.0.1 and v1.37. Where is it?</p>", "See 10.0.0.1 and v1.37. Where is it?"},
		{"what is too long stays behind", "<p>" + long + "It waits. For what?</p>", "It waits. For what?"},
		{"none", "<p>Look.</p>", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			l := &lesson.Lesson{Steps: []lesson.Step{{Blocks: []lesson.Block{{HTML: test.html}}}}}
			if got := Question(l); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			l.Question = "What now?"
			if got := Question(l); got != "What now?" {
				t.Errorf("its own question is %q", got)
			}
		})
	}
}
