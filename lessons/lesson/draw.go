package lesson

import (
	"strconv"
	"strings"
)

// Drawing says what of a lesson is drawn anew for each learner: which of its
// cases, in which order, and what they are called.
type Drawing struct {
	Steps int    `json:"steps"`           // how many cases are drawn
	Lists []List `json:"lists,omitempty"` // sorted by name
	Seed  uint64 `json:"seed,omitempty"`  // what was drawn with it; 0 in the lesson as it is written
}

// List is the values of which each case gets another one, in the place of
// {{Name}}.
type List struct {
	Name   string   `json:"name"`
	Values []string `json:"values"`
}

// Draw returns the lesson that a seed draws: the steps that are no case in
// their places, and between them as many cases as the Drawing says. No value
// stands in two of them. The cluster's seed is the same seed, so what was drawn
// can be told by the cluster. A lesson in which nothing is drawn, or all has
// been, is returned as it is. l stays as it was.
func Draw(l *Lesson, seed uint64) *Lesson {
	if l.Draw == nil || l.Draw.Seed != 0 {
		return l
	}
	seed = max(seed, 1)
	chance := dice(seed)
	var before, cases, behind []Step
	for _, s := range l.Steps {
		switch {
		case s.Case:
			cases = append(cases, s)
		case len(cases) == 0:
			before = append(before, s)
		default:
			behind = append(behind, s)
		}
	}
	chance.shuffle(len(cases), func(i, j int) { cases[i], cases[j] = cases[j], cases[i] })
	cases = cases[:min(l.Draw.Steps, len(cases))]
	lists := make([]List, len(l.Draw.Lists))
	for i, list := range l.Draw.Lists {
		values := append([]string(nil), list.Values...)
		chance.shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
		lists[i] = List{list.Name, values}
	}
	for i := range cases {
		cases[i] = filling{lists, i}.step(cases[i])
	}
	drawn := *l
	drawn.Draw = &Drawing{Steps: l.Draw.Steps, Seed: seed}
	drawn.Cluster.Seed = seed
	drawn.Steps = append(append(before, cases...), behind...)
	for i := range drawn.Steps {
		drawn.Steps[i].ID = "step-" + strconv.Itoa(i+1)
	}
	drawn.Files = filesOf(l, drawn.Steps)
	return &drawn
}

// filesOf returns the files beside a lesson, and those that some steps open.
func filesOf(l *Lesson, steps []Step) []File {
	opened := map[string]bool{}
	for _, s := range l.Steps {
		for _, b := range s.Blocks {
			if b.Manifest != nil {
				opened[b.Manifest.File] = true
			}
		}
	}
	var files []File
	for _, f := range l.Files {
		if !opened[f.Name] {
			files = append(files, f)
		}
	}
	for _, s := range steps {
		for _, b := range s.Blocks {
			if b.Manifest != nil {
				files = append(files, File{b.Manifest.File, b.Manifest.Text})
			}
		}
	}
	return files
}

// dice is splitmix64: what falls is the same everywhere and at any time.
type dice uint64

func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (d *dice) shuffle(n int, swap func(i, j int)) {
	for i := n - 1; i > 0; i-- {
		swap(i, int(d.next()%uint64(i+1)))
	}
}

// filling is what the case at a place among those drawn gets of each list.
type filling struct {
	lists []List
	at    int
}

// text puts the values in the places of their names.
func (f filling) text(s string) string { return f.fill(s, func(value string) string { return value }) }

// html does so in HTML, of which no value becomes a part.
func (f filling) html(s string) string { return f.fill(s, escape) }

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;").Replace

func (f filling) fill(s string, as func(string) string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(s, "{{")
		name, after, closed := strings.Cut(rest, "}}")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		value, known := f.value(name)
		if !closed || !known {
			out.WriteString("{{")
			s = rest
			continue
		}
		out.WriteString(as(value))
		s = after
	}
}

func (f filling) value(name string) (value string, known bool) {
	for _, list := range f.lists {
		if list.Name == name && f.at < len(list.Values) {
			return list.Values[f.at], true
		}
	}
	return "", false
}

func (f filling) texts(lines []string) []string {
	var out []string
	for _, line := range lines {
		out = append(out, f.text(line))
	}
	return out
}

func (f filling) step(s Step) Step {
	s.Title = f.text(s.Title)
	blocks := make([]Block, len(s.Blocks))
	for i, b := range s.Blocks {
		blocks[i] = f.block(b)
	}
	s.Blocks = blocks
	return s
}

func (f filling) block(b Block) Block {
	b.HTML = f.html(b.HTML)
	switch {
	case b.Manifest != nil:
		m := *b.Manifest
		m.File, m.Text, m.Output = f.text(m.File), f.text(m.Text), f.text(m.Output)
		b.Manifest = &m
	case b.Setup != nil:
		b.Setup = &Setup{f.texts(b.Setup.Lines)}
	case b.Run != nil:
		b.Run = &Run{f.texts(b.Run.Lines), f.text(b.Run.Output)}
	case b.Goal != nil:
		g := &Goal{}
		for _, item := range b.Goal.Items {
			g.Items = append(g.Items, GoalItem{f.html(item.HTML), f.text(item.Check), item.Line})
		}
		b.Goal = g
	case b.Hint != nil:
		b.Hint = &Hint{f.text(b.Hint.Summary), f.html(b.Hint.HTML), f.text(b.Hint.When)}
	case b.Solution != nil:
		s := &Solution{Summary: f.text(b.Solution.Summary), HTML: f.html(b.Solution.HTML)}
		for _, line := range b.Solution.Lines {
			line.Text = f.text(line.Text)
			s.Lines = append(s.Lines, line)
		}
		b.Solution = s
	case b.Quiz != nil:
		q := *b.Quiz
		q.Predict, q.Options = f.texts(q.Predict), nil
		for _, o := range b.Quiz.Options {
			q.Options = append(q.Options, Option{f.html(o.HTML), f.html(o.Feedback)})
		}
		b.Quiz = &q
	case b.Diagram != nil:
		d := *b.Diagram
		d.Focus = f.text(d.Focus)
		b.Diagram = &d
	}
	return b
}
