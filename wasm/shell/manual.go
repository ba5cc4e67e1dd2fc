package shell

import "strings"

// manual says of each program what it takes and what it does: name | subject |
// usage | English | Korean.
const manual = `
kubectl|k|[COMMAND] [TYPE] [NAME]|asks and changes the cluster; kubectl --help lists its commands, apply -f ingress-controller.yaml installs an ingress controller|클러스터를 조회하고 바꿉니다. 명령 목록은 kubectl --help로 보고, apply -f ingress-controller.yaml로 인그레스 컨트롤러를 설치합니다
kube-proxy|k|[--proxy-mode=MODE] [--ipvs-scheduler=NAME]|restarts kube-proxy on all nodes with these flags|모든 노드의 kube-proxy를 이 플래그로 다시 시작합니다
node|k|list | stop NODE... | start NODE...|switches the machines of nodes off and on|노드의 머신을 끄고 켭니다
ssh|k|NODE [COMMAND]|moves to a node, or runs a command there; exit comes back|노드에 접속하거나 거기서 명령을 실행합니다. exit로 돌아옵니다
curl|n|[-sSvikIL] [-m SECONDS] [-o FILE] [-w FORMAT] [-H HEADER] URL...|sends HTTP requests from where you stand|지금 있는 곳에서 HTTP 요청을 보냅니다
wget|n|[-qO-] URL|fetches a URL|URL의 내용을 받아 옵니다
load|n|[-n REQUESTS] [-c CLIENTS] [-q RATE] [-z DURATION] [-H HEADER] [-k] URL|sends many requests and counts which Pods answered|요청을 많이 보내고 어느 Pod가 응답했는지 셉니다
openssl|n|req -x509 -newkey rsa:2048 -nodes -keyout KEY -out CERT -subj /CN=HOST [-addext subjectAltName=DNS:HOST] [-days N] | x509 -in CERT [-noout] [-subject] [-dates] [-text]|makes a lesson certificate for TLS, which kubectl create secret tls takes, and shows what stands in one|TLS 실습용 인증서를 만들고 내용을 보여 줍니다. 만든 것은 kubectl create secret tls로 시크릿에 넣습니다
nc|n|[-zv] HOST PORT|tries whether a port accepts connections|포트가 연결을 받는지 확인합니다
ping|n|[-c COUNT] [-i SECONDS] [-W SECONDS] HOST|asks a host for an echo|호스트에 ICMP echo를 보냅니다
ip|n|addr|link|route [get ADDRESS]|shows addresses and routes|IP 주소와 라우팅 테이블을 보여 줍니다
ss|n|[-lantup]|lists sockets|소켓 목록을 보여 줍니다
dig|n|[@SERVER] NAME [TYPE] [+short]|asks a DNS server|DNS 서버에 질의합니다
nslookup|n|NAME [SERVER]|asks a DNS server|DNS 서버에 질의합니다
host|n|[-t TYPE] NAME [SERVER]|asks a DNS server|DNS 서버에 질의합니다
getent|n|hosts NAME|resolves a name as programs do|프로그램과 같은 방식으로 이름을 풀이합니다
iptables-save|n|[-t TABLE]|prints the node's iptables rules|노드의 iptables 규칙을 출력합니다
iptables|n|[-t TABLE] -L [CHAIN] [-nv] | -S [CHAIN]|lists the node's iptables rules|노드의 iptables 규칙을 나열합니다
ip6tables|n|[-t TABLE] -L [CHAIN] [-nv] | -S [CHAIN]|the same for IPv6|IPv6 규칙을 나열합니다
nft|n|list ruleset | list table ip kube-proxy|lists the node's nftables rules|노드의 nftables 규칙을 나열합니다
conntrack|n|-L|lists the connections that the node tracks|노드가 추적하는 연결을 나열합니다
ipvsadm|n|-Ln|lists IPVS virtual servers and their endpoints|IPVS 가상 서버와 엔드포인트를 나열합니다
fault|n|slow TIME | error PERCENT | unready | hang | crash | clear|makes the app of the Pod you are in misbehave: kubectl exec web -- fault slow 500ms|지금 있는 Pod의 앱에 장애를 일으킵니다: kubectl exec web -- fault slow 500ms
hostname|n|[-i]|prints the name, or the address, of where you stand|지금 있는 곳의 호스트 이름이나 주소를 출력합니다
grep|t|[-EFivnclorwqx] [-A N] [-B N] [-m N] PATTERN [FILE]...|prints lines that match a pattern|패턴과 일치하는 줄을 출력합니다
sed|t|[-nEi] [-e SCRIPT] [SCRIPT] [FILE]...|edits lines: s/a/b/g, /x/d, 2,4p|줄 단위로 편집합니다: s/a/b/g, /x/d, 2,4p
awk|t|[-F FS] [-v VAR=VALUE] 'PROGRAM' [FILE]...|splits lines into fields: awk '/Running/ {print $1, $NF}'|줄을 필드로 나눠 처리합니다: awk '/Running/ {print $1, $NF}'
cut|t|-d DELIM -f LIST | -c LIST [FILE]...|takes fields or characters out of lines|줄에서 필드나 문자를 잘라 냅니다
sort|t|[-nrukh] [-t SEP] [-k KEY] [FILE]...|sorts lines|줄을 정렬합니다
uniq|t|[-cdu] [INPUT [OUTPUT]]|drops repeated neighbouring lines; -c counts them|이웃한 중복 줄을 합칩니다. -c는 개수를 셉니다
wc|t|[-lwc] [FILE]...|counts lines, words and bytes|줄, 단어, 바이트 수를 셉니다
head|t|[-n N] [-c N] [FILE]...|prints the first lines|앞부분을 출력합니다
tail|t|[-n N | -n +N] [FILE]...|prints the last lines|뒷부분을 출력합니다
tr|t|[-ds] SET1 [SET2]|replaces or deletes characters|문자를 바꾸거나 지웁니다
column|t|[-t] [-s SEP] [FILE]...|lays lines out as a table|줄을 표처럼 정렬합니다
paste|t|[-s] [-d LIST] [FILE]...|joins lines side by side|여러 줄을 나란히 붙입니다
nl|t|[-b a] [FILE]...|numbers lines|줄 번호를 붙입니다
tac|t|[FILE]...|prints lines, the last first|줄을 거꾸로 출력합니다
rev|t|[FILE]...|turns each line round|줄마다 글자를 뒤집습니다
diff|t|[-u] [-q] FILE1 FILE2|shows in what files differ|두 파일의 차이를 보여 줍니다
base64|t|[-d] [FILE]|encodes or decodes base64|base64로 인코딩하거나 디코딩합니다
seq|t|[FIRST [STEP]] LAST|prints numbers|연속된 숫자를 출력합니다
xargs|t|[-n N] [-I MARK] COMMAND...|runs a command with words of its input as arguments|입력을 인자로 붙여 명령을 실행합니다
tee|t|[-a] FILE...|copies its input to files and on|입력을 파일에 쓰면서 그대로 내보냅니다
yes|t|[WORD]|prints a word without end|같은 단어를 끝없이 출력합니다
echo|t|[-neE] [WORD]...|prints words|단어를 출력합니다
printf|t|FORMAT [ARGUMENT]...|prints by a format|형식에 맞춰 출력합니다
cat|f|[-nAs] [FILE]...|prints files|파일 내용을 출력합니다
less|f|[FILE]...|prints files; the terminal scrolls|파일 내용을 출력합니다. 스크롤은 터미널이 합니다
more|f|[FILE]...|prints files; the terminal scrolls|파일 내용을 출력합니다. 스크롤은 터미널이 합니다
edit|f|FILE|opens a file in the editor|파일을 편집기에서 엽니다
vi|f|FILE|opens a file in the editor|파일을 편집기에서 엽니다
vim|f|FILE|opens a file in the editor|파일을 편집기에서 엽니다
nano|f|FILE|opens a file in the editor|파일을 편집기에서 엽니다
ls|f|[-1al] [FILE]...|lists files|파일 목록을 보여 줍니다
cp|f|SOURCE DEST|copies a file|파일을 복사합니다
mv|f|SOURCE DEST|renames a file|파일 이름을 바꿉니다
rm|f|[-f] FILE...|removes files|파일을 지웁니다
touch|f|FILE...|makes empty files|빈 파일을 만듭니다
mkdir|f|NAME|is not possible: the home folder is the only one|할 수 없습니다. 폴더는 홈 하나뿐입니다
rmdir|f|NAME|is not possible: the home folder is the only one|할 수 없습니다. 폴더는 홈 하나뿐입니다
cd|f|[~]|goes to the home folder, the only one|하나뿐인 폴더인 홈으로 갑니다
pwd|f||prints the folder|현재 폴더를 출력합니다
sleep|j|NUMBER[smhd]|lets virtual time pass|가상 시간을 흘려보냅니다
watch|j|[-n SECONDS] [-tdg] COMMAND|runs a command again and again until Ctrl-C|Ctrl-C를 누를 때까지 명령을 되풀이합니다
timeout|j|[-s SIGNAL] SECONDS COMMAND|ends a command when its time is up|제한 시간이 지나면 명령을 끝냅니다
date|j|[-u] [-d DATE] [+FORMAT]|prints the cluster's time|클러스터의 시각을 출력합니다
jobs|j|[-lpr]|lists jobs that COMMAND & has started|COMMAND &로 시작한 작업을 나열합니다
wait|j|[-n] [%JOB | PID]|waits until jobs have ended|작업이 끝날 때까지 기다립니다
fg|j|[%JOB]|takes a job to the foreground|작업을 포그라운드로 가져옵니다
bg|j|[%JOB]|is of no use here: no job is ever stopped|여기서는 쓸 일이 없습니다. 작업이 멈추는 일이 없습니다
kill|j|[-SIGNAL] %JOB | PID|ends a job|작업을 끝냅니다
disown|j|[%JOB]|forgets a job, which goes on|작업을 목록에서 빼고 계속 돌게 둡니다
alias|s|[NAME=COMMAND]|gives a command another name: alias k=kubectl|명령에 다른 이름을 붙입니다: alias k=kubectl
unalias|s|[-a] NAME...|removes aliases|별칭을 지웁니다
history|s|[N]|lists the lines typed|입력했던 줄을 나열합니다
set|s|[-eux] [-o pipefail]|sets options: -e, -u, -x|옵션을 켜고 끕니다: -e, -u, -x
trap|s|COMMAND EXIT|runs a command when the shell exits|셸이 끝날 때 명령을 실행합니다
read|s|[-r] [-a ARRAY] [NAME]...|reads a line into variables|한 줄을 읽어 변수에 넣습니다
mapfile|s|[-t] [ARRAY]|reads lines into an array|여러 줄을 배열에 읽어 넣습니다
unset|s|NAME...|removes variables|변수를 지웁니다
shift|s|[N]|drops the first parameters|앞쪽 위치 매개변수를 버립니다
test|s|EXPRESSION|checks files, texts and numbers, as [ ] does|[ ]처럼 파일, 문자열, 숫자를 검사합니다
eval|s|COMMAND|runs its arguments as a command|인자를 명령으로 실행합니다
source|s|FILE|runs a file's commands in this shell|파일의 명령을 이 셸에서 실행합니다
bash|s|[-c SCRIPT] [FILE]|runs a script in a shell of its own|별도의 셸에서 스크립트를 실행합니다
env|s|[NAME=VALUE]... [COMMAND]|prints the environment, or runs a command in another|환경 변수를 출력하거나 바꿔서 명령을 실행합니다
printenv|s|[NAME]...|prints environment variables|환경 변수를 출력합니다
command|s|[-v] NAME|runs a program, or tells where it is|명령을 실행하거나 위치를 알려 줍니다
type|s|NAME...|tells what a name means|이름이 무엇을 뜻하는지 알려 줍니다
which|s|NAME...|tells where a program is|프로그램의 위치를 알려 줍니다
whoami|s||prints who you are|현재 사용자를 출력합니다
clear|s||empties the screen|화면을 지웁니다
exit|s|[STATUS]|leaves the Pod, the node or the shell|Pod, 노드 또는 셸에서 나갑니다
help|s|[NAME]|lists commands, or explains one|명령 목록을 보여 주거나 명령 하나를 설명합니다
man|s|NAME|explains a command|명령을 설명합니다
`

// manualPage is a line of the manual.
type manualPage struct{ name, subject, usage, english, korean string }

// pages returns those for which want holds, in the order of the manual.
func pages(want func(name string) bool) (all []manualPage) {
	for line := range strings.Lines(manual[1:]) {
		name, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "|")
		if !want(name) {
			continue
		}
		subject, rest, _ := strings.Cut(rest, "|")
		last := strings.LastIndexByte(rest, '|') // a usage may hold one too
		rest, korean := rest[:last], rest[last+1:]
		last = strings.LastIndexByte(rest, '|')
		all = append(all, manualPage{name, subject, rest[:last], rest[last+1:], korean})
	}
	return all
}

// say chooses between English and Korean.
func (s *Shell) say(english, korean string) string {
	if s.Language == "ko" {
		return korean
	}
	return english
}

// explain is what help and man print of a command.
func (p *process) explain(name string) (text string, ok bool) {
	for _, page := range pages(func(n string) bool { return n == name }) {
		return strings.TrimSpace(name+" "+page.usage) + "\n    " + p.shell.say(page.english, page.korean) + "\n", true
	}
	return "", false
}

// man explains commands.
func man(p *process) int {
	if len(p.args) < 2 {
		p.out("What manual page do you want?\nFor example, try 'man man'.\n")
		return 1
	}
	status := 0
	for _, name := range p.args[1:] {
		text, ok := p.explain(name)
		if !ok {
			p.write(2, "No manual entry for "+name+"\n")
			status = 16
		}
		p.out(text)
	}
	return status
}

// help lists the commands that are there, by subject, or explains some.
func help(p *process) int {
	status := 0
	for _, name := range p.args[1:] {
		text, ok := p.explain(name)
		if !ok {
			p.errorf("no help topics match `%s'.", name)
			status = 1
		}
		p.out(text)
	}
	if len(p.args) > 1 {
		return status
	}
	say := p.shell.say
	text := say("This shell understands bash's grammar: pipes, loops, functions, $(…), jobs, redirections.\n",
		"bash 문법을 이해합니다: 파이프, 반복문, 함수, $(…), 백그라운드 작업, 리다이렉션.\n")
	for _, subject := range []struct{ letter, english, korean string }{
		{"k", "Cluster", "클러스터"}, {"n", "Network", "네트워크"}, {"t", "Text", "텍스트"}, {"f", "Files", "파일"}, {"j", "Time and jobs", "시간과 작업"}, {"s", "Shell", "셸"},
	} {
		var names []string
		for _, page := range pages(func(string) bool { return true }) {
			if _, there := lookup(page.name, p.place()); there && page.subject == subject.letter {
				names = append(names, page.name)
			}
		}
		if len(names) > 0 {
			text += "\n" + say(subject.english, subject.korean) + "\n" + columns(names, 80)
		}
	}
	p.out(text + say("\nhelp NAME explains one. Files stay in memory; time is the cluster's own.\n",
		"\nhelp 이름으로 명령 하나를 설명합니다. 파일은 메모리에만 있고, 시간은 클러스터의 것입니다.\n"))
	return 0
}
