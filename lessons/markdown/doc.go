// Package markdown reads a lesson, one Markdown file, into a lesson.Lesson.
//
// It models the lesson format: front matter, a "##" heading for each step, and
// fences whose info string says what a machine does with them. Everything else
// is prose and becomes HTML, made by goldmark with raw HTML off.
//
// It promises that whatever it cannot read is a Problem with the line of the
// lesson file, what is wrong there, and what would work; nothing is dropped in
// silence. Parse goes on after a Problem, so an author sees all of them at once.
//
// # Fences
//
//	yaml file=NAME [apply] [broken]   a Manifest, opened in the editor
//	sh run                            a Run: one click types it, command by command
//	console out                       what the Manifest or Run just above prints
//	sh setup                          run, unseen, when the step is opened
//	sh check                          after a task list: command n decides item n
//	sh solution                       inside <details>
//	quiz predict                      after a task list: shell that prints "option N"
//	quiz answer=N                     after a task list: option N is right
//	diagram focus=… speed=… pause=…   camera and clock
//
// A fence with a language alone is shown as it is. A command of a shell fence
// may span lines (a here-document, a loop); a trailing "# optional" marks a
// solution's command that the goal does not need.
//
// # Where a lesson begins
//
// start: ID begins where the solution of another lesson of the course has ended,
// on its cluster and with its files; the Opening of a Lesson holds what that takes.
//
// # What is drawn
//
// A lesson with draw in its front matter is another one for each learner:
//
//	draw:
//	  steps: 10
//	  app: [shop, cart, mail, …]
//	  port: [8080, 3000, 9000, …]
//
// A step that names something drawn, as {{app}} or {{port}} anywhere in its text
// and fences, is a case. So many cases as steps says are drawn in an order of
// their own, and each gets another value of each list. A value stands once in all
// the lists, so no two cases meet. The steps before and behind the cases stay. In
// a case nothing is written of what is printed, since that differs each time.
//
// # HTML
//
// <details>, <summary> and comments are structure, on lines of their own. A
// comment "when: SHELL" after the summary says when the app offers a hint.
// Other comments are for authors and are left out. Any other HTML is a Problem.
//
// # The words
//
// glossary.yaml says what the terms mean that lessons list under teaches, in
// each language of the course. A course without that file has no glossary.
//
// # The map
//
// course.yaml may part the course: parts is a list of {from: ID, title: {LANG: …}},
// each from a lesson to where the next part begins. What a lesson asks is told on
// the map by question in its front matter; without it Question takes the first
// sentence of the first step that ends in a question mark, with what leads to it.
package markdown
