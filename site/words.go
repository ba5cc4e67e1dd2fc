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
	away        string // of a page that is not kept, without a network
	home        string

	sandbox, sandboxAbout string

	guide, guideAbout, contents string
	deploy, deployAbout         string
	accuracy, accuracyAbout     string

	pages                            string // the links between the pages around the lessons
	lessons, hours, begin            string // %d lessons, %s; %d hours; %s
	sum, goOn, again                 string // %d lessons, %d done; %s, %s
	none, some, done                 string // of a lesson; %d of %d goals
	needs, teaches                   string
	glossary, glossaryAbout, letters string
	taught                           string
	sheet, sheetAbout                string
	remember                         string // the title of a lesson's last step
	manifests, commands, terms       string
	toLesson                         string
}

var wordsIn = map[string]words{
	"ko": {
		name:        "한국어",
		about:       "브라우저 안에서 작은 Kubernetes 클러스터를 움직이며 Service를 배웁니다. 설치도 서버도 필요 없습니다.",
		start:       "수업",
		minutes:     "%d분",
		failed:      "클러스터를 불러오지 못했어요. 네트워크 연결을 확인해 주세요. 글은 그대로 읽을 수 있어요.",
		retry:       "다시 시도",
		waiting:     "프로그램의 나머지를 받는 중이에요. 입력한 것은 다 받으면 이어서 처리해요.",
		missing:     "프로그램의 나머지를 아직 받지 못했어요. 네트워크가 다시 연결되면 마저 받아 하던 일을 계속해요. 그사이 입력한 것은 사라지지 않아요.",
		unsupported: "이 브라우저에서는 WebAssembly를 쓸 수 없어 클러스터가 움직이지 않아요. 글은 그대로 읽을 수 있어요.",
		crashed:     "프로그램이 멈췄어요. 저장된 데까지는 남아 있어요.",
		reload:      "새로 고침",
		notFound:    "그런 페이지가 없습니다.",
		away:        "지금은 네트워크가 없어 이 페이지를 열 수 없습니다. 수업은 모두 저장되어 있어 그대로 할 수 있습니다.",
		home:        "수업 지도",

		sandbox:      "샌드박스",
		sandboxAbout: "수업 없이 클러스터를 마음껏 다뤄 보세요. 자주 만나는 상황을 장면으로 준비해 두었습니다.",

		guide:      "수업 만들기",
		guideAbout: "Markdown 파일 하나로 Service Lab 수업을 쓰고, 시험하고, 내놓는 방법입니다.",
		contents:   "차례",

		accuracy:      "얼마나 정확한가",
		accuracyAbout: "Service Lab이 Kubernetes에서 무엇을 옮겼고 무엇을 뺐는지, 그것을 어떻게 확인하는지 적었습니다.",

		deploy:      "사이트 올리기",
		deployAbout: "내 컴퓨터, Netlify, Cloudflare Workers, GitHub Pages, nginx에 Service Lab을 올리는 방법입니다.",

		pages:         "둘러보기",
		lessons:       "수업 %d개, 모두 %s쯤 걸립니다.",
		hours:         "%d시간",
		begin:         "첫 수업 시작하기: %s",
		sum:           "수업 %d개 가운데 %d개를 마쳤습니다.",
		goOn:          "이어서 하기: %s",
		again:         "모두 마쳤습니다. 다시 보기: %s",
		none:          "시작 전",
		some:          "목표 %d/%d",
		done:          "마침",
		needs:         "먼저 하면 좋은 수업:",
		teaches:       "배우는 용어:",
		glossary:      "용어집",
		glossaryAbout: "수업에 나오는 말을 짧게 풀어 두었습니다. 어느 수업에서 배우는지도 함께 적었습니다.",
		letters:       "첫 글자",
		taught:        "배우는 수업:",
		sheet:         "요약",
		sheetAbout:    "수업에서 남길 것만 모았습니다. 인쇄해서 곁에 두고 보세요.",
		remember:      "기억할 것",
		manifests:     "매니페스트",
		commands:      "명령",
		terms:         "용어",
		toLesson:      "수업으로 가기",
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
		away:        "There is no network now, and this page is not among those kept. The lessons are: they all work.",
		home:        "Map of the course",

		sandbox:      "Sandbox",
		sandboxAbout: "A cluster to play with, without a lesson. Common situations stand ready as scenes.",

		guide:         "Writing lessons",
		guideAbout:    "How to write, test and publish a lesson for Service Lab: one Markdown file.",
		accuracy:      "How accurate this is",
		accuracyAbout: "What Service Lab models of Kubernetes, what it leaves out, and how each claim is checked.",

		deploy:      "Putting the site online",
		deployAbout: "How to serve Service Lab from your own machine, Netlify, Cloudflare Workers, GitHub Pages or nginx.",
		contents:    "Contents",

		pages:         "Pages",
		lessons:       "%d lessons, about %s in all.",
		hours:         "%d hours",
		begin:         "Begin with: %s",
		sum:           "Of %d lessons, you have finished %d.",
		goOn:          "Continue: %s",
		again:         "All finished. Take one again: %s",
		none:          "not begun",
		some:          "%d of %d goals",
		done:          "done",
		needs:         "Easier after:",
		teaches:       "Words:",
		glossary:      "Glossary",
		glossaryAbout: "The words of the lessons, each in a sentence or two, with the lesson that teaches it.",
		letters:       "First letters",
		taught:        "Taught in:",
		sheet:         "Cheat sheet",
		sheetAbout:    "What is worth keeping from the lesson, made to be printed.",
		remember:      "What to remember",
		manifests:     "Manifests",
		commands:      "Commands",
		terms:         "Words",
		toLesson:      "To the lesson",
	},
}
