// Package slim makes a WebAssembly program that the Go linker wrote smaller to
// download, without changing what it does.
//
// Slim does two things. It writes the data as a few long segments: the linker
// cuts it at every short run of zeros, into 100,000 pieces whose headers do not
// compress. And it blanks what only a stack trace's text needs: line numbers,
// file names, arguments, the inlining of calls, and the names of functions from
// other modules. Blanked bytes stay where they are, as zeros, which compress to
// nothing, so that no offset changes.
//
// The cost: a stack trace on the page names only the functions that were to be
// kept, and no lines. What panicked there is found by replaying its history
// natively, where nothing is blanked.
//
// It models the layout of Go 1.20 to 1.26: runtime/symtab.go (pcHeader),
// runtime/runtime2.go (_func), cmd/link/internal/wasm. A program of another
// layout is refused, never guessed at.
package slim
