package slim

import "slices"

// dispatch is how a function goes to a block by its number:
//
//	loop, block, block, …, local.get PC_B, br_table
//
// Block k ends where the code that is numbered k begins.
type dispatch struct {
	loop  int64 // what a jump goes back to
	at    int   // where in the code its br_table is
	table []int64
}

// dispatch returns how a function dispatches, if it does as the compiler
// writes it and PC_B is read for nothing else.
func (f *function) dispatch() (dispatch, bool) {
	d := dispatch{loop: any}
	var blocks []int64 // that opened, the last first
	i := len(entry)
	for ; i < len(f.code) && (f.code[i].op == opBlock || f.code[i].op == opLoop); i++ {
		if f.code[i].op == opLoop {
			d.loop, blocks = f.code[i].value, nil
			continue
		}
		blocks = slices.Insert(blocks, 0, f.code[i].value)
	}
	if !f.matches(i, instr{op: opLocalGet, value: pcLocal}, instr{op: opBrTable}) {
		return d, false
	}
	d.at, d.table = i+1, f.code[i+1].table
	numbered := slices.Compact(slices.Clone(d.table))
	if len(numbered) > len(blocks) || !slices.Equal(numbered, blocks[:len(numbered)]) {
		return d, false
	}
	for j, in := range f.code {
		scratch := f.matches(j-2, instr{op: opLocalSet, value: pcLocal}, instr{op: opI32Const, value: 0})
		reads := in.op == opLocalGet || in.op == opLocalTee
		if reads && in.value == pcLocal && j != i && !scratch { // not the dispatch, nor a call through a pointer
			return d, false
		}
	}
	return d, true
}

// jumpForward leaves for a later block directly. The compiler has every jump
// go back to the dispatch:
//
//	i32.const PC_B, local.set 0, br LOOP   becomes   br N
//	if, (the same), end                    becomes   br_if N
func (f *function) jumpForward() {
	d, ok := f.dispatch()
	if !ok || d.loop == any {
		return
	}
	var open []int64
	f.each(func(i int, out []instr) ([]instr, int) {
		in := f.code[i]
		switch in.op {
		case opBlock, opLoop, opIf:
			open = append(open, in.value)
		case opEnd:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
		if in.op == opIf {
			if to, ok := d.jump(f, i+1, open); ok && f.matches(i+4, instr{op: opEnd, value: in.value}) {
				open = open[:len(open)-1]
				return append(out, instr{op: opBrIf, value: to}), 5
			}
		}
		if to, ok := d.jump(f, i, open); ok {
			return append(out, instr{op: opBr, value: to}), 3
		}
		return nil, 0
	})
}

// jump tells whether a jump to a block that is open begins at i, and to which.
func (d dispatch) jump(f *function, i int, open []int64) (int64, bool) {
	if !f.matches(i, instr{op: opI32Const, value: any}, instr{op: opLocalSet, value: pcLocal}, instr{op: opBr, value: d.loop}) {
		return 0, false
	}
	to := d.table[min(int(uint32(f.code[i].value)), len(d.table)-1)]
	return to, slices.Contains(open, to)
}

// countBlocks gives every number its own block, so that all tables read 0, 1,
// 2, 3, … and pack as one. The compiler gives blocks more than one number,
// here and there; the blocks added end where the one before them does.
func (f *function) countBlocks() {
	d, ok := f.dispatch()
	if !ok {
		return
	}
	ordered := d.table[:1:1]
	more := map[int64][]int64{} // blocks to end after one that ends
	for k := 1; k < len(d.table); k++ {
		block, before := d.table[k], d.table[k-1]
		if block == before && k > 1 {
			block = f.newBlock()
			more[before] = append(more[before], block)
		}
		ordered = append(ordered, block)
	}
	if len(more) == 0 {
		return
	}
	opened := false
	f.each(func(i int, out []instr) ([]instr, int) {
		in := f.code[i]
		switch {
		case i == d.at:
			return append(out, instr{op: opBrTable, table: ordered}), 1
		case i < d.at && in.op == opBlock && slices.Contains(d.table, in.value):
			if opened {
				return out, 1
			}
			opened = true
			return appendBlocks(out, ordered), 1
		case in.op == opEnd && len(more[in.value]) > 0:
			out = append(out, in)
			for _, block := range more[in.value] {
				out = append(out, instr{op: opEnd, value: block})
			}
			return out, 1
		}
		return nil, 0
	})
}

// appendBlocks opens blocks, of which the first is to end first. One that
// stands in a row twice opens once.
func appendBlocks(out []instr, blocks []int64) []instr {
	for k := len(blocks) - 1; k >= 0; k-- {
		if k == 0 || blocks[k] != blocks[k-1] {
			out = append(out, instr{op: opBlock, value: blocks[k], raw: []byte{noType}})
		}
	}
	return out
}
