// Package lesson holds what a lesson says, as values: the page, the tests and
// the site build all read the same Lesson.
//
// It models one Markdown file of the course after lessons/markdown has read it.
// It promises that a Lesson is plain data (it survives encoding/json unchanged)
// and that nothing here reads a file or runs a command.
//
// A predict quiz stores no answer. Its commands run on a copy of the cluster,
// and Quiz.Right reads from their output which option was right.
package lesson
