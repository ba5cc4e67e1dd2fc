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
// Differences from svclab serve: each request pays for a start, 10 to 20 ms of CPU
// time, which is more than the free plan promises to give (wrangler.jsonc says what to
// do). KV lags: who asked in vain may do so for a minute more, and that is what the
// program does before it keeps a link, so a new one may be unknown for that long even
// where it was made. A client's limit is counted by location, and roughly. What is
// sent in parts is sent without its length.
package main
