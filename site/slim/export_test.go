package slim

import "fmt"

// CountedTables returns where a program's memory has ftab and findfunctab.
func CountedTables(program []byte) ([]string, error) {
	m, err := split(program)
	if err != nil {
		return nil, err
	}
	data, err := m.find(dataSection)
	if err != nil {
		return nil, err
	}
	memory, err := readMemory(data.body)
	if err != nil {
		return nil, err
	}
	t, err := findPclntab(memory.image)
	if err != nil {
		return nil, err
	}
	at, err := t.findfunctab()
	return []string{
		fmt.Sprintf("%d-%d", t.ftab, t.ftab+8*t.funcs),
		fmt.Sprintf("%d-%d", at, at+t.funcs*bucketsPerFunc*bucketSize),
	}, err
}
