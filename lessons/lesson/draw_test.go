package lesson

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// pool is a lesson of a step before its cases, and one behind them.
func pool(cases, steps int) *Lesson {
	l := &Lesson{ID: "p", Draw: &Drawing{Steps: steps, Lists: []List{{Name: "app"}, {Name: "port"}}}}
	for i := range steps + 2 {
		l.Draw.Lists[0].Values = append(l.Draw.Lists[0].Values, fmt.Sprintf("app-%d", i))
		l.Draw.Lists[1].Values = append(l.Draw.Lists[1].Values, fmt.Sprint(8000+i))
	}
	l.Steps = append(l.Steps, Step{Title: "how it goes", Line: 1})
	for i := range cases {
		l.Steps = append(l.Steps, Step{Title: fmt.Sprintf("case %d of {{app}}", i), Case: true, Line: 10 + i, Blocks: []Block{
			{Manifest: &Manifest{File: fmt.Sprintf("{{app}}-%d.yaml", i), Text: "port: {{port}}"}}}})
	}
	l.Steps = append(l.Steps, Step{Title: "what to remember", Line: 99})
	l.Files = []File{{"beside.yaml", "{{app}}"}, {"{{app}}-0.yaml", "port: {{port}}"}}
	return l
}

func asJSON(t *testing.T, l *Lesson) string {
	t.Helper()
	text, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestEachSeedDrawsCasesThatDoNotMeet(t *testing.T) {
	l := pool(17, 10)
	written := asJSON(t, l)
	orders, seen := map[string]bool{}, map[int]bool{}
	for seed := range uint64(200) {
		d := Draw(l, seed)
		if again := asJSON(t, Draw(l, seed)); again != asJSON(t, d) {
			t.Fatalf("seed %d draws two lessons", seed)
		}
		if len(d.Steps) != 12 || d.Steps[0].Line != 1 || d.Steps[11].Line != 99 {
			t.Fatalf("seed %d: %d steps, want the first, ten cases and the last", seed, len(d.Steps))
		}
		lines, values, order := map[int]bool{}, map[string]bool{}, ""
		for i, s := range d.Steps {
			if s.ID != fmt.Sprintf("step-%d", i+1) {
				t.Errorf("seed %d: step %d has the ID %s", seed, i+1, s.ID)
			}
			order += fmt.Sprint(s.Line, " ")
			if !s.Case {
				continue
			}
			m := s.Blocks[0].Manifest
			app, _, _ := strings.Cut(m.File, ".")
			app = app[:strings.LastIndex(app, "-")]
			if lines[s.Line] || values[app] || values[m.Text] || !strings.HasSuffix(s.Title, app) {
				t.Errorf("seed %d: case %q, %q stands twice, or is called otherwise in its title %q", seed, app, m.Text, s.Title)
			}
			lines[s.Line], values[app], values[m.Text], seen[s.Line] = true, true, true, true
			if !slices.Contains(d.Files, File{m.File, m.Text}) {
				t.Errorf("seed %d: no file %s", seed, m.File)
			}
		}
		if len(d.Files) != 11 || d.Files[0].Text != "{{app}}" {
			t.Errorf("seed %d: files %v", seed, d.Files)
		}
		orders[order] = true
	}
	if len(orders) < 190 || len(seen) != 17 {
		t.Errorf("200 seeds draw %d orders of %d cases", len(orders), len(seen))
	}
	if asJSON(t, l) != written {
		t.Error("Draw has changed the lesson as it is written")
	}
}

func TestWhatIsNotDrawnStaysAsItIs(t *testing.T) {
	plain := &Lesson{ID: "a", Steps: []Step{{Title: "{{app}}"}}}
	if Draw(plain, 3) != plain {
		t.Error("a plain lesson is another one")
	}
	if d := Draw(pool(4, 2), 3); Draw(d, 8) != d || d.Draw.Seed != 3 || d.Cluster.Seed != 3 {
		t.Errorf("drawn once more: %+v", d.Draw)
	}
	if d := Draw(pool(4, 2), 0); d.Draw.Seed == 0 || Draw(d, 8) != d {
		t.Error("what seed 0 draws is not drawn")
	}
}

func TestValuesAreFilledIn(t *testing.T) {
	f := filling{[]List{{"app", []string{"a&b", `<i "x">`}}, {"n", []string{"1", "2"}}}, 1}
	tests := []struct{ name, in, text, html string }{
		{"nothing", "plain", "plain", "plain"},
		{"a name", "{{app}}!", `<i "x">!`, "&lt;i &#34;x&#34;&gt;!"},
		{"two names", "{{n}}{{n}}", "22", "22"},
		{"within braces", `{"a":{"b":{{n}}}}`, `{"a":{"b":2}}`, `{"a":{"b":2}}`},
		{"a name of no list", "{{x}} {{n}}", "{{x}} 2", "{{x}} 2"},
		{"not closed", "{{app", "{{app", "{{app"},
		{"closed only", "a}} {{n}}", "a}} 2", "a}} 2"},
		{"a jsonpath", "{.items[*]}{{n}}", "{.items[*]}2", "{.items[*]}2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := f.text(test.in); got != test.text {
				t.Errorf("as text %q, want %q", got, test.text)
			}
			if got := f.html(test.in); got != test.html {
				t.Errorf("as HTML %q, want %q", got, test.html)
			}
		})
	}
}

// No text of a block is forgotten: each is filled in, as HTML where it is HTML.
func TestEveryTextOfACaseIsFilledIn(t *testing.T) {
	for i := range reflect.TypeFor[Block]().NumField() {
		var b Block
		v := reflect.ValueOf(&b).Elem()
		write(v.Field(i))
		f := filling{[]List{{"app", []string{"a<b"}}}, 0}
		got := f.block(b)
		check(t, v.Type().Field(i).Name, reflect.ValueOf(got).Field(i))
		if field := v.Field(i); field.Kind() == reflect.Pointer && field.Pointer() == reflect.ValueOf(got).Field(i).Pointer() {
			t.Errorf("%s is shared with the lesson as it is written", v.Type().Field(i).Name)
		}
	}
}

// write puts a name into every text.
func write(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("{{app}}")
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		write(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		write(v.Index(0))
	case reflect.Struct:
		for i := range v.NumField() {
			write(v.Field(i))
		}
	case reflect.Int:
		v.SetInt(7)
	case reflect.Bool:
		v.SetBool(true)
	}
}

func check(t *testing.T, path string, v reflect.Value) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		want := "a<b"
		if strings.HasSuffix(path, "HTML") || strings.HasSuffix(path, "Feedback") {
			want = "a&lt;b"
		}
		if strings.HasSuffix(path, ".ID") || strings.HasSuffix(path, ".Pause") {
			want = "{{app}}"
		}
		if v.String() != want {
			t.Errorf("%s is %q, want %q", path, v, want)
		}
	case reflect.Pointer:
		check(t, path, v.Elem())
	case reflect.Slice:
		if v.Len() != 1 {
			t.Errorf("%s has %d elements, want 1", path, v.Len())
			return
		}
		check(t, path, v.Index(0))
	case reflect.Struct:
		for i := range v.NumField() {
			check(t, path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Int:
		if v.Int() != 7 {
			t.Errorf("%s is %d, want 7", path, v.Int())
		}
	case reflect.Bool:
		if !v.Bool() {
			t.Errorf("%s is lost", path)
		}
	}
}
