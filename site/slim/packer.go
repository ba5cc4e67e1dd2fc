package slim

import (
	"encoding/binary"
	"errors"
)

// packer moves together what is still needed of the tables of values by program
// counter.
type packer struct {
	tables []byte            // as the linker wrote them
	moved  map[uint32]uint32 // where a table was, and is now
	packed []byte
}

func newPacker(tables []byte) *packer {
	// Offset 0 means that there is no table.
	return &packer{tables, map[uint32]uint32{0: 0}, []byte{0}}
}

// move packs the table at an offset, unless it is already, and returns its new
// offset.
func (p *packer) move(off uint32) (uint32, error) {
	if to, ok := p.moved[off]; ok {
		return to, nil
	}
	size, err := p.size(off)
	if err != nil {
		return 0, err
	}
	to := uint32(len(p.packed))
	p.moved[off] = to
	p.packed = append(p.packed, p.tables[off:][:size]...)
	return to, nil
}

// size returns how long a table is: pairs of varints, a value and a distance, up
// to a value of zero that is not the first.
func (p *packer) size(off uint32) (int, error) {
	if int(off) >= len(p.tables) {
		return 0, errors.New("a table of program counters lies outside the others")
	}
	table := p.tables[off:]
	for at := 0; ; {
		value, n := binary.Uvarint(table[at:])
		if n > 0 && value == 0 && at > 0 {
			return at + n, nil
		}
		_, m := binary.Uvarint(table[at+max(n, 0):])
		if n <= 0 || m <= 0 {
			return 0, errors.New("a table of program counters has no end")
		}
		at += n + m
	}
}
