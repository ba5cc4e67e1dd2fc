// Package failing has a test that fails without any mutant.
package failing

// One is two.
func One() int { return 2 }
