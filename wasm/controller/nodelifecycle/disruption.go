package nodelifecycle

// stateOf says how bad it is for a zone. Models ComputeZoneState.
func stateOf(ready []bool) zoneState {
	bad := 0
	for _, is := range ready {
		if !is {
			bad++
		}
	}
	switch {
	case bad > 0 && bad == len(ready):
		return fullDisruption
	case bad > 2 && float32(bad)/float32(len(ready)) >= unhealthyZone:
		return partialDisruption
	}
	return normal
}

// disruption sets how fast each zone is emptied. It reports whether the state of
// a zone has changed. Models handleDisruption:
//
//  1. When no zone has a ready node any more, nothing is evicted: all taints go.
//  2. When one has again, every lease gets its whole grace once more.
//  3. Else each zone goes by its own state.
func (s *State) disruption(k *Known, ready map[string][]bool, steps *[]Step) (changed bool) {
	all, were := true, true
	for _, name := range s.zoneNames() {
		if ready[name] == nil { // its nodes are gone or do not count; those that wait still do
			z := s.zones[name]
			z.state = initial
			s.zones[name] = z
			continue
		}
		all = all && stateOf(ready[name]) == fullDisruption
		were = were && s.zones[name].state == fullDisruption
	}
	switch {
	case all && were:
		return false
	case all:
		for _, n := range k.Nodes {
			s.reachable(n, steps)
		}
	case were:
		s.probe = k.Now
	}
	for _, name := range s.zoneNames() {
		if ready[name] == nil {
			continue
		}
		z := s.zones[name]
		state, every := stateOf(ready[name]), evictionEvery
		switch {
		case all:
			every = 0
		case state == partialDisruption:
			every = 0
			if len(ready[name]) > largeZone {
				every = evictionSlow
			}
		}
		if all || were || state != z.state {
			changed = changed || state != z.state
			z.swap(every, k.Now)
			z.state = state
			s.zones[name] = z
		}
	}
	return changed
}
