package network

import "testing"

func TestParseURL(t *testing.T) {
	for _, tt := range []struct {
		text string
		want URL
	}{
		{"node-1:30008", URL{"http", "node-1", 30008, "/"}},
		{"http://10.244.0.2", URL{"http", "10.244.0.2", 80, "/"}},
		{"HTTP://10.244.0.2/a?b=c", URL{"http", "10.244.0.2", 80, "/a?b=c"}},
		{"https://web", URL{"https", "web", 443, "/"}},
		{"ftp://web", URL{"ftp", "web", 80, "/"}},
		{"http://me:pw@web:8080?x", URL{"http", "web", 8080, "/?x"}},
		{"[::1]:80", URL{"http", "::1", 80, "/"}},
		{"[fd00::2]", URL{"http", "fd00::2", 80, "/"}},
		{"web:1", URL{"http", "web", 1, "/"}},
		{"web:65535/x#y", URL{"http", "web", 65535, "/x#y"}},
		{"web#y", URL{"http", "web", 80, "/#y"}},
		{"https://@web:8443", URL{"https", "web", 8443, "/"}},
	} {
		if got, err := ParseURL(tt.text); err != nil || got != tt.want {
			t.Errorf("%s: got %+v, %v; want %+v", tt.text, got, err, tt.want)
		}
	}
}

func TestParseURLSaysWhatIsWrong(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", `URL "": want a host, such as http://192.168.1.2:30008`},
		{"http://", `URL "http://": want a host, such as http://192.168.1.2:30008`},
		{"node-1:http", `URL "node-1:http": port "http": want a number from 1 to 65535`},
		{"node-1:99999", `URL "node-1:99999": port "99999": want a number from 1 to 65535`},
		{"node-1:0", `URL "node-1:0": port "0": want a number from 1 to 65535`},
		{"node-1:65536", `URL "node-1:65536": port "65536": want a number from 1 to 65535`},
		{"node 1", `URL "node 1": want a host, such as http://192.168.1.2:30008`},
		{"[]:80", `URL "[]:80": want a host, such as http://192.168.1.2:30008`},
		{"[::1", `URL "[::1": the bracket is not closed`},
	} {
		if _, err := ParseURL(tt.text); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v, want %s", tt.text, err, tt.want)
		}
	}
}
