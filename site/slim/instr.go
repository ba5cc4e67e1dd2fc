package slim

import (
	"errors"
	"fmt"
)

// instr is one instruction.
type instr struct {
	op    byte
	value int64   // its number: a constant, a local, a function, an offset, or the block that it opens, ends or leaves for
	table []int64 // the blocks that a br_table leaves for, the default last
	raw   []byte  // what else follows the opcode, as it was written
}

// The instructions that Slim knows by name. Those from i32Load to i64Store32
// reach memory, and those from i32Eqz to i64Extend32 only compute.
const (
	opUnreachable = 0x00
	opNop         = 0x01
	opBlock       = 0x02
	opLoop        = 0x03
	opIf          = 0x04
	opElse        = 0x05
	opEnd         = 0x0b
	opBr          = 0x0c
	opBrIf        = 0x0d
	opBrTable     = 0x0e
	opReturn      = 0x0f
	opCall        = 0x10
	opCallIndir   = 0x11
	opDrop        = 0x1a
	opSelect      = 0x1b
	opLocalGet    = 0x20
	opLocalSet    = 0x21
	opLocalTee    = 0x22
	opGlobalGet   = 0x23
	opGlobalSet   = 0x24
	opI32Load     = 0x28
	opI64Load32U  = 0x35
	opI32Store    = 0x36
	opI64Store    = 0x37
	opI64Store32  = 0x3e
	opMemorySize  = 0x3f
	opMemoryGrow  = 0x40
	opI32Const    = 0x41
	opI64Const    = 0x42
	opF32Const    = 0x43
	opF64Const    = 0x44
	opI32Eqz      = 0x45
	opI32Add      = 0x6a
	opI32Sub      = 0x6b
	opI64Add      = 0x7c
	opI32WrapI64  = 0xa7
	opI64ExtendU  = 0xad
	opI64Extend32 = 0xc4
	opPrefix      = 0xfc
)

// noType is the type of a block that leaves nothing on the stack.
const noType = 0x40

// instr reads an instruction that stands in the blocks that are open.
func (r *reader) instr(open []int64) (in instr, err error) {
	if in.op, err = r.byte(); err != nil {
		return in, err
	}
	start := r.rest
	switch op := in.op; {
	case op <= opNop, op == opElse, op == opEnd, op == opReturn, op == opDrop, op == opSelect,
		opI32Eqz <= op && op <= opI64Extend32:
	case opBlock <= op && op <= opIf:
		err = r.blockType()
	case op == opBr, op == opBrIf:
		in.value, err = r.target(open)
		return in, err
	case op == opBrTable:
		in.table, err = r.targets(open)
		return in, err
	case op == opI32Const, op == opI64Const:
		in.value, err = r.signed()
		return in, err
	case op == opCall, opLocalGet <= op && op <= opGlobalSet:
		in.value, err = r.number()
		return in, err
	case op == opCallIndir, opI32Load <= op && op <= opI64Store32:
		if _, err = r.number(); err == nil {
			in.value, err = r.number()
		}
	case op == opMemorySize, op == opMemoryGrow:
		_, err = r.take(1)
	case op == opF32Const:
		_, err = r.take(4)
	case op == opF64Const:
		_, err = r.take(8)
	case op == opPrefix:
		err = r.prefixed()
	default:
		return in, fmt.Errorf("an instruction %#x, which the Go compiler does not write", op)
	}
	in.raw = start[:len(start)-len(r.rest)]
	return in, err
}

func (r *reader) number() (int64, error) {
	v, err := r.unsigned()
	return int64(v), err
}

func (r *reader) blockType() error {
	kind, err := r.byte()
	if err == nil && kind != noType && (kind < f64 || kind > i32) {
		return fmt.Errorf("a block of type %#x, which the Go compiler does not write", kind)
	}
	return err
}

// target reads a branch's depth and returns its block.
func (r *reader) target(open []int64) (int64, error) {
	depth, err := r.unsigned()
	if err != nil {
		return 0, err
	}
	if depth >= uint64(len(open)) {
		return 0, errors.New("a branch leaves the function")
	}
	return open[len(open)-1-int(depth)], nil
}

func (r *reader) targets(open []int64) ([]int64, error) {
	count, err := r.unsigned()
	if err != nil {
		return nil, err
	}
	if count > uint64(len(r.rest)) {
		return nil, errShort
	}
	table := make([]int64, count+1)
	for i := range table {
		if table[i], err = r.target(open); err != nil {
			return nil, err
		}
	}
	return table, nil
}

// prefixed reads an instruction of two bytes: a saturating conversion, a copy
// of memory or a fill.
func (r *reader) prefixed() error {
	const copyMemory, fillMemory = 10, 11
	kind, err := r.unsigned()
	switch {
	case err != nil || kind <= 7:
		return err
	case kind == copyMemory:
		_, err = r.take(2)
	case kind == fillMemory:
		_, err = r.take(1)
	default:
		err = fmt.Errorf("an instruction %#x %d, which the Go compiler does not write", opPrefix, kind)
	}
	return err
}

// effect tells how many values an instruction takes from the stack and how many
// it leaves there. It knows no control flow: then ok is false.
func (in instr) effect() (takes, leaves int, ok bool) {
	switch op := in.op; {
	case op == opLocalGet, op == opGlobalGet, opI32Const <= op && op <= opF64Const, op == opMemorySize:
		return 0, 1, true
	case op == opLocalSet, op == opGlobalSet, op == opDrop:
		return 1, 0, true
	case op == opLocalTee, opI32Load <= op && op <= opI64Load32U, op == opMemoryGrow:
		return 1, 1, true
	case opI32Store <= op && op <= opI64Store32:
		return 2, 0, true
	case op == opSelect:
		return 3, 1, true
	case opI32Eqz <= op && op <= opI64Extend32:
		return in.operands(), 1, true
	}
	return 0, 0, false
}

// operands tells how many numbers an instruction computes its result from.
func (in instr) operands() int {
	for _, unary := range [][2]byte{{0x45, 0x45}, {0x50, 0x50}, {0x67, 0x69}, {0x79, 0x7b}, {0x8b, 0x91}, {0x99, 0x9f}, {0xa7, 0xc4}} {
		if unary[0] <= in.op && in.op <= unary[1] {
			return 1
		}
	}
	return 2
}
