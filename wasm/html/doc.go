// Package html is the page as a value: a tree of Nodes that a build can print,
// a browser can patch into its document, and a test can compare as text.
//
// It promises that nothing but Node.Raw becomes markup: texts and attribute
// values are escaped, tag and attribute names are checked, addresses are
// http(s), relative or a #fragment, and no event handler attribute, style
// attribute or script text is ever written. Whoever puts a Node into a
// document by other means than Render asks Allowed first.
//
// An element is made by a function of its name from Options: attributes,
// handlers and children, in any order.
//
//	html.Button(html.Class("run"), html.On("click", Run{}), html.Text("Run"))
package html
