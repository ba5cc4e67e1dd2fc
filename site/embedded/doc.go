// Package embedded holds the whole site within the program, so that one file serves
// it without a disk, a network or a Go installation.
//
// The compiler embeds archive/site.zip, which svclab build --archive writes and git
// ignores; make build does both. A program that was compiled before there was one
// holds no site, and Site says so. The archive has each file once, in brotli where
// that is smaller: what a client asks for otherwise is made when it is asked for
// first, and kept.
package embedded
