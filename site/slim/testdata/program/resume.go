package main

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"strings"
)

// wander switches goroutines in the middle of calls, loops and deep stacks, so
// that functions are left and resumed at many of their blocks.
func wander(depth, n int, turn chan int) int {
	total := 0
	for i := range n {
		switch i % 4 {
		case 0:
			runtime.Gosched()
			total += i
		case 1:
			turn <- i
			total += <-turn
		case 2:
			total -= func() int { runtime.Gosched(); return i }()
		default:
			if depth > 0 {
				total += wander(depth-1, n/2, turn)
			}
		}
	}
	return total
}

// echo sends back what it gets, plus one, until there is nothing more.
func echo(turn chan int, stop chan bool) {
	for {
		select {
		case v := <-turn:
			turn <- v + 1
		case <-stop:
			return
		}
	}
}

type shape interface{ area() float64 }

type square struct{ side float64 }

type circle struct{ radius float32 }

func (s *square) area() float64 { runtime.Gosched(); return s.side * s.side }
func (c circle) area() float64  { return math.Pi * float64(c.radius*c.radius) }

// areas calls through interfaces and function values.
func areas(shapes ...shape) (out []string) {
	show := []func(float64) string{
		func(f float64) string { return fmt.Sprintf("%.2f", f) },
		func(f float64) string { runtime.Gosched(); return fmt.Sprint(uint32(f), int8(f), int64(-f)) },
	}
	for i, s := range shapes {
		defer func() { out = append(out, fmt.Sprint("deferred ", i)) }()
		out = append(out, show[i%2](s.area()))
	}
	return out
}

// classify has many blocks: a jump to each, and calls in some.
func classify(n int, text string) string {
	switch {
	case n < 0:
		return "below"
	case n == 0:
		return strings.ToUpper(text)
	case n == 1:
		runtime.Gosched()
		return text + text
	case n%2 == 0 && n > 10 || n == 3:
		return strings.Repeat(text, n%5)
	}
	for i := n; ; i-- {
		if i%7 == 0 {
			return classify(i/7-1, text)
		}
		if i%11 == 3 {
			text = strings.TrimPrefix(text+".", "a")
			continue
		}
		text += string(rune('a' + i%26))
	}
}

// nested recovers from a panic inside the defer of another.
func nested() (err error) {
	defer func() {
		defer func() { err = errors.Join(err, fmt.Errorf("inner: %v", recover())) }()
		err = fmt.Errorf("outer: %v", recover())
		runtime.Gosched()
		var none map[string]int
		none["x"] = 1
	}()
	var s shape
	return errors.New(fmt.Sprint(s.area()))
}

func resume() {
	turn, stop, done := make(chan int), make(chan bool), make(chan string)
	go echo(turn, stop)
	for i := range 3 {
		go func() { done <- fmt.Sprint(deep(3000+i), nested()) }()
	}
	fmt.Println("wander", wander(3, 40, turn))
	close(stop)
	for range 3 {
		fmt.Println(<-done)
	}
	fmt.Println(areas(&square{1.5}, circle{2}, &square{300.25}))
	for n := -1; n < 60; n++ {
		fmt.Print(classify(n, "abc"), " ")
	}
	fmt.Println()
}
