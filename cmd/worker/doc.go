// Command worker is the site at the edge: a Cloudflare Worker that answers what
// svclab serve answers, with the same handler.
//
// Files come from the binding ASSETS, which is the built site; short links are kept
// in the KV namespace LINKS, and LIMITER says when one client makes too many. entry.mjs
// is what the runtime calls. A Worker of Go starts anew for each request, as
// github.com/syumai/workers does it, so nothing is remembered here between two.
//
// make worker builds it; wrangler.jsonc says how it is deployed, and what the free plan
// means for it. Its tests, make hosts, run it in workerd, the runtime of Cloudflare's
// Workers, and put one suite of questions (suite_test.go) to it, to svclab serve and to nginx,
// at the root and below a path. They have wrangler do all of a deployment but to send
// it, and ask Python's http.server for what the page needs of a host that does nothing
// for it.
//
// Differences from svclab serve: each request pays for a start, 10 to 20 ms of CPU
// time, which is more than the free plan promises to give (wrangler.jsonc says what to
// do). KV lags: where a link was asked for in vain, it may stay unknown for a minute. So
// the program keeps a link without asking, and answers 201 when it was there, not 200.
// A client's limit is counted by location, and roughly. What is
// sent in parts is sent without its length.
package main
