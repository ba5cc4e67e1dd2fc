package author

import (
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"svclab/lessons/markdown"
)

// madeCourse is the file system of a course that is made from loose files:
// their names are those that Load wants, and all is read when it is asked.
type madeCourse struct{ loose loose }

// Open opens a file or a folder.
func (m madeCourse) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if m.isFolder(name) {
		return &madeFolder{folderInfo(name), m.list(name)}, nil
	}
	f, err := m.file(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return f, nil
}

func (m madeCourse) file(name string) (madeFile, error) {
	switch own, ok := m.loose.files[name]; {
	case ok:
		place := filepath.Join(m.loose.dir, own)
		text, err := os.ReadFile(place)
		if err != nil {
			return madeFile{}, err
		}
		f := newMadeFile(name, text)
		if info, err := os.Stat(place); err == nil {
			f.info.changed = info.ModTime()
		}
		return f, nil
	case name == markdown.CourseFile:
		text, _ := m.loose.course()
		return newMadeFile(name, text), nil
	case name == markdown.ScenesFile:
		return newMadeFile(name, scenesOfOurs()), nil
	}
	return madeFile{}, fs.ErrNotExist
}

func (m madeCourse) isFolder(name string) bool {
	for file := range m.loose.files {
		if name == "." || strings.HasPrefix(file, name+"/") {
			return true
		}
	}
	return false
}

// list returns what a folder holds. What cannot be read is not there.
func (m madeCourse) list(folder string) []fs.DirEntry {
	names := map[string]bool{}
	for name := range m.loose.files {
		if path.Dir(name) == folder {
			names[name] = true
		}
	}
	if folder == "." {
		names = map[string]bool{markdown.CourseFile: true, markdown.ScenesFile: true, m.loose.folder: false}
	}
	var entries []fs.DirEntry
	for name, isFile := range names {
		if !isFile {
			entries = append(entries, fs.FileInfoToDirEntry(folderInfo(name)))
		} else if f, err := m.file(name); err == nil {
			entries = append(entries, fs.FileInfoToDirEntry(f.info))
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries
}

// madeInfo is a file's info.
type madeInfo struct {
	name    string
	size    int64
	mode    fs.FileMode
	changed time.Time
}

func folderInfo(name string) madeInfo {
	return madeInfo{name: path.Base(name), mode: fs.ModeDir | 0o555}
}

// Name is the name without its folder.
func (i madeInfo) Name() string { return i.name }

// Size is in bytes.
func (i madeInfo) Size() int64 { return i.size }

// Mode says that nothing is written here.
func (i madeInfo) Mode() fs.FileMode { return i.mode }

// ModTime is that of the author's file.
func (i madeInfo) ModTime() time.Time { return i.changed }

// IsDir tells a folder.
func (i madeInfo) IsDir() bool { return i.mode.IsDir() }

// Sys is nothing.
func (i madeInfo) Sys() any { return nil }

// madeFile is a file as it was when it was opened.
type madeFile struct {
	*strings.Reader
	info madeInfo
}

func newMadeFile(name string, text []byte) madeFile {
	return madeFile{strings.NewReader(string(text)), madeInfo{name: path.Base(name), size: int64(len(text)), mode: 0o444}}
}

func (f madeFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f madeFile) Close() error               { return nil }

// madeFolder is a folder that lists what is there.
type madeFolder struct {
	info    madeInfo
	entries []fs.DirEntry
}

func (f *madeFolder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *madeFolder) Close() error               { return nil }
func (f *madeFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.info.name, Err: fs.ErrInvalid}
}

// ReadDir returns the next n entries, all when n is not above 0.
func (f *madeFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(f.entries)
	} else if len(f.entries) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.entries))
	entries := f.entries[:n]
	f.entries = f.entries[n:]
	return entries, nil
}
