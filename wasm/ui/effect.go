package ui

// Effect is something that the browser is asked to do. It is one of the types
// below and nothing else.
type Effect interface{ effect() }

// SaveEffect keeps Value in the browser's storage under Key.
type SaveEffect struct{ Key, Value string }

// ForgetEffect removes Key from the browser's storage.
type ForgetEffect struct{ Key string }

// FrameEffect asks for one Frame message at the first animation frame that
// comes Delay milliseconds from now. There is never more than one under way:
// a new FrameEffect takes the place of the one before.
type FrameEffect struct{ Delay float64 }

// FocusEffect moves the focus to the element with an ID. With Caret, the
// selection of a text field becomes Start to End, in UTF-16 units.
type FocusEffect struct {
	ID         string
	Caret      bool
	Start, End int
}

// FillEffect makes the text field with an ID hold a text that the View has not
// changed, because the browser has typed into it what the Model did not take.
type FillEffect struct{ ID, Value string }

// ScrollEffect scrolls until the element with an ID is in sight. With End, it
// scrolls that element's own content to the end instead.
type ScrollEffect struct {
	ID  string
	End bool
}

// GoToEffect opens a page of this site.
type GoToEffect struct{ URL string }

// ReloadEffect loads the page again.
type ReloadEffect struct{}

// CopyEffect puts Text on the clipboard.
type CopyEffect struct{ Text string }

// DownloadEffect hands Text to the learner as a file.
type DownloadEffect struct{ Name, Text string }

func (SaveEffect) effect()     {}
func (ForgetEffect) effect()   {}
func (FrameEffect) effect()    {}
func (FocusEffect) effect()    {}
func (FillEffect) effect()     {}
func (ScrollEffect) effect()   {}
func (GoToEffect) effect()     {}
func (ReloadEffect) effect()   {}
func (CopyEffect) effect()     {}
func (DownloadEffect) effect() {}
