package api

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"
)

// Quantity is an amount of a resource, such as 500m of cpu or 1Gi of memory, in
// the form that Kubernetes prints. It models apimachinery's api/resource, whose
// arithmetic of any precision is not needed here. The zero value is 0.
type Quantity string

// ResourceList maps the name of a resource to an amount.
type ResourceList map[string]Quantity

// MarshalJSON writes a JSON string.
func (q Quantity) MarshalJSON() ([]byte, error) {
	if q == "" {
		q = "0"
	}
	return json.Marshal(string(q))
}

// UnmarshalJSON reads a JSON string or number.
func (q *Quantity) UnmarshalJSON(b []byte) error {
	*q = ""
	if string(b) == "null" {
		return nil
	}
	var err error
	*q, err = ParseQuantity(strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(string(b), `"`), `"`)))
	return err
}

// The faults of a quantity, in upstream's words.
var (
	errQuantityFormat  = errors.New("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")
	errQuantitySuffix  = errors.New("unable to parse quantity's suffix")
	decimalSuffixes    = map[string]int{"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
	binarySuffixes     = []string{"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"}
	decimalSuffixOrder = []string{"n", "u", "m", "", "k", "M", "G", "T", "P", "E"}
)

// ParseQuantity reads an amount and returns it in the form that Kubernetes
// prints: 0.5 is 500m, 1024Mi is 1Gi. An amount of more than 18 digits is left
// as it is written.
func ParseQuantity(s string) (Quantity, error) {
	if s == "" {
		return "", errQuantityFormat
	}
	rest := s
	if s[0] == '+' || s[0] == '-' {
		rest = s[1:]
	}
	whole := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
	rest = rest[len(whole):]
	fraction := ""
	if after, ok := strings.CutPrefix(rest, "."); ok {
		rest = strings.TrimLeft(after, "0123456789")
		fraction = after[:len(after)-len(rest)]
	}
	letters := strings.TrimLeft(rest, "eEinumkKMGTP")
	if exponent := strings.TrimLeft(letters, "+-"); len(letters)-len(exponent) > 1 || strings.Trim(exponent, "0123456789") != "" {
		return "", errQuantityFormat
	}
	power, base, ok := quantityScale(rest)
	if !ok {
		return "", errQuantitySuffix
	}
	digits := strings.TrimLeft(whole, "0") + fraction
	n, err := strconv.ParseInt("0"+digits, 10, 64)
	if err != nil || n > 1e18 || isCanonical(digits, power-len(fraction), base == 2, fraction != "") {
		return Quantity(s), nil
	}
	if s[0] == '-' {
		n = -n
	}
	if base == 2 {
		return binaryQuantity(Quantity(s), n, len(fraction), power), nil
	}
	return decimalQuantity(Quantity(s), n, power-len(fraction), base == 'e'), nil
}

// isCanonical reports whether upstream takes the digits for the usual form as
// they stand, and so prints the amount as it was written.
func isCanonical(digits string, power int, binary, fraction bool) bool {
	switch {
	case digits == "", digits[0] == '0', binary && fraction:
		return false
	case binary:
		last := digits[max(0, len(digits)-3):]
		n, _ := strconv.Atoi(last)
		return n%8 != 0
	}
	return power%3 == 0 && power >= -9 && !strings.HasSuffix(digits, "000")
}

// quantityScale reads a suffix: the power of ten, or of two for base 2. Base
// 'e' is a power of ten that is written as an exponent.
func quantityScale(suffix string) (power int, base rune, ok bool) {
	if power, ok := decimalSuffixes[suffix]; ok {
		return power, 10, true
	}
	for i, s := range binarySuffixes {
		if s == suffix {
			return 10 * i, 2, true
		}
	}
	if len(suffix) > 1 && (suffix[0] == 'e' || suffix[0] == 'E') {
		n, err := strconv.Atoi(suffix[1:])
		return n, 'e', err == nil && n > -1000 && n < 1000
	}
	return 0, 0, false
}

// decimalQuantity writes n times ten to the power with the largest suffix that
// leaves a whole number.
func decimalQuantity(written Quantity, n int64, power int, exponent bool) Quantity {
	if n == 0 {
		return "0"
	}
	for n%10 == 0 {
		n, power = n/10, power+1
	}
	for power%3 != 0 {
		if n > math.MaxInt64/10 || n < math.MinInt64/10 {
			return written
		}
		n, power = n*10, power-1
	}
	number := strconv.FormatInt(n, 10)
	switch {
	case power < -9 || power > 18 && !exponent:
		return written
	case exponent && power != 0:
		return Quantity(number + "e" + strconv.Itoa(power))
	}
	return Quantity(number + decimalSuffixOrder[power/3+3])
}

// binaryQuantity writes n times two to the power, with so many decimals, with
// the largest binary suffix that leaves a whole number. What is less than 1024
// or no whole number is written as decimal.
func binaryQuantity(written Quantity, n int64, decimals, power int) Quantity {
	if n > math.MaxInt64>>power || n < math.MinInt64>>power {
		return written
	}
	n <<= power
	for ; decimals > 0 && n%10 == 0; decimals-- {
		n /= 10
	}
	if decimals > 0 || n > -1024 && n < 1024 {
		return decimalQuantity(written, n, -decimals, false)
	}
	suffix := 0
	for n%1024 == 0 && suffix < len(binarySuffixes)-1 {
		n, suffix = n/1024, suffix+1
	}
	return Quantity(strconv.FormatInt(n, 10) + binarySuffixes[suffix])
}
