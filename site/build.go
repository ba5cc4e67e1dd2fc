package site

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/site/slim"
	"svclab/site/web"
	"svclab/wasm/ui"
)

//go:embed style loader.js rest.js pick.js pack.js map.js theme.js live.js author favicon.svg twin.js sw.js sw-gone.js offline.js later.txt
var sources embed.FS

// Options says what Build makes a site from.
type Options struct {
	Out     string    // the folder to write; what stands there is replaced
	Wasm    string    // the compiled program; "" compiles the module in the current directory
	Author  string    // the compiled program for authors; "" compiles it, unless Wasm is given
	Lessons fs.FS     // the lessons folder
	Build   string    // keeps what takes long to make; "" keeps nothing
	Base    string    // where the site will stand: a URL path such as /svclab/, or a whole address; "" is the root of any host
	Folder  string    // where the lessons stand on the disk, "" for nowhere
	Issues  string    // the address at which a bug report is begun, "" for none
	Quick   bool      // compresses less well, for a site that nobody else will load
	AsIs    bool      // serves the program as it was compiled
	Plain   bool      // leaves the text field for YAML as it is
	Log     io.Writer // gets what whoever builds should know; nil drops it
}

// Build writes a whole site. It replaces Out only when all has been made, so a
// server of that folder never hands out half a site. The error lists every
// Problem of the lessons.
func Build(o Options) error {
	course, problems := markdown.Load(o.Lessons)
	if len(problems) > 0 {
		errs := make([]error, len(problems))
		for i, p := range problems {
			errs[i] = errors.New(p.String())
		}
		return errors.Join(errs...)
	}
	program, err := o.program()
	if err != nil {
		return err
	}
	editor, err := o.editor()
	if err != nil {
		return err
	}
	desk, err := o.desk()
	if err != nil {
		return err
	}
	files, err := o.makeFiles(course, program, editor, desk)
	if err != nil {
		return err
	}
	cache := ""
	if o.Build != "" && !o.Quick {
		cache = filepath.Join(o.Build, "compressed")
	}
	next := filepath.Clean(o.Out) + ".next"
	if err := os.RemoveAll(next); err != nil {
		return fmt.Errorf("clearing %s: %w", next, err)
	}
	o.log("compressing what is new of %d files", len(files))
	if err := files.write(next, compressor{cache, o.Quick}); err != nil {
		return err
	}
	if err := os.RemoveAll(o.Out); err != nil {
		return fmt.Errorf("clearing %s: %w", o.Out, err)
	}
	if err := os.Rename(next, o.Out); err != nil {
		return fmt.Errorf("putting the site in place: %w", err)
	}
	return nil
}

func (o Options) log(format string, args ...any) {
	if o.Log != nil {
		fmt.Fprintf(o.Log, format+"\n", args...)
	}
}

// makeFiles makes all that stands in the site.
func (o Options) makeFiles(course markdown.Course, program program, editor []byte, d desk) (folderFiles, error) {
	at, err := parseBase(o.Base)
	if err != nil {
		return nil, err
	}
	if at.origin == "" {
		o.log("this site can stand on any host; for search engines, build it with the address it will have: --base https://HOST%s", at.path)
	}
	files := folderFiles{}
	a, err := files.addAssets(program, editor)
	if err == nil {
		err = files.addDesk(&a, d)
	}
	if err == nil {
		err = files.addIcons()
	}
	if err == nil {
		a.cards, err = files.addCards(course, o)
	}
	if err == nil {
		err = files.addFinding(course, at, datesOf(o.Lessons, o.Folder))
	}
	if err != nil {
		return nil, err
	}
	a.base, a.issues = at, o.Issues
	files.addBuilt(a)
	pages, err := makePages(course, o.Lessons, a)
	if err != nil {
		return nil, err
	}
	maps.Copy(files, pages)
	return files, files.addOffline()
}

// makePages makes all that has to be made anew when the course changes. sources is
// where its Markdown stands.
func makePages(course markdown.Course, sources fs.FS, a assets) (folderFiles, error) {
	files := folderFiles{}
	pages := map[string]page{"": rootPage(course, a)}
	mended := mendedFiles(course)
	for _, lang := range course.Languages {
		if _, ok := wordsIn[lang]; !ok {
			return nil, fmt.Errorf("language %q: site/words.go has no texts for it", lang)
		}
		pages[lang+"/"] = coursePage(lang, course, a)
		var err error
		if files[lang+"/"+manifestPath], err = manifest(lang, course, a.base); err != nil {
			return nil, err
		}
		if len(course.Glossary[lang]) > 0 {
			pages[lang+"/"+glossaryPath] = glossaryPage(lang, course, a)
		}
		for _, l := range course.Lessons[lang] {
			pages[lessonPath(lang, l.ID)+sheetPath] = sheetPage(l, mended[l.ID], course, a)
		}
		guide, err := guidePage(lang, course, a)
		if err != nil {
			return nil, err
		}
		pages[lang+"/"+guidePath] = guide
		if pages[lang+"/"+deployPath], err = deployPage(lang, course, a); err != nil {
			return nil, err
		}
		if pages[lang+"/"+accuracyPath], err = accuracyPage(lang, course, a); err != nil {
			return nil, err
		}
		lessons := slices.Clone(course.Lessons[lang])
		if len(course.Scenes[lang]) > 0 {
			lessons = append(lessons, sandbox(lang, course))
		}
		for _, l := range lessons {
			p, err := lessonPage(l, course, a)
			if err != nil {
				return nil, err
			}
			pages[lessonPath(lang, l.ID)] = p
			pages[embedPath(lang, l.ID)] = p.below("../../../", ui.LoadingEmbedded(l), a)
			if src, err := fs.ReadFile(sources, l.Source); err == nil { // the sandbox has none
				files[lessonPath(lang, l.ID)+"lesson.md"] = src
			}
		}
		if a.worker != "" {
			if err := addWriting(pages, lang, course, a); err != nil {
				return nil, err
			}
		}
	}
	var err error
	for path, p := range pages {
		p.path = path
		if files[path+"index.html"], err = p.render(a, course.Languages); err != nil {
			return nil, fmt.Errorf("page /%s: %w", path, err)
		}
	}
	if files[web.TitlesFile], err = titlesOf(course); err != nil {
		return nil, err
	}
	if files["404.html"], err = notFoundPage(course, a.base).render(a, course.Languages); err != nil {
		return nil, err
	}
	files[awayFile], err = awayPage(course, a.base).render(a, course.Languages)
	return files, err
}

// titlesOf writes down which lessons can be embedded.
func titlesOf(c markdown.Course) ([]byte, error) {
	all := web.Titles{}
	for _, lang := range c.Languages {
		all[lang] = map[string]string{}
		if len(c.Scenes[lang]) > 0 {
			all[lang][lesson.SandboxID] = wordsIn[lang].sandbox
		}
		for _, l := range c.Lessons[lang] {
			all[lang][l.ID] = l.Title
		}
	}
	return json.Marshal(all)
}

// sandbox is the page of the scenes in one language.
func sandbox(lang string, c markdown.Course) *lesson.Lesson {
	box := lesson.Sandbox(lang, wordsIn[lang].sandbox, c.Scenes[lang])
	box.Alone = len(c.Languages) == 1
	return box
}

// addAssets adds all that pages share.
func (f folderFiles) addAssets(program program, editor []byte) (assets, error) {
	runtime, err := wasmExec()
	if err != nil {
		return assets{}, err
	}
	style, err := minify("style.css", api.LoaderCSS, styleSheet())
	if err != nil {
		return assets{}, err
	}
	loader, err := minify("loader.js", api.LoaderJS, strings.Join([]string{runtime, slim.Runtime, source("twin.js"), source("rest.js"), source("loader.js")}, "\n"))
	if err != nil {
		return assets{}, err
	}
	pick, err := minify("pick.js", api.LoaderJS, source("pick.js"))
	if err != nil {
		return assets{}, err
	}
	progress, err := minify("map.js", api.LoaderJS, source("map.js"))
	if err != nil {
		return assets{}, err
	}
	theme, err := minify("theme.js", api.LoaderJS, source("theme.js"))
	if err != nil {
		return assets{}, err
	}
	offline, err := minify("offline.js", api.LoaderJS, source("offline.js"))
	if err != nil {
		return assets{}, err
	}
	around, err := minify("course.css", api.LoaderCSS, source("style/course.css")+source("style/guide.css"))
	if err != nil {
		return assets{}, err
	}
	f["favicon.svg"] = []byte(source("favicon.svg"))
	a := assets{
		style:     f.addHashed("style.css", style),
		loader:    f.addHashed("loader.js", append([]byte(notice), loader...)),
		pick:      f.addHashed("pick.js", pick),
		course:    f.addHashed("course.css", around),
		mapScript: f.addHashed("map.js", progress),
		theme:     f.addHashed("theme.js", theme),
		offline:   f.addHashed("offline.js", offline),
		wasm:      f.addHashed("svclab.wasm", program.first),
		wasmSize:  len(program.first),
		functions: program.functions,
	}
	if editor != nil {
		a.editor = f.addHashed("editor.js", editor)
	}
	if program.rest != nil {
		a.rest = f.addHashed("rest.wasm", program.rest)
	}
	return a, nil
}

// styles are the parts of the style sheet, in the order in which they count:
// what a phone changes comes after what it changes.
var styles = []string{
	"page", "lesson", "diagram", "lower", "objects", "yaml",
	"lanes", "twin", "time", "share",
	"sandbox", "clinic", "keys", "edition", "author",
	"phone", "embed", "site", "print", "noscript",
	"why", "traffic", "onward",
}

func styleSheet() string {
	var all strings.Builder
	for _, part := range styles {
		all.WriteString(source("style/" + part + ".css"))
	}
	return all.String()
}

// notice names what the loader is bundled from.
const notice = "/* Holds Go's wasm_exec.js, copyright The Go Authors, BSD-3-Clause. */\n"

// source returns an embedded file.
func source(name string) string {
	body, err := sources.ReadFile(name)
	if err != nil {
		panic(err) // the compiler embedded it
	}
	return string(body)
}

// minify makes a script or a style sheet small.
func minify(name string, loader api.Loader, body string) ([]byte, error) {
	result := api.Transform(body, api.TransformOptions{
		Sourcefile: name, Loader: loader, Charset: api.CharsetUTF8, Target: api.ES2022,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
	})
	problems := slices.Concat(result.Errors, result.Warnings)
	if len(problems) > 0 {
		p := problems[0]
		where := name
		if p.Location != nil {
			where = fmt.Sprintf("%s:%d", name, p.Location.Line)
		}
		return nil, fmt.Errorf("%s: %s", where, p.Text)
	}
	return result.Code, nil
}
