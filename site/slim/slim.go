package slim

import (
	"errors"
	"fmt"
)

// gap is how many zeros two segments may have between them to become one.
const gap = 4096

// Slim returns a smaller program that does the same. keep are prefixes of the
// names of functions that stack traces shall name, such as "svclab/".
func Slim(program []byte, keep ...string) ([]byte, error) {
	sections, err := split(program)
	if err != nil {
		return nil, err
	}
	for i, s := range sections {
		if s.id != dataSection {
			continue
		}
		m, err := readMemory(s.body)
		if err != nil {
			return nil, err
		}
		if err := m.blank(keep); err != nil {
			return nil, err
		}
		sections[i].body = m.write()
		return join(sections), nil
	}
	return nil, errors.New("the program has no data section")
}

// A WebAssembly module is a header and sections.
const (
	header      = "\x00asm\x01\x00\x00\x00"
	dataSection = 11
)

type section struct {
	id   byte
	body []byte
}

func split(program []byte) ([]section, error) {
	if len(program) < len(header) || string(program[:len(header)]) != header {
		return nil, errors.New("this is no WebAssembly module of version 1")
	}
	var sections []section
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
		sections = append(sections, section{id, body})
	}
	return sections, nil
}

func join(sections []section) []byte {
	out := []byte(header)
	for _, s := range sections {
		out = append(out, s.id)
		out = appendUnsigned(out, uint64(len(s.body)))
		out = append(out, s.body...)
	}
	return out
}
