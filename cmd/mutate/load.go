package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// source is a package, parsed and checked, without its tests.
type source struct {
	dir, path string // such as /…/wasm/dns, svclab/wasm/dns
	set       *token.FileSet
	names     []string // of the files, as the compiler takes them
	files     []*ast.File
	text      [][]byte // of each file
	pkg       *types.Package
	info      *types.Info
}

// load reads the packages that pattern names, in the order of go list.
func load(pattern string) ([]*source, error) {
	cmd := exec.Command("go", "list", "-export", "-deps", "-json=Dir,ImportPath,Export,GoFiles,DepOnly", pattern)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", cmd, err)
	}
	exports := map[string]string{}
	var packages []*source
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			Dir, ImportPath, Export string
			GoFiles                 []string
			DepOnly                 bool
		}
		if err := d.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		exports[p.ImportPath] = p.Export
		if !p.DepOnly && len(p.GoFiles) > 0 {
			packages = append(packages, &source{dir: p.Dir, path: p.ImportPath, names: p.GoFiles})
		}
	}
	for _, s := range packages {
		if err := s.check(exports); err != nil {
			return nil, fmt.Errorf("%s: %w", s.path, err)
		}
	}
	return packages, nil
}

// check parses the files and finds the types.
func (s *source) check(exports map[string]string) error {
	s.set = token.NewFileSet()
	for _, name := range s.names {
		text, err := os.ReadFile(filepath.Join(s.dir, name))
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(s.set, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		s.files, s.text = append(s.files, file), append(s.text, text)
	}
	s.info = &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
	c := types.Config{Importer: importer.ForCompiler(s.set, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })}
	var err error
	s.pkg, err = c.Check(s.path, s.set, s.files, s.info)
	return err
}
