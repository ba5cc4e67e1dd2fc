// Command mutate measures what the tests of a package would notice. It makes
// small changes to the package, its mutants, and runs the package's own tests
// against each. A mutant is killed when a test fails, and also when the tests take
// five times as much of the processor as they did, and a second more: they no
// longer end ("timed out"). It survives when they all pass.
//
//	go run ./cmd/mutate                  # the deciders, as make mutants does
//	go run ./cmd/mutate ./wasm/dns       # one package, with its survivors
//	go run ./cmd/mutate -list ./wasm/dns # its mutants, and runs nothing
//
// All mutants of a package are compiled into one test binary, and an
// environment variable says which of them lives: a compiler run for each of
// some thousand mutants would take hours. So every mutant counted is one that
// compiles. The tests are run one by one first, to learn which of them reach
// which mutant: a mutant that no test reaches survives, and for the others only
// those tests are run, up to the first that fails.
//
// # Mutants
//
//   - a comparison is negated, and its boundary moved: a < b → a >= b, a <= b
//   - && and || are exchanged; a ! is dropped; any other condition is negated
//   - arithmetic and bits: + - * / % & | ^ &^ << >> and their assignments become
//     their counterparts, a sign is dropped, and of two strings joined one is left out
//   - a constant, literal or named: integers one more and one less, strings emptied,
//     floats one more, true and false exchanged
//   - a result, or the value of a struct's field, becomes zero; a bool is negated
//   - a statement is left out: an assignment, ++ and --, a call for its effect
//   - ++ and -- are exchanged, and break and continue
//
// # Left out
//
//   - what would be no change: capacities given to make, a nil or an empty literal
//     made zero, a break at the end of a case
//   - the same change twice: a comparison negated as a result too, the boundary of a
//     comparison with a constant integer (one more and one less move it)
//   - panics and their texts: they mark what cannot be
//   - what advances a for loop (its third part): nearly all such mutants never end
//   - declarations of constants and types; a constant is changed where it is used
//   - -1 for what is 0 and an index, a length or without a sign
//   - definitions (:=) as a whole, since what follows would not compile
//   - values of types that a second file of the package cannot spell: those
//     declared within a function, and type parameters
//
// It leaves with status 0 when each family reaches the share asked for, 1 when
// one does not, and 2 when a package does not compile or its tests fail by themselves.
package main
