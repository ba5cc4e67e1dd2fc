//go:build js

package main

import (
	"fmt"
	"runtime"
	"strings"
	"syscall/js"
	"time"
)

// events lets JavaScript call in, at once and later, and in the middle of a
// call that goes out.
func events() {
	done := make(chan string, 10)
	late := js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- "late " + shout(args[0].String())
		return nil
	})
	for _, word := range []string{"one", "two", "three"} {
		js.Global().Call("setTimeout", late, 0, word)
	}
	js.Global().Call("queueMicrotask", late.Value.Call("bind", js.Null(), "micro"))
	nested := js.FuncOf(func(_ js.Value, args []js.Value) any {
		runtime.GC()
		return whisper(args[0].String(), len(args))
	})
	defer nested.Release()
	fmt.Println("nested", js.Global().Get("Array").New("A", "B").Call("map", nested).Call("join", "-"))
	time.Sleep(time.Millisecond)
	timer := time.AfterFunc(time.Hour, func() {})
	var all []string
	for range 4 {
		all = append(all, <-done)
	}
	fmt.Println(timer.Stop(), strings.Join(all, ", "))
	go later(done)
	runtime.GC()
	fmt.Println(<-done)
}

//go:noinline
func shout(s string) string { return strings.ToUpper(s) + "!" }

//go:noinline
func whisper(s string, n int) string {
	defer func() { _ = recover() }()
	return strings.ToLower(s) + fmt.Sprint(n)
}

// later starts as a goroutine that the garbage collector meets before it runs.
func later(done chan string) {
	pad := make([]*tree, 100)
	pad[7] = grow(5)
	runtime.GC()
	done <- fmt.Sprint("later ", pad[7].sum())
}
