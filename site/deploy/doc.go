// Package deploy writes what other hosts need to serve a built site as svclab serve
// does: so far the configuration of nginx. It takes the headers from the one table in
// site/web, and a test holds the files that people copy against what it writes.
package deploy
