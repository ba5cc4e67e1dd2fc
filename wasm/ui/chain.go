package ui

import "slices"

// chain is a list that grows at its end and forgets its beginning. Chains that
// part share what they have in common, so adding copies nothing and leaves
// every chain before as it was.
type chain[T any] struct {
	last *link[T]
	n    int
}

type link[T any] struct {
	value T
	prev  *link[T]
}

// add returns the chain with v at its end. Of the others at least most are
// kept, and never many more.
func (c chain[T]) add(v T, most int) chain[T] {
	if c.n >= 2*most {
		kept := c.tail(most)
		c = chain[T]{}
		for _, k := range kept {
			c = chain[T]{&link[T]{k, c.last}, c.n + 1}
		}
	}
	return chain[T]{&link[T]{v, c.last}, c.n + 1}
}

// tail returns the latest, at most so many, the oldest first.
func (c chain[T]) tail(most int) []T {
	out := make([]T, 0, min(c.n, most))
	for l := c.last; l != nil && len(out) < most; l = l.prev {
		out = append(out, l.value)
	}
	slices.Reverse(out)
	return out
}
