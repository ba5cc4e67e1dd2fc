// Package author is what an author of lessons needs besides an editor: Lint
// reads every lesson as a proofreader would, Test takes every lesson as a
// learner would and proves that it works, Update writes down what commands
// print, Translations says what those lack that follow another language, and
// Sync brings it to them. Open takes a course, a folder with one lesson or a
// Markdown file alone for what it is, and Scaffold begins a lesson.
//
// It models a learner with the page's own lab.Session, so what is proven here
// is what happens there. It promises that the same lessons give the same
// problems natively and as wasm, in reading order.
//
// # What Test proves
//
// For each lesson in each language, step by step, each step beginning where
// the solution of the one before has ended:
//
//   - at the start no goal is reached; after the solution all are, and no line
//     of the solution fails;
//
//   - without any one line of the solution some goal is not reached, unless the
//     line is marked "# optional";
//
//   - each hint with a condition applies at the start of its step or after some
//     line of its solution;
//
//   - each console out is, to the letter, what the fence above it prints, and
//     a broken manifest is refused;
//
//   - each predict quiz names exactly one right option, and no other is told
//     "Right" or "맞습니다".
//
//   - what is done when the step is opened (apply, setup) works.
//
// A lesson that is drawn is taken with several seeds, so that each of its cases
// is proven with other values and among other cases. Its problems name the seed.
//
// A lesson is taken up to the first step that its solution does not solve.
//
// # Translations
//
// A translation says in of: from which edition of each step it was made. When the
// source changes, Lint refuses the step until Sync has been told that it is done. Sync
// never touches prose: it copies fences where a step has as many of the same kinds, keeps
// what must agree in the front matter, and puts what is missing below a line that
// begins with TRANSLATE:, which Lint refuses too.
//
// # How the time passes
//
// 20 seconds of virtual time pass after a step is opened and after the last
// line of a solution, so a solution does not have to wait for what comes by
// itself; a setup takes what it waits for. Commands outside the solution (runs, manifests that are not applied
// when the step starts, predictions, conditions) are tried on a copy at the
// place where they stand, so they must not be needed for the goal.
//
// # What Draft makes
//
// Draft turns what somebody did in a Session into a lesson: see there. Answer is
// the door for a page in which lessons are written: it reads, proves and drafts
// lessons that stand on no disk.
package author
