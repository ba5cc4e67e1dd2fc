package site

import (
	"encoding/xml"
	"fmt"
	"io/fs"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"svclab/lessons/lesson"
	"svclab/lessons/markdown"
	"svclab/site/web"
)

// What those read who look for pages: search engines, and readers of feeds.
const (
	sitemapFile = "sitemap.xml"
	feedFile    = "feed.xml" // in the folder of its language
	robotsFile  = "robots.txt"
)

// addFinding adds the sitemap, the feeds and robots.txt. Without an origin their
// addresses begin at the root of the host, which feeds may and sitemaps may not;
// whoever builds is told.
func (f folderFiles) addFinding(c markdown.Course, b base, dates func(string) time.Time) error {
	err := f.addXML(sitemapFile, sitemap(c, b))
	for _, lang := range c.Languages {
		if err == nil {
			err = f.addXML(lang+"/"+feedFile, feed(lang, c, b, dates))
		}
	}
	robots := "User-agent: *\nDisallow: " + b.path + "draft/\n"
	if b.origin != "" {
		robots += "\nSitemap: " + b.url(sitemapFile) + "\n"
	}
	f[robotsFile] = []byte(robots)
	f["_headers"] = []byte(headersFile(b))
	return err
}

func (f folderFiles) addXML(name string, value any) error {
	body, err := xml.MarshalIndent(value, "", " ")
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	f[name] = []byte(xml.Header + string(body) + "\n")
	return nil
}

// urlSet is a sitemap, as sitemaps.org describes it, with Google's links between
// languages.
type urlSet struct {
	XMLName xml.Name  `xml:"urlset"`
	NS      string    `xml:"xmlns,attr"`
	XHTML   string    `xml:"xmlns:xhtml,attr"`
	URLs    []siteURL `xml:"url"`
}

type siteURL struct {
	Loc   string     `xml:"loc"`
	Links []siteLink `xml:"xhtml:link"`
}

type siteLink struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

// sitemap lists the pages to be found: the map, what is around the lessons, and the
// lessons. Sheets and embedded lessons say again what these say.
func sitemap(c markdown.Course, b base) urlSet {
	below := map[string][]string{} // the languages of a page, by its path below them
	for _, lang := range c.Languages {
		paths := []string{"", accuracyPath, guidePath, deployPath}
		if len(c.Glossary[lang]) > 0 {
			paths = append(paths, glossaryPath)
		}
		if len(c.Scenes[lang]) > 0 {
			paths = append(paths, lesson.SandboxID+"/")
		}
		for _, l := range c.Lessons[lang] {
			paths = append(paths, l.ID+"/")
		}
		for _, path := range paths {
			below[path] = append(below[path], lang)
		}
	}
	set := urlSet{NS: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml"}
	for _, path := range slices.Sorted(maps.Keys(below)) {
		var links []siteLink
		if len(below[path]) > 1 {
			for _, lang := range below[path] {
				links = append(links, siteLink{"alternate", lang, b.url(lang + "/" + path)})
			}
		}
		for _, lang := range below[path] {
			set.URLs = append(set.URLs, siteURL{b.url(lang + "/" + path), links})
		}
	}
	return set
}

// atom is a feed, RFC 4287.
type atom struct {
	XMLName xml.Name    `xml:"feed"`
	NS      string      `xml:"xmlns,attr"`
	Lang    string      `xml:"xml:lang,attr"`
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Author  atomAuthor  `xml:"author"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
	Type string `xml:"type,attr,omitempty"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	Title   string   `xml:"title"`
	ID      string   `xml:"id"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary"`
}

// feed tells of the lessons of a language, those changed last first.
func feed(lang string, c markdown.Course, b base, dates func(string) time.Time) atom {
	out := atom{NS: "http://www.w3.org/2005/Atom", Lang: lang, Title: "Service Lab · " + c.Title[lang], ID: b.name(lang + "/"),
		Links:  []atomLink{{Href: b.url(lang + "/")}, {"self", b.url(lang + "/" + feedFile), "application/atom+xml"}},
		Author: atomAuthor{"Service Lab"}}
	newest := time.Unix(0, 0)
	for _, l := range c.Lessons[lang] {
		date := dates(l.Source)
		if date.After(newest) {
			newest = date
		}
		path := lessonPath(lang, l.ID)
		out.Entries = append(out.Entries, atomEntry{l.Title, b.name(path), date.UTC().Format(time.RFC3339), atomLink{Href: b.url(path)}, plain(markdown.Question(l))})
	}
	slices.SortStableFunc(out.Entries, func(x, y atomEntry) int { return strings.Compare(y.Updated, x.Updated) })
	out.Updated = newest.UTC().Format(time.RFC3339)
	return out
}

// name is what a page is called for good: its address, or a name of its own where
// that is not known.
func (b base) name(path string) string {
	if b.origin != "" {
		return b.url(path)
	}
	return "urn:svclab:" + strings.ReplaceAll(strings.Trim(path, "/"), "/", ":")
}

// datesOf returns what tells when a file of the lessons was changed last: by git in
// a checkout, so that it is the same wherever a whole one is built (a shallow one knows
// its last commit alone), and by the disk elsewhere. Files within the program have no date, and get the beginning of Unix
// time.
func datesOf(lessons fs.FS, folder string) func(string) time.Time {
	return func(file string) time.Time {
		if folder != "" {
			out, err := exec.Command("git", "-C", folder, "log", "-1", "--format=%cI", "--", filepath.FromSlash(file)).Output()
			if date, parsing := time.Parse(time.RFC3339, strings.TrimSpace(string(out))); err == nil && parsing == nil {
				return date
			}
		}
		if info, err := fs.Stat(lessons, file); err == nil && !info.ModTime().IsZero() {
			return info.ModTime()
		}
		return time.Unix(0, 0)
	}
}

// headersFile is the table of headers as Cloudflare and Netlify read it from a file
// _headers.
func headersFile(b base) string {
	var out strings.Builder
	out.WriteString("# The headers of site/web/headers.go. Netlify takes those of netlify.toml too, which are the same.\n")
	for _, rule := range web.Headers {
		fmt.Fprintf(&out, "%s%s\n", strings.TrimSuffix(b.path, "/"), rule.Path)
		for _, h := range rule.Headers {
			fmt.Fprintf(&out, "  %s: %s\n", h[0], h[1])
		}
	}
	return out.String()
}
