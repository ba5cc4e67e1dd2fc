package web

import (
	"cmp"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
)

// twin is how a file is also kept: in a content coding, under its name with an
// extension behind it.
type twin struct{ coding, extension string }

// twins are the codings that Build writes, the smallest first.
var twins = []twin{{"br", ".br"}, {"gzip", ".gz"}}

// identity is a file as it is.
var identity = twin{"identity", ""}

// HasTwins tells which files Build makes twins of, where that saves something; of
// others none is asked for in vain.
func HasTwins(name string) bool {
	switch path.Ext(name) {
	case ".css", ".html", ".js", ".json", ".md", ".svg", ".txt", ".wasm", ".webmanifest", ".xml":
		return true
	}
	return false
}

// acceptable returns the codings that the Accept-Encoding headers of a request
// allow, the best first: by the weights that the client gives, then the smallest.
// Without such a header a file is sent as it is, which everybody can read.
// Nothing is left when the client refuses that too.
func acceptable(headers []string) []twin {
	if len(headers) == 0 {
		return []twin{identity}
	}
	weights := map[string]float64{}
	for part := range strings.SplitSeq(strings.ToLower(strings.Join(headers, ",")), ",") {
		coding, params, _ := strings.Cut(part, ";")
		weights[strings.TrimPrefix(strings.TrimSpace(coding), "x-")] = weight(params)
	}
	others, named := weights["*"]
	of := func(t twin) float64 {
		if w, ok := weights[t.coding]; ok {
			return w
		}
		if !named && t == identity {
			return least // which goes without saying
		}
		return others
	}
	out := slices.DeleteFunc(append(slices.Clone(twins), identity), func(t twin) bool { return of(t) <= 0 })
	slices.SortStableFunc(out, func(a, b twin) int { return cmp.Compare(of(b), of(a)) })
	return out
}

// least is less than any weight that a header can give.
const least = 0.0001

// weight reads the parameter of a coding, such as q=0.5. A coding with one that
// says nothing is taken for refused: what it wanted is not known.
func weight(params string) float64 {
	params = strings.TrimSpace(params)
	if params == "" {
		return 1
	}
	text, ok := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
	q, err := strconv.ParseFloat(text, 64)
	if !ok || err != nil || !(q >= 0 && q <= 1) {
		return 0
	}
	return q
}

// choose opens a file in the best coding that the request takes. It returns the
// request to answer too, which is without its Range where all is to be sent. ok
// tells that there is such a file; it is nil when the client takes none of its codings.
//
// A part of a file is one of the file as it is, so that parts of two codings are
// never put together; unless the client says by its tag of which coding it has the
// rest, as browsers do that go on with a download. Who asks for several parts at once
// gets all: nothing of a site is worth putting them together for.
func (s site) choose(r *http.Request, name string) (f *file, of *http.Request, ok bool) {
	takes := acceptable(r.Header.Values("Accept-Encoding"))
	if ranges := r.Header.Get("Range"); ranges != "" {
		bytes := strings.HasPrefix(ranges, "bytes=") && !strings.Contains(ranges, ",") && r.Method == http.MethodGet
		if tag := r.Header.Get("If-Range"); bytes && tag != "" {
			if f := s.tagged(name, takes, tag); f != nil {
				return f, r, true
			}
		} else if bytes && tag == "" && slices.Contains(takes, identity) {
			f := s.open(name)
			return f, r, f != nil
		}
		r = r.Clone(r.Context())
		r.Header.Del("Range")
	}
	for _, t := range takes {
		if f := s.openTwin(name, t); f != nil {
			return f, r, true
		}
	}
	return nil, r, !slices.Contains(takes, identity) && s.has(name)
}

// tagged opens a file in that of some codings that has a tag, or returns nil.
func (s site) tagged(name string, takes []twin, tag string) *file {
	for _, t := range takes {
		f := s.openTwin(name, t)
		if f == nil {
			continue
		}
		if own, err := f.tag(); err == nil && own == tag {
			return f
		}
		f.Close()
	}
	return nil
}

// openTwin opens a file in a coding, nil when it is not kept in it.
func (s site) openTwin(name string, t twin) *file {
	if t != identity && !HasTwins(name) {
		return nil
	}
	f := s.open(name + t.extension)
	if f != nil && t != identity {
		f.coding = t.coding
	}
	return f
}
