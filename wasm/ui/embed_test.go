package ui

import (
	"strings"
	"testing"
)

func TestEmbedSnippet(t *testing.T) {
	got := embedSnippet(`https://lab.example/embed/ko/nodeport/#s=1.a"b`, "Pod & <Service>")
	want := `<iframe src="https://lab.example/embed/ko/nodeport/#s=1.a&quot;b" title="Pod &amp; &lt;Service>" width="100%" height="560" loading="lazy" allow="clipboard-write"></iframe>`
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTheSnippetShowsTheMomentThatIsShared(t *testing.T) {
	m, _ := New(small("en"), nil, Options{})
	m.share.open, m.share.link = true, "https://lab.example/base/en/"+m.lesson.ID+"/?x=1#s=1.abc"
	want := `<iframe src="https://lab.example/base/embed/en/` + m.lesson.ID + `/#s=1.abc"`
	if got := m.snippet(); !strings.HasPrefix(got, want) {
		t.Errorf("got %s, want %s", got, want)
	}
	_, effects := Update(m, CopyEmbed{})
	if e, ok := effects[0].(CopyEffect); !ok || e.Text != m.snippet() {
		t.Errorf("asks for %v", effects)
	}
}

func TestWhatIsEmbeddedIsNotSaved(t *testing.T) {
	m, _ := New(small("en"), []byte("damaged"), Options{Embed: true, EmbedPath: true, Fragment: "#x"})
	if m.damaged != "" {
		t.Error("somebody's own work was opened in a frame")
	}
	m, effects := Update(m, Run{[]string{"kubectl get nodes"}})
	m, more := Update(m, Leave{})
	for _, e := range append(effects, more...) {
		if s, ok := e.(SaveEffect); ok && s.Key == Key(m.lesson) {
			t.Errorf("saved under %s", s.Key)
		}
	}
}
