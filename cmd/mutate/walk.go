package main

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
)

// walker finds the sites of one file.
type walker struct {
	*mutants
	text    []byte
	name    string
	found   []*site
	stack   []ast.Node              // what encloses the node that is visited
	fixed   map[ast.Node]bool       // nothing within is changed
	decides map[ast.Expr]bool       // conditions that nothing else negates
	zeroed  map[ast.Expr]types.Type // results and fields, with the type that they are given to
}

func (w *walker) raw(n ast.Node) string {
	return string(w.text[w.set.Position(n.Pos()).Offset:w.set.Position(n.End()).Offset])
}

// at adds a site for n with its mutants: pairs of the code, and what a reader is
// told of it ("" for the code itself).
func (w *walker) at(n ast.Node, result types.Type, pairs ...string) {
	name := ""
	if result != nil {
		known := false
		if name, known = w.types.spell(result); !known {
			return
		}
	}
	if len(pairs) == 0 {
		return
	}
	w.sites++
	s := &site{index: w.sites, start: w.set.Position(n.Pos()).Offset, end: w.set.Position(n.End()).Offset, result: name}
	for i := 0; i < len(pairs); i += 2 {
		code, said := pairs[i], pairs[i+1]
		if said == "" {
			said = code
		}
		id := len(w.list) + 1
		w.list = append(w.list, mutant{id: id, site: s.index, file: w.name, line: w.set.Position(n.Pos()).Line, before: w.raw(n), after: said})
		s.ids, s.code = append(s.ids, id), append(s.code, strings.ReplaceAll(code, zero, "*new("+name+")"))
	}
	w.found = append(w.found, s)
}

// zero stands in code for the zero value of a site's type.
const zero = "\x00"

func (w *walker) visit(n ast.Node) bool {
	if n == nil {
		w.stack = w.stack[:len(w.stack)-1]
		return true
	}
	if !w.enter(n) {
		return false
	}
	w.stack = append(w.stack, n)
	return true
}

// enter looks at a node and reports whether to look inside.
func (w *walker) enter(n ast.Node) bool {
	if w.fixed[n] {
		return false
	}
	if e, ok := n.(ast.Expr); ok {
		tv := w.info.Types[e]
		if tv.IsType() {
			return false
		}
		if given, ok := w.zeroed[e]; ok {
			w.cleared(e, given)
		}
		if w.decides[e] {
			w.at(e, tv.Type, "!("+w.raw(e)+")", "!"+w.raw(e))
		}
		if tv.Value != nil {
			w.constant(e, tv)
			return false
		}
	}
	switch n := n.(type) {
	case *ast.FieldList:
		return false
	case *ast.GenDecl:
		return n.Tok == token.VAR
	case *ast.CallExpr:
		return w.call(n)
	case *ast.CompositeLit:
		w.literal(n)
	case *ast.UnaryExpr:
		w.unary(n)
	case *ast.BinaryExpr:
		w.binary(n)
	case *ast.IfStmt:
		w.condition(n.Cond)
	case *ast.ForStmt:
		w.condition(n.Cond)
		if n.Post != nil {
			w.fixed[n.Post] = true
		}
	case *ast.SwitchStmt:
		if n.Tag == nil {
			for _, c := range n.Body.List {
				for _, e := range c.(*ast.CaseClause).List {
					w.condition(e)
				}
			}
		}
	case *ast.BlockStmt:
		return w.statements(n.List, false)
	case *ast.CaseClause:
		return w.statements(n.Body, true)
	case *ast.ReturnStmt:
		w.results(n)
	}
	return true
}

// call holds back what make is told of capacities, and panics.
func (w *walker) call(n *ast.CallExpr) bool {
	name, ok := n.Fun.(*ast.Ident)
	if !ok || !w.info.Types[name].IsBuiltin() {
		return true
	}
	if name.Name == "make" {
		for i, arg := range n.Args {
			if _, isMap := w.info.TypeOf(n).Underlying().(*types.Map); i == 2 || i == 1 && isMap {
				w.fixed[arg] = true
			}
		}
	}
	return name.Name != "panic"
}

// literal marks the values of a struct's fields, and holds back names and indices.
func (w *walker) literal(n *ast.CompositeLit) {
	t := w.info.TypeOf(n).Underlying()
	if p, ok := t.(*types.Pointer); ok { // the inner literal of []*T{{…}}
		t = p.Elem().Underlying()
	}
	for i, e := range n.Elts {
		kv, keyed := e.(*ast.KeyValueExpr)
		switch t := t.(type) {
		case *types.Struct:
			if !keyed {
				w.zeroed[e] = t.Field(i).Type()
				continue
			}
			for field := range t.Fields() {
				if field.Name() == kv.Key.(*ast.Ident).Name {
					w.zeroed[kv.Value] = field.Type()
				}
			}
			w.fixed[kv.Key] = true
		case *types.Slice, *types.Array:
			if keyed {
				w.fixed[kv.Key] = true
			}
		}
	}
}

// cleared makes a value zero, or negates it, unless another mutant does.
func (w *walker) cleared(e ast.Expr, given types.Type) {
	tv := w.info.Types[e]
	if empty, ok := ast.Unparen(e).(*ast.CompositeLit); ok && len(empty.Elts) == 0 {
		return
	}
	if tv.Value != nil || tv.IsNil() {
		return
	}
	if basic, ok := given.Underlying().(*types.Basic); ok && basic.Info()&types.IsBoolean != 0 {
		if own(e) {
			return
		}
		w.at(e, given, "!("+w.raw(e)+")", "!"+w.raw(e))
		return
	}
	said := "zero"
	switch given.Underlying().(type) {
	case *types.Pointer, *types.Slice, *types.Map, *types.Signature, *types.Interface:
		said = "nil"
	}
	w.at(e, given, zero, said)
}

// own reports whether a bool has mutants of its own that negate it.
func own(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		return true
	case *ast.UnaryExpr:
		return e.Op == token.NOT
	}
	return false
}

// condition marks what decides and is neither comparison nor logic.
func (w *walker) condition(e ast.Expr) {
	if e != nil && !own(e) && w.info.Types[e].Value == nil {
		w.decides[e] = true
	}
}

// results marks what a function returns.
func (w *walker) results(n *ast.ReturnStmt) {
	var results *types.Tuple
	for _, outer := range w.stack {
		switch f := outer.(type) {
		case *ast.FuncDecl:
			results = w.info.Defs[f.Name].Type().(*types.Signature).Results()
		case *ast.FuncLit:
			results = w.info.TypeOf(f).(*types.Signature).Results()
		}
	}
	if len(n.Results) != results.Len() {
		return // naked, or those of a call: w.statements has it
	}
	for i, e := range n.Results {
		w.zeroed[e] = results.At(i).Type()
	}
}

// constant changes a constant expression as a whole.
func (w *walker) constant(e ast.Expr, tv types.TypeAndValue) {
	basic, ok := tv.Type.Underlying().(*types.Basic)
	if !ok || basic.Info()&types.IsUntyped != 0 {
		return
	}
	raw := w.raw(e)
	var pairs []string
	switch {
	case basic.Info()&types.IsBoolean != 0:
		pairs = []string{"!" + raw, ""}
	case basic.Info()&types.IsString != 0 && constant.StringVal(tv.Value) != "":
		pairs = []string{`""`, ""}
	case basic.Info()&types.IsFloat != 0:
		pairs = []string{raw + " + 1", ""}
	case basic.Info()&types.IsInteger != 0:
		if fits(tv, token.ADD) {
			pairs = []string{raw + " + 1", ""}
		}
		if fits(tv, token.SUB) && !(constant.Sign(tv.Value) == 0 && w.counts()) {
			pairs = append(pairs, raw+" - 1", "")
		}
	}
	w.at(e, tv.Type, pairs...)
}

// fits reports whether a constant integer, one more or less, is still of its type.
func fits(tv types.TypeAndValue, op token.Token) bool {
	v := constant.BinaryOp(tv.Value, op, constant.MakeInt64(1))
	limits := map[types.BasicKind]uint{types.Int8: 8, types.Int16: 16, types.Int32: 32, types.Int: 64, types.Int64: 64,
		types.Uint8: 8, types.Uint16: 16, types.Uint32: 32, types.Uint: 64, types.Uint64: 64, types.Uintptr: 64}
	basic := tv.Type.Underlying().(*types.Basic)
	least, bits := constant.MakeInt64(0), limits[basic.Kind()]
	if basic.Info()&types.IsUnsigned == 0 {
		bits--
		least = constant.UnaryOp(token.SUB, constant.Shift(constant.MakeInt64(1), token.SHL, bits), 0)
	}
	return constant.Compare(v, token.GEQ, least) && constant.Compare(v, token.LSS, constant.Shift(constant.MakeInt64(1), token.SHL, bits))
}

// counts reports whether the constant is an index, a bound or a length.
func (w *walker) counts() bool {
	switch outer := w.stack[len(w.stack)-1].(type) {
	case *ast.IndexExpr:
		_, isMap := w.info.TypeOf(outer.X).Underlying().(*types.Map)
		return !isMap
	case *ast.SliceExpr:
		return true
	case *ast.CallExpr:
		name, ok := outer.Fun.(*ast.Ident)
		return ok && name.Name == "make" && w.info.Types[name].IsBuiltin()
	}
	return false
}
