package route

import "strconv"

// StatusText is what HTTP calls a status, "" for one that is not known here.
func StatusText(status int) string { return statusText[status] }

var statusText = map[int]string{
	200: "OK", 201: "Created", 204: "No Content",
	301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect",
	400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 421: "Misdirected Request",
	500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
}

// Page is the body of the proxy's own answer with a status. nginx writes a page,
// and calls some of them otherwise; other proxies write nothing. what is a
// sentence that says more of status 400, "" for none.
func (t *Table) Page(status int, what string) string {
	if t.Server != "nginx" {
		return ""
	}
	text := statusText[status]
	switch status {
	case 503:
		text = "Service Temporarily Unavailable"
	case 504:
		text = "Gateway Time-out"
	}
	title := strconv.Itoa(status) + " " + text
	head := title
	if what != "" {
		head, what = "400 "+what, "<center>"+what+"</center>\r\n"
	}
	return "<html>\r\n<head><title>" + head + "</title></head>\r\n<body>\r\n<center><h1>" + title + "</h1></center>\r\n" + what +
		"<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
}

// PageType is the Content-Type of a Page.
func (t *Table) PageType() string {
	if t.Server == "nginx" {
		return "text/html"
	}
	return "text/plain"
}
