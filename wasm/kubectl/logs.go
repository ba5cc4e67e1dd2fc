package kubectl

import (
	"errors"
	"fmt"
	"strings"

	"svclab/wasm/api"
)

const logsUsage = "logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]"

func logsCommand() *command {
	return &command{
		name: "logs", group: debugging, short: "Print the logs for a container in a pod", use: logsUsage,
		run: runLogs,
		flags: []flag{
			selectorFlag,
			{name: "all-pods", kind: boolFlag, bare: "true", usage: "Get logs from all pod(s). Sets prefix to true"},
			{name: "all-containers", kind: boolFlag, bare: "true", usage: "Get all containers' logs in the pod(s)"},
			{name: "follow", short: 'f', kind: boolFlag, bare: "true", usage: "Specify if the logs should be streamed"},
			{name: "timestamps", kind: boolFlag, bare: "true", usage: "Include timestamps on each line in the log output"},
			{name: "limit-bytes", kind: intFlag, value: "0", usage: "Maximum bytes of logs to return. Defaults to no limit"},
			{name: "previous", short: 'p', kind: boolFlag, bare: "true", usage: "If true, print the logs for the previous instance of the container in a pod if it exists"},
			{name: "tail", kind: intFlag, value: "-1", usage: "Lines of recent log file to display. Defaults to -1 with no selector, showing all log lines otherwise 10, if a selector is provided"},
			{name: "ignore-errors", kind: boolFlag, bare: "true", usage: "If watching / following pod logs, allow for any errors that occur to be non-fatal"},
			{name: "since-time", kind: stringFlag, usage: "Only return logs after a specific date (RFC3339). Only one of since-time / since may be used"},
			{name: "since", kind: durationFlag, value: "0s", usage: "Only return logs newer than a relative duration like 5s, 2m, or 3h. Only one of since-time / since may be used"},
			{name: "container", short: 'c', kind: stringFlag, usage: "Print the logs of this container"},
			{name: "insecure-skip-tls-verify-backend", kind: boolFlag, bare: "true", absent: true},
			{name: "pod-running-timeout", kind: durationFlag, value: "20s", usage: "The length of time (like 5s, 2m, or 3h, higher than zero) to wait until at least one pod is running"},
			{name: "max-log-requests", kind: intFlag, value: "5", usage: "Specify maximum number of concurrent logs to follow when using by a selector"},
			{name: "prefix", kind: boolFlag, bare: "true", usage: "Prefix each log line with the log source (pod name and container name)"},
		},
	}
}

// logsOptions is what the command line says about logs.
type logsOptions struct {
	*process
	container string
	since     api.Time // 0 for all
	tail      int      // -1 for all
	prefix    bool
}

// runLogs models kubectl pkg/cmd/logs LogsOptions.
func runLogs(p *process) error {
	o := &logsOptions{process: p, tail: p.flags.int("tail"), prefix: p.flags.bool("prefix") || p.flags.bool("all-pods")}
	object, err := o.complete()
	if err != nil {
		return err
	}
	if err := o.validate(); err != nil {
		return err
	}
	sources, err := o.sources(object)
	if err != nil {
		return err
	}
	follow := p.flags.bool("follow")
	if most := p.flags.int("max-log-requests"); follow && len(sources) > 1 && len(sources) > most {
		return fmt.Errorf("you are attempting to follow %d log streams, but maximum allowed concurrency is %d, use --max-log-requests to increase the limit", len(sources), most)
	}
	if follow {
		return o.follow(sources)
	}
	for _, s := range sources {
		err := o.open(s)
		if err == errInterrupted {
			return err
		}
		if err != nil && p.flags.bool("ignore-errors") {
			p.printf("error: %s\n", err)
			continue
		}
		if err != nil {
			return err
		}
		o.print(s)
	}
	return nil
}

// complete reads the arguments, and finds the objects that they name.
func (o *logsOptions) complete() ([]*info, error) {
	args, selector := o.flags.args, o.flags.string("selector")
	o.container = o.flags.string("container")
	switch {
	case len(args) == 0 && selector == "" || len(args) > 2:
		return nil, o.usageError("expected '%s'.\nPOD or TYPE/NAME is a required argument for the logs command", logsUsage)
	case len(args) == 1 && selector != "":
		return nil, o.usageError("only a selector (-l) or a POD name is allowed")
	case len(args) == 2:
		o.container = args[1]
	}
	if err := o.completeSince(); err != nil {
		return nil, err
	}
	if selector != "" && o.tail == -1 && !o.flags.changed["tail"] {
		o.tail = 10
	}
	q := o.query(nil)
	if q.typeIsEnough = true; selector != "" {
		q.args = []string{"pods"}
	} else if strings.Contains(args[0], "/") {
		q.args = args[:1]
	} else {
		q.args = []string{"pods", args[0]}
	}
	s, err := o.find(q)
	if err != nil {
		return nil, err
	}
	infos, err := o.infos(s, latest)
	if isNotFound(err) {
		return nil, fmt.Errorf("error from server (NotFound): %w in namespace %q", err, o.namespace)
	}
	if err == nil && selector != "" && len(infos) == 0 {
		o.errorf("No resources found in %s namespace.\n", o.namespace)
	}
	return infos, err
}

func (o *logsOptions) completeSince() error {
	if text := o.flags.string("since-time"); text != "" {
		return o.since.UnmarshalJSON(encode(text))
	}
	if d := o.flags.duration("since"); d != 0 {
		o.since = o.env.Cluster.Now().Add(-(d + api.Second/2) / api.Second * api.Second)
	}
	return nil
}

func (o *logsOptions) validate() error {
	switch {
	case o.flags.string("since-time") != "" && o.flags.duration("since") != 0:
		return errors.New("at most one of `sinceTime` or `sinceSeconds` may be specified")
	case o.flags.bool("all-containers") && o.container != "":
		return fmt.Errorf("--all-containers=true should not be specified with container name %s", o.container)
	case o.flags.changed["container"] && len(o.flags.args) == 2:
		return errors.New("only one of -c or an inline [CONTAINER] arg is allowed")
	case o.flags.int("limit-bytes") < 0:
		return errors.New("--limit-bytes must be greater than 0")
	case o.flags.duration("since") < 0:
		return errors.New("--since must be greater than 0")
	case o.tail < -1:
		return errors.New("--tail must be greater than or equal to -1")
	}
	return nil
}
