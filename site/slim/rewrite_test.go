package slim

import (
	"slices"
	"testing"
)

// Shorthands that make a function's code readable.
func get(local int64) instr          { return instr{op: opLocalGet, value: local} }
func set(local int64) instr          { return instr{op: opLocalSet, value: local} }
func number(n int64) instr           { return instr{op: opI32Const, value: n} }
func long(n int64) instr             { return instr{op: opI64Const, value: n} }
func block(op byte) instr            { return instr{op: op, raw: []byte{noType}} }
func branch(op byte, to int64) instr { return instr{op: op, value: to} }
func only(op byte) instr             { return instr{op: op} }
func memory64(op byte, offset byte) instr {
	return instr{op: op, value: int64(offset), raw: []byte{3, offset}}
}

// callTo is a call as the compiler writes it, up to what it returns.
func callTo(f, pc int64) []instr {
	return []instr{get(1), number(8), only(opI32Sub), {op: opLocalTee, value: 1}, {op: opGlobalSet},
		get(1), long(pc), memory64(opI64Store, 0), number(0), {op: opCall, value: f}, {op: opGlobalGet}, set(1)}
}

// goFunction has what the compiler writes around the code of a function: the
// blocks 1 to 5 are the unwinding, the loop, and what ends before PC_B 2, 1, 0.
func goFunction(code ...[]instr) *function {
	all := slices.Concat(entry, []instr{block(opBlock), block(opLoop), block(opBlock), block(opBlock), block(opBlock),
		get(0), {op: opBrTable, table: []int64{5, 5, 4, 4, 3}}, only(opEnd)})
	all = slices.Concat(all, slices.Concat(code...), []instr{only(opEnd), only(opUnreachable), only(opEnd), number(1), only(opEnd)})
	f := &function{locals: []localGroup{{1, i32}, {2, i64}}, code: all, blocks: 1, number: 7}
	var open = []int64{0}
	for i := range f.code {
		switch in := &f.code[i]; in.op {
		case opBlock, opLoop, opIf:
			in.value = f.newBlock()
			open = append(open, in.value)
		case opEnd:
			in.value = open[len(open)-1]
			open = open[:len(open)-1]
		}
	}
	return f
}

const pc7 = (firstPCF + 7) << resumeBits

func TestWhatTheCompilerWritesIsRewritten(t *testing.T) {
	jump := func(pc int64) []instr { return []instr{number(pc), set(0), branch(opBr, 2)} }
	pop := func(n int64) []instr {
		return []instr{get(1), number(n), only(opI32Add), {op: opLocalTee, value: 1}, {op: opGlobalSet}}
	}
	address := func(k int64) []instr {
		return []instr{get(1), only(opI64ExtendU), long(k), only(opI64Add), only(opI32WrapI64)}
	}
	toTwo := []instr{only(opEnd), only(opEnd)}
	for _, tt := range []struct {
		name      string
		code      []instr
		want, not []instr
	}{
		{"a jump to a later block leaves for it", slices.Concat(jump(4), toTwo),
			[]instr{branch(opBr, 3)}, []instr{set(0)}},
		{"a condition and a jump are one branch", slices.Concat([]instr{get(2), block(opIf)}, jump(2), []instr{only(opEnd)}, toTwo),
			[]instr{get(2), branch(opBrIf, 4)}, []instr{set(0)}},
		{"a jump back goes through the table", slices.Concat(toTwo, jump(1)),
			jump(1), nil},
		{"a number beyond the table is its last block", slices.Concat(jump(-1), toTwo),
			[]instr{branch(opBr, 3)}, []instr{set(0)}},
		{"a function that reads PC_B keeps its jumps", slices.Concat([]instr{get(0), only(opDrop)}, jump(4), toTwo),
			jump(4), nil},
		{"a call through a pointer uses PC_B and does not read it", slices.Concat([]instr{set(0), number(0), get(0)}, jump(4), toTwo),
			[]instr{branch(opBr, 3)}, jump(4)},
		{"a call shares the function's number, and unwinding returns", slices.Concat(callTo(9, pc7|2), []instr{branch(opBrIf, 1)}, toTwo),
			[]instr{get(2), long(2), only(opI64Add), memory64(opI64Store, 0), number(0), {op: opCall, value: 9}, {op: opGlobalGet}, set(1),
				{op: opIf, value: 6}, number(1), only(opReturn)}, []instr{long(pc7 | 2)}},
		{"another function's number stays", slices.Concat(callTo(9, pc7|2), callTo(9, pc7+(1<<resumeBits)), toTwo),
			[]instr{long(pc7 + (1 << resumeBits)), memory64(opI64Store, 0)}, nil},
		{"the frame and the return address are given back at once",
			slices.Concat(pop(32), pop(8), []instr{number(0), only(opReturn)}, toTwo),
			[]instr{get(1), number(40), only(opI32Add), {op: opGlobalSet}, number(0), only(opReturn)}, pop(8)},
		{"a word of the stack is reached by its offset",
			slices.Concat(address(16), address(24), []instr{memory64(opI64Load32U, 1), memory64(opI64Store, 2)}, toTwo),
			[]instr{get(1), get(1), memory64(opI64Load32U, 25), memory64(opI64Store, 18)}, []instr{only(opI64ExtendU)}},
		{"an address that is not used at once is worked out",
			slices.Concat(address(16), callTo(9, pc7|2), []instr{memory64(opI64Store, 0)}, toTwo),
			address(16), nil},
		{"an address that is itself stored is worked out",
			slices.Concat([]instr{get(1)}, address(16), []instr{{op: opI32Store, raw: []byte{2, 0}}}, toTwo),
			address(16), nil},
		{"every number has its own block", toTwo,
			[]instr{{op: opBrTable, table: []int64{5, 5, 4, 6, 3}}, {op: opEnd, value: 5}, {op: opEnd, value: 4}, {op: opEnd, value: 6}}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := goFunction(tt.code)
			f.rewrite()
			if !f.has(tt.want) {
				t.Errorf("got %v\nwant in it %v", f.code, tt.want)
			}
			if tt.not != nil && f.has(tt.not) {
				t.Errorf("got %v\nwant nowhere in it %v", f.code, tt.not)
			}
			again, err := parse(f.write())
			if err != nil || len(again.code) != len(f.code) {
				t.Errorf("what is written cannot be read: %v", err)
			}
		})
	}
}

// has tells whether some instructions stand in the code in a row.
func (f *function) has(code []instr) bool {
	for i := range f.code {
		if !f.matches(i, code...) {
			continue
		}
		same := func(a, b instr) bool { return slices.Equal(a.table, b.table) }
		if slices.EqualFunc(f.code[i:i+len(code)], code, same) {
			return true
		}
	}
	return false
}

func TestAFunctionThatBeginsOtherwiseIsLeftAlone(t *testing.T) {
	f := goFunction(callTo(9, pc7|2), []instr{only(opEnd), only(opEnd)})
	f.code[0].value = 3
	before := slices.Clone(f.code)
	f.rewrite()
	if same := func(a, b instr) bool { return a.op == b.op && a.value == b.value }; !slices.EqualFunc(f.code, before, same) {
		t.Errorf("got %v\nwant %v", f.code, before)
	}
}
