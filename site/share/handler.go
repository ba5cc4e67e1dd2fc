package share

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
)

// Store keeps links by their IDs.
type Store interface {
	// Put keeps a link for good: when it returns nil, neither a crash nor a power
	// failure loses it. The error wraps ErrFull when there is no room.
	Put(ctx context.Context, id, link string) error
	// Get returns a link. The error wraps fs.ErrNotExist when there is none.
	Get(ctx context.Context, id string) (string, error)
}

// Blind is a Store that is not asked whether it has a link before it is to keep it:
// asking in vain has a price there. Workers KV remembers for a minute that there was
// none, so a new link would be unknown for that long. Its Put may write a link over itself.
type Blind interface {
	Store
	Blind()
}

// ErrFull is that of a Store that keeps no more.
var ErrFull = errors.New("no more short links are kept here")

// Handler answers /s and /s/ID. The redirects are relative, so it works below any path.
func Handler(store Store, limits Limits) http.Handler {
	h := handler{store, newLimiter(limits), http.NewCrossOriginProtection()}
	return http.HandlerFunc(h.serve)
}

type handler struct {
	store   Store
	limiter *limiter
	origins *http.CrossOriginProtection
}

func (h handler) serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	name, named := strings.CutPrefix(r.URL.Path, "/s/")
	switch {
	case r.URL.Path == "/s" && r.Method == http.MethodPost:
		h.keep(w, r)
	case r.URL.Path == "/s" && r.Method == http.MethodOptions:
		w.Header().Set("Allow", "POST, OPTIONS") // which tells a page that short links are kept here
		w.WriteHeader(http.StatusNoContent)
	case r.URL.Path == "/s":
		refuse(w, http.StatusMethodNotAllowed, "POST, OPTIONS", "POST a link here, or GET s/ID")
	case named && (r.Method == http.MethodGet || r.Method == http.MethodHead):
		h.lead(w, r, name)
	case named:
		refuse(w, http.StatusMethodNotAllowed, "GET, HEAD", "a short link is only asked for")
	default:
		refuse(w, http.StatusNotFound, "", "want s/ID")
	}
}

// refuse says why not, and which methods there are.
func refuse(w http.ResponseWriter, status int, allow, why string) {
	if allow != "" {
		w.Header().Set("Allow", allow)
	}
	http.Error(w, why, status)
}

// keep keeps a link.
func (h handler) keep(w http.ResponseWriter, r *http.Request) {
	if err := h.origins.Check(r); err != nil {
		refuse(w, http.StatusForbidden, "", "only the pages of this site make short links")
		return
	}
	if wait := h.limiter.wait(r); wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(wait))
		refuse(w, http.StatusTooManyRequests, "", fmt.Sprintf("too many links: try again in %d s; the long link works without", wait))
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxLink))
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		refuse(w, http.StatusRequestEntityTooLarge, "", fmt.Sprintf("a link has at most %d bytes here; the long link works without", MaxLink))
		return
	}
	if err != nil {
		refuse(w, http.StatusBadRequest, "", "the link did not come whole")
		return
	}
	link, err := Canonical(string(body))
	if err != nil {
		refuse(w, http.StatusUnprocessableEntity, "", err.Error())
		return
	}
	id, status := ID(link), http.StatusCreated
	was, err := "", fs.ErrNotExist
	if _, blind := h.store.(Blind); !blind {
		was, err = h.store.Get(r.Context(), id)
	}
	switch {
	case err == nil && was == link:
		status = http.StatusOK
	case err == nil:
		refuse(w, http.StatusConflict, "", "two links have one name: the long link works without")
		return
	default: // there is none, or it cannot be read, which Put will tell
		err = h.store.Put(r.Context(), id, link)
		if errors.Is(err, ErrFull) {
			refuse(w, http.StatusInsufficientStorage, "", ErrFull.Error()+"; the long link works without")
			return
		}
		if err != nil {
			refuse(w, http.StatusServiceUnavailable, "", "the link could not be kept; the long link works without")
			return
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Location", "s/"+id)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"id": id, "path": "s/" + id}) // the client may have gone
}

// lead leads to a link that is kept.
func (h handler) lead(w http.ResponseWriter, r *http.Request, name string) {
	link, err := "", fs.ErrNotExist
	if id().MatchString(name) {
		link, err = h.store.Get(r.Context(), name)
	}
	if err == nil {
		link, err = Canonical(link) // whatever a file may hold
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		refuse(w, http.StatusNotFound, "", "no such short link: it may have been cut off\n그런 짧은 링크가 없습니다. 주소가 잘리지 않았는지 확인하세요.")
	case err != nil:
		refuse(w, http.StatusServiceUnavailable, "", "short links cannot be read now: try again later\n지금은 짧은 링크를 읽을 수 없습니다. 잠시 뒤 다시 시도하세요.")
	default:
		w.Header().Set("Cache-Control", "public, max-age=86400")
		w.Header().Set("Location", "../"+link)
		w.WriteHeader(http.StatusFound)
	}
}
