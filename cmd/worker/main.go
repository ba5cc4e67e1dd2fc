//go:build js

package main

import (
	"github.com/syumai/workers"
	"github.com/syumai/workers/cloudflare"

	"svclab/site/share"
	"svclab/site/web"
)

func main() {
	workers.Serve(asked(web.New(web.Config{
		Files:  newFiles("ASSETS"),
		Base:   cloudflare.Getenv("BASE"),
		Shares: share.Handler(links{"LINKS"}, share.Limits{Allow: allow("LIMITER")}),
	})))
}
