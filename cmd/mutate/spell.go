package main

import (
	"fmt"
	"go/types"
	"strings"
)

// speller gives types names that every file of a package can use.
type speller struct {
	pkg     *types.Package
	names   map[string]string // by the type as spelled in the added file
	imports map[string]string // path to name
	decls   strings.Builder
}

func newSpeller(pkg *types.Package) *speller {
	return &speller{pkg: pkg, names: map[string]string{}, imports: map[string]string{}}
}

// spell returns the name of t, and false when no other file can name it.
func (s *speller) spell(t types.Type) (string, bool) {
	if t == nil || !s.known(t) {
		return "", false
	}
	text := types.TypeString(t, func(p *types.Package) string {
		if p == s.pkg {
			return ""
		}
		if s.imports[p.Path()] == "" {
			s.imports[p.Path()] = fmt.Sprintf("mutantPkg%d", len(s.imports))
		}
		return s.imports[p.Path()]
	})
	if s.names[text] == "" {
		s.names[text] = fmt.Sprintf("mutantT%d", len(s.names))
		fmt.Fprintf(&s.decls, "type %s = %s\n", s.names[text], text)
	}
	return s.names[text], true
}

// known reports whether a file of its own can spell t.
func (s *speller) known(t types.Type) bool {
	switch t := t.(type) {
	case *types.Basic:
		return t.Info()&types.IsUntyped == 0 && t.Kind() != types.Invalid
	case *types.Alias:
		return s.declared(t.Obj()) && t.TypeArgs().Len() == 0
	case *types.Named:
		for i := range t.TypeArgs().Len() {
			if !s.known(t.TypeArgs().At(i)) {
				return false
			}
		}
		return s.declared(t.Obj())
	case *types.Pointer:
		return s.known(t.Elem())
	case *types.Slice:
		return s.known(t.Elem())
	case *types.Array:
		return s.known(t.Elem())
	case *types.Map:
		return s.known(t.Key()) && s.known(t.Elem())
	case *types.Signature:
		return s.all(t.Params()) && s.all(t.Results())
	case *types.Interface:
		return t.NumMethods() == 0 && t.NumEmbeddeds() == 0
	case *types.Struct:
		return t.NumFields() == 0
	}
	return false
}

func (s *speller) declared(o *types.TypeName) bool {
	return o.Pkg() == nil || o.Parent() == o.Pkg().Scope() && (o.Pkg() == s.pkg || o.Exported())
}

func (s *speller) all(vars *types.Tuple) bool {
	for i := range vars.Len() {
		if !s.known(vars.At(i).Type()) {
			return false
		}
	}
	return true
}
