package dns

// Outside is what the resolver of the LAN answers, which stands outside the
// cluster and has no internet behind it.
func Outside(q Question) Message {
	q.Name = Fqdn(q.Name)
	m := Message{Rcode: ServerFailure, Recursion: true, Question: q}
	if below("local.", q.Name) {
		m.Rcode = NameError
	}
	return m
}
