package site

import (
	"encoding/json"
	"encoding/xml"
	"io/fs"
	"strings"
	"testing"
	"time"

	"svclab/lessons"
	"svclab/lessons/markdown"
	"svclab/site/web"
)

// found makes what those read who look for pages, for a site at base.
func found(t *testing.T, at string) (folderFiles, markdown.Course) {
	t.Helper()
	course, problems := markdown.Load(lessons.Content)
	b, err := parseBase(at)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	files := folderFiles{}
	dates := func(file string) time.Time { return time.Date(2026, 1, 1+len(file)%20, 0, 0, 0, 0, time.UTC) }
	if err := files.addFinding(course, b, dates); err != nil {
		t.Fatal(err)
	}
	return files, course
}

// Each page of the sitemap is in the site, in each language that it names.
func TestTheSitemapNamesPagesThatAreThere(t *testing.T) {
	dir := built(t)
	for _, at := range []string{"https://example.org/svclab/", "/svclab/"} {
		files, course := found(t, at)
		var set struct {
			URLs []struct {
				Loc   string `xml:"loc"`
				Links []struct {
					Lang string `xml:"hreflang,attr"`
					Href string `xml:"href,attr"`
				} `xml:"link"`
			} `xml:"url"`
		}
		if err := xml.Unmarshal(files[sitemapFile], &set); err != nil {
			t.Fatal(err)
		}
		if len(set.URLs) < 2*len(course.Lessons["ko"]) {
			t.Errorf("only %d pages", len(set.URLs))
		}
		for _, u := range set.URLs {
			path, ok := strings.CutPrefix(u.Loc, at)
			if status := statusOf(dir, "/"+path); !ok || status != 200 || len(u.Links) != 2 {
				t.Errorf("%s: %d, %d languages", u.Loc, status, len(u.Links))
			}
		}
	}
}

// A feed has what RFC 4287 asks for: an id, a title and a date for it and for each
// entry, the newest first, and no id twice.
func TestTheFeedTellsOfEachLesson(t *testing.T) {
	for _, at := range []string{"https://example.org/", "/"} {
		files, course := found(t, at)
		for _, lang := range course.Languages {
			var feed struct {
				ID, Title string
				Updated   time.Time `xml:"updated"`
				Entries   []struct {
					ID      string    `xml:"id"`
					Title   string    `xml:"title"`
					Updated time.Time `xml:"updated"`
					Summary string    `xml:"summary"`
				} `xml:"entry"`
			}
			if err := xml.Unmarshal(files[lang+"/"+feedFile], &feed); err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			before := feed.Updated
			for _, e := range feed.Entries {
				if e.ID == "" || seen[e.ID] || e.Title == "" || e.Summary == "" || e.Updated.After(before) {
					t.Errorf("%s: entry %+v after %s", lang, e, before)
				}
				seen[e.ID], before = true, e.Updated
			}
			if len(feed.Entries) != len(course.Lessons[lang]) {
				t.Errorf("%s: %d entries", lang, len(feed.Entries))
			}
		}
	}
}

func TestRobotsAreToldWhereTheSitemapIs(t *testing.T) {
	if files, _ := found(t, "https://example.org/svclab/"); string(files[robotsFile]) != "User-agent: *\nDisallow: /svclab/draft/\n\nSitemap: https://example.org/svclab/sitemap.xml\n" {
		t.Errorf("got %s", files[robotsFile])
	}
	if files, _ := found(t, "/"); strings.Contains(string(files[robotsFile]), "Sitemap") {
		t.Errorf("got %s: a sitemap's address is never relative", files[robotsFile])
	}
}

// What a place shows of a page is the page's own.
func TestEachPageSaysWhatItIs(t *testing.T) {
	course, _ := markdown.Load(lessons.Content)
	b, _ := parseBase("https://example.org/svclab/")
	pages, err := makePages(course, lessons.Content, assets{base: b, cards: map[string]string{"ko/nodeport/": "assets/card.png", "ko/": "assets/map.png"}})
	if err != nil {
		t.Fatal(err)
	}
	abouts := map[string]string{}
	for _, name := range pages.names() {
		body := string(pages[name])
		if !strings.HasSuffix(name, "/index.html") || strings.Contains(body, `content="noindex"`) || strings.Contains(name, "/file/") || strings.Contains(name, "/author/") {
			continue
		}
		_, about, _ := strings.Cut(body, `name="description" content="`)
		about, _, _ = strings.Cut(about, `"`)
		if other := abouts[about]; about == "" || other != "" {
			t.Errorf("%s and %s say %q", name, other, about)
		}
		abouts[about] = name
	}
	if len(abouts) < 2*2*len(course.Lessons["ko"]) {
		t.Errorf("only %d pages, so this test reads the wrong thing", len(abouts))
	}
	page := string(pages["ko/nodeport/index.html"])
	for _, want := range []string{
		`<meta property="og:title" content="NodePort: `, `<meta property="og:type" content="article">`, `<meta property="og:locale" content="ko_KR">`,
		`<meta property="og:url" content="https://example.org/svclab/ko/nodeport/">`, `<link rel="canonical" href="https://example.org/svclab/ko/nodeport/">`,
		`<meta property="og:image" content="https://example.org/svclab/assets/card.png">`, `<link rel="manifest" href="../../ko/manifest.webmanifest">`,
		`<link rel="alternate" href="https://example.org/svclab/en/nodeport/" hreflang="en">`, `hreflang="x-default"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if sheet := string(pages["ko/nodeport/sheet/index.html"]); !strings.Contains(sheet, "assets/card.png") {
		t.Error("a sheet has not its lesson's picture")
	}
	if glossary := string(pages["ko/glossary/index.html"]); !strings.Contains(glossary, "assets/map.png") {
		t.Error("the glossary has not the map's picture")
	}
	if embedded := string(pages["embed/ko/nodeport/index.html"]); strings.Contains(embedded, "og:") || !strings.Contains(embedded, "noindex") {
		t.Error("an embedded lesson wants to be found")
	}
	if missing := string(pages["404.html"]); !strings.Contains(missing, `href="/svclab/ko/"`) || !strings.Contains(missing, "noindex") {
		t.Error("404.html does not lead back below the path")
	}
}

// A manifest leads to pages and pictures that are there, whichever language.
func TestTheManifestLeadsToWhatIsThere(t *testing.T) {
	dir := built(t)
	for lang := range wordsIn {
		var m struct {
			ID, Lang string
			Start    string `json:"start_url"`
			Icons    []struct{ Src, Sizes, Purpose string }
		}
		if err := json.Unmarshal([]byte(read(t, dir, lang+"/"+manifestPath)), &m); err != nil {
			t.Fatal(err)
		}
		if m.ID != "/" || m.Lang != lang || m.Start != "./" || len(m.Icons) != 3 {
			t.Errorf("%s: %+v", lang, m)
		}
		for _, i := range m.Icons {
			if _, err := fs.Stat(dir, strings.TrimPrefix(i.Src, "../")); err != nil {
				t.Errorf("%s: icon %s: %v", lang, i.Src, err)
			}
		}
	}
}

// What hosts of files are told is the one table, below the site's path.
func TestHostsOfFilesAreToldTheHeaders(t *testing.T) {
	text := headersFile(base{path: "/svclab/"})
	for _, rule := range web.Headers {
		if !strings.Contains(text, "\n/svclab"+rule.Path+"\n") {
			t.Errorf("no rule for %s in\n%s", rule.Path, text)
		}
		for _, h := range rule.Headers {
			if !strings.Contains(text, "\n  "+h[0]+": "+h[1]+"\n") {
				t.Errorf("no %s: %s", h[0], h[1])
			}
		}
	}
}
