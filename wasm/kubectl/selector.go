package kubectl

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/api/validate/content"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// selector is what -l says: all its requirements have to hold. Models
// apimachinery pkg/labels Selector, which would bring klog and net with it and
// cost the page 70 KB.
type selector []requirement

// requirement is one condition on labels.
type requirement struct {
	key      string
	operator string // in, notin, =, ==, !=, >, <, exists, !
	values   []string
}

// matches reports whether labels meet every requirement.
func (s selector) matches(labels map[string]string) bool {
	for _, r := range s {
		if !r.matches(labels) {
			return false
		}
	}
	return true
}

func (r requirement) matches(labels map[string]string) bool {
	value, there := labels[r.key]
	switch r.operator {
	case "in", "=", "==":
		return there && slices.Contains(r.values, value)
	case "notin", "!=":
		return !there || !slices.Contains(r.values, value)
	case "exists":
		return there
	case "!":
		return !there
	}
	has, err := strconv.ParseInt(value, 10, 64)
	limit, _ := strconv.ParseInt(r.values[0], 10, 64)
	if !there || err != nil {
		return false
	}
	return r.operator == ">" && has > limit || r.operator == "<" && has < limit
}

// check models apimachinery pkg/labels NewRequirement.
func (r requirement) check() error {
	var errs field.ErrorList
	path := field.NewPath("values")
	if r.operator == ">" || r.operator == "<" {
		if _, err := strconv.ParseInt(r.values[0], 10, 64); err != nil {
			errs = append(errs, field.Invalid(path.Index(0), r.values[0], "for 'Gt', 'Lt' operators, the value must be an integer"))
		}
	}
	for i, v := range r.values {
		if texts := content.IsLabelValue(v); len(texts) > 0 {
			errs = append(errs, field.Invalid(path.Index(i).Key(r.key), v, strings.Join(texts, "; ")))
		}
	}
	if len(errs) > 0 {
		return errs.ToAggregate()
	}
	return nil
}

// parseSelector reads app=web,tier in (a, b),!old. The empty selector matches
// everything. Models apimachinery pkg/labels Parser, with its error texts.
func parseSelector(text string) (selector, error) {
	p := selectorParser{tokens: scanSelector(text)}
	var out selector
	for {
		switch next := p.peek(); {
		case next == "":
			return out, nil
		case next != "!" && isSymbol(next):
			return nil, fmt.Errorf("found '%s', expected: !, identifier, or 'end of string'", next)
		}
		r, err := p.requirement()
		if err == nil {
			err = r.check()
		}
		if err != nil {
			return nil, fmt.Errorf("unable to parse requirement: %w", err)
		}
		out = append(out, r)
		switch next := p.next(); next {
		case "":
			return out, nil
		case ",":
			if after := p.peek(); after == "" || after != "!" && isSymbol(after) {
				return nil, fmt.Errorf("found '%s', expected: identifier after ','", after)
			}
		default:
			return nil, fmt.Errorf("found '%s', expected: ',' or 'end of string'", next)
		}
	}
}

// selectorParser goes over the tokens of a selector; "" is the end.
type selectorParser struct {
	tokens []string
	at     int
}

func (p *selectorParser) peek() string {
	if p.at < len(p.tokens) {
		return p.tokens[p.at]
	}
	return ""
}

func (p *selectorParser) next() string {
	t := p.peek()
	p.at++
	return t
}

func (p *selectorParser) requirement() (requirement, error) {
	r := requirement{operator: "exists"}
	r.key = p.next()
	if r.key == "!" {
		r.operator, r.key = "!", p.next()
	}
	if !isIdentifier(r.key) {
		return r, fmt.Errorf("found '%s', expected: identifier", r.key)
	}
	if texts := content.IsLabelKey(r.key); len(texts) > 0 {
		return r, field.Invalid(nil, r.key, strings.Join(texts, "; "))
	}
	if next := p.peek(); r.operator == "!" || next == "" || next == "," {
		return r, nil
	}
	r.operator = p.next()
	var err error
	switch r.operator {
	case "in", "notin":
		r.values, err = p.set()
	case "=", "==", "!=", ">", "<":
		r.values, err = p.value()
	default:
		err = fmt.Errorf("found '%s', expected: in, notin, =, ==, !=, gt, lt", r.operator)
	}
	return r, err
}

// value reads what follows = and the like; nothing stands for the empty value.
func (p *selectorParser) value() ([]string, error) {
	if next := p.peek(); next == "" || next == "," {
		return []string{""}, nil
	}
	v := p.next()
	if !isIdentifier(v) {
		return nil, fmt.Errorf("found '%s', expected: identifier", v)
	}
	return []string{v}, nil
}

// set reads (a, b). A comma with nothing on one side adds the empty value.
func (p *selectorParser) set() ([]string, error) {
	if open := p.next(); open != "(" {
		return nil, fmt.Errorf("found '%s' expected: '('", open)
	}
	switch first := p.peek(); {
	case first == ")":
		p.next()
		return []string{""}, nil
	case first != "," && !isIdentifier(first):
		return nil, fmt.Errorf("found '%s', expected: ',', ')' or identifier", first)
	}
	var out []string
	for {
		switch t := p.next(); {
		case isIdentifier(t):
			out = append(out, t)
			if after := p.peek(); after != "," && after != ")" {
				return nil, fmt.Errorf("found '%s', expected: ',' or ')'", after)
			}
		case t == ",":
			if after := p.peek(); len(out) == 0 || after == ")" || after == "," {
				out = append(out, "")
			}
		default:
			return nil, fmt.Errorf("found '%s', expected: ',', or identifier", t)
		}
		if p.peek() == ")" {
			p.next()
			slices.Sort(out)
			return slices.Compact(out), nil
		}
	}
}

// scanSelector cuts a selector into words and symbols.
func scanSelector(text string) []string {
	const space, symbols = " \t\r\n", "=!(),><"
	var tokens []string
	for {
		text = strings.TrimLeft(text, space)
		if text == "" {
			return tokens
		}
		end := strings.IndexAny(text, space+symbols)
		switch {
		case end < 0:
			end = len(text)
		case end == 0 && (strings.HasPrefix(text, "==") || strings.HasPrefix(text, "!=")):
			end = 2
		case end == 0:
			end = 1
		}
		tokens = append(tokens, text[:end])
		text = text[end:]
	}
}

func isSymbol(token string) bool { return token != "" && strings.ContainsAny(token[:1], "=!(),><") }

// isIdentifier reports whether a token is a word; "in" and "notin" are words
// where a key or a value is wanted.
func isIdentifier(token string) bool { return token != "" && !isSymbol(token) }

// formatLabels writes a=b,c=d, sorted, or <none>.
func formatLabels(m map[string]string) string {
	words := make([]string, 0, len(m))
	for _, key := range sortedKeys(m) {
		words = append(words, key+"="+m[key])
	}
	return orNone(strings.Join(words, ","))
}
