package site

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"

	"svclab/lessons"
	"svclab/lessons/markdown"
)

func fonts(t testing.TB) *letters {
	t.Helper()
	l, err := Options{}.letters()
	if err != nil || l == nil {
		t.Fatalf("no fonts (%v): npm ci --prefix site/fonts", err)
	}
	return l
}

// A card has the size that Open Graph wants, is small, and is the same each time.
func TestACardIsDrawn(t *testing.T) {
	l := fonts(t)
	c := card{"강의 노트를 따라서 · 3/22", "NodePort: 클러스터 밖에서 Pod까지", "왜 셋이나 필요하고, 어느 번호가 누구의 것일까요?", 3}
	first, err := Options{}.draw(c, l)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(first))
	if err != nil || picture.Bounds().Dx() != cardWidth || picture.Bounds().Dy() != cardHeight {
		t.Fatalf("it is %v (%v)", picture.Bounds(), err)
	}
	if len(first) > 60_000 {
		t.Errorf("it takes %d bytes", len(first))
	}
	if again, err := (Options{Build: t.TempDir()}).draw(c, l); err != nil || !bytes.Equal(again, first) {
		t.Errorf("it is another the second time (%v)", err)
	}
}

// Each letter of the course is in the font.
func TestTheFontHasTheLettersOfTheCourse(t *testing.T) {
	face, err := opentype.NewFace(fonts(t).bold, &opentype.FaceOptions{Size: 20, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	course, _ := markdown.Load(lessons.Content)
	for _, lang := range course.Languages {
		for page, c := range cardsOf(lang, course) {
			for _, r := range c.Kind + c.Title + c.Question {
				if _, ok := face.GlyphAdvance(r); !ok {
					t.Errorf("%s: no letter %q", page, r)
				}
			}
		}
	}
}

func TestTextIsBrokenIntoLines(t *testing.T) {
	face, err := opentype.NewFace(fonts(t).bold, &opentype.FaceOptions{Size: 40, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		name, text string
		lines      int
		ends       string
	}{
		{"what fits", "짧은 글", 2, "짧은 글"},
		{"what is too long for its lines", strings.Repeat("여러 단어가 이어집니다 ", 20), 2, "…"},
		{"a word that is too long for a line", strings.Repeat("긴", 60), 9, "긴"},
		{"nothing", "", 2, ""},
	} {
		out := wrapped(row.text, face, 400, row.lines)
		if len(out) > row.lines || !strings.HasSuffix(strings.Join(out, "\n"), row.ends) {
			t.Errorf("%s: %q", row.name, out)
		}
		for _, line := range out {
			if font.MeasureString(face, line).Ceil() > 400 {
				t.Errorf("%s: %q is too wide", row.name, line)
			}
		}
	}
}
