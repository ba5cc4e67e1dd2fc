// Package linediff models GNU diff: which lines of two texts differ, and how
// diff -u writes that. kubectl diff and the shell's diff are made of it.
//
// # Differences from upstream
//
// Texts that differ in more than 2,000 lines are taken to differ in all that lie
// between the first and the last of them.
package linediff
