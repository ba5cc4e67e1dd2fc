// Command svclab is Service Lab on a command line: it builds and serves the
// site, runs the terminal of the page natively, helps lesson authors, and tortures the cluster.
//
// serve is the handler of site/web, run by site/serve. Without --dir it serves dist, or
// the site that make build has compiled into the program; a program that was built
// without one says what to run. With --lessons its pages are made from lessons that
// somebody is writing, and follow them. shell is the page's terminal, with flags for
// what a cluster has. torture plays random histories (wasm/torture), and its last line is a
// digest that is the same on every machine. bench measures a cluster (wasm/bench);
// --scale full is Kubernetes' published limits.
//
// Lessons that the commands of lesson, build and serve take are a course, a lesson in
// it, a folder with one lesson or a Markdown file: lessons/author Open. A packed lesson
// gets its program from a built site (--dir), from the site within svclab, or has it
// compiled where the source is.
//
// It leaves with status 0 when all went well, 1 when the work could not be
// done, and 2 when the command line says nothing that can be done. Errors go
// to standard error and begin with the command's name.
package main
