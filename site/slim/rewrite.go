package slim

// Where a function that the Go compiler wrote keeps things:
// cmd/internal/obj/wasm/wasmobj.go.
const (
	pcLocal  = 0 // the parameter: the block to resume at, PC_B
	spLocal  = 1 // a copy of the stack pointer
	spGlobal = 0
	wordSize = 8 // of a return address
)

// entry is how every function begins.
var entry = []instr{{op: opGlobalGet, value: spGlobal}, {op: opLocalSet, value: spLocal}}

// rewrite makes a function that the Go compiler wrote pack better. What does
// not look as the compiler writes it is left alone.
func (f *function) rewrite() {
	if len(f.locals) == 0 || f.locals[0] != (localGroup{1, i32}) || !f.matches(0, entry...) {
		return
	}
	f.jumpForward()
	f.unwindInPlace()
	f.returnOnce()
	f.addressByOffset()
	f.countBlocks()
	f.shareReturnAddress()
}

// each replaces the code: replace is asked at every instruction whether it
// writes something else for the next few, and returns how many, or 0 to keep
// the one.
func (f *function) each(replace func(i int, out []instr) ([]instr, int)) {
	out := make([]instr, 0, len(f.code))
	for i := 0; i < len(f.code); {
		more, n := replace(i, out)
		if n == 0 {
			more, n = append(out, f.code[i]), 1
		}
		out, i = more, i+n
	}
	f.code = out
}

// returnOnce gives the frame and the return address back in one step:
//
//	SP += frame; SP += 8; return 0   becomes   SP += frame + 8; return 0
func (f *function) returnOnce() {
	pop := func(n int64) []instr {
		return []instr{{op: opLocalGet, value: spLocal}, {op: opI32Const, value: n}, {op: opI32Add},
			{op: opLocalTee, value: spLocal}, {op: opGlobalSet, value: spGlobal}}
	}
	twice := append(pop(any), pop(wordSize)...)
	whole := append(twice[:len(twice):len(twice)], instr{op: opI32Const}, instr{op: opReturn})
	f.each(func(i int, out []instr) ([]instr, int) {
		if !f.matches(i, whole...) {
			return nil, 0
		}
		frame := f.code[i+1].value
		return append(out, instr{op: opLocalGet, value: spLocal}, instr{op: opI32Const, value: frame + wordSize},
			instr{op: opI32Add}, instr{op: opGlobalSet, value: spGlobal}), len(twice)
	})
}

// addressByOffset reaches a word of the stack by the offset that a load or a
// store has anyway:
//
//	[int32(int64(SP) + k)]   becomes   [SP + k]
//
// The sum cannot pass the end of memory, where the two would differ: it is the
// address of a word.
func (f *function) addressByOffset() {
	address := []instr{{op: opLocalGet, value: spLocal}, {op: opI64ExtendU}, {op: opI64Const, value: any}, {op: opI64Add}, {op: opI32WrapI64}}
	f.each(func(i int, out []instr) ([]instr, int) {
		if !f.matches(i, address...) || f.code[i+2].value < 0 {
			return nil, 0
		}
		user := f.user(i + len(address))
		if user < 0 {
			return nil, 0
		}
		in := &f.code[user]
		in.value += f.code[i+2].value
		align, _ := (&reader{in.raw}).unsigned() // it was read before
		in.raw = appendUnsigned(appendUnsigned(nil, align), uint64(in.value))
		return append(out, f.code[i]), len(address)
	})
}

// user returns which instruction reaches memory at the address that is on top
// of the stack before i, or -1 if none does before the next branch or call.
func (f *function) user(i int) int {
	for above := 0; i < len(f.code); i++ {
		in := f.code[i]
		takes, leaves, ok := in.effect()
		if !ok {
			return -1
		}
		if takes > above {
			if opI32Load <= in.op && in.op <= opI64Store32 && takes == above+1 {
				return i
			}
			return -1
		}
		above += leaves - takes
	}
	return -1
}
