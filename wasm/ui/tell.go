package ui

import "strings"

// tellEvery is how long a screen reader is left alone between two tellings, in
// milliseconds of the screen.
const tellEvery = 1500.0

// mostKinds is how many sorts of happenings are told at once.
const mostKinds = 4

// minor are the steps on the way to what is worth telling. They stand in the list.
var minor = map[HappeningKind]bool{PodCreated: true, PodPlaced: true, PodStatus: true, EndpointsHeld: true, NameAsked: true}

// tell renews what a screen reader is told, but not while a command runs, and
// not too often: what happened meanwhile is summed up.
func (m *Model) tell() {
	if m.lab.busy || m.told == m.picture.Happened && m.toldEntries == len(m.lab.entries) {
		return
	}
	if m.toldEntries == len(m.lab.entries) && m.clock.last-m.twin.told < tellEvery {
		return // a later frame tells
	}
	fresh := m.picture.log.tail(min(max(0, m.picture.Happened-m.told), logged))
	text := m.toldOutput() + m.summedUp(fresh)
	m.told = m.picture.Happened
	if text != "" {
		m.live, m.twin.told = text, m.clock.last
	}
}

// summedUp tells of each sort of happening the latest, and how many more there
// were. The latest sorts are the ones told.
func (m *Model) summedUp(fresh []Happening) string {
	var kinds []HappeningKind
	count, last := map[HappeningKind]int{}, map[HappeningKind]Happening{}
	for _, h := range fresh {
		if minor[h.Kind] {
			continue
		}
		if count[h.Kind] == 0 {
			kinds = append(kinds, h.Kind)
		}
		count[h.Kind]++
		last[h.Kind] = h
	}
	text := ""
	for _, k := range kinds[max(0, len(kinds)-mostKinds):] {
		text += m.sentence(last[k])
		if n := count[k] - 1; n > 0 {
			text += " " + m.T("tell.more", n)
		}
		text += " "
	}
	return text
}

// readOut is how many lines of an output are told as they are.
const readOut = 8

// toldOutput is what the commands that have ended since have printed: as it
// is, or when it is long, its size and its last line.
func (m *Model) toldOutput() string {
	text := ""
	for _, e := range m.lab.entries[m.toldEntries:] {
		lines := strings.Split(strings.TrimSpace(e.Output), "\n")
		switch {
		case e.Output == "":
		case len(lines) <= readOut:
			text += e.Output + " "
		default:
			text += m.T("output.told", len(lines), lines[0], lines[len(lines)-1]) + " "
		}
		if e.Status != 0 {
			text += m.T("output.failed", e.Status) + " "
		}
	}
	m.toldEntries = len(m.lab.entries)
	return text
}
