// Package accuracy tells what Service Lab models of Kubernetes, what it leaves out,
// and how each of that is checked. The page is Markdown in two languages; the numbers
// in it are counted, and stand in counts.json, which a test holds against what there
// is. The differences from upstream are those of the packages' own doc.go files.
package accuracy
