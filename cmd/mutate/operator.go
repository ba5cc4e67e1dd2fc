package main

import (
	"go/ast"
	"go/token"
	"go/types"
)

// comparisons name what each becomes: first negated, then with its boundary moved.
var comparisons = map[token.Token][]string{
	token.EQL: {"!="}, token.NEQ: {"=="},
	token.LSS: {">=", "<="}, token.GEQ: {"<", ">"}, token.GTR: {"<=", ">="}, token.LEQ: {">", "<"},
}

var arithmetic = map[token.Token]string{
	token.ADD: "-", token.SUB: "+", token.MUL: "/", token.QUO: "*", token.REM: "*",
	token.AND: "|", token.OR: "&", token.XOR: "&", token.AND_NOT: "&", token.SHL: ">>", token.SHR: "<<",
}

var assignments = map[token.Token]string{
	token.ADD_ASSIGN: "-=", token.SUB_ASSIGN: "+=", token.MUL_ASSIGN: "/=", token.QUO_ASSIGN: "*=", token.REM_ASSIGN: "*=",
	token.AND_ASSIGN: "|=", token.OR_ASSIGN: "&=", token.XOR_ASSIGN: "&=", token.AND_NOT_ASSIGN: "&=", token.SHL_ASSIGN: ">>=", token.SHR_ASSIGN: "<<=",
}

func (w *walker) unary(n *ast.UnaryExpr) {
	if n.Op == token.NOT || n.Op == token.SUB {
		w.at(n, w.info.TypeOf(n), w.raw(n.X), "")
	}
}

func (w *walker) binary(n *ast.BinaryExpr) {
	x, y, t := w.raw(n.X), w.raw(n.Y), w.info.TypeOf(n)
	if b, ok := t.(*types.Basic); ok && b.Kind() == types.UntypedBool {
		t = types.Typ[types.Bool]
	}
	constant := func(e ast.Expr) bool { return w.info.Types[e].Value != nil }
	switch n.Op {
	case token.LAND, token.LOR:
		op := "||"
		if n.Op == token.LOR {
			op = "&&"
		}
		w.at(n, t, x+" "+op+" "+y, "")
		w.condition(n.X)
		w.condition(n.Y)
		return
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		pairs := []string{x + " " + comparisons[n.Op][0] + " " + y, ""}
		if len(comparisons[n.Op]) > 1 && !w.integer(n.X) && !w.integer(n.Y) {
			pairs = append(pairs, x+" "+comparisons[n.Op][1]+" "+y, "")
		}
		w.at(n, t, pairs...)
		return
	}
	basic, ok := t.Underlying().(*types.Basic)
	if ok && basic.Info()&types.IsString != 0 {
		var pairs []string
		if _, joined := ast.Unparen(n.X).(*ast.BinaryExpr); !joined && !constant(n.X) {
			pairs = append(pairs, y, "")
		}
		if !constant(n.Y) {
			pairs = append(pairs, x, "")
		}
		w.at(n, t, pairs...)
		return
	}
	if op := arithmetic[n.Op]; op != "" && !(op == "/" && constant(n.Y)) {
		w.at(n, t, x+" "+op+" "+y, "")
	}
}

// integer reports whether e is a constant integer. Its own mutants move the
// boundary of a comparison as well.
func (w *walker) integer(e ast.Expr) bool {
	tv := w.info.Types[e]
	if tv.Value == nil {
		return false
	}
	basic, ok := tv.Type.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0
}

// statements adds the sites of whole statements, those of a block or of a case.
func (w *walker) statements(list []ast.Stmt, clause bool) bool {
	for i, s := range list {
		switch s := s.(type) {
		case *ast.ExprStmt:
			if call, ok := s.X.(*ast.CallExpr); ok && w.raw(call.Fun) != "panic" {
				w.at(s, nil, "", "left out")
			}
		case *ast.AssignStmt:
			w.assignment(s)
		case *ast.IncDecStmt:
			op := "++"
			if s.Tok == token.INC {
				op = "--"
			}
			w.at(s, nil, w.raw(s.X)+op, "", "", "left out")
		case *ast.BranchStmt:
			w.branch(s, clause && i == len(list)-1)
		case *ast.ReturnStmt:
			w.passedOn(s)
		}
	}
	return true
}

func (w *walker) assignment(s *ast.AssignStmt) {
	if s.Tok == token.DEFINE || len(s.Lhs) == 1 && w.raw(s.Lhs[0]) == "_" {
		return
	}
	pairs := []string{"", "left out"}
	if op := assignments[s.Tok]; op != "" {
		y := w.info.Types[s.Rhs[0]]
		basic, ok := w.info.TypeOf(s.Lhs[0]).Underlying().(*types.Basic)
		if ok && basic.Info()&types.IsNumeric != 0 && !(op == "/=" && y.Value != nil) {
			pairs = append(pairs, w.raw(s.Lhs[0])+" "+op+" "+w.raw(s.Rhs[0]), "")
		}
	}
	w.at(s, nil, pairs...)
}

// branch exchanges break and continue. A break that only leaves a switch is left
// out, unless it ends a clause as it would end without it.
func (w *walker) branch(s *ast.BranchStmt, ends bool) {
	var target ast.Stmt
	for _, outer := range w.stack {
		switch outer := outer.(type) {
		case *ast.LabeledStmt:
			if s.Label != nil && outer.Label.Name == s.Label.Name {
				target = outer.Stmt
			}
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt:
			if s.Label == nil {
				target = outer.(ast.Stmt)
			}
		}
	}
	label := ""
	if s.Label != nil {
		label = " " + s.Label.Name
	}
	loop, forever := false, false
	switch target := target.(type) {
	case *ast.ForStmt:
		loop, forever = true, target.Cond == nil
	case *ast.RangeStmt:
		loop = true
	}
	switch {
	case s.Tok == token.BREAK && loop:
		w.at(s, nil, "continue"+label, "")
	case s.Tok == token.BREAK && !ends:
		w.at(s, nil, "", "left out")
	case s.Tok == token.CONTINUE && !forever: // a loop without condition may have to end its function
		w.at(s, nil, "break"+label, "")
	}
}

// passedOn makes the results zero of a call whose several results are returned.
func (w *walker) passedOn(s *ast.ReturnStmt) {
	if len(s.Results) != 1 {
		return
	}
	tuple, ok := w.info.TypeOf(s.Results[0]).(*types.Tuple)
	if !ok {
		return
	}
	code := "return "
	for i := range tuple.Len() {
		name, known := w.types.spell(tuple.At(i).Type())
		if !known {
			return
		}
		if i > 0 {
			code += ", "
		}
		code += "*new(" + name + ")"
	}
	w.at(s, nil, code, "return zeros")
}
