package ui

// placesWords name the places of the page and the ways between them.
var placesWords = map[string]phrase{
	"tab.yaml":  {"YAML", "YAML"},
	"tab.more":  {"더 보기", "More"},
	"tabs.more": {"그 밖의 화면", "Further panes"},
}
