package markdown

import (
	"strings"
	"testing"
)

func TestWhatIsDrawnIsRead(t *testing.T) {
	src := "---\ntitle: T\nid: t\ndraw:\n  steps: 2\n  port: [8080, 9090]\n  app: [shop, cart]\n---\n## First\ntext\n## `{{app}}` is down\ntext\n## Two\n```sh setup\nkubectl run {{app}} --image=nginx --port={{port}}\n```\n## Last\ntext\n"
	l, problems := Parse("030-a/lesson.en.md", []byte(src))
	for _, p := range problems {
		t.Error(p)
	}
	d := l.Draw
	if d == nil || d.Steps != 2 || len(d.Lists) != 2 || d.Lists[0].Name != "app" || strings.Join(d.Lists[1].Values, " ") != "8080 9090" {
		t.Fatalf("draw is %+v", d)
	}
	for i, want := range []bool{false, true, true, false} {
		if l.Steps[i].Case != want {
			t.Errorf("step %d is a case: %v, want %v", i+1, l.Steps[i].Case, want)
		}
	}
	if s := l.Steps[2].Blocks[0].Setup; s == nil || len(s.Lines) != 1 {
		t.Errorf("setup is %+v", s)
	}
}

func TestProblemsOfADrawNameTheirLine(t *testing.T) {
	const good = "## {{app}}\na\n## {{app}} too\nb\n" // from line 8 on, or one later
	tests := []struct{ name, draw, body, want string }{
		{"a good draw", "  steps: 2\n  app: [a, b]\n", good, ""},
		{"no steps", "  step: 2\n  app: [a, b]\n", good, "4: front matter: draw: no steps (such as draw: {steps: 10, app: [shop, cart, …]})\n" +
			"5: front matter: draw: step is no list of words (such as draw: {steps: 10, app: [shop, cart, …]})"},
		{"a list that is too short", "  steps: 2\n  app: [a]\n", good, "6: front matter: draw: app has 1 values for 2 cases (each case gets another one)"},
		{"a value that stands twice", "  steps: 2\n  app: [a, a]\n", good, `6: front matter: draw: "a" stands in app and in app (cases would meet: a value stands once)`},
		{"more steps than cases", "  steps: 3\n  app: [a, b, c]\n", good, "5: front matter: draw: 2 cases for 3 steps (a step is a case when it names something such as {{app}})"},
		{"a name that is no list", "  steps: 2\n  app: [a, b]\n", good + "{{apo}}\n", `12: {{apo}} is no list of draw (did you mean "app"?)`},
		{"a name in an address", "  steps: 2\n  app: [a, b]\n", good + "[a](http://{{app}}/)\n", "11: the address of a link names something that is drawn (write it as code)"},
		{"a list that no case uses", "  steps: 2\n  app: [a, b]\n  port: [1, 2]\n", good, "7: front matter: draw: {{port}} stands in no case (leave it out)"},
		{"a step among the cases", "  steps: 2\n  app: [a, b]\n", "## {{app}}\na\n## Two\nb\n## {{app}}\nc\n",
			"10: this step stands among the cases and names nothing that is drawn (name something in it, or move it before or behind them)"},
		{"an output in a case", "  steps: 1\n  app: [a, b]\n", "## {{app}}\n```sh run\nls\n```\n```console out\na\n```\n",
			"9: console out in a case: what is printed differs with what was drawn (leave it out)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := Parse("030-a/lesson.en.md", []byte("---\ntitle: T\nid: t\ndraw:\n"+test.draw+"---\n"+test.body))
			var got []string
			for _, p := range problems {
				got = append(got, strings.TrimPrefix(p.String(), "030-a/lesson.en.md:"))
			}
			if strings.Join(got, "\n") != test.want {
				t.Errorf("problems:\n%s\nwant:\n%s", strings.Join(got, "\n"), test.want)
			}
		})
	}
}
