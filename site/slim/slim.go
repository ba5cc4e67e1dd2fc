package slim

import "fmt"

// Parts is a program in two modules. First runs alone until it calls a function
// that only Rest has; GoInParts, in parts.js, waits there for it.
type Parts struct {
	First, Rest []byte
	Functions   int // how many functions the program has
}

// Split returns a slimmed program in two parts. The first holds the functions
// whose names isFirst knows, and those that cannot be waited for. keep are
// prefixes of the names of functions that stack traces shall name, such as
// "svclab/".
func Split(program []byte, isFirst func(name string) bool, keep ...string) (Parts, error) {
	m, err := split(program)
	if err != nil {
		return Parts{}, err
	}
	data, err := m.find(dataSection)
	if err != nil {
		return Parts{}, err
	}
	memory, err := readMemory(data.body)
	if err != nil {
		return Parts{}, err
	}
	names, err := memory.names()
	if err != nil {
		return Parts{}, err
	}
	s, err := m.readShape()
	if err != nil {
		return Parts{}, err
	}
	if len(s.functions) != len(names) {
		return Parts{}, fmt.Errorf("%d functions have code and %d have names", len(s.functions), len(names))
	}
	s.divide(memory, names, isFirst)
	tables, pieces, err := memory.divide(keep, s.cold)
	if err != nil {
		return Parts{}, err
	}
	data.body = memory.write()
	for _, f := range s.functions {
		if f.kind == goType {
			f.rewrite()
		}
	}
	s.writeBodies()
	rest, err := m.rest(s, pieces)
	if err != nil {
		return Parts{}, err
	}
	first, err := m.first(s, names, tables)
	if err != nil {
		return Parts{}, err
	}
	return Parts{first.join(), rest.join(), len(names)}, nil
}

// goType is the number of the type that all functions written in Go have: they
// take where to resume, and return whether the stack is to be unwound.
const goType = 0

// checkGoType is the error of a program whose first type is another.
func (m module) checkGoType() error {
	types, err := m.find(typeSection)
	if err != nil {
		return err
	}
	const want = "\x60\x01\x7f\x01\x7f" // the first type: func(i32) i32
	if len(types.body) < 1+len(want) || string(types.body[1:1+len(want)]) != want {
		return fmt.Errorf("the program's first type is not that of a Go function")
	}
	return nil
}

// readFunction reads the next function from two sections.
func readFunction(types, bodies *reader) (*function, error) {
	kind, err := types.unsigned()
	if err != nil {
		return nil, err
	}
	size, err := bodies.unsigned()
	if err != nil {
		return nil, err
	}
	body, err := bodies.take(size)
	if err != nil {
		return nil, err
	}
	f, err := parse(body)
	if err != nil {
		return nil, err
	}
	f.kind = kind
	return f, nil
}
