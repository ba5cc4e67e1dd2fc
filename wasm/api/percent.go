package api

import (
	"strconv"
	"strings"
)

// percent reads 25%.
func percent(v IntOrString) (int, bool) {
	digits, ok := strings.CutSuffix(v.StrVal, "%")
	if !v.IsString || !ok || digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	n, _ := strconv.Atoi(digits)
	return n, true
}

// intOrPercent models getIntOrPercentValue: a word that is no percentage counts
// as the number that it spells, or as 0.
func intOrPercent(v IntOrString) int {
	if n, ok := percent(v); ok {
		return n
	}
	if v.IsString {
		n, _ := strconv.Atoi(v.StrVal)
		return n
	}
	return int(v.IntVal)
}

// Of returns how many of total Pods a number or a percentage makes. A percentage
// is rounded up, or down. What cannot be read is 0. Models apimachinery
// util/intstr GetScaledValueFromIntOrPercent.
func (v IntOrString) Of(total int32, up bool) int32 {
	if !v.IsString {
		return v.IntVal
	}
	n, _ := percent(v)
	part := int64(n) * int64(total)
	if up {
		part += 99
	}
	return int32(part / 100)
}
