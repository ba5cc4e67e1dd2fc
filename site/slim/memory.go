package slim

import (
	"cmp"
	"fmt"
	"slices"
)

// memory is what the program finds in its memory when it starts.
type memory struct {
	image []byte
	runs  []run // where data was, in order
}

// run is a stretch of memory, from start up to end.
type run struct{ start, end int }

// maxImage bounds how far up in memory data may lie.
const maxImage = 1 << 30

// The instructions of an address: i32.const N, end.
const (
	i32Const = 0x41
	end      = 0x0b
)

func readMemory(data []byte) (*memory, error) {
	r := reader{data}
	count, err := r.unsigned()
	if err != nil {
		return nil, err
	}
	m := &memory{}
	for i := range count {
		if err := m.readSegment(&r); err != nil {
			return nil, fmt.Errorf("data segment %d: %w", i, err)
		}
	}
	slices.SortFunc(m.runs, func(a, b run) int { return cmp.Compare(a.start, b.start) })
	return m, nil
}

func (m *memory) readSegment(r *reader) error {
	kind, err := r.unsigned()
	if err != nil {
		return err
	}
	opcode, err := r.byte()
	if err != nil {
		return err
	}
	start, err := r.signed()
	if err != nil {
		return err
	}
	last, err := r.byte()
	if err != nil {
		return err
	}
	if kind != 0 || opcode != i32Const || last != end || start < 0 || start > maxImage {
		return fmt.Errorf("want an active segment at a constant address, as Go's linker writes it")
	}
	size, err := r.unsigned()
	if err != nil {
		return err
	}
	bytes, err := r.take(size)
	if err != nil {
		return err
	}
	m.put(int(start), bytes)
	return nil
}

func (m *memory) put(start int, bytes []byte) {
	stop := start + len(bytes)
	if more := stop - len(m.image); more > 0 {
		m.image = append(m.image, make([]byte, more)...)
	}
	copy(m.image[start:], bytes)
	m.runs = append(m.runs, run{start, stop})
}

// write returns the body of a data section with as few segments as the gaps
// between them allow.
func (m *memory) write() []byte {
	var merged []run
	for _, r := range m.runs {
		if last := len(merged) - 1; last >= 0 && r.start-merged[last].end <= gap {
			merged[last].end = max(merged[last].end, r.end)
			continue
		}
		merged = append(merged, r)
	}
	out := appendUnsigned(nil, uint64(len(merged)))
	for _, r := range merged {
		out = append(out, 0, i32Const)
		out = appendSigned(out, int64(r.start))
		out = append(out, end)
		out = appendUnsigned(out, uint64(r.end-r.start))
		out = append(out, m.image[r.start:r.end]...)
	}
	return out
}
