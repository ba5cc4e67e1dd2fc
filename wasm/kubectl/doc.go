// Package kubectl models kubectl 1.37: its commands, its flags, its printers
// and its error texts, against the miniature cluster.
//
// # What it promises
//
// Run reads its arguments as pflag and cobra do, asks the cluster, prints what
// kubectl prints and returns kubectl's exit status. It changes the cluster
// only through Cluster.Do, and takes virtual time only through Env.Wait: some
// for starting, some for each request. When Wait says that the process was
// interrupted, nothing more is asked or printed and the status is 130.
//
// The same cluster, files and arguments give the same output, to the byte.
//
// # Where things are
//
// Each command has its own file and its own table of flags. A resource
// argument (pods, svc/web, pod,svc a b, -f FILE, -l app=web) becomes a list of
// infos in find.go and manifest.go, whatever the command. Tables are in the
// table_*.go files, one per kind. Complete reads the same tables of commands and
// flags; fields in paths are those that the live objects have. What a page shows
// of an object beside the terminal is in show.go, and what one would write to
// have it again in manifests.go: no command of kubectl does that.
//
// # Differences from upstream
//
// A command or a flag that real kubectl has and this one has not says
// `error: svclab does not have "kubectl certificate" yet` and exits with 1. Jobs,
// CronJobs and autoscaling are left out on purpose, and say so.
// Warnings and errors are never coloured. The kubeconfig has one cluster and
// one user who may do everything; its contexts choose a namespace, and
// credentials are not looked at. Discovery lists only what the miniature
// server serves; events.k8s.io is not among it. --request-timeout is read, but
// no request takes that long. Lists are not asked for in chunks.
//
// Commands that have to know a kind refuse custom resources before they look
// whether the object is there.
//
// explain, --help and the examples have short texts of their own, and only the
// flags that are here. describe does not take an Event, counts no init
// containers and does not look into volumes, leases, capacity or limits. Go
// templates are left out: their reflection would double the size of the page.
// jsonpath goes through a map in the order of its keys, and refuses to go
// through more than 200,000 values. A watch looks 20 times a second at the log
// of what was written, of which the cluster keeps the last thousand; delete
// and wait look at the objects as often.
//
// scale writes to the object itself and not to its subresource. replace
// creates a Service that is not there by a second request; a real server does
// so by itself. create deployment and edit make up names from the image and the
// clock instead of by chance. --overrides are not checked for an apiVersion.
// diff compares by itself, whatever KUBECTL_EXTERNAL_DIFF says; of several
// shortest differences it may show another than GNU diff. --dry-run without a
// value warns as the server does, not as klog does.
package kubectl
