//go:build js

package main

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"syscall/js"

	"github.com/syumai/workers/cloudflare"
	"github.com/syumai/workers/cloudflare/kv"

	"svclab/site/share"
)

// links is a share.Store in the KV namespace of a binding.
type links struct{ binding string }

// nothing is what the library makes of a key that is not there: no link looks so.
const nothing = "<null>"

// Get implements share.Store.
func (l links) Get(_ context.Context, id string) (string, error) {
	namespace, err := kv.NewNamespace(l.binding)
	if err != nil {
		return "", err
	}
	link, err := namespace.GetString(id, nil)
	if err == nil && link == nothing {
		err = fs.ErrNotExist
	}
	if err != nil {
		return "", fmt.Errorf("reading link %s: %w", id, err)
	}
	return link, nil
}

// Blind implements share.Blind.
func (links) Blind() {}

// Put implements share.Store.
func (l links) Put(ctx context.Context, id, link string) error {
	namespace, err := kv.NewNamespace(l.binding)
	if err != nil {
		return err
	}
	if err := namespace.PutString(id, link, nil); err != nil {
		if was, missing := l.Get(ctx, id); missing == nil && was == link {
			return nil // KV writes a key only once a second
		}
		return fmt.Errorf("keeping link %s: %w", id, err)
	}
	return nil
}

// retry is after how many seconds one who made too many links may come again.
const retry = 60

// allow asks the limiter of a binding, which counts by client: a Worker remembers
// nothing between two requests.
func allow(binding string) func(*http.Request) int {
	return func(r *http.Request) int {
		limiter := cloudflare.GetBinding(binding)
		answers := make(chan bool, 1)
		answer := func(f func([]js.Value) bool) js.Func {
			return js.FuncOf(func(_ js.Value, args []js.Value) any {
				answers <- f(args)
				return nil
			})
		}
		allowed := answer(func(args []js.Value) bool { return args[0].Get("success").Bool() })
		failed := answer(func([]js.Value) bool { return true }) // better too many links than none
		defer allowed.Release()
		defer failed.Release()
		limiter.Call("limit", map[string]any{"key": share.Network(r.RemoteAddr)}).Call("then", allowed, failed)
		if <-answers {
			return 0
		}
		return retry
	}
}
