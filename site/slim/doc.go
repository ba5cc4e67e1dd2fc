// Package slim makes a WebAssembly program that the Go linker wrote smaller to
// download, without changing what it does.
//
// It writes the data as a few long segments: the linker cuts it at every short
// run of zeros, into 100,000 pieces whose headers do not compress. And it blanks
// what only a stack trace's text needs: line numbers, file names, arguments, the
// inlining of calls, and the names of functions from other modules. Nothing
// else moves, so that no address changes.
//
// It takes out of the tables of functions what can be counted, which no
// compressor sees: a number that grows by one is new bytes every time. A start
// function, which the browser runs before the program, counts it all in again,
// in a millisecond: 2 MB that lead from an address to its function, and where
// each function's entry is.
//
// It rewrites the code so that the same thing is the same bytes everywhere, for
// a compressor finds only what is repeated to the byte. A function keeps its own
// number in a local instead of in every call that it makes; it returns on the
// spot when the stack unwinds, instead of branching as far as the call lies from
// the end; its table of blocks counts 0, 1, 2, 3; and it branches straight to a
// later block, which the compiler reaches through that table. V8 makes code of
// it that is as fast as before, or faster where tables are gone. A function or a
// sequence that does not look as the compiler writes it is left as it is, and
// each rewriting holds by the rules of WebAssembly alone.
//
// The cost: a stack trace on the page names only the functions that were to be
// kept, and no lines. What panicked there is found by replaying its history
// natively, where nothing is blanked.
//
// It models the layout of Go 1.26: runtime/symtab.go (pcHeader, moduledata),
// runtime/runtime2.go (_func), cmd/link/internal/wasm, cmd/internal/obj/wasm. A
// program of another layout is refused, never guessed at, and so is one that has
// been slimmed.
package slim
