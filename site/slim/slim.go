package slim

import "fmt"

// Slim returns a smaller program that does the same. keep are prefixes of the
// names of functions that stack traces shall name, such as "svclab/".
func Slim(program []byte, keep ...string) ([]byte, error) {
	m, err := split(program)
	if err != nil {
		return nil, err
	}
	tables, err := m.slimData(keep)
	if err != nil {
		return nil, err
	}
	if err := m.slimCode(); err != nil {
		return nil, err
	}
	if m, err = m.addStart(tables.startFunction()); err != nil {
		return nil, err
	}
	return m.join(), nil
}

func (m module) slimData(keep []string) (layout, error) {
	data, err := m.find(dataSection)
	if err != nil {
		return layout{}, err
	}
	memory, err := readMemory(data.body)
	if err != nil {
		return layout{}, err
	}
	tables, err := memory.blank(keep)
	if err != nil {
		return layout{}, err
	}
	data.body = memory.write()
	return tables, nil
}

// slimCode rewrites the functions that the Go compiler wrote.
func (m module) slimCode() error {
	goType, err := m.goType()
	if err != nil {
		return err
	}
	functions, err := m.find(functionSection)
	if err != nil {
		return err
	}
	code, err := m.find(codeSection)
	if err != nil {
		return err
	}
	types, bodies := reader{functions.body}, reader{code.body}
	count, err := types.unsigned()
	if err != nil {
		return err
	}
	if same, err := bodies.unsigned(); err != nil || same != count {
		return fmt.Errorf("%d functions are declared and %d have code: %w", count, same, errShort)
	}
	out := appendUnsigned(nil, count)
	for i := range count {
		f, err := readFunction(&types, &bodies)
		if err != nil {
			return fmt.Errorf("function %d of %d: %w", i, count, err)
		}
		f.number = int64(i)
		if f.kind == goType {
			f.rewrite()
		}
		body := f.write()
		out = appendUnsigned(out, uint64(len(body)))
		out = append(out, body...)
	}
	code.body = out
	return nil
}

// goType returns the number of the type that all functions written in Go have:
// they take where to resume, and return whether the stack is to be unwound.
func (m module) goType() (uint64, error) {
	types, err := m.find(typeSection)
	if err != nil {
		return 0, err
	}
	const want = "\x60\x01\x7f\x01\x7f" // the first type: func(i32) i32
	if len(types.body) < 1+len(want) || string(types.body[1:1+len(want)]) != want {
		return 0, fmt.Errorf("the program's first type is not that of a Go function")
	}
	return 0, nil
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
