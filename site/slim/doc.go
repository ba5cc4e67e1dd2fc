// Package slim makes a WebAssembly program that the Go linker wrote smaller to
// download, without changing what it does, and cuts it in two, so that what is
// not needed at first comes later.
//
// The first part has the functions on a list, and those that cannot be waited
// for. Both parts share the memory, the registers and the table of functions; a
// call from one to the other goes through the table, and a call within a part
// is as direct as before. Until the rest has come, a stub stands in the table
// for each of its functions. Go's own way of switching goroutines does the rest:
// a function may unwind the stack of WebAssembly and be resumed later, since all
// that it needs is on the stack in memory. The stub writes itself there as what
// is to be run next, sets PAUSE, and unwinds; the program stops as it does
// between events. When the rest is there, the loop that runs functions goes on,
// and finds it in the table. What would have entered the program meanwhile is
// queued: parts.js. Only JavaScript that the program called, and that calls it
// back, cannot be unwound; then the rest is fetched on the spot.
//
// With a function goes what the runtime knows of it: stack maps and tables of
// frames, of which nothing is read before the function is on a stack. There is
// one exception, a goroutine that is to begin in such a function and meets the
// garbage collector before: its tables say that it has no frame.
//
// What stays in the first part whatever the list says: the runtime, functions of
// another type than Go's, those that call JavaScript, and those whose caller has
// no place to be resumed at. A list that is out of date is less good, never wrong.
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
