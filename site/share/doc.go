// Package share keeps the links of shared moments under short names.
//
// A moment's own link holds all of the moment and needs no server; some places cut
// it off, so a host may keep it. What is kept is the link below the site's root,
// such as ko/nodeport/#s=1.…, and nothing of who sent it. Its name is made from its
// content: the same link has the same name, and a name never means something else.
//
//	POST s      a link, at most 32 KiB       201 {"id":"…","path":"s/…"}, 200 when it is known to be there
//	GET  s/ID                                302 to the link
//
// Where to keep it is a Store: a file in svclab serve (package bolt), Workers KV at
// the edge.
package share
