package slim

import (
	"errors"
	"fmt"
	"slices"
)

// piece is what the rest of a program writes to memory when it comes.
type piece struct {
	start int
	bytes []byte
}

// take moves a stretch of memory to the rest.
func (m *memory) take(to []piece, start, stop int) []piece {
	const padding = 8 // zeros that a piece may go on after
	for start < stop && m.image[stop-1] == 0 {
		stop--
	}
	bytes := slices.Clone(m.image[start:stop])
	clear(m.image[start:stop])
	if len(to) > 0 {
		last := &to[len(to)-1]
		if gap := start - last.start - len(last.bytes); 0 <= gap && gap < padding && !slices.ContainsFunc(m.image[start-gap:start], notZero) {
			last.bytes = append(append(last.bytes, make([]byte, gap)...), bytes...)
			return to
		}
	}
	return append(to, piece{start, bytes})
}

func notZero(b byte) bool { return b != 0 }

// writePieces returns the body of a data section.
func writePieces(pieces []piece) []byte {
	out := appendUnsigned(nil, uint64(len(pieces)))
	for _, p := range pieces {
		out = append(appendSigned(append(out, 0, i32Const), int64(p.start)), end)
		out = append(appendUnsigned(out, uint64(len(p.bytes))), p.bytes...)
	}
	return out
}

// divide does as blank, and moves to the rest what the runtime needs to know of
// a cold function once it is on a stack. Before, it may stand there as what a
// goroutine is to begin with: it has no frame then, which its first table says,
// the only one that it has until the rest comes.
func (m *memory) divide(keep []string, cold []bool) (layout, []piece, error) {
	t, err := findPclntab(m.image)
	if err != nil {
		return layout{}, nil, err
	}
	if t.funcs != len(cold) {
		return layout{}, nil, errors.New("not every function has tables")
	}
	offsets := make([]int, t.funcs)
	for i := range offsets {
		offsets[i] = int(t.word(t.ftab + 8*i + 4))
	}
	var pieces []piece
	if pieces, err = m.divideFuncData(t, offsets, cold); err != nil {
		return layout{}, nil, err
	}
	first, err := t.blankFuncs(keep, cold)
	if err != nil {
		return layout{}, nil, err
	}
	l, err := t.countFuncs()
	if err != nil {
		return layout{}, nil, err
	}
	l.noFrame = first
	if first > 0 {
		pieces = m.take(pieces, t.pctab+first+len(noFrame), t.pctabEnd)
	}
	for i, off := range offsets {
		if at := t.ftab + off; cold[i] {
			t.setWord(at, uint32(firstPCF+i))
			pieces = m.take(pieces, at, at+t.funcSize(at))
		}
	}
	return l, pieces, nil
}

// noFrame is a table by program counter: 0 all through a function.
var noFrame = []byte{2, 0x80, 0x80, 4, 0}

// funcSize returns how long the _func at an address is.
func (t *pclntab) funcSize(f int) int {
	return funcSize + 4*(int(t.word(f+offNPCData))+int(t.image[f+offNFuncData]))
}

// divideFuncData clears the data of functions that nothing leads to any more,
// and moves what only cold functions need. A table goes on until the next one.
func (m *memory) divideFuncData(t *pclntab, offsets []int, cold []bool) ([]piece, error) {
	const dead, later, first = 0, 1, 2
	base, err := t.moduleWord(moduleFuncData)
	if err != nil {
		return nil, err
	}
	stop, err := t.findfunctab()
	if err != nil {
		return nil, err
	}
	need := map[int]int{}
	var starts []int
	for i, off := range offsets {
		f := t.ftab + off
		if f+funcSize > len(t.image) || f+t.funcSize(f) > len(t.image) {
			return nil, fmt.Errorf("function %d lies outside the data", i)
		}
		tables := f + funcSize + 4*int(t.word(f+offNPCData))
		for n := range int(t.image[f+offNFuncData]) {
			at := t.word(tables + 4*n)
			if at == noTable {
				continue
			}
			start, now := base+int(at), first
			if base < t.ftab || start >= stop {
				return nil, errors.New("a function's data lies elsewhere than in Go 1.26")
			}
			if n == funcdataInlTree || n == funcdataArgInfo || n == funcdataArgLiveInfo {
				now = dead
			} else if cold[i] {
				now = later
			}
			if _, ok := need[start]; !ok {
				starts = append(starts, start)
			}
			need[start] = max(need[start], now)
		}
	}
	slices.Sort(starts)
	var pieces []piece
	for i, start := range starts[:max(len(starts)-1, 0)] {
		switch need[start] {
		case dead:
			clear(m.image[start:starts[i+1]])
		case later:
			pieces = m.take(pieces, start, starts[i+1])
		}
	}
	return pieces, nil
}
