package shell

import (
	"hash/fnv"
	"strconv"
	"strings"

	"svclab/wasm/api"
	"svclab/wasm/route"
)

const opensslUsage = `Usage: openssl req -x509 -newkey rsa:2048 -nodes -keyout KEY -out CERT -subj /CN=HOST
                   [-addext subjectAltName=DNS:HOST] [-days N]
       openssl x509 -in CERT [-noout] [-subject] [-issuer] [-dates] [-ext subjectAltName] [-text]
`

// openssl makes and shows lesson certificates.
func openssl(p *process) int {
	sub := ""
	if len(p.args) > 1 {
		sub = p.args[1]
	}
	switch sub {
	case "req":
		return opensslRequest(p)
	case "x509":
		return opensslShow(p)
	case "version":
		p.out("OpenSSL 3.0.13 30 Jan 2024 (Library: OpenSSL 3.0.13 30 Jan 2024)\n")
		return 0
	case "", "help", "-help", "--help":
		p.out(opensslUsage)
		return 0
	case "genrsa", "genpkey", "ecparam", "rsa", "pkey", "s_client", "verify", "ca", "pkcs12", "rand", "dgst", "enc":
		return p.onlyLessons("openssl "+sub+" is not here", "openssl "+sub+" 명령은 여기에 없습니다")
	}
	p.write(2, "Invalid command '"+sub+"'; type \"help\" for a list.\n")
	return 1
}

// onlyLessons says what is not here, and what is.
func (p *process) onlyLessons(english, korean string) int {
	p.write(2, "openssl: "+p.shell.say(english+". This one only makes and shows lesson certificates:", korean+". 이 openssl은 실습용 인증서를 만들고 보여 주기만 합니다:")+"\n"+opensslUsage)
	return 1
}

// opensslOptions reads options with one dash: those of valued have a value.
func (p *process) opensslOptions(valued, bare string) (opts map[string][]string, ok bool) {
	opts = map[string][]string{}
	for args := p.args[2:]; len(args) > 0; args = args[1:] {
		name := strings.TrimPrefix(strings.TrimPrefix(args[0], "-"), "-")
		known := func(list string) bool { return strings.Contains(" "+list+" ", " "+name+" ") }
		switch {
		case name == args[0]:
			return nil, p.onlyLessons("want options, not "+args[0], args[0]+" 자리에는 옵션이 와야 합니다") == 0
		case known(bare):
			opts[name] = append(opts[name], "")
		case !known(valued):
			return nil, p.onlyLessons("the option -"+name+" is not here", "-"+name+" 옵션은 여기에 없습니다") == 0
		case len(args) == 1:
			p.write(2, p.args[1]+": Option -"+name+" needs a value\n"+p.args[1]+": Use -help for summary.\n")
			return nil, false
		default:
			opts[name], args = append(opts[name], args[1]), args[1:]
		}
	}
	return opts, true
}

func last(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

// opensslRequest is openssl req -x509: a certificate that is signed with its own key.
func opensslRequest(p *process) int {
	opts, ok := p.opensslOptions("newkey pkeyopt keyout out subj addext days", "x509 nodes noenc new batch sha256 sha384 sha512")
	if !ok {
		return 1
	}
	kind, _, _ := strings.Cut(last(opts["newkey"]), ":")
	switch {
	case opts["x509"] == nil:
		return p.onlyLessons("want -x509: nobody here signs requests", "-x509를 붙여야 합니다. 여기에는 서명 요청을 처리할 곳이 없습니다")
	case kind != "rsa" && kind != "ec" && kind != "ed25519":
		return p.onlyLessons("want -newkey, such as -newkey rsa:2048", "-newkey가 필요합니다. 예: -newkey rsa:2048")
	case opts["nodes"] == nil && opts["noenc"] == nil:
		return p.onlyLessons("want -nodes: keys with a pass phrase are not here", "-nodes를 붙여야 합니다. 암호를 건 키는 여기에 없습니다")
	case opts["subj"] == nil:
		return p.onlyLessons("want -subj, such as -subj /CN=shop.example.com: nothing is asked for", "-subj가 필요합니다. 예: -subj /CN=shop.example.com. 하나씩 묻지 않습니다")
	}
	days := int64(30)
	if opts["days"] != nil {
		if days, ok = parseInt(last(opts["days"])); !ok || days < 0 || days > 36500 {
			return p.onlyLessons("-days: want a number up to 36500", "-days에는 36500까지의 숫자가 와야 합니다")
		}
	}
	subject, ok := readSubject(last(opts["subj"]))
	if !ok {
		p.write(2, "req: subject name is expected to be in the format /type0=value0/type1=value1/type2=... where characters may be escaped by \\. This name is not in that format: '"+
			last(opts["subj"])+"'\n")
		return 1
	}
	now := p.shell.Cluster.Now()
	c := &route.Certificate{Subject: subject, Issuer: subject, NotBefore: now, NotAfter: now.Add(api.Duration(days) * api.Day)}
	for _, text := range opts["addext"] {
		names, ok := strings.CutPrefix(strings.ReplaceAll(text, " ", ""), "subjectAltName=")
		if !ok {
			return p.onlyLessons("-addext "+text+": want subjectAltName=DNS:HOST", "-addext "+text+": subjectAltName=DNS:호스트만 됩니다")
		}
		for _, name := range strings.Split(names, ",") {
			host, ok := strings.CutPrefix(name, "DNS:")
			if !ok || host == "" {
				return p.onlyLessons(name+": want DNS:HOST", name+" 자리에는 DNS:호스트가 와야 합니다")
			}
			c.Hosts = append(c.Hosts, host)
		}
	}
	return p.writeLesson(c, last(opts["keyout"]), last(opts["out"]))
}

// writeLesson writes a certificate and its key, whose number comes from what is
// asked for and when.
func (p *process) writeLesson(c *route.Certificate, keyFile, file string) int {
	number := fnv.New64a()
	number.Write([]byte(strings.Join(p.args, " ") + c.NotBefore.String() + strconv.FormatInt(int64(c.NotBefore), 10)))
	c.Key = strconv.FormatUint(number.Sum64(), 16)
	if keyFile == "" {
		keyFile = "privkey.pem"
	}
	p.write(2, "-----\n"+p.shell.say("svclab: this is a lesson certificate. It looks like a real one, and there is no cryptography in it.",
		"svclab: 실습용 인증서입니다. 진짜처럼 생겼지만 암호 기술은 들어 있지 않습니다.")+"\n")
	if err := p.writeFile(keyFile, []byte(route.WriteKey(c.Key))); err != nil {
		p.write(2, "req: Can't open \""+keyFile+"\" for writing, "+reason(err)+"\n")
		return 1
	}
	text := route.WriteCertificate(c)
	if file == "" {
		p.out(text)
	} else if err := p.writeFile(file, []byte(text)); err != nil {
		p.write(2, "req: Can't open \""+file+"\" for writing, "+reason(err)+"\n")
		return 1
	}
	return 0
}

// readSubject reads /O=Shop/CN=shop.example.com into the form that curl shows.
func readSubject(text string) (subject string, ok bool) {
	if !strings.HasPrefix(text, "/") {
		return "", false
	}
	var parts []string
	for _, part := range strings.Split(strings.Trim(text, "/"), "/") {
		key, value, ok := strings.Cut(part, "=")
		if !ok || key == "" || strings.ContainsAny(value, ";\n") {
			return "", false
		}
		parts = append(parts, key+"="+value)
	}
	return strings.Join(parts, "; "), true
}

// opensslShow is openssl x509: what stands in a certificate.
func opensslShow(p *process) int {
	opts, ok := p.opensslOptions("in ext", "noout subject issuer text dates startdate enddate")
	if !ok {
		return 1
	}
	name := last(opts["in"])
	var data []byte
	var err error
	if name == "" {
		name = "<stdin>"
		p.each(nil, "%s: %s", func(_ string, in *input) { data = []byte(in.rest(p.thread)) })
	} else if data, err = p.readFile(name); err != nil {
		p.write(2, "Could not open file or uri for loading certificate from "+name+"\nUnable to load certificate\n"+name+": "+reason(err)+"\n")
		return 1
	}
	all, err := route.ReadCertificates(string(data))
	if err != nil {
		p.write(2, "Could not read certificate from "+name+"\nUnable to load certificate\n"+name+": "+err.Error()+"\n")
		return 1
	}
	c := &all[0]
	date := func(t api.Time) string { return formatTime(t, "%b %e %H:%M:%S %Y GMT") }
	alternative := "X509v3 Subject Alternative Name: \n    DNS:" + strings.Join(c.Hosts, ", DNS:") + "\n"
	for _, line := range []struct{ option, text string }{
		{"subject", "subject=" + spaced(c.Subject) + "\n"}, {"issuer", "issuer=" + spaced(c.Issuer) + "\n"},
		{"dates", "notBefore=" + date(c.NotBefore) + "\nnotAfter=" + date(c.NotAfter) + "\n"},
		{"startdate", "notBefore=" + date(c.NotBefore) + "\n"}, {"enddate", "notAfter=" + date(c.NotAfter) + "\n"},
	} {
		if opts[line.option] != nil {
			p.out(line.text)
		}
	}
	switch ext := last(opts["ext"]); {
	case ext == "":
	case ext == "subjectAltName" && len(c.Hosts) > 0:
		p.out(alternative)
	default:
		p.write(2, "No extensions matched\n")
	}
	if opts["text"] != nil {
		text := "Certificate:\n    Data:\n        Issuer: " + spaced(c.Issuer) + "\n        Validity\n            Not Before: " + date(c.NotBefore) +
			"\n            Not After : " + date(c.NotAfter) + "\n        Subject: " + spaced(c.Subject) + "\n"
		if len(c.Hosts) > 0 {
			text += "        X509v3 extensions:\n" + "            " + strings.Replace(alternative, "\n    ", "\n                ", 1)
		}
		p.out(text)
	}
	if opts["noout"] == nil {
		p.out(route.WriteCertificate(c))
	}
	return 0
}

// spaced writes O=Acme Co; CN=shop as openssl shows a name.
func spaced(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "=", " = "), "; ", ", ")
}
