package slim

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// magic begins a pcHeader of Go 1.20 and later for 64-bit words and
// instructions of one byte, as the wasm port has them.
var magic = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// Where a _func has its fields, and how long it is before its tables.
const (
	offName      = 4
	offPCSP      = 16
	offPCFile    = 20
	offPCLine    = 24
	offNPCData   = 28
	offCU        = 32
	offStartLine = 36
	offNFuncData = 43
	funcSize     = 44
)

// Tables of a _func that only the text of a traceback needs, and one that only
// preemption by signal does, which wasm has not: internal/abi/symtab.go.
const (
	pcdataUnsafePoint   = 0
	pcdataInlTreeIndex  = 2
	pcdataArgLiveIndex  = 3
	funcdataInlTree     = 3
	funcdataArgInfo     = 5
	funcdataArgLiveInfo = 6
	noTable             = 0xffffffff
)

// pclntab is the table of functions in a program's memory.
type pclntab struct {
	image                []byte
	header, names, units int // where these begin in image
	pctab, ftab          int
	pctabEnd             int
	funcs                int
}

// blankFuncs clears what only the text of a stack trace needs. The tables of cold
// functions come last in pctab, behind a table that says that there is no frame,
// whose place it returns; without cold functions there is none.
func (t *pclntab) blankFuncs(keep []string, cold []bool) (first int, err error) {
	pack := newPacker(t.image[t.pctab:t.pctabEnd])
	named := make([]bool, t.units-t.names)
	for _, pass := range []bool{false, true} {
		if pass && slices.Contains(cold, true) {
			first = len(pack.packed)
			pack.packed = append(pack.packed, noFrame...)
		}
		for i := range t.funcs {
			if cold[i] != pass {
				continue
			}
			f := t.ftab + int(t.word(t.ftab+8*i+4))
			if f+funcSize > len(t.image) {
				return 0, fmt.Errorf("function %d of %d lies outside the data", i, t.funcs)
			}
			if err := t.blankFunc(f, keep, pack, named); err != nil {
				return 0, fmt.Errorf("function %d of %d: %w", i, t.funcs, err)
			}
		}
	}
	if len(pack.packed) > t.pctabEnd-t.pctab {
		return 0, errors.New("the tables by program counter have no room")
	}
	clear(t.image[copy(t.image[t.pctab:], pack.packed)+t.pctab : t.pctabEnd])
	clearUnmarked(t.image[t.names:t.units], named)
	clear(t.image[t.units:t.pctab]) // names of files
	return first, nil
}

func findPclntab(image []byte) (*pclntab, error) {
	at := bytes.Index(image, magic)
	if at < 0 || bytes.Contains(image[at+1:], magic) {
		return nil, errors.New("want one table of functions as Go 1.26 writes it")
	}
	word := func(i int) int { return int(binary.LittleEndian.Uint64(image[at+8+8*i:])) }
	if at+72 > len(image) {
		return nil, errShort
	}
	t := &pclntab{image: image, header: at, funcs: word(0), names: at + word(3), units: at + word(4),
		pctab: at + word(6), pctabEnd: at + word(7), ftab: at + word(7)}
	ordered := at < t.names && t.names < t.units && t.units < t.pctab && t.pctab < t.pctabEnd && t.pctabEnd < len(image)
	if !ordered || t.funcs <= 0 || t.funcs > (len(image)-t.ftab)/8 {
		return nil, errors.New("the table of functions has another layout than that of Go 1.26")
	}
	return t, nil
}

func (t *pclntab) word(at int) uint32       { return binary.LittleEndian.Uint32(t.image[at:]) }
func (t *pclntab) setWord(at int, v uint32) { binary.LittleEndian.PutUint32(t.image[at:], v) }

// blankFunc clears the fields of the _func at f, marks its name if it is kept,
// and packs its tables.
func (t *pclntab) blankFunc(f int, keep []string, pack *packer, named []bool) error {
	pcdata, funcdata := int(t.word(f+offNPCData)), int(t.image[f+offNFuncData])
	tables := f + funcSize
	if pcdata > 16 || tables+4*(pcdata+funcdata) > len(t.image) {
		return errors.New("its tables lie outside the data")
	}
	for _, off := range []int{offPCFile, offPCLine, offCU, offStartLine} {
		t.setWord(f+off, 0)
	}
	for _, n := range []int{pcdataUnsafePoint, pcdataInlTreeIndex, pcdataArgLiveIndex} {
		if n < pcdata {
			t.setWord(tables+4*n, 0)
		}
	}
	for _, n := range []int{funcdataInlTree, funcdataArgInfo, funcdataArgLiveInfo} {
		if n < funcdata {
			t.setWord(tables+4*(pcdata+n), noTable)
		}
	}
	if err := t.movePCTable(f+offPCSP, pack); err != nil {
		return err
	}
	for n := range pcdata {
		if err := t.movePCTable(tables+4*n, pack); err != nil {
			return err
		}
	}
	return t.name(f, keep, named)
}

// movePCTable packs the table of values by program counter that the word at an
// address leads to.
func (t *pclntab) movePCTable(at int, pack *packer) error {
	off, err := pack.move(t.word(at))
	t.setWord(at, off)
	return err
}

// name keeps the function's name or takes it away.
func (t *pclntab) name(f int, keep []string, named []bool) error {
	off := int(t.word(f + offName))
	if off >= len(named) {
		return errors.New("its name lies outside the names")
	}
	text, _, ok := bytes.Cut(t.image[t.names+off:t.units], []byte{0})
	if !ok {
		return errors.New("its name has no end")
	}
	for _, prefix := range keep {
		if strings.HasPrefix(string(text), prefix) {
			markRange(named, off, off+len(text))
			return nil
		}
	}
	t.setWord(f+offName, 0)
	return nil
}

func markRange(marks []bool, from, to int) {
	for i := from; i < to; i++ {
		marks[i] = true
	}
}

func clearUnmarked(b []byte, marks []bool) {
	for i := range b {
		if !marks[i] {
			b[i] = 0
		}
	}
}
