package ui

// The browser itself sends these; all other messages come from handlers.
type (
	// Frame is an animation frame, asked for by a FrameEffect.
	Frame struct{ Now float64 } // milliseconds since the page opened, never going back
	// Resize is a new size of the window, in CSS pixels.
	Resize struct{ Width, Height float64 }
	// Leave is the page being hidden or left: the last moment to save.
	Leave struct{}
	// NotSaved says that a SaveEffect could not be carried out, and why.
	NotSaved struct{ Key, Reason string }
	// ReducedMotion is the learner's wish for less movement.
	ReducedMotion struct{ On bool }
)

// What a learner does to the page as a whole.
type (
	// ShowTab opens a tab.
	ShowTab struct{ Tab Tab }
	// NextTheme goes from the system's colours to light to dark and around.
	NextTheme struct{}
	// Dismiss closes the notice.
	Dismiss struct{}
	// CopySaved puts saved work that could not be read on the clipboard.
	CopySaved struct{}
	// DownloadSaved hands it out as a file.
	DownloadSaved struct{}
	// Reload opens the page again as it was last saved.
	Reload struct{}
	// StartOver forgets this lesson's saved work and opens the page again.
	StartOver struct{}
)

// What a learner does in the lesson.
type (
	// GoStep opens a step, counted from 0.
	GoStep struct{ Step int }
	// Run types lines into the terminal.
	Run struct{ Lines []string }
	// OpenFile shows a fence's manifest in the editor.
	OpenFile struct{ Name, Text string }
	// Pick marks an option of a quiz, counted from 1.
	Pick struct {
		Quiz   string
		Option int
	}
	// Answer hands in the option that is marked.
	Answer struct{ Quiz string }
	// Toggle opens or closes a hint or a solution.
	Toggle struct{ ID string }
	// Reveal opens one and brings it into sight.
	Reveal struct{ ID string }
)

// What a learner does in the terminal.
type (
	// Typed is the line as it is now.
	Typed struct{ Line string }
	// Submit enters the line.
	Submit struct{}
	// Recall takes an earlier (-1) or later (+1) line.
	Recall struct{ By int }
	// Interrupt is Ctrl-C.
	Interrupt struct{}
	// Clear is Ctrl-L.
	Clear struct{}
	// EditKey is another key of readline; Text is put in place of the selection.
	EditKey struct {
		Key, Text  string
		Start, End int // of the selection, in UTF-16 units
	}
	// LeaveLine is Escape: the next Tab moves on.
	LeaveLine struct{}
	// Search is Ctrl-R.
	Search struct{}
	// Found ends the search, with the line found or without.
	Found struct{ Take bool }
	// PutLine puts a line there to be looked at before it is entered.
	PutLine struct{ Line string }
	// Complete is Tab, with the caret in UTF-16 units.
	Complete struct{ Caret int }
	// Choose goes through what Complete offers.
	Choose struct{ By int }
	// TakeOffer fills in one of it, counted from 0.
	TakeOffer struct{ At int }
	// ToggleCompletion turns completion off and on.
	ToggleCompletion struct{}
	// CopyOutput puts what an entry printed on the clipboard; -1 is everything.
	CopyOutput struct{ Entry int }
	// Unfold shows all of a long output, or its ends again.
	Unfold struct{ Entry int }
	// Stay keeps the focus where it is when a button is pressed.
	Stay struct{}
)

// What a learner does in the editor.
type (
	// PickFile shows a file.
	PickFile struct{ Name string }
	// NewFile makes an empty one and shows it.
	NewFile struct{}
	// Edit is the text as it is now.
	Edit struct{ Text string }
	// Indent puts two spaces in place of the selection.
	Indent struct {
		Text       string
		Start, End int // in UTF-16 units
	}
	// LetGo is Escape: the next Tab moves on.
	LetGo struct{}
	// Apply keeps the file and types kubectl apply.
	Apply struct{}
	// CloseEdit ends the editing that a command waits for.
	CloseEdit struct{ Save bool }
	// Revert brings back what OpenFile replaced.
	Revert struct{}
)

// What a learner does in the diagram.
type (
	// Send types one request from outside.
	Send struct{}
	// OpenBrowser opens the browser of a node.
	OpenBrowser struct{ Node string }
	// CloseBrowser closes it.
	CloseBrowser struct{}
	// TypedURL is its address as it is now.
	TypedURL struct{ URL string }
	// Visit opens that address.
	Visit struct{}
	// PinRequest explains a request by its number, 0 the latest again.
	PinRequest struct{ ID int }
	// PowerNode switches a node's machine on or off.
	PowerNode struct {
		Node string
		On   bool
	}
	// PinPod explains the latest request that reached a Pod.
	PinPod struct{ Namespace, Name string }
	// Select marks an object that a name names, and shows what it is.
	Select struct{ Kind, Namespace, Name string }
	// FocusService draws one Service of several.
	FocusService struct{ Namespace, Name string }
)
