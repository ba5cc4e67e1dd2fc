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
// else: no drawing without an event. View reads the Model alone. The Picture has
// every object of the API server too, as a Stored, from which the Objects tab
// and the export are made.
//
// It promises that a message leaves the Model it was given alone, so a page
// whose Update panicked can show Crashed of the Model before; the Session is
// the exception, being the engine itself.
//
// # Time
//
// The page goes through the lesson's time: it plays, at 0.1 to 100 times the usual
// speed, stands still, goes on by one event, and is pulled back through all of its
// history. What is promised of a moment that is looked at:
//
//   - The Picture, the clock, the terminal and its prompt are what they were then,
//     and what a replay of the history up to then makes of them. What is of the page
//     itself stays: tabs, files, what is pinned and selected, goals reached.
//   - A request is where it was on its way. When time stands it stands too, and what
//     a step sets going moves all the same.
//   - Played from there, the history happens again until it is now. Who does
//     something instead goes on from there, and what came after is kept as a branch.
//   - Folding is done once a frame however often the slider is pulled, and begins at
//     one of at most 64 Pictures that are kept along the history.
//
// # Large clusters
//
// A frame costs what it moves, and a message what is seen, however much there is:
//
//   - Pictures share what they have in common, so that each change copies a little
//     and the 64 Pictures along the history cost hardly more than one.
//   - A part of the page is made anew only when its look has changed, which is all
//     that it depends on. What View makes of two Models with one look is the same.
//   - Of more than 24 nodes or 600 Pods the diagram is a map of all nodes, and below
//     it one Service with the nodes that it is looked at on. All other nodes are one
//     lane, so that a request is seen to end where it did.
//   - Of a list of more than 1,000 objects only the rows in sight are in the page.
//
// On the timeline a long time in which nothing happens takes the room of five
// seconds. Of marks that lie close together one is drawn.
//
// Texts come from tables with a text for each language, written there and not
// translated; nothing here speaks to a learner in any other way.
package ui
