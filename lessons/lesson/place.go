package lesson

// Place is where a lesson stands in its course.
type Place struct {
	Next     *Link  `json:"next,omitempty"`  // nil for the last
	Needs    []Link `json:"needs,omitempty"` // the lessons to take before
	Glossary bool   `json:"glossary,omitempty"`
}

// Link names another lesson of the course.
type Link struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}
