package site

import (
	"encoding/json"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"svclab/lessons/author"
	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/site/slim"
	"svclab/wasm/html"
	"svclab/wasm/ui"
)

// desk is what pages in which lessons are written have besides: the program
// wasm/author, and the editor of Markdown.
type desk struct {
	program   []byte // nil when it was not compiled: then there is no such page
	functions int    // 0 when the program is as Go compiled it
	editor    []byte // nil when it was not bundled
}

// desk compiles and bundles it. A site around a program that was compiled
// elsewhere has one only where that of the desk was, too.
func (o Options) desk() (desk, error) {
	var d desk
	if o.Wasm != "" && o.Author == "" {
		return d, nil
	}
	compiled, err := o.compiledAs("author.wasm", "svclab/wasm/author", o.Author)
	if err != nil {
		return d, err
	}
	d.program = compiled
	if !o.AsIs {
		whole, err := slim.Split(compiled, func(string) bool { return true })
		if err == nil {
			d.program, d.functions = whole.First, whole.Functions
		} else if o.Author == "" {
			o.log("the program for authors is downloaded as Go wrote it: %v", err)
		}
	}
	d.editor, err = o.bundle("markdown.js")
	return d, err
}

// addDesk adds what the pages fetch of it.
func (f folderFiles) addDesk(a *assets, d desk) error {
	if d.program == nil {
		return nil
	}
	runtime, err := wasmExec()
	if err != nil {
		return err
	}
	program := f.addHashed("author.wasm", d.program)
	worker := strings.NewReplacer("PROGRAM", filepath.Base(program), "FUNCTIONS", strconv.Itoa(d.functions)).Replace(source("author/worker.js"))
	body, err := minify("worker.js", api.LoaderJS, strings.Join([]string{runtime, slim.Runtime, worker}, "\n"))
	if err != nil {
		return err
	}
	a.worker = f.addHashed("author.js", append([]byte(notice), body...))
	if body, err = minify("page.js", api.LoaderJS, source("author/page.js")); err != nil {
		return err
	}
	a.writing = f.addHashed("writing.js", body)
	if d.editor != nil {
		a.markdown = f.addHashed("markdown.js", d.editor)
	}
	return nil
}

// writingID is the page in which lessons are written, beside the lessons.
const writingID = "author"

// draftPath is the page that shows the lesson while it is written, for the frame
// of the writing page.
func draftPath(lang string) string { return "draft/" + lang + "/" }

// nobodysLesson stands in a page until a lesson comes.
func nobodysLesson(id, lang, title, text string) *lesson.Lesson {
	return &lesson.Lesson{ID: id, Lang: lang, Title: title, Start: "empty", Cluster: lesson.Cluster{Nodes: 3, Seed: 1},
		Steps: []lesson.Step{{ID: "step-1", Title: title, Blocks: []lesson.Block{{HTML: "<p>" + template.HTMLEscapeString(text) + "</p>\n"}}}}}
}

// draftPage is the page for the frame.
func draftPage(lang string, a assets) (page, error) {
	w := writingIn[lang]
	l := nobodysLesson("draft", lang, w.frame, w.waiting)
	p, err := lessonPage(l, markdown.Course{}, a)
	p.body = []html.Node{p.body[0], ui.LoadingDraft(l)}
	p.head = append(p.head, html.El("meta", html.Name("robots"), html.A("content", "noindex")))
	p.tail = strings.Replace(p.tail, `id="lesson"`, `id="lesson" data-draft="on"`, 1)
	return p, err
}

// addWriting adds what authors have in one language.
func addWriting(pages map[string]page, lang string, c markdown.Course, a assets) (err error) {
	if pages[draftPath(lang)], err = draftPage(lang, a); err != nil {
		return err
	}
	if pages[lessonPath(lang, writingID)], err = writingPage(lang, c, a); err != nil {
		return err
	}
	pages[lessonPath(lang, fileID)], err = filePage(lang, c, a)
	return err
}

// filePage is the page of a lesson that a reader has opened from a file.
func filePage(lang string, c markdown.Course, a assets) (page, error) {
	w := writingIn[lang]
	p, err := lessonPage(nobodysLesson(fileID, lang, w.fileTitle, w.fileAbout), markdown.Course{}, a)
	for _, one := range c.Languages {
		p.others[one] = lessonPath(one, fileID)
	}
	return p, err
}

// fileID is the page of a lesson from a file.
const fileID = ui.FileID

// writingPage is the page itself.
func writingPage(lang string, c markdown.Course, a assets) (page, error) {
	w := writingIn[lang]
	p := page{lang: lang, title: w.title + " · Service Lab", about: w.about, up: "../../", others: map[string]string{}, frames: true}
	other := ""
	for _, one := range c.Languages {
		if p.others[one] = lessonPath(one, writingID); one != lang {
			other = one
		}
	}
	begin, err := newLesson(lang, c.Languages)
	if err != nil {
		return p, err
	}
	said := map[string]any{"words": w.said, "templates": begin}
	text, err := json.Marshal(said)
	if err != nil {
		return p, fmt.Errorf("the words of the page for authors: %w", err)
	}
	p.body = []html.Node{w.body(lang, other, c)}
	data := ` data-worker="../../` + a.worker + `"`
	if a.markdown != "" {
		data += ` data-editor="../../` + a.markdown + `"`
	}
	p.tail = `<script type="application/json" id="author-words">` + string(text) + `</script><script src="../../` + a.writing + `"` + data + `></script>`
	return p, nil
}

// newLesson is the Markdown that a lesson begins from, by language.
func newLesson(lang string, languages []string) (map[string]string, error) {
	files, err := author.Scaffold("my-lesson", writingIn[lang].newTitle, languages)
	out := map[string]string{"ko": "", "en": ""}
	for name, body := range files {
		out[strings.TrimSuffix(strings.TrimPrefix(name, "lesson."), ".md")] = string(body)
	}
	return out, err
}

// compiledAs returns a program as the compiler writes it: from a file, or else
// compiled under a name into the folder that keeps what takes long.
func (o Options) compiledAs(name, pkg, file string) ([]byte, error) {
	if file == "" {
		folder := o.Build
		if folder == "" {
			temporary, err := os.MkdirTemp("", "svclab-wasm-")
			if err != nil {
				return nil, fmt.Errorf("making a folder for the program: %w", err)
			}
			defer os.RemoveAll(temporary)
			folder = temporary
		}
		file = filepath.Join(folder, name)
		o.log("compiling %s", name)
		if err := compile(file, pkg); err != nil {
			return nil, err
		}
	}
	compiled, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the program: %w", err)
	}
	return compiled, nil
}
