package lesson

import (
	"fmt"
	"strconv"
	"strings"
)

// Right reads from the output of a predict quiz's commands which option was
// right, counted from 1. The commands say so with one line that reads
// "option N", which they print when the cluster has behaved as option N says.
// All other lines are what the cluster said: they come back in evidence, for
// the learner to see.
//
// It is an error when no such line was printed, when several options were
// called right, or when the quiz has no option N.
func (q Quiz) Right(output string) (right int, evidence string, err error) {
	var kept strings.Builder
	for line := range strings.Lines(output) {
		n, ok := optionLine(line)
		if !ok {
			kept.WriteString(line)
			continue
		}
		if right != 0 && right != n {
			return 0, kept.String(), fmt.Errorf("options %d and %d were both called right", right, n)
		}
		if n < 1 || n > len(q.Options) {
			return 0, kept.String(), fmt.Errorf("option %d was called right, but there are %d", n, len(q.Options))
		}
		right = n
	}
	if right == 0 {
		return 0, kept.String(), fmt.Errorf(`no option was called right: want one line such as "option 2"`)
	}
	return right, kept.String(), nil
}

func optionLine(line string) (n int, ok bool) {
	rest, found := strings.CutPrefix(strings.TrimSpace(line), "option ")
	if !found {
		return 0, false
	}
	n, err := strconv.Atoi(rest)
	return n, err == nil
}
