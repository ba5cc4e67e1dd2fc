package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// fate is what became of a mutant.
type fate int

const (
	survived fate = iota
	unreached
	killed
	timedOut
)

// trial is the test binary of a package with all its mutants.
type trial struct {
	*mutants
	dir, binary string
	reached     [][]string // by site, the tests that run it
	took        map[string]time.Duration
}

// memory is what a test may take, in KiB of address space: a mutant that never
// ends may also collect without end.
const memory = 6 << 20

// prepare compiles the mutants in dir and finds which test reaches which.
func (m *mutants) prepare(dir string) (*trial, error) {
	t := &trial{mutants: m, dir: dir, binary: filepath.Join(dir, "tests"), reached: make([][]string, m.sites+1), took: map[string]time.Duration{}}
	replace := map[string]string{}
	for i, name := range append(m.names, "zz_mutants.go") {
		text := m.added()
		if i < len(m.files) {
			text = m.files[i]
		}
		replace[filepath.Join(m.source.dir, name)] = filepath.Join(dir, name)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			return nil, err
		}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return nil, err
	}
	overlays := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(overlays, overlay, 0o600); err != nil {
		return nil, err
	}
	cmd := exec.Command("go", "test", "-c", "-vet=off", "-overlay", overlays, "-o", t.binary, m.path)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s with its mutants: %w\n%s", m.path, err, out)
	}
	if _, err := os.Stat(t.binary); errors.Is(err, os.ErrNotExist) {
		return t, nil // it has no tests
	}
	return t, t.reach()
}

// reach runs each test by itself without a mutant.
func (t *trial) reach() error {
	list := exec.Command(t.binary, "-test.list", "^(Test|Example|Fuzz)")
	list.Dir = t.source.dir
	out, err := list.Output()
	if err != nil {
		return fmt.Errorf("%s: list the tests: %w", t.path, err)
	}
	for _, test := range strings.Fields(string(out)) {
		file := filepath.Join(t.dir, "reached")
		took, err := t.run([]string{test}, time.Hour, "MUTANT_REACHED="+file)
		if err != nil {
			return fmt.Errorf("%s: %s fails without a mutant: %w", t.path, test, err)
		}
		t.took[test] = took
		sites, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for _, line := range strings.Fields(string(sites)) {
			site, err := strconv.Atoi(line)
			if err != nil {
				return err
			}
			t.reached[site] = append(t.reached[site], test)
		}
	}
	return nil
}

// errEndless is what run returns when the tests no longer end.
var errEndless = errors.New("the tests do not end")

// run runs tests up to the first that fails, and returns how much of the processor
// they took. They may take limit of it: how busy the machine is makes no difference.
func (t *trial) run(tests []string, limit time.Duration, env ...string) (took time.Duration, err error) {
	seconds := int(limit/time.Second) + 1
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute+100*limit) // for those that wait for ever
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", `ulimit -t "$0"; ulimit -v "$1" 2>/dev/null; shift; exec "$@"`, strconv.Itoa(seconds), strconv.Itoa(memory), t.binary,
		"-test.failfast", "-test.run", "^("+strings.Join(tests, "|")+")$")
	cmd.Dir = t.source.dir
	cmd.Env = append(os.Environ(), append(env, "GOMAXPROCS=1")...)
	err = cmd.Run()
	if cmd.ProcessState == nil {
		return 0, err
	}
	took = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if ended, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && ended.Signaled() {
		if ended.Signal() == syscall.SIGKILL {
			return took, errEndless
		}
		return took, fmt.Errorf("somebody ended the tests: %s", ended.Signal()) // which says nothing of a mutant
	}
	return took, err
}

// try lets one mutant live. The slow tests are asked when the others pass.
func (t *trial) try(m mutant) (fate, error) {
	var quick, slow []string
	for _, test := range t.reached[m.site] {
		if t.took[test] > 50*time.Millisecond {
			slow = append(slow, test)
		} else {
			quick = append(quick, test)
		}
	}
	became := unreached
	for _, tests := range [][]string{quick, slow} {
		if len(tests) == 0 {
			continue
		}
		limit := time.Second
		for _, test := range tests {
			limit += 5 * t.took[test]
		}
		_, err := t.run(tests, limit, "MUTANT="+strconv.Itoa(m.id))
		failed := (*exec.ExitError)(nil)
		switch {
		case err == nil:
			became = survived
		case errors.Is(err, errEndless):
			return timedOut, nil
		case errors.As(err, &failed):
			return killed, nil
		default:
			return 0, err
		}
	}
	return became, nil
}
