package web

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
)

// TitlesFile says in a built site which lessons can be embedded: their titles, by
// language and id.
const TitlesFile = "titles.json"

// Titles are the lessons of a site: titles by language and id.
type Titles map[string]map[string]string

// How large an embedded lesson is when nobody wants it otherwise, in CSS pixels.
const embedWidth, embedHeight = 960, 640

// embedded is an answer of oEmbed 1.0 of the type rich.
type embedded struct {
	Version  string `json:"version"`
	Type     string `json:"type"`
	Provider string `json:"provider_name"`
	Home     string `json:"provider_url"`
	Title    string `json:"title"`
	HTML     string `json:"html"`
	Width    int    `json:"width"`
	Height   int    `json:"height"`
}

// oembed answers ?url=A-LESSON'S-ADDRESS with a frame for other people's pages, as
// oembed.com describes it.
func (s site) oembed(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if format := query.Get("format"); format != "" && format != "json" {
		http.Error(w, "format "+strconv.Quote(format)+": only json is answered", http.StatusNotImplemented)
		return
	}
	if query.Get("url") == "" {
		http.Error(w, "want url=ADDRESS, the address of a lesson of this site", http.StatusBadRequest)
		return
	}
	width, height, ok := sizes(w, query)
	if !ok {
		return
	}
	lang, id, fragment, ok := s.lessonAt(r, query.Get("url"))
	title := s.titles()[lang][id]
	if !ok || title == "" {
		http.Error(w, "url "+strconv.Quote(query.Get("url"))+": no lesson of this site stands there", http.StatusNotFound)
		return
	}
	root := origin(r) + s.base
	src := url.URL{Path: "embed/" + lang + "/" + id + "/", Fragment: fragment}
	frame := `<iframe src="` + attribute(root+src.String()) + `" title="` + attribute(title) +
		`" width="` + strconv.Itoa(width) + `" height="` + strconv.Itoa(height) + `" loading="lazy" style="border:0"></iframe>`
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Access-Control-Allow-Origin", "*") // which is for everybody's pages
	w.Header().Set("Cache-Control", "public, max-age=300")
	answer := json.NewEncoder(w)
	answer.SetEscapeHTML(false)
	_ = answer.Encode(embedded{"1.0", "rich", "Service Lab", root, title, frame, width, height}) // the client may have gone
}

// sizes reads how large a frame may be.
func sizes(w http.ResponseWriter, query url.Values) (width, height int, ok bool) {
	size := [2]int{embedWidth, embedHeight}
	for i, name := range []string{"maxwidth", "maxheight"} {
		text := query.Get(name)
		if text == "" {
			continue
		}
		limit, err := strconv.Atoi(text)
		if err != nil || limit < 1 {
			http.Error(w, name+" "+strconv.Quote(text)+": want a number of pixels, such as 640", http.StatusBadRequest)
			return 0, 0, false
		}
		size[i] = min(size[i], limit)
	}
	return size[0], size[1], true
}

// lessonAt tells which lesson of this site an address names, embedded or not.
func (s site) lessonAt(r *http.Request, address string) (lang, id, fragment string, ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || !strings.EqualFold(u.Host, r.Host) {
		return "", "", "", false
	}
	below, ok := strings.CutPrefix(u.Path, s.base)
	lang, id, found := strings.Cut(strings.Trim(strings.TrimPrefix(below, "embed/"), "/"), "/")
	return lang, id, u.Fragment, ok && found
}

// titles reads which lessons there are.
func (s site) titles() Titles {
	f := s.open(TitlesFile)
	if f == nil {
		return nil
	}
	defer f.Close()
	var all Titles
	if body, err := io.ReadAll(f); err != nil || json.Unmarshal(body, &all) != nil {
		return nil
	}
	return all
}

// discover says on a lesson's page where oembed is: the page itself does not know
// its host.
func (s site) discover(w http.ResponseWriter, r *http.Request, name string) {
	lang, rest, _ := strings.Cut(strings.TrimPrefix(name, "embed/"), "/")
	id, file, _ := strings.Cut(rest, "/")
	if file != "index.html" || len(lang) != 2 || id == "" || r.Host == "" {
		return
	}
	page := url.URL{Path: s.base + path.Dir(name) + "/"}
	address := origin(r) + s.base + "oembed?format=json&url=" + url.QueryEscape(origin(r)+page.String())
	w.Header().Set("Link", "<"+address+`>; rel="alternate"; type="application/json+oembed"`)
}

// origin is where the client finds this site. A proxy in front says by which scheme
// it was asked.
func origin(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || r.URL.Scheme == "https" || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// attribute writes a text for a quoted attribute of HTML.
func attribute(text string) string {
	return strings.NewReplacer("&", "&amp;", `"`, "&#34;", "'", "&#39;", "<", "&lt;", ">", "&gt;").Replace(text)
}
