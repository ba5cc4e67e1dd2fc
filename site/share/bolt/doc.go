// Package bolt keeps short links in a bbolt file, for svclab serve --share-db.
//
// A link that Put has accepted is on the disk: neither a crash of the program nor of
// the machine loses it. The file grows to MaxFile and no further, so strangers do not
// fill a disk; nothing in it says who sent what.
package bolt
