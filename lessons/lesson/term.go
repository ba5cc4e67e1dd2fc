package lesson

// Term is a word that lessons teach, in one language.
type Term struct {
	Term string `json:"term"` // as the lessons' Teaches has it
	Name string `json:"name"`
	Text string `json:"text"` // what it means: one or two sentences, code in backquotes
}
