package slim

// A return address is PC_F<<16 | PC_B: the function and the block to resume at.
// The first function's PC_F is fixed: cmd/link/internal/wasm/asm.go.
const (
	firstPCF   = 0x1000
	resumeBits = 16
)

// call is how every call begins: SP -= 8; [SP] = return address.
var call = []instr{{op: opLocalGet, value: spLocal}, {op: opI32Const, value: wordSize}, {op: opI32Sub},
	{op: opLocalTee, value: spLocal}, {op: opGlobalSet, value: spGlobal},
	{op: opLocalGet, value: spLocal}, {op: opI64Const, value: any}, {op: opI64Store}}

const addressInCall = 6

// shareReturnAddress makes calls look alike in all functions. PC_F is in every
// call that a function makes; it moves to a local that is set once and has the
// same number everywhere:
//
//	i64.const PC_F<<16|PC_B   becomes   local.get 2, i64.const PC_B, i64.add
//
// A compiler that optimizes sees that the local never changes, and makes the
// same code of the two.
func (f *function) shareReturnAddress() {
	base := (firstPCF + f.number) << resumeBits
	returnsHere := func(i int) bool {
		return f.matches(i, call...) && f.code[i+addressInCall].value>>resumeBits<<resumeBits == base
	}
	calls := 0
	for i := range f.code {
		if returnsHere(i) {
			calls++
		}
	}
	if calls == 0 {
		return
	}
	f.addLocal()
	f.each(func(i int, out []instr) ([]instr, int) {
		if i == len(entry) {
			return append(out, instr{op: opI64Const, value: base}, instr{op: opLocalSet, value: newLocal}, f.code[i]), 1
		}
		if !returnsHere(i) {
			return nil, 0
		}
		out = append(out, f.code[i:i+addressInCall]...)
		out = append(out, instr{op: opLocalGet, value: newLocal},
			instr{op: opI64Const, value: f.code[i+addressInCall].value - base}, instr{op: opI64Add})
		return append(out, f.code[i+addressInCall+1]), len(call)
	})
}

// newLocal is the local that addLocal adds, right after the stack pointer.
const newLocal = spLocal + 1

// addLocal adds a local of 64 bits and moves the later ones up by one.
func (f *function) addLocal() {
	if len(f.locals) > 1 && f.locals[1].kind == i64 {
		f.locals[1].count++
	} else {
		f.locals = append([]localGroup{f.locals[0], {1, i64}}, f.locals[1:]...)
	}
	for i := range f.code {
		switch in := &f.code[i]; in.op {
		case opLocalGet, opLocalSet, opLocalTee:
			if in.value >= newLocal {
				in.value++
			}
		}
	}
}

// unwindInPlace returns where a call says that the stack is to be unwound. The
// compiler leaves a block around the whole function, whose depth differs at
// every call:
//
//	br_if N   becomes   if, i32.const 1, return, end
func (f *function) unwindInPlace() {
	at := len(entry)
	last := len(f.code) - 3
	if !f.matches(at, instr{op: opBlock, value: any}) ||
		!f.matches(last, instr{op: opEnd, value: f.code[at].value}, instr{op: opI32Const, value: 1}, instr{op: opEnd, value: 0}) {
		return
	}
	exit := f.code[at].value
	f.each(func(i int, out []instr) ([]instr, int) {
		switch in := f.code[i]; {
		case i == at:
			return out, 1
		case i == last:
			return out, 2
		case in.op == opBrIf && in.value == exit:
			block := f.newBlock()
			return append(out, instr{op: opIf, value: block, raw: []byte{noType}}, instr{op: opI32Const, value: 1}, instr{op: opReturn},
				instr{op: opEnd, value: block}), 1
		}
		return nil, 0
	})
}
