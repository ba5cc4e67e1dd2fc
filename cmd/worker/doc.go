// Command worker is the site at the edge: a Cloudflare Worker that answers what
// svclab serve answers, with the same handler.
//
// Files come from the binding ASSETS, which is the built site; short links are kept
// in the KV namespace LINKS, and LIMITER says when one client makes too many. entry.mjs
// is what the runtime calls. A Worker of Go starts anew for each request, as
// github.com/syumai/workers does it, so nothing is remembered here between two.
//
// make worker builds it; wrangler.jsonc says how it is deployed. Its tests run it in
// workerd, the runtime of Cloudflare's Workers.
//
// Differences from svclab serve: KV is written in a second or so but read everywhere
// only after a minute, so a new short link may be unknown at the other end of the
// world for that long; and what is sent in parts is sent without its length.
package main
