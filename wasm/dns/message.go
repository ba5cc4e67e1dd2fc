package dns

// Question is what a client asks: a name, with or without a dot at its end, and
// a type of record, such as A. Names are absolute; a search list is the client's.
type Question struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// Record is one resource record of class IN.
type Record struct {
	Name string `json:"name"`
	TTL  uint32 `json:"ttl"` // seconds
	Type string `json:"type"`
	Data string `json:"data"` // as a zone file has it, such as "0 100 80 web.default.svc.cluster.local."
}

// The types of record that CoreDNS gives.
const (
	TypeA     = "A"
	TypeAAAA  = "AAAA"
	TypeCNAME = "CNAME"
	TypeNS    = "NS"
	TypePTR   = "PTR"
	TypeSOA   = "SOA"
	TypeSRV   = "SRV"
	TypeTXT   = "TXT"
)

// Rcode is how a server sums up its answer.
type Rcode string

// The response codes.
const (
	Success       Rcode = "NOERROR"
	NameError     Rcode = "NXDOMAIN"
	ServerFailure Rcode = "SERVFAIL"
	Refused       Rcode = "REFUSED"
)

// Message is a server's reply. Every client here asks for recursion, so RD is
// always set in it.
type Message struct {
	Rcode         Rcode    `json:"rcode"`
	Authoritative bool     `json:"aa,omitempty"`
	Recursion     bool     `json:"ra,omitempty"` // recursion is available
	Truncated     bool     `json:"tc,omitempty"`
	Question      Question `json:"question"`
	Answer        []Record `json:"answer,omitempty"`
	Authority     []Record `json:"authority,omitempty"`
	Additional    []Record `json:"additional,omitempty"`
}
