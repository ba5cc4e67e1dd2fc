package author

import (
	"encoding/json"
	"fmt"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
)

// Ask is what a page in which lessons are written asks for.
type Ask struct {
	// Do is read, for the lessons and what is wrong with them; prove, which takes
	// each lesson besides; or draft, which makes a lesson of a saved Session.
	Do      string            `json:"do"`
	Files   map[string]string `json:"files,omitempty"` // the Markdown by language
	Lang    string            `json:"lang,omitempty"`  // of a draft
	Session string            `json:"session,omitempty"`
	Scene   *lesson.Scene     `json:"scene,omitempty"` // that the Session was opened with
}

// Told is the answer.
type Told struct {
	Lessons  map[string]*lesson.Lesson `json:"lessons,omitempty"` // by language, those without problems
	Problems []Problem                 `json:"problems,omitempty"`
	Proved   bool                      `json:"proved,omitempty"` // each lesson can be solved as it says
	Draft    string                    `json:"draft,omitempty"`
	Failed   string                    `json:"failed,omitempty"` // why there is no answer
}

// Answer answers an Ask in JSON with a Told in JSON.
func Answer(ask string) (told string) {
	var a Ask
	out := Told{}
	if err := json.Unmarshal([]byte(ask), &a); err != nil {
		out.Failed = err.Error()
	} else {
		out = a.answer()
	}
	text, err := json.Marshal(out)
	if err != nil {
		panic("what is told is plain values: " + err.Error())
	}
	return string(text)
}

// answer turns a panic into words: whoever writes goes on writing.
func (a Ask) answer() (told Told) {
	defer func() {
		if p := recover(); p != nil {
			told = Told{Failed: fmt.Sprint(p)}
		}
	}()
	switch a.Do {
	case "read":
		return a.read()
	case "prove":
		return a.prove()
	case "draft":
		text, err := Draft([]byte(a.Session), a.Scene, a.Lang)
		if err != nil {
			return Told{Failed: err.Error()}
		}
		return Told{Draft: text}
	}
	return Told{Failed: fmt.Sprintf("do %q: want read, prove or draft", a.Do)}
}

// read reads the lessons. What a proofreader finds keeps none from being shown.
func (a Ask) read() Told {
	s := alone(a.Files)
	return Told{Lessons: s.lessons(), Problems: ofAlone(Lint(s))}
}

func (a Ask) prove() Told {
	told := a.read()
	if len(told.Problems) > 0 {
		return told
	}
	course, _ := markdown.Load(alone(a.Files))
	for _, lang := range course.Languages {
		for _, l := range course.Lessons[lang] {
			if l.Draw != nil {
				told.Problems = append(told.Problems, proveDrawn(l, l.Lang != course.Source(), func(*proof) {})...)
				continue
			}
			told.Problems = append(told.Problems, prove(l).problems...)
		}
	}
	told.Problems = ofAlone(told.Problems)
	told.Proved = len(told.Problems) == 0
	return told
}
