// Command svclab is Service Lab on a command line: it builds and serves the
// site, runs the terminal of the page natively, helps lesson authors, and tortures the cluster.
//
// It leaves with status 0 when all went well, 1 when the work could not be
// done, and 2 when the command line says nothing that can be done. Errors go
// to standard error and begin with the command's name.
package main
