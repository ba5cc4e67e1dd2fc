package share

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// memory is a Store for tests; err is what it always answers.
type memory struct {
	mu    sync.Mutex
	links map[string]string
	err   error
}

func (m *memory) Put(_ context.Context, id, link string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err == nil {
		m.links[id] = link
	}
	return m.err
}

func (m *memory) Get(_ context.Context, id string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err != nil {
		return "", m.err
	}
	link, ok := m.links[id]
	if !ok {
		return "", fs.ErrNotExist
	}
	return link, nil
}

const moment = "ko/nodeport/#s=1.AbC-_9"

func ask(h http.Handler, method, path, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestALinkIsKeptAndLeadsBack(t *testing.T) {
	h := Handler(&memory{links: map[string]string{}}, Limits{})
	w := ask(h, "POST", "/s", moment)
	var answer struct{ ID, Path string }
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Code != 201 || answer.ID != ID(moment) || answer.Path != "s/"+answer.ID || w.Header().Get("Location") != answer.Path {
		t.Fatalf("got %d %v %s (%v)", w.Code, w.Header(), w.Body, err)
	}
	if again := ask(h, "POST", "/s", " "+moment+"\n"); again.Code != 200 || again.Body.String() != w.Body.String() {
		t.Errorf("the same link again: got %d %s", again.Code, again.Body)
	}
	for _, method := range []string{"GET", "HEAD"} {
		if got := ask(h, method, "/s/"+answer.ID, ""); got.Code != 302 || got.Header().Get("Location") != "../"+moment {
			t.Errorf("%s: got %d to %q", method, got.Code, got.Header().Get("Location"))
		}
	}
}

// unasked is a Store that fails a test that asks before it keeps.
type unasked struct {
	memory
	asked int
}

func (u *unasked) Blind() {}
func (u *unasked) Get(ctx context.Context, id string) (string, error) {
	u.asked++
	return u.memory.Get(ctx, id)
}

func TestABlindStoreIsNotAskedInVain(t *testing.T) {
	store := &unasked{memory: memory{links: map[string]string{}}}
	h := Handler(store, Limits{})
	for range 2 {
		if w := ask(h, "POST", "/s", moment); w.Code != 201 || store.asked != 0 {
			t.Errorf("got %d, and it was asked %d times", w.Code, store.asked)
		}
	}
	if got := ask(h, "GET", "/s/"+ID(moment), ""); got.Code != 302 {
		t.Errorf("the link leads nowhere: %d", got.Code)
	}
}

func TestWhatIsRefused(t *testing.T) {
	for _, row := range []struct {
		name, method, path, body string
		header                   []string
		status                   int
		want                     string
	}{
		{"nothing", "POST", "/s", "", nil, 422, "want the link of a shared moment"},
		{"another site", "POST", "/s", "https://evil.example/ko/nodeport/#s=1.A", nil, 422, "such as ko/nodeport/"},
		{"a host without a scheme", "POST", "/s", "//evil.example/#s=1.A", nil, 422, "want the link"},
		{"a script", "POST", "/s", "javascript:alert(1)", nil, 422, "want the link"},
		{"a way up", "POST", "/s", "../ko/nodeport/#s=1.A", nil, 422, "want the link"},
		{"a header", "POST", "/s", "ko/nodeport/#s=1.A\r\nSet-Cookie: a=b", nil, 422, "want the link"},
		{"a link that holds nothing", "POST", "/s", "ko/nodeport/", nil, 422, "want the link"},
		{"a link of 33 KiB", "POST", "/s", "ko/nodeport/#s=1." + strings.Repeat("A", 33<<10), nil, 413, "at most 32768 bytes"},
		{"another site's page", "POST", "/s", moment, []string{"Sec-Fetch-Site", "cross-site"}, 403, "only the pages of this site"},
		{"a GET of all", "GET", "/s", "", nil, 405, "POST a link"},
		{"another link under a name", "PUT", "/s/" + ID(moment), moment, nil, 405, "only asked for"},
		{"a name that is not there", "GET", "/s/AAAAAAAAAAAAAAAA", "", nil, 404, "no such short link"},
		{"a name cut off", "GET", "/s/AAAA", "", nil, 404, "no such short link"},
		{"no name", "GET", "/s/", "", nil, 404, "no such short link"},
		{"a path for a name", "GET", "/s/../../etc/passwd", "", nil, 404, "no such short link"},
	} {
		w := ask(Handler(&memory{links: map[string]string{}}, Limits{}), row.method, row.path, row.body, row.header...)
		if w.Code != row.status || !strings.Contains(w.Body.String(), row.want) {
			t.Errorf("%s: got %d %s, want %d %s", row.name, w.Code, w.Body, row.status, row.want)
		}
		if allow := w.Header().Get("Allow"); (w.Code == 405) != (allow != "") {
			t.Errorf("%s: %d with Allow %q", row.name, w.Code, allow)
		}
	}
}

// A link of exactly the most that is taken is taken, whether its length is told or not.
func TestTheLimitIsExact(t *testing.T) {
	head := "ko/nodeport/#s=1."
	for size, status := range map[int]int{MaxLink: 201, MaxLink + 1: 413} {
		link := head + strings.Repeat("A", size-len(head))
		for _, body := range []io.Reader{strings.NewReader(link), io.MultiReader(strings.NewReader(link))} {
			w := httptest.NewRecorder()
			Handler(&memory{links: map[string]string{}}, Limits{}).ServeHTTP(w, httptest.NewRequest("POST", "/s", body))
			if w.Code != status {
				t.Errorf("%d bytes: got %d, want %d", size, w.Code, status)
			}
		}
	}
}

func TestAStoreThatFailsIsTold(t *testing.T) {
	for err, want := range map[error]int{ErrFull: 507, errors.New("the disk is gone"): 503} {
		h := Handler(&memory{err: err}, Limits{})
		if w := ask(h, "POST", "/s", moment); w.Code != want || strings.Contains(w.Body.String(), "disk") {
			t.Errorf("%v: got %d %s, want %d", err, w.Code, w.Body, want)
		}
		if w := ask(h, "GET", "/s/"+ID(moment), ""); w.Code != 503 {
			t.Errorf("%v: reading gives %d", err, w.Code)
		}
	}
}

func TestManyLinksAreTooMany(t *testing.T) {
	now := time.Unix(0, 0)
	h := Handler(&memory{links: map[string]string{}}, Limits{Rate: 0.5, Burst: 3, Total: 100, Now: func() time.Time { return now },
		Client: func(r *http.Request) string { return r.Header.Get("Client") }})
	from := func(client string) *httptest.ResponseRecorder { return ask(h, "POST", "/s", moment, "Client", client) }
	for range 3 {
		if w := from("a"); w.Code >= 300 {
			t.Fatalf("got %d %s", w.Code, w.Body)
		}
	}
	if w := from("a"); w.Code != 429 || w.Header().Get("Retry-After") != "2" {
		t.Errorf("the fourth gets %d, to come back after %q s", w.Code, w.Header().Get("Retry-After"))
	}
	if w := from("b"); w.Code >= 300 {
		t.Errorf("somebody else gets %d", w.Code)
	}
	now = now.Add(2 * time.Second)
	if w := from("a"); w.Code >= 300 {
		t.Errorf("after as long as was said comes %d", w.Code)
	}
	if w := from("a"); w.Code != 429 {
		t.Errorf("and again at once %d", w.Code)
	}
	sum := 0
	for i := range 200 {
		if from(strings.Repeat("c", i+1)).Code == 429 {
			sum++
		}
	}
	if sum != 101 { // one of the hundred in this second was a's
		t.Errorf("of 200 clients at once %d are too many, want 101", sum)
	}
}

func TestNoMoreClientsAreRememberedThanThereIsRoomFor(t *testing.T) {
	now := time.Unix(0, 0)
	l := newLimiter(Limits{Rate: 1, Burst: 2, Now: func() time.Time { return now }})
	for key := range uint64(clients + 5) {
		l.client(key, now)
	}
	if len(l.each) > clients {
		t.Errorf("%d are remembered", len(l.each))
	}
}

func TestOneClientIsANetwork(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "2001:db8:1:2::7": "2001:db8:1:2::/64",
		"::ffff:192.0.2.1": "::ffff:192.0.2.1", "nobody": "nobody", "fe80::1%eth0": "fe80::/64",
	} {
		if got := Network(address); got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
}

// Whatever is posted, what is kept leads to a page of this site.
func FuzzNothingLeadsElsewhere(f *testing.F) {
	for _, text := range []string{moment, "embed/en/sandbox/?embed=terminal#s=1.A", "//evil.example/#s=1.A", "ko/nodeport/#s=1.A\n\n", "https:/ko/nodeport/#s=1.A", "ko/@evil/#s=1.A"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		link, err := Canonical(text)
		if err != nil {
			return
		}
		base, _ := url.Parse("https://example.org/svclab/s/x")
		to, err := base.Parse("../" + link)
		if err != nil || to.Host != "example.org" || to.Scheme != "https" || !strings.HasPrefix(to.Path, "/svclab/") || strings.ContainsAny(link, "\r\n\x00 \\") {
			t.Errorf("%q leads to %v (%v)", text, to, err)
		}
		if !id().MatchString(ID(link)) {
			t.Errorf("%q has the name %q", link, ID(link))
		}
	})
}
