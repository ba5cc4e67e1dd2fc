// Package serve runs a web server on somebody's own machine: it listens, says where,
// logs what is asked, and stops when the answers under way have been given.
package serve
