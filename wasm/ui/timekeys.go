package ui

import "svclab/wasm/html"

// shortcut is a key of the page with the words for what it does.
type shortcut struct{ keys, words string }

// timeShortcuts are the keys of time, for a sheet that lists them: the first work
// anywhere but where a text is typed, the others on the slider.
var timeShortcuts = []shortcut{
	{"Ctrl+Z", "time.key.undo"}, {"Ctrl+Shift+Z", "time.key.redo"}, {"Space", "time.key.play"},
	{"← →", "time.key.step"}, {"PageUp PageDown", "time.key.ten"}, {"Home End", "time.key.ends"},
}

// sliderShortcuts is where those of the slider begin.
const sliderShortcuts = 3

// anyKey says what a key means anywhere on the page, where nothing nearer has
// taken it. Where a text is typed it means nothing.
func (m Model) anyKey(in html.Input) any {
	if in.Typing {
		return nil
	}
	switch {
	case in.Ctrl && !in.Alt && (in.Key == "Z" || in.Key == "z" && in.Shift), in.Ctrl && !in.Alt && in.Key == "y":
		return Redo{}
	case in.Ctrl && !in.Alt && in.Key == "z":
		return Undo{}
	case in.Key == " " && !m.keys.off && !in.Ctrl && !in.Alt && !in.Shift && !pressable[in.Tag]:
		return TogglePlay{}
	}
	return nil
}

// pressable are the elements on which a space has a meaning of its own.
var pressable = map[string]bool{"button": true, "summary": true, "select": true, "a": true, "g": true, "input": true}

// sliderKey says what a key means on the slider: it goes by events.
func sliderKey(in html.Input) any {
	if in.Ctrl || in.Alt {
		return nil
	}
	switch in.Key {
	case "ArrowRight", "ArrowUp":
		return StepTime{1}
	case "ArrowLeft", "ArrowDown":
		return StepTime{-1}
	case "PageUp":
		return StepTime{10}
	case "PageDown":
		return StepTime{-10}
	case "Home":
		return ToStart{}
	case "End":
		return ToNow{}
	case " ":
		return TogglePlay{}
	}
	return nil
}
