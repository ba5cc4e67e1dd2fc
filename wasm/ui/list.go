package ui

import (
	"cmp"
	"sort"
	"strings"
)

// list is boxes in order, as many Pictures share them: who puts one in copies a
// chunk of them and the row of chunks, never all. The zero list is empty.
type list[B boxed] struct {
	chunks []*chunk[B]
	n      int
	own    *own // who may change the row of chunks in place, nil for nobody
}

// chunk is a part of a list that stands in one piece.
type chunk[B boxed] struct {
	own   *own
	boxes []B
}

// mostInChunk is how many boxes a chunk has before it becomes two.
const mostInChunk = 128

// boxed is a box that knows its place in the order.
type boxed interface{ spot() spot }

// spot is a place in the order of a list.
type spot struct {
	rank    int
	a, b, c string
}

func (s spot) compare(o spot) int {
	if s.rank != o.rank {
		return cmp.Compare(s.rank, o.rank)
	}
	if c := strings.Compare(s.a, o.a); c != 0 {
		return c
	}
	if c := strings.Compare(s.b, o.b); c != 0 {
		return c
	}
	return strings.Compare(s.c, o.c)
}

// listOf makes a list of boxes that are in order.
func listOf[B boxed](boxes []B) list[B] {
	l := list[B]{n: len(boxes)}
	for len(boxes) > 0 {
		n := min(len(boxes), mostInChunk*3/4)
		l.chunks = append(l.chunks, &chunk[B]{boxes: boxes[:n:n]})
		boxes = boxes[n:]
	}
	return l
}

// seek returns where a box is, or would be: in which chunk, and at which place.
func (l *list[B]) seek(s spot) (at, i int, found bool) {
	if len(l.chunks) == 0 {
		return 0, 0, false
	}
	low, high := 0, len(l.chunks)-1 // the last chunk that does not begin behind s
	for low < high {
		mid := (low + high + 1) / 2
		if l.chunks[mid].boxes[0].spot().compare(s) <= 0 {
			low = mid
		} else {
			high = mid - 1
		}
	}
	boxes := l.chunks[low].boxes
	i = sort.Search(len(boxes), func(i int) bool { return boxes[i].spot().compare(s) >= 0 })
	return low, i, i < len(boxes) && boxes[i].spot() == s
}

// find returns the box of a spot.
func (l list[B]) find(s spot) (box B, found bool) {
	at, i, found := l.seek(s)
	if found {
		box = l.chunks[at].boxes[i]
	}
	return box, found
}

// each yields all boxes in order.
func (l list[B]) each(yield func(B) bool) {
	for _, p := range l.chunks {
		for _, box := range p.boxes {
			if !yield(box) {
				return
			}
		}
	}
}

// since yields the boxes from a spot on.
func (l list[B]) since(s spot) func(yield func(B) bool) {
	at, i, _ := l.seek(s)
	return l.run(at, i)
}

// from yields the boxes from the k-th on.
func (l list[B]) from(k int) func(yield func(B) bool) {
	at := 0
	for at < len(l.chunks) && k >= len(l.chunks[at].boxes) {
		k -= len(l.chunks[at].boxes)
		at++
	}
	return l.run(at, k)
}

func (l list[B]) run(at, i int) func(yield func(B) bool) {
	return func(yield func(B) bool) {
		for ; at < len(l.chunks); at, i = at+1, 0 {
			for _, box := range l.chunks[at].boxes[i:] {
				if !yield(box) {
					return
				}
			}
		}
	}
}

// first returns the first box, none of an empty list.
func (l list[B]) first() (box B, some bool) {
	if l.n > 0 {
		return l.chunks[0].boxes[0], true
	}
	return box, false
}

// index is how many boxes stand before a spot.
func (l list[B]) index(s spot) int {
	at, i, _ := l.seek(s)
	for _, p := range l.chunks[:min(at, len(l.chunks))] {
		i += len(p.boxes)
	}
	return i
}

// slice returns all boxes.
func (l list[B]) slice() []B {
	out := make([]B, 0, l.n)
	for _, p := range l.chunks {
		out = append(out, p.boxes...)
	}
	return out
}

// put returns the list with a box in its place, instead of one that had it. What
// belongs to mine is changed in place.
func (l list[B]) put(box B, mine *own) list[B] {
	s := box.spot()
	at, i, found := l.seek(s)
	l.open(mine)
	if len(l.chunks) == 0 {
		l.chunks = append(l.chunks, &chunk[B]{own: mine})
	}
	p := l.chunk(at, mine)
	if found {
		p.boxes[i] = box
		return l
	}
	l.n++
	p.boxes = append(p.boxes, box)
	copy(p.boxes[i+1:], p.boxes[i:])
	p.boxes[i] = box
	if n := len(p.boxes); n > mostInChunk {
		rest := &chunk[B]{own: mine, boxes: append([]B(nil), p.boxes[n/2:]...)}
		p.boxes = p.boxes[: n/2 : n/2]
		l.chunks = append(l.chunks, nil)
		copy(l.chunks[at+2:], l.chunks[at+1:])
		l.chunks[at+1] = rest
	}
	return l
}

// drop returns the list without the box of a spot.
func (l list[B]) drop(s spot, mine *own) list[B] {
	at, i, found := l.seek(s)
	if !found {
		return l
	}
	l.open(mine)
	l.n--
	p := l.chunk(at, mine)
	if len(p.boxes) > 1 {
		p.boxes = append(p.boxes[:i], p.boxes[i+1:]...)
	} else {
		l.chunks = append(l.chunks[:at], l.chunks[at+1:]...)
	}
	return l
}

// open makes the row of chunks one that may be changed.
func (l *list[B]) open(mine *own) {
	if mine == nil || l.own != mine {
		l.chunks, l.own = append(make([]*chunk[B], 0, len(l.chunks)+1), l.chunks...), mine
	}
}

// chunk returns a chunk that may be changed, of a row that may be.
func (l *list[B]) chunk(at int, mine *own) *chunk[B] {
	p := l.chunks[at]
	if mine == nil || p.own != mine {
		p = &chunk[B]{mine, append(make([]B, 0, len(p.boxes)+1), p.boxes...)}
		l.chunks[at] = p
	}
	return p
}
