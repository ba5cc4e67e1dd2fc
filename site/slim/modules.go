package slim

import (
	"errors"
	"fmt"
	"slices"
)

// Kinds of what a module imports and exports.
const (
	externFunction = 0
	externTable    = 1
	externMemory   = 2
	externGlobal   = 3
)

// funcRef is the type of what a table of functions holds.
const funcRef = 0x70

// pcLoop runs functions by what the stack says, until the program pauses. It
// is exported under its name.
const pcLoop = "wasm_pc_f_loop"

// first returns the first part: it has all that the whole program has but for
// the cold functions. The table is imported, full of stubs.
func (m module) first(s *shape, names []string, tables layout) (module, error) {
	loop := slices.Index(names, pcLoop)
	if loop < 0 {
		return nil, fmt.Errorf("the program has no %s", pcLoop)
	}
	globals, err := m.globals()
	if err != nil {
		return nil, err
	}
	out := slices.Clone(m)
	if err := out.renumberExports(s); err != nil {
		return nil, err
	}
	exports, err := out.find(exportSection)
	if err != nil {
		return nil, err
	}
	if _, err := exports.add(extern("loop", externFunction, s.imports+s.place[loop])); err != nil {
		return nil, err
	}
	for i := range globals {
		if _, err := exports.add(extern(fmt.Sprint(i), externGlobal, i)); err != nil {
			return nil, err
		}
	}
	variables, err := out.find(globalSection)
	if err != nil {
		return nil, err
	}
	const constant = 0
	number, err := variables.add(append(appendSigned([]byte{i32, constant, opI32Const}, int64(tables.end)), end))
	if err != nil {
		return nil, err
	}
	if _, err := exports.add(extern("end", externGlobal, int(number))); err != nil {
		return nil, err
	}
	if err := out.writeFunctions(s, false); err != nil {
		return nil, err
	}
	if out, err = out.addStart(tables.startFunction()); err != nil {
		return nil, err
	}
	imports, err := out.find(importSection)
	if err != nil {
		return nil, err
	}
	if _, err := imports.add(append(text("parts", "table"), s.tableType()...)); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(out, func(s section) bool { return s.id == tableSection }), nil
}

// rest returns the other part. All that it shares, it imports from the first;
// the first part's functions it calls through the table.
func (m module) rest(s *shape, pieces []piece) (module, error) {
	globals, err := m.globals()
	if err != nil {
		return nil, err
	}
	types, err := m.find(typeSection)
	if err != nil {
		return nil, err
	}
	imports := appendUnsigned(nil, uint64(2+len(globals)))
	imports = append(append(imports, text("parts", "table")...), s.tableType()...)
	imports = append(append(imports, text("parts", "mem")...), externMemory, 0, 0)
	for i, kind := range globals {
		const mutable = 1
		imports = append(append(imports, text("parts", fmt.Sprint(i))...), externGlobal, kind, mutable)
	}
	out := module{{typeSection, types.body}, {importSection, imports}, {functionSection, nil}, {elementSection, nil}, {codeSection, nil},
		{dataSection, writePieces(pieces)}}
	return out, out.writeFunctions(s, true)
}

// tableType says what a table has room for at least, and that it is imported.
func (s *shape) tableType() []byte {
	return appendUnsigned([]byte{externTable, funcRef, 0}, uint64(firstPCF+len(s.functions)))
}

// text writes names.
func text(names ...string) (out []byte) {
	for _, name := range names {
		out = append(appendUnsigned(out, uint64(len(name))), name...)
	}
	return out
}

func extern(name string, kind byte, index int) []byte {
	return appendUnsigned(append(text(name), kind), uint64(index))
}

// globals returns the types of the global variables, which are those registers
// that functions share.
func (m module) globals() ([]byte, error) {
	globals, err := m.find(globalSection)
	if err != nil {
		return nil, err
	}
	r := reader{globals.body}
	count, err := r.unsigned()
	if err != nil {
		return nil, err
	}
	var kinds []byte
	for range count {
		head, err := r.take(3)
		if err != nil {
			return nil, err
		}
		if head[1] != 1 || head[2] != opI32Const && head[2] != opI64Const {
			return nil, errors.New("a global variable is not as Go's linker writes it")
		}
		if _, err := r.signed(); err != nil {
			return nil, err
		}
		if last, err := r.byte(); err != nil || last != end {
			return nil, errors.New("a global variable has no end")
		}
		kinds = append(kinds, head[0])
	}
	if len(kinds) != 8 {
		return nil, fmt.Errorf("%d global variables instead of the 8 that Go's linker writes", len(kinds))
	}
	return kinds, nil
}

// renumberExports gives the exported functions their numbers in the first part.
func (m module) renumberExports(s *shape) error {
	exports, err := m.find(exportSection)
	if err != nil {
		return err
	}
	r := reader{exports.body}
	count, err := r.unsigned()
	if err != nil {
		return err
	}
	out := appendUnsigned(nil, count)
	for range count {
		size, err := r.unsigned()
		if err != nil {
			return err
		}
		name, err := r.take(size)
		if err != nil {
			return err
		}
		kind, err := r.byte()
		if err != nil {
			return err
		}
		index, err := r.unsigned()
		if err != nil {
			return err
		}
		if i := int(index) - s.imports; kind == externFunction && 0 <= i && i < len(s.place) {
			if s.cold[i] {
				return fmt.Errorf("the exported function %s is not in the first part", name)
			}
			index = uint64(s.imports + s.place[i])
		}
		out = append(out, extern(string(name), kind, int(index))...)
	}
	exports.body = out
	return nil
}

// writeFunctions writes the functions of a part, and where they stand in the
// table: a return address leads to a function by its number in the whole program.
func (m module) writeFunctions(s *shape, cold bool) error {
	imports := s.imports
	if cold {
		imports = 0 // it imports no functions
	}
	var kinds, code []byte
	var runs [][2]int
	count := 0
	for i, f := range s.functions {
		if s.cold[i] != cold {
			continue
		}
		body := s.bodies[i]
		kinds = appendUnsigned(kinds, f.kind)
		code = append(appendUnsigned(code, uint64(len(body))), body...)
		if len(runs) > 0 && runs[len(runs)-1][1] == i {
			runs[len(runs)-1][1]++
		} else {
			runs = append(runs, [2]int{i, i + 1})
		}
		count++
	}
	elements := appendUnsigned(nil, uint64(len(runs)))
	for _, run := range runs {
		elements = append(appendSigned(append(elements, 0, opI32Const), int64(firstPCF+run[0])), end)
		elements = appendUnsigned(elements, uint64(run[1]-run[0]))
		for i := run[0]; i < run[1]; i++ {
			elements = appendUnsigned(elements, uint64(imports+s.place[i]))
		}
	}
	for id, body := range map[byte][]byte{
		functionSection: append(appendUnsigned(nil, uint64(count)), kinds...),
		codeSection:     append(appendUnsigned(nil, uint64(count)), code...),
		elementSection:  elements,
	} {
		section, err := m.find(id)
		if err != nil {
			return err
		}
		section.body = body
	}
	return nil
}

// writeBodies writes the functions' code, and forgets what it was written from,
// which takes thirty times as much memory.
func (s *shape) writeBodies() {
	s.bodies = make([][]byte, len(s.functions))
	for i, f := range s.functions {
		s.divideCalls(f, s.cold[i])
		s.bodies[i] = f.write()
		f.code = nil
	}
}

// divideCalls has a function call those of its part by their numbers there, and
// the others through the table.
func (s *shape) divideCalls(f *function, cold bool) {
	f.each(func(i int, out []instr) ([]instr, int) {
		in := f.code[i]
		if in.op != opCall || in.value < int64(s.imports) {
			return nil, 0
		}
		callee := int(in.value) - s.imports
		if s.cold[callee] != cold {
			kind := s.functions[callee].kind
			return append(out, instr{op: opI32Const, value: int64(firstPCF + callee)},
				instr{op: opCallIndir, raw: appendUnsigned(appendUnsigned(nil, kind), 0)}), 1
		}
		if in.value = int64(s.place[callee]); !cold {
			in.value += int64(s.imports)
		}
		return append(out, in), 1
	})
}
