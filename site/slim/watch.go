package slim

import (
	_ "embed"
	"fmt"
	"slices"
)

// Runtime is JavaScript that runs a program in parts. It belongs behind Go's
// wasm_exec.js.
//
//go:embed parts.js
var Runtime string

// Watch returns a program that notes which of its functions run, and their
// names. For function i it exports a global variable w<i>, which becomes 1.
func Watch(program []byte) (watched []byte, names []string, err error) {
	m, err := split(program)
	if err != nil {
		return nil, nil, err
	}
	data, err := m.find(dataSection)
	if err != nil {
		return nil, nil, err
	}
	memory, err := readMemory(data.body)
	if err != nil {
		return nil, nil, err
	}
	if names, err = memory.names(); err != nil {
		return nil, nil, err
	}
	s, err := m.readShape()
	if err != nil {
		return nil, nil, err
	}
	s.cold, s.place = make([]bool, len(s.functions)), make([]int, len(s.functions))
	globals, err := m.find(globalSection)
	if err != nil {
		return nil, nil, err
	}
	exports, err := m.find(exportSection)
	if err != nil {
		return nil, nil, err
	}
	for i, f := range s.functions {
		s.place[i] = i
		const mutable = 1
		number, err := globals.add([]byte{i32, mutable, opI32Const, 0, end})
		if err != nil {
			return nil, nil, err
		}
		if _, err := exports.add(extern(fmt.Sprint("w", i), externGlobal, int(number))); err != nil {
			return nil, nil, err
		}
		f.code = slices.Insert(f.code, 0, instr{op: opI32Const, value: 1}, instr{op: opGlobalSet, value: int64(number)})
	}
	s.writeBodies()
	if err := m.writeFunctions(s, false); err != nil {
		return nil, nil, err
	}
	return m.join(), names, nil
}
