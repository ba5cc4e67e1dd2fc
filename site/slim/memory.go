package slim

import (
	"encoding/binary"
	"fmt"
)

// memory is what the program finds in its memory when it starts.
type memory struct{ image []byte }

// gap is how many zeros have to follow each other for a segment to end before
// them.
const gap = 4096

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
}

// write returns the body of a data section: what is not zero, in few segments.
func (m *memory) write() []byte {
	count, segments := uint64(0), []byte(nil)
	for start, stop := m.next(0); start < stop; start, stop = m.next(stop) {
		count++
		segments = append(segments, 0, i32Const)
		segments = appendSigned(segments, int64(start))
		segments = append(segments, end)
		segments = appendUnsigned(segments, uint64(stop-start))
		segments = append(segments, m.image[start:stop]...)
	}
	return append(appendUnsigned(nil, count), segments...)
}

// next returns the next stretch, from an address on, that begins and ends with
// something and has less than a gap of zeros within.
func (m *memory) next(from int) (start, stop int) {
	for start = from; start < len(m.image) && m.image[start] == 0; start++ {
	}
	stop = start
	for i := start; i < len(m.image) && i-stop < gap; i++ {
		if m.image[i] != 0 {
			stop = i + 1
		}
	}
	return start, stop
}

// word returns the word at an address, 0 where there is nothing.
func (m *memory) word(at int64) int64 {
	if at < 0 || at > int64(len(m.image))-wordSize {
		return 0
	}
	return int64(binary.LittleEndian.Uint64(m.image[at:]))
}
