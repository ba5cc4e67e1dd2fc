// Package patch decides how to turn the page that is there into the page that
// is wanted. It is pure: a Tree mirrors the page, Patch takes the next View and
// returns edits as data, and package browser carries them out on the DOM. The
// same code therefore runs in native tests.
//
// What it promises:
//   - Carrying out the Ops in order makes the page equal to the View.
//   - Siblings that keep their Key, or their tag and place among those without
//     one, keep their DOM node, with its focus, selection and scroll position.
//     As few of them move as can be.
//   - A View equal to the one before needs no Op.
//   - A form value is written only when the View's value has changed, so what
//     a learner is typing stays.
package patch
