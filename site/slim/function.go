package slim

import "errors"

// function is a function's code. A branch holds the block that it leaves for,
// not how many blocks lie between, so that code can move. Blocks are numbered;
// 0 is the function itself.
type function struct {
	number int64  // which function with code it is, from 0
	kind   uint64 // the number of its type
	locals []localGroup
	code   []instr
	blocks int64
}

// localGroup declares locals of one type that follow each other.
type localGroup struct {
	count uint64
	kind  byte
}

// Types of values, of which f64 is the lowest.
const (
	i32 = 0x7f
	i64 = 0x7e
	f64 = 0x7c
)

func parse(body []byte) (*function, error) {
	r := reader{body}
	f := &function{blocks: 1}
	if err := f.readLocals(&r); err != nil {
		return nil, err
	}
	open := []int64{0}
	for len(open) > 0 {
		in, err := r.instr(open)
		if err != nil {
			return nil, err
		}
		switch in.op {
		case opBlock, opLoop, opIf:
			in.value = f.newBlock()
			open = append(open, in.value)
		case opEnd:
			in.value = open[len(open)-1]
			open = open[:len(open)-1]
		}
		f.code = append(f.code, in)
	}
	if len(r.rest) > 0 {
		return nil, errors.New("something follows its end")
	}
	return f, nil
}

func (f *function) newBlock() int64 {
	f.blocks++
	return f.blocks - 1
}

func (f *function) readLocals(r *reader) error {
	groups, err := r.unsigned()
	if err != nil {
		return err
	}
	for range groups {
		count, err := r.unsigned()
		if err != nil {
			return err
		}
		kind, err := r.byte()
		if err != nil {
			return err
		}
		f.locals = append(f.locals, localGroup{count, kind})
	}
	return nil
}

func (f *function) write() []byte {
	out := appendUnsigned(nil, uint64(len(f.locals)))
	for _, g := range f.locals {
		out = append(appendUnsigned(out, g.count), g.kind)
	}
	depth, depths := 0, make([]int, f.blocks) // how many blocks are open, and were when each opened
	for _, in := range f.code {
		out = append(out, in.op)
		switch in.op {
		case opBlock, opLoop, opIf:
			depth++
			depths[in.value] = depth
			out = append(out, in.raw...)
		case opEnd:
			depth--
		case opBr, opBrIf:
			out = appendUnsigned(out, uint64(depth-depths[in.value]))
		case opBrTable:
			out = appendUnsigned(out, uint64(len(in.table)-1))
			for _, block := range in.table {
				out = appendUnsigned(out, uint64(depth-depths[block]))
			}
		case opCall, opLocalGet, opLocalSet, opLocalTee, opGlobalGet, opGlobalSet:
			out = appendUnsigned(out, uint64(in.value))
		case opI32Const, opI64Const:
			out = appendSigned(out, in.value)
		default:
			out = append(out, in.raw...)
		}
	}
	return out
}

// any stands for every number in a pattern.
const any = -1

// matches tells whether the code at i reads as the pattern does.
func (f *function) matches(i int, pattern ...instr) bool {
	if i < 0 || i+len(pattern) > len(f.code) {
		return false
	}
	for j, want := range pattern {
		got := f.code[i+j]
		if got.op != want.op || want.value != any && got.value != want.value {
			return false
		}
	}
	return true
}
