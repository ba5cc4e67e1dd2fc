package cluster

// mergeMaps is RFC 7396: null deletes, maps merge, anything else replaces. As
// in evanphx/json-patch, nulls go from within what takes the place of no map.
func mergeMaps(base, change map[string]any) {
	for k, v := range change {
		if v == nil {
			delete(base, k)
			continue
		}
		sub, isMap := v.(map[string]any)
		into, intoMap := base[k].(map[string]any)
		switch {
		case isMap && intoMap:
			mergeMaps(into, sub)
			continue
		case !intoMap:
			dropNulls(v)
		}
		base[k] = v
	}
}

// dropNulls drops the keys of maps that have no value, at any depth.
func dropNulls(v any) {
	switch v := v.(type) {
	case map[string]any:
		for k, each := range v {
			if each == nil {
				delete(v, k)
			} else {
				dropNulls(each)
			}
		}
	case []any:
		for _, each := range v {
			dropNulls(each)
		}
	}
}
