// Command program uses what a slimmed program still needs: a garbage collector
// that finds its way through stacks, panics that unwind, defers, reflection,
// goroutines and deep stacks that grow.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"sort"
)

type tree struct {
	Left, Right *tree
	Value       int
}

func grow(depth int) *tree {
	if depth == 0 {
		return nil
	}
	return &tree{grow(depth - 1), grow(depth - 1), depth}
}

func (t *tree) sum() int {
	if t == nil {
		return 0
	}
	return t.Left.sum() + t.Value + t.Right.sum()
}

func deep(n int) int {
	var pad [64]int
	pad[n%64] = n
	if n == 0 {
		return 0
	}
	return deep(n-1) + pad[n%64] - n + 1
}

func recovered(f func()) (said string) {
	defer func() { said = fmt.Sprint(recover()) }()
	f()
	return ""
}

func main() {
	total := 0
	for range 50 {
		total += grow(10).sum()
		runtime.GC()
	}
	fmt.Println("sum", total, "deep", deep(20_000))
	var none []int
	fmt.Println(recovered(func() { fmt.Println(none[len(os.Args)]) }))
	fmt.Println(recovered(func() { var t *tree; fmt.Println(t.Value) }))
	words := make(chan string)
	go func() {
		defer close(words)
		for _, w := range []string{"pod", "node", "service"} {
			words <- w
		}
	}()
	var all []string
	for w := range words {
		all = append(all, w)
	}
	sort.Strings(all)
	text, err := json.Marshal(map[string]any{"words": all, "tree": grow(2)})
	fmt.Println(string(text), err)
	resume()
	events()
}
