package slim

import (
	"errors"
	"fmt"
)

// A WebAssembly module is a header and sections.
const (
	header          = "\x00asm\x01\x00\x00\x00"
	typeSection     = 1
	importSection   = 2
	functionSection = 3
	tableSection    = 4
	globalSection   = 6
	exportSection   = 7
	startSection    = 8
	elementSection  = 9
	codeSection     = 10
	dataSection     = 11
)

type section struct {
	id   byte
	body []byte
}

// module is a program's sections in their order.
type module []section

func split(program []byte) (module, error) {
	if len(program) < len(header) || string(program[:len(header)]) != header {
		return nil, errors.New("this is no WebAssembly module of version 1")
	}
	var m module
	for r := (reader{program[len(header):]}); len(r.rest) > 0; {
		id, err := r.byte()
		if err != nil {
			return nil, err
		}
		size, err := r.unsigned()
		if err != nil {
			return nil, err
		}
		body, err := r.take(size)
		if err != nil {
			return nil, fmt.Errorf("section %d: %w", id, err)
		}
		m = append(m, section{id, body})
	}
	return m, nil
}

func (m module) join() []byte {
	out := []byte(header)
	for _, s := range m {
		out = append(out, s.id)
		out = appendUnsigned(out, uint64(len(s.body)))
		out = append(out, s.body...)
	}
	return out
}

// sectionNames are for errors.
var sectionNames = map[byte]string{
	typeSection: "type", importSection: "import", functionSection: "function", globalSection: "global",
	exportSection: "export", elementSection: "element", codeSection: "code", dataSection: "data",
}

// find returns the section of an id, to be read or replaced.
func (m module) find(id byte) (*section, error) {
	for i := range m {
		if m[i].id == id {
			return &m[i], nil
		}
	}
	return nil, fmt.Errorf("the program has no %s section", sectionNames[id])
}
