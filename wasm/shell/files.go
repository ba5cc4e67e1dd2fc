package shell

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"svclab/wasm/controller/ingress"
	"svclab/wasm/kubectl"
	"svclab/wasm/network"
)

// disk holds the files of a node or a Pod, and of /tmp on the learner's own
// machine, by absolute path. They do not outlive a reload.
type disk map[string][]byte

// maxFile is the size at which the home folder's disk is full.
const maxFile = 8 << 20

// The errors of files, in the words of the C library.
var (
	errNoFile    = errors.New("No such file or directory")
	errIsFolder  = errors.New("Is a directory")
	errDiskFull  = errors.New("No space left on device")
	errForbidden = errors.New("Permission denied")
)

// reason returns the text of a file error as a program prints it.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errNoFile.Error()
	case errors.Is(err, fs.ErrPermission):
		return errForbidden.Error()
	}
	return err.Error()
}

// absolute returns where a file name points to.
func (e *environment) absolute(name string) string {
	if !strings.HasPrefix(name, "/") {
		name = workDir(e.place()) + "/" + name
	}
	return path.Clean(name)
}

// homeName returns a path below the learner's home folder as Files names it.
// ok is false for every other path.
func (e *environment) homeName(abs string) (name string, ok bool) {
	if e.place().Kind != network.Outside {
		return "", false
	}
	return strings.CutPrefix(abs, home(e.place())+"/")
}

func (e *environment) isFolder(abs string) bool {
	return abs == "/" || abs == "/tmp" || abs == "/home" || abs == home(e.place())
}

// readFile returns a file's content, or an error that reason can put in words.
func (e *environment) readFile(name string) ([]byte, error) {
	abs := e.absolute(name)
	if abs == "/dev/null" {
		return nil, nil
	}
	if name == "" {
		return nil, errNoFile
	}
	if e.isFolder(abs) {
		return nil, errIsFolder
	}
	if home, ok := e.homeName(abs); ok {
		if e.shell.Files == nil {
			return nil, errNoFile
		}
		data, err := e.shell.Files.ReadFile(home)
		if err != nil && home == kubectl.ConfigFile {
			return []byte(kubectl.DefaultConfig), nil
		}
		if err != nil && home == ingress.ManifestFile {
			return []byte(ingress.Manifest), nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !slices.Contains(e.shell.Files.List(), home) {
			return nil, errNoFile
		}
		return data, err
	}
	if data, ok := e.disk()[abs]; ok {
		return data, nil
	}
	if text, ok := e.etc(abs); ok {
		return []byte(text), nil
	}
	return nil, errNoFile
}

func (e *environment) writeFile(name string, data []byte) error {
	abs := e.absolute(name)
	switch {
	case name == "":
		return errNoFile
	case abs == "/dev/null":
		return nil
	case e.isFolder(abs):
		return errIsFolder
	case len(data) > maxFile:
		return errDiskFull
	}
	if home, ok := e.homeName(abs); ok {
		if e.shell.Files == nil {
			return errForbidden
		}
		return e.shell.Files.WriteFile(home, data)
	}
	if _, ok := e.etc(abs); ok {
		return errForbidden
	}
	if dir := path.Dir(abs); dir != "/tmp" && dir != workDir(e.place()) {
		if dir == "/" {
			return errForbidden
		}
		return errNoFile
	}
	e.disk()[abs] = data
	return nil
}

// removeFile deletes a file.
func (e *environment) removeFile(name string) error {
	abs := e.absolute(name)
	if e.isFolder(abs) {
		return errIsFolder
	}
	if _, err := e.readFile(name); err != nil {
		return err
	}
	if _, ok := e.etc(abs); ok {
		return errForbidden
	}
	home, ok := e.homeName(abs)
	if !ok {
		delete(e.disk(), abs)
		return nil
	}
	files, ok := e.shell.Files.(interface{ Remove(name string) error })
	if !ok {
		return errors.New("Operation not permitted")
	}
	return files.Remove(home)
}

// fileNames lists the working folder, sorted.
func (e *environment) fileNames() []string {
	if e.place().Kind == network.Outside {
		if e.shell.Files == nil {
			return nil
		}
		return e.shell.Files.List()
	}
	var names []string
	for abs := range maps.Keys(e.disk()) {
		if name, ok := strings.CutPrefix(abs, strings.TrimSuffix(workDir(e.place()), "/")+"/"); ok && !strings.Contains(name, "/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (e *environment) disk() disk {
	d, ok := e.shell.disks[e.place()]
	if !ok {
		d = disk{}
		e.shell.disks[e.place()] = d
	}
	return d
}

// openFile is a file that is being written. What is written can be read back
// at once.
type openFile struct {
	at   *environment // a copy that stays at the place where it was opened
	name string
	data []byte
}

// create opens a file for writing, empty unless add is true.
func (e *environment) create(name string, add bool) (*openFile, error) {
	at := *e
	at.sessions = []*session{e.session()}
	f := &openFile{at: &at, name: name}
	if add {
		data, err := e.readFile(name)
		if err != nil && !errors.Is(err, errNoFile) && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		f.data = slices.Clone(data)
	}
	return f, e.writeFile(name, f.data)
}

func (f *openFile) write(t *thread, s string) {
	if len(f.data)+len(s) > maxFile {
		t.emit(Step{Stderr: "bash: " + f.name + ": File size limit exceeded\n"})
		panic(killed{statusFileSize})
	}
	f.data = append(f.data, s...)
	_ = f.at.writeFile(f.name, f.data) // it could be written when it was opened
}
