// Package browser runs a ui.Model in a document: it listens, calls Update,
// patches the document to the next View, and carries out effects. It and the
// program's main are alone in knowing that there is JavaScript.
//
// What it promises:
//   - The page that the build rendered is taken over, not drawn again.
//   - One View and one patch for each message, so what a learner does is
//     answered in the same task; time comes in animation frames.
//   - An event goes to the innermost element that has a handler for it. A
//     handler func that returns nil has not handled it: it goes on outwards,
//     and the browser does what it does.
//   - Keys pressed while an input method composes a letter are not sent: they
//     belong to the letter. The input event that follows is.
//   - A panic in Update or View ends in ui.Crashed of the Model before, with
//     the saved work untouched.
//
// Elements are made through syscall/js rather than dom/v2, which asks for the
// constructor of every element it hands out; dom/v2 does what is rare.
package browser
