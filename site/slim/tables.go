package slim

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
)

// findfunctab leads from a program counter to a function: one bucket for every
// 4096 counters, of a number and 16 bytes to add. Every function has the same
// number of counters on wasm, and so of buckets.
const (
	bucketSize     = 20
	bucketPCs      = 4096
	bucketsPerFunc = 1 << resumeBits / bucketPCs
)

// Where moduledata has what, in words: runtime/symtab.go.
const (
	moduleNames       = 1
	moduleTable       = 13 // pclntable, which ftab begins
	moduleFtab        = 16
	moduleFtabLen     = 17
	moduleFindfunctab = 19
	moduleMinPC       = 20
	moduleEnd         = 34
	moduleFuncData    = 40
	moduleWords       = 41
)

// layout is where a program has the tables that its start function completes.
type layout struct {
	ftab, findfunctab, funcs int
	end                      int // of the program's variables; above is the heap
	noFrame                  int // in pctab, the table of functions that are not there yet; 0 when all are
}

// countFuncs takes out of the tables what can be counted: which function an
// entry is for, where it stands as long as that is where the last one stood and
// a bit, and all of findfunctab, which is 2 MB. The entries of the last function
// are left, because its buckets may be fewer. The start function puts all back
// before anything runs.
func (t *pclntab) countFuncs() (layout, error) {
	l := layout{ftab: t.ftab, funcs: t.funcs}
	var err error
	if l.findfunctab, err = t.findfunctab(); err != nil {
		return l, err
	}
	if l.end, err = t.moduleWord(moduleEnd); err != nil {
		return l, err
	}
	other := errors.New("the tables of functions are numbered in another way than those of Go 1.26")
	before := 0
	for i := range t.funcs - 1 {
		entry, pcf := t.ftab+8*i, uint32(firstPCF+i)
		off := int(t.word(entry + 4))
		if t.word(entry) != pcf || t.word(t.ftab+off) != pcf {
			return l, other
		}
		for k := range bucketsPerFunc {
			b := t.image[l.findfunctab+(i*bucketsPerFunc+k)*bucketSize:][:bucketSize]
			if binary.LittleEndian.Uint32(b) != uint32(i) || slices.ContainsFunc(b[4:], func(b byte) bool { return b != 0 }) {
				return l, other
			}
			clear(b)
		}
		t.setWord(entry, 0)
		t.setWord(entry+4, uint32(off-before))
		t.setWord(t.ftab+off, 0)
		before = off
	}
	return l, nil
}

// findfunctab returns where the table of that name is, which moduledata tells.
func (t *pclntab) findfunctab() (int, error) {
	at, err := t.moduledata()
	if err != nil {
		return 0, err
	}
	word := func(i int) int { return int(binary.LittleEndian.Uint64(t.image[at+8*i:])) }
	found := word(moduleFindfunctab)
	fits := found > t.ftab && found+t.funcs*bucketsPerFunc*bucketSize <= len(t.image)
	if word(moduleTable) != t.ftab || word(moduleFtab) != t.ftab || word(moduleFtabLen) != t.funcs+1 ||
		word(moduleMinPC) != firstPCF<<resumeBits || !fits {
		return 0, errors.New("moduledata has another layout than that of Go 1.26")
	}
	return found, nil
}

// moduleWord returns a word of moduledata.
func (t *pclntab) moduleWord(i int) (int, error) {
	at, err := t.moduledata()
	if err != nil {
		return 0, err
	}
	return int(binary.LittleEndian.Uint64(t.image[at+8*i:])), nil
}

// moduledata returns where the variable of that type is.
func (t *pclntab) moduledata() (int, error) {
	start := binary.LittleEndian.AppendUint64(nil, uint64(t.header))
	start = binary.LittleEndian.AppendUint64(start, uint64(t.names))
	at := bytes.Index(t.image, start)
	if at < 0 || at+8*moduleWords > len(t.image) {
		return 0, errors.New("the program has no moduledata")
	}
	return at, nil
}
