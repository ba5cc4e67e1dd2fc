//go:build js

// The program bench measures a cluster as wasm, in Node or in an otherwise empty page:
// its arguments are the names of Measurements, and for each it prints the Figures, or
// what was not done, as JSON in a line of its own. It is no part of the site.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"svclab/wasm/bench"
)

func main() {
	start := time.Now()
	host := bench.Host{Now: func() int64 { return int64(time.Since(start)) }, Memory: bench.Memory, Long: int64(time.Second)}
	for _, name := range os.Args[1:] {
		figures, err := bench.Run(host, name)
		told := struct {
			Figures []bench.Figure `json:"figures"`
			Error   string         `json:"error,omitempty"`
		}{Figures: figures}
		if err != nil {
			told.Error = err.Error()
		}
		line, err := json.Marshal(told)
		if err != nil {
			panic(err)
		}
		fmt.Println(string(line))
	}
}
