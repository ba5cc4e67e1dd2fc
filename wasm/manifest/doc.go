// Package manifest answers an editor's questions about a manifest that is being
// written: what is wrong with it and where, what could stand at a place, what
// the field there is for, and what applying it would change.
//
// It promises that a text may be broken in any way and an offset be anything:
// there is always an answer, and never a panic. Errors are those of kubectl
// apply, since apply is what is rehearsed, on a fork; this package only finds
// the place in the text that each speaks of. Places are in bytes.
//
// Inside braces and brackets nothing is offered. An object is compared without
// its status and without what the server counts.
//
// Lines, and not a YAML parser, tell where things stand: what is half written is
// what an editor sees most. What they say of a text with anchors, tags or several
// lines in one plain value is a guess; whether it is right is never asked of them.
package manifest
