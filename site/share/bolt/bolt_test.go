package bolt

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"svclab/site/share"
)

func open(t *testing.T, path string, max int64) *Store {
	t.Helper()
	s, err := Open(path, max)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWhatWasPutIsThereWhenTheFileIsOpenedAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "links.db")
	s := open(t, path, 0)
	var all sync.WaitGroup
	for i := range 2000 {
		all.Go(func() {
			link := fmt.Sprintf("ko/nodeport/#s=1.%d", i)
			if err := s.Put(context.Background(), share.ID(link), link); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path, 0)
	defer s.Close()
	for i := range 2000 {
		link := fmt.Sprintf("ko/nodeport/#s=1.%d", i)
		if got, err := s.Get(context.Background(), share.ID(link)); got != link {
			t.Fatalf("link %d: got %q (%v)", i, got, err)
		}
	}
	if _, err := s.Get(context.Background(), "none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a link that is not there: %v", err)
	}
}

func TestAFileThatIsNotOursIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "links.db")
	text := strings.Repeat("my diary\n", 4096)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, 0); err == nil || !strings.Contains(err.Error(), "left as it is") {
		t.Errorf("got %v", err)
	}
	if now, err := os.ReadFile(path); err != nil || string(now) != text {
		t.Errorf("it was changed (%v)", err)
	}
}

func TestAFileBelongsToOneProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "links.db")
	s := open(t, path, 0)
	defer s.Close()
	if _, err := Open(path, 0); err == nil || !strings.Contains(err.Error(), "in use by another program") {
		t.Errorf("got %v", err)
	}
}

func TestAFileGrowsNoLargerThanItMay(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "links.db"), 64<<10)
	defer s.Close()
	for i := range 100 {
		err := s.Put(context.Background(), fmt.Sprint(i), strings.Repeat("A", 32<<10))
		if errors.Is(err, share.ErrFull) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Error("100 links of 32 KiB fit into 64 KiB")
}
