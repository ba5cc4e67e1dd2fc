// Package web answers requests for a site that package site built: its files, in
// the coding that the client takes, with the headers of one table. The same handler
// stands behind svclab serve and at the edge, so it needs neither a disk nor
// anything that builds a site.
//
// Headers is the only table of headers: the pages' own policy, netlify.toml and what
// is written for other hosts are made from it or held against it by tests.
package web
