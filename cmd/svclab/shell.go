package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"os/signal"
	"strings"
	"time"

	"svclab/wasm/api"
	"svclab/wasm/cluster"
	"svclab/wasm/shell"
)

const shellUsage = `[--nodes N] [--seed N] [--cloud] [--dual-stack] [--ingress] [--gateway] [--proxy-mode MODE] [--ipvs-scheduler NAME] [--lang LANG] [--dir DIR] [-c SCRIPT]

Opens the terminal of the page: a shell with kubectl and curl, outside a
miniature cluster. It reads commands from standard input, line by line; with a
terminal there, it prompts for them. Its clock is the cluster's own, so that
sleep takes no time. It leaves with the status of the last command.

kubectl edit and vi open $KUBE_EDITOR, $EDITOR or vi where there is a terminal.
Files are read from DIR. What the shell writes stays in memory, on top of them.

`

// shellCommand is svclab shell.
func shellCommand(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("svclab shell", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() {
		fmt.Fprint(set.Output(), "Usage: svclab shell ", shellUsage)
		set.PrintDefaults()
	}
	var config cluster.Config
	set.IntVar(&config.Nodes, "nodes", 3, "how many nodes the cluster has")
	set.Uint64Var(&config.Seed, "seed", 1, "the seed of the cluster's dice")
	set.BoolVar(&config.Ingress, "ingress", false, "whether the cluster has an ingress controller")
	set.BoolVar(&config.Gateway, "gateway", false, "whether the cluster has Gateway API with a controller")
	set.BoolVar(&config.Cloud, "cloud", false, "whether there is a cloud that hands out load balancers")
	set.BoolVar(&config.DualStack, "dual-stack", false, "whether the cluster has IPv6 beside IPv4")
	set.StringVar((*string)(&config.Proxy.Mode), "proxy-mode", "iptables", "how kube-proxy balances: iptables, nftables or ipvs")
	set.StringVar((*string)(&config.Proxy.Scheduler), "ipvs-scheduler", "rr", "how IPVS picks an endpoint: rr, lc or sh")
	dir := set.String("dir", ".", "the folder whose files the shell can read")
	lang := set.String("lang", languageOf(os.Getenv("LANG")), "the language of help and hints: en or ko")
	script := set.String("c", "", "run `SCRIPT` instead of standard input")
	switch err := set.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	problem := config.Proxy.Check()
	switch {
	case set.NArg() > 0:
		problem = fmt.Sprintf("unexpected argument %q: want commands on standard input, or in -c", set.Arg(0))
	case *lang != "en" && *lang != "ko":
		problem = fmt.Sprintf("--lang %q: want en or ko", *lang)
	case config.Nodes < 1 || config.Nodes > 5000:
		problem = fmt.Sprintf("--nodes %d: want 1 to 5000", config.Nodes)
	}
	files, err := openDir(*dir)
	if err != nil && problem == "" {
		problem = fmt.Sprintf("--dir %s: %v", *dir, errors.Unwrap(err))
	}
	if problem != "" {
		fmt.Fprintln(stderr, "svclab shell: "+problem)
		return 2
	}
	s := shell.New(cluster.New(config), files)
	s.Language = *lang
	t := &terminal{shell: s, out: stdout, err: stderr}
	if isTerminal(stdin) {
		t.keyboard = stdin
	}
	switch {
	case given(set, "c"):
		t.play(s.Run(*script))
	case t.keyboard != nil:
		t.interact(stdin)
	default:
		t.play(s.RunLines(linesOf(stdin)))
	}
	return s.Status()
}

// languageOf reads LANG, such as ko_KR.UTF-8.
func languageOf(locale string) string {
	if strings.HasPrefix(locale, "ko") {
		return "ko"
	}
	return "en"
}

func given(set *flag.FlagSet, name string) (ok bool) {
	set.Visit(func(f *flag.Flag) { ok = ok || f.Name == name })
	return ok
}

// isTerminal reports that a person types there.
func isTerminal(r io.Reader) bool {
	f, ok := r.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && f.Name() != os.DevNull && !sameAsNull(info)
}

func sameAsNull(info os.FileInfo) bool {
	null, err := os.Stat(os.DevNull)
	return err == nil && os.SameFile(info, null)
}

// linesOf yields lines as they arrive.
func linesOf(r io.Reader) iter.Seq[string] {
	return func(yield func(string) bool) {
		in := bufio.NewReader(r)
		for {
			line, err := in.ReadString('\n')
			if line != "" && !yield(line) || err != nil {
				return
			}
		}
	}
}

// terminal carries out the Steps of a shell at once.
type terminal struct {
	shell     *shell.Shell
	out, err  io.Writer
	interrupt chan os.Signal // nil when Ctrl-C ends svclab itself
	keyboard  io.Reader      // nil when nobody sits there
}

// play prints what a script prints and lets its waits pass in the cluster.
func (t *terminal) play(steps iter.Seq[shell.Step]) {
	for step := range steps {
		io.WriteString(t.out, step.Stdout)
		io.WriteString(t.err, step.Stderr)
		if step.Edit != nil {
			t.edit(step.Edit)
		}
		if !t.pass(step.Wait) {
			return
		}
		select {
		case <-t.interrupt:
			fmt.Fprint(t.out, "\n"+t.shell.Farewell()) // behind the ^C that the terminal has echoed
			return
		default:
		}
	}
}

// await returns the next line typed, "" after Ctrl-C. Meanwhile jobs go on as
// the clock on the wall does.
func (t *terminal) await(lines <-chan string) (line string, ok bool) {
	for {
		began := time.Now()
		step, goesOn := t.shell.Background()
		io.WriteString(t.out, step.Stdout)
		io.WriteString(t.err, step.Stderr)
		var due <-chan time.Time // never comes when no job goes on
		if goesOn {
			due = time.After(time.Duration(step.Wait))
		}
		select {
		case <-t.interrupt:
			line, ok = "", true
		case line, ok = <-lines:
		case <-due:
			t.pass(step.Wait)
			continue
		}
		t.pass(min(step.Wait, api.Duration(time.Since(began))))
		return line, ok
	}
}

// pass lets virtual time pass.
func (t *terminal) pass(by api.Duration) (ok bool) {
	if by <= 0 {
		return true
	}
	_, err := t.shell.Cluster.Do(cluster.Tick{By: by})
	if err != nil {
		fmt.Fprintln(t.err, "svclab shell: "+err.Error())
	}
	return err == nil
}

// interact prompts for lines until exit or Ctrl-D. Ctrl-C ends what runs, or
// drops what has been typed.
func (t *terminal) interact(stdin io.Reader) {
	t.interrupt = make(chan os.Signal, 1)
	signal.Notify(t.interrupt, os.Interrupt)
	defer signal.Stop(t.interrupt)
	wanted, lines := make(chan struct{}, 1), make(chan string)
	defer close(wanted)
	go func() { // reads no line before it is wanted, since an editor reads there too
		<-wanted
		for line := range linesOf(stdin) {
			lines <- line
			<-wanted
		}
		close(lines)
	}()
	typed, prompt, reading := "", t.shell.Prompt(), false
	t.shell.Interactive = true
	for {
		fmt.Fprint(t.out, prompt)
		if !reading {
			wanted <- struct{}{}
			reading = true
		}
		line, ok := t.await(lines)
		switch {
		case line == "" && ok:
			fmt.Fprintln(t.out)
			typed, prompt = "", t.shell.Prompt()
			continue
		case !ok:
			fmt.Fprintln(t.out, "exit")
			return
		}
		typed, reading = typed+line, false
		if shell.Incomplete(typed) {
			prompt = "> "
			continue
		}
		t.play(t.shell.Run(typed))
		if t.shell.Exited() {
			return
		}
		typed, prompt = "", t.shell.Prompt()
	}
}
