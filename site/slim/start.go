package slim

import (
	"errors"
	"slices"
)

// Instructions that only the start function has.
const (
	opI32LtU  = 0x49
	opI32Mul  = 0x6c
	opI32ShrU = 0x76
)

// startFunction returns the function that completes the tables of a layout:
//
//	for p, pcf := 0, firstPCF; p < 8*(funcs-1); p, pcf = p+8, pcf+1 {
//		off += ftab[p].funcoff
//		ftab[p] = {pcf, off}
//		pclntable[off].entryOff = pcf
//		if pclntable[off].pcsp == 0 { // the rest has it
//			pclntable[off].pcsp = noFrame
//		}
//		for ; bucket < 40*p+320; bucket += 20 {
//			findfunctab[bucket].idx = p / 8
//		}
//	}
func (l layout) startFunction() *function {
	const p, pcf, off, bucket = 0, 1, 2, 3 // locals
	get := func(local int64) instr { return instr{op: opLocalGet, value: local} }
	set := func(local int64) instr { return instr{op: opLocalSet, value: local} }
	tee := func(local int64) instr { return instr{op: opLocalTee, value: local} }
	number := func(n int) instr { return instr{op: opI32Const, value: int64(n)} }
	only := func(op byte) instr { return instr{op: op} }
	at := func(op byte, address int) instr {
		return instr{op: op, raw: appendUnsigned([]byte{2}, uint64(address))}
	}
	loop := func(id int64) instr { return instr{op: opLoop, value: id, raw: []byte{noType}} }
	const perFunc = bucketsPerFunc * bucketSize
	var withoutFrame []instr
	if l.noFrame > 0 {
		withoutFrame = []instr{
			get(off), at(opI32Load, l.ftab+offPCSP), only(opI32Eqz), {op: opIf, value: 3, raw: []byte{noType}},
			get(off), number(l.noFrame), at(opI32Store, l.ftab+offPCSP),
			{op: opEnd, value: 3},
		}
	}
	return &function{locals: []localGroup{{4, i32}}, blocks: 4, code: slices.Concat([]instr{
		number(firstPCF), set(pcf),
		loop(1),
		get(p), get(p), at(opI32Load, l.ftab+4), get(off), only(opI32Add), tee(off), at(opI32Store, l.ftab+4),
		get(p), get(pcf), at(opI32Store, l.ftab),
		get(off), get(pcf), at(opI32Store, l.ftab),
	}, withoutFrame, []instr{
		loop(2),
		get(bucket), get(p), number(3), only(opI32ShrU), at(opI32Store, l.findfunctab),
		get(bucket), number(bucketSize), only(opI32Add), tee(bucket),
		get(p), number(perFunc / 8), only(opI32Mul), number(perFunc), only(opI32Add), only(opI32LtU), {op: opBrIf, value: 2},
		{op: opEnd, value: 2},
		get(pcf), number(1), only(opI32Add), set(pcf),
		get(p), number(8), only(opI32Add), tee(p), number(8 * (l.funcs - 1)), only(opI32LtU), {op: opBrIf, value: 1},
		{op: opEnd, value: 1},
		{op: opEnd, value: 0},
	})}
}

// addStart adds a function that runs before all others.
func (m module) addStart(f *function) (module, error) {
	types, err := m.find(typeSection)
	if err != nil {
		return nil, err
	}
	const noValues = "\x60\x00\x00" // func()
	kind, err := types.add([]byte(noValues))
	if err != nil {
		return nil, err
	}
	functions, err := m.find(functionSection)
	if err != nil {
		return nil, err
	}
	number, err := functions.add(appendUnsigned(nil, kind))
	if err != nil {
		return nil, err
	}
	code, err := m.find(codeSection)
	if err != nil {
		return nil, err
	}
	body := f.write()
	if _, err := code.add(append(appendUnsigned(nil, uint64(len(body))), body...)); err != nil {
		return nil, err
	}
	imported, err := m.imported()
	if err != nil {
		return nil, err
	}
	for i, s := range m {
		if s.id == startSection {
			return nil, errors.New("the program has a start function already")
		}
		if s.id == elementSection {
			start := section{startSection, appendUnsigned(nil, imported+number)}
			return append(append(m[:i:i], start), m[i:]...), nil
		}
	}
	return nil, errors.New("the program has no element section")
}

// add appends an item to a section that is a list, and returns its number.
func (s *section) add(item []byte) (uint64, error) {
	r := reader{s.body}
	count, err := r.unsigned()
	if err != nil {
		return 0, err
	}
	body := appendUnsigned(nil, count+1)
	s.body = append(append(body, r.rest...), item...)
	return count, nil
}

// imported returns how many functions are imported; they are numbered first.
func (m module) imported() (uint64, error) {
	imports, err := m.find(importSection)
	if err != nil {
		return 0, err
	}
	r := reader{imports.body}
	count, err := r.unsigned()
	if err != nil {
		return 0, err
	}
	for range count {
		for range 2 { // the module and the name
			size, err := r.unsigned()
			if err != nil {
				return 0, err
			}
			if _, err := r.take(size); err != nil {
				return 0, err
			}
		}
		if kind, err := r.byte(); err != nil || kind != 0 {
			return 0, errors.New("something other than a function is imported")
		}
		if _, err := r.unsigned(); err != nil {
			return 0, err
		}
	}
	return count, nil
}
