// Package ui is the page as a program: a Model, messages that change it, and a
// View that shows it. It is pure: it touches no document, no clock, no storage.
//
// The browser calls New once, puts View's Node where the element with id app
// stands, and carries out the effects. From then on each message of a handler,
// each Frame and each Resize goes through Update, whose effects are carried out
// and whose Model is shown by View again. A build prints Loading, which is the
// same page before its engine runs: the lesson can be read, all steps of it.
//
// Update drives the lesson's lab.Session and is the only one to do so. What it
// hears from the cluster it folds into a Picture, and the diagram shows nothing
// else: no drawing without an event. View reads the Model alone.
//
// It promises that a message leaves the Model it was given alone, so a page
// whose Update panicked can show Crashed of the Model before; the Session is
// the exception, being the engine itself.
//
// Texts come from tables with a text for each language, written there and not
// translated; nothing here speaks to a learner in any other way.
package ui
