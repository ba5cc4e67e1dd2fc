// Package web answers requests for a site that package site built: its files, in
// the coding that the client takes, with the headers of one table. The same handler
// stands behind svclab serve and at the edge, so it needs neither a disk nor
// anything that builds a site.
//
// It asks of the site nothing but to open files by name, and as few of them as it
// can: at the edge each is a fetch. A file need not seek; one that says its size and
// its tag (Tagged) is passed on while it comes. Links in answers are told from the
// path that was asked for, so they are right below any path of a host.
//
// Headers is the only table of headers: the pages' own policy, netlify.toml and what
// is written for other hosts are made from it or held against it by tests.
package web
