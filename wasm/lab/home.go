package lab

import (
	"errors"
	"maps"
	"slices"

	"svclab/wasm/kubectl"
)

// home is the learner's home folder, in memory.
type home struct {
	files map[string]string
	laid  map[string]string // what the lesson put there last, by name
}

func newHome() *home { return &home{files: map[string]string{}, laid: map[string]string{}} }

func (h *home) clone() *home { return &home{files: maps.Clone(h.files), laid: maps.Clone(h.laid)} }

// asLaid is the home folder as the lesson's own scripts see it: the namespace
// that the learner has chosen for kubectl is none of their business.
func (h *home) asLaid() *home {
	if _, chosen := h.files[kubectl.ConfigFile]; !chosen {
		return h
	}
	c := h.clone()
	delete(c.files, kubectl.ConfigFile)
	return c
}

// copied returns the files as they are, to be kept and never changed; before is
// what was kept last, which often is the same.
func (h *home) copied(before map[string]string) map[string]string {
	if maps.Equal(before, h.files) {
		return before
	}
	return maps.Clone(h.files)
}

// back takes up files as they were at a moment that the learner goes on from.
// What he has written since stays; what was removed since is there again. The
// namespace chosen for kubectl is no text of his, and is as it was.
func (h *home) back(were map[string]string) {
	for name, text := range were {
		if _, there := h.files[name]; !there || name == kubectl.ConfigFile {
			h.files[name] = text
		}
	}
	if _, chosen := were[kubectl.ConfigFile]; !chosen {
		delete(h.files, kubectl.ConfigFile)
	}
}

// lay puts a file of the lesson there, unless the learner's own stands there.
func (h *home) lay(name, text string) {
	if now, there := h.files[name]; !there || now == h.laid[name] {
		h.files[name] = text
		h.laid[name] = text
	}
}

// ReadFile returns a file.
func (h *home) ReadFile(name string) ([]byte, error) {
	text, ok := h.files[name]
	if !ok {
		return nil, errors.New("no such file or directory")
	}
	return []byte(text), nil
}

// WriteFile keeps a file.
func (h *home) WriteFile(name string, data []byte) error {
	h.files[name] = string(data)
	return nil
}

// List returns the file names, sorted.
func (h *home) List() []string { return slices.Sorted(maps.Keys(h.files)) }
