package share

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"regexp"
	"strings"
	"sync"
)

// MaxLink is how long a link may be, in bytes.
const MaxLink = 32 << 10

// link is what is kept: a lesson of this site, embedded or not, and a moment of it.
// It has no host, so nothing that is kept leads anywhere else, and none of the
// characters that mean something in a header.
//
// It is made when it is needed first: at the edge the program starts for each
// request, and this would be the longest part of the start.
var link = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:embed/)?[a-z]{2}/[a-z0-9][a-z0-9-]{0,63}/(?:\?embed(?:=[a-z]{1,16})?)?#s=[0-9]{1,3}\.[A-Za-z0-9_-]+$`)
})

// errNoLink says what would be kept.
var errNoLink = errors.New("want the link of a shared moment of this site, such as ko/nodeport/#s=1.AbC")

// Canonical returns a link as it is kept: from the root of the site, without a host.
func Canonical(text string) (string, error) {
	text = strings.TrimSpace(text)
	if !link().MatchString(text) {
		return "", errNoLink
	}
	return text, nil
}

// idLength is how many characters an ID has: 96 bits, too many for two links to meet.
const idLength = 16

// ID is the name of a link.
func ID(link string) string {
	sum := sha256.Sum256([]byte(link))
	return base64.RawURLEncoding.EncodeToString(sum[:])[:idLength]
}

var id = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9_-]{16}$`) })
