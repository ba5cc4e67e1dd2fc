package ui

import (
	"encoding/json"
	"sort"
	"strings"

	"svclab/wasm/html"
)

// progress is what leaves and enters the browser's storage as a file.
type progress struct {
	menu     bool              // the menu is open
	sure     bool              // whether to start over has been asked
	values   map[string]string // of a file that waits to be taken in; never changed
	replaced []string          // keys of them that would be replaced by another value
	backup   string            // what the last import has replaced
}

// BackupKey is the storage key of what the last import has replaced.
const BackupKey = "svclab:before-import"

// keysOfOurs is how all our storage keys begin.
const keysOfOurs = "svclab:"

// What is done with the progress of all lessons.
type (
	// ShowMenu opens the menu, or closes it.
	ShowMenu struct{ Open bool }
	// ExportProgress hands out all that is stored as a file.
	ExportProgress struct{}
	// ImportProgress asks for a file.
	ImportProgress struct{}
	// FileRead is a file that was picked, or dropped on the page.
	FileRead struct{ Name, Text, Failed string }
	// StoreRead is all that is stored under our keys.
	StoreRead struct {
		For    string
		Values map[string]string
	}
	// TakeIn replaces what is stored by what the file holds.
	TakeIn struct{}
	// LeaveOut forgets the file.
	LeaveOut struct{}
	// UndoImport brings back what the last import has replaced.
	UndoImport struct{}
	// AskStartOver asks whether to start over.
	AskStartOver struct{}
)

// PickFileEffect lets the learner pick a file, which comes as a FileRead.
type PickFileEffect struct{}

// ReadStoreEffect asks for a StoreRead.
type ReadStoreEffect struct{ For string }

// ReplaceStoreEffect stores values, keeps under BackupKey what was there before,
// and loads the page again. When there is no room, all stays as it was, and a
// NotSaved comes.
type ReplaceStoreEffect struct {
	Values map[string]string
	Gone   []string // keys to be removed
}

// MoveStoredEffect keeps what is stored under one key under another.
type MoveStoredEffect struct{ From, To string }

func (PickFileEffect) effect()     {}
func (ReadStoreEffect) effect()    {}
func (ReplaceStoreEffect) effect() {}
func (MoveStoredEffect) effect()   {}

// progressFile is the file as JSON.
type progressFile struct {
	About   string            `json:"about"`
	Format  string            `json:"format"`
	Version int               `json:"version"`
	Values  map[string]string `json:"values"`

	Lesson string `json:"lesson,omitempty"` // of a moment that was shared as a file
	Shared bool   `json:"shared,omitempty"`
}

const progressFormat = "svclab-progress"

// Backup is what a ReplaceStoreEffect keeps, as JSON.
type Backup struct {
	Values map[string]string `json:"values"`
	Gone   []string          `json:"gone,omitempty"`
}

func (m *Model) inProgress(msg any) []Effect {
	p := &m.progress
	switch msg := msg.(type) {
	case ShowMenu:
		p.menu, p.sure = msg.Open, false
		if msg.Open {
			return []Effect{FocusEffect{ID: "export"}, FocusEffect{ID: "menu-map"}} // the first there is
		}
		return []Effect{FocusEffect{ID: "menu"}}
	case AskStartOver:
		p.sure = true
		return []Effect{FocusEffect{ID: "start-over-no"}}
	case ExportProgress:
		m.keepDrafts()
		m.dirty = true
		return append(m.save(true), ReadStoreEffect{"export"})
	case ImportProgress:
		return []Effect{PickFileEffect{}}
	case StoreRead:
		return m.storeRead(msg)
	case FileRead:
		return m.fileRead(msg)
	case TakeIn:
		if p.values != nil {
			m.leaving = true
			return []Effect{ReplaceStoreEffect{Values: p.values}}
		}
	case LeaveOut:
		p.values, p.replaced = nil, nil
		return []Effect{FocusEffect{ID: "menu"}}
	case UndoImport:
		var b Backup
		if json.Unmarshal([]byte(p.backup), &b) == nil && p.backup != "" {
			m.leaving = true
			return []Effect{ReplaceStoreEffect(b)}
		}
	case NotSaved:
		if msg.Key == BackupKey {
			m.leaving, m.notice = false, notice{key: "progress.noRoom", args: []any{msg.Reason}}
		}
	case Deflated:
		if msg.N < 0 && msg.Failed == "" {
			return []Effect{GoToEffect{sharedPrefix + sharedVersion + msg.Data}}
		}
	}
	return nil
}

// storeRead writes the file, or compares one with what is there.
func (m *Model) storeRead(read StoreRead) []Effect {
	p := &m.progress
	if read.For == "import" {
		p.replaced = nil
		for key, value := range p.values {
			if had, ok := read.Values[key]; ok && had != value && !isSummary(key) {
				p.replaced = append(p.replaced, key)
			}
		}
		sort.Strings(p.replaced)
		return []Effect{FocusEffect{ID: "import-title"}}
	}
	values := map[string]string{}
	for key, value := range read.Values {
		if key != BackupKey {
			values[key] = value
		}
	}
	if work := m.rescued(false); work != "" && !m.share.visits {
		values[Key(m.lesson)] = work // the browser may have had no room for it
	}
	text, err := json.MarshalIndent(progressFile{About: m.T("progress.about"), Format: progressFormat, Version: 1, Values: values}, "", "  ")
	if err != nil {
		return nil // strings always marshal
	}
	m.progress.menu = false
	return []Effect{DownloadEffect{"service-lab.svclab.json", string(text) + "\n"}}
}

// fileRead checks a file. Nothing is replaced before the learner has seen what.
func (m *Model) fileRead(read FileRead) []Effect {
	p := &m.progress
	p.menu = false
	bad := func(key string, args ...any) []Effect {
		m.notice = notice{key: key, args: args}
		return nil
	}
	if read.Failed == "" && isLesson(read.Name) {
		return m.readLesson(read)
	}
	if read.Failed != "" {
		return bad("progress.unread", read.Name, read.Failed)
	}
	var f progressFile
	if err := json.Unmarshal([]byte(read.Text), &f); err != nil {
		return bad("progress.notOurs", read.Name)
	}
	switch {
	case f.Shared && f.Lesson == m.lesson.ID:
		return []Effect{DeflateEffect{-1, read.Text}}
	case f.Shared:
		return bad("progress.otherLesson", read.Name, f.Lesson, m.lesson.ID)
	case f.Format != progressFormat:
		return bad("progress.notOurs", read.Name)
	case f.Version != 1:
		return bad("progress.version", read.Name, f.Version)
	}
	values := map[string]string{}
	for key, value := range f.Values {
		if strings.HasPrefix(key, keysOfOurs) && key != BackupKey {
			values[key] = value
		}
	}
	if len(values) == 0 {
		return bad("progress.empty", read.Name)
	}
	p.values, m.notice = values, notice{}
	return []Effect{ReadStoreEffect{"import"}}
}

// importPanel says what a file would replace.
func (m Model) importPanel() html.Node {
	if m.progress.values == nil {
		return html.Node{}
	}
	return m.openImportPanel()
}

func (m Model) openImportPanel() html.Node {
	p := m.progress
	lessons, others := 0, 0
	for key := range p.values {
		if isSummary(key) {
			continue
		}
		others++
		if strings.HasPrefix(key, "svclab:lesson:") && strings.Count(key, ":") == 2 {
			lessons++
		}
	}
	list := html.Ul()
	for _, key := range p.replaced {
		name := key
		if id, ok := strings.CutPrefix(key, "svclab:lesson:"); ok {
			name = m.T("progress.lesson", id)
		} else if key == HistoryKey {
			name = m.T("progress.history")
		}
		list.Children = append(list.Children, html.Li(html.Text(name)))
	}
	return html.Section(html.ID("import-panel"), html.Class("panel"), html.Role("dialog"), html.Aria("labelledby", "import-title"),
		html.OnPrevent("keydown", closesOnEscape(LeaveOut{})),
		html.H2(html.ID("import-title"), html.A("tabindex", "-1"), html.Text(m.T("progress.title"))),
		html.P(html.Text(m.T("progress.holds", lessons, others-lessons))),
		html.If(len(p.replaced) > 0, html.Nodes{html.P(html.Text(m.T("progress.replaces"))), list}),
		html.P(html.Class("quiet"), html.Text(m.T("progress.backup"))),
		html.Div(html.Class("row"),
			html.Button(html.ID("take-in"), html.Class("primary"), html.On("click", TakeIn{}), html.Text(m.T("progress.take"))),
			html.Button(html.ID("leave-out"), html.On("click", LeaveOut{}), html.Text(m.T("progress.cancel")))))
}
