package site

// words are the texts of the pages' frame: what stands around the lesson, and
// what a reader without the program sees. Each language has its own, written
// there and not translated.
type words struct {
	name        string // of the language, in itself
	about       string // the description of the site
	start       string
	minutes     string // %d
	failed      string
	retry       string
	waiting     string // for the rest of the program
	missing     string
	unsupported string
	crashed     string
	reload      string
	notFound    string
	home        string

	sandbox, sandboxAbout string

	guide, guideAbout, contents string
}

var wordsIn = map[string]words{
	"ko": {
		name:        "한국어",
		about:       "브라우저 안에서 작은 Kubernetes 클러스터를 움직이며 Service를 배웁니다. 설치도 서버도 필요 없습니다.",
		start:       "수업",
		minutes:     "%d분",
		failed:      "클러스터를 불러오지 못했습니다. 네트워크 연결을 확인해 주세요. 글은 그대로 읽을 수 있습니다.",
		retry:       "다시 시도",
		waiting:     "나머지 프로그램을 받는 중입니다. 입력한 것은 받는 대로 이어서 처리합니다.",
		missing:     "프로그램의 나머지 일부를 아직 받지 못했습니다. 네트워크가 이어지면 다시 받아 하던 일을 계속합니다. 그사이 입력한 것은 사라지지 않습니다.",
		unsupported: "이 브라우저에서는 WebAssembly를 쓸 수 없어 클러스터가 움직이지 않습니다. 글은 그대로 읽을 수 있습니다.",
		crashed:     "프로그램이 멈췄습니다. 저장된 데까지는 남아 있습니다.",
		reload:      "새로 고침",
		notFound:    "그런 페이지가 없습니다.",
		home:        "수업 목록",

		sandbox:      "샌드박스",
		sandboxAbout: "수업 없이 클러스터를 마음껏 다뤄 보세요. 자주 만나는 상황을 장면으로 준비해 두었습니다.",

		guide:      "수업 만들기",
		guideAbout: "Markdown 파일 하나로 Service Lab 수업을 쓰고, 시험하고, 내놓는 방법입니다.",
		contents:   "차례",
	},
	"en": {
		name:        "English",
		about:       "Learn Kubernetes Services by running a small cluster inside the browser. Nothing to install, no server.",
		start:       "Lessons",
		minutes:     "%d min",
		failed:      "The cluster could not be loaded. Check the network connection. The text can be read all the same.",
		retry:       "Try again",
		waiting:     "Fetching the rest of the program. What you type is kept and follows in order.",
		missing:     "A part of the program is still missing. It is fetched as soon as the network is back, and then everything goes on. Nothing that you typed is lost.",
		unsupported: "This browser cannot run WebAssembly, so the cluster stays still. The text can be read all the same.",
		crashed:     "The program has stopped. Everything up to the last save is kept.",
		reload:      "Reload",
		notFound:    "There is no such page.",
		home:        "Lessons",

		sandbox:      "Sandbox",
		sandboxAbout: "A cluster to play with, without a lesson. Common situations stand ready as scenes.",

		guide:      "Writing lessons",
		guideAbout: "How to write, test and publish a lesson for Service Lab: one Markdown file.",
		contents:   "Contents",
	},
}
