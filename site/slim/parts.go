package slim

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// shape is what of a program is divided.
type shape struct {
	functions []*function
	imports   int    // how many functions are imported; they are numbered first
	cold      []bool // which functions are in the rest
	place     []int  // the number of a function among those of its part
	bodies    [][]byte
}

func (m module) readShape() (*shape, error) {
	s := &shape{}
	if err := m.checkGoType(); err != nil {
		return nil, err
	}
	imports, err := m.imported()
	if err != nil {
		return nil, err
	}
	s.imports = int(imports)
	s.functions, err = m.functions()
	return s, err
}

// divide decides which functions wait. What may not: a function of another type
// than Go's, one that calls JavaScript, one whose caller cannot be left in the
// middle, and all that the last ones call in turn. The last function's tables are
// left whole by countFuncs, so it is first.
func (s *shape) divide(memory *memory, names []string, isFirst func(string) bool) {
	s.cold = make([]bool, len(s.functions))
	for i, f := range s.functions[:len(s.functions)-1] {
		s.cold[i] = f.kind == goType && !isFirst(names[i])
	}
	var inOneGo []int
	for i, f := range s.functions {
		for j, in := range f.code {
			switch callee := int(in.value) - s.imports; {
			case in.op != opCall:
			case callee < 0:
				s.cold[i] = false
			case !f.waits(j):
				s.cold[callee] = false
				if f.kind != goType && !f.matches(j+1, instr{op: opDrop}) { // which the exports do, and run the loop
					inOneGo = append(inOneGo, callee)
				}
			}
		}
	}
	s.keepFirst(memory, names, inOneGo)
	s.place = make([]int, len(s.functions))
	var count [2]int
	for i, cold := range s.cold {
		part := 0
		if cold {
			part = 1
		}
		s.place[i] = count[part]
		count[part]++
	}
}

// ends are functions that do not come back to a caller that cannot wait: they
// end the program, or another goroutine goes on.
var ends = []string{
	"runtime.throw", "runtime.fatal", "runtime.sigpanic", "runtime.gopanic", "runtime.panicdivide", "runtime.panicIndex",
	"runtime.morestack", "runtime.morestack_noctxt", "runtime.mcall", "runtime.abort", "runtime.badsystemstack",
}

// keepFirst makes functions first, and all that they call by name or may call
// through a pointer that they name.
func (s *shape) keepFirst(memory *memory, names []string, functions []int) {
	seen := make([]bool, len(s.functions))
	for len(functions) > 0 {
		i := functions[len(functions)-1]
		functions = functions[:len(functions)-1]
		if seen[i] {
			continue
		}
		seen[i], s.cold[i] = true, false
		if slices.Contains(ends, names[i]) {
			continue
		}
		for _, in := range s.functions[i].code {
			switch callee := int(in.value) - s.imports; {
			case in.op == opCall && callee >= 0:
				functions = append(functions, callee)
			case in.op == opI32Const || in.op == opI64Const:
				for _, pc := range []int64{in.value, memory.word(in.value)} {
					if f := int(pc>>resumeBits) - firstPCF; pc&(1<<resumeBits-1) == 0 && 0 <= f && f < len(s.functions) {
						functions = append(functions, f)
					}
				}
			}
		}
	}
}

// waits tells whether a function can be left at a call, and resumed behind it:
// it unwinds the stack when the call says so, or returns what the call returns.
func (f *function) waits(call int) bool {
	next := call + 1
	if f.matches(next, entry...) {
		next += len(entry) // the callee may have moved the stack
	}
	return f.matches(next, instr{op: opBrIf, value: any}) || f.matches(next, instr{op: opReturn})
}

// functions reads all functions that have code.
func (m module) functions() ([]*function, error) {
	types, err := m.find(functionSection)
	if err != nil {
		return nil, err
	}
	code, err := m.find(codeSection)
	if err != nil {
		return nil, err
	}
	kinds, bodies := reader{types.body}, reader{code.body}
	count, err := kinds.unsigned()
	if err != nil {
		return nil, err
	}
	if same, err := bodies.unsigned(); err != nil || same != count || count == 0 {
		return nil, fmt.Errorf("%d functions are declared and %d have code: %w", count, same, errShort)
	}
	var all []*function
	for i := range count {
		f, err := readFunction(&kinds, &bodies)
		if err != nil {
			return nil, fmt.Errorf("function %d of %d: %w", i, count, err)
		}
		f.number = int64(i)
		all = append(all, f)
	}
	return all, nil
}

// names returns what the functions are called.
func (m *memory) names() ([]string, error) {
	t, err := findPclntab(m.image)
	if err != nil {
		return nil, err
	}
	names := make([]string, t.funcs)
	for i := range names {
		f := t.ftab + int(t.word(t.ftab+8*i+4))
		if f+funcSize > len(t.image) || t.names+int(t.word(f+offName)) > t.units {
			return nil, errors.New("a function's name lies outside the names")
		}
		text, _, _ := bytes.Cut(t.image[t.names+int(t.word(f+offName)):t.units], []byte{0})
		names[i] = string(text)
	}
	return names, nil
}
